"""By what a person can be recognised, and where it still stands: every table, as text, and every file of the instance.

Run after each erasure, so that the receipt says what was found; the tests run it with the name as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Q

from openemploi_web.accounts.models import User
from openemploi_web.jobseekers.models import CvDocument

_SHORT: Final = 5  # a name or number shorter than this stands in many texts that are about somebody else
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Marks:
    """What names a person. ``sure`` (e-mail, telephone) is theirs alone; a name may be borne by others too."""

    sure: tuple[str, ...]
    names: tuple[str, ...] = ()
    files: frozenset[str] = field(default=frozenset())

    def in_text(self, text: str) -> bool:
        """Whether ``text`` holds one of the marks."""
        folded = text.casefold()
        return any(mark.casefold() in folded for mark in (*self.sure, *self.names))

    def sure_in(self, text: str) -> bool:
        """Whether ``text`` holds the e-mail address or the telephone."""
        folded = text.casefold()
        return any(mark.casefold() in folded for mark in self.sure)

    def in_bytes(self, content: bytes) -> bool:
        """Whether ``content`` holds one of the marks, as UTF-8 or as JSON writes it."""
        folded = content.lower()
        return any(form.lower() in folded for form in self.as_bytes())

    def as_bytes(self, *, sure_only: bool = False) -> tuple[bytes, ...]:
        """Every way in which a mark may stand in a file."""
        marks = self.sure if sure_only else (*self.sure, *self.names)
        forms = {form for mark in marks for form in _written(mark)}
        return tuple(form.encode() for form in sorted(forms))

    def query(self, column: str) -> Q:
        """Rows whose ``column`` may hold a mark; JSON columns hold accents in two ways."""
        return self._query(column, (*self.sure, *self.names))

    def sure_query(self, column: str) -> Q:
        """Rows whose ``column`` may hold the e-mail address or the telephone."""
        return self._query(column, self.sure)

    def _query(self, column: str, marks: Iterable[str]) -> Q:
        found = Q(pk__in=[])
        for mark in marks:
            for form in _written(mark):
                found |= Q(**{f"{column}__icontains": form})
        return found


def marks_of(user: User) -> Marks:
    """By what ``user`` can be recognised."""
    sure = [user.email]
    names = [user.name] if len(user.name.replace(" ", "")) >= _SHORT else []
    files: frozenset[str] = frozenset()
    if user.has_profile:
        phone = user.profile.phone
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= 9:
            national = "0" + digits[-9:]
            pairs = [national[start : start + 2] for start in range(0, 10, 2)]
            sure += [phone, digits, national, *(separator.join(pairs) for separator in (" ", ".", "-"))]
        files = frozenset(
            CvDocument.objects.filter(profile=user.profile)
            .exclude(sha256="")
            .values_list("sha256", flat=True)
        )
    return Marks(tuple(dict.fromkeys(sure)), tuple(names), files)


def traces(marks: Marks, *, names: bool = False, folder: Path | None = None) -> dict[str, int]:
    """Where a mark still stands: table or file → how often. Names are looked for only when asked: others bear them.

    ``folder`` is the instance's, unless another is given; the database's own files in it are read as tables here.
    """
    wanted = Marks(marks.sure, marks.names if names else ())
    found = dict(_in_tables(wanted))
    for path in sorted((folder or Path(settings.FOLDER)).rglob("*")):
        if path.is_file() and ".sqlite3" not in path.name and _in_file(path, wanted):
            found[str(path.name)] = 1
    return found


def _in_tables(marks: Marks) -> Iterator[tuple[str, int]]:
    forms = sorted({form.lower() for mark in (*marks.sure, *marks.names) for form in _written(mark)})
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            tests = [
                f"LOWER(CAST({quote(column)} AS TEXT)) LIKE %s ESCAPE '!'"
                for column in columns
                for _f in forms
            ]
            values = [f"%{_escaped(form)}%" for _c in columns for form in forms]
            count = 0
            for start in range(0, len(tests), 400):  # SQLite takes no more than a thousand conditions at once
                where = " OR ".join(tests[start : start + 400])
                cursor.execute(
                    f"SELECT COUNT(*) FROM {quote(table)} WHERE {where}",  # noqa: S608 (names of our own tables)
                    values[start : start + 400],
                )
                row: Any = cursor.fetchone()
                count += int(row[0])
            if count:
                yield table, count


def _in_file(path: Path, marks: Marks) -> bool:
    forms = [form.lower() for form in marks.as_bytes()]
    longest = max(map(len, forms), default=1)
    kept = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            here = (kept + block).lower()
            if any(form in here for form in forms):
                return True
            kept = block[-longest:]
    return False


def _written(mark: str) -> set[str]:
    """``mark`` as a person writes it and as JSON does."""
    return {mark, json.dumps(mark)[1:-1]}


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
