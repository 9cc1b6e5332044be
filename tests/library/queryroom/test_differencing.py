"""Answers that are harmless alone and not together: what is refused, and what is let through."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.library.queryroom.conftest import COLUMNS, Ask, columns, table

from openemploi.errors import RequestError
from openemploi.queryroom import Budget, Ledger, Table
from openemploi.queryroom.differencing import derivable, nested_people, small_gap, without_implied


def refused(ask: Ask, sql: str, **options: object) -> bool:
    try:
        ask(sql, **options)
    except RequestError as error:
        assert error.code == "query_differencing"
        return True
    return False


def test_everybody_then_everybody_but_a_few_is_refused(ask: Ask) -> None:
    ask("SELECT count(*) FROM people")

    assert refused(ask, "SELECT count(*) FROM people WHERE NOT (commune = '06000' AND age = 33)")
    assert not refused(ask, "SELECT count(*) FROM people WHERE commune <> '06000'")


def test_a_whole_and_its_parts_do_not_give_the_masked_part_away(ask: Ask) -> None:
    assert not refused(ask, "SELECT commune, count(*) FROM people GROUP BY commune")
    assert not refused(ask, "SELECT count(*) FROM people")
    assert not refused(ask, "SELECT commune, sex, count(*) FROM people GROUP BY ALL")


def test_parts_of_two_kinds_whose_unions_differ_by_a_few_are_refused(tmp_path: Path, ask: Ask) -> None:
    rows = columns(120)
    rows["commune"] = ["A"] * 40 + ["B"] * 40 + ["C"] * 40
    rows["sex"] = ["F"] * 83 + ["H"] * 37  # A and B together, and three of C
    made = table(tmp_path / "unions.parquet", rows)
    ask("SELECT commune, count(*) FROM people GROUP BY 1", table=made)

    assert refused(ask, "SELECT count(*) FROM people WHERE sex = 'F'", table=made)


def test_the_tracker_by_either_or_is_refused(tmp_path: Path, ask: Ask) -> None:
    rows = columns(300)
    rows["commune"] = ["A"] * 60 + ["B"] * 240
    rows["sex"] = ["F"] * 4 + ["H"] * 56 + ["F"] * 90 + ["H"] * 150  # four women in A
    made = table(tmp_path / "tracker.parquet", rows)
    ask("SELECT count(*) FROM people WHERE commune = 'A'", table=made)
    ask("SELECT count(*) FROM people WHERE sex = 'F'", table=made)

    # |A or F| = |A| + |F| - |A and F|: no two of the three differ by few.
    assert refused(ask, "SELECT count(*) FROM people WHERE commune = 'A' OR sex = 'F'", table=made)


def test_parts_from_several_questions_do_not_close_in_on_a_few(tmp_path: Path, ask: Ask) -> None:
    rows = columns(300)
    rows["commune"] = ["A"] * 100 + ["B"] * 200
    rows["sex"] = ["F"] * 50 + ["H"] * 50 + ["F"] * 100 + ["H"] * 100
    rows["disabled"] = [True] * 3 + [False] * 297  # three women in A
    made = table(tmp_path / "three.parquet", rows)
    ask("SELECT count(*) FROM people", table=made)
    ask("SELECT count(*) FROM people WHERE NOT (commune = 'A' AND sex = 'F')", table=made)

    assert refused(
        ask, "SELECT count(*) FROM people WHERE commune = 'A' AND sex = 'F' AND NOT disabled", table=made
    )


def test_averages_are_compared_by_those_who_have_a_value(tmp_path: Path, ask: Ask) -> None:
    rows = columns(200)
    rows["sex"] = ["F"] * 100 + ["H"] * 100
    # Of the men only five have a wage: everybody's average less the women's would be theirs.
    rows["wage"] = [2_000.0 + n for n in range(105)] + [None] * 95
    made = table(tmp_path / "wages.parquet", rows)
    ask("SELECT avg(wage) FROM people", table=made)

    assert refused(ask, "SELECT avg(wage) FROM people WHERE sex = 'F'", table=made)


def test_what_one_grant_learnt_counts_for_the_others_of_its_organisation(
    ask: Ask, ledger: Ledger, tmp_path: Path
) -> None:
    ask("SELECT count(*) FROM people")
    few_less = "SELECT count(*) FROM people WHERE NOT (commune = '06000' AND age = 33)"

    colleague = Ledger(ledger.folder, grant="grant-2")
    stranger = Ledger(tmp_path / "other", grant="grant-3")
    assert refused(ask, few_less, ledger=colleague)
    assert not refused(ask, few_less, ledger=stranger)


def test_the_next_version_of_the_table_does_not_show_who_came(tmp_path: Path, ask: Ask) -> None:
    rows = columns(500)
    before = table(tmp_path / "v1.parquet", {name: values[:497] for name, values in rows.items()})
    after = table(tmp_path / "v2.parquet", rows)
    ask("SELECT avg(wage) FROM people", table=before)

    assert not refused(ask, "SELECT avg(wage) FROM people", table=before)
    assert refused(ask, "SELECT avg(wage) FROM people", table=after)


def test_a_version_under_another_name_is_compared_with_the_earlier_ones(tmp_path: Path, ask: Ask) -> None:
    rows = columns(500)
    before = table(tmp_path / "a.parquet", {name: values[:497] for name, values in rows.items()})
    after = replace(table(tmp_path / "b.parquet", rows), name="people_2027")
    ask("SELECT count(*) FROM people", table=before)

    assert refused(ask, "SELECT count(*) FROM people_2027", table=after)


def test_a_version_with_other_columns_is_compared_by_person(tmp_path: Path, ask: Ask) -> None:
    rows = columns(500)
    before = table(tmp_path / "a.parquet", {name: values[:497] for name, values in rows.items()})
    fewer = tuple(column for column in COLUMNS if column.name != "disabled")
    after = table(tmp_path / "b.parquet", rows, named=fewer)
    ask("SELECT count(*) FROM people", table=before)

    assert refused(ask, "SELECT count(*) FROM people", table=after)


def test_the_next_version_does_not_show_whose_value_changed(tmp_path: Path, ask: Ask) -> None:
    rows = columns(500)
    before = table(tmp_path / "w1.parquet", rows)
    changed = dict(rows, wage=[9_999.0, *rows["wage"][1:]])
    after = table(tmp_path / "w2.parquet", changed)
    ask("SELECT sex, avg(wage) FROM people GROUP BY sex", table=before)

    assert refused(ask, "SELECT sex, avg(wage) FROM people GROUP BY sex", table=after)


def test_people_with_several_rows_are_compared_by_person_too(tmp_path: Path, ask: Ask) -> None:
    rows = columns(400)
    rows["pseudonym"] = [f"p{number // 2}" for number in range(400)]
    rows["commune"] = ["A", "B"] * 197 + ["A", "A"] * 3  # all have a row in A, all but three one in B
    made = table(tmp_path / "twice.parquet", rows)
    ask("SELECT count(DISTINCT pseudonym) FROM people WHERE commune = 'A'", table=made)

    assert refused(ask, "SELECT count(DISTINCT pseudonym) FROM people WHERE commune = 'B'", table=made)


def test_the_budget_is_that_of_questions_and_of_told_groups(ask: Ask, ledger: Ledger) -> None:
    little = Ledger(ledger.folder, grant="grant-9", budget=Budget(queries=3, cells=4))
    assert ask("SELECT sex, count(*) FROM people GROUP BY sex", ledger=little).left.cells == 2
    with pytest.raises(RequestError) as too_many:
        ask("SELECT year(since), sex, count(*) FROM people GROUP BY ALL", ledger=little)
    assert ask("SELECT count(*) FROM people", ledger=little).left.queries == 0
    with pytest.raises(RequestError) as none_left:
        ask("SELECT count(*) FROM people", ledger=little)

    assert too_many.value.code == none_left.value.code == "query_budget"
    assert ask("SELECT count(*) FROM people").left.queries == 99, "another grant has its own"


def test_a_refused_question_costs_one(ask: Ask, ledger: Ledger) -> None:
    ask("SELECT count(*) FROM people")
    assert refused(ask, "SELECT count(*) FROM people WHERE NOT (commune = '06000' AND age = 33)")

    assert ledger.left().queries == 98


def test_a_line_cut_short_was_never_answered(ask: Ask, ledger: Ledger) -> None:
    ask("SELECT count(*) FROM people")
    lines = ledger.folder / "questions.jsonl"
    lines.write_bytes(lines.read_bytes() + b'{"grant": "gra')

    assert ask("SELECT sex, count(*) FROM people GROUP BY sex").left.queries == 98
    assert lines.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("lost", ["views", "questions.jsonl", "line"])
def test_a_register_that_lost_something_answers_nothing(ask: Ask, ledger: Ledger, lost: str) -> None:
    ask("SELECT count(*) FROM people")
    match lost:
        case "views":
            for path in (ledger.folder / "views").iterdir():
                path.unlink()
        case "questions.jsonl":
            (ledger.folder / lost).unlink()
        case _:
            (ledger.folder / "questions.jsonl").write_text("{}\n")

    with pytest.raises(RequestError) as error:
        ask("SELECT count(*) FROM people")
    assert error.value.code in ("query_ledger_damaged", "query_failed")


def test_the_register_holds_no_value_and_no_pseudonym(ask: Ask, ledger: Ledger, people: Table) -> None:
    ask("SELECT commune, avg(wage) FROM people WHERE sex = 'F' GROUP BY commune")

    for path in ledger.folder.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert b"p1" not in kept or path.suffix == ".npz"
            assert b"06000" not in kept
            assert path.stat().st_mode & 0o077 == 0 or path.name in ("lock", "questions.jsonl")
    assert ledger.folder.stat().st_mode & 0o077 == 0
    assert people.unit.name == COLUMNS[0].name


partition = st.lists(st.integers(-1, 3), min_size=14, max_size=14).map(
    lambda found: np.array(found, dtype=np.int64)
)


@settings(max_examples=200, deadline=None)
@given(partition, partition, st.integers(2, 5))
def test_the_gap_between_a_group_and_unions_is_that_of_trying_all_unions(
    whole: np.ndarray, parts: np.ndarray, threshold: int
) -> None:
    units = np.arange(14)
    gaps = {
        int(np.sum((whole == group) ^ np.isin(parts, [p for p, taken in enumerate(chosen) if taken])))
        for group in range(4)
        for chosen in product([False, True], repeat=4)
    }
    # Told groups hold at least the threshold; a smaller one is a gap with the empty union, and was masked.
    sizes = [np.sum(view == group) for view in (whole, parts) for group in range(4)]
    if all(size == 0 or size >= threshold for size in sizes):
        assert small_gap(whole, parts, units, threshold=threshold) == any(0 < g < threshold for g in gaps)


@settings(max_examples=100, deadline=None)
@given(st.lists(partition, min_size=2, max_size=4), st.integers(2, 5))
def test_a_small_set_is_derivable_when_its_indicator_is_in_the_span_of_the_told_groups(
    views: list[np.ndarray], threshold: int
) -> None:
    told = np.array(
        [view == group for view in views for group in range(4) if (view == group).any()], dtype=float
    )
    if not len(told):
        return
    atoms = np.unique(told, axis=1).T
    rank = np.linalg.matrix_rank(told)
    spanned = False
    for atom in atoms[atoms.any(axis=1)]:
        holds = (atom == told.T).all(axis=1)
        if holds.sum() < threshold:
            spanned |= np.linalg.matrix_rank(np.vstack([told, holds])) == rank
    telling = without_implied([view for view in views if (view >= 0).any()])
    single = {int(np.sum(view == group)) for view in telling for group in range(4)} - {0}
    if spanned and min(single) >= threshold:  # smaller groups are masked, and never told
        assert derivable(telling, None, threshold=threshold)
        assert derivable(telling, np.arange(14), threshold=threshold)


def test_groups_that_are_unions_of_finer_ones_say_nothing_more() -> None:
    fine, coarse = np.array([0, 0, 1, 1, 2, -1]), np.array([0, 0, 0, 0, 1, 1])

    # The first coarse group is two fine ones; the second holds a row that no fine one has.
    kept = without_implied([coarse, fine])
    assert [view.tolist() for view in kept] == [[0, 0, 1, 1, 2, -1], [-1, -1, -1, -1, 0, 0]]


def test_nested_people_are_seen_both_ways() -> None:
    units = np.array([0, 0, 1, 1, 2, 2])
    every, some = np.array([0, -1, 0, -1, 0, -1]), np.array([-1, 0, -1, 0, -1, -1])

    assert nested_people(every, some, units, threshold=2)
    assert nested_people(some, every, units, threshold=2)
    assert not nested_people(every, every, units, threshold=2)
