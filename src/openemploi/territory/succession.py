"""Which commune of today an old INSEE code belongs to: data of several years only add up on one geography.

Mergers, changes of code and restored communes are followed by the movements of the official geographic code;
without them, the parents that the list of communes names still lead from arrondissements, associated and delegated
communes to theirs. A territory that was split has several communes today: the one that keeps the code is meant, and
the others are named; where none keeps it, all are named. What cannot be followed is unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Literal

COMMUNE: Final = "COM"
_NOBODY: Final = ""  # of several, none keeps the code


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today, or a part of one. ``kind`` is COM, ARM, COMA or COMD; ``parent`` the commune of a part."""

    code: str
    kind: str = COMMUNE
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A row of the official movements: what ``before`` was until ``on``, ``after`` is from that day."""

    event: str
    on: date
    before_kind: str
    before: str
    after_kind: str
    after: str


@dataclass(frozen=True, slots=True)
class Successor:
    """The commune of today; ``None`` when it is not known.

    Parameters
    ----------
    others:
        Communes of today that also hold a part of the old territory, in order.
    reason:
        ``same``, ``part`` (an arrondissement, or an associated or delegated commune), ``moved`` (by the movements)
        or ``unknown``.
    """

    code: str | None
    others: tuple[str, ...] = ()
    reason: Literal["same", "part", "moved", "unknown"] = "same"


class Succession:
    """The communes of today, and how those of the past became them."""

    def __init__(self, communes: Iterable[Commune], movements: Iterable[Movement] = ()) -> None:
        parts: dict[str, str] = {}
        today: set[str] = set()
        for one in communes:
            if one.kind == COMMUNE:
                today.add(one.code)
            elif one.parent:
                parts[one.code] = one.parent
        self._today = frozenset(today)
        self._parts = {code: parent for code, parent in parts.items() if code not in today}
        self._steps = tuple(_steps(movements))
        self._left: dict[str, int] = {}  # the last step in which a code stopped being a commune
        for place, (_on, became) in enumerate(self._steps):
            self._left.update({before: place for before, after in became.items() if before not in after})

    def now(self, code: str, *, on: date | None = None) -> Successor:
        """The commune of today for the one that bore ``code`` on a day.

        Parameters
        ----------
        code:
            An INSEE code of five signs, of a commune or a municipal arrondissement.
        on:
            The day at which the code was right. Without it, a code that a commune bears today is that commune, and
            another one is followed from when it was last in use.

        >>> lyon = Succession([Commune("69123"), Commune("69381", "ARM", "69123")])
        >>> lyon.now("69381")
        Successor(code='69123', others=(), reason='part')
        """
        if on is None and code in self._today:
            return Successor(code)
        if code in self._parts and (on is None or code not in self._left):
            return self._whole(code)
        if on is None and code not in self._left:
            return Successor(None, reason="unknown")
        first = self._left[code] if on is None else self._after(on)
        main, others = self._follow(code, first)
        rest = tuple(sorted((others & self._today) - {main}))
        if main in self._today:
            return Successor(main, rest, "same" if main == code else "moved")
        if main in self._parts:
            return self._whole(main)
        return Successor(None, rest, "unknown")

    def past(self) -> frozenset[str]:
        """The codes that communes had and that none has today, as far as the movements tell."""
        return frozenset(self._left) - self._today

    def _whole(self, part: str) -> Successor:
        parent = self._parts[part]
        return (
            Successor(parent, reason="part") if parent in self._today else Successor(None, reason="unknown")
        )

    def _after(self, on: date) -> int:
        return next((place for place, (day, _became) in enumerate(self._steps) if day > on), len(self._steps))

    def _follow(self, code: str, first: int) -> tuple[str, set[str]]:
        main, others = code, set[str]()
        for _day, became in self._steps[first:]:
            moved = {target for other in others for target in became.get(other, (other,))}
            after = became.get(main, (main,))
            if code in after and main != code:
                main, moved = code, set()  # it was merged, and is itself again
            elif main in after:
                moved |= {target for target in after if target != main}
            elif len(after) == 1:
                main = after[0]
            else:
                main, moved = _NOBODY, moved | set(after)
            others = moved - {main}
        return main, others


def _steps(movements: Iterable[Movement]) -> Iterator[tuple[date, dict[str, tuple[str, ...]]]]:
    """What communes became, by day and kind of event: mergers of a day come before the changes of code."""
    whole = [one for one in movements if one.before_kind == COMMUNE == one.after_kind]
    whole.sort(key=lambda one: (one.on, one.event))
    for (day, _event), rows in groupby(whole, key=lambda one: (one.on, one.event)):
        became: dict[str, list[str]] = {}
        for row in rows:
            after = became.setdefault(row.before, [])
            if row.after not in after:
                after.append(row.after)
        yield day, {before: tuple(after) for before, after in became.items() if after != [before]}
