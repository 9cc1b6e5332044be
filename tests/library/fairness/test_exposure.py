"""Who is shown what, by group: shares of people, with intervals, and no group of fewer than eleven."""

from __future__ import annotations

import pytest

from openemploi.fairness import Item, Shown, exposure
from openemploi.labourmarket.intervals import newcombe, wilson


def _shown(
    group: str, times: int, *domains: str, unexpected: int = 0, pay: float | None = None
) -> list[Shown]:
    items = tuple(Item(domain, place < unexpected, pay) for place, domain in enumerate(domains))
    return [Shown(group, items)] * times


def test_a_group_of_ten_is_not_shown_and_counted_as_hidden() -> None:
    report = exposure(_shown("a", 10, "Arts") + _shown("b", 11, "Arts"))
    assert [group.name for group in report.groups] == ["b"]
    assert report.hidden == 1


def test_a_share_is_of_people_and_not_of_items() -> None:
    (group,) = exposure(_shown("a", 12, "Arts", "Arts", "Soin") + _shown("a", 8, "Soin")).groups
    arts = group.domains[0]

    assert (arts.name, arts.k, arts.n) == ("Arts", 12, 20)
    assert (arts.low, arts.high) == wilson(12, 20)


def test_the_largest_difference_between_groups_comes_first_with_its_interval() -> None:
    report = exposure(
        _shown("a", 20, "Arts", "Soin") + _shown("b", 15, "Soin") + _shown("b", 5, "Arts", "Soin")
    )
    first, second = report.gaps

    assert (first.domain, first.value, first.clear) == ("Arts", -0.75, True)
    assert (first.low, first.high) == newcombe(20, 20, 5, 20)
    assert (second.domain, second.value, second.clear) == ("Soin", 0.0, False)


def test_the_unexpected_share_is_a_mean_over_people_whose_interval_holds_it() -> None:
    lists = _shown("a", 10, "x", "y", unexpected=1) + _shown("a", 10, "x", "y", "z", "w", unexpected=1)
    share = exposure(lists).groups[0].unexpected

    assert share is not None and share.low is not None and share.high is not None
    assert share.value == pytest.approx(0.375)
    assert 0.25 < share.low < share.value < share.high < 0.5


def test_pay_is_unknown_until_it_is_known_for_eleven_people() -> None:
    some = _shown("a", 10, "x", pay=2000.0) + _shown("a", 5, "x")
    assert exposure(some).groups[0].pay is None
    pay = exposure([*some, *_shown("a", 1, "x", pay=2220.0)]).groups[0].pay
    assert pay is not None
    assert (round(pay.value), pay.n) == (2020, 11)


def test_the_same_lists_give_the_same_report() -> None:
    lists = _shown("a", 12, "x", "y", unexpected=1) + _shown("b", 12, "y")
    assert exposure(lists) == exposure(lists[::-1])
