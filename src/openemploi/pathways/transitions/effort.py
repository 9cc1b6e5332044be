"""What is missing for an occupation, and what it takes: points that are added up, one line a kind.

A skill that the target names and the start has costs nothing; one that is near to what the start has costs little;
one that is missing costs ten points. At the heart of the occupation all of it costs twice as much. What the law asks
for is a line of its own. Having one skill more never costs more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.labourmarket.model import Skill
from openemploi.pathways.transitions.model import EffortLine, SkillLine, Standing
from openemploi.pathways.transitions.sheets import Rows, Sheets

MISSING: Final = 10
TRANSFERABLE: Final = 4
ESSENTIAL: Final = 2  # times as much, at the heart of the occupation
REGULATED: Final = 100  # a qualification that the law asks for, and the start does not show
_SAME_WORDS: Final = 0.6  # cosine of two labels from which one transfers to the other

Points = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """What a start has of each skill: the skill itself, or the number of a near one (-1: none)."""

    own: npt.NDArray[np.bool_]
    through: Rows

    @property
    def costs(self) -> Points:
        """The points of each skill when it is not essential."""
        costs: Points = np.where(self.own, 0, np.where(self.through >= 0, TRANSFERABLE, MISSING)).astype(
            np.int64
        )
        return costs


class Effort:
    """Points between starts and the occupations of ``sheets``."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        items = sheets.items
        heart = [ESSENTIAL if pair in sheets.essential else 1 for pair in _pairs(sheets)]
        self._times = np.array(heart, np.int64)
        self._row = np.repeat(np.arange(len(sheets)), np.diff(items.starts))
        self._regulated = np.array([one.regulated is True for one in sheets.sheets], np.bool_)

    def held(self, things: Rows) -> Held:
        """What somebody with ``things`` has of every skill of ROME."""
        sheets = self.sheets
        own = np.zeros(len(sheets.codes), np.bool_)
        own[things] = True
        through = np.full(len(own), -1, np.int64)
        best = np.full(len(own), _SAME_WORDS, np.float32)
        by_macro: dict[int, int] = {}
        for thing in sorted(things.tolist()):
            if sheets.macro[thing] >= 0:
                by_macro.setdefault(int(sheets.macro[thing]), thing)
            part = slice(sheets.named.starts[thing], sheets.named.starts[thing + 1])
            if part.stop == part.start:
                continue
            near = sheets.named.cosines(sheets.named.thing[part], sheets.named.weight[part])
            nearer = near >= best
            through[nearer], best[nearer] = thing, near[nearer]
        for macro, thing in by_macro.items():
            through[(sheets.macro == macro) & (through < 0)] = thing
        through[own] = -1
        return Held(own, through)

    def points(self, held: Held, *, licensed: int | None = None) -> Points:
        """The points of each occupation; ``licensed`` is one whose qualification is there already."""
        each = held.costs[self.sheets.items.thing] * self._times
        found = np.zeros(len(self.sheets), np.int64)
        np.add.at(found, self._row, each)
        asked = self._regulated.copy()
        if licensed is not None:
            asked[licensed] = False
        found += asked * REGULATED
        return found

    def skills(self, held: Held, target: int) -> list[SkillLine]:
        """Every skill of ``target``, the heaviest first: essential ones, then those that few occupations name."""
        sheets = self.sheets
        costs = held.costs
        found = []
        for thing in sheets.items.of(target)[0].tolist():
            essential = (target, thing) in sheets.essential
            near = int(held.through[thing])
            standing = (
                Standing.SHARED
                if held.own[thing]
                else Standing.TRANSFERABLE
                if near >= 0
                else Standing.MISSING
            )
            line = SkillLine(
                skill=self.skill(thing),
                standing=standing,
                essential=essential,
                knowledge=bool(sheets.knowledge[thing]),
                effort=int(costs[thing]) * (ESSENTIAL if essential else 1),
                through=self.skill(near) if near >= 0 and not held.own[thing] else None,
            )
            found.append((not essential, -float(sheets.items.rarity[thing]), line))
        found.sort(key=lambda one: (one[0], one[1], one[2].skill.code))
        return [line for *_, line in found]

    def lines(
        self, skills: list[SkillLine], target: int, *, licensed: int | None = None
    ) -> tuple[EffortLine, ...]:
        """The effort, line by line: their points add up to :meth:`points`."""
        counts = Counter((one.standing, one.essential, one.effort) for one in skills if one.effort)
        found = [
            EffortLine(standing.value + ("_essential" if essential else ""), count, each)
            for (standing, essential, each), count in counts.items()
        ]
        if self._regulated[target] and licensed != target:
            found.append(EffortLine("regulated", 1, REGULATED))
        return tuple(sorted(found, key=lambda line: (-line.points, line.kind)))

    def skill(self, thing: int) -> Skill:
        """A skill with its code and label."""
        return Skill(self.sheets.codes[thing], self.sheets.labels[thing])


def _pairs(sheets: Sheets) -> list[tuple[int, int]]:
    starts = sheets.items.starts
    rows = np.repeat(np.arange(len(sheets)), np.diff(starts))
    return list(zip(rows.tolist(), sheets.items.thing.tolist(), strict=True))
