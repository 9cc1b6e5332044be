"""Findings about work at a place: skills, offers, pay, competition, time to find, training, the partner's work.

Each bearing follows a rule that stands beside it in docs/explanation/diagnosis.md; a sentence never says more than its
figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openemploi.diagnosis.looking import SAME, Looking
from openemploi.diagnosis.model import Bearing, Finding, Theme
from openemploi.diagnosis.said import (
    called,
    euros,
    months,
    not_observed,
    number,
    offers,
    people,
    reason,
    trade,
    where,
)
from openemploi.i18n import _
from openemploi.labourmarket.model import FRANCE, Area, Figure, Occupation
from openemploi.labourmarket.wording import grade, row_label

_HARD: Final = 4  # of 5, from here on recruiting is hard, which helps who looks for work
_EASY: Final = 2
_CAUSE: Final = 4  # of 5


def skills(look: Looking, goal: Occupation) -> Iterator[Finding]:
    """Whether what the person knows serves in the goal."""
    held = look.project.occupation
    if held is not None and held.code == goal.code:
        yield Finding(
            Theme.SKILLS,
            Bearing.LEVER,
            _("You stay in the same occupation: what you know how to do goes with you."),
        )
        return
    if held is None:
        yield Finding(
            Theme.SKILLS,
            Bearing.UNKNOWN,
            _("How much of what you know serves in this occupation is not known."),
            why_unknown=_("You have not said which occupation you do now."),
            to_do=_("Say what you do, or what you did last."),
        )
        return
    figure = look.figure("neighbouring_occupations", occupation=held)
    row = next((one for one in figure.rows if one.code == goal.code), None)
    if row is None or row.k is None or not row.n:
        why = reason(figure) or _("The official list of occupations draws no direct way between these two.")
        yield Finding(
            Theme.SKILLS,
            Bearing.UNKNOWN,
            _("How much of what you know serves in this occupation is not known."),
            why_unknown=why,
            to_do=_("Write down what you know how to do: other occupations are looked for from that."),
        )
        return
    yield Finding(
        Theme.SKILLS,
        Bearing.LEVER if row.k * 2 >= row.n else Bearing.NEUTRAL,
        _(
            "Of the {n} skills of your occupation ({held}), {k} are also in the sheet of {goal}.",
            n=row.n,
            k=row.k,
            held=trade(held),
            goal=trade(goal),
        ),
        figure=figure,
    )


def market(look: Looking, goal: Occupation, place: Area) -> Iterator[Finding]:
    """Offers, how hard recruiting is and why, and how many people look."""
    yield _year_offers(look, goal, place)
    tension = look.figure("tension", area=place)
    if not (tension.known and tension.value is not None):
        tension = look.figure("family_tension", area=place)
    if tension.known and tension.value is not None:
        yield _hard(look, tension, place)
    yield _competition(look, place)


def pay(look: Looking, place: Area) -> Finding:
    """What is offered, beside what is needed."""
    figure, needed = look.figure("pay_quartiles", area=place), look.project.pay_needed
    if not figure.known or figure.value is None:
        return not_observed(
            Theme.PAY,
            _("What this work pays in {place} is not known.", place=called(place)),
            place,
            figure,
            to_do=_("Ask two employers there what they pay, and look at the collective agreement."),
        )
    low, _middle, high = (row.value or 0.0 for row in figure.rows)
    sentence = _(
        "In {place}, half of the offers pay from {low} to {high} gross a month; the middle one {middle}.",
        place=where(figure),
        low=euros(low),
        high=euros(high),
        middle=euros(figure.value),
    )
    bearing = Bearing.NEUTRAL
    if needed is not None:
        sentence += " " + _("You need {needed}.", needed=euros(needed))
        bearing = (
            Bearing.LEVER
            if needed <= figure.value
            else Bearing.CONSTRAINT
            if needed > high
            else Bearing.NEUTRAL
        )
    return Finding(Theme.PAY, bearing, sentence, place, figure, reason(figure))


def time_to_find(look: Looking) -> Finding:
    """How long it took people with a similar project, beside the deadline."""
    similar, deadline = look.similar, look.project.deadline
    if similar.median is None:
        why = look.similar_about
        if similar.known:
            why = _(
                "Fewer than half of the people with a similar project had found while they were followed."
            )
        return Finding(
            Theme.TIME_TO_FIND,
            Bearing.UNKNOWN,
            _("How long it takes to find is not known."),
            why_unknown=why,
            to_do=_("Ask your counsellor how long it took others."),
        )
    sentence = _(
        "Half of {people} with a similar project had found after {months}.",
        people=people(similar.n),
        months=months(similar.median),
    )
    bearing = Bearing.NEUTRAL
    if deadline is not None:
        bearing = Bearing.LEVER if similar.median <= deadline else Bearing.CONSTRAINT
        sentence += " " + _("You give yourself {months}.", months=months(deadline))
    return Finding(Theme.TIME_TO_FIND, bearing, sentence)


def training(look: Looking, goal: Occupation, place: Area) -> Iterator[Finding]:
    """Whether the law asks for a title, and the training there is."""
    held = look.project.occupation
    changes = held is None or held.code != goal.code
    regulated = look.observatory.look_up.regulated(goal)
    if regulated and place == look.places[0]:
        yield Finding(
            Theme.TRAINING,
            Bearing.CONSTRAINT if changes else Bearing.NEUTRAL,
            _("The law asks for a title or a diploma to work as {goal}.", goal=trade(goal))
            if changes
            else _("The law asks for a title or a diploma for this occupation: take yours along."),
            to_do=_("Check that your title is valid there, and registered where it must be.")
            if not changes
            else "",
        )
    if not changes:
        return
    figure = look.figure("training_sessions", area=place)
    if not figure.known or figure.value is None:
        yield not_observed(
            Theme.TRAINING,
            _("Which training there is near {place} is not known.", place=called(place)),
            place,
            figure,
            to_do=_("Ask the region or your counsellor for the training near there."),
        )
        return
    yield Finding(
        Theme.TRAINING,
        Bearing.NEUTRAL,
        _("Training sessions known in {place}: {n}.", place=where(figure), n=number(figure.value)),
        place,
        figure,
        reason(figure),
    )


def partner(look: Looking, place: Area) -> Finding | None:
    """The partner's work at the place; nothing when nobody comes along."""
    household = look.project.household
    if household.has_partner is not True:
        return None
    if household.partner is None:
        return Finding(
            Theme.PARTNER,
            Bearing.UNKNOWN,
            _("What work your partner would find there is not known."),
            place,
            why_unknown=_("You have not said what your partner does."),
            to_do=_("Say your partner’s occupation."),
        )
    there = look.figure("year_offers", area=place, occupation=household.partner)
    ratio = look.figure("people_per_offer", area=place, occupation=household.partner)
    if not there.known or there.value is None:
        return not_observed(
            Theme.PARTNER,
            _("How many offers there are for your partner in {place} is not known.", place=called(place)),
            place,
            there,
            to_do=_("Look at the offers there together."),
        )
    sentence = _(
        "For your partner ({trade}): {offers} in {place} in {year}.",
        trade=trade(household.partner),
        offers=offers(there.value),
        place=where(there),
        year=there.period,
    )
    bearing = Bearing.NEUTRAL
    if ratio.value is not None and ratio.shown == there.shown:
        sentence += " " + _looking(ratio)
        bearing = _against_country(look, ratio, household.partner)
    return Finding(Theme.PARTNER, bearing, sentence, place, there, reason(there))


