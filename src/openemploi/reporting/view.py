"""A report laid out: the words and figures of each match, ready for a template that decides nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.model import Passage
from openemploi.i18n import _
from openemploi.matching.model import Part, Ranked, RequirementMatch, Status, WouldHelp
from openemploi.reporting import words
from openemploi.reporting.figures import Sums, Tenths, in_tenths, sums
from openemploi.reporting.model import Direction, RankingReport


@dataclass(frozen=True, slots=True)
class _Room:
    """How many passages a line quotes, and how much of each."""

    quotes: int
    length: int

    def bytes(self, passages: tuple[Passage, ...]) -> int:
        return sum(
            _QUOTE_MARKUP + len(passage.text[: self.length].encode("utf-8", "replace"))
            for passage in passages[: self.quotes]
        )


# A page about many people stays quick to open: the more they are, the shorter its quotes.
_ROOMS: Final = (_Room(3, 300), _Room(3, 200), _Room(2, 160), _Room(1, 140), _Room(1, 100), _Room(1, 60))
_QUOTE_MARKUP: Final = 60
_QUOTE_BYTES: Final = 700_000
_OPEN_UP_TO: Final = 3  # a ranking this short is shown with its details open


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as shown: on one line, and cut when it is long."""

    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a score in the bar and in its table. Shares are percentages of the bar, for the style sheet."""

    part: Part
    key: int  # the digit that stands for the part on every bar of the page
    name: str
    points: str
    worth: str
    unknown: str
    width: str
    met_share: str
    unknown_share: str


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement and what answers it."""

    label: str
    status: Status
    status_word: str
    insists: str
    points: str
    worth: str
    reason: str
    read_on: str
    quotes: tuple[Quote, ...]
    more_quotes: int
    asked_in: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One ranked person or offer."""

    id: str
    rank: int
    tied_with: int
    rank_words: str
    name: str
    skills: str
    beside: str
    conditions: str
    points: str
    unknown: str  # empty when nothing is unknown
    worth: str
    points_sentence: str
    parts_sentence: str
    close: bool  # stands lower than the one before by less than the figures show
    closed_gates: tuple[str, ...]
    gates_to_check: tuple[str, ...]
    slots: tuple[Slot, ...]
    groups: tuple[tuple[Slot, tuple[Line, ...]], ...]
    help: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows of the ranking."""

    entries: tuple[Entry, ...]
    asked: tuple[tuple[Slot, tuple[Line, ...]], ...]  # what the one offer asks; empty when each asks its own
    parts: tuple[tuple[Part, int, str], ...]  # the parts that appear, with their digits and names
    open_details: bool


