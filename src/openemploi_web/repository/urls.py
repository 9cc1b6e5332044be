"""Pages of the regional repository: its catalogue, and the access to what is restricted."""

from django.urls import URLPattern

from openemploi_web.repository import urls_access, urls_catalogue

app_name = "repository"
urlpatterns: list[URLPattern] = [*urls_access.urlpatterns, *urls_catalogue.urlpatterns]
