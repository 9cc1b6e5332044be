"""Employment basins: to which basin of France Travail each commune belongs, as the survey BMO draws them.

The year is in the names of the columns (``BE19``, ``NOMBE19``): basins are redrawn, so a code only has its meaning
within one year. The code of a commune stands twice; region codes of overseas departments lack their zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT, INSEE_CODE
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Table

_YEARS: Final = tuple(f"{year:02}" for year in range(39, 12, -1))

BASINS: Final = Table(
    "basins",
    (
        Column("insee_code", source=("CODE_COMMUNE_INSEE",), required=True, width=5, pattern=INSEE_CODE),
        Column("name", source=("NOMCOM",), description="Commune"),
        Column("basin_code", source=tuple(f"BE{year}" for year in _YEARS), required=True, width=4),
        Column("basin_name", source=tuple(f"NOMBE{year}" for year in _YEARS)),
        Column("department", source=("DEP", "DEPT"), width=2, pattern=DEPARTMENT),
        Column("region", source=("REG",), width=2, pattern="[0-9]{2}"),
    ),
    description="One row per commune",
    key=("insee_code",),
    left_out=("CCOMMUNE", "REG_CREDOC"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``; the edition is the year in the name of its column."""
    source = opened(path, "*lexique*bassin*.csv", "*bassin*.csv", "*.csv")
    for raw in delimited(
        source, BASINS, reading, delimiter=delimiter_of(source, ",", ";"), encodings=("utf-8", "cp1252")
    ):
        if not reading.edition:
            reading.edition = next(
                (f"20{name[2:]}" for name in raw.names if name[:2] == "BE" and name[2:] in _YEARS), ""
            )
        yield raw


CONNECTOR: Final = Connector(
    kind="basins",
    version="1",
    title="Bassins d’emploi : composition communale (enquête Besoins en main-d’œuvre)",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.francetravail.org/opendata/enquete-besoins-en-main-doeuvre.html",
    tables=(BASINS,),
    read=read,
)
