"""A person's profile: giving a CV or answers, checking what was read, wishes, versions."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
