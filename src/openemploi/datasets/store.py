"""Datasets and their versions, on disk: immutable Parquet, one current version, switched in one step.

::

    <data>/datasets/<dataset>/versions/<version>/{manifest.json, <table>.parquet, rejected.parquet, source/<file>}
    <data>/datasets/<dataset>/current            the version in use, replaced by rename
    <data>/datasets/.incoming/…                  what an import is writing; nobody reads it

A version's name is a hash of the bytes it was read from, of the connector and of what was asked: the same file again
is the same version. A process killed at any moment leaves the old current version or the new one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openemploi.datasets.model import Manifest, read_manifest
from openemploi.datasets.sql import parquet, quoted
from openemploi.errors import FormatError, RequestError, Where
from openemploi.i18n import _
from openemploi.paths import data_folder, exclusive, replace_text, sha256_of, sync_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
REJECTED: Final = "rejected.parquet"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a dataset."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """Sixteen hexadecimal digits."""
        return self.manifest.version

    def path(self, table: str) -> Path:
        """The Parquet file of ``table``. Raises ``KeyError``."""
        return self.folder / f"{self.manifest.table(table).name}.parquet"

    @property
    def source(self) -> Path | None:
        """The file it was read from, when that was kept."""
        path = self.folder / "source" / self.manifest.source.name
        return path if path.exists() else None


class Store:
    """All datasets in a folder. Opening it reads nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """The store of this machine, or the one in ``folder``; made when needed."""
        place = folder or data_folder() / "datasets"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(place)

    def datasets(self) -> list[str]:
        """The names of the datasets that have a current version."""
        return sorted(path.parent.name for path in self.folder.glob("*/current"))

    def versions(self, dataset: str) -> list[Version]:
        """The versions of ``dataset``, the oldest import first."""
        folders = (self._dataset(dataset) / "versions").glob("*/manifest.json")
        found = [Version(path.parent, self._manifest(path)) for path in folders]
        return sorted(found, key=lambda version: (version.manifest.imported, version.name))

    def version(self, dataset: str, name: str) -> Version:
        """The version of ``dataset`` whose name starts with ``name``. Raises ``RequestError`` (``version_unknown``)."""
        found = [version for version in self.versions(dataset) if name and version.name.startswith(name)]
        if len(found) != 1:
            raise RequestError(
                "version_unknown",
                _("{dataset} has no version {name}, or several.", dataset=dataset, name=name),
                remedy=_("See the versions there are: openemploi data show {dataset}", dataset=dataset),
            )
        return found[0]

    def current(self, dataset: str) -> Version | None:
        """The version of ``dataset`` in use; ``None`` when it was never imported."""
        try:
            name = (self._dataset(dataset) / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        path = self._dataset(dataset) / "versions" / name / "manifest.json"
        return Version(path.parent, self._manifest(path))

    def need(self, dataset: str) -> Version:
        """The version in use. Raises ``RequestError`` (``dataset_unknown``)."""
        found = self.current(dataset)
        if found is None:
            raise RequestError(
                "dataset_unknown",
                _("There is no dataset called {name} here.", name=dataset),
                remedy=_("See what there is: openemploi data status"),
            )
        return found

    def use(self, dataset: str, version: str) -> Version:
        """Make ``version`` the current one, in one step."""
        found = self.version(dataset, version)
        replace_text(self._dataset(dataset) / "current", found.name + "\n")
        return found

    def connect(self, *, versions: Mapping[str, str] | None = None) -> DuckDBPyConnection:
        """A connection of DuckDB in which each table is ``dataset.table``, in the current or the given versions.

        The versions are those of this moment: an import that ends later does not change what is being read.
        """
        import duckdb

        connection = duckdb.connect(":memory:")
        for dataset in self.datasets():
            asked = (versions or {}).get(dataset)
            version = self.version(dataset, asked) if asked else self.need(dataset)
            connection.execute(f"CREATE SCHEMA {quoted(dataset)}")
            for table in version.manifest.tables:
                name = f"{quoted(dataset)}.{quoted(table.name)}"
                rows = parquet(version.path(table.name))
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {rows}")  # noqa: S608
        return connection

    @contextmanager
    def writing(self, dataset: str) -> Iterator[Path]:
        """An empty folder to write a version of ``dataset`` in, which nobody reads; one writer at a time.

        Raises ``RequestError`` (``dataset_busy``).
        """
        home = self._dataset(dataset)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        busy = RequestError(
            "dataset_busy",
            _("{name} is being imported by another process.", name=dataset),
            remedy=_("Wait until it has ended, and try again."),
        )
        with exclusive(home / ".lock", otherwise=busy):
            draft = home / ".incoming"
            shutil.rmtree(draft, ignore_errors=True)  # of an import that was killed
            draft.mkdir(mode=0o700)
            try:
                yield draft
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def settle(self, draft: Path, manifest: Manifest) -> Version:
        """Turn ``draft``, whose files are written, into a version, and make it current."""
        replace_text(draft / "manifest.json", manifest.text())
        sync_folder(draft)
        home = self._dataset(manifest.dataset)
        versions = home / "versions"
        versions.mkdir(exist_ok=True, mode=0o700)
        folder = versions / manifest.version
        draft.rename(folder)
        sync_folder(versions)
        replace_text(home / "current", manifest.version + "\n")
        return Version(folder, manifest)

    def faults(self, dataset: str) -> list[str]:
        """The files of the current version that are not what its manifest says; empty when all is well."""
        version = self.need(dataset)
        expected = {f"{table.name}.parquet": table.sha256 for table in version.manifest.tables}
        expected[REJECTED] = version.manifest.rejected_sha256
        if version.manifest.source.kept:
            expected[f"source/{version.manifest.source.name}"] = version.manifest.source.sha256
        return [
            name
            for name, digest in expected.items()
            if digest and (not (path := version.folder / name).exists() or sha256_of(path) != digest)
        ]

    def _dataset(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise RequestError(
                "dataset_name_invalid",
                _("{name} cannot be the name of a dataset.", name=name),
                remedy=_("Use small letters, digits and underscores, a letter first."),
            )
        return self.folder / name

    def _manifest(self, path: Path) -> Manifest:
        try:
            return read_manifest(path)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise FormatError(
                "dataset_damaged",
                _("The manifest of a version is damaged or missing."),
                remedy=_("Import the file again, or restore a backup."),
                where=Where(file=str(path)),
            ) from fault
