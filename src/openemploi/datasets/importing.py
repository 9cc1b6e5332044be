"""A file to a version of a dataset: read in a stream, typed, written as Parquet, switched to in one step."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from openemploi.connectors.base import Connector, Reading, Rejected
from openemploi.connectors.line_numbers import lines_of
from openemploi.connectors.opening import Opened
from openemploi.connectors.schema import Table
from openemploi.connectors.validation import typed
from openemploi.datasets.model import ColumnFacts, Manifest, Source, TableFacts
from openemploi.datasets.sql import parquet, quoted
from openemploi.datasets.store import REJECTED, Store, Version
from openemploi.errors import RequestError, Where
from openemploi.i18n import _
from openemploi.paths import sha256_of, sync_file

_GROUP: Final = 1 << 17  # rows in a group of Parquet
_GROUP_BYTES: Final = 64 << 20  # and bytes: an outline is a long text
_PART: Final = 4 << 20
_COUNTING: Final = "256MB"  # for the keys of a table
_REJECTED: Final = pa.schema(
    [
        ("table", pa.string()), ("member", pa.string()), ("record", pa.int64()), ("line", pa.int64()),
        ("column", pa.string()), ("value", pa.string()), ("reason", pa.string()), ("row", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``new`` is false when the same file had been imported already."""

    version: Version
    new: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says of the file beside its bytes."""

    dataset: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    published: str = ""
    keep_source: bool = True


def import_file(
    store: Store,
    connector: Connector,
    path: Path,
    *,
    asked: Asked | None = None,
    progress: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Import the file at ``path`` as a version of a dataset, and make it the current one.

    Parameters
    ----------
    progress:
        Told how many bytes have been read, as they are.

    Raises ``FormatError`` when the file is not of the connector's kind, ``RequestError`` (``file_missing``,
    ``option_unknown``, ``dataset_busy``). Nothing is changed then.
    """
    asked = asked or Asked()
    dataset = asked.dataset or connector.kind
    _check(connector, path, asked)
    with store.writing(dataset) as draft:
        started = time.monotonic()
        source = _source(path, draft, asked)
        name = _version_name(connector, source, asked)
        if any(version.name == name for version in store.versions(dataset)):
            return Imported(store.use(dataset, name), new=False)
        reading = Reading(options=asked.options, advance=progress)
        tables, rejected = _read(connector, path, draft, reading)
        manifest = Manifest(
            dataset=dataset,
            version=name,
            kind=connector.kind,
            connector=connector.version,
            title=connector.title,
            producer=connector.producer,
            licence=connector.licence,
            homepage=connector.homepage,
            source=source,
            imported=datetime.now(UTC).isoformat(timespec="seconds"),
            tables=tables,
            rejected_sha256=rejected,
            edition=reading.edition,
            options=dict(asked.options),
            notes=tuple(reading.notes),
            seconds=round(time.monotonic() - started, 3),
        )
        return Imported(store.settle(draft, manifest), new=True)


def _check(connector: Connector, path: Path, asked: Asked) -> None:
    if not path.is_file():
        raise RequestError(
            "file_missing",
            _("There is no file {name}.", name=path),
            remedy=_("Check the path."),
            where=Where(file=str(path)),
        )
    known = {option.name for option in connector.options}
    if unknown := sorted(set(asked.options) - known):
        raise RequestError(
            "option_unknown",
            _("{kind} has no option {name}.", kind=connector.kind, name=unknown[0]),
            remedy=_("It knows: {names}.", names=", ".join(sorted(known)) or "–"),
        )


def _source(path: Path, draft: Path, asked: Asked) -> Source:
    """The source's facts; its bytes are copied beside the tables, so that anything can be made again from them."""
    digest = hashlib.sha256()
    kept: Any = None
    if asked.keep_source:
        (draft / "source").mkdir(mode=0o700)
        kept = (draft / "source" / path.name).open("wb")
    try:
        with path.open("rb") as file:
            while part := file.read(_PART):
                digest.update(part)
                if kept:
                    kept.write(part)
        if kept:
            kept.flush()
            os.fsync(kept.fileno())
    finally:
        if kept:
            kept.close()
    return Source(
        path.name,
        path.stat().st_size,
        digest.hexdigest(),
        asked.address,
        asked.published,
        kept=asked.keep_source,
    )


