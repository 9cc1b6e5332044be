"""Which occupation a title names, and which one a whole offer describes.

A title is compared with every name of every occupation by its letters; the tasks described beside it then
decide between occupations of like names. Under a threshold no occupation is given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from openemploi.extraction.mentions import MentionFinder
from openemploi.extraction.model import OccupationClaim, Passage
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.store import Taxonomy

THRESHOLD: Final = 0.55  # cosine of character n-grams under which a title names nothing we know

# Beside the cosine of the best name: the names of the same occupation that are also alike ("infirmier" begins
# eleven names of one sheet), and the tasks described. Chosen on 368 real offers: .628/.769 without, .650/.802 with.
VOTE_WEIGHT: Final = 0.15
TEXT_WEIGHT: Final = 0.15
# Once imported, the national classification is the one that titles are coded in, unless another fits far better.
ROME_PREFERENCE: Final = 0.15
_VOTE_POWER: Final = 8  # only names almost as alike as the best one have a vote
_NAMES: Final = 100  # names looked at in each classification

_GENDERS: Final = re.compile(
    r"\(?\b(?:h\s*/\s*f|f\s*/\s*h|m\s*/\s*f|f\s*/\s*m|m/w/d)\b(?:/x|/nb|/d)?\)?|\(\s*\)|\b[hf]\s*-\s*[fh]\b",
    re.IGNORECASE,
)
_CUTS: Final = re.compile(r"\s+[-–—|:]\s+|\s*[–—|]\s*|\s*\(|\s+à\s+(?=[A-ZÉ])|\s+@\s+|\s+chez\s+|,\s")
_NOISE: Final = re.compile(
    r"\b(?:CDI|CDD|intérim|interim|urgent|recrute|recherche|poste d[e']\s?|offre d'emploi|temps (?:plein|partiel)"
    r"|alternance|apprenti(?:e|ssage)?|stage|stagiaire|débutant accepté|confirmé(?:e|\(e\))?|junior|senior"
    r"|expérimenté(?:e|\(e\))?|un\(e\)|un/une|\d+\s*(?:h|heures|%|€|k€)|\d{2,5})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coded:
    """An occupation and how well it fits, 0 to 1."""

    concept: int
    score: float


class OccupationCoder:
    """Gives occupations to titles and texts, with one taxonomy."""

    def __init__(self, taxonomy: Taxonomy, finder: MentionFinder) -> None:
        self._taxonomy = taxonomy
        self._finder = finder
        arrays = taxonomy.arrays
        self._scheme = arrays["scheme"]
        self._label_concept = arrays["label_concept"][arrays["occupation_gram_label"]]
        schemes = self._scheme[self._label_concept]
        self._members = [np.flatnonzero(schemes == number) for number in np.unique(schemes)]
        self._weights: dict[int, Mapping[int, float]] = {}

    def code(
        self, title: str, *, text: str = "", limit: int = 5, threshold: float = THRESHOLD
    ) -> list[Coded]:
        """The occupations that ``title`` (and the tasks in ``text``) fit best, best first; maybe none.

        Each comes with the likeness of its best name. Occupations of all classifications are mixed.
        """
        names, votes = self._by_title(title)
        if max(names.values(), default=0.0) < threshold:
            return []
        voted = self._shares(votes)
        described = self._shares(self._by_tasks(text)) if text else {}
        scores = {
            concept: name
            + VOTE_WEIGHT * voted.get(concept, 0.0)
            + TEXT_WEIGHT * described.get(concept, 0.0)
            + (ROME_PREFERENCE if self._taxonomy.scheme(concept).name == "rome" else 0.0)
            for concept, name in names.items()
        }
        best = sorted(scores, key=lambda concept: (-round(scores[concept], 6), concept))
        return [Coded(concept, round(min(names[concept], 1.0), 4)) for concept in best[:limit]]

    def _shares(self, amounts: Mapping[int, float]) -> dict[int, float]:
        """Each amount beside the largest one in its classification."""
        top: defaultdict[int, float] = defaultdict(float)
        for concept, amount in amounts.items():
            top[int(self._scheme[concept])] = max(top[int(self._scheme[concept])], amount)
        return {
            concept: amount / top[int(self._scheme[concept])] for concept, amount in amounts.items() if amount
        }

    def claim(
        self, concept: int, *, confidence: float, evidence: Sequence[Passage], language: str
    ) -> OccupationClaim:
        """``concept`` as a record for the outside, with its codes in all nomenclatures."""
        taxonomy = self._taxonomy
        return OccupationClaim(
            uri=taxonomy.uri(concept),
            label=taxonomy.label(concept, language),
            confidence=confidence,
            evidence=tuple(evidence),
            codes=tuple(dict.fromkeys(self.codes(concept))),
        )

    def codes(self, concept: int) -> list[tuple[str, str]]:
        """ROME, ISCO and ESCO codes of ``concept``, its own first, then those of its equals elsewhere."""
        taxonomy = self._taxonomy
        own = [pair for pair in taxonomy.other_codes(concept) if pair[0] in {"rome", "isco"}]
        if taxonomy.scheme(concept).name in {"rome", "esco"}:
            own.append((taxonomy.scheme(concept).name, taxonomy.code(concept)))
        for other in self._equals(concept):
            own += [pair for pair in taxonomy.other_codes(other) if pair[0] in {"rome", "isco"}]
            if taxonomy.scheme(other).name in {"rome", "esco"}:
                own.append((taxonomy.scheme(other).name, taxonomy.code(other)))
        return [pair for pair in own if pair[1]]

    def equals(self, concept: int) -> list[int]:
        """``concept`` and the same occupation in the other schemes."""
        return [concept, *self._equals(concept)]

    def _equals(self, concept: int) -> list[int]:
        taxonomy = self._taxonomy
        found = taxonomy.related(concept, RelationKind.EXACT, RelationKind.CLOSE)
        found += taxonomy.related(concept, RelationKind.EXACT, RelationKind.CLOSE, inverse=True)
        return [c for c in dict.fromkeys(found) if taxonomy.kind(c) is ConceptKind.OCCUPATION]

    def _by_title(self, title: str) -> tuple[dict[int, float], dict[int, float]]:
        """For each occupation with a name like ``title``: the cosine of its best name, and its votes."""
        scores = np.zeros(len(self._label_concept), np.float32)
        for weight, variant in _variants(title):
            scores = np.maximum(scores, weight * label_scores(self._taxonomy, variant, "occupation"))
        names: dict[int, float] = {}
        votes: defaultdict[int, float] = defaultdict(float)
        for members in self._members:
            among = scores[members]
            count = min(_NAMES, len(members))
            for row in members[np.argpartition(-among, count - 1)[:count]].tolist():
                score, concept = float(scores[row]), int(self._label_concept[row])
                if score > 0:
                    names[concept] = max(names.get(concept, 0.0), score)
                    votes[concept] += score**_VOTE_POWER
        return names, dict(votes)

    def _by_tasks(self, text: str) -> dict[int, float]:
        scores: defaultdict[int, float] = defaultdict(float)
        for skill in {mention.concept for mention in self._finder.skills(text)}:
            for occupation, weight in self._occupations_of(skill).items():
                scores[occupation] += weight
        return dict(scores)

    def _occupations_of(self, skill: int) -> Mapping[int, float]:
        """The occupations that need ``skill``; a skill of every trade weighs little."""
        if skill not in self._weights:
            taxonomy = self._taxonomy
            essential = taxonomy.related(skill, RelationKind.ESSENTIAL, inverse=True)
            optional = taxonomy.related(skill, RelationKind.OPTIONAL, RelationKind.EMERGING, inverse=True)
            rarity = 1 / np.sqrt(1 + len(essential) + len(optional))
            weights = {o: 0.5 * float(rarity) for o in optional}
            weights |= {o: float(rarity) for o in essential}
            self._weights[skill] = weights
        return self._weights[skill]


def _variants(title: str) -> list[tuple[float, str]]:
    """The title without what is not its name, and its first part."""
    plain = " ".join(_NOISE.sub(" ", _GENDERS.sub(" ", title)).split())
    plain = plain or title
    head = _CUTS.split(plain)[0].strip()
    variants = [(0.97, plain)]
    if head and head != plain:
        variants.append((1.0, head))
    else:
        variants = [(1.0, plain)]
    return variants
