"""What an asker with patience would try to learn of one person, and does not."""

# ruff: noqa: S608  # questions are what is tested

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.queryroom.conftest import Ask, columns, table
from tests.library.queryroom.test_differencing import refused

from openemploi.errors import RequestError
from openemploi.queryroom import Budget, Column, Kind, Ledger, Masked, Role, Table

TRADES = (
    Column("pseudonym", Role.UNIT),
    Column("trade", Role.GROUP),
    Column("disabled", Role.GROUP, Kind.BOOLEAN),
    Column("wage", Role.MEASURE, Kind.NUMBER),
)


def trades(path: Path, wages: dict[str, list[float]], *, disabled: tuple[str, ...] = ()) -> Table:
    """People of each trade with these wages; those of the trades in ``disabled`` are disabled."""
    rows = [(trade, wage) for trade, of in wages.items() for wage in of]
    made = {
        "pseudonym": [f"p{number}" for number in range(len(rows))],
        "trade": [trade for trade, _wage in rows],
        "disabled": [trade in disabled for trade, _wage in rows],
        "wage": [wage for _trade, wage in rows],
    }
    return table(path / "trades.parquet", made, named=TRADES)


def test_a_count_of_values_does_not_show_what_the_only_astronaut_is(tmp_path: Path, ask: Ask) -> None:
    # 30 cooks who are not disabled and one astronaut: a second value would be the astronaut's.
    question = "SELECT count(DISTINCT disabled) FROM people WHERE trade IN ('cook', 'astronaut')"
    told = []
    for number, who in enumerate(((), ("astronaut",))):
        made = trades(tmp_path, {"cook": [1500.0] * 30, "astronaut": [9000.0]}, disabled=who)
        ledger = Ledger(tmp_path / f"ledger-{number}", grant="grant-1")
        told.append(ask(question, table=made, ledger=ledger).rows[0].cells[0].value)

    assert told == [1, 1]


def test_a_sum_that_one_person_dominates_is_not_had_by_subtracting_two_sums(tmp_path: Path, ask: Ask) -> None:
    made = trades(tmp_path, {"cook": [1500.0] * 100, "player": [100_000.0] + [100.0] * 11})
    alone = ask("SELECT avg(wage) FROM people WHERE trade = 'player'", table=made)
    ask("SELECT sum(wage) FROM people", table=made)

    assert alone.rows[0].cells[0].masked is Masked.DOMINATED
    assert refused(ask, "SELECT sum(wage) FROM people WHERE trade = 'cook'", table=made)


def test_sums_of_ordinary_wages_are_still_told_one_after_the_other(tmp_path: Path, ask: Ask) -> None:
    made = trades(tmp_path, {"cook": [1500.0] * 100, "player": [1400.0] * 12})
    ask("SELECT sum(wage) FROM people", table=made)

    assert not refused(ask, "SELECT sum(wage) FROM people WHERE trade = 'cook'", table=made)


def test_a_deviation_does_not_show_the_one_wage_that_makes_it(tmp_path: Path, ask: Ask) -> None:
    # 40 % of the sum, and all of the deviation: mean + deviation × √n is that wage.
    made = trades(tmp_path, {"player": [1000.0] * 100 + [70_000.0]})
    cells = ask("SELECT avg(wage), stddev(wage) FROM people", table=made).rows[0].cells

    assert [cell.masked for cell in cells] == [None, Masked.DOMINATED]


def test_the_number_of_rows_does_not_show_how_often_one_person_came(tmp_path: Path, ask: Ask) -> None:
    rows = columns(1_000)
    rows["pseudonym"] = ["often"] * 980 + [f"p{number}" for number in range(20)]
    rows["wage"] = [1500.0] * 1_000
    made = table(tmp_path / "visits.parquet", rows)
    cells = (
        ask("SELECT count(*), count(wage), count(DISTINCT pseudonym) FROM people", table=made).rows[0].cells
    )

    assert [cell.masked for cell in cells] == [Masked.DOMINATED, Masked.DOMINATED, None]
    assert cells[2].value == 21


def test_quantiles_do_not_read_the_wages_of_a_group_one_after_the_other(tmp_path: Path, ask: Ask) -> None:
    made = trades(tmp_path, {"cook": [1000.0 + 10 * number for number in range(24)]})
    told = set()
    for hundredths in range(5, 96):
        try:
            cell = (
                ask(f"SELECT quantile_cont(wage, {hundredths / 100}) FROM people", table=made)
                .rows[0]
                .cells[0]
            )
        except RequestError as error:
            assert error.code == "query_extreme"
            continue
        if cell.masked is None:
            told.add(cell.value)

    assert len(told) == 3  # quarters, of 24 people


def test_who_asks_only_to_be_refused_is_soon_answered_nothing(tmp_path: Path, ask: Ask) -> None:
    made = trades(
        tmp_path, {"cook": [1500.0] * 30, "astronaut": [9000.0], "pilot": [5000.0]}, disabled=("cook",)
    )
    ledger = Ledger(tmp_path / "closed", grant="grant-1", budget=Budget(refusals=2))
    ask("SELECT count(*) FROM people WHERE trade = 'cook'", table=made, ledger=ledger)
    for trade in ("astronaut", "pilot"):
        assert refused(
            ask, f"SELECT count(*) FROM people WHERE trade IN ('cook', '{trade}')", table=made, ledger=ledger
        )

    with pytest.raises(RequestError) as error:
        ask("SELECT count(*) FROM people WHERE trade = 'cook'", table=made, ledger=ledger)
    assert error.value.code == "query_budget"
