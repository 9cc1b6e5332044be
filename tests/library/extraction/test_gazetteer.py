"""The names of the starter taxonomy in a text: all of them, whatever is meant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from openemploi.extraction.gazetteer import Gazetteer
from openemploi.extraction.words import Words, words_of
from openemploi.folding import stems
from openemploi.taxonomy.compiling import KINDS, LABEL_KINDS
from openemploi.taxonomy.model import ConceptKind, LabelKind
from openemploi.taxonomy.store import Taxonomy


@pytest.fixture(scope="module")
def gazetteer(taxonomy: Taxonomy) -> Gazetteer:
    return Gazetteer(taxonomy)


def _every(taxonomy: Taxonomy) -> np.ndarray:
    return np.ones(len(taxonomy.arrays["label_concept"]), bool)


def _together(gazetteer: Gazetteer, words: Words, *, longest: int = 14) -> list[int]:
    free = words.opens & words.closes
    return [
        name.row for unit in gazetteer.together(words, free, words.clause, longest=longest) for name in unit
    ]


def test_every_short_name_of_the_taxonomy_is_found_in_itself(taxonomy: Taxonomy, gazetteer: Gazetteer):
    every = _every(taxonomy)
    language = taxonomy.arrays["label_language"]
    missed = []
    for row in np.flatnonzero(language < 2)[::23].tolist():  # Korean ones: test_korean.py
        text = taxonomy.label_at(row).text
        words = words_of(text)
        one_clause = len(words.stems) and not words.clause[-1]
        if one_clause and len(words.stems) <= 8:
            runs = gazetteer.runs(words, every)
            if not any(row in run.rows and run.length == len(words.stems) for run in runs):
                missed.append(text)
    assert not missed


def test_names_of_several_words_are_found_in_any_order_by_their_rarest_word(
    taxonomy: Taxonomy, gazetteer: Gazetteer
):
    arrays = taxonomy.arrays
    kind = arrays["kind"][arrays["label_concept"]]
    skill = (kind == KINDS.index(ConceptKind.SKILL)) & (
        arrays["label_kind"] != LABEL_KINDS.index(LabelKind.CONTEXT)
    )
    looked_at = 0
    for row in np.flatnonzero(skill & (arrays["label_language"] == 0))[::17].tolist():
        said = stems(taxonomy.label_at(row).text)
        words = words_of(" ".join(reversed(taxonomy.label_at(row).text.split())))
        if len(set(said)) < 2 or len(words.stems) > 14 or words.clause[-1] or set(said) != set(words.stems):
            continue
        looked_at += 1
        assert row in _together(gazetteer, words)
    assert looked_at > 100


def test_a_word_too_many_in_a_unit_or_one_missing_and_nothing_is_found(gazetteer: Gazetteer):
    assert _together(gazetteer, words_of("clients encaisser"))
    assert not _together(gazetteer, words_of("clients encaisser"), longest=1)
    assert not _together(gazetteer, words_of("clients ; encaisser"))


def test_four_threads_find_what_one_finds(taxonomy: Taxonomy):
    texts = [f"Encaisser des clients, {n} ans de soudure TIG ; accueil et conseil" for n in range(200)]
    gazetteer = Gazetteer(taxonomy)
    every = _every(taxonomy)

    def read(text: str) -> object:
        words = words_of(text)
        return gazetteer.runs(words, every), _together(gazetteer, words)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, texts)) == [read(text) for text in texts]
