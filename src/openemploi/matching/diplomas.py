"""The diplomas that an offer asks for, beside those that a person has: their level, and the field where one is asked.

"Bac+2" asks for a level. "CAP cuisine" and "diplôme d'État d'aide-soignant" ask for what was learnt as well: another
diploma of that level is not it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from openemploi.extraction.model import DiplomaRequirement, Education, Passage
from openemploi.extraction.trained import trained_occupations
from openemploi.folding import stems
from openemploi.i18n import _
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.weights import DIPLOMA_STEP, OTHER_FIELD_CREDIT, Weights

_KEPT: Final = 20_000  # diplomas whose field is remembered
_NOWHERE: Final = Passage("", 0, 0, 0)


def diplomas(
    person: PersonFacts, offer: OfferFacts, *, weights: Weights
) -> Iterator[tuple[RequirementMatch, float]]:
    """A line for each diploma asked for, and its weight: what the diploma that answers it best gives.

    A diploma of the level asked, in another field, gives ``OTHER_FIELD_CREDIT``; nothing where the diploma itself is
    demanded (``gate``), since a level is no right to practise.
    """
    held = _held(person)
    for asked in offer.diplomas:
        best = max(held, key=lambda one: (_credit(asked, one), one.level or 0), default=None)
        credit = _credit(asked, best) if best else 0.0
        status, reason = _status(asked, best, credit)
        yield (
            RequirementMatch(
                part=Part.DIPLOMA,
                label=asked.label,
                uri=f"urn:openemploi:diploma-level:{asked.level or 'unknown'}",
                kind=asked.kind,
                status=status,
                similarity=credit,
                points=credit,
                worth=weights.kinds[asked.kind],
                evidence=(best.passage,) if best and status is not Status.UNKNOWN else (),
                asked_in=asked.evidence,
                reason=reason,
                gate=asked.gate,
            ),
            1.0,
        )


def best_diploma(person: PersonFacts) -> Education | None:
    """The diploma of the highest known level that was obtained."""
    return max(_held(person), key=lambda entry: entry.level or 0, default=None)


def diploma_credit(asked: int | None, best: int | None) -> float:
    """The most that a diploma of level ``best`` gives where ``asked`` is asked; ``None`` is not known."""
    if asked is None or best is None:
        return 0.0
    return 1.0 if best >= asked else max(0.0, 1.0 - DIPLOMA_STEP * (asked - best))


def same_field(asked: DiplomaRequirement, held: Education) -> bool:
    """Whether ``held`` was learnt in the field that ``asked`` names; true where it names none.

    Two diplomas are of one field when they train for an occupation in common, or when the words of the field asked all
    stand in the diploma.
    """
    for_occupations = _occupations(asked.label, asked.field_of_study, asked.level)
    field = stems(asked.field_of_study)
    if not for_occupations and not field:
        return True
    if for_occupations & _occupations(held.title, held.field_of_study, held.level):
        return True
    return bool(field) and set(field) <= set(stems(f"{held.title} {held.field_of_study}"))


def _held(person: PersonFacts) -> list[Education]:
    return [one for one in person.education if one.level is not None and one.obtained is not False]


def _credit(asked: DiplomaRequirement, held: Education) -> float:
    credit = diploma_credit(asked.level, held.level)
    if not credit or same_field(asked, held):
        return credit
    return 0.0 if asked.gate else OTHER_FIELD_CREDIT * credit


def _status(asked: DiplomaRequirement, best: Education | None, credit: float) -> tuple[Status, str]:
    if asked.level is None:
        return Status.UNKNOWN, _("The level of this diploma is not known")
    if best is None or best.level is None:
        return Status.UNKNOWN, _("The CV tells no diploma of a known level")
    if credit == 1:
        return Status.HELD, ""
    if diploma_credit(asked.level, best.level) and not same_field(asked, best):
        status = Status.NEAR if credit else Status.UNKNOWN
        return status, _("The diplomas that the CV tells are in another field, or tell none")
    status = Status.NEAR if credit else Status.MISSING
    return status, _("The highest diploma read is of level {level}", level=best.level)


@lru_cache(maxsize=_KEPT)
def _occupations(title: str, field: str, level: int | None) -> frozenset[str]:
    return frozenset(trained_occupations(Education(title, _NOWHERE, level=level, field_of_study=field)))
