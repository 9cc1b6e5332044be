"""A twin is like its table, and like nobody in it; one that is like somebody is not given out."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from openemploi.errors import RequestError
from openemploi.synthetic import Use, making, twin
from openemploi.synthetic.columns import Columns, Ints
from openemploi.synthetic.drawing import Drawn, _normal_quantile

ROLES = {"pseudonym": Use.UNIT, "nir": Use.IDENTIFIER}


def people(count: int, *, seed: int = 5) -> pa.Table:
    """Invented people whose trade depends on their commune, and whose pay depends on age and trade."""
    draw = np.random.default_rng(seed)
    commune = draw.choice(12, count, p=np.arange(12, 0, -1) / 78)
    trade = (commune + draw.choice(4, count, p=[0.7, 0.15, 0.1, 0.05])) % 6
    age = np.clip(draw.normal(35 + 2 * trade, 10), 16, 67).astype(int)
    pay = np.round(1_200 + 25 * age + 150 * trade + draw.lognormal(5, 0.6, count), 2)
    hours = np.clip(np.round(pay / 60 + draw.normal(0, 4, count)), 5, 39)
    unknown = draw.random(count) < 0.05 + 0.2 * (trade == 2)
    return pa.table(
        {
            "pseudonym": [f"p{number}" for number in range(count)],
            "nir": [f"{number:013d}" for number in range(count)],
            "commune": [f"06{place:03d}" for place in commune],
            "trade": pa.array([f"T{place}" for place in trade]),
            "age": pa.array(age, pa.int16()),
            "pay": pa.array(np.where(unknown, np.nan, pay), from_pandas=True),
            "hours": pa.array(hours, pa.float32()),
            "since": [date(2024, 1, 1) + timedelta(int(day)) for day in draw.integers(0, 700, count)],
            "disabled": [bool(held) for held in draw.random(count) < 0.03 + 0.02 * trade],
        }
    )


@pytest.fixture(scope="module")
def real() -> pa.Table:
    return people(1_500)


def test_a_twin_has_the_columns_the_types_and_about_the_shares_of_its_table(real: pa.Table) -> None:
    made = twin(real, roles=ROLES, seed=1)

    assert made.table.schema.equals(real.schema)
    assert len(made.table) == len(real)
    assert max(distance for _name, distance in made.card.utility.marginals) < 0.08
    assert made.card.utility.dependence < 0.1
    assert made.card.utility.queries is not None
    assert made.card.utility.queries < 0.05


def test_what_goes_together_still_does(real: pa.Table) -> None:
    made = twin(real, roles=ROLES, seed=1).table

    def correlation(table: pa.Table) -> float:
        age, pay = (table.column(name).to_numpy().astype(float) for name in ("age", "pay"))
        known = ~np.isnan(pay)
        return float(np.corrcoef(age[known], pay[known])[0, 1])

    assert correlation(made) == pytest.approx(correlation(real), abs=0.1)
    assert correlation(real) > 0.6


def test_what_is_not_known_is_as_often_not_known(real: pa.Table) -> None:
    made = twin(real, roles=ROLES, seed=1).table

    share = real.column("pay").null_count / len(real)
    assert made.column("pay").null_count / len(made) == pytest.approx(share, abs=0.03)
    assert made.column("age").null_count == 0


def test_nobody_is_in_it(real: pa.Table) -> None:
    made = twin(real, roles=ROLES, seed=1)

    values = [name for name in real.column_names if name not in ROLES]
    persons = {tuple(row.values()) for row in real.select(values).to_pylist()}
    assert not persons & {tuple(row.values()) for row in made.table.select(values).to_pylist()}
    for name in ROLES:
        assert not set(real.column(name).to_pylist()) & set(made.table.column(name).to_pylist())
        assert all(value.startswith("fictif-") for value in made.table.column(name).to_pylist())
    assert made.card.privacy.copied == 0
    assert made.card.privacy.median_ratio > 0.9


def test_nobody_s_extreme_value_is_the_end_of_a_curve(real: pa.Table) -> None:
    pay = real.column("pay").to_pylist()
    pay[0] = 250_000.0
    table = real.set_column(real.schema.get_field_index("pay"), "pay", pa.array(pay))
    made = twin(table, roles=ROLES, seed=1).table

    # The last knot is the mean of eleven people or more.
    assert max(value for value in made.column("pay").to_pylist() if value) < 250_000 / 10 + 5_000


def test_a_value_that_few_people_have_becomes_another(real: pa.Table) -> None:
    trades = real.column("trade").to_pylist()
    trades[:7] = ["Dompteuse"] * 7
    table = real.set_column(real.schema.get_field_index("trade"), "trade", pa.array(trades))
    made = twin(table, roles=ROLES, seed=1)

    assert "Dompteuse" not in made.table.column("trade").to_pylist()
    assert ("trade", 1) in made.card.merged


def test_the_same_seed_makes_the_same_twin(real: pa.Table) -> None:
    one, two, three = (twin(real, roles=ROLES, seed=seed, rows=200).table for seed in (4, 4, 5))

    assert one.equals(two)
    assert not one.equals(three)


def test_a_generator_that_hands_out_real_rows_is_found_out(real: pa.Table, monkeypatch) -> None:
    def copying(columns: Columns, learnt: Ints, *, rows: int, seed: int, threshold: int) -> Drawn:
        taken = np.random.default_rng(seed).choice(learnt, rows)
        return Drawn(
            tuple(c.codes[taken] for c in columns.categories),
            tuple(q.values[taken] for q in columns.quantities),
        )

    monkeypatch.setattr(making, "draw", copying)
    with pytest.raises(RequestError) as refused:
        twin(real, roles=ROLES, seed=1)
    assert refused.value.code == "twin_too_near"


def test_a_generator_that_only_blurs_real_rows_is_found_out(real: pa.Table, monkeypatch) -> None:
    def blurring(columns: Columns, learnt: Ints, *, rows: int, seed: int, threshold: int) -> Drawn:
        random = np.random.default_rng(seed)
        taken = random.choice(learnt, rows)
        return Drawn(
            tuple(c.codes[taken] for c in columns.categories),
            tuple(q.values[taken] + random.normal(0, 0.01) for q in columns.quantities),
        )

    monkeypatch.setattr(making, "draw", blurring)
    with pytest.raises(RequestError) as refused:
        twin(real, roles=ROLES, seed=1)
    assert refused.value.code == "twin_too_near"


def test_a_small_table_has_no_twin() -> None:
    with pytest.raises(RequestError) as refused:
        twin(people(80), roles=ROLES, seed=1)

    assert refused.value.code == "twin_too_small"


def test_people_and_not_rows_make_a_table_large_enough(real: pa.Table) -> None:
    few = pa.array([f"p{number % 50}" for number in range(len(real))])
    with pytest.raises(RequestError) as refused:
        twin(real.set_column(0, "pseudonym", few), roles=ROLES, seed=1)

    assert refused.value.code == "twin_too_small"


def test_a_table_whose_every_row_is_somebody_s_alone_is_refused() -> None:
    codes = [f"A{number % 10}" for number in range(200)]
    table = pa.table({"one": codes, "two": [f"B{number // 20 % 10}" for number in range(200)]})

    # A hundred combinations of two people each: every invented row is one of them.
    with pytest.raises(RequestError) as refused:
        twin(table, roles={}, seed=1)
    assert refused.value.code == "twin_too_near"


def test_the_card_says_what_was_measured(real: pa.Table) -> None:
    card = json.loads(twin(real, roles=ROLES, seed=2, rows=300).card.to_json())

    assert (card["rows"], card["real_rows"], card["threshold"], card["seed"]) == (300, 1_500, 11, 2)
    assert set(card["privacy"]) >= {
        "copied",
        "median_ratio",
        "fifth_ratio",
        "held_out_median",
        "least",
        "passed",
    }
    assert set(card["utility"]["marginals"]) == {
        "commune",
        "trade",
        "disabled",
        "age",
        "pay",
        "hours",
        "since",
    }


def test_the_normal_quantile_is_that_of_the_tables() -> None:
    from statistics import NormalDist

    shares = np.array([0.0005, 0.01, 0.02425, 0.3, 0.5, 0.9, 0.975, 0.9999])
    assert _normal_quantile(shares) == pytest.approx([NormalDist().inv_cdf(s) for s in shares], abs=1e-6)
