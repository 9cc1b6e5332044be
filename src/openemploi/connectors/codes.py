"""How the codes of the French statistical system are written, for the patterns of columns; and years in file names."""

from __future__ import annotations

import re
from typing import Final

INSEE_CODE: Final = "[0-9][0-9AB][0-9]{3}"  # a commune: 2A and 2B in Corsica, 97 and 98 overseas
DEPARTMENT: Final = "[0-9][0-9AB]|9[78][0-9]"
POSTCODE: Final = "[0-9]{5}"
SIREN: Final = "[0-9]{9}"
SIRET: Final = "[0-9]{14}"
NAF: Final = r"[0-9]{2}\.[0-9]{2}[A-Z]|[0-9]{2}\.[0-9][A-Z]?|[0-9]{2}\.[0-9]{2}|[0-9]{2}"

_MONTH: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_]?(0[1-9]|1[0-2])(?![0-9])")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def year_in(*names: str) -> str:
    """The last year that the first of ``names`` with one holds; empty when none does.

    >>> year_in("v_commune_2024.csv")
    '2024'
    >>> year_in("communes.csv", "cog_ensemble_2023_csv.zip")
    '2023'
    """
    for name in names:
        if years := _YEAR.findall(name):
            return str(years[-1])
    return ""


def month_in(*names: str) -> str:
    """The month, or else the year, that the first of ``names`` with one holds; empty when none does.

    >>> month_in("StockEtablissement_2025-03.parquet")
    '2025-03'
    """
    for name in names:
        if found := _MONTH.search(name):
            return f"{found[1]}-{found[2]}"
    return year_in(*names)
