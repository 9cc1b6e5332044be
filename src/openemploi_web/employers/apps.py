from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "openemploi_web.employers"
    label = "employers"
