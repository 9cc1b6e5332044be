"""What an offer asks for, in the words of the reader's language: its skills, and its conditions beside skills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openemploi.extraction.model import DiplomaRequirement, LanguageRequirement, LicenceRequirement
from openemploi.reporting.words import kind_name
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.ui import words
from openemploi_web.vacancies import reading
from openemploi_web.vacancies.models import Requirement, Vacancy


@dataclass(frozen=True, slots=True)
class Condition:
    """Something asked for that is not a skill: a language, a licence, a diploma, a time of experience."""

    key: str
    label: str
    kind: str
    gate: bool
    passages: tuple[Any, ...]


def in_words(rows: Iterable[Requirement], *, written_in: str) -> list[Requirement]:
    """``rows`` with the labels of the language in force, for a page: not to be saved."""
    shown, language = list(rows), language_in_force()
    if language == written_in:
        return shown
    taxonomy = engine(language).taxonomy
    for row in shown:
        concept = taxonomy.find(row.uri)
        if concept is not None:
            row.label = taxonomy.label(concept, language)
    return shown


def conditions_of(vacancy: Vacancy) -> list[Condition]:
    """What the reading says the offer asks beside skills."""
    posting = reading.posting_of(vacancy)
    if posting is None:
        return []
    terms = posting.terms
    listed: list[Condition] = []
    groups: tuple[
        tuple[str, Sequence[LanguageRequirement | LicenceRequirement | DiplomaRequirement]], ...
    ] = (
        ("languages", terms.languages),
        ("licences", terms.licences),
        ("diplomas", terms.diplomas),
    )
    for name, rows in groups:
        for number, row in enumerate(rows):
            level = getattr(row, "level", None)
            label = row.label
            if name == "languages" and level is not None:
                label = _("%(language)s, level %(level)s") % {"language": label, "level": level.value}
            listed.append(
                Condition(
                    key=f"{name}:{number}",
                    label=label,
                    kind=kind_name(row.kind),
                    gate=getattr(row, "gate", False),
                    passages=row.evidence,
                )
            )
    if terms.experience is not None:
        months = terms.experience.months
        label = (
            _("No experience asked for")
            if months == 0
            else _("Experience: %(span)s") % {"span": words.months(months)}
        )
        listed.append(
            Condition(
                "experience:0", label, kind_name(terms.experience.kind), False, terms.experience.evidence
            )
        )
    return listed
