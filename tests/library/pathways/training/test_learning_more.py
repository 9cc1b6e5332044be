"""Learning more never lowers the gap that is covered, whatever is learnt in whatever order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.pathways.training.linking import gap_covered
from openemploi.pathways.training.model import Wanted
from openemploi.pathways.training.programmes import Programmes, _read

SKILLS = ("Cuire des crêpes", "Gérer les stocks", "Tenir une caisse", "Conduire un tracteur", "Farines")
SENTENCES = (
    *("Cuisson des crêpes.", "Gestion des stocks, accueil.", "Tenue d’une caisse.", "Farines et levures."),
    *("Tracteur : le conduire.", "Hygiène.", "Stocks. Gérer une équipe."),
)


@settings(max_examples=200, deadline=None)
@given(
    weights=st.lists(st.floats(0.1, 5), min_size=4, max_size=4),
    first=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    second=st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_one_more_course_never_lowers_the_gap_covered(
    weights: list[float], first: list[int], second: list[int]
) -> None:
    wanted = [Wanted(str(n), str(n), weight, essential=n % 2 == 0) for n, weight in enumerate(weights)]
    before, added = np.array(first, np.int8), np.array(second, np.int8)

    one, both = gap_covered(wanted, before), gap_covered(wanted, np.maximum(before, added))

    assert both.covered >= one.covered and both.named >= one.named and both.essential >= one.essential
    assert both.share >= one.share - 1e-12
    assert 0 <= one.share <= 1 + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.data())
def test_a_longer_programme_never_teaches_less(sentences: list[str], data: st.DataObject) -> None:
    part = data.draw(st.integers(1, len(sentences)))
    texts = ["\n\n".join(sentences[:part]), "\n\n".join(sentences)]
    programmes = Programmes(texts, _read(texts))

    for skill in SKILLS:
        found = set(programmes.naming([skill]).tolist())
        assert 0 not in found or 1 in found
        for text in found:
            passage = programmes.passage(text, [skill])
            assert passage is not None and texts[text][passage.start : passage.end] == passage.text
