"""The judging of cells: what is trimmed, null, withheld or refused, whatever way a column comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openemploi.connectors.base import Raw, Reading, Rejected
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.validation import typed


def _judged(column: Column, cells: Sequence[Any], kind: pa.DataType) -> tuple[list[Any], list[Rejected]]:
    refused: list[Rejected] = []
    reading = Reading(reject=refused.append)
    array = pa.array([None, *cells], kind)[1:]  # with an offset, as the parts of a file have
    raw = Raw("t", (column.names[0],), (array,), np.arange(2, 2 + len(cells)))
    (block,) = typed([raw], [Table("t", (column,))], reading)
    return block.batch.column(0).to_pylist(), refused


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary()])
@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        (Column("c"), ["a", " b\t", "", "\u00a0c\u2003", "é", "  "], ["a", "b", None, "c", "é", None]),
        (Column("c"), ["", "", ""], [None, None, None]),
        (Column("c", missing=("-",), withheld=("*", "s")), ["-", "*", "s", "x"], [None, None, None, "x"]),
        (Column("c", width=5), ["1001", "", "2A004"], ["01001", None, "2A004"]),
        (Column("c", Kind.INTEGER), ["1", " 2 ", "1 234", "3.0", "+4", ""], [1, 2, 1234, 3, 4, None]),
        (Column("c", Kind.NUMBER, decimal=","), ["1,5", "1\u202f000,25", "-,5"], [1.5, 1000.25, -0.5]),
        (Column("c", Kind.BOOLEAN), ["Oui", "NON", "", "1"], [True, False, None, True]),
        (Column("c", Kind.DATE), ["2024-02-29", ""], [dt.date(2024, 2, 29), None]),
        (Column("c", Kind.DATE), ["2024-02-29T10:00:00"], [dt.date(2024, 2, 29)]),
        (Column("c", Kind.DATE, formats=("%d/%m/%Y",)), ["29/02/2024"], [dt.date(2024, 2, 29)]),
        (Column("c", pattern="[0-9]{3}"), ["123", "", " 456"], ["123", None, "456"]),
    ],
)
def test_good_cells_are_what_they_mean(
    column: Column, cells: list[str], values: list[Any], kind: pa.DataType
) -> None:
    given_cells = [cell.encode() for cell in cells] if kind == pa.binary() else cells
    assert _judged(column, given_cells, kind) == (values, [])


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (Column("c", required=True), " ", "required"),
        (Column("c", Kind.INTEGER), "1.5", "not_integer"),
        (Column("c", Kind.NUMBER), "1,5", "not_number"),
        (Column("c", Kind.NUMBER), "NaN", "not_number"),
        (Column("c", Kind.BOOLEAN), "peut-être", "not_boolean"),
        (Column("c", Kind.DATE), "2024-02-30", "not_date"),
        (Column("c", Kind.DATE, formats=("%d/%m/%Y",)), "30/02/2024", "not_date"),
        (Column("c", pattern="[0-9]{3}"), "12", "pattern"),
        (Column("c", pattern="[0-9]{3}"), "12a", "pattern"),
        (Column("c", pattern="[0-9]{3}"), "1234", "pattern"),
        (Column("c", choices=("a", "b")), "c", "not_a_choice"),
        (Column("c", Kind.INTEGER, maximum=5), "6", "out_of_bounds"),
        (Column("c"), '=HYPERLINK("x")', "formula"),
        (Column("c"), "=1+1", "formula"),
        (Column("c"), "=cmd|' /C calc'!A0", "formula"),
    ],
)
def test_a_bad_cell_is_refused_with_its_place_and_the_others_are_kept(
    column: Column, cell: str, reason: str
) -> None:
    good = {Kind.BOOLEAN: "1", Kind.DATE: "2024-01-01"}.get(column.kind, "a" if column.choices else "123"[:3])
    if column.maximum is not None:
        good = "5"
    if column.formats[0] == "%d/%m/%Y":
        good = "01/01/2024"
    values, (one,) = _judged(column, [good, cell, good], pa.string())
    assert len(values) == 2
    assert (one.reason, one.record, one.value, one.column) == (reason, 3, cell, "c")


@pytest.mark.parametrize("cell", ["=> Lire une carte", "= ou presque", "a=1", "-", "@", "+ de 50 ans"])
def test_a_text_that_only_looks_like_a_formula_is_kept(cell: str) -> None:
    assert _judged(Column("c"), [cell], pa.string()) == ([cell], [])


def test_bytes_that_are_no_text_are_refused_by_themselves() -> None:
    values, (one,) = _judged(Column("c"), ["é".encode(), b"caf\xe9", b"", b"th\xc3\xa9"], pa.binary())
    assert values == ["é", None, "thé"]
    assert (one.reason, one.record, one.value) == ("encoding", 3, r"caf\xe9")


@given(st.lists(st.one_of(st.none(), st.text(max_size=6)), max_size=12))
def test_a_column_of_text_keeps_every_cell_but_the_white_space_around_it(cells: list[str | None]) -> None:
    expected = [(cell or "").strip() or None for cell in cells if not (cell or "").strip().startswith("=")]
    texts = [cell for cell in cells if not (cell or "").strip().startswith("=")]
    values, refused = _judged(Column("c"), texts, pa.string())
    assert refused == []
    assert [(value or "").strip() or None for value in values] == expected
