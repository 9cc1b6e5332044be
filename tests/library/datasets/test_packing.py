"""All datasets in one file, and back, with equal hashes."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from openemploi.datasets.importing import Imported
from openemploi.datasets.packing import INDEX, pack, unpack
from openemploi.datasets.store import Store
from openemploi.errors import FormatError, RequestError
from openemploi.paths import sha256_of


@pytest.fixture
def full(rents: Callable[..., Imported], store: Store) -> Store:
    """A store with two versions, the first of which is in use, and a refused row."""
    first = rents("4070;Digne;04;9,5;8;11").version
    rents("5061;Gap;05;10,2;9;12", "x")
    store.use("rents", first.name)
    return store


def contents(store: Store) -> dict[str, str]:
    return {
        file.relative_to(store.folder).as_posix(): sha256_of(file)
        for file in store.folder.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def test_an_empty_store_becomes_the_same_store(full: Store, tmp_path: Path) -> None:
    count = pack(full, tmp_path / "all.tar")
    other = Store.open(tmp_path / "other")

    assert unpack(other, tmp_path / "all.tar") == count == len(contents(full))
    assert contents(other) == contents(full)
    assert other.need("rents").manifest == full.need("rents").manifest
    assert other.faults("rents") == []
    assert pack(other, tmp_path / "again.tar") == count
    assert sha256_of(tmp_path / "again.tar") == sha256_of(tmp_path / "all.tar")


def test_a_store_that_holds_something_is_left_alone(full: Store, tmp_path: Path) -> None:
    pack(full, tmp_path / "all.tar")
    before = contents(full)
    with pytest.raises(RequestError) as fault:
        unpack(full, tmp_path / "all.tar")
    assert fault.value.code == "store_not_empty"
    assert contents(full) == before


@pytest.mark.parametrize("where", [0.2, 0.4, 0.6])
def test_a_file_that_was_changed_or_cut_is_refused_and_nothing_is_left(
    full: Store, tmp_path: Path, where: float
) -> None:
    pack(full, tmp_path / "all.tar")
    data = bytearray((tmp_path / "all.tar").read_bytes())
    cut = tmp_path / "cut.tar"
    cut.write_bytes(bytes(data[: int(len(data) * where)]))
    other = Store.open(tmp_path / "other")
    with pytest.raises(FormatError) as fault:
        unpack(other, cut)
    assert fault.value.code == "pack_damaged"
    assert list(other.folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["parent", "absolute", "link", "unlisted", "altered"])
def test_a_file_made_to_harm_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "evil.tar"
    name = {"parent": "../out", "absolute": "/tmp/out"}.get(kind, "rents/current")  # noqa: S108
    data = b"harm"
    digest = "0" * 64 if kind == "altered" else "9d8b2" + "0" * 59
    listed = {} if kind == "unlisted" else {name: digest}
    with tarfile.open(path, "w") as archive:
        index = json.dumps({"format": "openemploi-datasets-1", "files": listed}).encode()
        for entry_name, content in ((INDEX, index), (name, data)):
            entry = tarfile.TarInfo(entry_name)
            entry.size = len(content)
            if kind == "link" and entry_name == name:
                entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
            archive.addfile(entry, io.BytesIO(content))
    store = Store.open(tmp_path / "store")
    with pytest.raises(FormatError) as fault:
        unpack(store, path)
    assert fault.value.code == "pack_damaged"
    assert list(store.folder.iterdir()) == []
    assert not (tmp_path / "out").exists()
