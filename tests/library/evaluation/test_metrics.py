"""The metrics, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from openemploi.evaluation import metrics
from openemploi.evaluation.metrics import Counts, Figure


def test_the_reciprocal_rank_is_that_of_the_first_right_answer():
    assert metrics.reciprocal_rank(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(["x"], {"a"}) == 0


def test_a_hit_is_any_right_answer_among_the_first():
    assert [metrics.hit_at(["x", "a"], {"a"}, k=k) for k in (1, 2)] == [0, 1]


def test_recall_is_the_share_of_what_was_wanted():
    assert metrics.recall_at(["a", "x", "b"], {"a", "b", "c", "d"}, k=2) == 0.25


def test_r_precision_divides_by_the_most_that_there_could_be():
    ranked, wanted = ["a", "x", "b"], {"a", "b"}

    assert [metrics.r_precision_at(ranked, wanted, k=k) for k in (1, 2, 5)] == [1, 0.5, 1]


def test_average_precision_is_the_mean_of_the_precision_at_each_right_answer():
    relevant = np.array([False, True, False, True])

    assert metrics.average_precision(relevant, wanted=2) == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_sets_are_scored_over_all_queries_together():
    ratios = metrics.set_scores([Counts(1, 1, 0), Counts(0, 0, 2)])
    found = {name: figure.value for name, figure in metrics.figures(ratios).items()}

    assert found == {"f1": pytest.approx(2 / 5), "precision": 0.5, "recall": pytest.approx(1 / 3)}


def test_an_interval_holds_the_value_and_is_the_same_each_time():
    ratios = {"top1": metrics.mean([1.0] * 30 + [0.0] * 70)}
    figure = metrics.figures(ratios)["top1"]

    assert figure == metrics.figures(ratios)["top1"]
    assert figure.value == pytest.approx(0.3)
    # The 95 % interval of a share of .3 of 100 is .3 ± .09.
    assert figure.low == pytest.approx(0.21, abs=0.02)
    assert figure.high == pytest.approx(0.39, abs=0.02)


def test_a_query_that_says_nothing_is_left_out_of_the_mean():
    ratios = {"some": metrics.mean([1.0, None, 0.0]), "none": metrics.mean([None, None, None])}
    found = metrics.figures(ratios)

    assert found["some"].value == 0.5
    assert found["none"] == Figure(None, None, None)


def test_values_of_several_spans_count_once_each():
    assert metrics.figures({"rp@5": metrics.average([[1.0, 0.0], [], [1.0]])})["rp@5"].value == pytest.approx(
        2 / 3
    )


def test_the_calibration_error_weighs_the_gap_of_each_bin():
    found = metrics.calibration([(0.95, True), (0.95, True), (0.55, False), (1.0, True)])

    assert found.ece == pytest.approx(0.75 * (1 - 2.9 / 3) + 0.25 * 0.55)
    assert [(one.low, one.n) for one in found.bins if one.n] == [(0.5, 1), (0.9, 3)]
    assert len(found.bins) == 10
