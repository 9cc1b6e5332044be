"""What an offer is searched by, in one line: the same form for visitors, for "offers for me" and for saved searches.

The address of the page holds the search (GET), so that it can be kept, sent and gone back to. A place that is
not known is an error beside its field; the other filters stay.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from math import cos, radians
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from openemploi.territory.places import locate
from openemploi_web.core.filtering import FilterForm
from openemploi_web.core.languages import language_in_force
from openemploi_web.ui.places import not_found
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.terms import CONTRACTS, FULL_TIME_HOURS

RADII: Final = (5, 10, 20, 30, 50, 100)
WITHOUT_RADIUS: Final = 30  # km, when a place is given and no distance
_KM_A_DEGREE: Final = 111.2


class OfferFilterForm(FilterForm):
    """Every field may be left empty, which asks nothing of it."""

    text = forms.CharField(label=_("Occupation, employer or word"), max_length=100, required=False)
    place = forms.CharField(label=_("Commune"), max_length=80, required=False)
    radius = forms.TypedChoiceField(
        label=_("Around"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("any distance")), *((str(km), f"{km} km") for km in RADII)],
    )
    contract = forms.ChoiceField(
        label=_("Contract"), required=False, choices=[("", _("all")), *CONTRACTS.items()]
    )
    hours = forms.ChoiceField(
        label=_("Working hours"),
        required=False,
        choices=[("", _("all")), ("full", _("full time")), ("part", _("part time"))],
    )
    employer = forms.ChoiceField(
        label=_("Employer"),
        required=False,
        choices=[("", _("all")), ("public", _("public")), ("private", _("private or association"))],
    )
    since = forms.TypedChoiceField(
        label=_("Published"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("any day")),
            ("1", _("since yesterday")),
            ("7", _("in the last 7 days")),
            ("30", _("in the last 30 days")),
        ],
    )
    remote = forms.BooleanField(label=_("Work from home possible"), required=False)

    def clean_place(self) -> str:
        """A place that the portal can find on its map."""
        place: str = self.cleaned_data["place"].strip()
        if place and locate(place) is None:
            raise forms.ValidationError(not_found(place))
        return place

    @property
    def blank(self) -> SafeString:
        """The fields where nothing is asked, which are the same for everybody."""
        return _blank(language_in_force())


@lru_cache(maxsize=8)
def _blank(_language: str) -> SafeString:
    return mark_safe(render_to_string("vacancies/public/_filter_fields.html", {"form": OfferFilterForm()}))  # noqa: S308


def narrow(offers: QuerySet[Vacancy], asked: dict[str, Any]) -> QuerySet[Vacancy]:
    """The ``offers`` that fit ``asked``. An offer that does not say does not fit what it does not say."""
    for word in str(asked.get("text", "")).split()[:8]:
        offers = offers.filter(_says(word))
    if place := asked.get("place"):
        offers = offers.filter(_near(place, asked.get("radius") or WITHOUT_RADIUS))
    if contract := asked.get("contract"):
        offers = offers.filter(contract=contract)
    if hours := asked.get("hours"):
        full = Q(full_time=True) | Q(full_time=None, weekly_hours__gte=FULL_TIME_HOURS)
        part = Q(full_time=False) | Q(full_time=None, weekly_hours__lt=FULL_TIME_HOURS)
        offers = offers.filter(full if hours == "full" else part)
    if asked.get("remote"):
        offers = offers.filter(remote=True)
    if employer := asked.get("employer"):
        offers = offers.filter(organisation__public=employer == "public")
    if days := asked.get("since"):
        offers = offers.filter(published_at__gte=timezone.now() - timedelta(days=int(days)))
    return offers


def _says(word: str) -> Q:
    said = Q()
    # SQLite folds the case of unaccented letters only.
    for form in {word, word.lower(), word.capitalize(), word.upper()}:
        for column in ("title", "occupation_label", "organisation__name", "commune"):
            said |= Q(**{f"{column}__icontains": form})
    return said


def _near(place: str, radius: int) -> Q:
    """A square around the place: exact enough to leave out what is far; the page shows the distance itself."""
    point = locate(place)
    named = Q(commune__iexact=place)
    if point is None:
        return named
    high = radius / _KM_A_DEGREE
    wide = high / max(cos(radians(point.latitude)), 0.01)
    return named | Q(
        latitude__range=(point.latitude - high, point.latitude + high),
        longitude__range=(point.longitude - wide, point.longitude + wide),
    )
