"""The nurse in Paris who would live in Gap, from the real data; skipped where that is not beside the checkout."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.model import Bearing, Diagnosis, Theme
from openemploi.diagnosis.reading import read_project
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")

TOLD = "infirmière à Paris, je veux vivre à Gap, mon conjoint est boulanger, un enfant de 6 ans, loyer 900 €"


@pytest.fixture(scope="module")
def made(real: Observatory) -> Diagnosis:
    project = read_project(TOLD, look_up=real.look_up).project
    return diagnose(project, observatory=real, today=date(2026, 11, 1))


def test_the_project_is_read_from_the_sentence(made: Diagnosis):
    project = made.project

    assert project.occupation is not None and project.occupation.code == "J1506"
    assert (project.here and project.here.code, [place.code for place in project.places]) == (
        "75056",
        ["05061"],
    )
    assert project.household.partner is not None and project.household.partner.code == "D1102"
    assert (project.household.children, project.household.rent) == ((6,), 900)


def test_every_line_is_from_the_data_or_says_why_it_is_not(made: Diagnosis):
    assert {one.theme for one in made.findings} == set(Theme)
    for one in made.findings:
        if one.bearing is Bearing.UNKNOWN:
            assert one.why_unknown and one.to_do, one
        elif one.figure is not None:
            assert one.figure.known and one.figure.sources, one


def test_work_and_housing_in_gap_are_those_of_the_official_files(made: Diagnosis):
    figures = {(one.theme, one.figure.name): one.figure for one in made.findings if one.figure}

    # tension_rome_bassin_2021.csv: 2021;J1506;9302;561,1442911;57,25;5;… and the rents of Gap, 10.21 € per m².
    assert figures[Theme.OFFERS, "year_offers"].value == 561
    assert figures[Theme.OFFERS, "tension"].value == 5
    assert figures[Theme.COMPETITION, "people_per_offer"].value == pytest.approx(57.25 / 561.1442911)
    rent = figures[Theme.HOUSING, "rents"]
    assert (round(rent.value or 0, 2), rent.n) == (10.21, 5665)


def test_the_budget_of_900_euros_covers_the_whole_interval_of_rents_in_gap(made: Diagnosis):
    housing = next(one for one in made.findings if one.theme is Theme.HOUSING)

    assert housing.bearing is Bearing.LEVER
    assert "€613" in housing.sentence and "(from €485 to €774)" in housing.sentence


def test_gap_and_paris_are_compared_and_two_basins_of_the_region_and_two_outside_are_like_gap(
    made: Diagnosis, real: Observatory
):
    asked = [one.area.name for one in made.areas if one.asked]
    similar = [one.area for one in made.areas if not one.asked]
    regions = [next(up.code for up in real.look_up.larger(area) if up.level == "region") for area in similar]

    assert asked == ["Gap", "Paris"]
    assert regions[:2] == ["93", "93"] and "93" not in regions[2:] and len(similar) == 4


def test_the_ways_to_make_it_stronger_have_their_effect(made: Diagnosis):
    assert len(made.stronger) == 3
    assert len({way.sentence for way in made.stronger}) == 3
    assert all(way.before is not None and way.after is not None and way.figure for way in made.stronger)
