"""The entries of a CV's section: which lines belong together, and which of them are the entry's head.

Each dated line is an anchor. How many head lines stand above the date is read from the first entry of the
section, because people write all their entries alike; what follows the head is its description.
Experiences are made of these entries in :mod:`openemploi.extraction.experiences`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.cv_cues import is_name, is_organisation, is_place, is_task, is_title
from openemploi.extraction.cv_lines import LONGEST_HEADER, Line
from openemploi.extraction.dates import DateRange, find_durations
from openemploi.folding import is_korean

_HEAD_LINES: Final = 3  # above a date, and below it
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:inc|co|ltd|corp|sa|s\.a|etc|st|jr|sr|dept|dpt|assoc)\.|\b[A-Z]\.)$", re.I
)
_LABEL: Final = re.compile(
    r"(?:missions?|t[âa]ches?|activit[ée]s?|r[ée]alisations?|responsabilit[ée]s?|comp[ée]tences?"
    r"|environnement|outils"
    r"|descripti(?:on|f)|duties|tasks|responsibilities|achievements|key|technologies|stack)\b.{0,40}?:",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"\s*:|\s+[-–—|]\s")
# After a date, these go on with a sentence.
_TOLD: Final = re.compile(
    r"(?:j['’]|m['’]|c['’]|je|nous|on|il|elle|le|la|les|l['’]|un|une|des|du|mon|ma|mes|et|puis|avec|pour|the|a|an|i|we"
    r"|my|and|then|with|for|to)\b",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"(?:page\s)?\d{1,2}\s?(?:/|sur|of)\s?\d{1,2}|page\s\d{1,2}|.*\bcurriculum vitae\b.*"
    r"|.*\br[ée]sum[ée]\s*\d{0,2}|\d{1,2}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines that belong together. ``head`` lines say who, where and when; ``body`` lines describe."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    dates: tuple[DateRange, ...]

    @property
    def span(self) -> tuple[int, int]:
        """From the first character of the first line to the last of the last."""
        lines = sorted((*self.head, *self.body), key=lambda line: line.start)
        return lines[0].start, max(line.end for line in lines)


class DatesByPlace:
    """The dates of a document, so that those of one line are found without reading it again."""

    def __init__(self, ranges: Sequence[DateRange]) -> None:
        self._ranges = list(ranges)
        self._starts = [r.span[0] for r in self._ranges]

    def on(self, line: Line) -> list[DateRange]:
        """The dates that begin on ``line``."""
        return self.between(line.start, line.end)

    def between(self, start: int, end: int) -> list[DateRange]:
        """The dates that begin in ``start:end``."""
        return self._ranges[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covers(self, line: Line) -> bool:
        """Whether a date that began on an earlier line goes on over the whole of ``line``."""
        at = bisect_left(self._starts, line.start) - 1
        return at >= 0 and self._ranges[at].span[1] >= line.end


def without_footers(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without page numbers and running titles."""
    return [line for line in lines if not _FOOTER.fullmatch(line.text[:LONGEST_HEADER])]


def dated_entries(lines: Sequence[Line], *, dates: DatesByPlace) -> list[Entry]:
    """The entries of a section whose lines carry dates; empty when no line does."""
    anchors = [i for i, line in enumerate(lines) if anchor_dates(line, dates=dates)]
    if not anchors:
        return []
    above = _lines_above(lines, anchors, dates)
    starts: list[int] = []
    for number, anchor in enumerate(anchors):
        floor = anchors[number - 1] + 1 if number else 0
        while floor < anchor and dates.covers(lines[floor]):
            floor += 1
        starts.append(anchor - _own_lines_above(lines, anchor, floor, above))
    entries = []
    for number, anchor in enumerate(anchors):
        stop = starts[number + 1] if number + 1 < len(anchors) else len(lines)
        head, body = _head_and_body(lines[starts[number] : stop], anchor - starts[number], dates)
        entries.append(Entry(tuple(head), tuple(body), tuple(anchor_dates(lines[anchor], dates=dates))))
    return entries


def undated_entries(lines: Sequence[Line]) -> list[Entry]:
    """Entries told apart by job titles alone, for CVs that give no dates."""
    entries: list[Entry] = []
    head: list[Line] = []
    body: list[Line] = []
    for line in lines:
        opens = is_head_line(line, bulleted=True) and is_title(line.text) and not is_task(line.text)
        if opens and not (head and line.bulleted and not head[0].bulleted):
            if head:
                entries.append(Entry(tuple(head), tuple(body), ()))
            head, body = [line], []
        elif head and not body and len(head) < _HEAD_LINES and _continues_head(line):
            head.append(line)
        elif head:
            body.append(line)
    if head:
        entries.append(Entry(tuple(head), tuple(body), ()))
    return entries


def is_head_line(line: Line, *, bulleted: bool = False) -> bool:
    """Whether ``line`` is written like a title or a name and not like a sentence."""
    text = line.text
    if (line.bulleted and not bulleted) or len(text) > 110 or len(text.split()) > 15:
        return False
    if text.endswith((".", ";", ":")) and not _ABBREVIATED.search(text):
        return False
    if text[0].islower() and not is_title(text):
        return False
    return not _LABEL.match(text)


