"""Everything a free-text offer says that needs no taxonomy: its parts, terms and formal requirements.

Each reader lives in its own module (contract, hours, pay, place,
experience…) and gives the passage it read; here
they meet in one :class:`OfferTerms`. What the employer says of itself,
its benefits and legal phrases never become
a requirement.
"""

from __future__ import annotations

import re
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
    Section,
)
from openemploi.extraction.offer_place import read_place, read_remote
from openemploi.extraction.offer_text import NEVER_ASKS, OfferText
from openemploi.extraction.offer_title import read_employer, read_openings, read_title
from openemploi.extraction.pay import read_pay

_MOST: Final = 500  # mentions of a kind looked at: a text with more is no offer
_PREPARED: Final = re.compile(
    r"\b(?:vous|tu) prepare[zs] (?:un|une|le|la|votre|ton|ta)? ?(?:diplome (?:de |d'))?(?:bac ?\+ ?\d a )?$"
)
_APPRENTICE_BEFORE: Final = re.compile(
    r"\b(?:apprenti|alternan|contrat de professionnalisation)"
    r"(?![^\n]*\b(?:vous|tu|minimum|formation|profil|titulaire|diplome|deja|niveau)\b)[^\n.;]*$"
)
_BY_APPRENTICESHIP: Final = re.compile(r"[^\n.;,]{3,40}\ben (?:apprentissage|alternance)\b")
_OR_EXPERIENCE: Final = re.compile(
    r"\W{0,3}(?:/ ?[^,.;\n/]{1,25} )?(?:ou|or) (?:(?:une?|an?|d'une|bien|minimum|au moins|similar|equivalent) ){0,2}"
    r"(?:\d{1,2} (?:ans|mois|annees|years)\b|(?:\w+ )?experience)"
)
_EXPERIENCE_OR: Final = re.compile(r"\bexperience\b[^,.;\n]{0,30}\b(?:ou|or) (?:(?:une?|le|la|an?|d'un) )?$")
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
        if mention.negated or _never_asked(offer, mention.start, mention.end):
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


# What may stand beside a licence or a diploma in a list of terms: "CDI 35h, mutuelle, permis B exigé".
_ONLY_ASKED: Final = re.compile(
    r"(?:exigee?s?|obligatoires?|requise?s?|souhaitee?s?|apprecie?e?s?|indispensables?|necessaires?|imperati\w+|valides?"
    r"|demandee?s?|minimum|required|essential|preferred|a jour|en cours de validite|serait|est|un plus|et|ou|[\W\d])*"
)
_GIVEN: Final = re.compile(r"avantage|offr|offer|propos|benefi|financ|prise? en charge|pris en charge")


def _never_asked(offer: OfferText, start: int, end: int) -> bool:
    """Whether it stands where nothing is asked; between commas beside a benefit it may be asked all the same."""
    section = offer.section(start)
    if section is not Section.BENEFITS:
        return section in NEVER_ASKS
    before, after = offer.before(start, 200), offer.after(end, 60)
    alone = re.split(r"[,.;]", before)[-1] + " " + re.split(r"[,.;]", after)[0]
    under_heading = any(span.start <= start < span.end and span.heading for span in offer.sections)
    return under_heading or _GIVEN.search(before + after) is not None or not _ONLY_ASKED.fullmatch(alone)


def _diplomas(offer: OfferText, contract: Contract | None) -> tuple[DiplomaRequirement, ...]:
    mentions = [
        m
        for m in find_diplomas(offer.document.text)[:_MOST]
        if not _never_asked(offer, m.start, m.end) and not _none_asked(m)
    ]
    found: dict[tuple[str, int | None], DiplomaRequirement] = {}
    for group in _alternatives(offer, mentions):
        instead = _or_experience(offer, group)
        lowest = min((m.level for m in group if m.level), default=None)
        for mention in group:
            kind, gate = _diploma_kind(offer, mention, contract)
            if instead:
                kind, gate = _weaker(kind, RequirementKind.OPTIONAL), False
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
    if "niveau" not in mention.label.lower() and _is_learnt(offer, mention, contract):
        return RequirementKind.LEARNABLE, False
    kind = _kind(offer, mention.start, mention.end)
    gate = kind is RequirementKind.ESSENTIAL and is_demanded(offer.document.text, mention.start, mention.end)
    return kind, gate


def _is_learnt(offer: OfferText, mention: DiplomaMention, contract: Contract | None) -> bool:
    """Whether it is the diploma that the post leads to: "Apprenti coiffeur (CAP ou BP)", "Vous préparez un master"."""
    before = offer.before(mention.start, 90)
    if _PREPARED.search(before):
        return True
    if contract is not Contract.APPRENTICESHIP or mention.obtained:
        return False
    if mention.obtained is False:
        return True
    here = _APPRENTICE_BEFORE.search(before) or _BY_APPRENTICESHIP.match(
        offer.even, mention.start, mention.end + 18
    )
    return here is not None and not is_demanded(offer.document.text, mention.start, mention.end)


def _or_experience(offer: OfferText, group: list[DiplomaMention]) -> bool:
    """Whether experience will do instead of these diplomas: "CAP ou BEP ou 3 ans d'expérience"."""
    return (
        _OR_EXPERIENCE.match(offer.after(group[-1].end, 80)) is not None
        or _EXPERIENCE_OR.search(offer.before(group[0].start, 60)) is not None
    )


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
