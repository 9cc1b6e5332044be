"""How a document about somebody differs from what they say of themselves: what both say, what only one of them says.

The document is one that the person chose to give: their export from a network, a CV they once sent, an assessment by
a former employer or trainer. It is read, compared, and nothing of it is kept; nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openemploi.extraction.model import Source
from openemploi.folding import fold
from openemploi.profiles.model import JobseekerProfile
from openemploi_web.jobseekers.models import Experience, Profile, Skill
from openemploi_web.jobseekers.snapshots import experience_values

_TOLD: Final = ("title", "employer", "start", "end", "current")


@dataclass(frozen=True, slots=True)
class Named:
    """A skill under its name in the language of the page.

    Parameters
    ----------
    passages:
        Where the document says it.
    rejected:
        The person set it aside in their profile: it is told, and not proposed.
    top:
        Its place among the person's first five, if it is one.
    """

    uri: str
    label: str
    passages: tuple[Any, ...] = ()
    rejected: bool = False
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Something that was done, with the months as they are written; empty where they are not known."""

    title: str
    employer: str
    start: str
    end: str
    current: bool


@dataclass(frozen=True, slots=True)
class Image:
    """Both accounts, side by side."""

    name: str
    both: tuple[Named, ...]
    only_there: tuple[Named, ...]
    only_here: tuple[Named, ...]
    work_both: int
    work_there: tuple[Work, ...]
    work_here: tuple[Work, ...]
    told_otherwise: tuple[tuple[Work, Work], ...]  # the document's account, then the person's

    @property
    def empty(self) -> bool:
        """Whether the document says nothing that could be compared."""
        return not (self.both or self.only_there or self.work_both or self.work_there or self.told_otherwise)


def image_of(profile: Profile, reading: JobseekerProfile, *, label_of: Callable[[str, str], str]) -> Image:
    """``reading``, which is of a document, beside ``profile``; names of skills by ``label_of(uri, otherwise)``."""
    mine = {row.uri: row for row in profile.skills.all()}
    there = {one.uri: one for one in reading.skills if not one.negated}
    said = {uri: one for uri, one in there.items() if one.source is Source.SAID}
    have = {uri for uri, row in mine.items() if row.state == Skill.State.ACCEPTED and not row.negated}

    def named(uri: str) -> Named:
        row, read = mine.get(uri), there.get(uri)
        label = row.label if row is not None else read.label if read is not None else uri
        return Named(
            uri,
            label_of(uri, label),
            passages=read.evidence if read is not None else (),
            rejected=row is not None and (row.state == Skill.State.REJECTED or row.negated),
            top=row.top if row is not None else None,
        )

    work = _works(
        profile.experiences.all(), (experience_values(one) for one in reading.structure.experiences)
    )
    return Image(
        name=reading.document.name,
        both=_in_order(named(uri) for uri in have & there.keys()),
        only_there=_in_order(named(uri) for uri in said.keys() - have),
        only_here=_in_order(named(uri) for uri in have - there.keys()),
        work_both=work.same,
        work_there=tuple(work.there),
        work_here=tuple(work.here),
        told_otherwise=tuple(work.otherwise),
    )


@dataclass(slots=True)
class _Works:
    there: list[Work]
    here: list[Work]
    otherwise: list[tuple[Work, Work]]
    same: int = 0


def _works(rows: Iterable[Experience], read: Iterable[dict[str, Any]]) -> _Works:
    """What was done in both accounts: the same where title or employer agree and the time does not speak against it."""
    mine = [Work(row.title, row.employer, row.start, row.end, row.current) for row in rows]
    found = _Works([], [], [])
    for values in read:
        one = Work(*(values[name] for name in _TOLD))
        if not (one.title or one.employer):
            continue
        same = _like(one, mine)
        if same is None:
            found.there.append(one)
            continue
        mine.remove(same)
        if _dates_agree(one, same):
            found.same += 1
        else:
            found.otherwise.append((one, same))
    found.here.extend(mine)
    return found


def _like(one: Work, mine: Sequence[Work]) -> Work | None:
    def alike(other: Work) -> int:
        title = bool(one.title) and fold(one.title) == fold(other.title)
        employer = bool(one.employer) and fold(one.employer) == fold(other.employer)
        contrary = bool(one.employer and other.employer) and not employer
        return 0 if contrary else 2 * title + employer

    best = max(mine, key=lambda other: (alike(other), _dates_agree(one, other)), default=None)
    if best is None or not alike(best) or (alike(best) == 1 and not _dates_agree(one, best)):
        return None
    return best


def _dates_agree(one: Work, other: Work) -> bool:
    """Whether no date that both give differs; a year alone agrees with each of its months."""

    def agree(first: str, second: str) -> bool:
        shortest = min(len(first), len(second))
        return first[:shortest] == second[:shortest]

    return (
        agree(one.start, other.start)
        and (one.current == other.current or not (one.end or other.end))
        and agree(one.end, other.end)
    )


def _in_order(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: (one.top or 9, one.label.lower(), one.uri)))
