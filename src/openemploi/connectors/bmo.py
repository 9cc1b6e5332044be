"""Hiring projects by occupation and basin: the yearly survey "Besoins en main-d'œuvre" (BMO) of France Travail.

A workbook with a sheet that describes the variables and one with the rows, alone or in a zip; also as CSV. Layouts:
2015–2018 name the occupation and its family otherwise; 2019–2022; 2023 has the columns in another order; 2026 adds
``clpe``. The year stands in the names of the columns of the basin (``BE25``). ``*`` is a figure kept secret: it
stays null, and is counted. Occupations are FAP 2009 up to 2021 and FAP 2021 later; basins change with the years.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import Opened, members
from openemploi.connectors.rewriting import first_value
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.sheets import sheet_rows

_YEARS: Final = range(39, 14, -1)
_SECRET: Final = ("*",)

PROJECTS: Final = Table(
    "projects",
    (
        Column("year", Kind.INTEGER, source=("annee",), required=True, minimum=2002, maximum=2100),
        Column(
            "fap_code",
            source=("Code métier BMO",),
            required=True,
            pattern="[A-Z][0-9A-Z]{2,5}",
            description="Occupation: FAP 2009 up to 2021, FAP 2021 later",
        ),
        Column("fap_label", source=("Nom métier BMO", "nom_metier BMO")),
        Column("family_code", source=("Famille_met", "Famille_metier")),
        Column("family_label", source=("Lbl_fam_met", "Libellé de famille de métier")),
        Column("region", source=("REG",), width=2, pattern="[0-9]{2}"),
        Column("region_name", source=("NOM_REG",)),
        Column("department", source=("Dept",), width=2, pattern=DEPARTMENT),
        Column("department_name", source=("NomDept",)),
        Column(
            "basin_code",
            source=tuple(f"BE{year}" for year in _YEARS),
            required=True,
            width=4,
            pattern="[0-9][0-9AB][0-9A-Z]{2}",
            description="Basin of employment of France Travail, in the zoning of the year",
        ),
        Column("basin_name", source=tuple(f"NOMBE{year}" for year in _YEARS)),
        Column("clpe", optional=True, description="Local committee for employment, from 2026"),
        Column("projects", Kind.INTEGER, source=("met",), minimum=0, withheld=_SECRET, unit="projects"),
        Column(
            "hard_projects",
            Kind.INTEGER,
            source=("xmet",),
            minimum=0,
            withheld=_SECRET,
            unit="projects",
            description="Those that the employer expects to be difficult",
        ),
        Column(
            "seasonal_projects", Kind.INTEGER, source=("smet",), minimum=0, withheld=_SECRET, unit="projects"
        ),
    ),
    description="One row per occupation and basin in which somebody means to hire",
    key=("year", "fap_code", "basin_code"),
)
_NAMES: Final = {name.casefold() for column in PROJECTS.columns for name in column.names}


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the workbook, of the one in the zip, or of the CSV at ``path``."""
    for raw in _raw(path, reading):
        reading.edition = reading.edition or first_value(raw, "annee")
        yield raw


def _raw(path: Path, reading: Reading) -> Iterator[Raw]:
    if not zipfile.is_zipfile(path) and path.suffix in (".csv", ".txt"):
        source = Opened(path)
        yield from delimited(
            source, PROJECTS, reading, delimiter=delimiter_of(source, ";", ","), encodings=("utf-8", "cp1252")
        )
        return
    inside = members(path, "*.xlsx") if zipfile.is_zipfile(path) and path.suffix == ".zip" else []
    if not inside:
        yield from sheet_rows(path, PROJECTS, reading, header=_is_header)
        return
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        with inside[0].open() as file:
            while part := file.read(1 << 20):
                kept.write(part)
        kept.flush()
        yield from sheet_rows(Path(kept.name), PROJECTS, reading, header=_is_header)


def _is_header(names: list[str]) -> bool:
    """A line with several of the names: so that the error says which one is missing."""
    return len({" ".join(name.split()).casefold() for name in names} & _NAMES) >= 5


CONNECTOR: Final = Connector(
    kind="bmo",
    version="1",
    title="Enquête Besoins en main-d’œuvre (BMO) : projets de recrutement par métier et bassin d’emploi",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/enquete-besoins-en-main-doeuvre-bmo",
    tables=(PROJECTS,),
    read=read,
)
