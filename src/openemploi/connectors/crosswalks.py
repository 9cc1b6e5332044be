"""Official bridges between classifications that are tables: ESCO–ROME, ESCO–O*NET, ROME–NAF and ROME–ISCO-08.

Traps: lines about the mapping come before the header of the first two; ESCO–ROME names *appellations* of ROME 3 by
their OGR code, and its relation is the ROME term's (``skos:broadMatch``: the ESCO occupation is the broader one), see
:mod:`openemploi.taxonomy.crosswalks`; the ISCO codes of the workbook are numbers that lost their leading zeros.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import with_naf_dots
from openemploi.connectors.rome_tables import OGR, ROME
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.sheets import sheet_rows
from openemploi.taxonomy.esco import ATTRIBUTION

_VERSION: Final = re.compile(rb"Mapping project version,V?([0-9.]+)")
NAF: Final = r"[0-9]{2}\.[0-9]{2}[A-Z]"

ESCO_ROME: Final = Table(
    "esco_rome",
    (
        Column("esco_uri", source=("classification 1 ID",), required=True, pattern=r"https?://\S+"),
        Column("esco_label", source=("classification 1 prefered label",)),
        Column("ogr_code", source=("classification 2 ID",), required=True, pattern=OGR),
        Column("appellation", source=("classification 2 prefered label",)),
        Column(
            "relation",
            source=("mapping relation",),
            required=True,
            choices=("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch"),
            description="As written, of the ROME appellation to ESCO: broad and narrow are seen from ROME",
        ),
    ),
    description="ESCO occupations and appellations of ROME",
)
ESCO_ONET: Final = Table(
    "esco_onet",
    (
        Column("onet_code", source=("O*NET Id",), required=True, pattern=r"[0-9]{2}-[0-9]{4}\.[0-9]{2}"),
        Column("onet_title", source=("O*NET Title",)),
        Column("onet_description", source=("O*NET Description",), optional=True),
        Column("esco_uri", source=("ESCO or ISCO URI",), pattern=r"https?://\S+"),
        Column("esco_title", source=("ESCO or ISCO Title",)),
        Column("esco_description", source=("ESCO or ISCO Description",), optional=True),
        Column("relation", source=("Type of Match",)),
    ),
    description="O*NET-SOC 2019 occupations and ESCO occupations, or ISCO groups where ESCO has none",
)
ROME_NAF: Final = Table(
    "rome_naf",
    (
        Column("rome_code", source=("rome_id",), required=True, pattern=ROME),
        Column("rome_label", source=("rome_label",)),
        Column("naf_code", source=("naf_id",), required=True, pattern=NAF),
        Column("naf_label", source=("naf_label",)),
        Column("hires", Kind.INTEGER, source=("hirings",), minimum=0, unit="hires"),
    ),
    description="Hires of a year by ROME 3 occupation and NAF sub-class of the employer",
    key=("rome_code", "naf_code"),
)
ROME_ISCO: Final = Table(
    "rome_isco",
    (
        Column("rome_code", source=("Code ROME",), required=True, pattern=ROME),
        Column("rome_label", source=("Libellé codes ROME",)),
        Column(
            "isco_code",
            source=("Code ISCO08",),
            required=True,
            width=4,
            pattern="[0-9]{4}",
            description="ISCO-08, four digits",
        ),
        Column("isco_label", source=("Libellé codes ISCO08",)),
        Column(
            "isco_code_eures",
            source=("ISCO08 14SI4",),
            optional=True,
            pattern="[0-9]{1,4}",
            description="The group that EURES uses, of one to four digits, as written",
        ),
    ),
    description="ROME 3 occupations and ISCO-08 groups",
    key=("rome_code",),
)


def read_esco_rome(path: Path, reading: Reading) -> Iterator[Raw]:
    """The links of the CSV at ``path``, whose header comes after lines about the mapping."""
    yield from _after_preamble(path, ESCO_ROME, reading)


def read_esco_onet(path: Path, reading: Reading) -> Iterator[Raw]:
    """The links of the CSV at ``path``, whose header comes after lines about the mapping."""
    yield from _after_preamble(path, ESCO_ONET, reading)


def read_rome_naf(path: Path, reading: Reading) -> Iterator[Raw]:
    """The hires of the CSV at ``path``."""
    for raw in delimited(opened(path, "*naf*.csv", "*.csv"), ROME_NAF, reading, delimiter=","):
        yield with_naf_dots(raw, "naf_id")


def read_rome_isco(path: Path, reading: Reading) -> Iterator[Raw]:
    """The links of the workbook at ``path``: its sheet from ROME to ISCO, the other being the same by ISCO."""
    yield from sheet_rows(
        path,
        ROME_ISCO,
        reading,
        sheet=lambda name: not name.strip().upper().startswith("ISCO"),
        header=_header_of(ROME_ISCO),
    )


def _after_preamble(path: Path, table: Table, reading: Reading) -> Iterator[Raw]:
    source = opened(path, "*.csv")
    with source.open() as file:
        told = _VERSION.search(file.read(4096))
    reading.edition = told[1].decode("ascii") if told else ""
    yield from delimited(
        source,
        table,
        reading,
        delimiter=",",
        header=_header_of(table),
    )


def _header_of(table: Table) -> Callable[[list[str]], bool]:
    """Tells the line that names the columns: two known names are enough, so that the missing one can be named."""
    known = {name.casefold() for column in table.columns for name in column.names}
    return lambda cells: len(known & {" ".join(cell.split()).casefold() for cell in cells}) > 1


def _crosswalk(
    table: Table,
    read: Callable[[Path, Reading], Iterator[Raw]],
    title: str,
    *,
    producer: str,
    licence: str,
    homepage: str,
    attribution: str = "",
) -> Connector:
    return Connector(
        kind=f"crosswalk_{table.name}",
        version="1",
        title=title,
        producer=producer,
        licence=licence,
        homepage=homepage,
        tables=(table,),
        read=read,
        attribution=attribution,
    )


CROSSWALK_ESCO_ROME: Final = _crosswalk(
    ESCO_ROME,
    read_esco_rome,
    "Table de correspondance ESCO – ROME",
    producer="France Travail, Commission européenne",
    licence="etalab-2.0",
    homepage="https://esco.ec.europa.eu/en/about-esco/data-science-and-esco/crosswalks",
    attribution=ATTRIBUTION,
)
CROSSWALK_ESCO_ONET: Final = _crosswalk(
    ESCO_ONET,
    read_esco_onet,
    "Table de correspondance ESCO – O*NET",
    producer="Commission européenne, US Department of Labor",
    licence="CC-BY-4.0",
    homepage="https://esco.ec.europa.eu/en/about-esco/data-science-and-esco/crosswalks",
    attribution=f"{ATTRIBUTION} O*NET 27.0 Database, U.S. Department of Labor, Employment and Training Administration.",
)
CROSSWALK_ROME_NAF: Final = _crosswalk(
    ROME_NAF,
    read_rome_naf,
    "Embauches par métier (ROME) et secteur (NAF)",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/organizations/france-travail",
)
CROSSWALK_ROME_ISCO: Final = _crosswalk(
    ROME_ISCO,
    read_rome_isco,
    "Table de correspondance ROME – CITP (ISCO-08)",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/organizations/france-travail",
)
