"""A class without names: nothing that speaks of fewer than eleven pupils."""

from __future__ import annotations

from openemploi.pathways.orientation import Answers, Guide, class_view
from openemploi.pathways.orientation.class_view import Told
from openemploi.pathways.orientation.model import Polarity


def test_ten_pupils_are_too_few_to_say_anything(guide: Guide) -> None:
    one = guide.guide(Answers(likes="réparer des vélos"))
    assert class_view([one] * 10).pupils is None
    assert class_view([one] * 10).families == ()
    assert class_view([one] * 11).pupils == 11


def test_a_number_is_given_only_when_eleven_are_in_it_and_eleven_outside(guide: Guide) -> None:
    bikes = guide.guide(Answers(likes="réparer des vélos"))
    sums = guide.guide(Answers(likes="les maths"))
    seen = class_view([bikes] * 12 + [sums] * 13)
    nearly = class_view([bikes] * 20 + [sums] * 5)

    close = {one.code: one.close for one in seen.families}
    assert (close["I16"].told, close["I16"].pupils) == (Told.COUNT, 12)
    assert {one.code: one.close.told for one in nearly.families}["I16"] is Told.NEARLY_ALL
    assert all(one.close.told is not Told.COUNT for one in nearly.families)


def test_what_few_pupils_said_is_not_listed(guide: Guide) -> None:
    bikes = guide.guide(Answers(likes="réparer des vélos"))
    rare = guide.guide(Answers(likes="les malades", dislikes="le bruit"))
    traits = {(one.label, one.polarity) for one in class_view([bikes] * 15 + [rare] * 10).traits}

    assert ("Travailler de ses mains", Polarity.LIKED) in traits
    assert not any(label in ("Le soin", "Dans le bruit") for label, _polarity in traits)


def test_the_order_of_pupils_does_not_show(guide: Guide) -> None:
    lists = [
        guide.guide(Answers(likes=text)) for text in ("vélos", "maths", "dessin") for _number in range(5)
    ]
    assert class_view(lists) == class_view(lists[::-1])
