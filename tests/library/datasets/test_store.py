"""Versions are immutable, one is current, and each says where it came from and what it refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openemploi.connectors.base import connector
from openemploi.datasets.importing import Asked, Imported, import_file
from openemploi.datasets.store import Store
from openemploi.errors import FormatError, RequestError

DIGNE = "4070;Digne;04;9,5;8;11"
GAP = "5061;Gap;05;10,2;9;12"


def test_a_version_says_where_it_came_from_and_how_full_it_is(
    rents: Callable[..., Imported], store: Store
) -> None:
    version = rents(DIGNE, "5061;Gap;05;;9;12").version

    manifest = store.need("rents").manifest
    assert (manifest.kind, manifest.rows, manifest.rejected) == ("rents", 2, 0)
    assert manifest.source.name == "rents.csv" and manifest.source.bytes > 50
    assert {column.name: column.nulls for column in manifest.tables[0].columns}["rent"] == 1
    assert manifest.tables[0].schema["primaryKey"] == ["insee_code"]
    assert version.source is not None and version.source.read_text().startswith("INSEE_C")


def test_a_refused_row_is_kept_with_its_line_column_value_and_reason(rents: Callable[..., Imported]) -> None:
    version = rents('4070;"Digne\nles Bains";04;9,5;8;11', "5061;Gap;05;cher;9;12", "trop;peu", GAP).version

    rows = pq.read_table(version.folder / "rejected.parquet").to_pylist()
    assert [(row["line"], row["column"], row["value"], row["reason"]) for row in rows] == [
        (4, "loypredm2", "cher", "not_number"),
        (5, "", "trop;peu", "cell_count"),
    ]
    assert "Gap" in rows[0]["row"]
    assert version.manifest.rows == 2


def test_a_second_edition_becomes_current_and_the_first_can_be_taken_up_again(
    rents: Callable[..., Imported], store: Store
) -> None:
    first = rents(DIGNE).version
    second = rents(DIGNE, GAP).version

    assert store.need("rents").name == second.name
    store.use("rents", first.name[:8])
    assert store.connect().execute("SELECT name FROM rents.rents").fetchall() == [("Digne",)]
    other = store.connect(versions={"rents": second.name})
    assert other.execute("SELECT count(*) FROM rents.rents").fetchone() == (2,)


def test_the_same_file_again_is_the_same_version(rents: Callable[..., Imported], store: Store) -> None:
    assert rents(DIGNE).new
    assert not rents(DIGNE).new
    assert len(store.versions("rents")) == 1


def test_a_file_of_another_kind_changes_nothing(rents: Callable[..., Imported], store: Store) -> None:
    before = rents(DIGNE).version.name

    with pytest.raises(FormatError) as fault:
        rents("x;y", header="autre;chose", name="other.csv")

    assert fault.value.code == "column_missing"
    assert store.need("rents").name == before
    assert len(store.versions("rents")) == 1


def test_a_changed_file_is_found_by_its_checksum(rents: Callable[..., Imported], store: Store) -> None:
    version = rents(DIGNE).version
    assert store.faults("rents") == []

    path = version.path("rents")
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    assert store.faults("rents") == ["rents.parquet"]


def test_keys_that_stand_twice_are_counted(rents: Callable[..., Imported]) -> None:
    assert rents(DIGNE, DIGNE, GAP).version.manifest.tables[0].duplicates == 1


def test_the_file_itself_may_be_left_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rents.csv"
    path.write_text(f"INSEE_C;LIBGEO;DEP;loypredm2;lwr.IPm2;upr.IPm2\n{DIGNE}\n")

    version = import_file(store, connector("rents"), path, asked=Asked(keep_source=False)).version

    assert version.source is None
    assert not version.manifest.source.kept
    assert store.faults("rents") == []


@pytest.mark.parametrize("name", ["../x", "X", "a b", "", "1a", ".incoming"])
def test_a_name_that_could_leave_the_folder_is_refused(store: Store, name: str) -> None:
    with pytest.raises(RequestError) as fault:
        store.current(name)
    assert fault.value.code == "dataset_name_invalid"


def test_an_option_that_the_kind_does_not_know_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rents.csv"
    path.write_text("x")
    with pytest.raises(RequestError) as fault:
        import_file(store, connector("rents"), path, asked=Asked(options={"only": "04"}))
    assert fault.value.code == "option_unknown"


def test_one_import_at_a_time(store: Store, rents: Callable[..., Imported]) -> None:
    with store.writing("rents"), pytest.raises(RequestError) as fault:
        rents(DIGNE)
    assert fault.value.code == "dataset_busy"
