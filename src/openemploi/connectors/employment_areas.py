"""Employment areas of 2020: to which area each commune belongs (INSEE, ``ZE2020``).

Three layouts: the CSV with labels, the workbook of INSEE (a sheet of communes under some lines of title), and a JSON
array of code pairs without labels. An area may lie in two regions; ``ZE2020_PARTIE_REG`` names the part. Overseas
departments have areas too, whose codes start with a zero that spreadsheets drop.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT, INSEE_CODE, year_in
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.json_stream import is_json, object_rows
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Table
from openemploi.connectors.sheets import sheet_rows

AREAS: Final = Table(
    "employment_areas",
    (
        Column("insee_code", source=("CODGEO", "code_commune"), required=True, width=5, pattern=INSEE_CODE),
        Column("name", source=("LIBGEO",), optional=True, description="Commune"),
        Column(
            "employment_area_code",
            source=("ZE2020", "code_zone_emploi"),
            required=True,
            width=4,
            pattern="[0-9]{4}",
        ),
        Column("employment_area_name", source=("LIBZE2020", "libelle_zone_emploi"), optional=True),
        Column(
            "part",
            source=("ZE2020_PARTIE_REG",),
            optional=True,
            description="Part of the area within one region, where it lies in two",
        ),
        Column("department", source=("DEP",), optional=True, width=2, pattern=DEPARTMENT),
        Column("region", source=("REG",), optional=True, width=2, pattern="[0-9]{2}"),
    ),
    description="One row per commune",
    key=("insee_code",),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``: CSV, zipped or not, workbook or JSON."""
    reading.edition = "2020"
    if year := year_in(path.stem.replace("2020", "", 1)):
        reading.notes.append(f"communes_of: {year}")
    if path.suffix.casefold() in (".xlsx", ".xls", ".ods"):
        yield from sheet_rows(path, AREAS, reading, header=lambda names: "CODGEO" in names)
        return
    source = opened(path, "*ZE2020*.csv", "*zone*emploi*.csv", "*.csv", "*.json")
    if is_json(source):
        yield from object_rows(source, AREAS, reading)
        return
    yield from delimited(
        source, AREAS, reading, delimiter=delimiter_of(source, ",", ";"), encodings=("utf-8", "cp1252")
    )


CONNECTOR: Final = Connector(
    kind="employment_areas",
    version="1",
    title="Zones d’emploi 2020 : composition communale",
    producer="Insee",
    licence="etalab-2.0",
    homepage="https://www.insee.fr/fr/information/4652957",
    tables=(AREAS,),
    read=read,
)
