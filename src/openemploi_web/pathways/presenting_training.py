"""A course as a page shows it: what it teaches of what is missing and by which words, its price, start and place.

What the catalogue does not say is written "unknown"; a price that is not known is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openemploi.extraction.model import Passage
from openemploi.pathways.training.model import (
    Basis,
    Evidence,
    GapCovered,
    Line,
    Outcome,
    Recommendation,
    Rhythm,
    Session,
    Teaching,
    Told,
)
from openemploi_web.pathways.reasons import why_unknown
from openemploi_web.ui import words

_STATES: Final = {Basis.PROGRAMME: "said", Basis.CERTIFICATION: "implied", Basis.OCCUPATION: "near"}
_RHYTHMS: Final[Mapping[Rhythm, str | Promise]] = {
    Rhythm.FULL_TIME: gettext_lazy("full time"),
    Rhythm.PART_TIME: gettext_lazy("part time"),
    Rhythm.EVENINGS: gettext_lazy("evenings"),
    Rhythm.WEEKENDS: gettext_lazy("weekends"),
    Rhythm.ALTERNATING: gettext_lazy("at school and in a firm by turns"),
}
_TEACHING: Final[Mapping[Teaching, str | Promise]] = {
    Teaching.IN_PERSON: gettext_lazy("on the spot"),
    Teaching.MIXED: gettext_lazy("partly at a distance"),
    Teaching.DISTANCE: gettext_lazy("at a distance"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A skill that a course teaches, and what says so."""

    label: str
    state: str
    word: str
    passages: tuple[Passage, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the explanation bar."""

    label: str
    points: float
    worth: float
    detail: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is known of it."""

    term: str
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """A recommendation, ready to be shown."""

    title: str
    organisation: str
    url: str
    covers: str
    chips: tuple[Chip, ...]
    adds: tuple[str, ...]
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    total: str
    others: str
    leads_to_goal: bool
    hours: float | None
    price: float | None
    certification: str


def course(one: Recommendation) -> Course:
    """``one`` in the language in force."""
    session = one.session
    others = one.sessions - 1
    return Course(
        title=session.title,
        organisation=session.organisation,
        url=session.url if session.url.startswith("https://") else "",
        covers=covers(one.gap),
        chips=tuple(_chip(each) for each in one.evidence),
        adds=tuple(each.label for each in one.adds),
        facts=tuple(facts(session, one.outcome)),
        parts=tuple(_part(line) for line in one.lines),
        total=_("%(points)s points of 100 for how this course serves what is missing; nobody is graded.")
        % {"points": words.number(one.score)},
        others=ngettext(
            "%(count)s other session of this course fits too.",
            "%(count)s other sessions of this course fit too.",
            others,
        )
        % {"count": others}
        if others > 0
        else "",
        leads_to_goal=one.leads_to_goal,
        hours=session.hours,
        price=session.price,
        certification=next((each.code for each in session.certifications if each.active), ""),
    )


def covers(gap: GapCovered) -> str:
    """How much of what is missing it teaches: in counts, never a share alone."""
    said = _("Teaches %(covered)s of the %(all)s skills that are missing") % {
        "covered": gap.covered,
        "all": gap.of,
    }
    if gap.essential_of:
        said += ", " + _("%(covered)s of the %(all)s essential ones among them") % {
            "covered": gap.essential,
            "all": gap.essential_of,
        }
    if gap.named < gap.covered:
        said += ". " + ngettext(
            "%(count)s of them is named in no text: the course leads to an occupation that uses it",
            "%(count)s of them are named in no text: the course leads to an occupation that uses them",
            gap.covered - gap.named,
        ) % {"count": gap.covered - gap.named}
    return said + "."


def facts(session: Session, outcome: Outcome) -> list[Fact]:
    """Start, length, rhythm, price, distance, conditions, certification, what became of the others."""
    return [
        Fact(_("Begins"), _starts(session)),
        Fact(_("Lasts"), _lasts(session)),
        Fact(_("Rhythm"), _rhythm(session)),
        Fact(_("Price before any aid"), _price(session)),
        Fact(_("Where"), _where(session)),
        Fact(_("To enter"), _conditions(session)),
        Fact(_("Leads to"), _certifications(session)),
        Fact(_("What became of those who took it"), _outcome(outcome)),
    ]


def _chip(one: Evidence) -> Chip:
    said = {
        Basis.PROGRAMME: (_("named in the programme"), ""),
        Basis.CERTIFICATION: (
            _("named in the certification"),
            _("Certification %(code)s") % {"code": one.source},
        ),
        Basis.OCCUPATION: (
            _("supposed"),
            _("The course leads to the occupation %(code)s, which uses it. No text says that it is taught.")
            % {"code": one.source},
        ),
    }
    word, reason = said[one.basis]
    passages = (one.passage,) if one.passage else ()
    return Chip(one.skill.label, _STATES[one.basis], word, passages, reason)


def _part(line: Line) -> Part:
    detail = line.reason if line.known else line.reason + " " + _("Half of the points are counted.")
    return Part(line.label, line.points, line.worth, detail)


def _starts(session: Session) -> str:
    if session.starts is None:
        return _("at any time") if session.permanent else words.unknown()
    said = words.day(session.starts)
    if session.is_open is False:
        said += ", " + _("enrolment is closed")
    elif session.enrolment_ends:
        said += ", " + _("enrol until %(day)s") % {"day": words.day(session.enrolment_ends)}
    return said


def _lasts(session: Session) -> str:
    parts = []
    if session.hours is not None:
        parts.append(_("%(hours)s hours") % {"hours": words.number(session.hours)})
    if session.weeks is not None:
        weeks = round(session.weeks, 1)
        template = _("about %(weeks)s weeks") if session.weeks_estimated else _("%(weeks)s weeks")
        parts.append(template % {"weeks": words.number(weeks)})
    return ", ".join(parts) or words.unknown()


def _rhythm(session: Session) -> str:
    parts = [str(_RHYTHMS[one]) for one in Rhythm if one in session.rhythms]
    if not parts and session.rhythm:
        parts.append(session.rhythm)
    if session.weekly_hours is not None:
        parts.append(_("%(hours)s hours a week") % {"hours": words.number(session.weekly_hours)})
    if session.teaching is not None:
        parts.append(str(_TEACHING[session.teaching]))
    return ", ".join(parts) or words.unknown()


def _price(session: Session) -> str:
    said = words.money(session.price)
    if session.price is not None and session.price_from_hours:
        said += " " + _("(the price of an hour times the hours)")
    if session.other_costs:
        said += "; " + session.other_costs
    if session.publicly_funded:
        said += "; " + _("some places are paid for by somebody public; for whom, the catalogue does not say")
    return said


def _where(session: Session) -> str:
    if session.teaching is Teaching.DISTANCE:
        return _("at a distance")
    parts = [session.place or words.unknown()]
    if session.distance_km is not None:
        parts.append(_("%(km)s km in a straight line") % {"km": words.number(round(session.distance_km))})
        if session.travel_minutes is not None:
            parts.append(
                _("about %(minutes)s minutes by road, estimated")
                % {"minutes": words.number(round(session.travel_minutes))}
            )
    else:
        parts.append(_("distance unknown"))
    return ", ".join(parts)


def _conditions(session: Session) -> str:
    asked = session.prerequisites
    if asked.level is None and not asked.conditions:
        return _("the catalogue does not say")
    parts = []
    if asked.level is not None:
        level = (
            _("no diploma asked")
            if asked.level == 0
            else _("a diploma of level %(level)s") % {"level": asked.level}
        )
        if asked.required is False:
            level += " " + _("(wished, not required)")
        parts.append(
            level
            + {
                Told.MET: _(", you have it") if asked.level else "",
                Told.NOT_MET: _(", you do not have it"),
                Told.NOT_SAID: _(", yours was not said") if asked.level else "",
            }[asked.level_met]
        )
    if asked.conditions:
        parts.append(asked.conditions)
    return "; ".join(parts)


def _certifications(session: Session) -> str:
    said = []
    for one in session.certifications:
        state = {
            True: _("registered"),
            False: _("no longer registered"),
            None: _("whether it is registered is not known"),
        }[one.active]
        said.append(f"{one.title or one.code} ({one.code}, {state})")
    return "; ".join(said) or _("no certification is named")


def _outcome(one: Outcome) -> str:
    if one.rate is None:
        return f"{words.unknown()}. {why_unknown(one.unknown)}".strip()
    if one.n is not None:
        said = _("%(found)s of %(all)s found work") % {
            "found": words.number(round(one.rate * one.n)),
            "all": words.number(one.n),
        }
    else:
        said = _("%(share)s in 100 found work; how many answered is not known") % {
            "share": words.number(round(100 * one.rate))
        }
    if one.months is not None:
        said += " " + _("within %(months)s months") % {"months": words.number(one.months)}
    return f"{said} ({', '.join(text for text in (one.source, one.period) if text)})"
