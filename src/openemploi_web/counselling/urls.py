"""Pages of this app."""

from django.urls import URLPattern

app_name = "counselling"
urlpatterns: list[URLPattern] = []
