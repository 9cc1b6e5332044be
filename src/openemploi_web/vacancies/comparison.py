"""A person and an offer compared, in words for each of them.

For the employer: the match, its order and a proposal. For the person: how much they want the offer (their wishes)
and how much of it they meet (the match without the wishes), shown apart and ordered by their product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openemploi.extraction.model import Contract, OccupationClaim, RequirementKind
from openemploi.matching import Match
from openemploi.matching.conditions import contract_name, occupation_keys
from openemploi.matching.facts import PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.ranking import rank as _rank
from openemploi.matching.recommending import Ground, Share
from openemploi.reporting.words import beside_sentence, conditions_sentence, skills_sentence
from openemploi.territory.french import of_place
from openemploi.territory.places import Point, distance_km, locate
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.vacancies.facts import facts, occupation_codes
from openemploi_web.vacancies.models import Decision, Vacancy
from openemploi_web.vacancies.offered import OfferRow

rank = _rank

WISHES: Final = (
    Part.PLACE,
    Part.CONTRACT,
)  # parts of a match that say what the person wants, not what they can
RADIUS_KM: Final = 30.0  # when a person names a place and no distance
KEEP_SHARE: Final = 0.6  # of what was asked, met: the machine proposes to keep
WISH_WEIGHTS: Final = {
    "occupation": 4.0,
    "place": 5.0,
    "contract": 2.0,
    "hours": 2.0,
    "pay": 2.0,
    "remote": 1.0,
}
_WEIGHTS: Final = WISH_WEIGHTS
LABELS: Final = {
    "occupation": gettext_lazy("Occupation"),
    "place": gettext_lazy("Place"),
    "contract": gettext_lazy("Contract"),
    "hours": gettext_lazy("Hours"),
    "pay": gettext_lazy("Pay"),
    "remote": gettext_lazy("Work from home"),
}
Said = Callable[[], str]  # words are made for the few offers that are shown
_Aspect = tuple[float | None, Said]
Offered = Vacancy | OfferRow


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wishes, as far as they said."""

    occupations: Mapping[str, float]  # keys of the occupations wished and their neighbours, with how near
    areas: tuple[tuple[float, float, float, str], ...]  # latitude, longitude, km, name
    contracts: frozenset[str]
    hours: str = ""
    minimum_pay: int | None = None  # euros a month before tax, full time
    remote: str = ""
    seen: dict[Any, Any] = field(
        default_factory=dict, repr=False, compare=False
    )  # offers have much in common

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Wishes:
        """The wishes of a snapshot (its ``wishes``)."""
        claims = [OccupationClaim(uri, "", 1.0, codes=occupation_codes(uri)) for uri in values["occupations"]]
        areas = []
        for area in values["areas"]:
            here = locate(area["place"])
            if here is not None:
                areas.append(
                    (here.latitude, here.longitude, float(area.get("radius_km") or RADIUS_KM), here.name)
                )
        return cls(
            occupations=engine("fr").matcher.related(claims),
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
    code = (language or language_in_force())[:2]
    matcher = engine(code).matcher
    asked = matcher.ask(facts(vacancy), language=code)
    return matcher.compare(person, asked, name=name, key=key or name or str(vacancy.pk))


def words(match: Match) -> str:
    """The first thing said of a match: “6 of the 8 skills asked for, including the 4 essential ones.”"""
    return skills_sentence(match)


def chance(match: Match) -> Share:
    """How much of what the offer asks the person meets, their wishes left aside."""
    share = chance_share(match)
    if share is None:
        return Share(None, _("The offer does not say what it asks for."))
    lines = [line for line in match.requirements if line.part not in WISHES]
    return Share(
        share,
        _able(replace(match, requirements=tuple(lines)), share=share),
        tuple(Ground(line.label, line.status.value, line.reason) for line in lines),
    )


def _able(match: Match, *, share: float) -> str:
    """The skills met; when none is and the share is not nothing, what it comes from."""
    first = words(match)
    none_met = all(
        line.status not in (Status.HELD, Status.IMPLIED)
        for line in match.requirements
        if line.part is Part.SKILLS
    )
    if share <= 0 or not none_met:
        return first
    return " ".join(filter(None, (first, beside_sentence(match), conditions_sentence(match))))


def chance_share(match: Match) -> float | None:
    """The share of :func:`chance`, without its words."""
    points = worth = 0.0
    for line in match.requirements:
        if line.part not in WISHES:
            points += line.points
            worth += line.worth
    return min(1.0, points / worth) if worth > 0 else None


def usefulness(wishes: Wishes, vacancy: Vacancy) -> Share:
    """How much the offer is what the person wishes, over the wishes that they said and the offer answers."""
    lines: list[Ground] = []
    met = 0
    aspects = _aspects(wishes, vacancy)
    for name, value, said in aspects:
        state = "unknown" if value is None else "held" if value >= 1 else "near" if value > 0 else "missing"
        lines.append(Ground(str(LABELS[name]), state, said()))
        met += state == "held"
    if not lines:
        return Share(None, _("No wish is said yet."))
    share = _share(aspects)
    if share is None:
        return Share(None, _("The offer says nothing of what is wished."), tuple(lines))
    return Share(
        share,
        _("%(met)s of %(said)s wishes answered") % {"met": met, "said": len(lines)},
        tuple(lines),
    )


def proposal(match: Match) -> str:
    """What the machine would propose: to keep, or to leave for a person to look at. It never proposes to refuse."""
    return str(Decision.Choice.WAIT if why_wait(match) else Decision.Choice.KEEP)


def why_wait(match: Match) -> str:
    """Why the machine does not propose to keep; nothing when it does."""
    if match.closed_gates:
        return _("A condition required by law or by the post is known not to be met.")
    essential = sum(
        line.kind is RequirementKind.ESSENTIAL and line.part not in WISHES and line.status is Status.MISSING
        for line in match.requirements
    )
    if essential:
        return ngettext(
            "%(count)s essential requirement was not found.",
            "%(count)s essential requirements were not found.",
            essential,
        ) % {"count": essential}
    share = chance_share(match)
    if share is None:
        return _("The offer does not say what it asks for.")
    if share < KEEP_SHARE:
        return _("Less than %(percent)s %% of what is asked is met.") % {"percent": round(100 * KEEP_SHARE)}
    return ""


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


def usefulness_share(wishes: Wishes, vacancy: Offered) -> float | None:
    """The share of :func:`usefulness`, without its words."""
    return _share(_aspects(wishes, vacancy))


def wished_nowhere(wishes: Wishes, vacancy: Offered) -> bool:
    """Whether the offer is known to be neither of an occupation nor near a place that the person wishes."""
    known = {name: value for name, value, _said in _aspects(wishes, vacancy)}
    return known.get("occupation") == 0 and known.get("place") == 0


def _share(aspects: Sequence[tuple[str, float | None, Said]]) -> float | None:
    known = [(_WEIGHTS[name], value) for name, value, _said in aspects if value is not None]
    if not known:
        return None
    return sum(weight * value for weight, value in known) / sum(weight for weight, _value in known)


def _aspects(wishes: Wishes, vacancy: Offered) -> list[tuple[str, float | None, Said]]:
    """Each wish that was said: its name, how far the offer answers it (``None`` unknown), and the words for it."""
    found: list[tuple[str, float | None, Said]] = []
    if wishes.occupations:
        found.append(("occupation", *_occupation(wishes, vacancy)))
    if wishes.areas:
        found.append(("place", *_place(wishes, vacancy)))
    if wishes.contracts:
        found.append(("contract", *_contract(wishes, vacancy)))
    if wishes.hours:
        found.append(("hours", *_hours(wishes, vacancy)))
    if wishes.minimum_pay is not None:
        found.append(("pay", *_pay(vacancy, asked=wishes.minimum_pay)))
    if wishes.remote:
        found.append(("remote", *_remote(wishes, vacancy)))
    return found


def _occupation(wishes: Wishes, vacancy: Offered) -> _Aspect:
    if not vacancy.occupation_uri:
        return None, lambda: _("The occupation of the offer is not known.")
    asked = (vacancy.occupation_uri, vacancy.rome_code)
    best = wishes.seen.get(asked)
    if best is None:
        keys = [key for claim in facts_occupations(vacancy) for key in occupation_keys(claim)]
        best = wishes.seen[asked] = max((wishes.occupations.get(key, 0.0) for key in keys), default=0.0)
    label = {"occupation": vacancy.occupation_label}
    if best >= 1:
        return 1.0, lambda: _("%(occupation)s: one that is wished") % label
    if best > 0:
        return 0.6, lambda: _("%(occupation)s: close to one that is wished") % label
    return 0.0, lambda: _("%(occupation)s: not among those wished") % label


def facts_occupations(vacancy: Offered) -> tuple[OccupationClaim, ...]:
    """The occupations of an offer, kept ones first."""
    if not vacancy.occupation_uri:
        return ()
    codes = [("rome", vacancy.rome_code)] if vacancy.rome_code else []
    codes = list(dict.fromkeys([*codes, *occupation_codes(vacancy.occupation_uri)]))
    return (OccupationClaim(vacancy.occupation_uri, vacancy.occupation_label, 1.0, codes=tuple(codes)),)


def _place(wishes: Wishes, vacancy: Offered) -> _Aspect:
    if vacancy.latitude is None or vacancy.longitude is None:
        return None, lambda: _("Where the job is, is not known.")
    here = (vacancy.latitude, vacancy.longitude)
    if here not in wishes.seen:
        distances = (
            (distance_km(Point("", *here), Point(name, latitude, longitude)), km, name)
            for latitude, longitude, km, name in wishes.areas
        )
        wishes.seen[here] = min((away / km, name, away) for away, km, name in distances)
    over, name, away = wishes.seen[here]
    return 1.0 if over <= 1 else 0.5 if over <= 1.5 else 0.0, lambda: far_from(name, km=away)


def far_from(place: str, *, km: float) -> str:
    """How far something is from ``place``, in words; in French "de" and the article are one: 30 km du Mans."""
    behind = of_place(place) if language_in_force() == "fr" else place
    return _("%(km)s km from %(place)s as the crow flies") % {"km": round(km), "place": behind}


def _contract(wishes: Wishes, vacancy: Offered) -> _Aspect:
    offered = vacancy.contract
    if not offered:
        return None, lambda: _("The offer does not say which contract it is.")
    return (1.0 if offered in wishes.contracts else 0.0), lambda: contract_name(Contract(offered))


def _hours(wishes: Wishes, vacancy: Offered) -> _Aspect:
    full = vacancy.is_full_time
    if full is None:
        return None, lambda: _("The offer does not say its hours.")
    fits = full == (wishes.hours == "full")
    return (1.0 if fits else 0.0), lambda: _("Full time") if full else _("Part time")


_MONTH: Final = {"month": 1.0, "year": 1 / 12, "hour": 151.67}  # hours of a full-time month at 35 a week


def _pay(vacancy: Offered, *, asked: int) -> _Aspect:
    most = vacancy.pay_maximum or vacancy.pay_minimum
    if most is None or vacancy.pay_unit not in _MONTH:
        return None, lambda: _("The offer does not say what it pays.")
    monthly = most * _MONTH[vacancy.pay_unit]
    value = 1.0 if monthly >= asked else 0.5 if monthly >= 0.9 * asked else 0.0
    return (
        value,
        lambda: (
            _("up to %(pay)s € a month before tax, %(asked)s € asked for")
            % {"pay": round(monthly), "asked": asked}
        ),
    )


def _remote(wishes: Wishes, vacancy: Offered) -> _Aspect:
    possible = vacancy.remote
    if possible is None:
        return None, lambda: _("The offer does not say whether one can work from home.")
    fits = possible == (wishes.remote == "yes")
    return (1.0 if fits else 0.0), lambda: _("possible") if possible else _("not possible")
