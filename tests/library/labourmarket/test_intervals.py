"""Intervals hold as often as they say: checked against known values and by drawing samples."""

from __future__ import annotations

import random

import pytest

from openemploi.labourmarket.intervals import newcombe, poisson, quantile, wilson


def test_wilson_agrees_with_published_values():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I, method 3
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(29, 29)[1] == 1.0


def test_the_exact_poisson_interval_agrees_with_published_values_and_joins_its_approximation():
    assert poisson(0) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert poisson(1) == pytest.approx((0.0253, 5.5716), abs=1e-4)
    assert poisson(20) == pytest.approx((12.2165, 30.8884), abs=1e-3)
    assert poisson(1001)[0] - poisson(1000)[0] == pytest.approx(1, abs=0.05)


def test_a_difference_of_shares_agrees_with_published_values():
    assert newcombe(48, 80, 56, 70) == pytest.approx((0.0524, 0.3339), abs=1e-4)  # Newcombe 1998, example (a)


def test_the_interval_of_a_median_holds_at_least_as_often_as_it_says():
    draw = random.Random(7)  # noqa: S311 (samples, not secrets)
    held = 0
    for _sample in range(400):
        values = sorted(draw.expovariate(1.0) for _one in range(25))
        _median, low, high = quantile(values, 0.5)
        held += low is not None and high is not None and low <= 0.6931 <= high

    assert held >= 370  # the ranks of 25 hold 95.7 times in 100: 383 are expected, give or take 4


def test_few_observations_have_no_end():
    assert quantile([1.0, 2.0, 3.0, 4.0, 5.0], 0.5) == (3.0, None, None)
    assert quantile([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 0.5) == (3.5, 1.0, 6.0)


def test_what_is_no_share_is_refused():
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)
