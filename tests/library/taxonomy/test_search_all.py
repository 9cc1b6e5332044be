"""Many texts searched at once are found as each of them alone."""

from __future__ import annotations

import pytest

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import Hit, search
from openemploi.taxonomy.search_all import search_all
from openemploi.taxonomy.store import Taxonomy

SKILLS = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)


def both(
    taxonomy: Taxonomy, texts: list[str], *, limit: int = 8, threshold: float = 0.72
) -> tuple[list[dict[int, float]], list[dict[int, float]]]:
    def scores(hits: list[Hit]) -> dict[int, float]:
        return {hit.concept: hit.score for hit in hits}

    one_by_one = [search(taxonomy, text, kinds=SKILLS, limit=limit, threshold=threshold) for text in texts]
    together = search_all(taxonomy, texts, kinds=SKILLS, limit=limit, threshold=threshold)
    return [scores(hits) for hits in together], [scores(hits) for hits in one_by_one]


@pytest.mark.parametrize("threshold", [0.5, 0.72, 0.9])
@pytest.mark.parametrize("limit", [1, 8])
@pytest.mark.parametrize("language", ["fr", "en", "ko"])
def test_the_names_of_skills_are_found_as_one_by_one(taxonomy, language, limit, threshold):
    skills = taxonomy.concepts(*SKILLS)[::40].tolist()
    names = [taxonomy.label(skill, language) for skill in skills]

    together, one_by_one = both(taxonomy, names, limit=limit, threshold=threshold)

    assert together == one_by_one
    assert any(one_by_one)


def test_whatever_is_typed_is_found_as_one_by_one(taxonomy):
    long = " ".join(taxonomy.label(skill) for skill in taxonomy.concepts(*SKILLS)[:30].tolist())
    typed = ["", "?!", "a", "zblorg", "encaisement", "ana banana ana banana", "재고 관리", "재", long]

    together, one_by_one = both(taxonomy, typed, threshold=0.42)

    assert together == one_by_one


def test_no_text_gives_no_answer(taxonomy):
    assert search_all(taxonomy, [], kinds=SKILLS, limit=8, threshold=0.72) == []
