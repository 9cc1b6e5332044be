"""The invented table of the demonstration: the same everywhere, with groups that are too small to be shown."""

from __future__ import annotations

import csv
import io
from collections import Counter

from openemploi_web.demonstration.restricted import content, table


def test_the_rows_are_the_same_at_each_call_and_say_that_they_are_invented():
    assert table() == table()
    assert "fictives" in content()["asset"]["title_fr"]


def test_some_communes_have_fewer_people_than_a_figure_may_show():
    rows = list(csv.DictReader(io.StringIO(table())))
    communes = Counter(row["commune"] for row in rows)

    assert len(rows) == 2_000
    assert {name for name, count in communes.items() if count < 11} == {"Peille", "Coursegoules", "Saorge"}
    assert min(count for count in communes.values() if count >= 11) > 60
