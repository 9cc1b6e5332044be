"""How long several experiences lasted together: two jobs held in the same months count once."""

from __future__ import annotations

from collections.abc import Iterable

from openemploi.extraction.model import Experience


def months_covered(entries: Iterable[tuple[Experience, float]]) -> float:
    """The months covered by ``entries``, each with the share (0 to 1) that its months count for.

    A month that several cover counts once, with the largest share. Experiences whose months are not known add
    nothing; those whose beginning is not known add all their months, for want of knowing which.
    """
    counted: dict[int, float] = {}
    undated = 0.0
    for experience, share in entries:
        if experience.months is None:
            continue
        if experience.start is None:
            undated += experience.months * share
            continue
        first = experience.start.year * 12 + max(experience.start.month, 1)
        for month in range(first, first + experience.months):
            counted[month] = max(counted.get(month, 0.0), share)
    return undated + sum(counted.values())
