from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "openemploi_web.mobility"
    label = "mobility"
