"""The list "offers for me": what is found, in the order in which it is shown, and what would open more of it.

Offers are ordered by how much they are wanted times how much of them is met. Among offers that are equal for
the person, those that fewer people ask for come first, so that not everybody is sent to the same door; each one
moved says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openemploi.extraction.model import RequirementKind
from openemploi.matching.model import Match, Part
from openemploi.matching.recommending import Share
from openemploi.matching.spreading import Load
from openemploi.territory.places import Point, distance_km, locate
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.vacancies import search
from openemploi_web.vacancies.comparison import Offered, far_from
from openemploi_web.vacancies.filters import WITHOUT_RADIUS
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.responses import AnswerHabit, answer_habits
from openemploi_web.vacancies.sketches import HAD, Sketched
from openemploi_web.vacancies.terms import Term, in_short, takes_applications

MOST: Final = 60  # offers in the list; the filters lead to the others
EQUAL: Final = 0.01  # of the product: offers that differ by less are equal for the person
OPENING: Final = 3

_MET: Final = {"held": "met"}
_SAID: Final = {
    "held": gettext_lazy("written in your profile"),
    "implied": gettext_lazy("follows from what you did"),
    "near": gettext_lazy("something close is in your profile"),
    "missing": gettext_lazy("not found in your profile"),
}
_NOT_SAID: Final = gettext_lazy("your profile does not say")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two bars, as ``{% usefulness_bars %}`` takes it."""

    share: float | None
    words: str
    lines: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, share: Share) -> Side:
        """The bar of ``share``."""
        return cls(
            share.share,
            share.words,
            tuple(
                (line.label, _MET.get(line.state, line.state), line.words or _said(line.state))
                for line in share.lines
            ),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """An offer in its place; ``effect`` says what moved it among its equals, or why it is shown beside the list.

    ``reach`` is a word for how far it is from the person's occupations; empty within the list.
    """

    found: search.OfferFound
    effect: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True)
