"""Which skill a short text names, when no skill bears just these words: by meaning, with letters and setting beside it.

"Suivi de la caisse" is no label, and means "tenir une caisse". Which of several alike is meant, the work tells in which
such skills are asked for, whatever classification they are of. Every skill has a score; the best one's probability says
whether to believe it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.occupation_skills import OccupationSkills
from openemploi.extraction.semantics import Semantics
from openemploi.extraction.semantics.adapter import unit
from openemploi.taxonomy.compiling import LANGUAGES
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.store import Taxonomy

# Beside the cosine with the best name: that with the names in the language, other than the text's, that has most; the
# letters of the best name; the cosine of the work. Chosen on French labels linked to ESCO by people (docs/adr/0010).
OTHER_LANGUAGE: Final = 0.45
LETTERS: Final = 0.3
SETTING: Final = 0.45
# The work that a text speaks of is that of the skills nearest to it; with so much less of score one counts for 1/e.
_NEAREST: Final = 30
_WIDTH: Final = 0.05
# Log-odds that the best skill is the right one: a constant, a point of score, a point ahead of the second. Learnt from
# 1,500 French labels linked by people (expected calibration error .03).
ODDS: Final = (-4.4, 2.7, 2.0)

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
        self._taxonomy, self._space, self._work = taxonomy, semantics.skills, semantics.work

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
        best = self._space.nearest(vector)[0].astype(np.float64)
        other = self._space.by_language(vector, self._other(language))[0].astype(np.float64)
        other = np.where(other > -1, other, best)
        scores: Floats = best + OTHER_LANGUAGE * other + LETTERS * self._letters(text)
        return scores + SETTING * self._in_the_same_work(scores)

    def _in_the_same_work(self, scores: Floats) -> Floats:
        """For each skill, how alike its work is to that of the skills with the best ``scores``: -1 to 1, 0 unknown."""
        count = min(_NEAREST, len(scores))
        if not count:
            return scores
        nearest = np.argpartition(-scores, count - 1)[:count]
        shares = np.exp((scores[nearest] - scores[nearest].max()) / _WIDTH).astype(np.float32)
        alike = self._middles @ unit(shares @ self._middles[nearest]) / self._lengths
        return alike.astype(np.float64)

    @cached_property
    def _middles(self) -> npt.NDArray[np.float32]:
        """For each skill the middle of the occupations that ask for it."""
        pairs = OccupationSkills.of(self._taxonomy, self._work.concepts.tolist(), self.concepts.tolist())
        return pairs.of_skills(self._work.middles())

    @cached_property
    def _lengths(self) -> npt.NDArray[np.float32]:
        lengths: npt.NDArray[np.float32] = np.linalg.norm(self._middles, axis=1)
        return np.maximum(lengths, 1e-6)

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
