"""What the tests of connectors share: a file imported into a store of its own, and its rows as dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest

from openemploi.connectors.base import connector
from openemploi.datasets.importing import Asked, import_file
from openemploi.datasets.model import Manifest
from openemploi.datasets.store import REJECTED, Store, Version

SHARED: Final = Path(__file__).parents[3].parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Read:
    """A version, its tables and what was refused."""

    version: Version

    @property
    def manifest(self) -> Manifest:
        return self.version.manifest

    @property
    def rejected(self) -> list[dict[str, Any]]:
        return self._rows(self.version.folder / REJECTED)

    def rows(self, table: str = "") -> list[dict[str, Any]]:
        """The rows of ``table``, or of the first one."""
        return self._rows(self.version.path(table or self.manifest.tables[0].name))

    def _rows(self, path: Path) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found


def read(folder: Path, kind: str, path: Path, **options: str) -> Read:
    """The file at ``path``, imported as ``kind`` into a store under ``folder``."""
    store = Store.open(folder / "store")
    return Read(import_file(store, connector(kind), path, asked=Asked(options=options)).version)


def read_shared(folder: Path, kind: str, name: str, **options: str) -> Read:
    """A real file beside the checkout; the test is skipped where there is none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real data are not beside this checkout: {path}")
    return read(folder, kind, path, **options)
