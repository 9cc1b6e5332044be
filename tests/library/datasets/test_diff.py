"""What changed between two editions."""

from __future__ import annotations

from collections.abc import Callable

from openemploi.datasets.diff import diff
from openemploi.datasets.importing import Imported

DIGNE = "4070;Digne;04;9,5;8;11"
GAP = "5061;Gap;05;10,2;9;12"


def test_rows_that_came_went_and_changed_are_told_apart_by_their_key(rents: Callable[..., Imported]) -> None:
    old = rents(DIGNE, GAP, "6088;Nice;06;;13;19").version
    new = rents("4070;Digne;04;9,9;8;11", "6088;Nice;06;;13;19", "13055;Marseille;13;12;10;15").version

    (table,) = diff(old, new)

    assert (table.added, table.removed, table.changed) == (1, 1, 1)
    assert table.samples == {"added": (("13055",),), "removed": (("05061",),), "changed": (("04070",),)}


def test_the_same_rows_in_another_order_are_no_change(rents: Callable[..., Imported]) -> None:
    assert diff(rents(DIGNE, GAP).version, rents(GAP, DIGNE).version)[0].same


def test_an_unknown_value_that_becomes_known_is_a_change(rents: Callable[..., Imported]) -> None:
    old, new = rents("4070;Digne;04;;8;11").version, rents(DIGNE).version
    assert diff(old, new)[0].changed == 1
