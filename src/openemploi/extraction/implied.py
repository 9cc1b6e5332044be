"""The skills that a person did not name and that follow from something they said, each with its reason.

A reason is an occupation held, a diploma, a licence or another skill; each kind has a ceiling, and none is beyond
:data:`IMPLIED_CEILING`. Nothing follows from what was only implied, nor from a name, a place, an age or a school.
docs/explanation/implied-skills.md says how sure each is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import (
    CvStructure,
    Education,
    Experience,
    Passage,
    SkillClaim,
    Source,
    YearMonth,
)
from openemploi.extraction.occupations import OccupationCoder
from openemploi.extraction.time_covered import months_covered
from openemploi.extraction.trained import (
    certificate_skills,
    diploma_name,
    licence_skills,
    trained_occupations,
    vocational_field,
)
from openemploi.i18n import _
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.store import Taxonomy

# Declared, and what measures say of them, in docs/explanation/implied-skills.md.
IMPLIED_CEILING: Final = 0.6  # no inference is worth more: two years in an occupation
DIPLOMA_CEILING: Final = 0.45
LICENCE_CEILING: Final = 0.5
SKILL_CEILING: Final = 0.6
IMPLIED_MONTHS: Final = 24
IMPLIED_UNKNOWN_TIME: Final = 0.35  # of an occupation held for an unknown time
FADING_MONTHS: Final = 180  # months without use after which half is left
FADED_MOST: Final = 0.5  # and the most that time takes away
SURE_ENOUGH: Final = 0.5  # an occupation read less probably implies nothing and counts as no experience
SKILL_SURE: Final = 0.75  # and so a skill read in the CV, or in passing
_TITLE_CONFIDENCE: Final = 0.9  # an occupation read as probably as this counts in full


@dataclass(frozen=True, slots=True)
class Occupied:
    """An experience with the occupations that its title was read as, in every scheme."""

    experience: Experience
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Reason:
    """One way in which a skill follows."""

    confidence: float
    evidence: tuple[Passage, ...]
    text: str
    months: int | None = None
    last_used: YearMonth | None = None


def implied_skills(
    structure: CvStructure,
    occupied: Sequence[Occupied],
    said: Iterable[SkillClaim],
    *,
    taxonomy: Taxonomy,
    coder: OccupationCoder,
    language: str,
    today: date,
) -> tuple[SkillClaim, ...]:
    """The skills that follow from what the person did, learnt and said, the surest first.

    ``said`` are all the skills they spoke of: none of them is implied, whether they have it or deny it. A skill with
    several reasons is one claim: it has the strongest reason, and the evidence of all.
    """
    spoken = list(said)
    known = {taxonomy.canonical(row) for claim in spoken if (row := taxonomy.find(claim.uri)) is not None}
    reasons: defaultdict[int, list[_Reason]] = defaultdict(list)
    for skill, reason in (
        *_from_occupations(occupied, taxonomy, today),
        *_from_education(structure.education, occupied, taxonomy, coder, today),
        *_from_licences(structure, taxonomy, language),
        *_from_skills(spoken, taxonomy, language),
    ):
        if skill not in known:
            reasons[skill].append(reason)
    claims = [_claim(skill, found, taxonomy, language) for skill, found in reasons.items()]
    return tuple(sorted(claims, key=lambda claim: (-claim.confidence, claim.uri)))


def faded(last: YearMonth | None, today: date) -> float:
    """The share that is left of an inference from what was last done in ``last``; all of it where that is not known.

    >>> today = date(2026, 11, 1)
    >>> [round(faded(last, today), 2) for last in (YearMonth(2021, 11), YearMonth(1980), None)]
    [0.79, 0.5, 1.0]
    """
    if last is None:
        return 1.0
    months = (today.year - last.year) * 12 + today.month - (last.month or 12)
    return float(max(1 - FADED_MOST, 0.5 ** (max(months, 0) / FADING_MONTHS)))


def ended(experience: Experience, today: date) -> YearMonth | None:
    """When ``experience`` ended, as far as that is known; this month for one that goes on."""
    return YearMonth(today.year, today.month) if experience.current else experience.end or experience.start


def title_passage(experience: Experience) -> Passage:
    """Where the title stands, inside the entry."""
    return _within(experience.passage, experience.title)


def _claim(skill: int, reasons: Sequence[_Reason], taxonomy: Taxonomy, language: str) -> SkillClaim:
    ordered = sorted(reasons, key=lambda reason: -reason.confidence)
    best = ordered[0]
    return SkillClaim(
        uri=taxonomy.uri(skill),
        label=taxonomy.label(skill, language),
        source=Source.IMPLIED,
        evidence=tuple(dict.fromkeys(passage for reason in ordered for passage in reason.evidence)),
        confidence=round(min(best.confidence, IMPLIED_CEILING), 3),
        months=best.months,
        last_used=best.last_used,
        reason=best.text,
    )


def _from_occupations(
    occupied: Sequence[Occupied], taxonomy: Taxonomy, today: date
) -> Iterator[tuple[int, _Reason]]:
    since: defaultdict[int, list[Occupied]] = defaultdict(list)
    for entry in occupied:
        claim = entry.experience.occupation
        if claim is not None and claim.confidence >= SURE_ENOUGH:
            for skill in _essential(entry.concepts, taxonomy):
                since[skill].append(entry)
    for skill, entries in since.items():
        months = round(months_covered((entry.experience, 1.0) for entry in entries)) or None
        share = IMPLIED_UNKNOWN_TIME if months is None else min(1.0, (months + 3) / (IMPLIED_MONTHS + 3))
        sure = _title_share(max(c.confidence for e in entries if (c := e.experience.occupation)))
        last = _last(ended(entry.experience, today) for entry in entries)
        titles = ", ".join(dict.fromkeys(entry.experience.title for entry in entries))
        yield (
            skill,
            _Reason(
                IMPLIED_CEILING * share * sure * faded(last, today),
                tuple(title_passage(entry.experience) for entry in entries),
                _("Usual in the occupation held: {titles}", titles=titles),
                months,
                last,
            ),
        )


def _from_education(
    education: Sequence[Education],
    occupied: Sequence[Occupied],
    taxonomy: Taxonomy,
    coder: OccupationCoder,
    today: date,
) -> Iterator[tuple[int, _Reason]]:
    for entry in education:
        if entry.end is not None and entry.end > YearMonth(today.year, today.month or 12):
            continue  # not obtained yet
        shown = diploma_name(entry)
        passage = _within(entry.passage, shown)
        for skill in _rows(certificate_skills(entry), taxonomy):
            text = _("Learnt for the certificate: {name}", name=shown)
            yield skill, _Reason(LICENCE_CEILING * faded(entry.end, today), (passage,), text)
        occupations, sure = _trained_for(entry, taxonomy, coder)
        if not occupations:
            continue
        codes = {code for row in occupations for code in coder.codes(row) if code[0] == "rome"}
        jobs = [
            job.experience
            for job in occupied
            if job.experience.occupation is not None and codes & set(job.experience.occupation.codes)
        ]
        last = _last((entry.end, *(ended(job, today) for job in jobs)))
        text = _("Learnt for the diploma held: {name}", name=shown)
        needs = [_essential(coder.equals(row), taxonomy) for row in occupations]
        for skill in set.intersection(*needs):
            yield skill, _Reason(DIPLOMA_CEILING * sure * faded(last, today), (passage,), text)


def _trained_for(entry: Education, taxonomy: Taxonomy, coder: OccupationCoder) -> tuple[list[int], float]:
    """The occupations that a diploma trains for, of our file or else by its field, and how sure that is."""
    named = _rows(trained_occupations(entry), taxonomy, canonical=False)
    field = "" if named else vocational_field(entry)
    best = coder.best(field) if field else None
    if best is not None and best.score >= SURE_ENOUGH:
        return [best.concept], _title_share(best.score)
    return named, 1.0


def _title_share(probability: float) -> float:
    return min(1.0, probability / _TITLE_CONFIDENCE)


def _from_licences(
    structure: CvStructure, taxonomy: Taxonomy, language: str
) -> Iterator[tuple[int, _Reason]]:
    for licence in structure.licences:
        if licence.negated:
            continue
        name = licence_name(licence.code, language)
        for skill in _rows(licence_skills(licence.code), taxonomy):
            text = _("Learnt for the licence held: {name}", name=name)
            yield skill, _Reason(LICENCE_CEILING, licence.evidence, text)


def _from_skills(
    said: Sequence[SkillClaim], taxonomy: Taxonomy, language: str
) -> Iterator[tuple[int, _Reason]]:
    """One step: what the skills said cannot do without; nothing follows from what follows."""
    for claim in said:
        row = taxonomy.find(claim.uri)
        if claim.negated or claim.confidence < SKILL_SURE or row is None:
            continue
        text = _("Needed for a skill said: {skill}", skill=taxonomy.label(row, language))
        for skill in _needed(row, taxonomy):
            yield (
                skill,
                _Reason(
                    SKILL_CEILING * claim.confidence,
                    claim.evidence,
                    text,
                    claim.months,
                    claim.last_used,
                ),
            )


def _needed(skill: int, taxonomy: Taxonomy) -> set[int]:
    kinds = (RelationKind.IMPLIES, RelationKind.SKILL_ESSENTIAL)
    needed = {
        taxonomy.canonical(other)
        for member in taxonomy.same(skill)
        for other in taxonomy.related(member, *kinds)
    }
    return needed - {taxonomy.canonical(skill)}


def _essential(concepts: Iterable[int], taxonomy: Taxonomy) -> set[int]:
    return {
        taxonomy.canonical(skill)
        for concept in concepts
        for skill in taxonomy.related(concept, RelationKind.ESSENTIAL)
    }


def _last(dates: Iterable[YearMonth | None]) -> YearMonth | None:
    """The last of ``dates``; unknown as soon as one is: it may be the last."""
    known = list(dates)
    return None if None in known else max((each for each in known if each is not None), default=None)


def _rows(uris: Iterable[str], taxonomy: Taxonomy, *, canonical: bool = True) -> list[int]:
    rows = [row for uri in uris if (row := taxonomy.find(uri)) is not None]
    return [taxonomy.canonical(row) for row in rows] if canonical else rows


def _within(passage: Passage, part: str) -> Passage:
    """Where ``part`` stands in ``passage``; all of it where it does not."""
    offset = passage.text.find(part)
    if offset < 0 or not part:
        return passage
    start = passage.start + offset
    return replace(passage, text=part, start=start, end=start + len(part))
