"""Which skill a short text names, when no skill bears just these words: by meaning, with the letters beside it.

"Suivi de la caisse" is no label, and means "tenir une caisse". Every skill has a score; the best one's probability says
whether to believe it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.semantics import Semantics
from openemploi.taxonomy.compiling import LANGUAGES
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.store import Taxonomy

# Beside the cosine with the names in the language of the text: that with the names in the language that has most, and
# the letters of the best name. Chosen on French labels linked to ESCO by people: .1 or .2 of letters are as good.
OTHER_LANGUAGE: Final = 0.4
LETTERS: Final = 0.15
UNNAMED: Final = 0.05  # what a skill without a name in the language of the text loses
# Log-odds that the best skill is the right one: a constant, a point of score, a point ahead of the second. Learnt from
# 1,500 French labels linked by people (expected calibration error .02).
ODDS: Final = (-5.4, 4.6, 4.1)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linked:
    """A skill (its canonical concept), its score, and how probably it is what the text names."""

    concept: int
    score: float
    probability: float


class SkillLinker:
    """Links short texts to skills, with one taxonomy and its meanings."""

    def __init__(self, taxonomy: Taxonomy, semantics: Semantics) -> None:
        self._taxonomy, self._space = taxonomy, semantics.skills

    def link(
        self, text: str, *, language: str, limit: int = 10, among: npt.NDArray[np.bool_] | None = None
    ) -> list[Linked]:
        """The skills nearest to ``text``, best first; none for a text without letters.

        ``among`` marks the concepts (by row of the taxonomy) that may be answered.
        """
        scores = self.scores(text, language=language)
        if among is not None:
            scores = np.where(among[self.concepts], scores, -np.inf)
        order = np.lexsort((self.concepts, -np.round(scores, 6)))[: max(limit, 2)]
        order = order[np.isfinite(scores[order])]
        if not len(order) or not self._space.encode([text]).any():
            return []
        found = []
        for place, row in enumerate(order.tolist()[:limit]):
            after = scores[order[1]] if place == 0 and len(order) > 1 else scores[order[0]]
            found.append(
                Linked(
                    int(self.concepts[row]),
                    round(float(scores[row]), 6),
                    round(_probability(float(scores[row]), float(scores[row] - after)), 4),
                )
            )
        return found

    @property
    def concepts(self) -> npt.NDArray[np.int64]:
        """The skills that have a vector: the order of :meth:`scores`."""
        return self._space.concepts

    def scores(self, text: str, *, language: str) -> Floats:
        """How near ``text`` is to each of :attr:`concepts`."""
        vector = self._space.encode([text])
        own = self._space.by_language(vector, language)[0].astype(np.float64)
        other = self._space.by_language(vector, self._other(language))[0].astype(np.float64)
        any_name = self._space.nearest(vector)[0].astype(np.float64)
        named = np.where(own > -1, own, any_name - UNNAMED)
        beside = np.where(other > -1, other, named)
        scores: Floats = named + OTHER_LANGUAGE * beside + LETTERS * self._letters(text)
        return scores

    def _letters(self, text: str) -> Floats:
        labels = label_scores(self._taxonomy, text, "skill")
        best = np.zeros(len(self.concepts))
        np.maximum.at(best, self._place_of_label, labels)
        return best

    @cached_property
    def _place_of_label(self) -> npt.NDArray[np.int64]:
        arrays = self._taxonomy.arrays
        owners = arrays["canonical"][arrays["label_concept"][arrays["skill_gram_label"]]]
        return np.minimum(np.searchsorted(self.concepts, owners), len(self.concepts) - 1)

    def _other(self, language: str) -> str:
        """The language, other than ``language``, in which most skills have a name."""
        return next((code for code in self._by_names if code != language), language)

    @cached_property
    def _by_names(self) -> list[str]:
        counts: Mapping[str, int] = {
            code: int((self._space.languages == number).sum()) for number, code in enumerate(LANGUAGES)
        }
        return sorted(LANGUAGES, key=lambda code: -counts[code])


def _probability(score: float, ahead: float) -> float:
    constant, by_score, by_lead = ODDS
    return float(1 / (1 + np.exp(-(constant + by_score * score + by_lead * ahead))))
