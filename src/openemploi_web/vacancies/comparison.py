"""A person and an offer compared, in words for each of them.

For the employer: the match, its order and a proposal. For the person: how much they want the offer (their wishes)
and how much of it they meet (the match without the wishes), shown apart and ordered by their product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from openemploi.extraction.model import Contract, OccupationClaim, RequirementKind
from openemploi.matching import Match
from openemploi.matching.conditions import contract_name, occupation_keys, related_occupations
from openemploi.matching.facts import PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.ranking import rank as _rank
from openemploi.reporting.words import skills_sentence
from openemploi.territory.places import distance_km, locate
from openemploi_web.core.engine import engine
from openemploi_web.vacancies.facts import facts
from openemploi_web.vacancies.models import Decision, Vacancy

rank = _rank

WISHES: Final = (
    Part.PLACE,
    Part.CONTRACT,
)  # parts of a match that say what the person wants, not what they can
RADIUS_KM: Final = 30.0  # when a person names a place and no distance
KEEP_SHARE: Final = 0.6  # of what was asked, met: the machine proposes to keep
WISH_WEIGHTS: Final = {"occupation": 4.0, "place": 5.0, "contract": 2.0, "hours": 2.0, "pay": 2.0, "remote": 1.0}
_WEIGHTS: Final = WISH_WEIGHTS


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: a label, how it stands (held, near, missing, unknown) and the words for it."""

    label: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something holds, 0 to 1, ``None`` when nothing is known; with its words and its reasons."""

    share: float | None
    words: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wishes, as far as they said."""

    occupations: Mapping[str, float]  # keys of the occupations wished and their neighbours, with how near
    areas: tuple[tuple[float, float, float, str], ...]  # latitude, longitude, km, name
    contracts: frozenset[str]
    hours: str = ""
    minimum_pay: int | None = None  # euros a month before tax, full time
    remote: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Wishes:
        """The wishes of a snapshot (its ``wishes``)."""
        taxonomy = engine("fr").taxonomy
        coder = engine("fr").builder.coder
        claims = []
        for uri in values["occupations"]:
            row = taxonomy.find(uri)
            codes = tuple(dict.fromkeys(coder.codes(row))) if row is not None else ()
            claims.append(OccupationClaim(uri, "", 1.0, codes=codes))
        areas = []
        for area in values["areas"]:
            here = locate(area["place"])
            if here is not None:
                areas.append(
                    (here.latitude, here.longitude, float(area.get("radius_km") or RADIUS_KM), here.name)
                )
        return cls(
            occupations=related_occupations(claims, taxonomy),
            areas=tuple(areas),
            contracts=frozenset(values["contracts"]),
            hours=values["hours"],
            minimum_pay=values["minimum_pay"],
            remote=values["remote"],
        )


def compare(
    person: PersonFacts, vacancy: Vacancy, *, name: str = "", key: str = "", language: str | None = None
) -> Match:
    """The person and the offer compared line by line, with passages."""
    code = (language or translation.get_language() or "fr")[:2]
    matcher = engine(code).matcher
    asked = matcher.ask(facts(vacancy), language=code)
    return matcher.compare(person, asked, name=name, key=key or name or str(vacancy.pk))


def words(match: Match) -> str:
    """The first thing said of a match: “6 of the 8 skills asked for, including the 4 essential ones.”"""
    return skills_sentence(match)


def chance(match: Match) -> Share:
    """How much of what the offer asks the person meets, their wishes left aside."""
    lines = [line for line in match.requirements if line.part not in WISHES]
    worth = sum(line.worth for line in lines)
    if not lines or worth <= 0:
        return Share(None, _("The offer does not say what it asks for."))
    return Share(
        min(1.0, sum(line.points for line in lines) / worth),
        words(match),
        tuple(Line(line.label, line.status.value, line.reason) for line in lines),
    )


def usefulness(wishes: Wishes, vacancy: Vacancy) -> Share:
    """How much the offer is what the person wishes, over the wishes that they said and the offer answers."""
    known: list[tuple[float, float]] = []
    lines: list[Line] = []
    for name, label, value, said in _aspects(wishes, vacancy):
        state = "unknown" if value is None else "held" if value >= 1 else "near" if value > 0 else "missing"
        lines.append(Line(label, state, said))
        if value is not None:
            known.append((_WEIGHTS[name], value))
    if not lines:
        return Share(None, _("You have not said yet what you wish."))
    if not known:
        return Share(None, _("The offer says nothing of what you wish."), tuple(lines))
    share = sum(weight * value for weight, value in known) / sum(weight for weight, _value in known)
    met = sum(value >= 1 for _weight, value in known)
    return Share(
        share,
        _("%(met)s of the %(said)s wishes that you said") % {"met": met, "said": len(lines)},
        tuple(lines),
    )


def proposal(match: Match) -> str:
    """What the machine would propose: to keep, or to leave for a person to look at. It never proposes to refuse."""
    essential = [
        line
        for line in match.requirements
        if line.kind is RequirementKind.ESSENTIAL
        and line.part not in WISHES
        and line.status is Status.MISSING
    ]
    share = chance(match).share
    if share is not None and share >= KEEP_SHARE and not essential and not match.closed_gates:
        return str(Decision.Choice.KEEP)
    return str(Decision.Choice.WAIT)


