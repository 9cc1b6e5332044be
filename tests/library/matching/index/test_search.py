"""The index gives the first k that comparing everybody would give, in both directions, filtered or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crowd import Crowd

from openemploi.extraction.model import Contract
from openemploi.matching import Matcher
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index import (
    Around,
    Filter,
    Index,
    IndexWriter,
    Searcher,
    compiled,
    kernels,
    offer_features,
    person_features,
    twin,
)
from openemploi.matching.index.choosing import ties
from openemploi.matching.model import Status
from openemploi.matching.ranking import SAME
from openemploi.taxonomy.features import text_hash
from openemploi.territory.places import distance_km, locate

COUNT = 900


@pytest.fixture(scope="module")
def people(matcher: Matcher) -> dict[str, PersonFacts]:
    crowd = Crowd(matcher.taxonomy, seed=1)
    return {f"person-{number}": crowd.person() for number in range(COUNT)}


@pytest.fixture(scope="module")
def offers(matcher: Matcher) -> dict[str, OfferFacts]:
    crowd = Crowd(matcher.taxonomy, seed=2)
    return {f"offer-{number}": crowd.offer() for number in range(COUNT)}


@pytest.fixture(scope="module")
def people_index(
    matcher: Matcher, people: dict[str, PersonFacts], tmp_path_factory: pytest.TempPathFactory
) -> Index:
    folder = tmp_path_factory.mktemp("index") / "people"
    with IndexWriter(folder, side="people") as writer:
        for number, (name, person) in enumerate(people.items()):
            facets = ["consent:found"] if number % 50 == 0 else ["consent:asked"] if number % 3 else []
            writer.put(name, person_features(person, matcher=matcher, facets=facets))
            if number == COUNT // 2:
                writer.commit()
        writer.commit()
    return Index.open(folder)


@pytest.fixture(scope="module")
def offers_index(
    matcher: Matcher, offers: dict[str, OfferFacts], tmp_path_factory: pytest.TempPathFactory
) -> Index:
    folder = tmp_path_factory.mktemp("index") / "offers"
    with IndexWriter(folder, side="offers") as writer:
        for number, (name, offer) in enumerate(offers.items()):
            facets = [f"contract:{offer.contract.value}"] if offer.contract else []
            writer.put(name, offer_features(matcher.ask(offer, answers=False), facets=facets))
            if number == COUNT // 3:
                writer.commit()
        writer.commit()
    return Index.open(folder)


def in_order(scores: dict[str, tuple[bool, float]], key: str, count: int) -> list[tuple[str, float]]:
    """What comparing everybody gives: open conditions first, points downwards, then the order of equals."""
    tie = {name: int(ties(np.array([text_hash(name)], np.uint64), text_hash(key))[0]) for name in scores}
    some = [name for name, (_closed, score) in scores.items() if round(score, SAME) > 0]
    some.sort(key=lambda name: (scores[name][0], -round(scores[name][1], SAME), tie[name]))
    return [(name, scores[name][1]) for name in some[:count]]


@pytest.mark.parametrize("seed", range(40))
def test_the_first_people_for_an_offer_are_those_of_comparing_everybody(matcher, people, people_index, seed):
    offer = Crowd(matcher.taxonomy, seed=1000 + seed).offer()
    asked = matcher.ask(offer)
    all_of_them = {
        name: (bool((match := matcher.compare(person, asked, name=name, key="")).closed_gates), match.score)
        for name, person in people.items()
    }
    count = (1, 10, 100)[seed % 3]

    found = Searcher(people_index, matcher).people_for(asked, key=f"offer {seed}", count=count)

    assert [(m.name, pytest.approx(m.score, abs=1e-9)) for m in found.matches] == in_order(
        all_of_them, f"offer {seed}", count
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_first_offers_for_a_person_are_those_of_comparing_all(matcher, offers, offers_index, seed):
    person = Crowd(matcher.taxonomy, seed=2000 + seed).person()
    all_of_them = {
        name: (
            bool((match := matcher.compare(person, matcher.ask(offer), name=name, key="")).closed_gates),
            match.score,
        )
        for name, offer in offers.items()
    }

    found = Searcher(offers_index, matcher).offers_for(matcher.hold(person), key=f"person {seed}", count=30)

    assert [(m.name, pytest.approx(m.score, abs=1e-9)) for m in found.matches] == in_order(
        all_of_them, f"person {seed}", 30
    )


@pytest.mark.parametrize("kernel", [compiled, twin])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_index_explains_as_the_pair_does_but_for_passages_and_words(
    matcher, people, people_index, number, kernel, monkeypatch
):
    monkeypatch.setattr(kernels, "answer", kernel.answer, raising=False)
    crowd = Crowd(matcher.taxonomy, seed=1)  # of the same occupations as the people
    asked = matcher.ask([crowd.offer() for _ in range(number)][-1])
    shown = set()

    for match in Searcher(people_index, matcher).people_for(asked, key="k", count=COUNT).matches:
        whole = matcher.compare(people[match.name], asked, name=match.name, key=match.key)
        assert [bare(line) for line in match.requirements] == [bare(line) for line in whole.requirements]
        assert all(line.evidence == () for line in match.requirements if line.part == "skills")
        assert match.score == whole.score
        shown |= {line.status for line in match.requirements if line.part == "skills"}

    assert shown == set(Status)


def bare(line):
    """``line`` without passages, and without the reason of an inference, which the index does not keep."""
    return line._replace(evidence=(), reason="" if line.status is Status.IMPLIED else line.reason)


@pytest.mark.parametrize("facet", ["consent:found", "consent:asked", "consent:nobody"])
def test_a_filter_gives_the_first_of_those_it_keeps(matcher, people, people_index, facet):
    asked = matcher.ask(Crowd(matcher.taxonomy, seed=11).offer())
    kept = {
        name: person
        for number, (name, person) in enumerate(people.items())
        if facet == ("consent:found" if number % 50 == 0 else "consent:asked" if number % 3 else "")
    }
    scores = {
        name: (bool((m := matcher.compare(person, asked, name=name, key="")).closed_gates), m.score)
        for name, person in kept.items()
    }

    keep = Filter(facets=(frozenset({facet}),))
    found = Searcher(people_index, matcher).people_for(asked, key="k", count=15, keep=keep)

    assert [m.name for m in found.matches] == [name for name, _score in in_order(scores, "k", 15)]


def test_what_the_index_keeps_of_a_person_tells_no_words_of_the_document(people_index):
    for path in people_index.folder.iterdir():
        content = path.read_bytes()
        assert b"as written" not in content
        assert b"Not to be kept" not in content


def test_a_person_comes_back_from_the_index_with_what_counts(matcher, people, people_index):
    searcher = Searcher(people_index, matcher)
    asked = matcher.ask(Crowd(matcher.taxonomy, seed=3).offer())

    for name in ("person-0", "person-451", "person-899"):
        number = people_index.find(name)
        assert number is not None
        again = matcher.compare(searcher.person(number), asked, name=name, key="")
        assert again.score == matcher.compare(people[name], asked, name=name, key="").score


def test_equals_stand_in_another_order_for_another_question(matcher, tmp_path):
    person = replace(Crowd(matcher.taxonomy, seed=5).person(), contracts=(Contract.PERMANENT,))
    with IndexWriter(tmp_path, side="people") as writer:
        for number in range(40):
            writer.put(f"p{number}", person_features(person, matcher=matcher))
        writer.commit()
    searcher = Searcher(Index.open(tmp_path), matcher)
    asked = matcher.ask(OfferFacts(contract=Contract.PERMANENT))

    first = [m.name for m in searcher.people_for(asked, key="one", count=40).matches]
    second = [m.name for m in searcher.people_for(asked, key="two", count=40).matches]

    assert sorted(first) == sorted(second)
    assert len(first) == 40
    assert first != second


def test_a_place_keeps_those_who_look_for_work_that_near(matcher, people, people_index):
    digne = locate("Digne-les-Bains")
    assert digne is not None
    asked = matcher.ask(OfferFacts(contract=Contract.PERMANENT))
    near = {
        name
        for name, person in people.items()
        if Contract.PERMANENT in person.contracts
        for area in person.search_areas
        if (here := locate(area.place)) and distance_km(here, digne) <= 20.0 + (area.radius_km or 30.0)
    }

    keep = Filter(around=Around(digne.latitude, digne.longitude, 20.0))
    found = Searcher(people_index, matcher).people_for(asked, key="k", count=COUNT, keep=keep)

    assert near
    assert {m.name for m in found.matches} == near
