"""Pages of the mobility self-diagnosis, without an account; and of the counsellor to whom a code was given."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "mobility"
urlpatterns: list[URLPattern] = []
