"""The address of the page of training for a goal and what is missing for it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def training_address(*, goal: str = "", skills: tuple[str, ...] = (), place: str = "") -> str:
    """The page for a goal (ROME code), missing skills (OGR codes) and a place; each may be empty."""
    parts = [("goal", goal), *(("skill", one) for one in skills), ("place", place)]
    return f"{reverse('pathways:training')}?{urlencode([part for part in parts if part[1]])}"
