"""What the sentences of a France Travail offer mean: durations, pay, working time, levels.

The API answers in labels for people ("Mensuel de 1802.0 Euros sur 12 mois"). Each function here reads one kind of
label and gives ``None`` when it does not understand it; nothing is guessed. Codes are those of the referentials
published with "API Offres d'emploi v2".
"""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.model import Contract
from openemploi.folding import fold

CONTRACTS: Final = {
    "CDI": Contract.PERMANENT,
    "DIN": Contract.PERMANENT,  # CDI intérimaire
    "CDD": Contract.FIXED_TERM,
    "DDI": Contract.FIXED_TERM,  # CDD d'insertion
    "DDT": Contract.FIXED_TERM,  # CDD tremplin
    "MIS": Contract.TEMPORARY,
    "TTI": Contract.TEMPORARY,  # travail temporaire d'insertion
    "SAI": Contract.SEASONAL,
    "LIB": Contract.SELF_EMPLOYED,
    "FRA": Contract.SELF_EMPLOYED,  # franchise
    "CCE": Contract.SELF_EMPLOYED,  # profession commerciale
    "REP": Contract.SELF_EMPLOYED,  # reprise d'entreprise
    "ALT": Contract.APPRENTICESHIP,
    "STG": Contract.INTERNSHIP,
}
_LEVELS: Final = (
    # The order matters: "Bac+3, Bac+4" before "Bac".
    (re.compile(r"bac\s*\+\s*5"), 7),
    (re.compile(r"bac\s*\+\s*[34]"), 6),
    (re.compile(r"bac\s*\+\s*2"), 5),
    (re.compile(r"^bac\b"), 4),
    (re.compile(r"\b(cap|bep)\b"), 3),
)
# Levels of the referential below the first diploma; they have no level of their own here.
BELOW_DIPLOMA: Final = (
    "Aucune formation scolaire",
    "Primaire à 4ème",
    "4ème achevée",
    "3ème achevée ou Brevet",
    "2nd ou 1ère achevée",
)
_DURATION: Final = re.compile(r"(\d{1,4})(?:[.,](\d))?\s*(jour|semaine|mois|an\b|ans\b|an\(|annee)")
_PERIODS: Final = {"horaire": "hour", "mensuel": "month", "annuel": "year"}
_AMOUNT: Final = r"(\d[\d \u00a0\u202f]*(?:[.,]\d+)?)"
_PAY: Final = re.compile(
    rf"^(horaire|mensuel|annuel)\s+de\s+{_AMOUNT}\s*(?:euros?|€)?(?:\s+a\s+{_AMOUNT}\s*(?:euros?|€)?)?"
)
_HOURS: Final = re.compile(r"(?<!\d)(\d{1,2})\s*h(?:eures?)?\s*([0-5]?\d)?(?!\d)(?!\s*/\s*(?:mois|jour|an))")
_PATTERNS: Final = (
    ("night", re.compile(r"\bnuit")),
    ("weekend", re.compile(r"\bsamedi|\bdimanche|\bweek-?\s?end")),
    ("shift", re.compile(r"\bposte\b|\b[2-5]\s*[x*]\s*8\b|\broulement")),
    ("split", re.compile(r"\bcoupe")),
    ("evening", re.compile(r"\bsoir")),
)


def months(label: str) -> float | None:
    """Months that ``label`` speaks of: days and weeks are converted (30.4 days a month).

    >>> months("CDD - 6 Mois"), months("2 An(s)"), months("Intérim - 7 Jour(s)"), months("CDI")
    (6.0, 24.0, 0.23, None)
    """
    found = _DURATION.search(fold(label))
    if not found:
        return None
    count = float(f"{found.group(1)}.{found.group(2) or 0}")
    unit = found.group(3)
    if unit == "jour":
        return round(count / 30.4, 2)
    if unit == "semaine":
        return round(count * 7 / 30.4, 2)
    return count if unit == "mois" else count * 12


def duration_label(count: float) -> str:
    """``count`` months as the API writes a contract's duration; the inverse of :func:`months`.

    >>> duration_label(6.0), duration_label(0.23)
    ('6 Mois', '7 Jour(s)')
    """
    return f"{int(count)} Mois" if count == int(count) else f"{round(count * 30.4)} Jour(s)"


def pay(label: str) -> tuple[float, float, str] | None:
    """Lowest, highest and period of "Horaire de 11,88 Euros à 14,5 Euros"; ``None`` for "Autre de …".

    >>> pay("Annuel de 40000.0 Euros à 55000.0 Euros sur 12.0 mois")
    (40000.0, 55000.0, 'year')
    >>> pay("Autre de 2100,00 Euros à 2300,00 Euros") is None
    True
    """
    found = _PAY.match(fold(label[:200]))
    if not found:
        return None
    low = _amount(found.group(2))
    high = _amount(found.group(3)) if found.group(3) else low
    if low <= 0 or high <= 0:
        return None
    return min(low, high), max(low, high), _PERIODS[found.group(1)]


def weekly_hours(label: str) -> float | None:
    """Hours a week of "36H45/semaine Travail en journée", "35 H"; ``None`` when no hours are said.

    >>> weekly_hours("36H45/semaine"), weekly_hours("35 H"), weekly_hours("Temps plein")
    (36.75, 35.0, None)
    """
    found = _HOURS.search(fold(label[:500]))
    if not found:
        return None
    hours = int(found.group(1)) + int(found.group(2) or 0) / 60
    return round(hours, 2) if 0 < hours <= 70 else None


def full_time(label: str) -> bool | None:
    """Whether ``label`` says full time, part time, or nothing of the kind."""
    folded = fold(label)
    if "temps partiel" in folded:
        return False
    return True if "temps plein" in folded or "temps complet" in folded else None


def patterns(label: str) -> tuple[str, ...]:
    """Night, weekend, shift, split and evening work, as far as ``label`` says."""
    folded = fold(label)
    return tuple(name for name, pattern in _PATTERNS if pattern.search(folded))


def diploma_level(label: str) -> int | None:
    """The level of "Bac+2 ou équivalents" as France numbers it; ``None`` below the CAP and for no diploma.

    >>> [diploma_level(w) for w in ("CAP, BEP et équivalents", "Bac ou équivalent", "Bac+3, Bac+4 ou équivalents")]
    [3, 4, 6]
    """
    folded = fold(label)
    return next((level for pattern, level in _LEVELS if pattern.search(folded)), None)


def level_label(level: int) -> str | None:
    """The API's label for ``level``; the inverse of :func:`diploma_level`."""
    return {
        3: "CAP, BEP et équivalents",
        4: "Bac ou équivalent",
        5: "Bac+2 ou équivalents",
        6: "Bac+3, Bac+4 ou équivalents",
        7: "Bac+5 et plus ou équivalents",
    }.get(level)


def _amount(written: str) -> float:
    return float(re.sub(r"[ \u00a0\u202f]", "", written).replace(",", "."))
