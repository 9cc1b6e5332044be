"""Feminine and masculine names of occupations, written apart.

Official labels join them in one string, "Conducteur / Conductrice d'engins" (ROME) or
"directeur technique/directrice technique" (ESCO); people write one or the other.
"""

from __future__ import annotations

import re
from typing import Final

_SLASH: Final = re.compile(r"\s*/\s*")
_BRACKETED: Final = re.compile(r"(\w+)\((\w{1,5})\)")  # vendeur(euse)


def forms(label: str) -> tuple[str, ...]:
    """The whole forms that ``label`` stands for, the masculine first, at least one.

    >>> forms("Conducteur / Conductrice d'engins agricoles")
    ("Conducteur d'engins agricoles", "Conductrice d'engins agricoles")
    >>> forms("directeur technique/directrice technique")
    ('directeur technique', 'directrice technique')
    >>> forms("HTML / CSS")
    ('HTML / CSS',)
    """
    parts = _SLASH.split(label)
    if len(parts) == 2 and _same_trade(parts[0], parts[1]):
        left, right = parts[0].split(), parts[1].split()
        tail = right[len(left) :]
        return " ".join(left + tail), " ".join(right)
    if _BRACKETED.search(label):
        return _BRACKETED.sub(r"\1", label), label
    return (label,)


def _same_trade(left: str, right: str) -> bool:
    first, other = left.split(), right.split()
    if not first or len(other) < len(first):
        return False
    a, b = first[0].lower(), other[0].lower()
    # "Sage-femme / Maïeuticien": two names, not two genders; the stem must be shared.
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= min(4, len(a) - 1)
