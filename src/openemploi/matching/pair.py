"""One person and one offer: every requirement with its best evidence and its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from openemploi.extraction.model import (
    Level,
    Passage,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.extraction.skills import IMPLIED_CEILING
from openemploi.i18n import _
from openemploi.matching import conditions
from openemploi.matching.model import Match, Part, RequirementMatch, Status
from openemploi.matching.near import NearSkills
from openemploi.matching.weights import (
    LEVEL_CREDIT,
    LEVEL_STEP,
    NEAR_CREDIT,
    SURE,
    TIME_UNKNOWN_CREDIT,
    WELL_READ,
    Weights,
)
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.taxonomy.store import Taxonomy

_LEVELS: Final = list(Level)


@dataclass(frozen=True, slots=True)
class _Evidence:
    credit: float
    status: Status
    similarity: float
    claim: SkillClaim
    relation: str = ""


class Matcher:
    """Compares people with offers. Holds no data about either."""

    def __init__(self, taxonomy: Taxonomy, *, weights: Weights | None = None) -> None:
        self._taxonomy = taxonomy
        self._near = NearSkills(taxonomy)
        self._weights = weights or Weights()

    def match(
        self,
        profile: JobseekerProfile,
        posting: JobPosting,
        *,
        name: str,
        key: str,
        areas: Sequence[SearchArea] | None = None,
        language: str = "fr",
    ) -> Match:
        """Compare ``profile`` with ``posting``.

        ``areas`` replaces the places that the profile says it looks in. The home address is never used. Points
        are shares of 100; :attr:`Match.score` is their sum.
        """
        lines: list[tuple[RequirementMatch, float]] = [
            *self._skills(profile, posting, language),
            *conditions.experience(profile, posting, taxonomy=self._taxonomy, weights=self._weights),
            *conditions.languages(profile, posting, weights=self._weights),
            *conditions.licences(profile, posting, weights=self._weights),
            *conditions.diplomas(profile, posting, weights=self._weights),
            *conditions.place(posting, areas=profile.structure.search_areas if areas is None else areas),
            *conditions.contract(profile, posting),
        ]
        return Match(name=name, key=key, requirements=tuple(self._pointed(lines)), notes=profile.notes)

    def _pointed(self, lines: Sequence[tuple[RequirementMatch, float]]) -> Iterator[RequirementMatch]:
        """Lines whose ``points`` are a credit of 0 to 1 and ``worth`` a weight, brought to shares of 100."""
        asked = {line.part for line, _weight in lines}
        factor = {
            part: max((weight for line, weight in lines if line.part is part), default=1.0) for part in asked
        }
        whole = sum(self._weights.parts[part] * factor[part] for part in asked)
        for part in (part for part in Part if part in asked):
            members = [line for line, _weight in lines if line.part is part]
            total = sum(line.worth for line in members)
            share = 100 * self._weights.parts[part] * factor[part] / whole
            for line in members:
                worth = share * line.worth / total
                yield replace(line, worth=worth, points=worth * line.points)

    def _skills(
        self, profile: JobseekerProfile, posting: JobPosting, language: str
    ) -> Iterator[tuple[RequirementMatch, float]]:
        claims = self._claims(profile)
        for requirement in posting.requirements:
            skill = self._taxonomy.find(requirement.uri)
            best = self._best(skill, requirement, claims) if skill is not None else None
            worth = self._weights.kinds[requirement.kind]
            if requirement.source is Source.IMPLIED:
                worth *= self._weights.implied_requirement
            yield (
                RequirementMatch(
                    part=Part.SKILLS,
                    label=self._taxonomy.label(skill, language) if skill is not None else requirement.label,
                    uri=requirement.uri,
                    kind=requirement.kind,
                    status=best.status if best else _absent(profile, skill, claims),
                    similarity=best.similarity if best else 0.0,
                    points=best.credit if best else 0.0,
                    worth=worth,
                    evidence=best.claim.evidence if best else _denial(skill, claims),
                    asked_in=requirement.evidence,
                    reason=_reason(best, self._taxonomy, language) if best else requirement.reason,
                ),
                1.0,
            )

    def _claims(self, profile: JobseekerProfile) -> dict[int, SkillClaim]:
        """The claims by skill; what was said wins over what is implied."""
        claims: dict[int, SkillClaim] = {}
        for claim in profile.skills:
            row = self._taxonomy.find(claim.uri)
            if row is not None and (row not in claims or claim.source is Source.SAID):
                claims[row] = claim
        return claims

    def _best(
        self, skill: int, requirement: SkillRequirement, claims: Mapping[int, SkillClaim]
    ) -> _Evidence | None:
        own = claims.get(skill)
        if own is not None and own.negated:
            return None  # denied outright: nothing like it makes up for that
        found: list[_Evidence] = []
        if own is not None and own.source is Source.SAID:
            credit = _said_credit(own, requirement)
            asked_more = credit < 1 and (requirement.level is not None or requirement.months is not None)
            found.append(_Evidence(credit, Status.NEAR if asked_more else Status.HELD, 1.0, own))
        elif own is not None:
            found.append(_Evidence(own.confidence, Status.IMPLIED, 1.0, own))
        for other, nearness in self._near.of(skill).items():
            claim = claims.get(other)
            if claim is None or claim.negated:
                continue
            sure = LEVEL_CREDIT[claim.level] if claim.source is Source.SAID else claim.confidence
            credit = NEAR_CREDIT * nearness.similarity * sure
            found.append(_Evidence(credit, Status.NEAR, nearness.similarity, claim, nearness.relation))
        return max(found, key=lambda e: (e.credit, e.similarity, e.claim.uri), default=None)


def _said_credit(claim: SkillClaim, requirement: SkillRequirement) -> float:
    credit = LEVEL_CREDIT[claim.level]
    if requirement.level is not None and claim.level is not None:
        gap = _LEVELS.index(requirement.level) - _LEVELS.index(claim.level)
        credit = 1.0 if gap <= 0 else max(LEVEL_CREDIT[Level.BEGINNER], 1.0 - LEVEL_STEP * gap)
    if requirement.months:
        known = claim.months
        share = TIME_UNKNOWN_CREDIT if known is None else min(1.0, 0.5 + 0.5 * known / requirement.months)
        credit *= max(share, LEVEL_CREDIT[Level.BEGINNER])
    credit *= min(1.0, claim.confidence / SURE)
    return max(credit, IMPLIED_CEILING)  # saying it never counts for less than having it supposed


def _absent(profile: JobseekerProfile, skill: int | None, claims: Mapping[int, SkillClaim]) -> Status:
    denied = skill is not None and skill in claims
    return Status.MISSING if denied or profile.document.quality >= WELL_READ else Status.UNKNOWN


def _denial(skill: int | None, claims: Mapping[int, SkillClaim]) -> tuple[Passage, ...]:
    return claims[skill].evidence if skill is not None and skill in claims else ()


def _reason(evidence: _Evidence, taxonomy: Taxonomy, language: str) -> str:
    if evidence.status is Status.IMPLIED:
        return evidence.claim.reason
    if evidence.relation:
        row = taxonomy.find(evidence.claim.uri)
        held = taxonomy.label(row, language) if row is not None else evidence.claim.label
        wording = {
            "narrower": _("Holds a special case of it: {held}", held=held),
            "broader": _("Holds something more general: {held}", held=held),
            "sibling": _("Holds a skill of the same family: {held}", held=held),
            "near": _("Holds a near skill: {held}", held=held),
            "prerequisite": _("Holds a skill that goes with it: {held}", held=held),
            "reworded": _("Holds almost the same skill: {held}", held=held),
        }
        return wording[evidence.relation]
    if evidence.status is Status.HELD and evidence.credit < 1:
        if evidence.claim.level is Level.BEGINNER:
            return _("Said at beginner level")
        return _("Said in passing, or read less surely")
    if evidence.status is Status.NEAR:
        return _("Holds it, for less time or at a lower level than asked")
    return ""
