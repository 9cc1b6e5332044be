from importlib import import_module

from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "openemploi_web.mobility"
    label = "mobility"

    def ready(self) -> None:
        import_module("openemploi_web.mobility.cases")  # its check of the recorded projects
