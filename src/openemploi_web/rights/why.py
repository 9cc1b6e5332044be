"""Why an offer stands where it stands for a person: the computation itself, laid out to be read, printed and contested.

Nothing is explained after the fact: every figure is a part of the match, in tenths that add up on paper
(:mod:`openemploi.reporting.figures`), and every line leads to the words in which it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi import __version__
from openemploi.extraction.model import Passage, RequirementKind
from openemploi.matching import Match
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.recommending import Share
from openemploi.reporting import figures as adding
from openemploi.reporting import words as said
from openemploi.reporting.model import Direction
from openemploi.reporting.rules import never_counts
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.rights import comparing
from openemploi_web.vacancies import comparison
from openemploi_web.vacancies.candidates import standings
from openemploi_web.vacancies.models import Application, Vacancy

CHIPS: Final = {
    Status.HELD: "said",
    Status.IMPLIED: "implied",
    Status.NEAR: "near",
    Status.MISSING: "missing",
    Status.UNKNOWN: "unknown",
}
_TONES: Final = {
    Status.HELD: "met",
    Status.IMPLIED: "met",
    Status.NEAR: "action",
    Status.MISSING: "attention",
    Status.UNKNOWN: "unknown",
}
_INSISTS: Final = list(RequirementKind)
_HELPS: Final = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were read, with their page when there is one, and whose words they are."""

    text: str
    page: int | None
    source: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the sum, for the explanation bar."""

    label: str
    points: float
    worth: float
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the offer asks for, and what was found."""

    label: str
    insists: str
    chip: str
    tone: str
    word: str
    points: str
    worth: str
    reason: str
    asked_in: tuple[Quoted, ...]
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one part, and their sum."""

    name: str
    points: str
    worth: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would add points, and how many."""

    label: str
    points: str
    words: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """The place among those who applied, as it is at this moment."""

    words: str
    count: int
    before: int
    beside: int
    after: int


@dataclass(frozen=True, slots=True)
class Side:
    """How much the offer is wanted, or can be had, for its bar."""

    share: float | None
    words: str
    lines: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, share: Share) -> Side:
        """``share`` with its reasons in the states of the bar."""
        return cls(
            share.share,
            share.words,
            tuple((line.label, CHIPS.get(Status(line.state), "unknown"), line.words) for line in share.lines),
        )


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the page says of one person and one offer."""

    vacancy: Vacancy
    application: Application | None
    sentences: tuple[str, ...]
    total: str
    points: str
    unknown: str
    bar: tuple[BarPart, ...]
    groups: tuple[Group, ...]
    changes: tuple[Change, ...]
    gates: tuple[str, ...]
    rank: Rank | None
    wanted: Side
    chance: Side
    never: tuple[str, ...]
    version: str
    taxonomy: str
    compared_with: datetime | None


def why(user: Any, vacancy: Vacancy) -> Why:
    """The pair of ``user`` and ``vacancy``: as it was sent when they applied, else with their profile as it stands."""
    application = comparing.application_of(user, vacancy)
    match = comparing.compare(user, vacancy, application=application)
    values = application.snapshot if application is not None else snapshot(user.profile)
    sums = adding.sums(match)
    whole = sums.whole
    closed, to_check = said.gate_sentences(match, Direction.OFFERS)
    return Why(
        vacancy=vacancy,
        application=application,
        sentences=tuple(
            filter(
                None,
                (
                    said.skills_sentence(match),
                    said.beside_sentence(match),
                    said.conditions_sentence(match),
                ),
            )
        ),
        total=said.points_sentence(sums),
        points=adding.in_tenths(whole.points),
        unknown=adding.in_tenths(whole.unknown) if whole.unknown else "",
        bar=tuple(
            BarPart(said.part_name(part), tenths.points / 10, tenths.worth / 10, _part_words(match, part))
            for part, tenths in sums.parts.items()
        ),
        groups=_groups(match, sums, sent=application is not None),
        changes=_changes(match, sums),
        gates=(*closed, *to_check),
        rank=_rank(application, vacancy) if application is not None else None,
        wanted=Side.of(comparison.usefulness(comparison.Wishes.of((values or {})["wishes"]), vacancy)),
        chance=Side.of(comparison.chance(match)),
        never=never_counts(),
        version=__version__,
        taxonomy=engine("fr").taxonomy.version,
        compared_with=application.sent_at if application is not None else None,
    )


def _groups(match: Match, sums: adding.Sums, *, sent: bool) -> tuple[Group, ...]:
    profile = _("what you sent") if sent else _("your profile")
    groups = []
    for part, total in sums.parts.items():
        rows = [
            Row(
                label=line.label,
                insists=said.insistence(line),
                chip=CHIPS[line.status],
                tone=_TONES[line.status],
                word=said.status_name(line.status, part=line.part),
                points=adding.in_tenths(tenths.points),
                worth=adding.in_tenths(tenths.worth),
                reason=said.reason(line),
                asked_in=_quoted(line.asked_in, _("the offer")),
                evidence=_quoted(line.evidence, profile),
            )
            for line, tenths in sorted(
                zip(match.requirements, sums.lines, strict=True),
                key=lambda pair: (_INSISTS.index(pair[0].kind), -pair[1].worth, pair[0].label),
            )
            if line.part is part
        ]
        groups.append(
            Group(
                said.part_name(part),
                adding.in_tenths(total.points),
                adding.in_tenths(total.worth),
                tuple(rows),
            )
        )
    return tuple(groups)


def _quoted(passages: Iterable[Passage], source: str) -> tuple[Quoted, ...]:
    return tuple(Quoted(p.text, p.page if p.page > 0 else None, source) for p in passages if p.text)


def _part_words(match: Match, part: Any) -> str:
    lines = [line for line in match.requirements if line.part is part]
    met = sum(line.status in said.MET for line in lines)
    return ngettext(
        "%(met)s of the %(count)s thing asked for is met in full",
        "%(met)s of the %(count)s things asked for are met in full",
        len(lines),
    ) % {"met": met, "count": len(lines)}


def _changes(match: Match, sums: adding.Sums) -> tuple[Change, ...]:
    """What is not given in full, the most points first."""
    open_lines = [
        (line, tenths) for line, tenths in zip(match.requirements, sums.lines, strict=True) if tenths.gain > 0
    ]
    open_lines.sort(key=lambda pair: (-pair[1].gain, pair[0].label))
    return tuple(
        Change(
            label=_named(line),
            points=adding.in_tenths(tenths.gain),
            words=said.reason(line),
            unknown=line.status is Status.UNKNOWN,
        )
        for line, tenths in open_lines[:_HELPS]
    )


def _named(line: RequirementMatch) -> str:
    return line.label if line.part is Part.SKILLS else f"{said.part_name(line.part)} – {line.label}"


def _rank(application: Application, vacancy: Vacancy) -> Rank | None:
    """Where the application stands among those that are not withdrawn; nothing when it is no longer among them."""
    ranked = [one.ranked for one in standings(vacancy)]
    mine = next((row for row in ranked if row.match.name == str(application.pk)), None)
    if mine is None:
        return None
    beside = sum(row.rank == mine.rank for row in ranked) - 1
    return Rank(
        words=said.rank_words(mine.rank, others=beside),
        count=len(ranked),
        before=mine.rank - 1,
        beside=beside,
        after=len(ranked) - mine.rank - beside,
    )
