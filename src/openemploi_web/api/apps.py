from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "openemploi_web.api"
    label = "api"
