"""What an answer tells, what it masks, and why."""

# ruff: noqa: S608  # the tests ask their own files

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest
from tests.library.queryroom.conftest import COLUMNS, Ask, columns, table

from openemploi.errors import RequestError
from openemploi.queryroom import Kind, Ledger, Masked, Role, Rules, Table


def test_told_figures_are_those_that_the_engine_gives(ask: Ask, people: Table) -> None:
    answer = ask(
        "SELECT sex, count(*), sum(wage), avg(wage), stddev(wage), median(wage) FROM people GROUP BY sex"
    )

    expected = duckdb.sql(
        "SELECT sex, count(*), sum(wage), avg(wage), stddev(wage), median(wage)"
        f" FROM '{people.files[0]}' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for row, (sex, *figures) in zip(answer.rows, expected, strict=True):
        assert row.keys == (sex,)
        assert row.n == figures[0]
        assert [cell.value for cell in row.cells[:4]] == pytest.approx(figures[:4], rel=1e-9)
        # A median of an odd number of people is one person's value: three digits of it are told.
        assert row.cells[4].value == pytest.approx(figures[4], rel=5e-3)


def test_a_group_under_the_threshold_is_masked_as_an_empty_one_is(ask: Ask, people: Table) -> None:
    every = tuple(f"06{place:03d}" for place in range(32))  # two of them have nobody
    named = tuple(replace(c, values=every) if c.name == "commune" else c for c in people.columns)
    answer = ask(
        "SELECT commune, count(*) FROM people GROUP BY commune", table=replace(people, columns=named)
    )

    counts = dict(duckdb.sql(f"SELECT commune, count(*) FROM '{people.files[0]}' GROUP BY 1").fetchall())
    told = {row.keys[0]: row.cells[0].value for row in answer.rows if row.n is not None}
    masked = [row for row in answer.rows if row.n is None]
    assert told == {commune: n for commune, n in counts.items() if n >= 11}
    assert any(0 < counts.get(row.keys[0], 0) < 11 for row in masked)
    assert any(row.keys[0] not in counts for row in masked)
    assert {row.cells[0] for row in masked} == {answer.rows[-1].cells[0]}
    assert (answer.told, answer.masked) == (len(told), 32 - len(told))


def test_a_value_on_no_public_list_that_few_people_have_is_never_shown(ask: Ask, people: Table) -> None:
    answer = ask("SELECT commune, count(*) FROM people GROUP BY commune")

    assert all(row.n is not None and row.n >= 11 for row in answer.rows)


def test_one_masked_group_takes_the_next_smallest_with_it(tmp_path: Path, ask: Ask) -> None:
    sizes = {"A": 5, "B": 20, "C": 60}
    rows = columns(85)
    rows["commune"] = [name for name, size in sizes.items() for _ in range(size)]
    answer = ask(
        "SELECT commune, count(*) FROM people GROUP BY 1", table=table(tmp_path / "small.parquet", rows)
    )

    # B would give A away to whoever knows, or asks, that there are 85 in all.
    assert [(row.keys[0], row.n) for row in answer.rows] == [("B", None), ("C", 60)]


def test_masked_groups_hold_enough_people_in_every_margin(tmp_path: Path, ask: Ask) -> None:
    rows = columns(400, seed=4)
    rows["commune"] = ["A"] * 100 + ["B"] * 100 + ["C"] * 200
    rows["sex"] = ["F"] * 96 + ["H"] * 4 + ["F", "H"] * 150
    answer = ask(
        "SELECT commune, sex, count(*) FROM people GROUP BY ALL",
        table=table(tmp_path / "margins.parquet", rows),
    )

    # A, H has four; A, F would give it away in the row of A, and B, H in the column of H.
    assert {row.keys for row in answer.rows if row.n is not None} == {("B", "F"), ("C", "F"), ("C", "H")}


def test_a_sum_that_one_person_makes_up_is_masked_and_its_count_is_not(tmp_path: Path, ask: Ask) -> None:
    rows = columns(200)
    rows["sex"] = ["F", "H"] * 100
    rows["wage"] = [1_000_000.0] + [100.0] * 199
    answer = ask(
        "SELECT sex, count(*), sum(wage), avg(wage), median(wage) FROM people GROUP BY sex",
        table=table(tmp_path / "one.parquet", rows),
    )

    women, men = answer.rows
    assert women.cells[0].value == 100
    assert [cell.masked for cell in women.cells[1:]] == [Masked.DOMINATED, Masked.DOMINATED, None]
    assert men.cells[1].masked is Masked.DOMINATED, "the sum of everybody less that of men is that of women"
    assert answer.figures_masked == 4


def test_a_few_unknown_values_hide_how_many_they_are(tmp_path: Path, ask: Ask) -> None:
    rows = columns(100)
    rows["wage"] = [None] * 4 + [2_000.0 + number for number in range(96)]
    answer = ask(
        "SELECT count(*), count(wage), sum(wage), avg(wage) FROM people",
        table=table(tmp_path / "few.parquet", rows),
    )

    (row,) = answer.rows
    assert [cell.masked for cell in row.cells] == [None, Masked.FEW_UNKNOWN, Masked.FEW_UNKNOWN, None]
    assert row.cells[3].value == pytest.approx(2_047.5)
    assert row.cells[3].n is None


def test_a_quantity_that_nobody_has_is_unknown_and_not_nothing(tmp_path: Path, ask: Ask) -> None:
    rows = columns(100)
    rows["wage"] = [float("nan")] * 100
    answer = ask("SELECT sum(wage), avg(wage) FROM people", table=table(tmp_path / "none.parquet", rows))

    assert [(c.value, c.masked, c.n) for c in answer.rows[0].cells] == [(None, None, 0), (None, None, 0)]


def test_an_extreme_quantile_needs_people_on_its_short_side(ask: Ask) -> None:
    answer = ask("SELECT commune, quantile_cont(wage, 0.1), median(wage) FROM people GROUP BY 1 ORDER BY 1")

    for row in answer.rows:
        people = row.cells[1].n
        if people is not None:
            assert (row.cells[0].masked is Masked.QUANTILE) == (people < 55)


def test_people_are_counted_and_not_rows(tmp_path: Path, ask: Ask) -> None:
    rows = columns(100)
    rows["pseudonym"] = [f"p{number // 10}" for number in range(100)]  # ten people
    answer = ask("SELECT count(*) FROM people", table=table(tmp_path / "ten.parquet", rows))

    assert (answer.told, answer.rows[0].cells[0].masked) == (0, Masked.SMALL)


def test_rows_of_nobody_count_for_nobody(tmp_path: Path, ask: Ask) -> None:
    rows = columns(100)
    rows["pseudonym"][:60] = [None] * 60
    answer = ask(
        "SELECT count(*), count(DISTINCT pseudonym) FROM people", table=table(tmp_path / "n.parquet", rows)
    )

    assert [cell.value for cell in answer.rows[0].cells] == [40, 40]


def test_order_and_limit_are_those_of_the_answer_with_masked_groups_last(ask: Ask) -> None:
    answer = ask(
        "SELECT date_trunc('quarter', since) AS quarter, count(*) AS n FROM people WHERE disabled"
        " GROUP BY quarter ORDER BY n DESC LIMIT 4"
    )

    counts = [row.n for row in answer.rows]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 4
    assert isinstance(answer.rows[0].keys[0], date)


def test_too_many_groups_are_refused(ask: Ask) -> None:
    with pytest.raises(RequestError) as refused:
        ask("SELECT sex, left(commune, 4), count(*) FROM people GROUP BY ALL", rules=Rules(most_cells=3))

    assert refused.value.code == "query_too_many_cells"


def test_the_same_question_has_the_same_answer_and_fingerprint(ask: Ask) -> None:
    one = ask("SELECT sex, avg(wage) FROM people GROUP BY sex")
    two = ask("select  SEX, avg(wage) from people group by 1 -- again")

    assert (one.rows, one.fingerprint) == (two.rows, two.fingerprint)
    assert one.left.queries - two.left.queries == 1


def test_a_table_that_is_not_as_declared_fails_and_tells_nothing(
    tmp_path: Path, ask: Ask, ledger: Ledger
) -> None:
    wrong = tuple(replace(c, kind=Kind.NUMBER, role=Role.MEASURE) if c.name == "sex" else c for c in COLUMNS)
    with pytest.raises(RequestError) as refused:
        ask(
            "SELECT avg(sex) FROM people",
            table=table(tmp_path / "wrong.parquet", columns(50), named=wrong),
        )

    assert refused.value.code == "query_failed"
    assert "F" not in refused.value.message.split()
    assert len(ledger.entries()) == 1


def test_a_count_of_distinct_values_counts_those_that_enough_people_have(ask: Ask, people: Table) -> None:
    answer = ask("SELECT count(DISTINCT commune), count(commune) FROM people")

    assert [cell.value for cell in answer.rows[0].cells] == [
        duckdb.sql(f"SELECT commune FROM '{people.files[0]}' GROUP BY 1 HAVING count(*) >= 11").shape[0],
        2_000,
    ]
    assert np.isfinite(answer.seconds)
