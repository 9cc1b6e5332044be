from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "openemploi_web.counselling"
    label = "counselling"
