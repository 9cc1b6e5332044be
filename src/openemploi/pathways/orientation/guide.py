"""One pupil's words to families of occupations: everything together.

Open a :class:`Guide` once and ask it many times; it keeps nothing of what it is asked. What enters is
:class:`~.model.Answers`, in which nobody has a name, a sex, a neighbourhood or a school.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from openemploi.datasets.store import Store
from openemploi.extraction.encoder import Encoder
from openemploi.labourmarket.model import SourceRef
from openemploi.labourmarket.observatory import source_of
from openemploi.pathways.orientation.catalogue import Catalogue, Occupation, read_catalogue
from openemploi.pathways.orientation.choosing import FAMILIES, Found, choose
from openemploi.pathways.orientation.clauses import read_clauses
from openemploi.pathways.orientation.courses import DATASETS, Courses, read_courses
from openemploi.pathways.orientation.linking import Meaning, link, names_by_meaning
from openemploi.pathways.orientation.model import (
    Answers,
    Clause,
    Evidence,
    Example,
    Family,
    Guidance,
    Polarity,
    SetAside,
)
from openemploi.pathways.orientation.signs import compared

EXAMPLES: Final = 3  # occupations shown of a family
COURSES: Final = 6  # courses shown of a family
EVIDENCE: Final = 4  # lines of evidence shown of a family
ASIDE: Final = 6  # families put aside that are told


class Guide:
    """Orientation over the data of one store."""

    def __init__(
        self,
        catalogue: Catalogue,
        courses: Courses,
        *,
        meaning: Meaning | None = None,
        sources: Mapping[str, SourceRef] | None = None,
    ) -> None:
        self.catalogue, self.courses = catalogue, courses
        self._meaning = meaning
        self._sources = dict(sources or {})

    @classmethod
    def open(cls, store: Store, *, encoder: Encoder | None = None) -> Guide:
        """A guide over what is imported in ``store``: ``rome`` is needed, courses are shown as far as they are there.

        With ``encoder`` (the one for titles), clauses are compared by meaning too; the names of ROME are encoded the
        first time, in about half a minute, and kept. Raises ``RequestError`` (``dataset_unknown``,
        ``orientation_without_occupations``).
        """
        catalogue = read_catalogue(store)
        versions = [store.current(name) for name in ("rome", *DATASETS, "postcodes")]
        return cls(
            catalogue,
            read_courses(store, catalogue),
            meaning=names_by_meaning(catalogue, encoder) if encoder else None,
            sources={one.manifest.dataset: source_of(one) for one in versions if one},
        )

    def guide(self, answers: Answers, *, size: int = FAMILIES) -> Guidance:
        """Families for a pupil who says ``answers``: ``size`` of them, 8 to 24.

        The families depend on what is said alone; ``answers.home`` orders the courses and gives their distances.
        """
        clauses = read_clauses(answers, vocabulary=self.catalogue.vocabulary, pairs=self.catalogue.pairs)
        linked = [link(clause, self.catalogue, self._meaning) for clause in clauses]
        liked, disliked = self._merged(linked, Polarity.LIKED), self._merged(linked, Polarity.DISLIKED)
        choice = choose(self.catalogue, liked=liked, disliked=disliked, size=size)
        families = []
        for chosen in choice.shown:
            courses, found = self.courses.near(chosen.code, home=answers.home, most=COURSES)
            evidence = liked.get(chosen.code, ())
            families.append(
                Family(
                    code=chosen.code,
                    label=self.catalogue.families[chosen.code],
                    domain=chosen.code[0],
                    domain_label=self.catalogue.domains.get(chosen.code[0], chosen.code[0]),
                    reach=chosen.reach,
                    distance=chosen.distance,
                    evidence=_strongest(evidence),
                    caution=_strongest(disliked.get(chosen.code, ())),
                    examples=self._examples(chosen.code, evidence),
                    courses=courses,
                    courses_found=found,
                )
            )
        aside = tuple(
            SetAside(code, self.catalogue.families[code], _strongest(disliked[code]))
            for code in choice.aside[:ASIDE]
        )
        unread = tuple(clause for clause, found_ in zip(clauses, linked, strict=True) if not found_)
        return Guidance(
            families=tuple(families),
            set_aside=aside,
            clauses=clauses,
            unread=unread,
            meaning=self._meaning is not None,
            sources=self._sources,
        )

    def _merged(self, linked: list[dict[str, tuple[Evidence, ...]]], polarity: Polarity) -> Found:
        found: dict[str, tuple[Evidence, ...]] = {}
        for evidence in linked:
            for code, lines in evidence.items():
                if lines[0].clause.polarity is polarity:
                    found[code] = found.get(code, ()) + lines
        return found

    def _examples(self, family: str, evidence: tuple[Evidence, ...]) -> tuple[Example, ...]:
        """Those the evidence names first, then those with most of the pupil's words, then most of the interests."""
        members = [self.catalogue.occupations[row] for row in self.catalogue.members[family]]
        named = {one.by for one in evidence}
        traits = [
            held
            for table in (self.catalogue.interests, self.catalogue.contexts)
            for label, held in table.values()
            if label in named
        ]

        said = {stem for line in evidence for stem in compared(line.clause.words)}

        def key(one: Occupation) -> tuple[bool, int, int, bool, str]:
            own = self.catalogue.told(one, said)
            return (
                one.label not in named,
                -own,
                -sum(one.code in held for held in traits),
                not one.does,
                one.code,
            )

        return tuple(one.example() for one in sorted(members, key=key)[:EXAMPLES])


def _strongest(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """One line a clause, the strongest first."""
    best: dict[Clause, Evidence] = {}
    for one in evidence:
        if one.clause not in best or one.degree > best[one.clause].degree:
            best[one.clause] = one
    order = sorted(best.values(), key=lambda one: (-one.degree, one.clause.question, one.clause.start))
    return tuple(order[:EVIDENCE])
