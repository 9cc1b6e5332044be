"""The third party's files: contributions as they came, its secret of each project, and the join.

The secret never enters the database; the contributors' key never comes here at all, so nobody here can try names.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from openemploi.pseudonyms import Joined, join, new_key, read_key, write_key
from openemploi.pseudonyms.contributing import contributed
from openemploi.pseudonyms.joining import LINKED_BY, PERSON
from openemploi_web.core.folders import folder
from openemploi_web.repository import restricted
from openemploi_web.repository.models import DataAsset
from openemploi_web.repository.models.third_party import Contribution, JoinProject

_NUMBER: Final = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"


@dataclass(frozen=True, slots=True)
class Given:
    """A file of pseudonyms as it came."""

    project: str
    key_id: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    content: bytes


def read(file: BinaryIO) -> Given:
    """What a file of pseudonyms says of itself. Raises ``contribution_unreadable``."""
    content = file.read(restricted.MOST_BYTES + 1)
    with TemporaryDirectory(dir=folder("work")) as place:
        path = Path(place) / "given.parquet"
        path.write_bytes(content)
        project, key_id, columns = contributed(path)
        rows = pq.read_metadata(path).num_rows
    return Given(project, key_id, columns, rows, hashlib.sha256(content).hexdigest(), content)


def keep(project: JoinProject, given: Given) -> Path:
    """Keep the file under its own digest."""
    path = _folder(project) / f"{given.sha256}.parquet"
    if not path.exists():
        path.write_bytes(given.content)
        path.chmod(0o600)
    return path


def joined(
    project: JoinProject, asset: DataAsset, first: Contribution, second: Contribution
) -> tuple[Joined, str, str, str]:
    """Join two contributions into the restricted store; the join, the secret's id, the dataset and its version.

    Raises ``contributions_differ`` and ``key_expired``.
    """
    place = _folder(project)
    secret_file = place / "secret.json"
    if not secret_file.exists():
        write_key(new_key(project.code, until=project.until), secret_file)
    today: date = timezone.localdate()
    secret = read_key(secret_file, today=today)
    with TemporaryDirectory(dir=folder("work")) as work:
        target = Path(work) / f"{project.code}.parquet"
        found = join(
            place / f"{first.sha256}.parquet",
            place / f"{second.sha256}.parquet",
            target,
            secret=secret,
            today=today,
        )
        pq.write_table(_typed(pq.read_table(target)), target)
        with target.open("rb") as file:
            version = restricted.deposit(asset, file, name=target.name)
    return found, secret.id, version.manifest.dataset, version.name


def _typed(table: pa.Table) -> pa.Table:
    """Quantities as numbers, which a contribution has as texts; a code that begins with 0 stays a text."""
    for place, name in enumerate(table.column_names):
        column = table.column(name)
        if name in (PERSON, LINKED_BY) or not pa.types.is_string(column.type):
            continue
        if column.null_count < len(column) and pc.all(pc.match_substring_regex(column, _NUMBER)).as_py():
            table = table.set_column(place, name, pc.cast(column, pa.float64()))
    return table


def _folder(project: JoinProject) -> Path:
    place = folder("third_party") / str(project.pk)
    place.mkdir(mode=0o700, exist_ok=True)
    return place
