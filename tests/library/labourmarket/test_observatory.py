"""Where a figure is from, which area it is about, and why it is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import parquet
from tests.library.labourmarket.small_market import offer, put_offers, put_tension

from openemploi import i18n
from openemploi.datasets.store import Store
from openemploi.errors import RequestError
from openemploi.labourmarket import wording
from openemploi.labourmarket.declared import queries
from openemploi.labourmarket.model import FRANCE, Reason
from openemploi.labourmarket.observatory import Observatory, observatory


@pytest.fixture
def known(store: Store) -> Observatory:
    return Observatory(store)


def test_a_figure_that_is_published_for_basins_is_shown_for_the_basin_of_a_commune_as_such(
    known: Observatory,
):
    place = known.look_up.area("04901")
    assert place is not None

    figure = known.figure("tension", occupation=known.look_up.occupation("G1999"), area=place)

    # G1999 was cut from G1998, by which tension is published; the year is the latest
    assert (figure.value, figure.period, figure.shown.token) == (5, "2021", "basin-9399")
    assert figure.unknown is not None and figure.unknown.reason is Reason.NOT_PUBLISHED
    assert figure.widened


def test_each_figure_names_the_version_it_was_read_from(store: Store, tmp_path: Path):
    put_offers(store, tmp_path, [offer(1)], published="2025-10-31")
    known = Observatory(store)

    figure = known.figure("area_offers", area=FRANCE)

    source = figure.sources[0]
    assert (source.dataset, source.producer, source.published) == (
        "france_travail_offers",
        "France Travail",
        "2025-10-31",
    )
    assert source.version == store.need("france_travail_offers").name


def test_causes_that_could_not_be_computed_stay_unknown_among_the_others(known: Observatory):
    basin = known.look_up.area("basin-9399")
    assert basin is not None

    figure = known.figure("tension_causes", occupation=known.look_up.occupation("G1998"), area=basin)

    assert {row.code: row.value for row in figure.rows} == {
        "hiring_intensity": 4, "workforce_shortage": 3, "training_link": None, "working_conditions": 4,
        "non_durable_jobs": 2, "geographic_mismatch": 1,
    }  # fmt: skip


def test_fewer_than_eleven_people_are_masked(store: Store, tmp_path: Path):
    put_tension(store, tmp_path, jobseekers="10,4")
    known = Observatory(store)
    basin = known.look_up.area("basin-9399")
    assert basin is not None

    figure = known.figure("people_looking", occupation=known.look_up.occupation("G1998"), area=basin)

    assert (figure.value, figure.masked, figure.rows[0].masked) == (None, 1, True)


def test_data_that_was_not_imported_is_named(known: Observatory):
    figure = known.figure("recruitment_projects", occupation=known.look_up.occupation("G1998"))

    assert figure.unknown is not None
    assert (figure.unknown.reason, figure.unknown.datasets) == (Reason.NOT_IMPORTED, ("bmo",))
    i18n.use_language("en")
    assert "bmo" in wording.why_unknown(figure)


def test_a_store_without_data_knows_nothing_and_says_so(tmp_path: Path):
    known = Observatory(Store.open(tmp_path / "empty"))
    occupation = known.look_up.occupation("G1998")

    assert known.look_up.areas("Tilleuls") == []
    for name, query in queries().items():
        if "skill" not in query.about:
            figure = known.figure(name, occupation=occupation)
            assert figure.unknown is not None and figure.unknown.reason is Reason.NOT_IMPORTED, name
            assert not figure.known


def test_neighbours_hires_training_and_facilities_come_from_their_data(known: Observatory):
    occupation = known.look_up.occupation("G1998")

    neighbours = known.figure("neighbouring_occupations", occupation=occupation)
    hires = known.figure("hires_by_sector", occupation=occupation)
    facilities = known.figure("area_facilities", area=FRANCE)

    assert [(row.code, row.k, row.n) for row in neighbours.rows] == [("G1999", 0, 2)]
    assert [(row.code, row.value) for row in hires.rows] == [("56.10C", 161), ("56.10A", 63)]
    assert hires.n == 224
    assert facilities.value and facilities.rows[0].code.startswith("domain_")
    assert known.figure("area_training", area=FRANCE).value


def test_the_observatory_of_a_process_is_made_anew_when_a_version_is_switched(store: Store, tmp_path: Path):
    before = observatory(store)
    assert observatory(store) is before

    put_offers(store, tmp_path, [offer(1)])

    assert observatory(store).figure("area_offers", area=FRANCE).value == 1


def test_an_unknown_name_and_a_missing_occupation_are_refused(known: Observatory):
    with pytest.raises(RequestError) as unknown:
        known.figure("gauge")
    with pytest.raises(RequestError) as missing:
        known.figure("tension")

    assert (unknown.value.code, missing.value.code) == ("figure_unknown", "figure_needs")


def test_areas_are_found_by_name_postcode_and_code_and_lie_in_larger_ones(known: Observatory):
    look_up = known.look_up

    assert [one.code for one in look_up.areas("tilleuls")] == ["04901", "9398", "9399"]
    assert [one.code for one in look_up.areas("04991")] == ["04902"]
    assert look_up.area("75199") == look_up.area("commune-75056")
    assert look_up.area("commune-99999") is None and look_up.area("moon-1") is None
    place = look_up.area("04901")
    assert place is not None
    assert [one.token for one in look_up.larger(place)] == [
        "employment-area-9398", "basin-9399", "department-04", "region-93", "country-FR",
    ]  # fmt: skip
    assert [one.name for one in look_up.larger(place)][:2] == ["Val des Tilleuls (9398)", "Val des Tilleuls"]


def test_occupations_and_skills_are_found_by_any_of_their_names(known: Observatory):
    assert [one.code for one in known.look_up.occupations("galettière")] == ["G1998"]
    assert known.look_up.occupations("galettier") == known.look_up.occupations("galettière")
    assert [one.code for one in known.look_up.occupations("g1999")] == ["G1999"]
    assert known.look_up.occupations("zblorg") == []
    assert [one.code for one in known.look_up.skills("crepes cuire")] == ["9100001"]
    assert known.look_up.occupation("G1999").parent == "G1998"  # type: ignore[union-attr]
    assert known.look_up.occupation("G1998").families == ("S9Z40",)  # type: ignore[union-attr]


def test_every_declared_query_says_what_it_is_what_it_is_not_and_what_would_make_it_known():
    for query in queries().values():
        assert query.title and query.rule and query.method and query.says_not and query.to_know, query.name
        assert set(query.about) <= {"occupation", "area", "skill"} and query.needs, query.name


def test_communes_of_a_region_have_their_place_and_their_areas(known: Observatory):
    communes = known.communes_of("93")

    assert [(one.code, one.employment_area, one.basin) for one in communes] == [
        ("04901", "9398", "9399"),
        ("04902", "9398", "9399"),
    ]
    assert (communes[0].latitude, communes[0].longitude) == (44.10, 6.20)


def test_data_of_an_earlier_connector_is_said_to_be_outdated(store: Store):
    path = store.need("tension").path("tension")
    table = parquet.read_table(path).drop_columns(["geographic_mismatch"])
    parquet.write_table(table, path)
    known = Observatory(store)
    basin = known.look_up.area("basin-9399")
    assert basin is not None
    occupation = known.look_up.occupation("G1998")

    causes = known.figure("tension_causes", occupation=occupation, area=basin)

    assert causes.unknown is not None and causes.unknown.reason is Reason.OUTDATED
    assert known.figure("tension", occupation=occupation, area=basin).value == 5
