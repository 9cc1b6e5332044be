"""From a pupil's words to families: what is shown, why, and what is kept wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from openemploi.datasets.store import Store
from openemploi.errors import RequestError
from openemploi.labourmarket.model import Reason, Unknown
from openemploi.pathways.orientation import Answers, Guide, Reach
from openemploi.pathways.orientation.model import Family, Guidance, Link

BIKES = "j'aime réparer des vélos, m'occuper de ma petite soeur, je déteste rester assis"


def _codes(found: Guidance, reach: Reach | None = None) -> list[str]:
    return [one.code for one in found.families if reach in (None, one.reach)]


def _family(found: Guidance, code: str) -> Family:
    return next(one for one in found.families if one.code == code)


def test_each_thing_that_is_said_has_its_close_family_with_the_words_that_led_there(guide: Guide) -> None:
    found = guide.guide(Answers(likes=BIKES))

    assert _codes(found, Reach.CLOSE)[:2] == ["I16", "K13"]
    assert [line.clause.text for line in _family(found, "I16").evidence] == ["j'aime réparer des vélos"]
    assert [line.clause.text for line in _family(found, "K13").evidence] == ["m'occuper de ma petite soeur"]


def test_what_is_not_wanted_puts_a_family_aside_and_is_told(guide: Guide) -> None:
    liking = "J'aime compter. "

    assert "M12" in _codes(guide.guide(Answers(likes=liking)))
    found = guide.guide(Answers(likes=liking + "Je déteste rester assis."))
    assert "M12" not in _codes(found)
    (aside,) = (one for one in found.set_aside if one.code == "M12")
    assert [line.clause.text for line in aside.because] == ["Je déteste rester assis"]


def test_a_family_that_has_a_little_of_what_is_not_wanted_says_so(guide: Guide) -> None:
    found = guide.guide(Answers(likes="les enfants", dislikes="les malades"))

    assert [line.by for line in _family(found, "K13").caution] == ["Le soin"]
    assert "J15" not in _codes(found)


@pytest.mark.parametrize(
    "text",
    [
        BIKES,
        "",
        "bof je sais pas",
        "zblorg",
        "j'aime tout",
        "je déteste tout, le bruit, les enfants",
        "요리가 좋아요",
    ],
)
def test_the_list_is_wide_whatever_is_said(guide: Guide, text: str) -> None:
    found = guide.guide(Answers(likes=text))

    assert len(found.families) == 12 == len(set(_codes(found)))
    assert found.unexpected_share >= 0.25
    assert found.domains >= 4
    assert max(_codes(found).count(code) for code in _codes(found)) == 1
    assert max([code[0] for code in _codes(found)].count(letter) for letter in "ABCDEFGHIJKLMN") <= 4


@pytest.mark.parametrize(("asked", "shown"), [(1, 8), (8, 8), (16, 16), (24, 18)])
def test_never_fewer_than_eight_families_nor_more_than_there_are(
    guide: Guide, asked: int, shown: int
) -> None:
    assert len(guide.guide(Answers(likes="réparer des vélos"), size=asked).families) == shown


def test_an_unexpected_family_is_far_from_every_close_one_and_in_another_great_domain(guide: Guide) -> None:
    found = guide.guide(Answers(likes="réparer des vélos"))
    close = {one.domain for one in found.families if one.reach is Reach.CLOSE}
    far = [one for one in found.families if one.reach is Reach.UNEXPECTED]

    assert all(one.domain not in close for one in far)
    assert min(one.distance or 0 for one in far) > guide.catalogue.distance_at(1 / 3)


def test_a_family_without_a_word_of_the_pupil_claims_none(guide: Guide) -> None:
    found = guide.guide(Answers(likes="zblorg"))

    assert [one.evidence for one in found.families] == [()] * 12
    assert [clause.text for clause in found.unread] == ["zblorg"]


def test_subjects_and_tasks_count_as_much_as_likes(guide: Guide) -> None:
    found = guide.guide(Answers(subjects="maths", tasks="je fais des crêpes"))

    assert {"G16", "M12"} <= set(_codes(found, Reach.CLOSE))
    assert {line.link for line in _family(found, "G16").evidence} <= {Link.FIELD, Link.INTEREST, Link.NAME}


def test_the_occupation_that_has_the_words_comes_first_with_what_one_does(guide: Guide) -> None:
    (first, *_rest) = _family(guide.guide(Answers(likes="faire des crêpes")), "G16").examples

    assert (first.label, first.does, first.access) == (
        "Crêpier / Crêpière", "Travaille aux fourneaux.", "Ouvert à toutes et à tous.",
    )  # fmt: skip


def test_home_orders_courses_and_changes_no_family(guide: Guide) -> None:
    here = guide.guide(Answers(likes="la cuisine", home="04901"))
    nowhere = guide.guide(Answers(likes="la cuisine"))

    assert _codes(here) == _codes(nowhere)
    courses = _family(here, "G16").courses
    assert isinstance(courses, tuple)
    assert [(one.kind, one.distance) for one in courses] == [
        ("parcoursup", 11.1), ("onisep_courses", None), ("rncp", None),
    ]  # fmt: skip


def test_a_course_tells_its_latest_admissions_and_what_is_not_known(guide: Guide) -> None:
    courses = _family(guide.guide(Answers(likes="la cuisine")), "G16").courses
    assert isinstance(courses, tuple)
    (one,) = (course for course in courses if course.kind == "parcoursup")

    assert one.admission is not None
    assert (one.admission.year, one.admission.candidates, one.admission.admitted) == (2025, 310, 22)
    assert (one.by, one.admission.access_rate) == ("RNCP90001", 58.0)
    assert one.travel == one.former == Unknown(Reason.NOT_COVERED)


def test_without_courses_in_the_data_they_are_unknown_and_not_none(tmp_path: Path, store: Store) -> None:
    alone = Store.open(tmp_path / "datasets")
    (alone.folder / "rome").symlink_to(store.folder / "rome")
    found = Guide.open(alone).guide(Answers(likes=BIKES))

    assert found.families[0].courses == Unknown(
        Reason.NOT_IMPORTED, datasets=("rncp", "onisep_courses", "parcoursup")
    )
    assert list(found.sources) == ["rome"]


def test_without_rome_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as refused:
        Guide.open(Store.open(tmp_path / "datasets"))
    assert refused.value.code == "dataset_unknown"


def test_the_same_words_always_give_the_same_list(store: Store, guide: Guide) -> None:
    again = Guide.open(store)
    assert again.guide(Answers(likes=BIKES)) == guide.guide(Answers(likes=BIKES))