class OfferCard:
    """All that a card shows."""

    vacancy: Vacancy
    wanted: Side
    chance: Side
    terms: tuple[Term, ...]
    habit: AnswerHabit
    effect: str
    distance: str
    favourite: bool
    application: UUID | None  # what the person sent
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A skill that is missing, and how many of the offers found ask for it, for how many as essential."""

    label: str
    offers: int
    essential: int

    @property
    def words(self) -> str:
        """Both numbers in a sentence."""
        asked = ngettext(
            "asked for by %(count)s of these offers", "asked for by %(count)s of these offers", self.offers
        ) % {"count": self.offers}
        if not self.essential:
            return asked
        return _("%(asked)s, essential for %(essential)s") % {"asked": asked, "essential": self.essential}


def to_filter(asked: Mapping[str, Any]) -> search.OfferFilter:
    """The filters of a form or of a saved search, as the index takes them."""
    contract = asked.get("contract")
    return search.OfferFilter(
        place=asked.get("place", ""),
        radius_km=float(asked.get("radius") or WITHOUT_RADIUS),
        contracts=frozenset({contract}) if contract else frozenset(),
        hours=asked.get("hours", ""),
        remote=bool(asked.get("remote")),
        text=asked.get("text", ""),
        employer=asked.get("employer", ""),
        since_days=asked.get("since"),
    )


def listed(
    profile: Profile,
    asked: Mapping[str, Any],
    *,
    count: int = MOST,
    marked: Mapping[UUID, str] | None = None,
    looking: Looking | None = None,
) -> list[Listed]:
    """The offers for ``profile`` that fit ``asked`` and take applications, in the order in which they are shown."""
    first = search.offers_for(profile, filters=to_filter(asked), count=count, marked=marked, looking=looking)
    found = [one for one in first if takes_applications(one.row)]
    return spread(found, loads([one.row for one in found]))


def loads(offers: Iterable[Offered]) -> dict[UUID, Load]:
    """How many people wait for an answer to each offer, and for how many places."""
    places = {offer.pk: offer.openings for offer in offers}
    waiting = dict(
        Application.objects.filter(vacancy__in=list(places), state__in=Application.OPEN)
        .order_by()
        .values_list("vacancy")
        .annotate(Count("pk"))
    )
    return {key: Load(waiting.get(key, 0), openings) for key, openings in places.items()}


def spread(found: Sequence[search.OfferFound], waiting: Mapping[UUID, Load]) -> list[Listed]:
    """``found`` with equals ordered by how many people there are for each place, the fewest first."""
    placed: list[Listed] = []
    for _first, group in groupby(zip(_runs(found), found, strict=True), key=lambda pair: pair[0]):
        equals = [one for _run, one in group]
        ordered = sorted(equals, key=lambda one: waiting[one.row.pk].pressure)
        before = {one.row.pk: place for place, one in enumerate(equals)}
        for place, one in enumerate(ordered):
            moved_up = before[one.row.pk] > place
            placed.append(Listed(one, _effect(waiting[one.row.pk]) if moved_up else ""))
    return placed


def cards(profile: Profile, entries: Sequence[Listed], *, marked: Mapping[UUID, str]) -> list[OfferCard]:
    """What is shown of the offers of one page, of which the person said what is ``marked``."""
    keys = [entry.found.row.pk for entry in entries]
    offers = entries[0].found.offers.read(keys) if entries else {}
    habits = answer_habits(offer.organisation_id for offer in offers.values())
    sent = dict(profile.applications.filter(vacancy__in=keys).order_by().values_list("vacancy_id", "pk"))
    from_places = starts(profile)
    return [
        OfferCard(
            vacancy=offer,
            wanted=Side.of(entry.found.usefulness),
            chance=Side.of(entry.found.chance),
            terms=tuple(in_short(offer)),
            habit=habits.get(offer.organisation_id, AnswerHabit()),
            effect=entry.effect,
            distance=distance(from_places, offer),
            favourite=marked.get(offer.pk) == OfferMark.Mark.FAVOURITE,
            application=sent.get(offer.pk),
            reach=entry.reach,
        )
        for entry in entries
        if (offer := offers.get(entry.found.row.pk)) is not None  # closed while the list was made
    ]


def openings(matches: Iterable[Match], *, count: int = OPENING) -> list[Opening]:
    """The skills that would open most offers: by the points they add in all, as long as two offers ask for them."""
    gains: dict[str, float] = {}
    labels: dict[str, str] = {}
    offers: dict[str, int] = {}
    essential: dict[str, int] = {}
    for match in matches:
        for line in match.open_skills if isinstance(match, Sketched) else match.requirements:
            if line.part is not Part.SKILLS or line.status in HAD or line.gain <= 0:
                continue
            key = line.uri or line.label
            labels.setdefault(key, line.label)
            gains[key] = gains.get(key, 0.0) + line.gain
            offers[key] = offers.get(key, 0) + 1
            if line.kind is RequirementKind.ESSENTIAL:
                essential[key] = essential.get(key, 0) + 1
    several = [key for key in gains if offers[key] > 1]
    best = sorted(several, key=lambda key: (-gains[key], labels[key]))[:count]
    return [Opening(labels[key], offers[key], essential.get(key, 0)) for key in best]


def starts(profile: Profile) -> list[Point]:
    """Where the person counts distances from: the places where they look, or else their commune."""
    looked = [point for area in profile.areas if (point := locate(str(area.get("place", "")))) is not None]
    at_home = locate(profile.commune) if profile.commune and not looked else None
    return looked or ([at_home] if at_home else [])


def distance(from_places: Sequence[Point], vacancy: Vacancy) -> str:
    """How far the work is from the nearest, as the crow flies; nothing when one of both places is not known."""
    if not from_places or vacancy.latitude is None or vacancy.longitude is None:
        return ""
    there = Point(vacancy.commune, vacancy.latitude, vacancy.longitude)
    away, start = min(((distance_km(one, there), one) for one in from_places), key=lambda pair: pair[0])
    if away < 1:
        return _("in %(place)s itself") % {"place": start.name}
    return far_from(start.name, km=away)


def _said(state: str) -> str:
    """What is said of a line whose comparison gave no reason in words."""
    return str(_SAID.get(state, _NOT_SAID))


def _runs(found: Sequence[search.OfferFound]) -> list[int]:
    """The number of the run of equals that each offer belongs to."""
    numbers: list[int] = []
    first: float | None = None
    for one in found:
        if first is None or first - one.order > EQUAL:
            first = one.order
            numbers.append(numbers[-1] + 1 if numbers else 0)
        else:
            numbers.append(numbers[-1])
    return numbers


def _effect(load: Load) -> str:
    applications = ngettext("%(count)s application", "%(count)s applications", load.applications) % {
        "count": load.applications
    }
    places = ngettext("%(count)s position", "%(count)s positions", load.openings or 1) % {
        "count": load.openings or 1
    }
    return _(
        "Shown before an equal offer that more people ask for: %(applications)s for %(positions)s here."
    ) % {
        "applications": applications,
        "positions": places,
    }
