"""The archive that LinkedIn gives somebody of what it holds about them: the tables that tell a working life, as JSON.

Only the tables named here are opened. Messages, contacts and searches are about other people, or nobody's business;
of those who endorsed or recommended somebody nothing is taken but their words.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from openemploi.documents.assembly import Parsed
from openemploi.documents.containers import Container
from openemploi.documents.limits import Limits
from openemploi.documents.plain import decode
from openemploi.documents.refusals import Refusal

#: Table by table, the columns that are taken.
TABLES: Final = {
    "Profile": ("Headline", "Summary", "Geo Location"),
    "Positions": ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
    "Volunteering": ("Company Name", "Role", "Cause", "Description", "Started On", "Finished On"),
    "Education": ("School Name", "Degree Name", "Notes", "Activities", "Start Date", "End Date"),
    "Certifications": ("Name", "Authority", "Started On", "Finished On"),
    "Courses": ("Name",),
    "Projects": ("Title", "Description", "Started On", "Finished On"),
    "Skills": ("Name",),
    "Languages": ("Name", "Proficiency"),
    "Endorsement_Received_Info": ("Skill Name", "Endorsement Status"),
    "Recommendations_Received": ("Text", "Status"),
}
_TELLING: Final = ("Profile", "Positions", "Skills")  # one of them makes an archive one of these
_MOST_ROWS: Final = 2_000  # of a table


def is_export(names: Iterable[str]) -> bool:
    """Whether an archive with files of these ``names`` is such an export."""
    return any(_table(name) in _TELLING for name in names)


def read_export(data: bytes, *, limits: Limits) -> Parsed:
    """The tables as one JSON object under ``linkedin``. Raises :class:`Refusal` as :class:`Container`."""
    container = Container(data, limits=limits)
    tables: dict[str, list[dict[str, str]]] = {}
    for name in container.names():
        table = _table(name)
        content = container.part(name) if table in TABLES else None
        if content is not None:
            tables.setdefault(table, []).extend(_rows(decode(content).text, table))
    return Parsed([], raw=json.dumps({"linkedin": tables}, ensure_ascii=False))


def _table(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() == ".csv" else ""


def _rows(text: str, table: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    try:
        for row in reader:
            if len(found) >= _MOST_ROWS:
                raise Refusal("document_bomb")
            values = {column: (row.get(column) or "").strip() for column in TABLES[table]}
            found.append({column: value for column, value in values.items() if value})
    except csv.Error:
        raise Refusal("document_truncated") from None
    return found
