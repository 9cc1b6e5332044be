"""What people type leads to what they mean, or to nothing."""

from __future__ import annotations

import pytest

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import label_scores, search
from openemploi.taxonomy.store import Taxonomy

OCCUPATIONS = (ConceptKind.OCCUPATION,)
SKILLS = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)


def first(taxonomy: Taxonomy, text: str, kinds: tuple[ConceptKind, ...] = ()) -> str:
    hits = search(taxonomy, text, kinds=kinds)
    assert hits, text
    return taxonomy.uri(hits[0].concept).rpartition(":")[2]


@pytest.mark.parametrize(
    "typed", ["boulangère", "boulanger", "BOULANGÈRE", "boulangere", "boulangères", "baker"]
)
def test_gender_case_accents_number_and_language_do_not_matter(taxonomy, typed):
    assert first(taxonomy, typed, OCCUPATIONS) == "baker"


@pytest.mark.parametrize(
    ("typed", "meant", "kinds"),
    [("encaisement", "encaissement", SKILLS), ("boulanjer", "boulanger", OCCUPATIONS)],
)
def test_a_misspelt_word_leads_where_the_right_one_does(taxonomy, typed, meant, kinds):
    assert first(taxonomy, typed, kinds) == first(taxonomy, meant, kinds)


def test_korean_names_are_found(taxonomy):
    assert first(taxonomy, "제빵사", OCCUPATIONS) == "baker"


@pytest.mark.parametrize("typed", ["zblorg", "", "   ", "?!", "qqqq", "ㅁㄴㅇㄹ"])
def test_what_is_like_nothing_finds_nothing(taxonomy, typed):
    assert search(taxonomy, typed) == []


def test_a_name_in_full_scores_one(taxonomy):
    baker = taxonomy.find("urn:openemploi:occupation:baker")
    assert baker is not None

    assert search(taxonomy, taxonomy.label(baker, "en"), kinds=OCCUPATIONS)[0].score == 1.0


def test_only_the_kinds_asked_for_are_found(taxonomy):
    kinds = {taxonomy.kind(hit.concept) for hit in search(taxonomy, "cuisine", kinds=SKILLS)}

    assert kinds <= set(SKILLS)


def test_hits_come_best_first_once_each_and_not_more_than_asked(taxonomy):
    hits = search(taxonomy, "vente", limit=5)

    assert 0 < len(hits) <= 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.concept for hit in hits}) == len(hits)


def test_a_search_twice_gives_the_same(taxonomy):
    assert search(taxonomy, "conduite de chariot") == search(taxonomy, "conduite de chariot")


@pytest.mark.parametrize("pillar", ["occupation", "skill"])
def test_likeness_is_a_share_of_one(taxonomy, pillar):
    scores = label_scores(taxonomy, "infirmière en soins généraux", pillar)

    assert scores.min() >= 0
    assert scores.max() <= 1.02  # weights are rounded to a byte
