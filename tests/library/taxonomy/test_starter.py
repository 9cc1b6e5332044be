"""The starter taxonomy holds together; ``python -m openemploi.taxonomy.starter`` says what to mend."""

from __future__ import annotations

import re
from collections import Counter

from openemploi.taxonomy.model import ConceptKind, LabelKind, RelationKind
from openemploi.taxonomy.starter import _cycles, _esco_faults, faults, read_starter
from openemploi.taxonomy.starter.proofs import DIPLOMAS, LICENCES, proof_faults
from openemploi.taxonomy.store import Taxonomy

# Written in the README of the starter: ROME 4 parent codes, ISCO-08 unit groups.
ROME_CODE = re.compile(r"[A-N]\d{4}")
ISCO_CODE = re.compile(r"\d{4}")


def test_nothing_has_to_be_mended():
    assert faults() == []


def test_all_occupations_have_french_and_english_names():
    occupations = [c for c in read_starter().concepts if c.kind is ConceptKind.OCCUPATION]

    named = [
        c
        for c in occupations
        if {"fr", "en"} <= {label.language for label in c.labels if label.kind is LabelKind.PREFERRED}
    ]
    assert len(named) == len(occupations) >= 532


def test_every_rome_parent_code_has_an_occupation_of_its_own():
    occupations = [c for c in read_starter().concepts if c.kind is ConceptKind.OCCUPATION]

    own = [next(code for name, code in c.codes if name == "rome") for c in occupations]
    assert len(set(own)) >= 532  # the parent codes of ROME 4.60


def test_every_occupation_has_eight_to_twenty_skills_and_a_korean_name():
    scheme = read_starter()
    occupations = [c for c in scheme.concepts if c.kind is ConceptKind.OCCUPATION]
    needed = {RelationKind.ESSENTIAL, RelationKind.OPTIONAL}

    counts = Counter(relation.source for relation in scheme.relations if relation.kind in needed)
    assert [c.uri for c in occupations if not 8 <= counts[c.uri] <= 20] == []
    assert [c.uri for c in occupations if not any(label.language == "ko" for label in c.labels)] == []


def test_2500_skills_are_said_in_three_ways_in_french_and_800_have_a_korean_name():
    skills = [c for c in read_starter().concepts if c.kind is not ConceptKind.OCCUPATION]

    said = [sum(label.language == "fr" for label in c.labels) for c in skills]
    assert len(skills) >= 2500
    assert min(said) >= 3
    assert sum(any(label.language == "ko" for label in c.labels) for c in skills) >= 800


def test_a_thousand_skills_bear_the_esco_skill_that_is_the_same():
    same = [r.target for r in read_starter().relations if r.kind is RelationKind.EXACT]

    assert len(same) == len(set(same)) >= 1000


def test_an_esco_identifier_that_is_none_or_another_skills_too_is_said():
    uri = "http://data.europa.eu/esco/skill/25c0b413-0000-4000-8000-000000000000"
    rows = [
        ("f.yaml", {"id": name, "esco": esco}) for name, esco in (("a", uri), ("b", uri), ("c", "25c0b413"))
    ]

    assert [fault.entry for fault in _esco_faults(rows, "skill")] == ["b", "c"]


def test_skills_that_imply_each_other_are_said():
    rows = [
        ("f.yaml", {"id": one, "implies": [other]}) for one, other in (("a", "b"), ("b", "a"), ("c", "a"))
    ]

    assert [fault.entry for fault in _cycles(rows, "implies", "it implies itself")] == ["a", "b"]


def test_a_diploma_or_a_licence_that_names_what_is_not_there_is_said():
    found = list(proof_faults(skills=(), occupations=()))

    assert {file for file, _entry, _problem in found} == {DIPLOMAS, LICENCES}
    assert (DIPLOMAS, "CAP cuisine", "occupations: no occupation has the id 'cook'") in found
    assert (LICENCES, "boat", "skills: no skill has the id 'boat-handling'") in found


def test_codes_of_other_nomenclatures_have_their_form():
    codes = [pair for concept in read_starter().concepts for pair in concept.codes]

    assert [code for name, code in codes if name == "rome" and not ROME_CODE.fullmatch(code)] == []
    assert [code for name, code in codes if name == "isco" and not ISCO_CODE.fullmatch(code)] == []


def test_the_trades_of_the_samples_are_there(taxonomy: Taxonomy):
    for rome_code in ("D1102", "D1505", "J1501", "N1101", "F1703", "G1703"):
        assert taxonomy.with_code("rome", rome_code), rome_code


def test_every_occupation_names_its_essential_skills_in_french(taxonomy: Taxonomy):
    for occupation in taxonomy.concepts(ConceptKind.OCCUPATION).tolist():
        skills = taxonomy.related(occupation, RelationKind.ESSENTIAL)
        assert skills, taxonomy.label(occupation)
        assert all(taxonomy.label(skill, "fr") for skill in skills)


def test_no_word_of_a_protected_group_is_a_skill():
    """Sex, age, origin, health and belief are no skills, whatever a contributor adds one day."""
    words = re.compile(
        r"\b(?:homme|femme|jeune|senior|français[e]? de souche|sans enfants?|célibataire|bon(?:ne)? présentation)\b"
    )
    skills = [c for c in read_starter().concepts if c.kind is not ConceptKind.OCCUPATION]

    assert [label.text for c in skills for label in c.labels if words.fullmatch(label.text.lower())] == []


def test_reading_the_files_twice_gives_the_same():
    assert read_starter() == read_starter()
