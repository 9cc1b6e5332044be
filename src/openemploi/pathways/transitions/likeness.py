"""How an occupation is like where somebody starts, by named measures; those of the last group learn from ROME's links.

What ROME links to *other* occupations says much of what it would link to one: kin of the start (occupations with like
skills) lead where the start may lead. The start's own links are never looked at, nor those that lead to it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from openemploi.pathways.transitions.sheets import Floats, Rows, Sheets

#: The measures of the start and the target, in the order of the columns.
ALIKE: Final = (
    "skills", "words", "macro_skills", "executive_same", "main_sheet", "same_great_domain", "same_domain",
)  # fmt: skip
#: What the links of other occupations say.
LINKED: Final = (
    "kin_by_skills", "kin_by_words", "nearest_kin", "siblings", "domain_mates", "domain_to_domain", "often_a_target",
)  # fmt: skip
MEASURES: Final = (*ALIKE, *LINKED)

_NEAREST: Final = 20
_SMOOTH: Final = 3.0


@dataclass(frozen=True, slots=True)
class Origin:
    """Skills (as numbers of :class:`Sheets`) that are there to start with, and the row of the occupation if any."""

    things: Rows
    row: int | None = None


class Likeness:
    """Measures over ``sheets``, with the links of all occupations but ``hidden``."""

    def __init__(self, sheets: Sheets, *, hidden: Collection[int] = ()) -> None:
        self.sheets = sheets
        count = len(sheets)
        self.links = np.zeros((count, count), np.float32)
        for row, targets in enumerate(sheets.links):
            if row not in hidden:
                self.links[row, targets] = 1
        self._targeted = self.links.sum(0)

    def measures(self, origin: Origin) -> Floats:
        """One row an occupation, one column a measure of :data:`MEASURES`. Each is at least 0."""
        sheets = self.sheets
        row = origin.row
        by_skills = sheets.items.cosines(origin.things, np.ones(len(origin.things), np.float32))
        by_words = sheets.words.cosines(*self._words(origin))
        by_macro = sheets.macros.cosines(*self._macros(origin))
        if row is not None:
            for one in (by_skills, by_words, by_macro):
                one[row] = 0
        nothing = np.zeros(len(sheets), np.float32)
        home = self._same(sheets.great_domains, row), self._same(sheets.domains, row)
        columns = {
            "skills": _placed(by_skills),
            "words": _placed(by_words),
            "macro_skills": _placed(by_macro),
            "executive_same": nothing if row is None else sheets.executive == sheets.executive[row],
            "main_sheet": sheets.heads,
            "same_great_domain": nothing if row is None else home[0],
            "same_domain": nothing if row is None else home[1],
            **self._linked(row, by_skills, by_words),
        }
        return np.stack([columns[name].astype(np.float32) for name in MEASURES], axis=1)

    def _linked(self, row: int | None, by_skills: Floats, by_words: Floats) -> dict[str, Floats]:
        # The start's own row is weighted 0 everywhere, and what leads to the start is never a measure of another.
        own = self.links[row] if row is not None else np.zeros(len(self.sheets), np.float32)
        have = self.links.any(axis=1)
        both = by_skills / max(float(by_skills.max()), 1e-9) + by_words / max(float(by_words.max()), 1e-9)
        nearest = np.where(both >= np.sort(both)[-_NEAREST:].min(), both, 0) * (both > 0)
        mates = self._mates(self.sheets.domains, row)
        return {
            "kin_by_skills": self._told_by(by_skills**2 * have),
            "kin_by_words": self._told_by(by_words**4 * have),
            "nearest_kin": self._told_by(nearest * have),
            "siblings": self._told_by(self._mates(self.sheets.parents, row) * have, smooth=1.0, root=False),
            "domain_mates": self._told_by(mates * have, smooth=_SMOOTH),
            "domain_to_domain": self._domains(mates),
            "often_a_target": np.log1p(self._targeted - own).astype(np.float32),
        }

    def _told_by(self, kin: Floats, *, smooth: float = 1e-6, root: bool = True) -> Floats:
        """The share of ``kin`` (weights) whose links name each occupation, or its square root."""
        share: Floats = (kin.astype(np.float32) @ self.links) / (float(kin.sum()) + smooth)
        told: Floats = np.sqrt(share) if root else share
        return told

    def _domains(self, mates: Floats) -> Floats:
        """How often those of the start's domain are linked to the domain of each, per occupation of that domain."""
        domains = self.sheets.domains
        to = np.bincount(domains, mates.astype(np.float32) @ self.links)
        sizes = np.bincount(domains)
        often: Floats = np.sqrt(10 * (to / (to.sum() + 5) / sizes)[domains]).astype(np.float32)
        return often

    def _same(self, groups: Rows, row: int | None) -> Floats:
        if row is None:
            return np.zeros(len(groups), np.float32)
        same: Floats = (groups == groups[row]).astype(np.float32)
        return same

    def _mates(self, groups: Rows, row: int | None) -> Floats:
        mates = self._same(groups, row)
        if row is not None:
            mates[row] = 0
        return mates

    def _words(self, origin: Origin) -> tuple[Rows, Floats]:
        if origin.row is not None:
            return self.sheets.words.of(origin.row)
        starts, named = self.sheets.named.starts, self.sheets.named.thing
        every = [named[starts[one] : starts[one + 1]] for one in origin.things.tolist()]
        found, counts = np.unique(np.concatenate([*every, np.zeros(0, np.int64)]), return_counts=True)
        return found, (1 + np.log(counts)).astype(np.float32)

    def _macros(self, origin: Origin) -> tuple[Rows, Floats]:
        macros = self.sheets.macro[origin.things]
        found, counts = np.unique(macros[macros >= 0], return_counts=True)
        return found, np.sqrt(counts).astype(np.float32)


def _placed(values: Floats) -> Floats:
    """The place of each value, from 0 for the last to log(n) for the first: what is alike at all is 0 otherwise."""
    order = np.argsort(-values, kind="stable")
    places = np.empty(len(values), np.float32)
    places[order] = np.log(len(values)) - np.log(np.arange(1, len(values) + 1))
    places[values <= 0] = 0
    return places