def _year_offers(look: Looking, goal: Occupation, place: Area) -> Finding:
    there = look.figure("year_offers", area=place)
    if not there.known or there.value is None:
        return not_observed(
            Theme.OFFERS,
            _("How many offers there are in {place} is not known.", place=called(place)),
            place,
            there,
            to_do=_("Look at the offers there, and at larger towns nearby."),
        )
    sentence = _(
        "{offers} of {trade} in {place} in {year}.",
        offers=offers(there.value),
        trade=trade(goal),
        place=where(there),
        year=there.period,
    )
    here = look.project.here
    if look.moves and here is not None:
        now = look.figure("year_offers", area=here)
        if now.known and now.value is not None and now.shown not in (there.shown, FRANCE):
            sentence += " " + _(
                "Where you are, in {place}: {offers}.", place=where(now), offers=offers(now.value)
            )
    return Finding(Theme.OFFERS, Bearing.NEUTRAL, sentence, place, there, reason(there))


def _hard(look: Looking, tension: Figure, place: Area) -> Finding:
    value = tension.value or 0
    sentence = _(
        "In {place}, employers find it hard to recruit to a {grade} degree ({value} of 5).",
        place=where(tension),
        grade=grade(value),
        value=number(value),
    )
    causes = look.figure("tension_causes", area=place)
    strong = [row_label(causes, row) for row in causes.rows if row.value is not None and row.value >= _CAUSE]
    if tension.name == "tension" and strong and causes.shown == tension.shown:
        sentence += " " + _(
            "Why: {causes}.", causes=" ; ".join(cause[:1].lower() + cause[1:] for cause in strong)
        )
    bearing = Bearing.LEVER if value >= _HARD else Bearing.CONSTRAINT if value <= _EASY else Bearing.NEUTRAL
    return Finding(Theme.OFFERS, bearing, sentence, place, tension, reason(tension))


def _competition(look: Looking, place: Area) -> Finding:
    figure = look.figure("people_per_offer", area=place)
    if not figure.known or figure.value is None:
        return not_observed(
            Theme.COMPETITION,
            _("How many people look for the same work in {place} is not known.", place=called(place)),
            place,
            figure,
            to_do=_("Ask employers there how many people answer their offers."),
        )
    sentence = _("In {place}:", place=where(figure)) + " " + _looking(figure)
    goal = look.goal
    bearing = _against_country(look, figure, goal) if goal else Bearing.NEUTRAL
    country = look.figure("people_per_offer", area=FRANCE)
    if country.value is not None and figure.shown != FRANCE:
        sentence += " " + _(
            "In France: {ratio} for ten offers.", ratio=number(country.value * 10, decimals=1)
        )
    return Finding(Theme.COMPETITION, bearing, sentence, place, figure, reason(figure))


def _looking(figure: Figure) -> str:
    return _(
        "{ratio} people looking for ten offers of the year.",
        ratio=number((figure.value or 0) * 10, decimals=1),
    )


def _against_country(look: Looking, figure: Figure, occupation: Occupation) -> Bearing:
    """Clearly fewer people for an offer than in the country, or clearly more."""
    country = look.figure("people_per_offer", area=FRANCE, occupation=occupation)
    if figure.value is None or not country.value or figure.shown == FRANCE:
        return Bearing.NEUTRAL
    if figure.value < country.value * (1 - SAME):
        return Bearing.LEVER
    return Bearing.CONSTRAINT if figure.value > country.value * (1 + SAME) else Bearing.NEUTRAL
