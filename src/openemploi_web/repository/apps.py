from django.apps import AppConfig


class RepositoryConfig(AppConfig):
    name = "openemploi_web.repository"
    label = "repository"