def anchor_dates(line: Line, *, dates: DatesByPlace) -> list[DateRange]:
    """The dates on ``line`` when they date an entry, and not something told in a sentence."""
    if len(line.text) > LONGEST_HEADER or _LABEL.match(line.text):
        return []
    found = dates.on(line)
    if not found:
        return []
    before = line.text[: found[0].span[0] - line.start].strip(" :-–—(|")
    after = line.text[max(0, found[-1].span[1] - line.start) :].strip(" :-–—)|.,")
    if not before:
        return found if _follows_a_date(line, found) else []
    if line.bulleted and not (is_title(before) and not is_task(before)):
        return []
    if (line.text.endswith(".") and not any(r.is_range for r in found)) or len(before) > 110:
        return []
    if before[0].islower() and not is_title(before):
        return []
    if not any(r.is_range for r in found):
        # A lone year must stand apart: in brackets, after a sign or a wide gap, or at the very end.
        gap = line.text[: found[0].span[0] - line.start]
        apart = gap.rstrip(" ").endswith(
            ("(", "|", "·", "•", "-", "–", "—", ",", ":", "/", "\t")
        ) or gap.endswith("  ")
        month = found[0].start is not None and found[0].start.month > 0
        if (
            not apart
            and not month
            and (after or is_task(before))
            and line.text[found[0].span[0] - line.start] not in "(["
        ):
            return []
    long_after = len(after) > 60 and not is_title(after)
    return [] if long_after and not is_title(before) else found


def _follows_a_date(line: Line, found: Sequence[DateRange]) -> bool:
    """Whether what follows the dates that open ``line`` may be an entry: a name, a title, a place, or work by itself.

    "2018-2020 plonge au restaurant" is an entry; "en 2019 le magasin a fermé" goes on with a sentence.
    """
    rest = line.text[max(0, found[-1].span[1] - line.start) :]
    after = rest.strip(" :-–—)|.,")
    if not after or not after[0].isalpha() or after[0].isupper() or is_korean(after[0]):
        return True
    if is_title(after) or is_place(after):
        return True
    apart = _APART.match(rest) is not None
    told = _TOLD.match(after) is not None or (rest.endswith(".") and not apart)
    return not line.bulleted and not told and (apart or any(r.is_range for r in found))


def _lines_above(lines: Sequence[Line], anchors: Sequence[int], dates: DatesByPlace) -> int:
    first = min(_HEAD_LINES, _run_above(lines, anchors[0], 0))
    if first == 0 or len(anchors) < 2:
        return first
    # A date with a title beside it needs nothing above; the first entry may stand under an introduction.
    others = [
        _run_above(lines, anchors[i], anchors[i - 1] + 1)
        for i in range(1, len(anchors))
        if anchors[i] > anchors[i - 1] + 1
    ]
    if len(others) < len(anchors) - 1 and not others:
        return 0
    usual = sorted(others)[len(others) // 2]
    return min(first, usual) if usual else (first if len(others) < 2 else 0)


def _own_lines_above(lines: Sequence[Line], anchor: int, floor: int, usual: int) -> int:
    """How many head lines stand above this date: as many as usual, and one more where that one holds the title."""
    run = _run_above(lines, anchor, floor)
    count = min(usual, run)
    if count == 0 or run == count or any(is_title(line.text) for line in lines[anchor - count : anchor + 2]):
        return count
    further = lines[anchor - count - 1].text
    return count + 1 if is_title(further) and not is_task(further) else count


def _run_above(lines: Sequence[Line], anchor: int, floor: int) -> int:
    count = 0
    while anchor - count > floor and count < _HEAD_LINES and is_head_line(lines[anchor - count - 1]):
        count += 1
    return count


def _head_and_body(lines: Sequence[Line], anchor: int, dates: DatesByPlace) -> tuple[list[Line], list[Line]]:
    head = list(lines[: anchor + 1])
    at = anchor + 1
    while at < len(lines) and dates.covers(lines[at]):
        head.append(lines[at])
        at += 1
    while at < len(lines) and at <= anchor + _HEAD_LINES and _belongs(lines[at], head, dates):
        head.append(lines[at])
        at += 1
    return head, list(lines[at:])


def _belongs(line: Line, head: Sequence[Line], dates: DatesByPlace) -> bool:
    """Whether ``line``, under a head, adds what the head does not say yet: a title, an employer, a place."""
    titled, named = _named(head, dates)
    if not _continues_head(line, bulleted=not (titled or named)):
        return False
    known = [t for above in head for t in _undated(above, dates)]
    if is_place(line.text):
        return True
    if is_title(line.text):
        return not any(is_title(t) for t in known)
    if is_organisation(line.text):
        return not named or (is_name(line.text) and not any(is_organisation(t) for t in known))
    return is_name(line.text) and not (titled and named) if titled or named else True


def _named(head: Sequence[Line], dates: DatesByPlace) -> tuple[bool, bool]:
    """Whether the head names a title and an employer already."""
    texts = [t for line in head for t in _undated(line, dates)]
    if not texts:
        return False, False
    title = any(is_title(t) for t in texts)
    organisation = any(is_organisation(t) and not is_place(t) for t in texts)
    names = [t for t in texts if not is_place(t)]
    return title or (organisation and len(names) > 1), organisation or len(names) > 1


def _undated(line: Line, dates: DatesByPlace) -> Iterator[str]:
    at = line.start
    spans = [r.span for r in dates.on(line)]
    for start, end in [*spans, (line.end, line.end)]:
        part = line.text[at - line.start : max(0, start - line.start)]
        yield from (
            p
            for p in re.split(r"\s[-–—|•·/]\s|[|•·\t]|,\s|\s{3,}", part)
            if p.strip(
                " ,:-–—()"
                r"|•·.\t"
            )
        )
        at = end


def _continues_head(line: Line, *, bulleted: bool = False) -> bool:
    return is_head_line(line, bulleted=bulleted) and not is_task(line.text)


def stated_months(entry: Entry, *, text: str) -> int | None:
    """The one length of time that an undated head states ("Caissière, 3 ans"), in months."""
    found = [d for line in entry.head for d in find_durations(text, line.start, line.end)]
    return found[0].months if len(found) == 1 else None
