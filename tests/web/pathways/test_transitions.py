"""The list of other occupations and the page of one: counts, effort that adds up, figures or why there are none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from openemploi.labourmarket.model import Occupation, Skill
from openemploi.matching.recommending import Reach
from openemploi.pathways.transitions.model import Access, EffortLine, SkillLine, Standing, Transition
from openemploi_web.pathways.presenting_transitions import far
from tests.library.pathways.transitions import small_rome
from tests.web import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sheets")]
PAGE = "/pistes/metiers/"
TILL = "D1501"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_each_path_says_how_much_of_what_it_names_is_there(visitor: Client):
    page = visitor.get(PAGE, {"occupation": TILL})

    paths = [one for group in page.context["groups"] for one in group.paths]
    assert paths
    assert all(
        re.match(r"Vous avez \d+ des \d+ compétences que ce métier nomme", one.summary) for one in paths
    )


def test_the_points_of_effort_add_up_to_what_is_shown(visitor: Client):
    page = visitor.get(PAGE, {"occupation": TILL})

    for group in page.context["groups"]:
        for one in group.paths:
            assert sum(int(points.replace("\xa0", "")) for _what, _times, points in one.effort.rows) == int(
                one.effort.total.replace("\xa0", "")
            )


def test_few_points_are_not_near_where_a_diploma_or_every_essential_skill_is_missing() -> None:
    learnt = SkillLine(Skill("1", "a"), Standing.SHARED, essential=True, knowledge=False, effort=0)
    lacking = SkillLine(Skill("2", "b"), Standing.MISSING, essential=True, knowledge=False, effort=20)
    plain = Transition(
        target=Occupation("D1503", "x", "D1503", ()),
        reach=Reach.CLOSE,
        effort=40,
        lines=(EffortLine("missing_essential", 2, 20),),
        shared=(learnt,),
        transferable=(),
        missing=(lacking,),
        official=None,
        access=Access(None),
        conditions=(),
    )

    assert "à portée" in far(plain)
    assert "à portée" not in far(replace(plain, shared=()))
    assert "la loi demande" in far(replace(plain, lines=(*plain.lines, EffortLine("regulated", 1, 100))))


def test_pay_that_is_not_known_says_which_data_are_missing(visitor: Client):
    page = text_of(visitor.get(PAGE, {"occupation": TILL}))

    assert "Salaire proposé dans ce métier" in page
    assert "france_travail_offers" in page


def test_the_page_of_one_says_what_is_shared_and_leads_to_training_for_the_rest(visitor: Client):
    page = visitor.get(f"{PAGE}D1503/", {"occupation": TILL})

    one = page.context["one"]
    assert "till" in {chip.label for chip in one.shared}
    assert {chip.label for chip in one.missing} == {"team", "plan"}
    wanted = "&amp;".join(f"skill={chip.code}" for chip in one.missing)
    assert f"/pistes/formations/?goal=D1503&amp;{wanted}" in page.content.decode()
    assert "Pourquoi celui-ci" in text_of(page)


def test_skills_alone_are_enough(visitor: Client):
    page = visitor.get(PAGE, {"skill": [small_rome.OGR["cook"], small_rome.OGR["hygiene"]]})

    found = {one.code for group in page.context["groups"] for one in group.paths}
    assert {"D1103", "G1602"} & found
    assert "vos propres compétences" in text_of(page)


def test_skills_that_nobody_knows_are_counted_as_forgotten(visitor: Client):
    page = text_of(visitor.get(PAGE, {"occupation": TILL, "skill": "urn:nothing"}))

    assert "1 compétence de cette adresse n’est plus connue" in page


def test_an_occupation_that_does_not_exist_is_not_found(visitor: Client):
    assert visitor.get(PAGE, {"occupation": "Z9999"}).status_code == 404


def test_ones_own_profile_is_asked_for_by_who_has_one_only(visitor: Client, as_user):
    assert visitor.get(PAGE, {"mine": "1"}).status_code == 302
    employer = as_user(factories.member(factories.organisation()))
    assert employer.get(PAGE, {"mine": "1"}).url == PAGE


def test_only_accepted_skills_of_a_profile_count(as_user):
    profile = factories.jobseeker()
    factories.skill(profile, "urn:openemploi:skill:till-operation", "tenir une caisse")
    factories.skill(profile, "urn:openemploi:skill:welding", "souder", state="proposed")

    from openemploi_web.pathways.selectors import own

    found = own(profile.user)
    assert found is not None
    assert found.skills == ("urn:openemploi:skill:till-operation",)


def test_a_skill_that_rome_does_not_have_is_named_and_does_not_count(visitor: Client):
    page = text_of(visitor.get(PAGE, {"occupation": TILL, "skill": "urn:openemploi:skill:welding"}))

    assert "ROME n’a pas ces compétences, elles ne comptent donc pas : souder des métaux." in page
