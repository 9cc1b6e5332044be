from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "openemploi_web.rights"
    label = "rights"
