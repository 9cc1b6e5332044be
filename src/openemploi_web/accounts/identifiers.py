"""SIREN and SIRET: the numbers under which France registers organisations and their places, with their check digit."""

from __future__ import annotations

import re
from typing import Final

_LA_POSTE: Final = (
    "356000000"  # its places are more than the check digit allows; the sum of their figures is used
)


def digits(text: str) -> str:
    """The number without spaces, dots and dashes.

    >>> digits("732 829 320 00074")
    '73282932000074'
    """
    return re.sub(r"[\s.\-\u00a0\u202f]", "", text)


def is_siren(number: str) -> bool:
    """Whether ``number`` is nine figures with a right check digit (Luhn).

    >>> is_siren("732829320"), is_siren("732829321")
    (True, False)
    """
    return bool(re.fullmatch(r"[0-9]{9}", number)) and number != "0" * 9 and _luhn(number)


def is_siret(number: str) -> bool:
    """Whether ``number`` is a SIREN and five figures with a right check digit.

    >>> is_siret("73282932000074"), is_siret("73282932000075")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{14}", number) or not is_siren(number[:9]):
        return False
    if number.startswith(_LA_POSTE) and sum(map(int, number)) % 5 == 0:
        return True
    return _luhn(number)


def _luhn(number: str) -> bool:
    total = 0
    for place, figure in enumerate(reversed(number)):
        value = int(figure) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
