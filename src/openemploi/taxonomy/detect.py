"""Which classification a file is, told by what it holds rather than by what it is called.

People give the files as they downloaded them, all at once and in any order: the zips of ESCO in several
languages belong together, ROME and a crosswalk stand alone, a folder may hold them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.taxonomy import esco, rome
from openemploi.taxonomy.crosswalks import read_esco_rome
from openemploi.taxonomy.esco import read_esco
from openemploi.taxonomy.model import Scheme
from openemploi.taxonomy.rome import read_rome
from openemploi.taxonomy.tables import Table, head, is_zip, open_tables


class Source(StrEnum):
    """The official distributions that can be imported."""

    ESCO = "esco"
    ROME = "rome"
    ESCO_ROME = "esco-rome"


def read_scheme(paths: Sequence[Path]) -> list[Scheme]:
    """The schemes that the files ``paths`` hold: ESCO first, then ROME, then crosswalks.

    Each path is a zip, an unpacked folder, a folder of zips, or a crosswalk CSV.

    Raises
    ------
    FormatError
        ``taxonomy_unknown_file`` for a file that is none of these, ``file_not_found``, and what
        :func:`read_esco`, :func:`read_rome` and :func:`read_esco_rome` raise.
    """
    by_source: dict[Source, list[Path]] = {source: [] for source in Source}
    for file in files_in(paths):
        by_source[detect(file)].append(file)
    schemes = [read_esco(by_source[Source.ESCO])] if by_source[Source.ESCO] else []
    schemes += [read_rome(path) for path in by_source[Source.ROME]]
    schemes += [read_esco_rome(path) for path in by_source[Source.ESCO_ROME]]
    return schemes


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Each of ``paths``, or the zips in it when it is a folder that holds some."""
    found: list[Path] = []
    for path in paths:
        zips = sorted(f for f in path.iterdir() if f.is_file() and is_zip(f)) if path.is_dir() else []
        found += zips or [path]
    return found


def detect(path: Path) -> Source:
    """What the zip, folder or file ``path`` is.

    Raises
    ------
    FormatError
        ``taxonomy_unknown_file``, or as :func:`~openemploi.taxonomy.tables.open_tables`.
    """
    with open_tables(path) as tables:
        if any(esco.table_key(table.name)[0] in _ESCO_TABLES for table in tables):
            return Source.ESCO
        if any(rome.table_key(table.name) in rome.TABLES for table in tables):
            return Source.ROME
        if any(_is_esco_rome(table) for table in tables):
            return Source.ESCO_ROME
    raise FormatError(
        "taxonomy_unknown_file",
        _("{file} is not a classification that can be read here.", file=path.name),
        remedy=_(
            "Give “ESCO dataset – classification – csv” zips, “RefRomeCsv.zip” (ROME 4), or the ESCO–ROME "
            "crosswalk in CSV, as they were downloaded."
        ),
        where=Where(file=path.name),
    )


_ESCO_TABLES = frozenset((*esco.CONCEPT_TABLES, *esco.RELATION_TABLES))


def _is_esco_rome(table: Table) -> bool:
    lines = [line.strip() for line in head(table).removeprefix("\ufeff").splitlines()]
    return {"Classification 1 Name,ESCO", "Classification 2 Name,ROME"} <= set(lines)
