"""What is shown of a transition, and that a list is never the usual alone."""

from __future__ import annotations

from collections import Counter
from inspect import signature
from pathlib import Path

import pytest
from tests.library.pathways.transitions import small_rome
from tests.library.pathways.transitions.small_rome import OGR

from openemploi.datasets.store import Store
from openemploi.errors import RequestError
from openemploi.i18n import use_language
from openemploi.labourmarket.model import Reason
from openemploi.pathways.transitions import Finder, Reach, finder


def test_each_skill_of_the_target_is_shared_near_or_missing(paths: Finder):
    till = paths.start("D1501")

    books = paths.to(till, "M1603")

    assert [one.skill.label for one in books.shared] == ["money", "talk", "write"]
    assert [(one.skill.label, one.through and one.through.label) for one in books.transferable] == [
        ("books", "till")
    ]
    assert [one.skill.label for one in books.missing] == ["letters"]


def test_the_lines_add_up_to_the_effort_for_every_pair(paths: Finder):
    for code in small_rome.OCCUPATIONS:
        start = paths.start(code)
        for one in paths.find(start, limit=50, figures=False).found:
            skills = (*one.shared, *one.transferable, *one.missing)
            regulated = sum(line.points for line in one.lines if line.kind == "regulated")
            assert one.effort == sum(line.points for line in one.lines)
            assert one.effort == sum(skill.effort for skill in skills) + regulated


def test_having_one_skill_more_never_costs_more(paths: Finder):
    own = [OGR["till"]]
    before = paths.start(skills=own)
    for word, code in OGR.items():
        after = paths.start(skills=[*own, code])
        for target in small_rome.OCCUPATIONS:
            less = paths.to(after, target, figures=False).effort
            assert less <= paths.to(before, target, figures=False).effort, (word, target)


def test_what_the_law_asks_for_is_a_line_of_its_own(paths: Finder):
    nurse = paths.to(paths.start("M1601"), "J1501")

    assert nurse.access.regulated is True
    assert nurse.access.texts == ("Diplôme d'Etat exigé.",)
    assert [line.points for line in nurse.lines if line.kind == "regulated"] == [100]
    own = paths.to(paths.start("J1501"), "J1501")
    assert own.effort == 0, "a nurse has the diploma of nurses"


def test_a_long_list_has_two_of_each_reach(paths: Finder):
    found = paths.find(paths.start("D1501"), limit=8, figures=False)

    counts = Counter(one.reach for one in found.found)
    assert len(found.found) == 8
    assert found.fewer == ()
    assert all(counts[reach] >= 2 for reach in Reach)


def test_what_is_close_and_asks_for_least_stands_first(paths: Finder):
    found = paths.find(paths.start("D1501"), limit=8, figures=False).found

    order = [(list(Reach).index(one.reach), one.effort) for one in found]
    assert order == sorted(order)


def test_a_reach_that_lacks_occupations_is_told(paths: Finder):
    found = paths.find(paths.start("J1501"), limit=8, figures=False)

    assert Reach.CLOSE in found.fewer, "no other occupation of the small ROME is in J15"


def test_skills_alone_are_answered_and_those_unknown_are_named(paths: Finder):
    start = paths.start(skills=[OGR["cook"], OGR["hygiene"], "https://example.org/skill/7654321"])

    found = paths.find(start, limit=3, figures=False)

    assert start.unknown == ("7654321",)
    assert {"D1103", "G1602"} & {one.target.code for one in found.found[:2]}
    assert all(one.official is None for one in found.found)


def test_conditions_of_work_that_are_new_are_told_apart(paths: Finder):
    assert [one.new for one in paths.to(paths.start("D1501"), "G1601").conditions] == [False]
    assert [one.new for one in paths.to(paths.start("D1502"), "G1601").conditions] == [True]
    alone = paths.start(skills=[OGR["till"]])
    assert [one.new for one in paths.to(alone, "G1601").conditions] == [None]


def test_pay_and_offers_are_unknown_without_their_data(paths: Finder):
    one = paths.find(paths.start("D1501"), limit=1).found[0]

    assert one.offers is not None and one.offers.unknown is not None
    assert one.offers.unknown.reason is Reason.NOT_IMPORTED
    assert one.pay is not None and one.pay.change is None


def test_the_official_link_is_shown_and_does_not_move_an_occupation(tmp_path: Path, paths: Finder):
    other = Store.open(tmp_path / "datasets")
    small_rome.put(other, tmp_path, links={**small_rome.LINKS, "D1501": ("J1501",)})
    changed = finder(other)

    before = paths.find(paths.start("D1501"), limit=12, figures=False).found
    after = changed.find(changed.start("D1501"), limit=12, figures=False).found

    assert [one.target.code for one in after] == [one.target.code for one in before]
    assert {one.target.code: one.official for one in before if one.official}.keys() == {"D1502", "M1602"}
    assert {one.target.code for one in after if one.official} <= {"J1501"}


def test_nothing_of_a_person_but_occupation_and_skills_can_be_given(paths: Finder):
    assert set(signature(paths.start).parameters) == {"occupation", "skills"}
    assert set(signature(paths.find).parameters) == {"start", "limit", "area", "figures"}


def test_the_order_in_which_skills_are_given_changes_nothing(paths: Finder):
    codes = [OGR[word] for word in ("till", "welcome", "phone")]

    assert paths.find(paths.start(skills=codes)) == paths.find(paths.start(skills=codes[::-1]))


@pytest.mark.parametrize(
    ("occupation", "skills", "code"),
    [("Z9999", [], "occupation_unknown"), ("", [], "transition_start"), ("", ["12"], "transition_start")],
)
def test_where_there_is_nothing_to_start_from_it_says_so(
    paths: Finder, occupation: str, skills: list[str], code: str
):
    with pytest.raises(RequestError) as caught:
        paths.start(occupation, skills=skills)

    assert caught.value.code == code


def test_what_serves_and_the_chance_stand_apart_and_what_is_not_known_has_no_number(paths: Finder):
    use_language("fr")

    one = paths.to(paths.start("D1501"), "M1603")

    assert one.explanation.total == one.effort
    assert one.usefulness.share == len(one.shared) / one.asked
    assert not one.chance.known, "no offers are imported"
    assert one.chance.words.startswith("inconnu\u00a0: ")