def _version_name(connector: Connector, source: Source, asked: Asked) -> str:
    options = ",".join(f"{name}={value}" for name, value in sorted(asked.options.items()))
    told = "\n".join((connector.kind, connector.version, source.sha256, options))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _read(
    connector: Connector, path: Path, draft: Path, reading: Reading
) -> tuple[tuple[TableFacts, ...], str]:
    refused = _Refused(draft / REJECTED, path)
    reading.reject = refused.add
    written = {table.name: _Written(draft / f"{table.name}.parquet", table) for table in connector.tables}
    try:
        for block in typed(connector.read(path, reading), connector.tables, reading):
            written[block.table].add(block.batch)
    finally:
        for one in written.values():
            one.close()
        refused.close()
    facts = tuple(
        one.facts(rejected=refused.counts.get(one.table.name, 0), reading=reading) for one in written.values()
    )
    return facts, sha256_of(draft / REJECTED)


class _Written:
    """A table as it is written; memory holds one group of rows."""

    def __init__(self, path: Path, table: Table) -> None:
        self.path, self.table = path, table
        self._schema = pa.schema([pa.field(c.name, c.kind.arrow) for c in table.columns])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._count = self._bytes = self.rows = 0
        self._nulls = [0] * len(table.columns)

    def add(self, batch: pa.RecordBatch) -> None:
        for place in range(batch.num_columns):
            self._nulls[place] += batch.column(place).null_count
        self.rows += batch.num_rows
        self._count += batch.num_rows
        self._bytes += batch.nbytes
        self._waiting.append(batch)
        if self._count >= _GROUP or self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(
                pa.Table.from_batches(self._waiting, self._schema), row_group_size=_GROUP
            )
        self._waiting, self._count, self._bytes = [], 0, 0

    def close(self) -> None:
        self._flush()
        self._writer.close()
        sync_file(self.path)

    def facts(self, *, rejected: int, reading: Reading) -> TableFacts:
        columns = tuple(
            ColumnFacts(column.name, nulls, reading.withheld.get((self.table.name, column.name), 0))
            for column, nulls in zip(self.table.columns, self._nulls, strict=True)
        )
        return TableFacts(
            self.table.name,
            self.rows,
            rejected,
            sha256_of(self.path),
            columns,
            duplicates=self._duplicates() if self.table.key else None,
            schema=self.table.descriptor(),
        )

    def _duplicates(self) -> int:
        import duckdb

        keys = ", ".join(quoted(name) for name in self.table.key)
        # Tens of millions of keys do not fit in memory: what is over the limit goes to the draft's folder.
        with TemporaryDirectory(dir=self.path.parent) as spill, duckdb.connect(":memory:") as connection:
            connection.execute(f"SET memory_limit = '{_COUNTING}'")
            connection.execute("SET temp_directory = ?", [spill])
            connection.execute("SET threads = 1")
            query = f"SELECT count(*) AS n FROM {parquet(self.path)} GROUP BY {keys}"  # noqa: S608
            found = connection.execute(f"SELECT coalesce(sum(n - 1), 0) FROM ({query})").fetchone()  # noqa: S608
        return int(found[0]) if found else 0


class _Refused:
    """What was refused, as it is written. Lines are looked up once per member, when all is read."""

    def __init__(self, path: Path, source: Path) -> None:
        self._path, self._source = path, source
        self._writer = pq.ParquetWriter(path, _REJECTED, compression="zstd")
        self._waiting: list[Rejected] = []
        self.counts: dict[str, int] = {}

    def add(self, rejected: Rejected) -> None:
        self.counts[rejected.table] = self.counts.get(rejected.table, 0) + 1
        self._waiting.append(rejected)
        if len(self._waiting) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            lines = self._lines()
            rows = [
                {**asdict(one), "line": one.line or lines.get((one.member, one.record))}
                for one in self._waiting
            ]
            rows.sort(key=lambda row: (row["table"], row["member"], row["line"] or row["record"] or 0))
            self._writer.write_table(pa.Table.from_pylist(rows, _REJECTED))
        self._waiting = []

    def _lines(self) -> dict[tuple[str, int | None], int]:
        """Where the records that wait start, by member and record."""
        asked: dict[str, list[int]] = {}
        for one in self._waiting:
            if one.line is None and one.record is not None:
                asked.setdefault(one.member, []).append(one.record)
        found: dict[tuple[str, int | None], int] = {}
        for member, records in asked.items():
            inside = member if member != self._source.name else ""
            for record, line in lines_of(Opened(self._source, inside), records).items():
                found[member, record] = line
        return found

    def close(self) -> None:
        self._flush()
        self._writer.close()
        sync_file(self._path)
