"""The marked copy of a restricted table that a person takes, and whose copy a file is that was found."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from openemploi_web.core.folders import folder
from openemploi_web.repository import restricted
from openemploi_web.repository.models import CopyTaken, DataAsset
from openemploi_web.repository.watermarks import Trace, marked, who_leaked
from openemploi_web.ui import words


def write_copy(copy: CopyTaken) -> tuple[Path, int, str]:
    """Write the copy to a file of its own; its path (to be erased after use), rows and SHA-256."""
    version = restricted.store().version(copy.store_name, copy.version)
    columns, rows = _cells(version.path(version.manifest.tables[0].name))
    digest = hashlib.sha256()
    with NamedTemporaryFile("wb", dir=folder("work"), suffix=".csv", delete=False) as file:
        for line in marked(columns, rows, secret=copy.secret, notice=_notice(copy)):
            content = line.encode()
            digest.update(content)
            file.write(content)
    return Path(file.name), len(rows), digest.hexdigest()


def trace(asset: DataAsset, text: str) -> tuple[Trace, CopyTaken | None]:
    """Whose copy of ``asset`` a file is, over every version that a copy was taken of."""
    copies = list(
        CopyTaken.objects.filter(grant__asset=asset)
        .select_related("user", "grant__organisation")
        .order_by("pk")
    )
    nothing = Trace(None, "", 0, 0, 0)
    for version in sorted({(copy.store_name, copy.version) for copy in copies}):
        kept = restricted.store().version(*version)
        columns, rows = _cells(kept.path(kept.manifest.tables[0].name))
        mine = [copy for copy in copies if (copy.store_name, copy.version) == version]
        found = who_leaked(
            text, columns, rows, copies=[(str(copy.pk), copy.number, copy.secret) for copy in mine]
        )
        if found.copy is not None:
            return found, next(copy for copy in mine if str(copy.pk) == found.copy)
        nothing = max(nothing, found, key=lambda one: one.rows)
    return nothing, None


def _notice(copy: CopyTaken) -> str:
    grant = copy.grant
    return _(
        "Copy no. %(number)s for %(organisation)s, %(day)s, of “%(asset)s”. Restricted data, until %(until)s. "
        "Do not pass on. This copy is marked."
    ) % {
        "number": copy.number,
        "organisation": grant.organisation.name,
        "day": words.day(copy.day),
        "asset": grant.asset.title,
        "until": words.day(grant.ends_at),
    }


def _cells(path: Path) -> tuple[list[str], list[tuple[str | None, ...]]]:
    table = pq.read_table(path)
    columns = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    return list(table.column_names), list(zip(*columns, strict=True))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
