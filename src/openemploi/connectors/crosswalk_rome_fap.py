"""From ROME 3 to the occupational families of the Dares (FAP 2009): a program of SAS formats, in Latin-1.

Two formats follow each other. The first gives the family of an occupation alone (``"A1401","A1407" = "A0Z41"``); the
second, of an occupation with the level of qualification of the post, as one text (``"A11011"``). An occupation that
only the second knows has no family of its own. ``Other = "ZZZZZ"`` is no row: it says "none of these".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.opening import Opened, opened
from openemploi.connectors.rome_tables import ROME
from openemploi.connectors.schema import Column, Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

ROME_FAP: Final = Table(
    "rome_fap",
    (
        Column("rome_code", required=True, pattern=ROME),
        Column(
            "qualification",
            pattern="[0-9]",
            description="Of the post, 1 to 9 as France Travail codes it; 0: not told; null: the family holds for all",
        ),
        Column(
            "fap_code", required=True, pattern="[A-Z][0-9][A-Z][0-9]{2}", description="FAP 2009, 87 or 225"
        ),
    ),
    description="Family of each ROME 3 occupation, alone or with a qualification",
    key=("rome_code", "qualification"),
)
_NAMES: Final = ("rome_code", "qualification", "fap_code")
_VALUE: Final = re.compile(r"value\s+\$\s*\w+", re.IGNORECASE)
_CODES: Final = re.compile(r'"([^"]*)"')
_OTHER: Final = re.compile(r"other\s*=", re.IGNORECASE)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The pairs of the program at ``path``, in the order of the file."""
    source = opened(path, "*fap*rome*.txt", "*.txt", "*.sas")
    told = re.search(r"fap(20\d\d)", source.name.lower())
    reading.edition = told[1] if told else ""
    formats = 0
    pending: list[str] = []
    found: list[list[str | None]] = []
    lines: list[int] = []
    for number, line in enumerate(_lines(source, reading), 1):
        if _VALUE.search(line):
            formats += 1
        elif formats and '"' in line and not _OTHER.match(line.strip()):
            left, equals, right = line.partition("=")
            pending += _CODES.findall(left)
            if not equals:
                continue  # a list of codes that goes on
            families = _CODES.findall(right)
            if len(families) != 1 or not pending:
                _refuse(reading, source, number, line)
            for code in pending if len(families) == 1 else ():
                found.append([code[:5], code[5:] or None, families[0]])
                lines.append(number)
            pending = []
        elif formats and line.strip().startswith("="):
            _refuse(reading, source, number, line)
    if not formats or not found:
        raise FormatError(
            "column_missing",
            _("The column {column} is not in the file. It has: {names}.", column="value $FAP", names="–"),
            remedy=_("Check that it is the official file; if its layout has changed, tell us."),
            where=Where(file=source.name),
        )
    raw = rows(ROME_FAP.name, _NAMES, found, first=1, member=source.name)
    yield Raw(raw.table, raw.names, raw.arrays, np.array(lines, np.int64), lines=True, member=source.name)


def _refuse(reading: Reading, source: Opened, number: int, line: str) -> None:
    reading.reject(
        Rejected(
            ROME_FAP.name, "cell_count", line=number, value=line.strip()[:200], row=line, member=source.name
        )
    )


def _lines(source: Opened, reading: Reading) -> Iterator[str]:
    with source.open() as file:
        for line in file:
            reading.advance(len(line))
            yield line.decode("latin-1")


CONNECTOR: Final = Connector(
    kind="crosswalk_rome_fap",
    version="1",
    title="Table de passage du ROME v3 aux familles professionnelles (FAP 2009)",
    producer="Dares",
    licence="etalab-2.0",
    homepage="https://dares.travail-emploi.gouv.fr/donnees/la-nomenclature-des-familles-professionnelles-2009",
    tables=(ROME_FAP,),
    read=read,
)
