"""A diagnosis as pages and paper show it: lines with a word, the figure behind each, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from openemploi.diagnosis.model import (
    Bearing,
    Diagnosis,
    Finding,
    Gap,
    StageReached,
    Survival,
    Theme,
)
from openemploi.labourmarket import wording
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import Area, Figure
from openemploi_web.mobility import words as said
from openemploi_web.mobility.answering import Understood
from openemploi_web.mobility.places import head_of, table
from openemploi_web.mobility.told import MOST_PLACES, Told
from openemploi_web.observatory.presenting import Shown, Source, shown
from openemploi_web.ui import words

_MONTHS: Final = (1, 3, 6, 9, 12, 18, 24)
_HEAD: Final = {
    "work": ("aims", "occupation", "goal"),
    "place": ("here", *(f"place_{n}" for n in range(1, MOST_PLACES + 1))),
    "home": ("has_partner", "partner", "has_children", "children", "rent", "surface"),
    "terms": ("deadline", "pay_needed", "weekly_hours", "travel_minutes"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the form with where its answer was read; ``choice`` when a name may mean several things;
    ``settled`` when one of them was taken already.
    """

    field: Any
    passage: str = ""
    question: str = ""
    choice: Any = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together."""

    key: str
    title: str
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with its word, its tone and its figure."""

    sentence: str
    word: str
    tone: str
    place: str
    figure: Shown | None
    why: str
    to_do: str


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """What is observed of one theme."""

    theme: str
    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody believes beside what is observed."""

    name: str
    title: str
    place: str
    believed: str
    observed: float | None
    unit: str
    low: float | None
    high: float | None
    n: int | None
    word: str
    tone: str
    sentence: str
    why: str
    figure: Shown | None


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage, whether it is reached, by what, and what is missing."""

    title: str
    word: str
    tone: str
    because: tuple[str, ...]
    missing: tuple[str, ...]


def steps() -> list[str]:
    """The pages of the self-diagnosis, in order."""
    return [str(one) for one in said.STEPS]


def parts(form: Any, understood: Understood, told: Told) -> list[Part]:
    """The questions in four parts; a passage stands beside an answer as long as it is the one that was read."""
    titles = {
        "work": _("Your work"),
        "place": _("Your places"),
        "home": _("Those who move along, and housing"),
        "terms": _("What you need"),
    }
    found = []
    for key, names in _HEAD.items():
        asked = []
        for name in names:
            same = _read_as(name, understood.told) == _read_as(name, told)
            if name in form.named and form.is_bound:
                same = same and form.named[name].unchanged()
            passage = understood.passages.get(name)
            choice = None
            if name in form.named and (form.named[name].asks or form[f"{name}_choice"].errors):
                choice = form[f"{name}_choice"]
            asked.append(
                Asked(
                    form[name],
                    passage.text if passage is not None and same else "",
                    understood.questions.get(name, "") if same else "",
                    choice,
                    settled=choice is not None and form.named[name].known is not None and not choice.errors,
                )
            )
        found.append(Part(key, titles[key], asked))
    return found


def _read_as(name: str, told: Told) -> Any:
    if name.startswith("place_"):
        number = int(name[-1]) - 1
        return told.places[number] if number < len(told.places) else ""
    if name == "goal":
        return told.goals[:1]
    return getattr(told, {"has_children": "children"}.get(name, name))


def about(told: Told, look_up: LookUp) -> dict[str, Any]:
    """Which job and which places a project is about, in words; empty where they are not named."""
    code = (*told.goals, told.occupation)[0] if told.goals or told.occupation else ""
    job = look_up.occupation(code) if code else None
    here = look_up.area(told.here) if told.here else None
    places = [one for token in told.places if (one := look_up.area(token))]
    return {
        "job": job.label if job else "",
        "here": wording.area_name(here) if here else "",
        "places": [wording.area_name(one) for one in places],
    }


def answer(found: Diagnosis, *, pages: Mapping[str, str]) -> dict[str, Any]:
    """All that the page of the answer and the paper show."""
    project = found.project
    goal = project.goals[0] if project.goals else project.occupation
    themes = _themes(found.findings, pages)
    gaps = [_gap(one, pages) for one in found.gaps]
    known = [one for one in themes if one.lines]
    unknown = _unknown(found.findings)
    return {
        "day": found.day,
        "project_words": project.words,
        "job": goal.label if goal else "",
        "here": _place(project.here),
        "places": [_place(one) for one in project.places],
        "stages": [_stage(one) for one in found.stages],
        "reached": sum(one.reached is True for one in found.stages),
        "gaps": [one for one in gaps if one.believed or one.observed is not None],
        "neither": [one.title for one in gaps if not one.believed and one.observed is None],
        "themes": known,
        "helping": [one.title for one in known if any(line.tone == "met" for line in one.lines)],
        "weighing": [one.title for one in known if any(line.tone == "attention" for line in one.lines)],
        "unknown": unknown,
        "unknown_titles": list(dict.fromkeys(one["title"] for one in unknown)),
        "stronger": [
            {"one": one, "figure": _shown(one.figure, pages), **_effect(one.before, one.after)}
            for one in found.stronger
        ],
        "similar": similar(found.similar),
        "similar_about": found.similar_about,
        "compared": [head_of(one, project) for one in found.areas],
        "table": table(found),
        "sources": _sources(found, pages),
    }


