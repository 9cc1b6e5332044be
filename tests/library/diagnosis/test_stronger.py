"""Ways to make a project stronger: each counted before and after, none without a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.library.diagnosis.valley import TOLD

from openemploi.diagnosis import stronger as module
from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.looking import Looking
from openemploi.diagnosis.model import Project, Stronger, Survival
from openemploi.diagnosis.reading import read_project
from openemploi.diagnosis.stronger import WAYS, stronger
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")


def project_of(words: str, known: Observatory) -> Project:
    return read_project(words, look_up=known.look_up, today=date(2026, 11, 1)).project


def ways(project: Project, known: Observatory) -> dict[str, Stronger]:
    found = stronger(Looking(project, known, Survival(0), ""))
    return {" ".join(way.sentence.split(" ")[:2]): way for way in found}


def test_at_most_three_ways_each_with_its_effect(known: Observatory):
    found = diagnose(project_of(TOLD, known), observatory=known).stronger

    assert 0 < len(found) <= WAYS
    for way in found:
        assert way.effect and way.unit and way.figure is not None
        assert way.before is not None and way.after is not None and way.before != way.after


def test_offers_further_away_are_counted_where_the_offers_are_known(known: Observatory):
    wider = ways(project_of("soigneuse, je veux vivre à Tilleuls", known), known)["Look up"]

    assert (wider.before, wider.after) == (5.0, 9.0)  # five in Tilleuls, four more in Aubiers, 34 km away


def test_a_neighbouring_occupation_adds_its_offers(known: Observatory):
    other = ways(project_of("soigneuse, je veux vivre à Tilleuls", known), known)["Also look"]

    assert "Crêpier" in other.sentence
    assert (other.before, other.after) == (120.0, 180.0)
    assert "Of the 2 skills" in other.effect and "2 are also" in other.effect


def test_a_skill_opens_the_offers_that_ask_for_nothing_else_that_is_missing(known: Observatory):
    project = project_of("soigneuse, je veux vivre à Tilleuls", known)
    held = replace(project, skills=("urn:rome:ogr:9100001",))
    way = ways(held, known)["Learn: Compétence"]

    # Offers 101 and 103 name a second skill; 100, 102 and 104 only the one that is held.
    assert (way.before, way.after) == (3.0, 5.0)


def test_less_pay_opens_the_offers_between(known: Observatory):
    project = project_of("soigneuse, je veux vivre à Tilleuls. Il me faut 2 400 € brut.", known)
    way = ways(project, known)["Accept €2,160"]

    assert (way.before, way.after) == (1.0, 3.0)  # 2,160 opens 2,200 and 2,300


def test_a_budget_that_is_too_small_finds_a_commune_nearby(known: Observatory):
    words = "soigneuse, je veux vivre à Tilleuls, mon mari et un enfant de 6 ans, loyer 500 €"
    cheaper = next(
        way
        for way in stronger(Looking(project_of(words, known), known, Survival(0), ""))
        if "Colzas" in way.sentence
    )

    assert (cheaper.before, cheaper.after) == (600.0, 480.0)


def test_a_budget_that_fits_needs_no_other_commune(known: Observatory):
    found = stronger(Looking(project_of(TOLD, known), known, Survival(0), ""))

    assert not any("Colzas" in way.sentence for way in found)


def test_a_basin_that_is_better_for_both_is_named(known: Observatory):
    words = "soigneuse, je veux vivre aux Orpins, mon mari est berger"
    both = ways(project_of(words, known), known)["Think of"]

    assert "Aubiers" in both.sentence
    assert (both.before, both.after) == (50.0, 5.0)


def test_without_data_nothing_is_told(nothing: Observatory):
    assert stronger(Looking(project_of(TOLD, nothing), nothing, Survival(0), "")) == ()


def test_a_second_area_next_door_is_named_only_where_there_are_few_other_ways(
    known: Observatory, monkeypatch: pytest.MonkeyPatch
):
    project = project_of("soigneuse, je veux vivre à Aubiers", known)
    few = stronger(Looking(project, known, Survival(0), ""))
    areas = [way for way in few if way.sentence.startswith("Look in")]

    assert len(few) <= WAYS
    assert [way.after for way in areas] == [200.0, 120.0]  # 80 of its own, and 120 or 40 next door

    monkeypatch.setattr(module, "WAYS", len(few) - 1)
    enough = stronger(Looking(project, known, Survival(0), ""))
    assert [way.after for way in enough if way.sentence.startswith("Look in")] == [200.0]
