"""Figures of a commune that has merged count for the commune it is in today."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors.reading import read
from tests.library.connectors.samples_territory import basins, commune_changes, communes

from openemploi.datasets.store import Store
from openemploi.labourmarket.preparing import prepare


@pytest.mark.parametrize(("movements", "expected"), [(True, "04301"), (False, None)])
def test_an_old_code_counts_for_the_commune_of_today_when_its_movements_are_known(
    tmp_path: Path, movements: bool, expected: str | None
) -> None:
    read(tmp_path, "communes", communes(tmp_path))
    read(tmp_path, "basins", basins(tmp_path))
    if movements:
        read(tmp_path, "commune_changes", commune_changes(tmp_path))
    store = Store.open(tmp_path / "store")
    with store.connect() as connection:
        prepare(connection, datasets=store.datasets())
        found = connection.execute(
            "SELECT commune FROM house.commune_of WHERE insee_code = '04303'"
        ).fetchone()
        twice = connection.execute(
            "SELECT count(*) - count(DISTINCT insee_code) FROM house.commune_of"
        ).fetchone()
    assert (found[0] if found else None) == expected
    assert twice == (0,)
