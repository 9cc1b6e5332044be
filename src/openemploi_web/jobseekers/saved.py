"""A saved search in words, and the address that runs it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from openemploi_web.vacancies.filters import OfferFilterForm


def address(filters: Mapping[str, Any]) -> str:
    """The list "offers for me" with these filters."""
    values = {name: "on" if value is True else value for name, value in filters.items()}
    return f"{reverse('jobseekers:offers')}?{urlencode(values)}"


def words(filters: Mapping[str, Any]) -> str:
    """The filters in a line: “Digne-les-Bains, 20 km · Permanent contract”."""
    if not filters:
        return _("all offers")
    form = OfferFilterForm()
    said: list[str] = []
    if text := filters.get("text"):
        said.append(_("“%(text)s”") % {"text": text})
    if place := filters.get("place"):
        radius = filters.get("radius")
        said.append(_("%(place)s, %(radius)s km") % {"place": place, "radius": radius} if radius else place)
    for name in ("contract", "hours", "employer", "since"):
        if name in filters:
            choices = {str(key): str(label) for key, label in form.fields[name].choices}  # type: ignore[attr-defined]
            said.append(choices.get(str(filters[name]), str(filters[name])))
    if filters.get("remote"):
        said.append(_("work from home possible"))
    return " · ".join(said)