def lay_out(report: RankingReport) -> Page:
    """The words and figures of ``report`` in the language in force."""
    direction = Direction(report.direction)
    one_offer = direction is Direction.CVS and _ask_the_same(report.ranked)
    writer = _Writer(direction, _room(report.ranked, with_asked=not one_offer), one_offer=one_offer)
    same_rank = Counter(ranked.rank for ranked in report.ranked)
    entries: list[Entry] = []
    for position, ranked in enumerate(report.ranked, 1):
        before = report.ranked[position - 2] if position > 1 else None
        entries.append(writer.entry(position, ranked, before, tied_with=same_rank[ranked.rank] - 1))
    appear = {part for ranked in report.ranked for part in ranked.match.parts}
    return Page(
        entries=tuple(entries),
        asked=writer.asked(report.ranked[0]) if one_offer and report.ranked else (),
        parts=tuple((part, _key(part), words.part_name(part)) for part in Part if part in appear),
        open_details=len(entries) <= _OPEN_UP_TO,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    direction: Direction
    room: _Room
    one_offer: bool

    def entry(self, position: int, ranked: Ranked, before: Ranked | None, *, tied_with: int) -> Entry:
        match, figures = ranked.match, sums(ranked.match)
        closed, to_check = words.gate_sentences(match, self.direction)
        slots = _slots(figures)
        lines = [self._line(*pair) for pair in zip(match.requirements, figures.lines, strict=True)]
        return Entry(
            id=f"p{position}",
            rank=ranked.rank,
            tied_with=tied_with,
            rank_words=words.rank_words(ranked.rank, others=tied_with),
            name=match.name,
            skills=words.skills_sentence(match),
            beside=words.beside_sentence(match),
            conditions=words.conditions_sentence(match),
            points=in_tenths(figures.whole.points),
            unknown=in_tenths(figures.whole.unknown) if figures.whole.unknown else "",
            worth=in_tenths(figures.whole.worth),
            points_sentence=words.points_sentence(figures),
            parts_sentence=words.parts_sentence(figures),
            close=before is not None and _look_equal(before, ranked),
            closed_gates=closed,
            gates_to_check=to_check,
            slots=slots,
            groups=_grouped(slots, match.requirements, lines),
            help=tuple(_help(help, ranked, figures) for help in ranked.would_help),
            notes=(*((ranked.effect,) if ranked.effect else ()), *match.notes),
        )

    def asked(self, ranked: Ranked) -> tuple[tuple[Slot, tuple[Line, ...]], ...]:
        """What the offer asks of everybody, as its requirements stand in any match with it."""
        figures = sums(ranked.match)
        asker = _Writer(self.direction, _ROOMS[0], one_offer=False)
        lines = [asker._line(*pair) for pair in zip(ranked.match.requirements, figures.lines, strict=True)]
        return _grouped(_slots(figures), ranked.match.requirements, lines)

    def _line(self, line: RequirementMatch, tenths: Tenths) -> Line:
        return Line(
            label=line.label,
            status=line.status,
            status_word=words.status_name(line.status, part=line.part),
            insists=words.insistence(line),
            points=in_tenths(tenths.points),
            worth=in_tenths(tenths.worth),
            reason=words.reason(line),
            read_on=words.pages_words(passage.page for passage in line.evidence[: self.room.quotes]),
            quotes=self._quotes(line.evidence),
            more_quotes=max(0, len(line.evidence) - self.room.quotes),
            asked_in=() if self.one_offer else self._quotes(line.asked_in),
        )

    def _quotes(self, passages: tuple[Passage, ...]) -> tuple[Quote, ...]:
        return tuple(
            Quote(_cut(passage.text, self.room.length), str(passage.page) if passage.page > 0 else "")
            for passage in passages[: self.room.quotes]
        )


def _slots(figures: Sums) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            part=part,
            key=_key(part),
            name=words.part_name(part),
            points=in_tenths(tenths.points),
            worth=in_tenths(tenths.worth),
            unknown=in_tenths(tenths.unknown),
            width=_percent(tenths.worth, 1000),
            met_share=_percent(tenths.points, tenths.worth),
            unknown_share=_percent(tenths.unknown, tenths.worth),
        )
        for part, tenths in figures.parts.items()
    )


def _grouped(
    slots: tuple[Slot, ...], requirements: tuple[RequirementMatch, ...], lines: list[Line]
) -> tuple[tuple[Slot, tuple[Line, ...]], ...]:
    return tuple(
        (
            slot,
            tuple(line for one, line in zip(requirements, lines, strict=True) if one.part is slot.part),
        )
        for slot in slots
    )


def _help(help: WouldHelp, ranked: Ranked, figures: Sums) -> str:
    """With the gain that the line itself shows, so that the two agree."""
    shown = dict(zip(ranked.match.requirements, figures.lines, strict=True)).get(help.requirement)
    gain = shown.gain if shown else round(help.points * 10)
    label = help.requirement.label
    return words.help_sentence(label, points=in_tenths(gain), rank=help.rank, now=ranked.rank)


def _look_equal(before: Ranked, ranked: Ranked) -> bool:
    return (
        before.rank != ranked.rank
        and bool(before.match.closed_gates) == bool(ranked.match.closed_gates)
        and sums(before.match).whole.points == sums(ranked.match).whole.points
    )


def _ask_the_same(ranked: tuple[Ranked, ...]) -> bool:
    asked = {
        tuple((r.part, r.uri, r.label, r.kind, r.gate, r.asked_in) for r in one.match.requirements)
        for one in ranked
    }
    return len(asked) == 1


def _room(ranked: tuple[Ranked, ...], *, with_asked: bool) -> _Room:
    """The most that can be quoted within the page's budget of bytes."""
    quoted = [line.evidence for one in ranked for line in one.match.requirements]
    quoted += [line.asked_in for one in ranked for line in one.match.requirements if with_asked]
    fits = (room for room in _ROOMS if sum(map(room.bytes, quoted)) <= _QUOTE_BYTES)
    return next(fits, _ROOMS[-1])


def _cut(text: str, length: int) -> str:
    """``text`` on one line; a longer one ends at a word, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[:length]
    at = head.rfind(" ", length // 2)
    return _("{beginning} …", beginning=head[:at] if at > 0 else head)


def _key(part: Part) -> int:
    return list(Part).index(part) + 1


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.4g}" if whole else "0"
