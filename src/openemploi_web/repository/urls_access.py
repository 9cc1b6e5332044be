"""Pages of restricted access: requests, decisions, grants, the query room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
