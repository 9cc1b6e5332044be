"""Offers for a person and people for an offer, from rows to the index and back."""

from __future__ import annotations

import pytest

from openemploi.matching import Match
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.core.folders import folder
from openemploi_web.jobseekers.models import OfferMark
from openemploi_web.jobseekers.snapshots import facts, facts_of, snapshot
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies import search
from openemploi_web.vacancies.comparison import chance, compare, proposal, why_wait
from openemploi_web.vacancies.models import Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_index() -> None:
    import shutil

    shutil.rmtree(folder("index"), ignore_errors=True)
    search._opened.clear()


@pytest.fixture
def three(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Three skills as (uri, label)."""
    from openemploi.taxonomy.model import ConceptKind

    rows = taxonomy.concepts(ConceptKind.SKILL)[[10, 700, 1500]]
    return [(taxonomy.uri(int(row)), taxonomy.label(int(row))) for row in rows]


def _offer(three: list[tuple[str, str]], count: int, **fields: object) -> Vacancy:
    return make.vacancy(
        requirements=[(uri, label, "essential") for uri, label in three[:count]],
        latitude=44.09,
        longitude=6.23,
        **fields,
    )


def test_an_offer_that_is_met_stands_before_one_that_is_half_met(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    whole, half = _offer(three, 1), _offer(three, 2)
    search.rebuild()

    found = search.offers_for(profile)

    assert [one.vacancy.pk for one in found] == [whole.pk, half.pk]
    assert found[0].chance.share == pytest.approx(1.0)
    assert found[0].usefulness.share is None  # no wish was said: unknown, not zero


def test_what_is_wished_and_what_is_met_are_shown_apart_and_ordered_by_their_product(
    three: list[tuple[str, str]],
) -> None:
    profile = make.jobseeker(areas=[{"place": "Digne-les-Bains", "radius_km": 20}], contracts=["permanent"])
    make.skill(profile, *three[0])
    fixed, permanent = _offer(three, 1, contract="fixed_term"), _offer(three, 1, contract="permanent")
    search.rebuild()

    found = search.offers_for(profile)

    assert [one.vacancy.pk for one in found] == [permanent.pk, fixed.pk]
    assert found[0].usefulness.share == 1.0
    assert found[1].usefulness.share == pytest.approx(5 / 7)  # the place, not the contract
    assert found[1].chance.share == pytest.approx(1.0)  # a wish is not a chance
    assert found[1].order == pytest.approx(5 / 7)


def test_a_closed_offer_is_not_shown_even_before_the_index_knows(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    offer = _offer(three, 1)
    search.rebuild()
    Vacancy.objects.filter(pk=offer.pk).update(state="closed")

    assert search.offers_for(profile) == []


@pytest.mark.parametrize(
    ("said", "instead"), [('"format": "3"', '"format": "1"'), ('"version"', '"wersion"')]
)
def test_an_index_of_another_release_or_a_damaged_one_is_made_again(
    three: list[tuple[str, str]], said: str, instead: str
) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    offer = _offer(three, 1)
    search.rebuild()
    manifest = folder("index") / "offers" / "index.json"
    written = manifest.read_text()
    assert said in written
    manifest.write_text(written.replace(said, instead))
    search._opened.clear()
    assert search._searcher("offers") is None

    assert search.refresh() >= 1

    assert [one.vacancy.pk for one in search.offers_for(profile)] == [offer.pk]


def test_changes_reach_the_index_once(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    offer = _offer(three, 1)
    search.touch_offer(offer)
    search.touch_offer(offer)

    assert search.refresh() == 1
    assert search.refresh() == 0
    assert [one.vacancy.pk for one in search.offers_for(profile)] == [offer.pk]

    Vacancy.objects.filter(pk=offer.pk).update(state="closed")
    search.touch_offer(offer)
    search.refresh()
    assert list(search._searcher("offers").index) == []  # type: ignore[union-attr]


def test_only_people_who_agreed_are_found_and_no_longer_once_they_take_it_back(
    three: list[tuple[str, str]],
) -> None:
    agreed, silent = make.jobseeker(consents=("findable",)), make.jobseeker()
    for profile in (agreed, silent):
        make.skill(profile, *three[0])
    offer = _offer(three, 1)
    search.rebuild()

    assert [one.profile.pk for one in search.people_for(offer)] == [agreed.pk]

    Consent.objects.filter(user=agreed.user).update(withdrawn_at="2026-11-01T00:00Z")
    assert search.people_for(offer) == []


def test_what_changed_a_moment_ago_counts_at_the_next_look(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker(contracts=["permanent"])
    make.skill(profile, *three[0])
    one, other = _offer(three, 1, contract="permanent"), _offer(three, 2, contract="fixed_term")
    search.rebuild()
    assert [found.vacancy.pk for found in search.offers_for(profile)] == [one.pk, other.pk]

    profile.contracts = ["fixed_term"]
    make.skill(profile, *three[1])
    found = search.offers_for(profile)

    assert [each.vacancy.pk for each in found] == [other.pk, one.pk]
    assert [each.usefulness.share for each in found] == [1.0, 0.0]


def test_not_for_me_hides_an_offer_until_it_is_taken_back(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    offer = _offer(three, 1)
    search.rebuild()
    OfferMark.objects.create(profile=profile, vacancy=offer, mark="not_for_me", reason="too_far")

    assert search.offers_for(profile) == []
    assert len(search.offers_for(profile, marked={})) == 1


def test_a_rejected_skill_counts_for_nothing(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0], state="rejected")
    assert facts(profile).skills == ()


def test_a_snapshot_read_again_gives_the_same_comparison(three: list[tuple[str, str]]) -> None:
    import json

    profile = make.jobseeker()
    make.skill(profile, *three[0], rating=3, months=60)
    make.language(profile, "en", "anglais", "B1")
    make.experience(profile, "Serveur", months=60)
    offer = _offer(three, 2)

    now = compare(facts(profile), offer)
    again = compare(facts_of(json.loads(json.dumps(snapshot(profile)))), offer)

    assert now == again
    assert isinstance(now, Match)


def test_the_name_the_address_and_the_commune_change_nothing(three: list[tuple[str, str]]) -> None:
    offer = _offer(three, 2)
    matches = []
    for name, commune in (("Aminata Diallo", "Nice"), ("Jean Martin", "Gap")):
        profile = make.jobseeker(name=name, commune=commune, headline=name)
        make.skill(profile, *three[0])
        matches.append(compare(facts(profile), offer, key="same"))
    assert matches[0] == matches[1]


def test_the_machine_proposes_to_keep_or_to_wait_and_never_to_refuse(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    assert proposal(compare(facts(profile), _offer(three, 1))) == "keep"
    assert proposal(compare(facts(profile), _offer(three, 3))) == "wait"
    assert why_wait(compare(facts(profile), _offer(three, 1))) == ""
    assert "indispensable" in why_wait(compare(facts(profile), _offer(three, 3)))
    assert chance(compare(facts(profile), make.vacancy())).share is None


def test_where_there_is_no_index_it_is_made_from_the_database(three: list[tuple[str, str]]) -> None:
    profile = make.jobseeker()
    make.skill(profile, *three[0])
    offer = _offer(three, 1)  # nobody noted it: a backup was put back

    assert search.refresh() == 1
    assert [one.vacancy.pk for one in search.offers_for(profile)] == [offer.pk]


def test_an_offer_neither_of_a_wished_occupation_nor_near_is_not_proposed(
    three: list[tuple[str, str]], taxonomy: Taxonomy
) -> None:
    from openemploi.taxonomy.model import ConceptKind

    rows = taxonomy.concepts(ConceptKind.OCCUPATION)
    wished, other = (taxonomy.uri(int(rows[place])) for place in (0, len(rows) // 2))
    near = [{"place": "Digne-les-Bains", "radius_km": 25}]
    profile = make.jobseeker(areas=near, wished_occupations=[wished])
    make.skill(profile, *three[0])
    far = {"latitude": 43.3, "longitude": 5.37}
    asked = [(three[0][0], three[0][1], "essential")]
    here = _offer(three, 1, occupation_uri=other, occupation_label="autre")
    wanted = make.vacancy(requirements=asked, occupation_uri=wished, occupation_label="voulu", **far)
    neither = make.vacancy(requirements=asked, occupation_uri=other, occupation_label="autre", **far)
    unknown = make.vacancy(requirements=asked, **far)
    search.rebuild()

    found = {one.row.pk for one in search.offers_for(profile)}

    assert neither.pk not in found
    assert found == {here.pk, wanted.pk, unknown.pk}
