"""What becomes of broken files, for every kind that has a sample: an error, or one row rejected and the rest kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
import pytest
from tests.library.connectors.broken import Broken, variants
from tests.library.connectors.samples import SAMPLES

from openemploi.connectors.base import Connector, connector, connectors
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import REJECTED, Store, Version
from openemploi.errors import FormatError

_FOLDER: Final = Path(tempfile.mkdtemp(prefix="openemploi-broken-"))


def _cases() -> list[tuple[str, str, Path, Broken]]:
    cases = []
    for kind, write in SAMPLES.items():
        folder = _FOLDER / kind
        (folder / "whole").mkdir(parents=True)
        sample = write(folder / "whole")
        cases += [
            (kind, name, sample, broken)
            for name, broken in variants(connector(kind), sample, folder / "broken")
        ]
    return cases


_CASES: Final = _cases()


@pytest.fixture(scope="module", autouse=True)
def _clean() -> object:
    yield
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def whole(store: Store) -> dict[str, Version]:
    """The samples as they are, imported."""
    return {
        kind: import_file(store, connector(kind), next((_FOLDER / kind / "whole").iterdir())).version
        for kind in SAMPLES
    }


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_sample_is_read_whole(kind: str, whole: dict[str, Version]) -> None:
    manifest = whole[kind].manifest
    assert pq.read_table(whole[kind].folder / REJECTED).to_pylist() == []
    assert max(table.rows for table in manifest.tables) >= 3
    assert not [note for note in manifest.notes if note.startswith("unknown_column")]


@pytest.mark.parametrize(
    ("kind", "sample", "broken"),
    [pytest.param(kind, sample, broken, id=f"{kind}-{name}") for kind, name, sample, broken in _CASES],
)
def test_a_broken_file_gives_a_clear_error_or_loses_one_row(
    kind: str, sample: Path, broken: Broken, whole: dict[str, Version], tmp_path: Path
) -> None:
    store = Store.open(tmp_path / "store")
    if broken.codes:
        _is_refused(store, connector(kind), broken)
        return
    version = import_file(store, connector(kind), broken.path).version
    rows = {table.name: table.rows for table in version.manifest.tables}
    before = {table.name: table.rows for table in whole[kind].manifest.tables}
    rejected = pq.read_table(version.folder / REJECTED).to_pylist()
    if broken.reasons:
        (one,) = rejected
        assert one["reason"] in broken.reasons
        if broken.line is not None:
            assert (one["column"], one["line"]) == (broken.column, broken.line)
        assert one["line"] or one["record"]
        assert one["value"].startswith(broken.value)
        assert one["row"] or one["reason"] == "formula"
        assert rows.pop(one["table"]) == before.pop(one["table"]) - 1
        assert all(rows[name] <= before[name] for name in rows)  # what stood in the same row of the file
    else:
        assert rejected == []
        assert rows == before
    assert any(broken.noted in note for note in version.manifest.notes) or not broken.noted


def _is_refused(store: Store, reader: Connector, broken: Broken) -> None:
    with pytest.raises(FormatError) as refused:
        import_file(store, reader, broken.path)
    assert refused.value.code in broken.codes, refused.value.message
    assert refused.value.message
    assert refused.value.remedy
    # Where the header itself cannot be told, no column is missed more than another.
    headless = refused.value.code == "sheet_missing" or refused.value.where.column == broken.names
    assert headless or broken.names in refused.value.message
    assert store.versions(reader.kind) == []


def test_every_kind_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(connectors())
