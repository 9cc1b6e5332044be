"""Which course teaches which of the wanted skills, and what shows it.

Three grounds, the surest first: the programme names the skill; the competences of the certification it leads to name
it; the occupation it leads to uses it. The last is an inference, counts half (``INFERRED``), and is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.pathways.training import tables
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.model import Basis, Evidence, GapCovered, Need, Wanted
from openemploi.taxonomy.model import LabelKind
from openemploi.taxonomy.rome import ogr_uri
from openemploi.taxonomy.store import Taxonomy

INFERRED: Final = 0.5  # of a skill that only follows from the occupation, in the points of a session
_ORDER: Final = (None, Basis.OCCUPATION, Basis.CERTIFICATION, Basis.PROGRAMME)
_OGR: Final = ogr_uri("")


class Taught:
    """What the courses of ``catalogue`` teach of ``need``.

    ``basis[course, skill]`` is the place of the surest ground in :data:`_ORDER`, 0 for none.
    """

    def __init__(self, catalogue: Catalogue, need: Need, taxonomy: Taxonomy | None) -> None:
        self._catalogue, self.wanted = catalogue, need.wanted
        self._names = [names_of(skill, taxonomy) for skill in need.wanted]
        self._codes = [ogr_codes(skill, taxonomy) for skill in need.wanted]
        self.weights = np.array([skill.weight for skill in need.wanted], np.float64)
        self.basis = np.zeros((len(catalogue.courses), len(need.wanted)), np.int8)
        self._using = self._occupations()
        self._certs = [self._certifications(names) for names in self._names]
        for skill, names in enumerate(self._names):
            self._mark(catalogue.occupations.courses_with(self._using[skill]), skill, Basis.OCCUPATION)
            self._mark(catalogue.certified.courses_with(self._certs[skill]), skill, Basis.CERTIFICATION)
            texts = catalogue.programmes.naming(names)
            self._mark(texts[texts < len(catalogue.courses)], skill, Basis.PROGRAMME)

    def evidence(self, course: int) -> tuple[Evidence, ...]:
        """The skills that ``course`` teaches, in the order they are wanted, each with its surest ground."""
        return tuple(self._evidence(course, skill) for skill in np.flatnonzero(self.basis[course]).tolist())

    def worth(self) -> npt.NDArray[np.float64]:
        """The share of the gap, by weight, that each course covers; what is only inferred counts half. 0 to 1."""
        total = self.weights.sum() or 1.0
        shares: npt.NDArray[np.float64] = (
            (self.basis > 1) @ self.weights + INFERRED * ((self.basis == 1) @ self.weights)
        ) / total
        return shares

    def gap(self, basis: Sequence[int] | npt.NDArray[np.int8]) -> GapCovered:
        """What ``basis`` (one entry a skill) covers of the need."""
        return gap_covered(self.wanted, np.asarray(basis, np.int8))

    def _evidence(self, course: int, skill: int) -> Evidence:
        wanted, names = self.wanted[skill], self._names[skill]
        basis = _ORDER[self.basis[course, skill]]
        programmes = self._catalogue.programmes
        if basis is Basis.PROGRAMME:
            return Evidence(wanted, basis, programmes.passage(course, names))
        if basis is Basis.CERTIFICATION:
            code = next(c for c in self._catalogue.certified.of(course) if c in self._certs[skill])
            text = len(self._catalogue.courses) + self._catalogue.certified.codes.index(code)
            return Evidence(wanted, basis, programmes.passage(text, names), code)
        code = next(c for c in self._catalogue.occupations.of(course) if c in self._using[skill])
        return Evidence(wanted, Basis.OCCUPATION, None, code)

    def _mark(self, courses: npt.NDArray[np.integer[Any]], skill: int, basis: Basis) -> None:
        self.basis[courses, skill] = _ORDER.index(basis)

    def _certifications(self, names: Sequence[str]) -> frozenset[str]:
        texts = self._catalogue.programmes.naming(names)
        rows = texts[texts >= len(self._catalogue.courses)] - len(self._catalogue.courses)
        return frozenset(self._catalogue.certifications["code"].take(rows.astype(np.int64)).to_pylist())

    def _occupations(self) -> list[frozenset[str]]:
        codes = sorted({code for each in self._codes for code in each})
        found: dict[str, set[str]] = {}
        for line in tables.occupations_using(self._catalogue.known, codes).to_pylist():
            found.setdefault(line["ogr_code"], set()).add(line["rome_code"])
        return [frozenset().union(*(found.get(code, set()) for code in each)) for each in self._codes]


def gap_covered(wanted: Sequence[Wanted], basis: npt.NDArray[np.int8]) -> GapCovered:
    """How much of ``wanted`` is covered, where ``basis`` says on which ground each is (0: not)."""
    weights = np.array([skill.weight for skill in wanted], np.float64)
    essential = np.array([bool(skill.essential) for skill in wanted], bool)
    total = float(weights.sum())
    return GapCovered(
        covered=int((basis > 0).sum()),
        of=len(wanted),
        named=int((basis > 1).sum()),
        share=float(weights[basis > 0].sum()) / total if total else 0.0,
        essential=int((essential & (basis > 0)).sum()),
        essential_of=int(essential.sum()),
    )


def names_of(skill: Wanted, taxonomy: Taxonomy | None) -> tuple[str, ...]:
    """What ``skill`` is called: its label, and the French names of the concept in every scheme that has it."""
    names = [skill.label]
    for concept in _concepts(skill, taxonomy):
        if taxonomy is not None:
            names += [
                label.text
                for label in taxonomy.labels(concept)
                if label.language == "fr" and label.kind in (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
            ]
    return tuple(dict.fromkeys(names))


def ogr_codes(skill: Wanted, taxonomy: Taxonomy | None) -> tuple[str, ...]:
    """The OGR codes of ``skill``: its own, or those of the concepts that are exactly the same."""
    if skill.code.isdecimal():
        return (skill.code,)
    if skill.code.startswith(_OGR):
        return (skill.code.removeprefix(_OGR),)
    uris = [taxonomy.uri(concept) for concept in _concepts(skill, taxonomy)] if taxonomy else []
    return tuple(uri.removeprefix(_OGR) for uri in uris if uri.startswith(_OGR))


def _concepts(skill: Wanted, taxonomy: Taxonomy | None) -> list[int]:
    if taxonomy is None:
        return []
    concept = taxonomy.find(ogr_uri(skill.code) if skill.code.isdecimal() else skill.code)
    return taxonomy.same(concept) if concept is not None else []
