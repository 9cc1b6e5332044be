"""Addresses of the observatory: the choice, and a page for an occupation in an area, a skill, an area."""

from django.urls import URLPattern

app_name = "observatory"
urlpatterns: list[URLPattern] = []
