"""What apprenticeship contracts are paid for: the "référentiel des NPEC" of France compétences.

A workbook of four sheets: how to read it, a table with one column a branch, the list (one row per certification and
joint committee, which is read here), and the agreements of each committee (also read). Headers carry notes after a
``*`` or in parentheses, which change between editions: only what stands before them is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.rewriting import first_value
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.sheets import sheet_rows

_COMMITTEE: Final = Column(
    "committee_code", source=("Code CPNE",), required=True, description="Joint committee (CPNE)"
)
LEVELS: Final = Table(
    "levels",
    (
        Column("rncp_code", source=("RNCP", "Code RNCP"), required=True, pattern="RNCP[0-9]{1,6}"),
        Column("title", source=("Libellé de la formation", "Intitulé de la certification")),
        Column("certifier", source=("Certificateur",), description="The first of the sheet only"),
        Column("diploma", source=("Type de diplôme", "Type diplôme")),
        _COMMITTEE,
        Column("committee", source=("CPNE",)),
        Column("amount", Kind.NUMBER, source=("NPEC final",), unit="€/year", minimum=0),
        Column("status", source=("Statut",), description="How the amount was set, in one letter"),
        Column("applies_from", Kind.DATE, source=("Date d'applicabilité des NPEC",)),
    ),
    description="One row per certification and joint committee",
    key=("rncp_code", "committee_code"),
)
COMMITTEES: Final = Table(
    "committees",
    (
        _COMMITTEE,
        Column("committee", source=("CPNE",)),
        Column("idcc", source=("IDCC",), width=4, description="Collective agreement"),
    ),
    description="One row per joint committee and collective agreement",
)
_NOTE: Final = re.compile(r"\s*[*(].*", re.DOTALL)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the list and of the agreements of the workbook at ``path``."""
    for raw in sheet_rows(path, LEVELS, reading, sheet=_is_narrow, header=_is_list):
        plain = replace(raw, names=tuple(_plain(name) for name in raw.names))
        reading.edition = reading.edition or first_value(plain, "Date d'applicabilité des NPEC")
        yield plain
    for raw in sheet_rows(path, COMMITTEES, reading, sheet=_is_narrow, header=_is_agreements):
        yield replace(raw, names=tuple(_plain(name) for name in raw.names))


def _is_narrow(sheet: str) -> bool:
    """Not the sheet with one column a branch, which says the same as the list."""
    return "global" not in sheet.casefold()


def _is_list(names: list[str]) -> bool:
    plain = {_plain(name) for name in names}
    return len(plain & {name for column in LEVELS.columns for name in column.names}) >= 6


def _is_agreements(names: list[str]) -> bool:
    plain = {_plain(name) for name in names}
    return "IDCC" in plain or ({"Code CPNE", "CPNE"} <= plain and len(plain) <= 4)


def _plain(name: str) -> str:
    return " ".join(_NOTE.sub("", name).split())


CONNECTOR: Final = Connector(
    kind="npec",
    version="1",
    title="Référentiel unique des niveaux de prise en charge des contrats d’apprentissage (NPEC)",
    producer="France compétences",
    licence="etalab-2.0",
    homepage="https://www.francecompetences.fr/base-documentaire/referentiels-et-bases-de-donnees/",
    tables=(LEVELS, COMMITTEES),
    read=read,
)
