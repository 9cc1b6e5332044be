"""Addresses of the observatory: the choice, and a page for an occupation in an area, a skill, an area."""

from django.urls import URLPattern, path

from openemploi_web.observatory import views

app_name = "observatory"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("metier/<str:rome>/<str:area>/", views.occupation, name="occupation"),
    path("competence/<str:code>/", views.skill, name="skill"),
    path("territoire/<str:area>/", views.area, name="area"),
    path("chiffres/<str:name>.csv", views.csv, name="csv"),
]
