"""Which occupation a title names, and which one a whole offer describes.

A title is compared with every name of every occupation, by meaning and by letters; its words and those of the text
beside it decide between occupations of like names, by what is said of each and of its kin. The answer is a
probability: where no sheet is likely but a family of sheets is, the family is given; where nothing is, nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.model import OccupationClaim, Passage
from openemploi.extraction.occupation_kin import Kin, parent, rome_code
from openemploi.extraction.semantics import Semantics
from openemploi.folding import STOP_WORDS, fold, inflection
from openemploi.folding import words as words_in
from openemploi.taxonomy.gender import one_gender, without_added_endings
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.occupation_words import occupations_by_words
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.store import Taxonomy

# Log-odds for a whole point of likeness, of votes, of words and of the words of kin; the probabilities are their
# softmax within one classification. Learnt by listwise regression on 368 general and 700 IT-heavy offers, then rounded;
# five-fold figures are in docs/adr/0011.
LIKENESS_WEIGHT: Final = 7.5
VOTE_WEIGHT: Final = 1.5
WORDS_WEIGHT: Final = 2.2
KIN_WEIGHT: Final = 5.0
# A word of the title counts as so many of the text beside it.
TITLE_WORDS: Final = 4
# What words say of the occupation that they speak of most, from which they count in full; a few words count for less.
WORDS_ENOUGH: Final = 120
# The weights were learnt among the 1,584 sheets of ROME; among fewer occupations the same odds are too sure.
FEWER_WEIGHT: Final = 0.85
# Once imported, the national classification is the one that titles are coded in, unless another fits far better.
ROME_PREFERENCE: Final = 1.5
_VOTE_POWER: Final = 8  # only names almost as alike as the best one have a vote

# Under both, a title names nothing we know: no name has its letters, and none means nearly the same.
LETTERS_LEAST: Final = 0.54
LIKENESS_LEAST: Final = 0.6
SHEET_LEAST: Final = 0.35  # probability under which the family of a sheet is given instead, when it is surer
FAMILY_LEAST: Final = 0.5

_NAME_WORDS: Final = 6  # of a name looked for at the beginning of a title that is like none
_SAME: Final = 0.99  # cosine of the letters of a name with itself: 1 but for rounding to eight bits

_Floats = npt.NDArray[np.floating]

_GENDERS: Final = re.compile(
    r"\(?\b(?:h\s*/\s*f|f\s*/\s*h|m\s*/\s*f|f\s*/\s*m|m/w/d)\b(?:/x|/nb|/d)?\)?|\(\s*\)|\b[hf]\s*-\s*[fh]\b",
    re.IGNORECASE,
)
_CUTS: Final = re.compile(r"\s+[-–—|:]\s+|\s*[–—|]\s*|\s*\(|\s+à\s+(?=[A-ZÉ])|\s+@\s+|\s+chez\s+|,\s")
_NOISE: Final = re.compile(
    r"\b(?:CDI|CDD|intérim|interim|urgent|recrute|recherche|poste d[e']\s?|offre d'emploi|temps (?:plein|partiel)"
    r"|alternance|apprenti(?:e|ssage)?|stage|stagiaire|débutant accepté|confirmé(?:e|\(e\))?|junior|senior"
    r"|bénévole|bénévolat|volunteer|expérimenté(?:e|\(e\))?|un\(e\)|un/une|\d+\s*(?:h|heures|%|€|k€)|\d{2,5})\b",
    re.IGNORECASE,
)
# Words that say in what quality somebody works and not at what: a title of nothing else names no occupation.
_STATUS: Final = frozenset(
    inflection(fold(word))
    for word in """
    stagiaire stage intérimaire intérim employé salarié saisonnier bénévole bénévolat volontaire volontariat apprenti
    apprentissage alternant alternance contractuel vacataire remplaçant remplacement extra mission emploi job boulot
    travail petit été étudiant débutant cdi cdd
    volunteer volunteering voluntary work worker helper intern internship trainee apprentice employee staff member temp
    temporary casual seasonal summer student placement junior senior
    인턴 인턴십 사원 인턴사원 신입사원 신입 아르바이트 아르바이트생 알바 알바생 직원 정규직 계약직 비정규직 단기
    파트타임 봉사자 자원봉사 자원봉사자 봉사활동 실습생 주임 대리 과장 차장 부장 팀장
    """.split()
)


@dataclass(frozen=True, slots=True)
class Coded:
    """An occupation, how probably it is the right one of its classification, and how probably its family is."""

    concept: int
    score: float
    family: float


class OccupationCoder:
    """Gives occupations to titles and texts, with one taxonomy; ``semantics`` compares meanings where it is given."""

    def __init__(self, taxonomy: Taxonomy, semantics: Semantics | None) -> None:
        self._taxonomy, self._semantics = taxonomy, semantics
        arrays = taxonomy.arrays
        owners = arrays["label_concept"][arrays["occupation_gram_label"]].astype(np.int64)
        self._occupations, self._first = np.unique(owners, return_index=True)
        schemes = arrays["scheme"][self._occupations]
        self._schemes = [np.flatnonzero(schemes == number) for number in np.unique(schemes)]
        names = [taxonomy.schemes[number].name for number in schemes.tolist()]
        self._rome_codes: dict[int, tuple[str, str]] = {}
        self._preference = ROME_PREFERENCE * np.array([name == "rome" for name in names], np.float64)

    def code(self, title: str, *, text: str = "", limit: int = 5) -> list[Coded]:
        """The occupations that ``title`` and the words of ``text`` fit best, best first; none when it names none known.

        Occupations of all classifications are mixed; the probabilities are within each.
        """
        if not len(self._occupations) or _says_only_a_status(title):
            return []
        letters, votes = self._by_letters(title)
        likeness = self._by_meaning(title, letters)
        if likeness.max() < LIKENESS_LEAST and letters.max() < LETTERS_LEAST:
            name = self._name_before(title)
            return self.code(name, text=text, limit=limit) if name else []
        words = self._shares(self._by_words(title, text), least=WORDS_ENOUGH)
        odds = (
            LIKENESS_WEIGHT * likeness
            + VOTE_WEIGHT * self._shares(votes)
            + WORDS_WEIGHT * words
            + KIN_WEIGHT * self._kin.best(words)
        )
        sure = self._probabilities(odds)
        families = np.bincount(self._family, sure)[self._family]
        order = np.lexsort((self._occupations, -np.round(odds + self._preference, 6)))[:limit]
        return [
            Coded(int(self._occupations[row]), round(float(sure[row]), 4), round(float(families[row]), 4))
            for row in order.tolist()
        ]

    def rome(self, title: str, *, text: str = "") -> list[tuple[str, float]]:
        """The ROME codes that ``title`` and the words of ``text`` fit, with their probabilities, likeliest first.

        They are those of the sheets of ROME; without ROME, those that the starter's occupations bear.
        """
        names = {scheme.name for scheme in self._taxonomy.schemes}
        asked = "rome" if "rome" in names else "starter"
        found: defaultdict[str, float] = defaultdict(float)
        for one in self.code(title, text=text, limit=len(self._occupations)):
            scheme, code = self._rome_code(one.concept)
            if scheme == asked and code:
                found[code] += one.score
        return sorted(
            ((c, round(p, 4)) for c, p in found.items() if p > 0), key=lambda pair: (-pair[1], pair[0])
        )

    def _rome_code(self, concept: int) -> tuple[str, str]:
        if concept not in self._rome_codes:
            self._rome_codes[concept] = rome_code(self._taxonomy, concept)
        return self._rome_codes[concept]

    def best(self, title: str, *, text: str = "") -> Coded | None:
        """The one answer for ``title``: a sheet, or the sheet that stands for its family where that alone is sure."""
        found = self.code(title, text=text, limit=1)
        if not found:
            return None
        first = found[0]
        if first.score < SHEET_LEAST and first.family >= FAMILY_LEAST:
            return Coded(parent(self._taxonomy, first.concept), first.family, first.family)
        return first

    def _name_before(self, title: str) -> str:
        """The longest name of an occupation that ``title`` begins with: "serveur" of "Serveur kiosque Segafredo"."""
        words = _variants(title)[0][1].split()
        for count in range(min(len(words) - 1, _NAME_WORDS), 0, -1):
            name = " ".join(words[:count])
            if label_scores(self._taxonomy, name, "occupation").max() >= _SAME:
                return name
        return ""

    def _by_letters(self, title: str) -> tuple[_Floats, _Floats]:
        """For each occupation the cosine of the letters of its best name, and the votes of all its names."""
        scores = np.zeros(len(self._taxonomy.arrays["occupation_gram_label"]), np.float32)
        for weight, variant in _variants(title):
            scores = np.maximum(scores, weight * label_scores(self._taxonomy, variant, "occupation"))
        best = np.maximum.reduceat(scores, self._first).astype(np.float64)
        return best, np.add.reduceat(scores.astype(np.float64) ** _VOTE_POWER, self._first)

    def _by_meaning(self, title: str, letters: _Floats) -> _Floats:
        """For each occupation the cosine of the meaning of its best name; of its letters without meanings."""
        if self._semantics is None:
            return letters
        work = self._semantics.work
        vectors = work.encode([one_gender(variant) for _weight, variant in _variants(title)])
        likeness = np.zeros(len(self._occupations))
        likeness[np.searchsorted(self._occupations, work.concepts)] = work.nearest(vectors).max(axis=0)
        return likeness

    def _by_words(self, title: str, text: str) -> _Floats:
        """For each occupation how much the words of ``title`` and of ``text`` speak of it, whatever their gender."""
        arrays, concepts = self._taxonomy.arrays, len(self._taxonomy)
        plain = one_gender(without_added_endings(title))
        words = TITLE_WORDS * occupations_by_words(arrays, plain, concepts=concepts)
        if text:
            words = words + occupations_by_words(arrays, one_gender(text), concepts=concepts)
        by_occupation: _Floats = words[self._occupations]
        return by_occupation

    def _shares(self, amounts: _Floats, *, least: float = 1e-12) -> _Floats:
        """Each amount beside the largest one in its classification, or beside ``least`` where that is more."""
        shares = np.zeros(len(amounts))
        for rows in self._schemes:
            shares[rows] = amounts[rows] / max(float(amounts[rows].max()), least)
        return shares

    def _probabilities(self, odds: _Floats) -> _Floats:
        sure = np.zeros(len(odds))
        for rows in self._schemes:
            among_sheets = bool(self._preference[rows[0]])
            raised = np.exp((1 if among_sheets else FEWER_WEIGHT) * (odds[rows] - odds[rows].max()))
            sure[rows] = raised / raised.sum()
        return sure

    @cached_property
    def _family(self) -> npt.NDArray[np.int64]:
        """For each occupation the row of the sheet that stands for its family."""
        places = {int(concept): row for row, concept in enumerate(self._occupations)}
        return np.array(
            [places.get(parent(self._taxonomy, int(c)), row) for row, c in enumerate(self._occupations)],
            np.int64,
        )

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self._taxonomy, self._occupations.tolist())

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


def _says_only_a_status(title: str) -> bool:
    """Whether ``title`` has words, and none that says a trade: "Stagiaire (H/F)", "Job d'été", "인턴"."""
    plain = _GENDERS.sub(" ", without_added_endings(title))
    said = [word for word in words_in(plain) if word not in STOP_WORDS and not word.isdigit()]
    return bool(said) and all(inflection(word) in _STATUS for word in said)


def _variants(title: str) -> list[tuple[float, str]]:
    """The title without what is not its name, and its first part."""
    plain = " ".join(_NOISE.sub(" ", _GENDERS.sub(" ", without_added_endings(title))).split())
    plain = plain or title
    head = _CUTS.split(plain)[0].strip()
    variants = [(0.97, plain)]
    if head and head != plain:
        variants.append((1.0, head))
    else:
        variants = [(1.0, plain)]
    return variants
