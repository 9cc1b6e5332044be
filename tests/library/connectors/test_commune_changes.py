"""Movements of communes, and the way from an old code to today's through a store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors.reading import read
from tests.library.connectors.samples_territory import commune_changes, communes

from openemploi.datasets.store import Store
from openemploi.datasets.succession import succession
from openemploi.errors import RequestError


def test_each_row_says_what_a_commune_was_and_what_it_became(tmp_path: Path) -> None:
    found = read(tmp_path, "commune_changes", commune_changes(tmp_path))
    assert found.manifest.edition == "2024"
    assert found.rows()[1] == {
        "event": "32",
        "date": date(2023, 1, 1),
        "kind_before": "COM",
        "code_before": "04303",
        "name_before": "Savin",
        "kind_after": "COM",
        "code_after": "04301",
        "name_after": "L'Ermitage-du-Lac",
    }


def test_dates_of_older_editions_have_the_day_first(tmp_path: Path) -> None:
    path = commune_changes(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("1973-03-01", "01/03/1973"), encoding="utf-8")
    assert read(tmp_path, "commune_changes", path).rows()[2]["date"] == date(1973, 3, 1)


def test_old_codes_are_followed_through_the_store(tmp_path: Path) -> None:
    read(tmp_path, "communes", communes(tmp_path))
    store = Store.open(tmp_path / "store")
    assert succession(store).now("04303").code is None
    read(tmp_path, "commune_changes", commune_changes(tmp_path))
    assert succession(store).now("04303").code == "04301"
    assert succession(store).now("04302", on=date(1960, 1, 1)).code == "04301"
    assert succession(store).now("75101").code == "75056"


def test_a_store_without_communes_says_so(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as refused:
        succession(Store.open(tmp_path / "store"))
    assert refused.value.code == "dataset_unknown"
