"""Character n-grams tell every one of their letters apart; runs of a text have the hashes of the phrases they are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from openemploi.taxonomy.features import LONGEST_PHRASE, character_ngrams, phrase_hash, run_hashes, word_hash


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("place", [0, -1])
def test_one_letter_more_or_less_makes_another_ngram(size, place):
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = [letter + "o" * (size - 1) if place == 0 else "o" * (size - 1) + letter for letter in letters]

    _owners, buckets = character_ngrams(texts, sizes=(size,))

    assert len(set(buckets.tolist())) == len(letters)


def test_different_ngrams_seldom_share_a_bucket():
    texts = ["".join(letters) for letters in product("abcdefghijklmnopqrstuvwxyz ", repeat=3)]

    _owners, buckets = character_ngrams(texts, sizes=(3,))

    assert len(np.unique(buckets)) > 0.98 * len(texts)


def test_no_ngram_goes_over_the_end_of_its_text():
    owners, buckets = character_ngrams(["abc", "", "d", "abd"], sizes=(2, 3))

    assert sorted(owners.tolist()) == [0, 0, 0, 3, 3, 3]
    assert len(set(buckets.tolist())) == 5  # "ab" is in both


@pytest.mark.parametrize("count", [0, 1, 3, LONGEST_PHRASE + 3])
def test_every_run_of_a_text_has_the_hash_of_its_phrase_the_longest_first(count):
    words = [f"mot{number}" for number in range(count)]

    hashes, firsts, lengths = run_hashes(np.array([word_hash(word) for word in words], np.uint64))

    runs = list(zip(firsts.tolist(), lengths.tolist(), strict=True))
    assert hashes.tolist() == [phrase_hash(words[first : first + length]) for first, length in runs]
    assert runs == [
        (first, length)
        for length in range(min(count, LONGEST_PHRASE), 0, -1)
        for first in range(count - length + 1)
    ]
