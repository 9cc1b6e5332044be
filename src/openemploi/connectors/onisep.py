"""Occupations and courses of Onisep: the open data "Idéo", which young people's guidance in France is built on.

Two CSV files. Cells hold several values separated by `` | `` (or ``| ``), which stay as they are; dates are written
day first. Links end with the identifier of the sheet (``MET.14``, ``FOR.9720``), which becomes a column. The level
of certification goes by two scales: ``niveau de certification`` is the old code, the label the new level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import rewritten
from openemploi.connectors.schema import Column, Kind, Table

_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d")
_CREATED: Final = (
    Column("created", Kind.DATE, source=("date création",), formats=_DAYS),
    Column("changed", Kind.DATE, source=("date de modification",), formats=_DAYS),
)
_DOMAINS: Final = Column(
    "domains",
    source=("domaine/sous-domaine",),
    description="Domain and sub-domain of Onisep; several are separated by |",
)
_ID: Final = "onisep_id"
_IDENTIFIER: Final = Column(_ID, source=(_ID,), optional=True, pattern="[A-Z]{3}[.][0-9]+")


def _list_of(pattern: str) -> str:
    return rf"{pattern}(?:\s*\|\s*{pattern})*"


OCCUPATIONS: Final = Table(
    "occupations",
    (
        _IDENTIFIER,
        Column("name", source=("libellé métier",), required=True),
        Column("url", source=("lien site onisep.fr",)),
        Column("publication", source=("nom publication",)),
        Column("collection", source=("collection",)),
        Column("publication_year", Kind.INTEGER, source=("année",), minimum=1950, maximum=2100),
        Column("gencod", source=("gencod",), pattern="[0-9]{8,13}"),
        Column("gfe", source=("GFE",), description="Group of trainings and jobs (GFE)"),
        Column(
            "rome_codes",
            source=("code ROME",),
            pattern=_list_of("[A-N][0-9]{4}"),
            description="Several are separated by |; one a row in occupation_rome",
        ),
        Column("rome_label", source=("libellé ROME",)),
        Column("rome_url", source=("lien ROME",)),
        _DOMAINS,
        *_CREATED,
    ),
    description="One row per occupation and publication about it",
)
COURSES: Final = Table(
    "courses",
    (
        _IDENTIFIER,
        Column("name", source=("libellé formation principal",), required=True),
        Column("short_name", source=("sigle formation",)),
        Column("nsf_codes", source=("code NSF",), description="Several are separated by |"),
        Column(
            "school_code", source=("code scolarité",), description="MEF code of the ministry of education"
        ),
        Column("type", source=("sigle type formation",)),
        Column("type_label", source=("libellé type formation",)),
        Column("duration", source=("durée",)),
        Column("exit_level", source=("niveau de sortie indicatif",)),
        Column(
            "rncp_codes",
            source=("code RNCP",),
            pattern=_list_of("RNCP[0-9]{1,6}"),
            description="Several are separated by |; one a row in course_certifications",
        ),
        Column("level_code", source=("niveau de certification",), description="In the scale before 2019"),
        Column("level_label", source=("libellé niveau de certification",)),
        Column("authority", source=("tutelle",), missing=("non renseigné",)),
        Column("url", source=("URL et ID Onisep",)),
        _DOMAINS,
        *_CREATED,
    ),
    description="One row per course, wherever it is taught",
)


OCCUPATION_ROME: Final = Table(
    "occupation_rome",
    (
        _IDENTIFIER,
        Column("rome_code", source=("code ROME",), required=True, pattern="[A-N][0-9]{4}"),
    ),
    description="One row per occupation, publication and ROME code",
)
COURSE_CERTIFICATIONS: Final = Table(
    "course_certifications",
    (
        _IDENTIFIER,
        Column("rncp_code", source=("code RNCP",), required=True, pattern="RNCP[0-9]{1,6}"),
    ),
    description="One row per course and certification",
)


def read_occupations(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file of occupations at ``path``."""
    return _read(path, (OCCUPATIONS, OCCUPATION_ROME), "lien site onisep.fr", "code ROME", reading)


def read_courses(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file of courses at ``path``."""
    return _read(path, (COURSES, COURSE_CERTIFICATIONS), "URL et ID Onisep", "code RNCP", reading)


def _read(path: Path, tables: tuple[Table, Table], link: str, codes: str, reading: Reading) -> Iterator[Raw]:
    source = opened(path, "*ideo*.csv", "*.csv")
    delimiter = delimiter_of(source, ";", ",")
    for raw in delimited(source, tables[0], reading, delimiter=delimiter, encodings=("utf-8", "cp1252")):
        whole = rewritten(_identified(raw, link), "code RNCP", r"\b([0-9]{1,6})\b", r"RNCP\1")
        yield whole
        yield from _apart(whole, tables[1], codes)


def _apart(raw: Raw, table: Table, codes: str) -> Iterator[Raw]:
    """One row a code, where the list of codes is one: a list that is not is refused with its own row already."""
    names = (_ID, codes)
    if not set(names) <= set(raw.names):
        return
    arrays = [raw.arrays[raw.names.index(name)] for name in names]
    good = pc.match_substring_regex(arrays[-1], rf"^\s*(?:{_list_of(table.columns[1].pattern)})\s*$")
    arrays = [array.filter(good) for array in arrays]
    lists = pc.split_pattern(arrays[-1], "|")
    rows = pc.list_parent_indices(lists)
    if len(rows):
        yield replace(
            raw,
            table=table.name,
            names=names,
            arrays=(*(array.take(rows) for array in arrays[:-1]), pc.list_flatten(lists)),
            records=raw.records[pc.fill_null(good, False).to_numpy(zero_copy_only=False)][rows.to_numpy()],
        )


def _identified(raw: Raw, link: str) -> Raw:
    """With the identifier at the end of the link; null where there is none."""
    if link not in raw.names:
        return raw
    links = raw.arrays[raw.names.index(link)]
    found = pc.extract_regex(links, rb"(?P<id>[A-Z]{3}[.][0-9]+)\s*$" if _binary(links) else _PLAIN)
    return replace(raw, names=(*raw.names, _ID), arrays=(*raw.arrays, pc.struct_field(found, [0])))


_PLAIN: Final = r"(?P<id>[A-Z]{3}[.][0-9]+)\s*$"


def _binary(array: pa.Array) -> bool:
    return bool(pa.types.is_binary(array.type))


ONISEP_OCCUPATIONS: Final = Connector(
    kind="onisep_occupations",
    version="1",
    title="Idéo-Métiers Onisep",
    producer="Onisep",
    licence="ODbL-1.0",
    homepage="https://opendata.onisep.fr/data/5fa5949243f97/2-ideo-metiers-onisep.htm",
    tables=(OCCUPATIONS, OCCUPATION_ROME),
    read=read_occupations,
    attribution="Onisep, Idéo-Métiers, licence ODbL",
)
ONISEP_COURSES: Final = Connector(
    kind="onisep_courses",
    version="1",
    title="Idéo-Formations initiales en France (Onisep)",
    producer="Onisep",
    licence="ODbL-1.0",
    homepage="https://opendata.onisep.fr/data/5fa591127f501/2-ideo-formations-initiales-en-france.htm",
    tables=(COURSES, COURSE_CERTIFICATIONS),
    read=read_courses,
    attribution="Onisep, Idéo-Formations initiales en France, licence ODbL",
)
