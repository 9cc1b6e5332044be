"""What a spreadsheet would run leaves the portal as a text; a figure below zero is no formula."""

from __future__ import annotations

import pytest

from openemploi_web.core.spreadsheets import harmless, harmless_or_number


@pytest.mark.parametrize(
    "cell", ["=1", "+1 place", "-x", "@x", "\tx", "\rx", " =1", "＝1", "-inf", "-1-1", "+１"]
)
def test_a_text_that_starts_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == harmless_or_number(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-3.5", "+2", "-1e-05", "12", ""])
def test_a_number_stays_one_where_cells_may_be_figures(cell: str) -> None:
    assert harmless_or_number(cell) == cell


def test_what_is_unknown_is_an_empty_cell() -> None:
    assert harmless(None) == harmless_or_number(None) == ""
