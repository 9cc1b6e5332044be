"""Finding a concept by what somebody types: without accents, misspelt, feminine or masculine, in any language.

Labels are compared by their character n-grams weighted by rarity (TF-IDF cosine). Under a threshold nothing is
returned: a guess would be worse than a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import is_korean, stems, stems_of, words
from openemploi.taxonomy.features import (
    KOREAN_SIZES,
    OCCUPATION_SIZES,
    SKILL_SIZES,
    character_ngrams,
    phrase_hash,
    search_form,
    search_form_of,
    title_form,
)
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy

THRESHOLD: Final = 0.42  # cosine under which two labels have nothing in common but letters
# Share of the letters of what was typed that a label must have: one rare beginning is not enough ("zblorg", "Zbrush").
COVERAGE: Final = 0.4
CANDIDATES: Final = 8  # labels looked at for each concept to return

Scores = dict[int, tuple[float, int]]  # for a concept its score, and the row of the label that has it


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found: its row, the label that matched, and how alike they are (0 to 1)."""

    concept: int
    label: str
    score: float


def search(
    taxonomy: Taxonomy,
    text: str,
    *,
    kinds: Sequence[ConceptKind] = (),
    limit: int = 10,
    threshold: float = THRESHOLD,
) -> list[Hit]:
    """The concepts whose labels are most like ``text``, best first; empty when none is like it.

    Scores of 1 are for labels made of the same words. Concepts that are exactly the same in two schemes are
    returned once, under the first.
    """
    wanted = set(kinds)
    scores: Scores = {}
    for row in same_words(taxonomy, text):
        keep(scores, taxonomy, row, 1.0)
    if not wanted or ConceptKind.OCCUPATION in wanted:
        for row, score in _alike(taxonomy, text, "occupation", limit * CANDIDATES):
            keep(scores, taxonomy, row, score)
    if wanted != {ConceptKind.OCCUPATION}:
        for row, score in _alike(taxonomy, text, "skill", limit * CANDIDATES):
            keep(scores, taxonomy, row, score)
    return best(taxonomy, text, scores, kinds=kinds, limit=limit, threshold=threshold)


def best(
    taxonomy: Taxonomy,
    text: str,
    scores: Scores,
    *,
    kinds: Sequence[ConceptKind],
    limit: int,
    threshold: float,
) -> list[Hit]:
    """The ``limit`` best of ``scores`` that may be returned for ``text``."""
    wanted = set(kinds)
    likely = sorted(
        (-round(score, 4), concept, row)
        for concept, (score, row) in scores.items()
        if score >= threshold and (not wanted or taxonomy.kind(concept) in wanted)
    )
    hits = [
        Hit(concept, label, min(-score, 1.0))
        for score, concept, row in likely[: limit * 4]
        if _covers(label := taxonomy.label_at(row).text, text)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.label), hit.concept))[:limit]


def label_scores(taxonomy: Taxonomy, text: str, pillar: str) -> npt.NDArray[np.float32]:
    """The cosine of ``text`` with each label of a pillar (``occupation`` or ``skill``), in its label order."""
    arrays = taxonomy.arrays
    first, owners = arrays[f"{pillar}_gram_first"], arrays[f"{pillar}_gram_owner"]
    weights, labels = arrays[f"{pillar}_gram_weight"], arrays[f"{pillar}_gram_label"]
    form, sizes = (title_form, OCCUPATION_SIZES) if pillar == "occupation" else (search_form, SKILL_SIZES)
    if pillar == "skill" and is_korean(text):
        sizes = KOREAN_SIZES + sizes
    _owner, buckets = character_ngrams([form(text)], sizes=sizes)
    unique, counts = np.unique(buckets, return_counts=True)
    lows, highs = first[unique].astype(np.int64), first[unique + 1].astype(np.int64)
    rarity = np.log((1 + len(labels)) / (1 + (highs - lows))) + 1
    query = rarity * np.sqrt(counts)
    norm = float(np.sqrt((query**2).sum()))
    scores = np.zeros(len(labels), np.float32)
    if norm == 0:
        return scores
    for low, high, weight in zip(lows.tolist(), highs.tolist(), (query / norm / 255).tolist(), strict=True):
        if high > low:  # an n-gram stands once in a label: owners do not repeat
            scores[owners[low:high]] += np.float32(weight) * weights[low:high]
    return scores


def _alike(taxonomy: Taxonomy, text: str, pillar: str, count: int) -> list[tuple[int, float]]:
    scores = label_scores(taxonomy, text, pillar)
    if not len(scores):
        return []
    best = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
    labels = taxonomy.arrays[f"{pillar}_gram_label"]
    return [(int(labels[row]), float(scores[row])) for row in best if scores[row] > 0]


def _covers(label: str, text: str) -> bool:
    """Whether ``label`` has enough of the letters of ``text``, in their order."""
    if label == text:
        return True
    named, typed = words(label), words(text)
    size = 2 if is_korean(text) else 3
    asked = _runs(search_form_of(typed), size)
    if len(asked & _runs(search_form_of(named), size)) >= COVERAGE * len(asked):
        return True
    return stems_of(named) == stems_of(typed)


def _runs(form: str, size: int) -> set[str]:
    return {form[i : i + size] for i in range(len(form) - size + 1)}


def same_words(taxonomy: Taxonomy, text: str) -> list[int]:
    """The rows of the labels made of the words of ``text``, in their order."""
    meant = stems(text)
    if not meant:
        return []
    keys = taxonomy.arrays["phrase_key"]
    key = np.uint64(phrase_hash(meant))
    low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
    return [int(row) for row in taxonomy.arrays["phrase_label"][low:high]]


def keep(scores: Scores, taxonomy: Taxonomy, row: int, score: float) -> int:
    """Take the label in ``row`` for its concept when it is better than what is there; the concept."""
    concept = taxonomy.canonical(int(taxonomy.arrays["label_concept"][row]))
    if score > scores.get(concept, (0.0, 0))[0]:
        scores[concept] = (score, row)
    return concept
