"""The table of signs: which words of pupils point to which interests, contexts and families of ROME.

It is declared data (``signs.yaml``), so that a counsellor can read, question and mend it. Words are compared in one
gender and by their stems.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

import yaml

from openemploi.folding import fold, is_korean, stem
from openemploi.pathways.orientation.neutral import one_word

_FILE: Final = "signs.yaml"
_KOREAN: Final = 1  # letters of a Korean beginning that are enough to be compared


@dataclass(frozen=True, slots=True)
class Sign:
    """What some words point to, in ROME's codes."""

    id: str
    phrases: tuple[tuple[str, ...], ...]
    interests: tuple[str, ...]
    contexts: tuple[str, ...]
    families: tuple[str, ...]


@cache
def all_signs() -> tuple[Sign, ...]:
    """Every sign of the table, in its order."""
    rows = yaml.safe_load(resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    return tuple(
        Sign(
            row["id"],
            tuple(phrase for each in row["words"] if (phrase := compared(each.split()))),
            tuple(row.get("interests", ())),
            tuple(row.get("contexts", ())),
            tuple(row.get("families", ())),
        )
        for row in rows
    )


def signs_of(words: Sequence[str]) -> tuple[Sign, ...]:
    """The signs that ``words`` (in one gender, as of :mod:`.neutral`) give, in the order of the table.

    >>> [sign.id for sign in signs_of(("réparer", "vélos"))]
    ['repairing', 'cycles_and_cars']
    """
    stems = compared(words)
    have = frozenset(stems)
    return tuple(
        sign
        for sign in all_signs()
        if any((phrase[0] in have or is_korean(phrase[0])) and _has(stems, phrase) for phrase in sign.phrases)
    )


def compared(words: Sequence[str]) -> tuple[str, ...]:
    """``words`` as they are compared: one gender, no accents, no endings."""
    return tuple(one for word in words if (one := _stem(word)))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(fold(one_word(word)))


def _has(stems: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether all of ``phrase`` stands in ``stems``, in its order."""
    place = 0
    for wanted in phrase:
        while place < len(stems) and not _same(stems[place], wanted):
            place += 1
        if place == len(stems):
            return False
        place += 1
    return True


def _same(word: str, wanted: str) -> bool:
    # Korean verbs and nouns carry their endings: a beginning is enough.
    return word == wanted or (is_korean(wanted) and len(wanted) >= _KOREAN and word.startswith(wanted))
