"""The same project looked at again, after one, three or six months: what has changed, and what it changed from.

Only facts are compared: figures, stages, ways that opened or closed. That a number moved within its interval, or by
less than a twentieth where there is none, is no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from openemploi.diagnosis.model import Diagnosis, Finding, Gap, Stage, StageReached, Theme, Verdict
from openemploi.diagnosis.said import number
from openemploi.diagnosis.stages import belief_name
from openemploi.i18n import _, ngettext
from openemploi.labourmarket.model import Figure
from openemploi.labourmarket.wording import area_name, words

#: Months after which a project is looked at again.
WHEN: Final = (1, 3, 6)
_SMALL: Final = 0.05
_MONTH_DAYS: Final = 365.25 / 12


class About(StrEnum):
    """What changed."""

    STAGE = "stage"
    FIGURE = "figure"
    KNOWN = "known"  # what was not known is, or the other way round
    BELIEF = "belief"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was. ``before`` and ``after`` in the unit of the figure; ``None`` for no number."""

    about: About
    sentence: str
    before: float | None = None
    after: float | None = None
    theme: Theme | None = None
    stage: Stage | None = None


def compare(before: Diagnosis, after: Diagnosis) -> tuple[Change, ...]:
    """What changed from ``before`` to ``after``, stages first; empty when nothing did."""
    return (
        *_stages(before, after),
        *_figures(before, after),
        *_gaps(before, after),
        *_similar(before, after),
    )


def due(first: date, *, today: date, done: int = 0) -> int | None:
    """Which replay is due: 1, 3 or 6 months after ``first``; ``done`` is the last that was made. ``None``: none yet.

    >>> due(date(2026, 1, 15), today=date(2026, 4, 20), done=1), due(date(2026, 1, 15), today=date(2026, 1, 20))
    (3, None)
    """
    passed = (today - first).days / _MONTH_DAYS
    ready = [months for months in WHEN if done < months <= passed + 0.1]
    return ready[-1] if ready else None


def stage_name(stage: Stage) -> str:
    """What a stage is called."""
    return {
        Stage.WISHED: _("Wished"),
        Stage.NAMED: _("Named"),
        Stage.COMPARED: _("Compared with facts"),
        Stage.SECURED: _("Secured"),
        Stage.PLANNED: _("Planned"),
        Stage.STARTED: _("Started"),
    }[stage]


def _stages(before: Diagnosis, after: Diagnosis) -> Iterator[Change]:
    were: dict[Stage, StageReached] = {one.stage: one for one in before.stages}
    for one in after.stages:
        was = were.get(one.stage)
        if was is None or bool(was.reached) == bool(one.reached):
            continue
        name = stage_name(one.stage)
        sentence = (
            _("A stage was reached: {stage}.", stage=name)
            if one.reached
            else _("No longer reached: {stage}.", stage=name)
        )
        yield Change(About.STAGE, sentence, stage=one.stage)


def _figures(before: Diagnosis, after: Diagnosis) -> Iterator[Change]:
    were = {_key(one): one for one in before.findings if one.figure}
    for one in after.findings:
        was = were.get(_key(one)) if one.figure else None
        if was is None or was.figure is None or one.figure is None:
            continue
        old, new = was.figure, one.figure
        name = words(new.name).title
        if old.known != new.known:
            known = (
                _("Now known: {name}.", name=name) if new.known else _("No longer known: {name}.", name=name)
            )
            yield Change(About.KNOWN, known, old.value, new.value, one.theme)
        elif old.value is not None and new.value is not None and old.shown == new.shown and _moved(old, new):
            sentence = _(
                "{name}, {place}: {after} instead of {before} ({unit}).",
                name=name,
                place=area_name(new.shown),
                after=_short(new.value),
                before=_short(old.value),
                unit=words(new.name).unit,
            )
            yield Change(About.FIGURE, sentence, old.value, new.value, one.theme)


def _gaps(before: Diagnosis, after: Diagnosis) -> Iterator[Change]:
    were: dict[str, Gap] = {one.name: one for one in before.gaps}
    for one in after.gaps:
        was = were.get(one.name)
        if was is None or was.verdict == one.verdict or one.verdict in (Verdict.UNKNOWN, Verdict.NOT_SAID):
            continue
        what = belief_name(one.name)
        if one.verdict is Verdict.AGREES:
            sentence = _("What you think agrees with what is observed now: {what}.", what=what)
        else:
            sentence = _("What you think no longer agrees with what is observed: {what}.", what=what)
            if was.verdict in (Verdict.UNKNOWN, Verdict.NOT_SAID):
                sentence = _(
                    "What you think can be compared now, and differs from what is observed: {what}.",
                    what=what,
                )
        yield Change(About.BELIEF, sentence, was.observed, one.observed)


def _similar(before: Diagnosis, after: Diagnosis) -> Iterator[Change]:
    if after.similar.known and not before.similar.known:
        sentence = ngettext(
            "What became of {count} person with a similar project is known now.",
            "What became of {count} people with a similar project is known now.",
            after.similar.n,
        )
        yield Change(About.SIMILAR, sentence, None, float(after.similar.n), Theme.TIME_TO_FIND)


def _key(one: Finding) -> tuple[Theme, str, str]:
    figure = one.figure.name if one.figure else ""
    return one.theme, figure, one.place.token if one.place else ""


def _moved(old: Figure, new: Figure) -> bool:
    was, now = old.value or 0.0, new.value or 0.0
    if was == now:
        return False
    if old.low is not None and old.high is not None:
        return not old.low <= now <= old.high
    return abs(now - was) > _SMALL * max(abs(was), abs(now))


def _short(value: float) -> str:
    return number(value, decimals=0 if value == round(value) else 1 if abs(value) >= 10 else 2)
