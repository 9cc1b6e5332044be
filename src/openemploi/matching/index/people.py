"""People in an index, and an offer as the question that finds them.

What is kept of a person: skills, time in occupations, languages, licences, the highest diploma, contracts and
areas looked for. Each answers a line of an offer; what a line can give a person is never more than the question
promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from openemploi.extraction.model import (
    Experience,
    LanguageClaim,
    LanguageLevel,
    Level,
    OccupationClaim,
    SkillClaim,
    Source,
)
from openemploi.matching.conditions import (
    language_credit,
    licences_that_show,
    occupation_keys,
    occupations_held,
    radius_of,
)
from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.diplomas import best_diploma, diploma_credit
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index.features import (
    BEGINNER,
    HELD,
    SAID,
    YES,
    Fact,
    Features,
    implied_most,
    skill_claim,
    skill_fact,
    skill_term,
    time_most,
)
from openemploi.matching.index.query import ALL, Entry, Query, Table
from openemploi.matching.index.records import pack_person
from openemploi.matching.model import Part
from openemploi.matching.pair import Asked, Matcher
from openemploi.matching.weights import EXPERIENCE_UNKNOWN_CREDIT, EXPERIENCE_USUAL_MONTHS, NEAR_CREDIT
from openemploi.taxonomy.features import text_hash
from openemploi.territory.places import locate

LEVELS: Final = (None, *LanguageLevel)
DIPLOMAS: Final = range(1, 9)


def person_features(person: PersonFacts, *, matcher: Matcher, facets: Sequence[str] = ()) -> Features:
    """What the index keeps of ``person``; ``facets`` (``consent:found``…) can be filtered by."""
    terms: list[tuple[str, Fact]] = [
        (skill_term(claim.uri), skill_fact(claim)) for claim in matcher.claims(person).values()
    ]
    held = occupations_held(person)
    time: Fact = ("time", *time_held(held))
    keys = {key for _entry, occupation in held for key in occupation_keys(occupation)}
    terms += [(f"x:{key}", time) for key in sorted(keys)]
    terms += [(term, YES) for term in _language_terms(person)]
    terms += [(f"d:{code}", YES) for code in sorted({c.code for c in person.licences if not c.negated})]
    best = best_diploma(person)
    if best is not None and best.level is not None:
        terms.append((f"e:{best.level}", YES))
    terms += [(f"c:{contract.value}", YES) for contract in dict.fromkeys(person.contracts)]
    if person.search_areas:
        terms.append(("p:", YES))
    points = []
    for area in person.search_areas:
        here = locate(area.place, latitude=area.latitude, longitude=area.longitude)
        if here is not None:
            points.append((here.latitude, here.longitude, radius_of(area)))
    return Features(
        terms=tuple(terms),
        facets=(f"f:language:{person.language}", *(f"f:{facet}" for facet in facets)),
        rest=pack_person(person),
        points=tuple(points),
    )


def asking(asked: Asked, *, key: str, matcher: Matcher) -> Query:
    """The question to an index of people: who meets ``asked`` most. ``key`` is the offer's own, in any form."""
    tables: dict[tuple[object, ...], Table] = {}
    numbers: dict[tuple[object, ...], int] = {}

    def table(made: Table) -> int:
        tables.setdefault(made.key, made)
        return numbers.setdefault(made.key, len(numbers))

    near = table(NEAR_TABLE)
    entries: list[Entry] = []
    for skill, lines in asked.wanted.items():
        term = skill_term(matcher.uri(skill))
        for number, nearness in lines:
            line = asked.skills[number]
            if nearness is not None:
                entries.append((term, number, line.worth * nearness.similarity, near))
            else:
                own = table(own_table(line.requirement.level, line.requirement.months))
                entries.append((term, number, line.worth, own))
    group = len(asked.skills)
    worths = {part: iter(worth) for part, worth in asked.other_worths.items()}
    offer = asked.offer
    if Part.EXPERIENCE in worths:
        worth = next(worths[Part.EXPERIENCE])
        needed = offer.experience.months if offer.experience else EXPERIENCE_USUAL_MONTHS
        for name, share in matcher.related(offer.occupations).items():
            entries.append((f"x:{name}", group, worth, table(time_table(needed, share))))
        group += 1
    yes = table(YES_TABLE)
    entries += [(term, g, worth, yes) for term, g, worth, _table in _plain_entries(offer, worths, group)]
    return Query(tuple(entries), tuple(tables.values()), text_hash(key))


def time_held(held: Sequence[tuple[Experience, OccupationClaim]]) -> tuple[int, bool]:
    """All the months of occupations held, and whether some time is not known."""
    return sum(e.months or 0 for e, _o in held), any(e.months is None for e, _o in held)


