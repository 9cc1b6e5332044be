"""ESCO, the European Commission's classification of occupations and skills: a zip of CSV tables for each language.

Read here for its rows; :mod:`openemploi.taxonomy.esco` makes a classification of the same files. Releases 1.0 to
1.2.1 differ in columns and in whether the names of relations carry the language. Traps: several labels stand in one
cell, one a line (in collections they are separated by `` | ``), and what is not translated has no label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.archive_tables import archive_tables, note_unread
from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.esco_tables import COLLECTIONS, MEMBERS, REPEATED, TABLES
from openemploi.connectors.rewriting import rewritten, same_throughout
from openemploi.taxonomy.esco import ATTRIBUTION

_RELEASE: Final = re.compile(r"\bv(\d+\.\d+(?:\.\d+)?)\b")
_SPOKEN: Final = re.compile(r"_([a-z]{2}(?:-[a-z]{2})?)\.csv$")
_IN_ARCHIVE: Final = re.compile(r"- ([a-z]{2}(?:-[a-z]{2})?) -")
_COLLECTION: Final = re.compile(r"([^/]*?)(?:occupations|skills)?collection", re.IGNORECASE)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of every table of the zip at ``path``; relations that two languages repeat are read once."""
    note_unread(path, MEMBERS, reading, known=REPEATED)
    if told := _RELEASE.search(path.name.lower()):
        reading.edition = told[1]
    named = _IN_ARCHIVE.search(path.name.lower())
    with_language = {
        table.name for table in TABLES if "language" in {column.name for column in table.columns}
    }
    for source, raw in archive_tables(path, MEMBERS, reading, delimiter=","):
        said: dict[str, str] = {}
        if raw.table in with_language:
            spoken = _SPOKEN.search(source.name.lower())
            said["language"] = spoken[1] if spoken else named[1] if named else "und"
        if raw.table == COLLECTIONS.name and (found := _COLLECTION.match(source.name.rsplit("/", 1)[-1])):
            said["collection"] = _words(found[0])
        # Times are written to a hundredth of a second in some rows, and to the second in others.
        raw = rewritten(raw, "modifiedDate", r"\.\d+Z$", "Z")
        yield same_throughout(raw, **said) if said else raw


def _words(name: str) -> str:
    """``digCompSkillsCollection`` as ``digcomp``, ``researchOccupationsCollection`` as ``research_occupations``."""
    plain = name.removesuffix("Collection").removesuffix("Skills")
    return plain.replace("Occupations", "_occupations").casefold()


CONNECTOR: Final = Connector(
    kind="esco",
    version="1",
    title="ESCO : classification européenne des aptitudes, compétences, certifications et professions",
    producer="Commission européenne",
    licence="CC-BY-4.0",
    homepage="https://esco.ec.europa.eu/en/use-esco/download",
    tables=TABLES,
    read=read,
    attribution=ATTRIBUTION,
)
