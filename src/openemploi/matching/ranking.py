"""Many matches in order, ties shown as ties, and what would lift each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from openemploi.matching.model import Match, Part, Ranked, Status, WouldHelp

SAME: Final = 9  # decimals; scores that differ by less are equal
HELP_MOST: Final = 3
_HAIR: Final = 1e-6


def rank(matches: Iterable[Match], *, helped: bool = True) -> list[Ranked]:
    """``matches`` from the most to the least of the offer met; equals share a rank and the next one is skipped.

    Those who are known not to meet a condition that the offer declares as required stand after the others,
    still shown and still scored: nobody is removed. Equals are shown in the order of their content, not of
    their names. Without ``helped`` what would lift each is left out, which costs most.
    """
    placed = sorted(
        ((place(match), match) for match in matches), key=lambda one: (one[0], one[1].key, one[1].name)
    )
    ordered = [match for _place, match in placed]
    places = [own for own, _match in placed]
    ranked = []
    for match, own in zip(ordered, places, strict=True):
        first = bisect_left(places, own)
        tied = first + 1 < len(places) and places[first + 1] == own
        ranked.append(Ranked(first + 1, tied, match, _would_help(match, places) if helped else ()))
    return ranked


Place = tuple[bool, float]


def place(match: Match) -> Place:
    """What ``match`` is ordered by: conditions met before others, then the points, the most first."""
    return bool(match.closed_gates), -round(match.score, SAME)


def _would_help(match: Match, places: list[Place]) -> tuple[WouldHelp, ...]:
    """The skills that would add most if this person had them (or had shown them)."""
    open_to_gain = [
        line
        for line in match.requirements
        if line.part is Part.SKILLS and line.status is not Status.HELD and line.gain > 0
    ]
    best = sorted(open_to_gain, key=lambda line: (-line.gain, line.label))[:HELP_MOST]
    gate = bool(match.closed_gates)
    return tuple(
        # strictly better ones stand before; a hair of rounding is no difference
        WouldHelp(line, line.gain, bisect_left(places, (gate, -(match.score + line.gain) - _HAIR)) + 1)
        for line in best
    )
