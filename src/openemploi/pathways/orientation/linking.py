"""From a clause to families of occupations, with what led there.

Three ways, each explained by something that can be read: our table of signs (to ROME's interests, work contexts and
families), the words in names of occupations, and nearness in meaning to an occupation's name. How they are added is
in :mod:`.choosing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from openemploi.extraction.encoder import Encoder, Vectors
from openemploi.extraction.semantics.vector_cache import VectorCache
from openemploi.paths import cache_folder
from openemploi.pathways.orientation.catalogue import Catalogue
from openemploi.pathways.orientation.model import Clause, Evidence, Link, Polarity
from openemploi.pathways.orientation.signs import Sign, compared, signs_of
from openemploi.taxonomy.gender import forms

#: Degrees, 0 to 1: they order families, and say nothing of a person.
FIELD: Final = 0.8
#: An interest or a context is found in many families: the one where it is most frequent gets this.
INTEREST: Final = 0.7
#: Work contexts mostly say what work is not wanted for; liked, they are a weaker hint than an interest.
CONTEXT: Final = {Polarity.LIKED: 0.6, Polarity.DISLIKED: 1.0}
NAME: Final = 0.9
#: Words stand in skills of many families by chance: two rare words, or one that is mostly the family's, are needed.
SKILL: Final = 0.8
MEANING: Final = 0.8

#: Names that a word must stand in, in a family, before it says half of what it can.
_NAMES_HALF: Final = 2
#: Occupations without the trait that are added to a family: one of one is less than ten of ten.
_ONE_MORE: Final = 1
#: A liked trait that no family has more often than this is no mark of any.
_FREQUENT: Final = 0.3
_LETTERS: Final = 3  # of a stem: shorter ones are met by chance
#: Standard scores between which nearness in meaning goes from nothing to all; of the mean of the two nearest names.
_NEAR: Final = (2.2, 4.4)
_LEAST: Final = 0.1  # a degree under this is no evidence


class Meaning(Protocol):
    """How near in meaning a text is to each occupation."""

    def scores(self, text: str) -> npt.NDArray[np.float64]:
        """Standard scores over all occupations, in the order of the catalogue: shape (occupations,)."""
        ...


@dataclass(frozen=True)
class NamesByMeaning:
    """The names of the occupations as vectors, and the encoder that brings a clause beside them."""

    encoder: Encoder
    vectors: Vectors

    def scores(self, text: str) -> npt.NDArray[np.float64]:
        """As :class:`Meaning`."""
        found = (self.encoder.encode([text]) @ self.vectors.T)[0].astype(float)
        spread = float(found.std())
        scores: npt.NDArray[np.float64] = (found - found.mean()) / spread if spread else np.zeros(len(found))
        return scores


def names_by_meaning(catalogue: Catalogue, encoder: Encoder) -> NamesByMeaning:
    """The vectors of the names of ``catalogue``; made once for each encoder and kept in the cache folder.

    One form of each name is encoded, as clauses have one gender. About half a minute for all of ROME, the first time.
    """
    cache_of = VectorCache(cache_folder() / "orientation", encoder)
    names = [forms(one.label)[0] for one in catalogue.occupations]
    return NamesByMeaning(encoder, cache_of.encode(names, tell=lambda _done, _of: None))


def link(
    clause: Clause, catalogue: Catalogue, meaning: Meaning | None = None
) -> dict[str, tuple[Evidence, ...]]:
    """What ``clause`` leads to: for each family its evidence, the strongest first; nothing for others."""
    found: dict[str, list[Evidence]] = {}

    def add(family: str, way: Link, by: str, degree: float) -> None:
        if degree >= _LEAST:
            found.setdefault(family, []).append(Evidence(clause, way, by, round(float(degree), 4)))

    for sign in signs_of(clause.words):
        _by_sign(sign, clause, catalogue, add)
    for stem in set(compared(clause.words)):
        counts = catalogue.names.get(stem, {}) if len(stem) >= _LETTERS else {}
        total = sum(counts.values())
        for family, count in counts.items():
            if family in catalogue.families and count > 1:
                by = _first_named(catalogue, family, stem)
                add(family, Link.NAME, by, NAME * count / total * count / (count + _NAMES_HALF))
    _by_skills(clause, catalogue, add)
    if meaning is not None and clause.words:
        _by_meaning(meaning.scores(" ".join(clause.words)), catalogue, add)
    return {
        family: tuple(sorted(evidence, key=lambda one: (-one.degree, one.link, one.by)))
        for family, evidence in found.items()
    }


class _Add(Protocol):
    def __call__(self, family: str, way: Link, by: str, degree: float) -> None: ...


def _by_sign(sign: Sign, clause: Clause, catalogue: Catalogue, add: _Add) -> None:
    for family in sign.families:
        if family in catalogue.families:
            add(family, Link.FIELD, catalogue.families[family], FIELD)
    for table, codes, way, most in (
        (catalogue.interests, sign.interests, Link.INTEREST, INTEREST),
        (catalogue.contexts, sign.contexts, Link.CONTEXT, CONTEXT[clause.polarity]),
    ):
        for code in codes:
            if code not in table:
                continue
            label, held = table[code]
            shares = catalogue.shares(held, against=_ONE_MORE)
            # Disliked, what counts is how much of the family it is; liked, where it is most.
            top = max(float(shares.max()), _FREQUENT) if clause.polarity is Polarity.LIKED else 1.0
            for family, share in zip(catalogue.order, shares.tolist(), strict=True):
                if share > 0:
                    add(family, way, label, most * share / top)


def _by_skills(clause: Clause, catalogue: Catalogue, add: _Add) -> None:
    """The share of a word's skills that are of the family; of several words the shares add up (noisy or)."""
    against: dict[str, float] = {}
    shortest: dict[str, tuple[float, str]] = {}
    for stem in sorted(set(compared(clause.words))):
        counts = catalogue.skills.get(stem, {}) if len(stem) >= _LETTERS else {}
        total = sum(count for count, _label in counts.values())
        for family, (count, label) in counts.items():
            if family in catalogue.families:
                share = count / total * count / (count + _NAMES_HALF)
                against[family] = against.get(family, 1.0) * (1 - share)
                shortest[family] = max(shortest.get(family, (0.0, "")), (share, label))
    for family, left in against.items():
        add(family, Link.SKILL, shortest[family][1], SKILL * (1 - left))


def _by_meaning(scores: npt.NDArray[np.float64], catalogue: Catalogue, add: _Add) -> None:
    low, high = _NEAR
    for family, rows in catalogue.members.items():
        if family not in catalogue.families:
            continue
        own = scores[list(rows)]
        best = np.sort(own)[::-1][:2]
        degree = MEANING * float(np.clip((best.mean() - low) / (high - low), 0, 1))
        if degree >= _LEAST:
            add(family, Link.MEANING, catalogue.occupations[rows[int(own.argmax())]].label, degree)


@cache
def _named(label: str) -> frozenset[str]:
    return frozenset(compared(label.replace("/", " ").replace("-", " ").split()))


def _first_named(catalogue: Catalogue, family: str, stem: str) -> str:
    """The first occupation of ``family`` whose own name has ``stem``; else the family's label."""
    members: Sequence[int] = catalogue.members.get(family, ())
    for row in members:
        if stem in _named(catalogue.occupations[row].label):
            return catalogue.occupations[row].label
    return catalogue.families[family]
