"""Two to four offers side by side: what each gives, what the person has and lacks, and how its employer answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from openemploi.matching.model import Match, Status
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.offers import distance, starts
from openemploi_web.ui.words import unknown
from openemploi_web.vacancies import terms
from openemploi_web.vacancies.comparison import WISHES
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.responses import AnswerHabit, answer_habits
from openemploi_web.vacancies.search import one_offer_for

FEWEST: Final = 2
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """The head of an offer's column."""

    title: str
    href: str
    note: str


def compared(profile: Profile, offers: Sequence[Vacancy]) -> tuple[list[Column], list[tuple[str, list[str]]]]:
    """The columns and rows of ``{% comparison %}``."""
    found = [one_offer_for(profile, offer) for offer in offers]
    habits = answer_habits(offer.organisation_id for offer in offers)
    from_places = starts(profile)
    columns = [
        Column(offer.title, reverse("vacancies:offer", args=[offer.pk]), offer.organisation.name)
        for offer in offers
    ]
    rows: list[tuple[str, list[str]]] = [
        (said[0].label, [term.words for term in said])
        for said in zip(
            *[
                [
                    f(offer)
                    for f in (
                        terms.pay,
                        terms.contract,
                        terms.hours,
                        terms.place,
                        terms.remote,
                        terms.closing,
                    )
                ]
                for offer in offers
            ],
            strict=True,
        )
    ]
    rows.insert(4, (_("Distance"), [distance(from_places, offer) or unknown() for offer in offers]))
    rows += [
        (_("You want it"), [one.usefulness.words for one in found]),
        (_("You can get it"), [one.chance.words for one in found]),
        (_("What you have"), [_labels(one.match, Status.HELD, Status.IMPLIED) for one in found]),
        (_("What is close"), [_labels(one.match, Status.NEAR) for one in found]),
        (_("What you lack"), [_labels(one.match, Status.MISSING) for one in found]),
        (_("What your profile does not say"), [_labels(one.match, Status.UNKNOWN) for one in found]),
        (
            _("How the employer answers"),
            [habits.get(offer.organisation_id, AnswerHabit()).words for offer in offers],
        ),
    ]
    return columns, rows


def _labels(match: Match, *states: Status) -> str:
    labels = [line.label for line in match.requirements if line.status in states and line.part not in WISHES]
    return _list(labels) if labels else _("nothing")


def _list(labels: Iterable[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((label,) for label in labels)))