def time_credit(months: float, *, unknown: bool, needed: float, share: float) -> float:
    """The most that ``months`` in all, spent in occupations of which one counts ``share``, may give."""
    most = 1.0 if share == 1.0 else NEAR_CREDIT
    undated = EXPERIENCE_UNKNOWN_CREDIT * share if unknown else 0.0
    return min(most, max(share * months / needed, undated)) if needed else most


@cache
def own_table(level: Level | None, months: int | None) -> Table:
    """What a claim gives for the very skill, where ``level`` and ``months`` of it are asked."""

    def by_fact(fact: Fact) -> float:
        if fact[0] != "skill" or fact[3]:
            return 0.0
        return own_credit(skill_claim("", fact), level=level, months=months)

    def by_class(of_class: int) -> float:
        if of_class == SAID or (of_class == BEGINNER and level is not None):
            return 1.0
        if of_class == BEGINNER:
            return own_credit(_SURE_BEGINNER)
        return implied_most(of_class) if of_class < BEGINNER else 0.0

    return Table(("own", level, months), by_fact, by_class)


@cache
def time_table(needed: int, share: float) -> Table:
    """What time in an occupation gives where ``needed`` months are asked."""

    def by_fact(fact: Fact) -> float:
        if fact[0] != "time":
            return 0.0
        return time_credit(float(fact[1] or 0), unknown=bool(fact[2]), needed=needed, share=share)

    def by_class(of_class: int) -> float:
        most = time_most(of_class)
        return 0.0 if most is None else time_credit(most[0], unknown=most[1], needed=needed, share=share)

    return Table(("time", needed, share), by_fact, by_class)


def _near_by_fact(fact: Fact) -> float:
    return near_credit(skill_claim("", fact), similarity=1.0) if fact[0] == "skill" and not fact[3] else 0.0


def _near_by_class(of_class: int) -> float:
    if of_class in (BEGINNER, SAID):
        return near_credit(_SURE_BEGINNER if of_class == BEGINNER else _SURE, similarity=1.0)
    return NEAR_CREDIT * implied_most(of_class) if of_class < BEGINNER else 0.0


_SURE: Final = SkillClaim("", "", Source.SAID, (), 1.0)
_SURE_BEGINNER: Final = SkillClaim("", "", Source.SAID, (), 1.0, level=Level.BEGINNER)
NEAR_TABLE: Final = Table(("near",), _near_by_fact, _near_by_class)
YES_TABLE: Final = Table(
    ("yes",), lambda fact: 1.0 if fact[0] == "yes" else 0.0, lambda of_class: 1.0 if of_class == HELD else 0.0
)


def _language_terms(person: PersonFacts) -> Iterator[str]:
    seen: set[str] = set()
    for claim in person.languages:
        if claim.code not in seen and not claim.negated:
            yield language_term(claim.code, claim.level)
        if not claim.negated:
            seen.add(claim.code)
    if person.language not in {claim.code for claim in person.languages}:
        yield f"l:{person.language}:written"


def language_term(code: str, level: LanguageLevel | None) -> str:
    """The term of a language at a level."""
    return f"l:{code}:{level.value if level else '-'}"


def _plain_entries(offer: OfferFacts, worths: dict[Part, Iterator[float]], group: int) -> Iterator[Entry]:
    """Lines of which a person has a term or not; those that several terms may answer have a group."""
    for asked in offer.languages:
        worth = next(worths[Part.LANGUAGES])
        for level in LEVELS:
            speaker = PersonFacts(language="", languages=(LanguageClaim(asked.code, "", (), level),))
            yield (language_term(asked.code, level), ALL, worth * language_credit(speaker, asked)[0], 0)
        writer = PersonFacts(language=asked.code)
        yield (f"l:{asked.code}:written", ALL, worth * language_credit(writer, asked)[0], 0)
    for licence in offer.licences:
        worth = next(worths[Part.LICENCES])
        for code in licences_that_show(licence.code):
            yield (f"d:{code}", group, worth, 0)
        group += 1
    for diploma in offer.diplomas:
        worth = next(worths[Part.DIPLOMA])
        for level in DIPLOMAS:
            yield (f"e:{level}", ALL, worth * diploma_credit(diploma.level, level), 0)
    if Part.PLACE in worths:
        yield ("p:", ALL, next(worths[Part.PLACE]), 0)  # how far is looked at in the exact score
    if offer.contract is not None:
        yield (f"c:{offer.contract.value}", ALL, next(worths[Part.CONTRACT]), 0)
