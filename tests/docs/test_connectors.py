"""The pages on connectors say of every one what it is, who publishes it, under what, and which tables come out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from openemploi.connectors.base import connectors

_DOCS: Final = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["reference/connectors.md", "fr/connecteurs.md"])
@pytest.mark.parametrize("kind", connectors())
def test_a_connector_has_its_row(page: str, kind: str) -> None:
    rows = [
        row
        for row in (_DOCS / page).read_text(encoding="utf-8").splitlines()
        if row.startswith(f"| `{kind}` |")
    ]
    what = rows[0]
    told = connectors()[kind]
    assert told.producer in what
    assert told.licence in what
    assert all(f"`{table.name}`" in what for table in told.tables)
    assert all(f"`{option.name}`" in what for option in told.options)
    assert len(rows) == 3  # what it is, what it costs, what becomes of broken files
