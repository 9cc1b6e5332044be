"""Pages of other occupations, training, funding and first orientation."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.pathways import views_funding, views_occupations, views_orientation, views_training

app_name = "pathways"
urlpatterns: list[URLPattern] = [
    path("", views_occupations.index, name="index"),
    path("metiers/", views_occupations.others, name="others"),
    path("metiers/<str:code>/", views_occupations.transition, name="transition"),
    path("formations/", views_training.training, name="training"),
    path("financer/", views_funding.funding, name="funding"),
    path("orientation/", views_orientation.orientation, name="orientation"),
    path("orientation/classe/", views_orientation.of_class, name="orientation-class"),
]
