"""The facts of a person or an offer as bytes: JSON lists by position, without passages, words or names.

What a list leaves out at its end has its default. Employers, schools, titles of jobs and descriptions are not kept:
they count for nothing, and an index of people should tell as little as it can. A diploma keeps its name and its field.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from openemploi.extraction.model import OccupationClaim, Passage, Place, SkillRequirement
from openemploi.extraction.trained import diploma_name
from openemploi.matching.facts import OfferFacts, PersonFacts

_SHARED: Final = frozenset({SkillRequirement, OccupationClaim, Place})
_SHARED_MOST: Final = 50_000  # of each
_NOBODY: Final = PersonFacts()  # of whom nothing is kept
_NOWHERE: Final = Passage("", 0, 0, 0)


def pack_person(person: PersonFacts) -> bytes:
    """What counts of ``person`` beside the skills, which are terms of the index."""
    return _pack(
        PersonFacts(
            quality=person.quality,
            language=person.language,
            experiences=tuple(
                replace(e, title="", passage=_NOWHERE, employer="", place="", occupation=_bare(e.occupation))
                for e in person.experiences
            ),
            education=tuple(
                replace(e, title=diploma_name(e), passage=_NOWHERE, school="", start=None, end=None)
                for e in person.education
            ),
            languages=tuple(replace(claim, label="", evidence=()) for claim in person.languages),
            licences=tuple(replace(claim, label="", evidence=()) for claim in person.licences),
            search_areas=tuple(replace(area, evidence=()) for area in person.search_areas),
            contracts=person.contracts,
        )
    )


def unpack_person(record: bytes) -> PersonFacts:
    """The person that :func:`pack_person` made ``record`` from, as far as it was kept. Raises ``ValueError``."""
    found: PersonFacts = _reader(PersonFacts)(json.loads(record)) if record else _NOBODY
    return found


def pack_offer(offer: OfferFacts) -> bytes:
    """What counts of ``offer``, its skills included: their order and kind are needed to show its lines."""
    return _pack(
        replace(
            offer,
            occupations=tuple(_bare(claim) for claim in offer.occupations),
            requirements=tuple(
                replace(asked, label="", evidence=(), reason="") for asked in offer.requirements
            ),
            experience=replace(offer.experience, evidence=()) if offer.experience else None,
            languages=tuple(replace(asked, label="", evidence=()) for asked in offer.languages),
            licences=tuple(replace(asked, label="", evidence=()) for asked in offer.licences),
            diplomas=tuple(replace(asked, evidence=()) for asked in offer.diplomas),
            place=replace(offer.place, evidence=()) if offer.place else None,
            contract_asked_in=(),
        )
    )


def unpack_offer(record: bytes) -> OfferFacts:
    """The offer that :func:`pack_offer` made ``record`` from, as far as it was kept. Raises ``ValueError``."""
    found: OfferFacts = _reader(OfferFacts)(json.loads(record)) if record else OfferFacts()
    return found


def _bare(claim: OccupationClaim | None) -> Any:
    return replace(claim, evidence=()) if claim else None


def _pack(record: object) -> bytes:
    return json.dumps(_listed(record), ensure_ascii=False, separators=(",", ":")).encode()


def _listed(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        values = [getattr(value, field.name) for field in fields]
        while values and fields[len(values) - 1].default == values[-1]:
            values.pop()
        return [_listed(item) for item in values]
    if isinstance(value, tuple):
        return [_listed(item) for item in value]
    return value.value if isinstance(value, Enum) else value


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """What makes a value of type ``kind`` from its list."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (_reader(member) for member in get_args(kind) if member is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        members = get_args(kind)
        if len(members) == 2 and members[1] is Ellipsis:
            each = _reader(members[0])
            return lambda values: tuple([each(value) for value in values])
        several = [_reader(member) for member in members]
        return lambda values: tuple([read(value) for read, value in zip(several, values, strict=True)])
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints: Mapping[str, Any] = get_type_hints(kind)
        fields = [_reader(hints[field.name]) for field in dataclasses.fields(kind)]
        make: Callable[..., Any] = kind

        def made(values: Any) -> Any:
            return make(*[read(value) for read, value in zip(fields, values, strict=False)])

        return _shared(made) if kind in _SHARED else made
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return float if kind is float else _as_is


def _shared(read: Reader) -> Reader:
    """``read`` that gives one object for values alike: thousands of offers ask for the same skill."""
    known: dict[str, Any] = {}

    def found(value: Any) -> Any:
        text = repr(value)
        one = known.get(text)
        if one is None:
            if len(known) >= _SHARED_MOST:
                known.clear()
            one = known[text] = read(value)
        return one

    return found


def _as_is(value: Any) -> Any:
    return value
