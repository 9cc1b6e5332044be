from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "openemploi_web.observatory"
    label = "observatory"
