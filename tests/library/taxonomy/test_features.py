"""Character n-grams tell every one of their letters apart."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from openemploi.taxonomy.features import character_ngrams


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
