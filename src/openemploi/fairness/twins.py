"""Twin tests: two people alike but for one thing that must not count get the same list, or the difference is told.

A recommender is any function from a person to a list. What counts as the same is what the list holds, in its order:
give what a person would notice (the occupations and how far each is said to be), not how it is worded.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Person = TypeVar("Person")


@dataclass(frozen=True, slots=True)
class Twin(Generic[Person]):
    """Two people who differ in ``attribute`` alone; ``name`` says which pair it is."""

    name: str
    attribute: str
    one: Person
    other: Person


@dataclass(frozen=True, slots=True)
class Difference:
    """What two twins were not shown alike.

    Parameters
    ----------
    only_one, only_other:
        Items that only the first, or only the second, was shown.
    moved:
        Items that both were shown in another place, with both places, counted from 1.
    """

    name: str
    attribute: str
    only_one: tuple[Hashable, ...]
    only_other: tuple[Hashable, ...]
    moved: tuple[tuple[Hashable, int, int], ...]


@dataclass(frozen=True, slots=True)
class AttributeResult:
    """For one attribute: pairs asked, pairs whose lists are the same, and pairs whose lists are empty."""

    attribute: str
    pairs: int
    identical: int
    empty: int


@dataclass(frozen=True, slots=True)
class TwinReport:
    """What a twin test found. Empty lists are counted apart: nothing is equal to nothing and shows little."""

    results: tuple[AttributeResult, ...]
    differences: tuple[Difference, ...]

    @property
    def identical(self) -> bool:
        """Whether every pair got the same list, and some pair was asked."""
        return bool(self.results) and not self.differences


def twin_test(
    twins: Iterable[Twin[Person]], *, recommend: Callable[[Person], Sequence[Hashable]]
) -> TwinReport:
    """Ask ``recommend`` for both of each pair and compare, by attribute, in the order in which attributes come.

    ``recommend`` is asked anew for each person: one that draws at random or remembers whom it saw fails here.

    >>> pair = Twin("A", "sex", ("f", 3), ("m", 3))
    >>> twin_test([pair], recommend=lambda person: list(range(person[1]))).identical
    True
    >>> twin_test([pair], recommend=lambda person: [person[0]]).differences[0].only_one
    ('f',)
    """
    counts: dict[str, list[int]] = {}
    differences = []
    for twin in twins:
        one, other = list(recommend(twin.one)), list(recommend(twin.other))
        row = counts.setdefault(twin.attribute, [0, 0, 0])
        row[0] += 1
        row[1] += one == other
        row[2] += not one and not other
        if one != other:
            differences.append(_difference(twin.name, twin.attribute, one, other))
    return TwinReport(
        tuple(AttributeResult(attribute, *row) for attribute, row in counts.items()), tuple(differences)
    )


def _difference(name: str, attribute: str, one: list[Hashable], other: list[Hashable]) -> Difference:
    first = {item: place for place, item in enumerate(one, 1)}
    second = {item: place for place, item in enumerate(other, 1)}
    return Difference(
        name,
        attribute,
        tuple(item for item in first if item not in second),
        tuple(item for item in second if item not in first),
        tuple(
            (item, place, second[item])
            for item, place in first.items()
            if item in second and second[item] != place
        ),
    )
