"""Public-sector careers, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.employers import views_careers

urlpatterns: list[URLPattern] = [
    path("carrieres-publiques/", views_careers.careers, name="careers"),
    path("carrieres-publiques/<uuid:organisation_id>/", views_careers.career, name="career"),
]
