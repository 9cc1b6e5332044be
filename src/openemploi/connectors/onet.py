"""O*NET, the occupational database of the US Department of Labor: its text files, separated by tabs, in one zip.

One text file by itself is read too: which table it is shows in its header. Nothing encloses a cell, so that a
quotation mark is a letter. Traps: older releases call the example of a technology "T2 Example" and lack the two
columns on demand; a rating that O*NET recommends to suppress is kept, with that mark; ``n/a`` is null.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.archive_tables import Member, archive_tables
from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited
from openemploi.connectors.opening import Opened
from openemploi.connectors.rewriting import same_throughout
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_YES: Final = {"true": ("y",), "false": ("n",), "missing": ("n/a",), "optional": True}
_CODE: Final = Column(
    "onet_code", source=("O*NET-SOC Code",), required=True, pattern=r"[0-9]{2}-[0-9]{4}\.[0-9]{2}"
)

OCCUPATIONS: Final = Table(
    "occupations",
    (
        _CODE,
        Column("title", source=("Title",), required=True),
        Column("description", source=("Description",)),
    ),
    key=("onet_code",),
)
TITLES: Final = Table(
    "alternate_titles",
    (
        _CODE,
        Column("occupation", source=("Title",), optional=True),
        Column("title", source=("Alternate Title",), required=True),
        Column("short_title", source=("Short Title",), missing=("n/a",)),
        Column("sources", source=("Source(s)",)),
    ),
)
TECHNOLOGIES: Final = Table(
    "technology_skills",
    (
        _CODE,
        Column("occupation", source=("Title",), optional=True),
        Column("example", source=("Example", "T2 Example", "Workplace Example"), required=True),
        Column("commodity_code", source=("Commodity Code",), pattern="[0-9]{8}", description="UNSPSC"),
        Column("commodity", source=("Commodity Title",)),
        Column(
            "hot",
            Kind.BOOLEAN,
            source=("Hot Technology",),
            description="Frequent in employers' advertisements",
            **_YES,  # type: ignore[arg-type]
        ),
        Column("in_demand", Kind.BOOLEAN, source=("In Demand",), **_YES),  # type: ignore[arg-type]
    ),
)
RATINGS: Final = Table(
    "ratings",
    (
        Column("domain", optional=True, description="skills, knowledge or abilities"),
        _CODE,
        Column("occupation", source=("Title",), optional=True),
        Column("element_id", source=("Element ID",), required=True, pattern=r"[0-9](?:\.[A-Za-z0-9]+)*"),
        Column("element", source=("Element Name",)),
        Column("scale_id", source=("Scale ID",), required=True, description="IM importance, LV level"),
        Column("scale", source=("Scale Name",), optional=True),
        Column("value", Kind.NUMBER, source=("Data Value",), minimum=0.0, maximum=7.0),
        Column("n", Kind.INTEGER, source=("N",), missing=("n/a",), minimum=0, description="Who answered"),
        Column("standard_error", Kind.NUMBER, source=("Standard Error",), missing=("n/a",), minimum=0.0),
        Column("low", Kind.NUMBER, source=("Lower CI Bound",), missing=("n/a",), description="95 % interval"),
        Column(
            "high", Kind.NUMBER, source=("Upper CI Bound",), missing=("n/a",), description="95 % interval"
        ),
        Column(
            "suppress",
            Kind.BOOLEAN,
            source=("Recommend Suppress",),
            description="Too imprecise, says O*NET",
            **_YES,  # type: ignore[arg-type]
        ),
        Column("not_relevant", Kind.BOOLEAN, source=("Not Relevant",), **_YES),  # type: ignore[arg-type]
        Column("collected", source=("Date",), pattern="[0-9]{2}/[0-9]{4}", description="Month and year"),
        Column("origin", source=("Domain Source",), description="Analyst, Incumbent, Occupational Expert…"),
    ),
    description="How important a skill, a field of knowledge or an ability is for an occupation, and at what level",
    key=("domain", "onet_code", "element_id", "scale_id"),
)
TABLES: Final = (OCCUPATIONS, TITLES, TECHNOLOGIES, RATINGS)
_ENCODINGS: Final = ("utf-8", "cp1252")  # the latter in early releases
_MEMBERS: Final = (
    Member("Occupation Data.txt", OCCUPATIONS, encodings=_ENCODINGS),
    Member("Alternate Titles.txt", TITLES, optional=True, encodings=_ENCODINGS),
    Member("Technology Skills.txt", TECHNOLOGIES, optional=True, encodings=_ENCODINGS),
    Member("Skills.txt", RATINGS, optional=True, encodings=_ENCODINGS),
    Member("Knowledge.txt", RATINGS, optional=True, encodings=_ENCODINGS),
    Member("Abilities.txt", RATINGS, optional=True, encodings=_ENCODINGS),
)
#: A column that only this table has, for a file that stands by itself.
_MARKS: Final = (
    ("Alternate Title", TITLES),
    ("Commodity Code", TECHNOLOGIES),
    ("Scale ID", RATINGS),
    ("Description", OCCUPATIONS),
)
_RELEASE: Final = re.compile(r"\bdb[_ -]?(\d{2})[._](\d)")


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the zip at ``path``, or of one of its text files."""
    if told := _RELEASE.search(path.name.lower()):
        reading.edition = f"{told[1]}.{told[2]}"
    if not zipfile.is_zipfile(path) and path.suffix.lower() in (".txt", ".gz", ".tsv"):
        yield from _one(Opened(path), reading)
        return
    for source, raw in archive_tables(path, _MEMBERS, reading, delimiter="\t", quote=None):
        yield _with_domain(raw, source)


def _one(source: Opened, reading: Reading) -> Iterator[Raw]:
    with source.open() as file:
        header = [name.strip() for name in file.readline(65536).decode("utf-8-sig", "replace").split("\t")]
    for mark, table in _MARKS:
        if mark in header:
            for raw in delimited(source, table, reading, delimiter="\t", quote=None, encodings=_ENCODINGS):
                yield _with_domain(raw, source)
            return
    raise FormatError(
        "column_missing",
        _(
            "The column {column} is not in the file. It has: {names}.",
            column=_CODE.names[0],
            names=", ".join(header[:30])[:300],
        ),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=source.name, line=1, column=_CODE.names[0]),
    )


def _with_domain(raw: Raw, source: Opened) -> Raw:
    if raw.table != RATINGS.name:
        return raw
    return same_throughout(raw, domain=source.name.rsplit("/", 1)[-1].partition(".")[0].strip().casefold())


CONNECTOR: Final = Connector(
    kind="onet",
    version="1",
    title="O*NET : base de données américaine des métiers",
    producer="US Department of Labor, Employment and Training Administration",
    licence="CC-BY-4.0",
    homepage="https://www.onetcenter.org/database.html",
    tables=TABLES,
    read=read,
    attribution="This page includes information from the O*NET Database by the U.S. Department of Labor, Employment "
    "and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license.",
)
