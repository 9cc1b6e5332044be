"""Offers that anybody may read."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.vacancies import views_public

urlpatterns: list[URLPattern] = [
    path("", views_public.search, name="search"),
    path("<uuid:vacancy_id>/", views_public.offer, name="offer"),
]
