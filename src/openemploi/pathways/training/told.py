"""What the codes and words of a training catalogue mean: levels, teaching, rhythm.

The tables are those of LHEO 2.3 (lheo.gouv.fr: ``dict-niveaux``, ``dict-modalites-enseignement``). The rhythm is free
text there ("Continu temps plein, modulaire"): what is not one of these words is not known.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

from openemploi.folding import fold
from openemploi.i18n import language
from openemploi.pathways.training.model import Rhythm, Teaching

TEACHINGS: Final = (Teaching.IN_PERSON, Teaching.MIXED, Teaching.DISTANCE)  # codes 0, 1, 2
RHYTHMS: Final = tuple(Rhythm)

_NO_LEVEL: Final = frozenset({"1", "2", "3"})  # no level, illiteracy, pre-qualification
_WORDS: Final = {
    Rhythm.FULL_TIME: r"temps plein|temps complet",
    Rhythm.PART_TIME: r"temps partiel|mi-temps",
    Rhythm.EVENINGS: r"\bsoirs?\b|\bsoiree",
    Rhythm.WEEKENDS: r"week-?\s?end|\bsamedis?\b",
    Rhythm.ALTERNATING: r"alternance|apprentissage|professionnalisation",
}
_RHYTHMS: Final = tuple(re.compile(_WORDS[rhythm]) for rhythm in RHYTHMS)


def european_level(code: str | None) -> float:
    """The European level of a code of ``dict-niveaux``: 0 for none, 3 (CAP) to 8; NaN when it is not said.

    >>> european_level("4"), european_level("14"), european_level("1"), european_level("0")
    (3.0, 4.0, 0.0, nan)
    """
    if code in _NO_LEVEL:
        return 0.0
    if code is None or not code.isdecimal():
        return math.nan
    number = int(code)
    if 4 <= number <= 8:  # the levels of 1969: V is 4, IV is 5…
        return float(number - 1)
    return float(number - 10) if 11 <= number <= 18 else math.nan  # the framework of 2019


def teaching_code(code: str) -> int:
    """The place in ``TEACHINGS``; -1 when it is not said."""
    return int(code) if code in ("0", "1", "2") else -1


def rhythm_bits(text: str) -> int:
    """A bit for each of ``RHYTHMS`` that ``text`` names."""
    folded = fold(text)
    return sum(1 << place for place, words in enumerate(_RHYTHMS) if words.search(folded))


def rhythms_of(bits: int) -> frozenset[Rhythm]:
    """The rhythms of ``bits``."""
    return frozenset(rhythm for place, rhythm in enumerate(RHYTHMS) if bits >> place & 1)


def day_name(day: date) -> str:
    """A day as people write it in the language in force."""
    return f"{day:%d/%m/%Y}" if language() == "fr" else day.isoformat()
