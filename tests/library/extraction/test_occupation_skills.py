"""Skills and occupations, each in the middle of the others that go with it."""

from __future__ import annotations

import numpy as np
import pytest

from openemploi.engine import Engine
from openemploi.extraction import linking
from openemploi.extraction.occupation_skills import OccupationSkills
from openemploi.taxonomy.model import RelationKind

# Three occupations: the first two ask for skill 0, all for skill 1, the last for skill 2 only a little; none for 3.
PAIRS = OccupationSkills(
    np.array([0, 1, 0, 1, 2, 2]),
    np.array([0, 0, 1, 1, 1, 2]),
    np.array([1, 1, 1, 1, 1, 0.5], np.float32),
    (4, 4),
)
UNITS = np.eye(4, dtype=np.float32)


def test_a_skill_stands_in_the_middle_of_the_occupations_that_ask_for_it():
    middles = PAIRS.of_skills(UNITS)

    lengths = np.linalg.norm(middles, axis=1)
    assert lengths[3] == 0, "what none asks for has no place"
    assert lengths[2] == pytest.approx(1), "what one alone asks for stands where that one is"
    assert lengths[1] < lengths[0] < 1, "the more and the more different ask for it, the less it says"


def test_occupations_are_alike_by_their_rare_skills():
    first, second, third, none = PAIRS.of_occupations(UNITS)

    assert first @ second == pytest.approx(1)
    assert first @ third < 0.1
    assert not none.any()


def test_pairs_are_what_the_taxonomy_says(engine: Engine):
    taxonomy = engine.taxonomy
    cook = taxonomy.with_code("rome", "G1602")[0]
    asked = {
        weight: {taxonomy.canonical(skill) for skill in taxonomy.related(cook, *kinds)}
        for weight, kinds in ((1.0, [RelationKind.ESSENTIAL]), (0.5, [RelationKind.OPTIONAL]))
    }
    skills = sorted(set.union(*asked.values()))

    pairs = OccupationSkills.of(taxonomy, [cook], skills)

    assert len(pairs.skills) == len(skills)
    for row, weight in zip(pairs.skills.tolist(), pairs.weights.tolist(), strict=True):
        assert skills[row] in asked[weight]


def test_of_skills_alike_the_one_of_the_same_work_comes_first(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    linker, taxonomy = engine.builder.linker, engine.taxonomy
    assert linker is not None
    asked_for = np.linalg.norm(linker._middles, axis=1) > 0
    text = "coupe au rasoir"

    near = linker.scores(text, language="fr")
    first = linker.link(text, language="fr", limit=1)[0]
    monkeypatch.setattr(linking, "SETTING", 0.0)
    without = linker.scores(text, language="fr")
    first_without = linker.link(text, language="fr", limit=1)[0]

    assert taxonomy.label(first.concept).startswith("couper les cheveux")
    assert taxonomy.label(first_without.concept).startswith("couper le cuir")
    assert not asked_for.all()
    assert np.allclose(near[~asked_for], without[~asked_for]), "unknown work neither helps nor harms"
