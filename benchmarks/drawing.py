"""People and offers drawn from the taxonomy in force, so that an index is measured on skills as they really occur.

A person is 40 distinct skills: those of an occupation, then those of its neighbours in the order of ISCO while it has
fewer. Nothing is anybody's: the ids are numbers. ``benchmarks/matching.py`` uses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.model import RequirementKind, SkillRequirement
from openemploi.matching.facts import OfferFacts
from openemploi.matching.index import IndexWriter
from openemploi.matching.index.block import Columns, classes
from openemploi.matching.index.features import FACET, YES, Fact, Features, skill_term
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

Array = npt.NDArray[Any]

SKILLS: Final = 40  # of a document
ASKED: Final = 20  # of an offer
PERCENT: Final = "sample:percent"  # the facet of one document in a hundred, drawn at random
AREAS: Final = 100  # each holds one document in a hundred, and its documents stand together
_LEAST: Final = 5  # an occupation with fewer skills describes nobody
_SAID: Final = 0.75  # of the claims; the others are implied
_BEGINNERS: Final = 0.1  # of what is said
_CONFIDENCES: Final = (0.95, 0.85, 0.7)
# Three confidences said, the same three said of a beginner, then 0.05 to 0.6 implied.
FACTS: Final[tuple[Fact, ...]] = (
    *(("skill", "said", None, False, sure, None) for sure in _CONFIDENCES),
    *(("skill", "said", "beginner", False, sure, None) for sure in _CONFIDENCES),
    *(("skill", "implied", None, False, round(0.05 * step, 2), None) for step in range(1, 13)),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """People: ``skills`` are rows of the taxonomy, ``code`` places in ``FACTS``, both one row a person.

    ``sampled`` says who bears the facet ``PERCENT``.
    """

    skills: Array
    code: Array
    sampled: Array

    def __len__(self) -> int:
        return len(self.skills)

    def first(self, count: int) -> Drawn:
        """The first ``count`` people."""
        return Drawn(self.skills[:count], self.code[:count], self.sampled[:count])


def draw(taxonomy: Taxonomy, count: int, *, seed: int) -> Drawn:
    """``count`` people, the same for the same ``seed`` and taxonomy."""
    rng = np.random.default_rng(seed)
    code = rng.integers(0, len(_CONFIDENCES), (count, SKILLS), dtype=np.uint8)
    kind = rng.random((count, SKILLS), dtype=np.float32)
    code[kind < _SAID * _BEGINNERS] += len(_CONFIDENCES)
    implied = kind >= _SAID
    code[implied] = rng.integers(2 * len(_CONFIDENCES), len(FACTS), int(implied.sum()), dtype=np.uint8)
    return Drawn(_skills(taxonomy, count, rng), code, rng.random(count) < 0.01)


def person_ids(count: int) -> list[str]:
    """The ids that :func:`columns` gives, in order."""
    return [f"p{number:07d}" for number in range(count)]


def area(number: int) -> str:
    """The facet of an area, 0 to ``AREAS`` − 1."""
    return f"area:{number:02d}"


def columns(drawn: Drawn, taxonomy: Taxonomy, writer: IndexWriter) -> Columns:
    """``drawn`` as the index takes it; the people of an area stand together."""
    count = len(drawn)
    rows = np.unique(drawn.skills)
    term_of = np.zeros(len(taxonomy), np.uint32)
    term_of[rows] = [writer.term(skill_term(taxonomy.uri(int(row)))) for row in rows]
    areas = np.array([writer.term(f"f:{area(number)}") for number in range(AREAS)], np.uint32)
    term = np.empty((count, SKILLS + 2), np.uint32)
    term[:, :SKILLS] = term_of[drawn.skills]
    term[:, SKILLS] = areas[np.arange(count) * AREAS // max(1, count)]
    term[:, SKILLS + 1] = writer.term(f"f:{PERCENT}")
    code = np.full((count, SKILLS + 2), len(FACTS), np.uint32)
    code[:, :SKILLS] = drawn.code
    there = np.ones((count, SKILLS + 2), bool)
    there[:, SKILLS + 1] = drawn.sampled
    first = np.zeros(count + 1, np.int64)
    np.cumsum(there.sum(1), out=first[1:])
    facts = (*FACTS, YES)
    code_class = classes(facts)
    code_class[-1] = FACET
    return Columns(person_ids(count), first, term[there], code[there], facts, code_class)


def features(drawn: Drawn, taxonomy: Taxonomy) -> list[Features]:
    """``drawn`` as a program puts people one by one, without facets."""
    names = {int(row): skill_term(taxonomy.uri(int(row))) for row in np.unique(drawn.skills)}
    return [
        Features(tuple((names[row], FACTS[code]) for row, code in zip(rows, codes, strict=True)))
        for rows, codes in zip(drawn.skills.tolist(), drawn.code.tolist(), strict=True)
    ]


def offers(taxonomy: Taxonomy, count: int, *, seed: int) -> list[OfferFacts]:
    """``count`` offers that ask for 20 skills, three essential ones to an optional one.

    With another ``seed`` than the people's, no offer is made of one of them.
    """
    rng = np.random.default_rng((seed, ASKED))
    asked = rng.permuted(draw(taxonomy, count, seed=seed).skills, axis=1)[:, :ASKED]
    return [offer_for(taxonomy, rows) for rows in asked.tolist()]


def offer_for(taxonomy: Taxonomy, rows: Sequence[int]) -> OfferFacts:
    """The offer that asks for the skills ``rows``; every fourth is optional."""
    kinds = (*3 * (RequirementKind.ESSENTIAL,), RequirementKind.OPTIONAL)
    return OfferFacts(
        requirements=tuple(
            SkillRequirement(taxonomy.uri(row), "", kinds[place % len(kinds)], (), 0.9)
            for place, row in enumerate(rows)
        )
    )


def _skills(taxonomy: Taxonomy, count: int, rng: np.random.Generator) -> Array:
    pools = _occupations(taxonomy)
    held = rng.integers(0, len(pools), count)
    by_occupation = np.argsort(held, kind="stable")
    ends = np.cumsum(np.bincount(held, minlength=len(pools)))
    skills = np.zeros((count, SKILLS), np.uint32)
    start = 0
    for occupation, end in enumerate(ends.tolist()):
        people = by_occupation[start:end]
        start = end
        if len(people):
            pool, distance = _pool(pools, occupation)
            # nearer occupations first, in each a draw without replacement
            order = distance[None, :] + rng.random((len(people), len(pool)), dtype=np.float32)
            skills[people] = pool[np.argpartition(order, SKILLS - 1, axis=1)[:, :SKILLS]]
    return skills


def _occupations(taxonomy: Taxonomy) -> list[Array]:
    """The skills of each occupation, its neighbours beside it."""
    found = []
    for row in taxonomy.concepts(ConceptKind.OCCUPATION).tolist():
        if taxonomy.canonical(row) != row:
            continue
        related = taxonomy.related(row, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)
        skills = sorted({taxonomy.canonical(skill) for skill in related})
        if len(skills) >= _LEAST:
            isco = [code for scheme, code in taxonomy.other_codes(row) if scheme == "isco"]
            found.append((isco[0] if isco else "9999", row, np.array(skills, np.uint32)))
    found.sort(key=lambda pair: pair[:2])
    return [skills for _isco, _row, skills in found]


def _pool(pools: Sequence[Array], occupation: int) -> tuple[Array, Array]:
    """At least 40 skills to draw from, and how many occupations away each is."""
    pool = pools[occupation]
    distance = np.zeros(len(pool), np.float32)
    away = 0
    while len(pool) < SKILLS:
        away += 1
        if away >= len(pools):
            raise SystemExit("the taxonomy in force has fewer than 40 skills that occupations need")
        more = np.setdiff1d(pools[(occupation + away) % len(pools)], pool)
        pool = np.concatenate([pool, more])
        distance = np.concatenate([distance, np.full(len(more), away, np.float32)])
    return pool, distance
