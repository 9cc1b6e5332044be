from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    name = "openemploi_web.vacancies"
    label = "vacancies"
