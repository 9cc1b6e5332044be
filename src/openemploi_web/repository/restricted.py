"""The tables of restricted data: a store of their own, in the instance's folder, that no preview and no API opens.

Only this module opens it. What leaves is a marked copy (``copies.py``), the figures of the query room (``room.py``), or
a synthetic twin (``twins.py``).
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openemploi.datasets.model import ColumnFacts, Manifest, Source, TableFacts
from openemploi.datasets.store import Store, Version
from openemploi.errors import FormatError, OpenEmploiError
from openemploi_web.core.folders import folder
from openemploi_web.repository.models import DataAsset

MOST_BYTES: Final = 200_000_000
_HEAD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


def store() -> Store:
    """The store of restricted tables, readable by the instance's user only."""
    return Store.open(folder("restricted"))


def name_for(asset: DataAsset) -> str:
    """What the asset is called in the store: nothing of its title, which may change."""
    return asset.store_name or f"r_{asset.pk.hex}"


def version_of(asset: DataAsset) -> Version | None:
    """The table in use; ``None`` when none was deposited."""
    return store().current(asset.store_name) if asset.store_name else None


def table_name(asset: DataAsset) -> str:
    """What the table is called in a query."""
    version = version_of(asset)
    return version.manifest.tables[0].name if version is not None else ""


def table_of(asset: DataAsset) -> Path | None:
    """The Parquet file in use."""
    version = version_of(asset)
    return version.path(version.manifest.tables[0].name) if version is not None else None


def columns_of(asset: DataAsset) -> list[tuple[str, str]]:
    """Name and kind (``text``, ``number``, ``date``, ``boolean``) of each column; empty without a table."""
    path = table_of(asset)
    if path is None:
        return []
    return [(field.name, _kind(field.type)) for field in pq.read_schema(path)]


def deposit(asset: DataAsset, file: BinaryIO, *, name: str) -> Version:
    """Read a CSV (UTF-8, comma or semicolon) or Parquet file and make it the asset's table.

    In a query the table is called as the file is. The same file again is the same version.

    Raises ``FormatError`` (``restricted_file``) when it cannot be read.
    """
    content = file.read(MOST_BYTES + 1)
    rows = _read(content, name)
    digest = hashlib.sha256(content).hexdigest()
    table = slugify(Path(name).stem).replace("-", "_").lstrip("_0123456789")[:40] or "rows"
    dataset, version = name_for(asset), digest[:16]
    there = {one.name for one in store().versions(dataset)}
    if version in there:
        return store().use(dataset, version)
    with store().writing(dataset) as draft:
        path = draft / f"{table}.parquet"
        pq.write_table(rows, path, compression="zstd")
        path.chmod(0o600)
        manifest = Manifest(
            dataset=dataset,
            version=version,
            kind="restricted",
            connector="deposit 1",
            title=asset.title,
            producer=asset.producer.name,
            licence="",
            homepage="",
            source=Source(name=Path(name).name, bytes=len(content), sha256=digest, kept=False),
            imported=datetime.now(UTC).isoformat(timespec="seconds"),
            tables=(
                TableFacts(
                    name=table,
                    rows=rows.num_rows,
                    rejected=0,
                    sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                    columns=tuple(
                        ColumnFacts(field.name, rows.column(field.name).null_count) for field in rows.schema
                    ),
                ),
            ),
        )
        return store().settle(draft, manifest)


def _read(content: bytes, name: str) -> pa.Table:
    if not content or len(content) > MOST_BYTES:
        raise _fault(_("The file is empty, or larger than 200 MB."))
    try:
        if content[:4] == b"PAR1":
            with TemporaryDirectory(dir=folder("work")) as place:
                path = Path(place) / "given.parquet"
                path.write_bytes(content)
                table = pq.read_table(path)
        else:
            head = content.split(b"\n", 1)[0]
            delimiter = ";" if head.count(b";") > head.count(b",") else ","
            table = pyarrow.csv.read_csv(
                pa.BufferReader(content),
                parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter),
                convert_options=pyarrow.csv.ConvertOptions(strings_can_be_null=True),
            )
        names = list(table.column_names)
    except (pa.ArrowException, OSError, ValueError) as error:  # UnicodeDecodeError is a ValueError
        raise _fault(_("The file %(name)s cannot be read as CSV or Parquet.") % {"name": name}) from error
    wrong = [one for one in names if not _HEAD.fullmatch(one)]
    if wrong or len(set(names)) < len(names) or not table.num_rows:
        raise _fault(
            _("Heads of columns are letters without accents, digits and “_”, each once: %(names)s.")
            % {"names": ", ".join(wrong[:5]) or "–"}
        )
    return table


def _fault(sentence: str) -> OpenEmploiError:
    return FormatError(
        "restricted_file", sentence, remedy=_("Correct the file and give it again. Nothing was kept.")
    )


def _kind(given: pa.DataType) -> str:
    if pa.types.is_boolean(given):
        return "boolean"
    if pa.types.is_date(given) or pa.types.is_timestamp(given):
        return "date"
    if pa.types.is_integer(given) or pa.types.is_floating(given) or pa.types.is_decimal(given):
        return "number"
    return "text"
