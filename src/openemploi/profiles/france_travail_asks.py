"""What a France Travail offer asks of people: experience, diplomas, languages, licences, skills.

Experience asked for without a duration stays unknown (and is listed), since no month was said. A licence marked
"exigé" is a gate; a diploma marked so is not, for the API does not tell a law from a wish.
"""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.licences import find_licences
from openemploi.extraction.model import (
    DiplomaRequirement,
    ExperienceRequirement,
    LanguageRequirement,
    LicenceRequirement,
    RequirementKind,
)
from openemploi.folding import fold
from openemploi.profiles import france_travail_values as values
from openemploi.profiles.language_codes import language_code
from openemploi.profiles.model import StatedSkill
from openemploi.profiles.record import Node
from openemploi.profiles.sheet import Sheet, find, one_line

_LICENCE: Final = re.compile(r"^(AM|A[12]?|B[1E]?|B96|C1E|C[1E]?|D1E|D[1E]?)\b\s*(?:-|$)")


def experience_asked(record: Node, sheet: Sheet) -> ExperienceRequirement | None:
    """Months asked for; ``None`` when they are not said."""
    asked = record.text("experienceExige")
    key = "experienceLibelle" if record.get("experienceLibelle").value is not None else "experience"
    label = record.text(key)
    if label is None and asked is None:
        return None
    shown = label or {"D": "Débutant accepté", "S": "Expérience souhaitée", "E": "Expérience exigée"}.get(
        asked or ""
    )
    if shown is None:
        record.give_back("experienceExige")
        return None
    passage = sheet.fact("experience", shown)
    comment = record.text("experienceCommentaire")
    if comment:
        sheet.fact("experience_note", comment)
    folded = fold(shown)
    if asked == "D" or folded.startswith("debutant"):
        return ExperienceRequirement(months=0, kind=RequirementKind.OPTIONAL, evidence=(passage,))
    months = values.months(shown)
    if months is None:
        # "Expérience exigée", no more: asked for, but for how long nobody knows.
        record.give_back(key)
        record.give_back("experienceExige")
        return None
    wished = asked == "S" or "souhait" in folded or months == 0
    kind = RequirementKind.OPTIONAL if wished else RequirementKind.ESSENTIAL
    return ExperienceRequirement(months=round(months), kind=kind, evidence=(passage,))


def diplomas_asked(record: Node, sheet: Sheet) -> tuple[DiplomaRequirement, ...]:
    """The diplomas of ``formations``; a line saying that none is needed is no requirement."""
    found = []
    for item in record.items("formations"):
        label, field = item.text("niveauLibelle"), item.text("domaineLibelle")
        comment = item.text("commentaire")
        if not (label or field or comment):
            continue
        kind = _kind(item)
        whole = ", ".join(one_line(part) for part in (label, field, comment) if part)
        passage = find(whole, within=sheet.fact("diploma", f"{whole} ({_insists(kind, sheet)})"))
        if label and fold(label).startswith("aucune") and not (field or comment):
            continue  # said that no diploma is needed: a line of text, not a requirement
        found.append(
            DiplomaRequirement(
                label=passage.text,
                kind=kind,
                evidence=(passage,),
                level=values.diploma_level(label) if label else None,
                field_of_study=field or "",
            )
        )
    return tuple(found)


def languages_asked(record: Node, sheet: Sheet) -> tuple[LanguageRequirement, ...]:
    """The languages of ``langues`` that are known by name."""
    found = []
    for item in record.items("langues"):
        label = item.text("libelle")
        if label is None:
            continue
        kind = _kind(item)
        label = one_line(label)
        passage = find(label, within=sheet.fact("language", f"{label} ({_insists(kind, sheet)})"))
        code = language_code(label)
        if code is None:
            item.give_back("libelle")
            continue
        found.append(LanguageRequirement(code=code, label=label, kind=kind, evidence=(passage,)))
    return tuple(found)


def licences_asked(record: Node, sheet: Sheet) -> tuple[LicenceRequirement, ...]:
    """The driving licences of ``permis``."""
    found: list[LicenceRequirement] = []
    for item in record.items("permis"):
        label = item.text("libelle")
        if label is None:
            continue
        kind = _kind(item)
        label = one_line(label)
        passage = find(label, within=sheet.fact("licence", f"{label} ({_insists(kind, sheet)})"))
        category = _LICENCE.match(label)
        # The referential starts with the category; partners write what they like.
        codes = [f"driving:{category.group(1)}"] if category else [m.code for m in find_licences(label)]
        if not codes:
            item.give_back("libelle")
        found.extend(
            LicenceRequirement(
                code=code,
                label=label,
                kind=kind,
                evidence=(passage,),
                gate=kind is RequirementKind.ESSENTIAL,
            )
            for code in codes
        )
    return tuple(found)


def skills_asked(record: Node, sheet: Sheet) -> tuple[StatedSkill, ...]:
    """``competences`` with their OGR codes, then the attitudes of ``qualitesProfessionnelles``."""
    found = []
    for item in record.items("competences"):
        label = item.text("libelle")
        if label is None:
            continue
        kind, label = _kind(item), one_line(label)
        passage = find(label, within=sheet.fact("skill", f"{label} ({_insists(kind, sheet)})"))
        ogr = item.word_or_number("code")
        code = ("ogr", ogr) if ogr else None
        found.append(StatedSkill(label=label, passage=passage, code=code, kind=kind, level=None))
    for item in record.items("qualitesProfessionnelles"):
        label = item.text("libelle")
        if label is None:
            continue
        # Their description is the referential's, the same in every offer: it would be read as skills asked for.
        passage = sheet.fact("quality", label)
        found.append(
            StatedSkill(
                label=passage.text,
                passage=passage,
                code=None,
                kind=RequirementKind.OPTIONAL,
                level=None,
                transversal=True,
            )
        )
    return tuple(found)


def _kind(item: Node) -> RequirementKind:
    return RequirementKind.ESSENTIAL if item.text("exigence") == "E" else RequirementKind.OPTIONAL


def _insists(kind: RequirementKind, sheet: Sheet) -> str:
    return sheet.word("required" if kind is RequirementKind.ESSENTIAL else "wished")
