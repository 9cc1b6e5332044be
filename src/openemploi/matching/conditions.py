"""What an offer asks beside skills: experience, languages, licences, place, contract; diplomas are in :mod:`.diplomas`.

Each function yields ``(line, weight)``: a requirement whose ``points`` are a credit of 0 to 1 and whose ``worth``
is relative to the other lines of its part, and the weight of the part (1 unless the offer asks for less).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from openemploi.extraction.implied import SURE_ENOUGH
from openemploi.extraction.language_names import language_name
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import (
    Contract,
    Experience,
    LanguageLevel,
    LanguageRequirement,
    OccupationClaim,
    Passage,
    RequirementKind,
    SearchArea,
)
from openemploi.extraction.time_covered import months_covered
from openemploi.i18n import _, language, time_name
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.weights import (
    EXPERIENCE_UNKNOWN_CREDIT,
    EXPERIENCE_USUAL_MONTHS,
    LANGUAGE_STEP,
    LANGUAGE_UNKNOWN_LEVEL_CREDIT,
    LANGUAGE_WRITTEN_CREDIT,
    NEAR_CREDIT,
    Weights,
)
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.store import Taxonomy
from openemploi.territory.places import distance_km, locate

Line = tuple[RequirementMatch, float]
Related = Callable[[Sequence[OccupationClaim]], Mapping[str, float]]  # related_occupations, of one taxonomy

_LEVELS: Final = list(LanguageLevel)
RADIUS_KM: Final = 30.0  # of an area whose radius is not said
_SAME_GROUP: Final = 0.5  # the occupation held is of the same ISCO unit group or a declared neighbour
# A licence that cannot be had without another one (Code de la route, art. R221-4 and following).
_INCLUDES: Final = {
    "driving:B": ("driving:B1", "driving:B96", "driving:BE", "driving:C", "driving:C1", "driving:CE", "driving:D",
                  "driving:D1", "driving:DE", "driving:C1E", "driving:D1E"),
    "driving:C": ("driving:CE",),
    "driving:D": ("driving:DE",),
}  # fmt: skip


def asked_lines(offer: OfferFacts, *, weights: Weights) -> Iterator[tuple[Part, float, float]]:
    """What each line that this module yields for ``offer`` is worth, whoever is compared: part, worth, weight."""
    if offer.occupations and (offer.experience is None or offer.experience.months != 0):
        yield Part.EXPERIENCE, 1.0, 1.0 if offer.experience else weights.unasked_experience
    for part, several in (
        (Part.LANGUAGES, offer.languages),
        (Part.LICENCES, offer.licences),
        (Part.DIPLOMA, offer.diplomas),
    ):
        for asked in several:
            yield part, weights.kinds[asked.kind], 1.0
    if offer.place is not None:
        yield Part.PLACE, 1.0, 1.0
    if offer.contract is not None:
        yield Part.CONTRACT, 1.0, 1.0


def experience(
    person: PersonFacts, offer: OfferFacts, *, related: Related, weights: Weights
) -> Iterator[Line]:
    """Time in the occupation offered, or half of it in one that ``related`` gives as neighbouring."""
    asked = offer.experience
    if not offer.occupations or (asked is not None and asked.months == 0):
        return
    needed = asked.months if asked else EXPERIENCE_USUAL_MONTHS
    held = occupations_held(person)
    shares = related(offer.occupations) if held else {}
    counted = [
        (entry, share)
        for entry, occupation in held
        if (share := max(shares.get(key, 0.0) for key in occupation_keys(occupation))) > 0
    ]
    months = months_covered(counted)
    undated = max((share for entry, share in counted if entry.months is None), default=0.0)
    same = any(share == 1.0 for _entry, share in counted)
    most = 1.0 if same else NEAR_CREDIT  # a neighbouring occupation never counts in full, however long
    credit = min(most, max(months / needed, EXPERIENCE_UNKNOWN_CREDIT * undated))
    if not counted:
        silent = not person.experiences
        status, reason = (
            (Status.UNKNOWN, _("The CV tells no experience that could be read"))
            if silent
            else (Status.MISSING, _("No experience in this occupation or a neighbouring one"))
        )
    elif same and months >= needed:
        status, reason = (
            Status.HELD,
            _("{time} in this occupation or a neighbouring one", time=time_name(round(months))),
        )
    elif months:
        status, reason = (
            Status.NEAR,
            _("{time} in this occupation or a neighbouring one", time=time_name(round(months))),
        )
    else:
        status, reason = Status.UNKNOWN, _("Occupation held, for a time that the CV does not say")
    yield (
        RequirementMatch(
            part=Part.EXPERIENCE,
            label=_(
                "Experience as {occupation}: {time}",
                occupation=offer.occupations[0].label,
                time=time_name(needed),
            )
            if asked
            else _("Experience as {occupation}", occupation=offer.occupations[0].label),
            uri=offer.occupations[0].uri,
            kind=asked.kind if asked else RequirementKind.OPTIONAL,
            status=status,
            similarity=round(max((share for _entry, share in counted), default=0.0), 3),
            points=credit,
            worth=1.0,
            evidence=tuple(entry.passage for entry, _share in counted),
            asked_in=asked.evidence if asked else offer.occupations[0].evidence,
            reason=reason,
        ),
        1.0 if asked else weights.unasked_experience,
    )


def languages(person: PersonFacts, offer: OfferFacts, *, weights: Weights) -> Iterator[Line]:
    """Languages asked for, with their level where one is asked."""
    for asked in offer.languages:
        credit, status, evidence, reason = language_credit(person, asked)
        level = f" ({asked.level.value})" if asked.level and asked.level is not LanguageLevel.NATIVE else ""
        yield (
            RequirementMatch(
                part=Part.LANGUAGES,
                label=language_name(asked.code, language()) + level,
                uri=f"urn:iso:std:iso:639:{asked.code}",
                kind=asked.kind,
                status=status,
                similarity=credit,
                points=credit,
                worth=weights.kinds[asked.kind],
                evidence=evidence,
                asked_in=asked.evidence,
                reason=reason,
            ),
            1.0,
        )


def licences(person: PersonFacts, offer: OfferFacts, *, weights: Weights) -> Iterator[Line]:
    """Licences asked for. A CV that does not speak of a licence leaves it unknown."""
    held = {claim.code: claim for claim in person.licences}
    for asked in offer.licences:
        enough = licences_that_show(asked.code)
        claim = next((held[code] for code in enough if code in held and not held[code].negated), None)
        denied = held.get(asked.code)
        if claim:
            status, evidence = Status.HELD, claim.evidence
        elif denied:
            status, evidence = Status.MISSING, denied.evidence
        else:
            status, evidence = Status.UNKNOWN, ()
        yield (
            RequirementMatch(
                part=Part.LICENCES,
                label=licence_name(asked.code, language()),
                uri=f"urn:openemploi:licence:{asked.code}",
                kind=asked.kind,
                status=status,
                similarity=1.0 if claim else 0.0,
                points=1.0 if claim else 0.0,
                worth=weights.kinds[asked.kind],
                evidence=evidence,
                asked_in=asked.evidence,
                reason="" if claim or denied else _("The CV does not say"),
                gate=asked.gate,
            ),
            1.0,
        )


def licences_that_show(code: str) -> tuple[str, ...]:
    """The licences whose holder has the one of ``code``: itself, and those that cannot be had without it."""
    return (code, *_INCLUDES.get(code, ()))


def licences_shown_by(code: str) -> tuple[str, ...]:
    """The licences that the holder of ``code`` has: the inverse of :func:`licences_that_show`."""
    return (code, *(less for less, more in _INCLUDES.items() if code in more))


def place(offer: OfferFacts, *, areas: Sequence[SearchArea]) -> Iterator[Line]:
    """Whether the job is in an area the person says they look in. The home address is never used."""
    where = offer.place
    if where is None:
        return
    there = locate(where.label, latitude=where.latitude, longitude=where.longitude)
    credit, status, reason = 0.0, Status.UNKNOWN, _("The CV does not say where the person looks")
    evidence: tuple[Passage, ...] = ()
    if there is None:
        reason = _("This place is not known to the gazetteer")
    for area in areas:
        here = locate(area.place, latitude=area.latitude, longitude=area.longitude)
        if here is None or there is None:
            continue
        far = distance_km(here, there)
        radius = radius_of(area)
        closeness = 1.0 if far <= radius else max(0.0, 2.0 - far / max(radius, 1.0))
        if closeness >= credit:
            credit, evidence = closeness, area.evidence
            status = Status.HELD if closeness == 1 else Status.NEAR if closeness else Status.MISSING
            reason = _("{km} km from {place}", km=round(far), place=area.place)
    yield (
        RequirementMatch(
            part=Part.PLACE,
            label=where.label,
            uri=f"urn:insee:commune:{where.insee_code}" if where.insee_code else "",
            kind=RequirementKind.OPTIONAL,
            status=status,
            similarity=credit,
            points=credit,
            worth=1.0,
            evidence=evidence,
            asked_in=where.evidence,
            reason=reason,
        ),
        1.0,
    )


def radius_of(area: SearchArea) -> float:
    """How far from an area somebody looks, in kilometres."""
    return area.radius_km if area.radius_km is not None else RADIUS_KM


def contract(person: PersonFacts, offer: OfferFacts) -> Iterator[Line]:
    """Whether the kind of contract is one that the person says they look for."""
    offered = offer.contract
    if offered is None:
        return
    wished = person.contracts
    fits = offered in wished
    yield (
        RequirementMatch(
            part=Part.CONTRACT,
            label=contract_name(offered),
            uri=f"urn:openemploi:contract:{offered.value}",
            kind=RequirementKind.OPTIONAL,
            status=Status.HELD if fits else Status.MISSING if wished else Status.UNKNOWN,
            similarity=1.0 if fits else 0.0,
            points=1.0 if fits else 0.0,
            worth=1.0,
            asked_in=offer.contract_asked_in,
            reason="" if wished else _("The CV does not say which contract the person looks for"),
        ),
        1.0,
    )


def contract_name(contract: Contract) -> str:
    """The kind of contract in the reader's language."""
    return {
        Contract.PERMANENT: _("Permanent contract"),
        Contract.FIXED_TERM: _("Fixed-term contract"),
        Contract.TEMPORARY: _("Temporary agency work"),
        Contract.SEASONAL: _("Seasonal contract"),
        Contract.APPRENTICESHIP: _("Apprenticeship"),
        Contract.INTERNSHIP: _("Internship"),
        Contract.CIVIL_SERVICE: _("Civil service"),
        Contract.SELF_EMPLOYED: _("Self-employment"),
        Contract.VOLUNTEERING: _("Volunteering"),
    }[contract]


