"""What is known of a version of a dataset: where it came from, what it holds, and what was refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a version was read from. ``published`` is the producer's date, when it is known."""

    name: str
    bytes: int
    sha256: str
    address: str = ""
    published: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """How full a column is: shares are computed from these, never stored."""

    name: str
    nulls: int
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table of a version.

    Parameters
    ----------
    rows:
        Rows kept.
    rejected:
        Rows refused.
    sha256:
        Of the Parquet file.
    duplicates:
        Rows whose key another row has; ``None`` when the table declares no key.
    schema:
        The Table Schema.
    """

    name: str
    rows: int
    rejected: int
    sha256: str
    columns: tuple[ColumnFacts, ...]
    duplicates: int | None = None
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version, as it is written beside its tables. Times are UTC, ISO 8601."""

    dataset: str
    version: str
    kind: str
    connector: str
    title: str
    producer: str
    licence: str
    homepage: str
    source: Source
    imported: str
    tables: tuple[TableFacts, ...]
    rejected_sha256: str = ""
    edition: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """Rows kept in all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def rejected(self) -> int:
        """Rows refused in all tables."""
        return sum(table.rejected for table in self.tables)

    @property
    def imported_at(self) -> datetime:
        """When it was imported."""
        return datetime.fromisoformat(self.imported)

    def table(self, name: str) -> TableFacts:
        """The table called ``name``. Raises ``KeyError``."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def text(self) -> str:
        """As JSON, the same for the same facts."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest at ``path``. Raises ``ValueError``, ``KeyError``, ``TypeError``, ``OSError`` when it is damaged."""
    given = json.loads(path.read_text(encoding="utf-8"))
    tables = tuple(
        TableFacts(**{**table, "columns": tuple(ColumnFacts(**column) for column in table["columns"])})
        for table in given["tables"]
    )
    return Manifest(
        **{**given, "source": Source(**given["source"]), "tables": tables, "notes": tuple(given["notes"])}
    )
