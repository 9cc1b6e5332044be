from django.apps import AppConfig


class JobseekersConfig(AppConfig):
    name = "openemploi_web.jobseekers"
    label = "jobseekers"