def occupation_keys(claim: OccupationClaim) -> list[str]:
    """What an occupation is known by: itself, and the codes that it bears."""
    codes = [f"{scheme}:{code}" for scheme, code in claim.codes if scheme in ("rome", "esco", "isco")]
    return [f"u:{claim.uri}", *codes]


def related_occupations(offered: Iterable[OccupationClaim], taxonomy: Taxonomy) -> dict[str, float]:
    """Keys of occupations held that count for one of ``offered``, each with the share of its months."""
    found: dict[str, float] = {}
    for claim in offered:
        for key in occupation_keys(claim):
            share = _SAME_GROUP if key.startswith("isco:") else 1.0
            found[key] = max(found.get(key, 0.0), share)
        row = taxonomy.find(claim.uri)
        for inverse in (False, True) if row is not None else ():
            near = taxonomy.related(row or 0, RelationKind.NEAR, RelationKind.MOBILITY, inverse=inverse)
            for other in near:
                found.setdefault(f"u:{taxonomy.uri(other)}", _SAME_GROUP)
    return found


def occupations_held(person: PersonFacts) -> list[tuple[Experience, OccupationClaim]]:
    """The experiences of ``person`` whose occupation was read surely enough to count."""
    return [
        (entry, entry.occupation)
        for entry in person.experiences
        if entry.occupation is not None and entry.occupation.confidence >= SURE_ENOUGH
    ]


