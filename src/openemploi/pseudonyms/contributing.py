"""An actor's file without its identities: pseudonyms, and only the columns that were named.

Runs at the actor's own place, in a stream; nothing of a name or a date of birth is in what it writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from openemploi.errors import FormatError, RequestError
from openemploi.i18n import _
from openemploi.paths import sha256_of
from openemploi.pseudonyms.identity import RULES, Identity, born_on, linking_texts
from openemploi.pseudonyms.keys import Key, check

_BATCH: Final = 50_000  # rows in memory at once
_PREFIX: Final = "pseudonym_"


@dataclass(frozen=True, slots=True)
class IdentityColumns:
    """Which columns of the file say who the row is about."""

    surname: str
    given: str
    born: str

    def names(self) -> tuple[str, str, str]:
        """The three names."""
        return (self.surname, self.given, self.born)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A file of pseudonyms, as the register writes it down.

    ``rows`` written, ``left_out`` for want of a name or a date of birth, ``sha256`` of the file.
    """

    path: Path
    project: str
    key_id: str
    rows: int
    left_out: int
    columns: tuple[str, ...]
    sha256: str
    made: date


def pseudonymise(
    source: Path, target: Path, *, key: Key, identity: IdentityColumns, keep: Sequence[str], today: date
) -> Contribution:
    """Write ``source`` (CSV or Parquet) to ``target`` (Parquet) with pseudonyms in the place of identities.

    Only the columns of ``keep`` go with them. Raises ``key_expired``, ``contribution_column`` (a column is missing),
    ``contribution_identity`` (an identity is among the kept columns), ``contribution_unreadable``.
    """
    check(key, today=today)
    if named := sorted(set(keep) & set(identity.names())):
        raise RequestError(
            "contribution_identity",
            _("{names} say who the rows are about, and cannot be kept.", names=", ".join(named)),
            remedy=_("Keep only columns that say nothing of who it is."),
        )
    fields = [pa.field(_PREFIX + rule, pa.string()) for rule in RULES]
    rows = left_out = 0
    writer: pq.ParquetWriter | None = None
    partial = target.with_name(target.name + ".part")
    try:
        for batch in _batches(source, [*identity.names(), *keep]):
            texts = [
                linking_texts(Identity(str(surname or ""), str(given or ""), _day(born)))
                for surname, given, born in zip(
                    *(batch.column(name).to_pylist() for name in identity.names()), strict=True
                )
            ]
            known = pa.array([bool(found) for found in texts])
            columns = [
                pa.array(
                    [key.digest(t[rule], use=rule) if rule in t else None for t in texts if t], pa.string()
                )
                for rule in RULES
            ]
            kept = batch.select(list(keep)).filter(known)
            schema = pa.schema([*fields, *kept.schema], metadata={"project": key.project, "key": key.id})
            if writer is None:
                writer = pq.ParquetWriter(partial, schema)
            writer.write_table(pa.Table.from_arrays([*columns, *kept.columns], schema=schema))
            rows += len(kept)
            left_out += len(texts) - len(kept)
        if writer is None:
            raise _unreadable(source)
        writer.close()
        writer = None
        partial.replace(target)
    finally:
        if writer is not None:
            writer.close()
        partial.unlink(missing_ok=True)
    digest = sha256_of(target)
    return Contribution(target, key.project, key.id, rows, left_out, tuple(keep), digest, today)


def contributed(path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Project, key id and kept columns of a file of pseudonyms. Raises ``contribution_unreadable``."""
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        raise _unreadable(path) from None
    facts = schema.metadata or {}
    names = tuple(name for name in schema.names if not name.startswith(_PREFIX))
    if b"project" not in facts or b"key" not in facts or _PREFIX + RULES[0] not in schema.names:
        raise _unreadable(path)
    return facts[b"project"].decode(), facts[b"key"].decode(), names


def column_of(rule: str) -> str:
    """The column in which the pseudonyms of a rule are."""
    return _PREFIX + rule


def _batches(source: Path, names: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        if source.suffix.lower() == ".parquet":
            file = pq.ParquetFile(source)
            _present(names, file.schema_arrow.names)
            yield from file.iter_batches(batch_size=_BATCH, columns=names)
            return
        separator, found = _head(source)
        _present(names, found)
        with pyarrow.csv.open_csv(
            source,
            read_options=pyarrow.csv.ReadOptions(block_size=1 << 22),
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=names,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
            ),
        ) as reader:
            yield from reader
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise _unreadable(source) from None


def _head(source: Path) -> tuple[str, list[str]]:
    with source.open(encoding="utf-8-sig") as file:
        line = file.readline(100_000).rstrip("\r\n")
    separator = max(";,\t", key=line.count)
    return separator, [name.strip('"') for name in line.split(separator)]


def _present(names: list[str], found: list[str]) -> None:
    if absent := [name for name in names if name not in found]:
        raise RequestError(
            "contribution_column",
            _("The file has no column {names}.", names=", ".join(absent)),
            remedy=_("Its columns are: {names}.", names=", ".join(found)),
        )


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return born_on(str(value)) if value else None


def _unreadable(path: Path) -> FormatError:
    return FormatError(
        "contribution_unreadable",
        _("{name} cannot be read as a table.", name=path.name),
        remedy=_("Give a CSV file in UTF-8 with a line of names, or a Parquet file."),
    )
