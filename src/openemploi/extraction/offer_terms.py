"""Everything a free-text offer says that needs no taxonomy: its parts, terms and formal requirements.

Each reader lives in its own module (contract, hours, pay, place,
experience…) and gives the passage it read; here
they meet in one :class:`OfferTerms`. What the employer says of itself,
its benefits and legal phrases never become
a requirement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.contract import read_contract
from openemploi.extraction.diplomas import DiplomaMention, find_diplomas
from openemploi.extraction.experience_required import read_experience
from openemploi.extraction.hours import read_hours
from openemploi.extraction.insistence import is_demanded, requirement_kind
from openemploi.extraction.language_names import language_name
from openemploi.extraction.languages import find_languages
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.licences import find_licences
from openemploi.extraction.model import (
    Contract,
    DiplomaRequirement,
    LanguageRequirement,
    LicenceRequirement,
    OfferTerms,
    Passage,
    RequirementKind,
)
from openemploi.extraction.offer_place import read_place, read_remote
from openemploi.extraction.offer_text import NEVER_ASKS, OfferText
from openemploi.extraction.offer_title import read_employer, read_openings, read_title
from openemploi.extraction.pay import read_pay

_MOST: Final = 500  # mentions of a kind looked at: a text with more is no offer
_STRENGTH: Final = {
    RequirementKind.ESSENTIAL: 2,
    RequirementKind.OPTIONAL: 1,
    RequirementKind.LEARNABLE: 0,
}


def read_offer_terms(document: Document, *, language: str) -> OfferTerms:
    """The parts of the offer ``document``; labels of languages and licences are in ``language`` (fr, en, ko).

    What is not said stays unknown. Never raises, whatever the text.
    """
    offer = OfferText.of(document)
    contract = read_contract(offer)
    title = read_title(offer)
    employer, remote, openings = read_employer(offer), read_remote(offer), read_openings(offer)
    evidence = list(contract.evidence)
    for name, found in (("employer", employer), ("remote", remote), ("openings", openings)):
        if found is not None:
            evidence.append((name, found[1]))
    return OfferTerms(
        sections=offer.sections,
        title=title,
        employer=employer[0] if employer else "",
        contract=contract.contract,
        contract_months=contract.months,
        hours=read_hours(offer),
        pay=read_pay(offer),
        place=read_place(offer),
        remote=remote[0] if remote else None,
        openings=openings[0] if openings else None,
        experience=read_experience(offer),
        languages=_languages(offer, language),
        licences=_licences(offer, language),
        diplomas=_diplomas(offer, contract.contract),
        evidence=tuple(evidence),
    )


def _languages(offer: OfferText, locale: str) -> tuple[LanguageRequirement, ...]:
    found: dict[str, LanguageRequirement] = {}
    for mention in find_languages(offer.document.text)[:_MOST]:
        if not mention.cue or mention.negated or offer.section(mention.start) in NEVER_ASKS:
            continue
        kind = _kind(offer, mention.start, mention.end)
        evidence: tuple[Passage, ...] = (offer.passage(mention.start, mention.end),)
        known = found.get(mention.code)
        if known is not None:
            kind, evidence = _stronger(kind, known.kind), (*known.evidence, *evidence)
        level = mention.level or (known.level if known else None)
        label = language_name(mention.code, locale)
        found[mention.code] = LanguageRequirement(mention.code, label, kind, evidence, level)
    return tuple(found.values())


def _licences(offer: OfferText, locale: str) -> tuple[LicenceRequirement, ...]:
    found: dict[str, LicenceRequirement] = {}
    for mention in find_licences(offer.document.text)[:_MOST]:
        if mention.negated or offer.section(mention.start) in NEVER_ASKS:
            continue
        kind = _kind(offer, mention.start, mention.end)
        passage = offer.passage(mention.start, mention.end)
        gate = (
            kind is RequirementKind.ESSENTIAL
            and " ou " not in passage.text
            and is_demanded(offer.document.text, mention.start, mention.end)
        )
        evidence: tuple[Passage, ...] = (passage,)
        if known := found.get(mention.code):
            kind, evidence = _stronger(kind, known.kind), (*known.evidence, passage)
            gate = gate or known.gate
        found[mention.code] = LicenceRequirement(
            mention.code, licence_name(mention.code, locale), kind, evidence, gate
        )
    return tuple(found.values())


def _diplomas(offer: OfferText, contract: Contract | None) -> tuple[DiplomaRequirement, ...]:
    mentions = [
        m
        for m in find_diplomas(offer.document.text)[:_MOST]
        if offer.section(m.start) not in NEVER_ASKS and not _none_asked(m)
    ]
    found: dict[tuple[str, int | None], DiplomaRequirement] = {}
    for group in _alternatives(offer, mentions):
        lowest = min((m.level for m in group if m.level), default=None)
        for mention in group:
            kind, gate = _diploma_kind(offer, mention, contract)
            if mention.level is not None and lowest is not None and mention.level > lowest:
                # "BTS ou licence": the lower one is enough.
                kind, gate = _weaker(kind, RequirementKind.OPTIONAL), False
            key = (mention.label.casefold(), mention.level)
            evidence: tuple[Passage, ...] = (offer.passage(mention.start, mention.end),)
            if known := found.get(key):
                kind, gate = _stronger(kind, known.kind), gate or known.gate
                evidence = (*known.evidence, *evidence)
            found[key] = DiplomaRequirement(
                mention.label, kind, evidence, mention.level, mention.field_of_study, gate
            )
    return tuple(found.values())


def _none_asked(mention: DiplomaMention) -> bool:
    return mention.obtained is False and mention.label.lower().startswith("sans")


def _diploma_kind(
    offer: OfferText, mention: DiplomaMention, contract: Contract | None
) -> tuple[RequirementKind, bool]:
    is_level = "niveau" in mention.label.lower()
    if contract is Contract.APPRENTICESHIP and mention.obtained is False and not is_level:
        return RequirementKind.LEARNABLE, False  # the diploma that the apprenticeship leads to
    kind = _kind(offer, mention.start, mention.end)
    gate = kind is RequirementKind.ESSENTIAL and is_demanded(offer.document.text, mention.start, mention.end)
    return kind, gate


def _alternatives(offer: OfferText, mentions: list[DiplomaMention]) -> Iterable[list[DiplomaMention]]:
    """Diplomas of which one is enough: "CAP ou Bac pro", "Bac+2 à Bac+5", "BTS / DUT"."""
    group: list[DiplomaMention] = []
    for mention in mentions:
        between = offer.even[group[-1].end : mention.start].strip() if group else ""
        joined = between in {"ou", "/", "a", "or", "-", "et/ou", ",", "ou un", "ou une", "ou d'un", "to", ""}
        if group and not (joined and mention.start - group[-1].end < 14):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _kind(offer: OfferText, start: int, end: int) -> RequirementKind:
    return requirement_kind(offer.document.text, start, end, default=RequirementKind.ESSENTIAL)


def _stronger(one: RequirementKind, other: RequirementKind) -> RequirementKind:
    return max(one, other, key=_STRENGTH.__getitem__)


def _weaker(one: RequirementKind, other: RequirementKind) -> RequirementKind:
    return min(one, other, key=_STRENGTH.__getitem__)