def language_credit(
    person: PersonFacts, asked: LanguageRequirement
) -> tuple[float, Status, tuple[Passage, ...], str]:
    claims = [claim for claim in person.languages if claim.code == asked.code]
    claim = next((claim for claim in claims if not claim.negated), None)
    if claim is None:
        if claims:
            return 0.0, Status.MISSING, claims[0].evidence, ""
        if person.language == asked.code:
            return LANGUAGE_WRITTEN_CREDIT, Status.IMPLIED, (), _("The CV is written in this language")
        if person.languages:
            return 0.0, Status.MISSING, (), _("Not among the languages of the CV")
        return 0.0, Status.UNKNOWN, (), _("The CV does not say")
    if asked.level is None:
        return 1.0, Status.HELD, claim.evidence, ""
    if claim.level is None:
        return LANGUAGE_UNKNOWN_LEVEL_CREDIT, Status.NEAR, claim.evidence, _("The CV gives no level")
    gap = _LEVELS.index(asked.level) - _LEVELS.index(claim.level)
    if gap <= 0:
        return 1.0, Status.HELD, claim.evidence, ""
    credit = max(0.0, 1.0 - LANGUAGE_STEP * gap)
    return credit, Status.NEAR, claim.evidence, _("Level read: {level}", level=claim.level.value)
