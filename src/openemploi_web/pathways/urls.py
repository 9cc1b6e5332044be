"""Pages of other occupations, training, funding and first orientation."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "pathways"
urlpatterns: list[URLPattern] = []
