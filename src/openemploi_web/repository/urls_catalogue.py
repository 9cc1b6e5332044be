"""Pages of the catalogue: search, sets of data, producers, the harvest desk; and the catalogue in DCAT."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
