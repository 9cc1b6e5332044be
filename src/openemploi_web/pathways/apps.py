from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "openemploi_web.pathways"
    label = "pathways"
