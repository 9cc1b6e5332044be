"""Old codes of communes lead to those of today, or are said to be unknown."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.territory.succession import Commune, Movement, Succession, Successor

TODAY = [
    Commune("04001"),
    Commune("04010"),
    Commune("04020"),
    Commune("04030"),
    Commune("04031"),
    Commune("69123"),
    Commune("69381", "ARM", "69123"),
    Commune("04011", "COMD", "04010"),
    Commune("04010", "COMD", "04010"),
    Commune("04021", "COMA", "04020"),
]


def moved(event: str, day: str, before: str, after: str) -> Movement:
    return Movement(event, date.fromisoformat(day), "COM", before, "COM", after)


MOVEMENTS = [
    # 04011 and 04012 joined 04010 as a new commune in 2016.
    moved("32", "2016-01-01", "04010", "04010"),
    moved("32", "2016-01-01", "04011", "04010"),
    moved("32", "2016-01-01", "04012", "04010"),
    Movement("32", date(2016, 1, 1), "COM", "04011", "COMD", "04011"),
    # 04013 merged into 04012 long before that.
    moved("31", "1973-01-01", "04013", "04012"),
    # 04022 and 04020 changed their seat and so their code on the day on which 04023 joined.
    moved("50", "1990-05-01", "04022", "04020"),
    moved("31", "1990-05-01", "04023", "04022"),
    # 04031 had joined 04030 in 1972 and was restored in 2003.
    moved("33", "1972-07-01", "04031", "04030"),
    moved("21", "2003-01-01", "04030", "04030"),
    moved("21", "2003-01-01", "04030", "04031"),
    # 04040 was shared out, and no part kept its code.
    moved("30", "1980-01-01", "04040", "04001"),
    moved("30", "1980-01-01", "04040", "04020"),
    # 04050 went to a commune that the list of today does not have.
    moved("31", "1999-01-01", "04050", "05999"),
]


@pytest.fixture
def succession() -> Succession:
    return Succession(TODAY, MOVEMENTS)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("04001", None, Successor("04001")),
        ("04001", "1960-01-01", Successor("04001")),
        ("04012", None, Successor("04010", reason="moved")),
        ("04012", "2015-12-31", Successor("04010", reason="moved")),
        ("04013", None, Successor("04010", reason="moved")),
        ("04023", "1990-04-30", Successor("04020", reason="moved")),
        ("04011", None, Successor("04010", reason="part")),
        ("04011", "2010-01-01", Successor("04010", reason="moved")),
        ("04011", "2020-01-01", Successor("04010", reason="part")),
        ("04021", None, Successor("04020", reason="part")),
        ("69381", None, Successor("69123", reason="part")),
        ("69381", "2012-01-01", Successor("69123", reason="part")),
    ],
)
def test_an_old_code_leads_to_the_commune_of_today(
    succession: Succession, code: str, on: str | None, expected: Successor
) -> None:
    assert succession.now(code, on=date.fromisoformat(on) if on else None) == expected


def test_a_commune_that_was_split_keeps_its_code_and_names_the_other(succession: Succession) -> None:
    assert succession.now("04030", on=date(1985, 1, 1)) == Successor("04030", ("04031",), "same")
    assert succession.now("04030", on=date(2010, 1, 1)) == Successor("04030")


def test_a_commune_that_was_merged_and_restored_is_itself_again(succession: Succession) -> None:
    assert succession.now("04031", on=date(1960, 1, 1)) == Successor("04031")


def test_a_territory_that_was_shared_out_is_unknown_and_its_heirs_are_named(succession: Succession) -> None:
    assert succession.now("04040") == Successor(None, ("04001", "04020"), "unknown")


@pytest.mark.parametrize("code", ["99999", "04050", "04012"])
def test_what_cannot_be_followed_is_unknown(code: str, succession: Succession) -> None:
    alone = Succession(TODAY) if code == "04012" else succession
    assert alone.now(code) == Successor(None, reason="unknown")


def test_an_arrondissement_whose_commune_is_not_in_the_list_is_unknown() -> None:
    assert Succession([Commune("75101", "ARM", "75056")]).now("75101") == Successor(None, reason="unknown")


def test_the_codes_of_the_past_are_those_that_no_commune_bears_today(succession: Succession) -> None:
    assert succession.past() == {"04011", "04012", "04013", "04022", "04023", "04040", "04050"}
