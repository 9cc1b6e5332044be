"""Offers in an index, and a person as the question that finds them: the mirror of :mod:`people`.

Every line of an offer is a term whose fact is what the line is worth. The person's skills are spread to all the
skills that they answer, each with the best credit; a line that asks for a level or a time has a term of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from openemploi.extraction.model import LanguageRequirement, RequirementKind, SkillRequirement
from openemploi.folding import fold
from openemploi.matching.conditions import (
    language_credit,
    licences_shown_by,
    occupation_keys,
    occupations_held,
)
from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.diplomas import best_diploma, diploma_credit
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index.features import (
    Fact,
    Features,
    skill_term,
    worth_most,
)
from openemploi.matching.index.people import (
    DIPLOMAS,
    LEVELS,
    language_term,
    time_credit,
    time_held,
)
from openemploi.matching.index.query import ALL, Entry, Query, Table
from openemploi.matching.index.records import pack_offer
from openemploi.matching.model import Part
from openemploi.matching.pair import Asked, Held, Matcher
from openemploi.matching.weights import EXPERIENCE_USUAL_MONTHS
from openemploi.profiles.model import JobPosting
from openemploi.taxonomy.features import text_hash
from openemploi.territory.places import locate

WORTH_TABLE: Final = Table(
    ("worth",),
    lambda fact: float(fact[1] or 0.0) if fact[0] == "worth" else 0.0,
    lambda of_class: worth_most(of_class) if of_class <= 250 else 0.0,
)


def offer_features(asked: Asked, *, facets: Sequence[str] = ()) -> Features:
    """What the index keeps of an offer prepared by :meth:`Matcher.ask`; ``facets`` can be filtered by."""
    offer = asked.offer
    terms: list[tuple[str, Fact]] = [
        (_skill_term(line.requirement.uri, demanding(line.requirement)), _worth(line.worth))
        for line in asked.skills
        if line.skill is not None
    ]
    worths = {part: iter(worth) for part, worth in asked.other_worths.items()}
    if Part.EXPERIENCE in worths:
        needed = offer.experience.months if offer.experience else EXPERIENCE_USUAL_MONTHS
        fact = _worth(next(worths[Part.EXPERIENCE]))
        keys = dict.fromkeys(key for claim in offer.occupations for key in occupation_keys(claim))
        terms += [(f"x:{key}@{needed}", fact) for key in keys]
    for language in offer.languages:
        terms.append((language_term(language.code, language.level), _worth(next(worths[Part.LANGUAGES]))))
    for licence in offer.licences:
        terms.append((f"d:{licence.code}", _worth(next(worths[Part.LICENCES]))))
    for diploma in offer.diplomas:
        terms.append((f"e:{diploma.level or '-'}", _worth(next(worths[Part.DIPLOMA]))))
    if Part.PLACE in worths:
        terms.append(("p:", _worth(next(worths[Part.PLACE]))))
    if offer.contract is not None:
        terms.append((f"c:{offer.contract.value}", _worth(next(worths[Part.CONTRACT]))))
    return Features(
        terms=tuple(terms),
        facets=tuple(f"f:{facet}" for facet in facets),
        rest=pack_offer(offer),
        points=tuple(_points(offer)),
    )


def posting_facets(posting: JobPosting) -> tuple[str, ...]:
    """What offers can be filtered by, as far as the offer says it: language, contract, hours, remote, employer."""
    terms = posting.terms
    found = [f"language:{posting.language}"]
    if terms.contract is not None:
        found.append(f"contract:{terms.contract.value}")
    if terms.hours is not None and terms.hours.full_time is not None:
        found.append("hours:full" if terms.hours.full_time else "hours:part")
    if terms.remote:
        found.append("remote:yes")
    if terms.employer:
        found.append(f"employer:{fold(terms.employer)}")
    return tuple(found)


def looking(held: Held, *, key: str, matcher: Matcher, needed: Iterable[int]) -> Query:
    """The question to an index of offers: which offers ``held`` meets most.

    ``needed`` are the months of experience that offers of the index ask for (:func:`months_asked`).
    """
    person = held.person
    entries: list[Entry] = []
    for skill, claims in held.answers.items():
        uri = matcher.uri(skill)
        plain = demanded = 0.0
        for claim, nearness in claims:
            if nearness is None:
                plain = max(plain, own_credit(claim))
                # the most that it can give whatever level or time is asked
                demanded = max(demanded, 1.0 if claim.level else own_credit(claim), plain)
            else:
                credit = near_credit(claim, similarity=nearness.similarity)
                plain, demanded = max(plain, credit), max(demanded, credit)
        entries.append((_skill_term(uri, False), ALL, plain, 0))
        entries.append((_skill_term(uri, True), ALL, demanded, 0))
    entries += _experience(person, matcher, sorted(set(needed)))
    entries += _languages(person)
    licences = {
        shown for claim in person.licences if not claim.negated for shown in licences_shown_by(claim.code)
    }
    entries += [(f"d:{code}", ALL, 1.0, 0) for code in sorted(licences)]
    best = best_diploma(person)
    for level in DIPLOMAS if best else ():
        entries.append((f"e:{level}", ALL, diploma_credit(level, best.level if best else None), 0))
    if person.search_areas:
        entries.append(("p:", ALL, 1.0, 0))
    entries += [(f"c:{contract.value}", ALL, 1.0, 0) for contract in dict.fromkeys(person.contracts)]
    return Query(tuple(entries), (WORTH_TABLE,), text_hash(key))


def months_asked(terms: Iterable[str]) -> frozenset[int]:
    """The months of experience that offers ask for, from the terms of their index."""
    return frozenset(int(term.rpartition("@")[2]) for term in terms if term.startswith("x:"))


def demanding(requirement: SkillRequirement) -> bool:
    """Whether a level or a time is asked of a skill."""
    return requirement.level is not None or bool(requirement.months)


def _experience(person: PersonFacts, matcher: Matcher, needed: Sequence[int]) -> Iterator[Entry]:
    held = occupations_held(person)
    months, unknown = time_held(held)
    related = matcher.related(occupation for _entry, occupation in held)
    for name, share in related.items():
        for asked in needed:
            credit = time_credit(months, unknown=unknown, needed=asked, share=share)
            yield (f"x:{name}@{asked}", 0, credit, 0)


def _languages(person: PersonFacts) -> Iterator[Entry]:
    for code in dict.fromkeys([person.language, *(claim.code for claim in person.languages)]):
        for level in LEVELS:
            asked = LanguageRequirement(code, "", RequirementKind.ESSENTIAL, (), level)
            yield (language_term(code, level), ALL, language_credit(person, asked)[0], 0)


def _points(offer: OfferFacts) -> Iterator[tuple[float, float, float]]:
    where = offer.place
    if where is not None:
        there = locate(where.label, latitude=where.latitude, longitude=where.longitude)
        if there is not None:
            yield there.latitude, there.longitude, 0.0


def _skill_term(uri: str, demanded: bool) -> str:
    return f"{skill_term(uri)}+" if demanded else skill_term(uri)


def _worth(points: float) -> Fact:
    return ("worth", points)
