from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "openemploi_web.ui"
    label = "ui"
