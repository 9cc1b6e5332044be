"""Charts and maps: where the marks stand, and what is left out when nothing is known."""

from __future__ import annotations

from openemploi_web.ui.charts import Mark, bars, box, columns
from openemploi_web.ui.maps import Group, Spot, draw


def test_a_bar_is_a_share_of_the_whole_and_an_unknown_one_has_none():
    drawn = bars([Mark("a", 2.0, "2"), Mark("b", None, "inconnu")], whole=5)

    assert [(bar.size, bar.known) for bar in drawn] == [("40.00%", True), ("", False)]


def test_columns_stand_on_one_line_and_the_highest_end_fits():
    drawn = columns([Mark("mai", 2.0, "2", low=0.2, high=7.2), Mark("août", 1.0, "1", low=0.0, high=5.6)])

    feet = {round(float(bar.y) + float(bar.size), 1) for bar in drawn}
    assert feet == {154.0}
    assert float(drawn[0].high) >= 0


def test_many_columns_keep_a_few_labels_with_the_first_and_the_last():
    drawn = columns([Mark(str(month), 1.0, "1") for month in range(24)])

    labelled = [bar.label for bar in drawn if bar.labelled]
    assert labelled[0] == "0" and labelled[-1] == "23" and len(labelled) <= 8


def test_quartiles_keep_their_order_on_the_line_and_equal_ones_do_not_fail():
    line = box(1900, 2000, 2300, low=1950, high=2100)
    flat = box(2000, 2000, 2000, low=None, high=None)

    assert float(line.first[:-1]) < float(line.middle[:-1]) < float(line.third[:-1])
    assert (flat.low, flat.high, flat.width) == ("", "", "0.00%")


def test_north_is_up_east_is_right_and_distances_keep_their_shape():
    south_west, north_east = Spot(44.0, 6.0), Spot(44.5, 6.5)
    drawn = draw([Group("a", "1", 1, "1", [south_west]), Group("b", "5", 5, "5", [north_east])])

    assert drawn is not None
    (x1, y1), (x2, y2) = ((float(shape.x), float(shape.y)) for shape in drawn.shapes)
    assert x1 < x2 and y1 > y2
    assert abs((x2 - x1) / (y1 - y2) - 0.717) < 0.01  # cos 44.25°


def test_outlines_are_drawn_where_there_are_some_and_dots_elsewhere():
    ring = [[6.0, 44.0], [6.1, 44.0], [6.1, 44.1], [6.0, 44.0]]
    drawn = draw([Group("a", "1", 1, "1", [Spot(44.05, 6.05, [[ring]]), Spot(44.3, 6.4)])])

    assert drawn is not None
    shape = drawn.shapes[0]
    assert shape.outlines.startswith("M") and shape.outlines.endswith("Z")
    assert shape.dots.count("M") == 1


def test_without_places_there_is_no_map():
    assert draw([Group("a", "1", 1, "1", [])]) is None
