"""Pages of this app."""

from django.urls import URLPattern

app_name = "vacancies"
urlpatterns: list[URLPattern] = []
