"""A person and an offer compared as the screens compare them, and the same comparison kept as plain values.

A contest keeps the comparison when it was contested and when it was answered, so that both can be read side by side
later. Points are shares of the offer's 100; their sum is the match's score, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from openemploi import __version__, i18n
from openemploi.matching.facts import PersonFacts
from openemploi.matching.model import Match
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers import snapshots
from openemploi_web.vacancies import comparison
from openemploi_web.vacancies.models import Application, Vacancy


def application_of(user: Any, vacancy: Vacancy) -> Application | None:
    """The application of ``user`` to ``vacancy``, with what was sent; nothing when there is none, or it was emptied."""
    sent: QuerySet[Application] = Application.objects.filter(
        vacancy=vacancy, profile__user=user, erased_at=None, snapshot__isnull=False
    )
    return sent.first()


def facts(user: Any, application: Application | None) -> PersonFacts:
    """What was compared: the profile as it was sent, or as it stands when there is no application."""
    if application is not None and application.snapshot is not None:
        return snapshots.facts_of(application.snapshot)
    return snapshots.facts(user.profile)


def compare(user: Any, vacancy: Vacancy, *, application: Application | None, language: str = "") -> Match:
    """The comparison in ``language``, that of the page when not given."""
    return comparison.compare(facts(user, application), vacancy, name="", language=language or None)


def kept(match: Match, *, of: str) -> dict[str, Any]:
    """``match`` as plain values; ``of`` is ``sent`` (the application) or ``profile`` (as it stood)."""
    return {
        "at": timezone.now().isoformat(timespec="seconds"),
        "of": of,
        "version": __version__,
        "taxonomy": engine("fr").taxonomy.version,
        "score": match.score,
        "words": comparison.words(match),
        "parts": [
            {"part": part.value, "points": points, "worth": match.worths[part]}
            for part, points in match.parts.items()
        ],
        "lines": [
            {
                "part": line.part.value,
                "label": line.label,
                "kind": line.kind.value,
                "status": line.status.value,
                "points": line.points,
                "worth": line.worth,
                "reason": line.reason,
            }
            for line in match.requirements
        ],
    }


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak ``language`` inside: the portal's texts and the library's reasons alike."""
    before = i18n.language()
    i18n.use_language(language if language in i18n.LANGUAGES else "fr")
    try:
        with translation.override(language):
            yield
    finally:
        i18n.use_language(before)