def similar(one: Survival) -> dict[str, Any]:
    """What became of people with a similar project; nothing of fewer than eleven."""
    if not one.known:
        return {"known": False, "rows": []}
    by_month = dict(zip(one.months, zip(one.share, one.low, one.high, strict=True), strict=True))
    rows = [(month, *_at(by_month, month)) for month in _MONTHS if by_month and month <= max(by_month)]
    return {
        "known": True,
        "n": one.n,
        "found": one.found,
        "median": one.median,
        "median_low": one.median_low,
        "median_high": one.median_high,
        "rows": [
            {
                "month": month,
                "of_ten": words.number(round(10 * share, 1)),
                "low": words.number(round(10 * low, 1)),
                "high": words.number(round(10 * high, 1)),
            }
            for month, share, low, high in rows
        ],
    }


def _at(by_month: Mapping[float, tuple[float, float, float]], month: float) -> tuple[float, float, float]:
    """The curve at ``month``: it stays as it was until the next case."""
    before = [at for at in by_month if at <= month]
    return by_month[max(before)] if before else (0.0, 0.0, 0.0)


def _stage(one: StageReached) -> StageLine:
    word, tone = {
        True: (_("reached"), "met"),
        False: (_("not yet"), "action"),
        None: (_("cannot be told"), "unknown"),
    }[one.reached]
    return StageLine(str(said.STAGES[one.stage]), word, tone, one.because, one.missing)


def _gap(one: Gap, pages: Mapping[str, str]) -> Beside:
    word, tone = said.VERDICTS[one.verdict]
    return Beside(
        name=one.name,
        title=str(said.BELIEFS.get(one.name, one.name)),
        place=_place(one.place),
        believed="" if one.believed is None else words.number(one.believed),
        observed=_whole(one.observed),
        unit=one.unit,
        low=_whole(one.low),
        high=_whole(one.high),
        n=one.n,
        word=str(word),
        tone=tone,
        sentence=one.sentence,
        why=one.why_unknown,
        figure=_shown(one.figure, pages),
    )


def _whole(value: float | None) -> float | None:
    """Without decimals from a hundred on: they would say more than is known."""
    return value if value is None or abs(value) < 100 else float(round(value))


def _themes(findings: Iterable[Finding], pages: Mapping[str, str]) -> list[ThemeLines]:
    found = {theme: ThemeLines(theme.value, str(said.THEMES[theme])) for theme in Theme}
    for one in findings:
        if one.bearing is Bearing.UNKNOWN:
            continue
        word, tone = said.BEARINGS[one.bearing]
        found[one.theme].lines.append(
            Line(
                one.sentence,
                str(word),
                tone,
                _place(one.place),
                _shown(one.figure, pages),
                one.why_unknown,
                one.to_do,
            )
        )
    return list(found.values())


def _unknown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """By theme, what is not known; the same reason for several places is said once."""
    found: dict[tuple[Theme, str, str], list[str]] = {}
    for one in findings:
        if one.bearing is Bearing.UNKNOWN:
            why = one.why_unknown or one.sentence
            places = found.setdefault((one.theme, why, one.to_do), [])
            name = _place(one.place)
            if name and name not in places:
                places.append(name)
    return [
        {"title": str(said.THEMES[theme]), "why": why, "to_do": to_do, "places": places}
        for (theme, why, to_do), places in found.items()
    ]


def _effect(before: float | None, after: float | None) -> dict[str, str]:
    return {
        "before": "" if before is None else words.number(before),
        "after": "" if after is None else words.number(after),
    }


def _sources(found: Diagnosis, pages: Mapping[str, str]) -> list[Source]:
    """Each set of data behind the answer, once."""
    figures: list[Figure | None] = [one.figure for one in found.findings]
    figures += [one.figure for one in found.gaps]
    figures += [one.figure for one in found.stronger]
    once: dict[str, Source] = {}
    for figure in figures:
        if figure is not None and figure.known:
            for source in shown(figure, pages=pages).main_sources:
                once.setdefault(source.dataset, source)
    return list(once.values())


def _shown(figure: Figure | None, pages: Mapping[str, str]) -> Shown | None:
    return None if figure is None else shown(figure, pages=pages)


def _place(area: Area | None) -> str:
    return "" if area is None else wording.area_name(area)