def missing(matches: Sequence[Match]) -> list[tuple[RequirementMatch, int]]:
    """The skills whose absence costs most over ``matches``, with how many offers ask for each; the most first."""
    gains: dict[str, tuple[float, int, RequirementMatch]] = {}
    for match in matches:
        for line in match.requirements:
            if (
                line.part is Part.SKILLS
                and line.status not in (Status.HELD, Status.IMPLIED)
                and line.gain > 0
            ):
                gain, count, first = gains.get(line.uri, (0.0, 0, line))
                gains[line.uri] = (gain + line.gain, count + 1, first)
    ordered = sorted(gains.values(), key=lambda row: (-row[0], row[2].label))
    return [(line, count) for _gain, count, line in ordered]


def _aspects(wishes: Wishes, vacancy: Vacancy) -> list[tuple[str, str, float | None, str]]:
    """Each wish that was said: its name, label, how far the offer answers it (``None`` unknown), in words."""
    found: list[tuple[str, str, float | None, str]] = []
    if wishes.occupations:
        found.append(("occupation", _("Occupation"), *_occupation(wishes, vacancy)))
    if wishes.areas:
        found.append(("place", _("Place"), *_place(wishes, vacancy)))
    if wishes.contracts:
        found.append(("contract", _("Contract"), *_contract(wishes, vacancy)))
    if wishes.hours:
        found.append(("hours", _("Hours"), *_hours(wishes, vacancy)))
    if wishes.minimum_pay is not None:
        found.append(("pay", _("Pay"), *_pay(wishes, vacancy)))
    if wishes.remote:
        found.append(("remote", _("Work from home"), *_remote(wishes, vacancy)))
    return found


_Aspect = tuple[float | None, str]


def _occupation(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    claims = facts_occupations(vacancy)
    if not claims:
        return None, _("The occupation of the offer is not known.")
    best = max(
        (wishes.occupations.get(key, 0.0) for claim in claims for key in occupation_keys(claim)), default=0.0
    )
    label = claims[0].label
    if best >= 1:
        return 1.0, _("%(occupation)s: one that you wish") % {"occupation": label}
    if best > 0:
        return 0.6, _("%(occupation)s: close to one that you wish") % {"occupation": label}
    return 0.0, _("%(occupation)s: not among those that you wish") % {"occupation": label}


def facts_occupations(vacancy: Vacancy) -> tuple[OccupationClaim, ...]:
    """The occupations of an offer, kept ones first."""
    if not vacancy.occupation_uri:
        return ()
    codes = [("rome", vacancy.rome_code)] if vacancy.rome_code else []
    coder, row = engine("fr").builder.coder, engine("fr").taxonomy.find(vacancy.occupation_uri)
    if row is not None:
        codes = list(dict.fromkeys([*codes, *coder.codes(row)]))
    return (OccupationClaim(vacancy.occupation_uri, vacancy.occupation_label, 1.0, codes=tuple(codes)),)


def _place(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    from openemploi.territory.places import Point

    if vacancy.latitude is None or vacancy.longitude is None:
        return None, _("Where the job is, is not known.")
    here = Point(vacancy.commune, vacancy.latitude, vacancy.longitude)
    over, name, away = min(
        (
            distance_km(here, Point(name, latitude, longitude)) / km,
            name,
            distance_km(here, Point(name, latitude, longitude)),
        )
        for latitude, longitude, km, name in wishes.areas
    )
    said = _("%(km)s km from %(place)s as the crow flies") % {"km": round(away), "place": name}
    if over <= 1:
        return 1.0, said
    return (0.5 if over <= 1.5 else 0.0), said


def _contract(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    if not vacancy.contract:
        return None, _("The offer does not say which contract it is.")
    return (1.0 if vacancy.contract in wishes.contracts else 0.0), contract_name(Contract(vacancy.contract))


def _hours(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    full = vacancy.full_time
    if full is None and vacancy.weekly_hours is not None:
        full = vacancy.weekly_hours >= 35
    if full is None:
        return None, _("The offer does not say its hours.")
    return (1.0 if full == (wishes.hours == "full") else 0.0), _("Full time") if full else _("Part time")


_MONTH: Final = {"month": 1.0, "year": 1 / 12, "hour": 151.67}  # hours of a full-time month at 35 a week


def _pay(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    most = vacancy.pay_maximum or vacancy.pay_minimum
    if most is None or vacancy.pay_unit not in _MONTH:
        return None, _("The offer does not say what it pays.")
    monthly = most * _MONTH[vacancy.pay_unit]
    assert wishes.minimum_pay is not None
    said = _("up to %(pay)s € a month before tax, you ask for %(asked)s €") % {
        "pay": round(monthly),
        "asked": wishes.minimum_pay,
    }
    if monthly >= wishes.minimum_pay:
        return 1.0, said
    return (0.5 if monthly >= 0.9 * wishes.minimum_pay else 0.0), said


def _remote(wishes: Wishes, vacancy: Vacancy) -> _Aspect:
    if vacancy.remote is None:
        return None, _("The offer does not say whether one can work from home.")
    fits = vacancy.remote == (wishes.remote == "yes")
    return (1.0 if fits else 0.0), _("possible") if vacancy.remote else _("not possible")
