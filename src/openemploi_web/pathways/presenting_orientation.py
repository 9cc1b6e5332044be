"""Families of occupations as a pupil sees them: in three groups, each with the pupil's words that led there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.labourmarket.model import Unknown
from openemploi.matching.recommending import Reach
from openemploi.pathways.orientation.class_view import ClassView, Count, Told
from openemploi.pathways.orientation.model import (
    Admission,
    Course,
    CourseLink,
    Evidence,
    Example,
    Family,
    Guidance,
    Polarity,
)
from openemploi_web.pathways.reasons import why_unknown
from openemploi_web.ui import words


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the pupil, and what they led to."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """A course in lines."""

    title: str
    url: str
    where: str
    link: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFamily:
    """A family, ready to be shown."""

    label: str
    domain: str
    words: tuple[Said, ...]
    caution: tuple[Said, ...]
    examples: tuple[Example, ...]
    courses: tuple[ShownCourse, ...]
    courses_title: str
    no_courses: str


@dataclass(frozen=True, slots=True)
class Group:
    """Families that are equally far from what was said."""

    code: str
    title: str
    text: str
    word: str
    tone: str
    families: tuple[ShownFamily, ...]


def summary(guidance: Guidance) -> str:
    """How wide the list is, in one sentence."""
    unexpected = sum(family.reach is Reach.UNEXPECTED for family in guidance.families)
    return _(
        "%(families)s families in %(domains)s different worlds of work. %(unexpected)s of them are unexpected on"
        " purpose: a list that narrows is a defect."
    ) % {
        "families": len(guidance.families),
        "domains": guidance.domains,
        "unexpected": unexpected,
    }


def groups(guidance: Guidance) -> list[Group]:
    """Close, adjacent and unexpected; a group without a family is left out."""
    texts = {
        Reach.CLOSE: (
            _("Close to what you wrote"),
            _("Your own words speak of this work."),
            _("close"),
            "met",
        ),
        Reach.ADJACENT: (
            _("One step aside"),
            _("Work that is like the families above in what one does."),
            _("adjacent"),
            "action",
        ),
        Reach.UNEXPECTED: (
            _("Unexpected"),
            _("Other worlds. Look at one of them before you say no."),
            _("unexpected"),
            "plain",
        ),
    }
    found = []
    for reach, (title, text, word, tone) in texts.items():
        families = tuple(_family(one) for one in guidance.families if one.reach is reach)
        if families:
            found.append(Group(reach.value, title, text, word, tone, families))
    return found


def without_courses(guidance: Guidance) -> str:
    """Why no family has a course, said once when it is so for all; empty when some have."""
    reasons = {
        why_unknown(one.courses) if isinstance(one.courses, Unknown) else ""
        for one in guidance.families
        if isinstance(one.courses, Unknown) or not one.courses
    }
    if any(not isinstance(one.courses, Unknown) and one.courses for one in guidance.families):
        return ""
    return _("Courses are not known here. %(why)s") % {"why": " ".join(sorted(reasons))} if reasons else ""


def said(evidence: Iterable[Evidence]) -> tuple[Said, ...]:
    """The pupil's words once each, with the first thing that they led to."""
    found: dict[str, Said] = {}
    for one in evidence:
        found.setdefault(one.clause.text, Said(one.clause.text, one.by))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class FamilyCounts:
    """How often a family came up in a class, in words."""

    label: str
    shown: str
    close: str
    unexpected: str


def families_of_class(view: ClassView) -> list[FamilyCounts]:
    """The families of a class with their counts; a count that could point at somebody is not one."""
    return [
        FamilyCounts(one.label, *(_counted(each, view) for each in (one.shown, one.close, one.unexpected)))
        for one in view.families
    ]


def traits_of_class(view: ClassView) -> list[str]:
    """What the pupils' words speak of, liked or not."""
    template = {
        Polarity.LIKED: _("%(what)s, liked: %(pupils)s"),
        Polarity.DISLIKED: _("%(what)s, not liked: %(pupils)s"),
    }
    return [
        template[one.polarity] % {"what": one.label, "pupils": _counted(one.pupils, view)}
        for one in view.traits
    ]


def _counted(count: Count, view: ClassView) -> str:
    if count.told is Told.FEW:
        return _("fewer than 11, or none")
    if count.told is Told.NEARLY_ALL:
        return _("nearly all, or all")
    return _("%(pupils)s of %(all)s") % {"pupils": count.pupils, "all": view.pupils}


def _family(one: Family) -> ShownFamily:
    known = () if isinstance(one.courses, Unknown) else one.courses
    return ShownFamily(
        label=one.label,
        domain=one.domain_label,
        words=said(one.evidence),
        caution=said(one.caution),
        examples=one.examples,
        courses=tuple(_course(course) for course in known),
        courses_title=_courses_title(len(known), one.courses_found),
        no_courses=_("Courses are not known here. %(why)s") % {"why": why_unknown(one.courses)}
        if isinstance(one.courses, Unknown)
        else _(
            "No course in the data of this portal leads here. There may be some elsewhere: ask your school."
        ),
    )


def _courses_title(shown: int, found: int) -> str:
    if found > shown:
        return _("%(shown)s courses of %(found)s that lead here") % {
            "shown": shown,
            "found": words.number(found),
        }
    return ngettext("%(count)s course that leads here", "%(count)s courses that lead here", shown) % {
        "count": shown
    }


def _course(one: Course) -> ShownCourse:
    links = {
        CourseLink.CERTIFICATION: _("The certification names this occupation: %(by)s."),
        CourseLink.DOMAIN: _("Onisep files it with this occupation: %(by)s."),
        CourseLink.NAME: _("Its title has the words of: %(by)s."),
    }
    about = [text for text in (one.level, one.duration) if text]
    lines = [", ".join(about)] if about else []
    if one.distance is None:
        lines.append(_("Distance: unknown."))
    else:
        lines.append(
            _("%(km)s km from your home in a straight line; the time it takes is not known.")
            % {"km": words.number(round(one.distance))}
        )
    lines += _admission(one.admission)
    if isinstance(one.former, Unknown):
        lines.append(_("What former students did: unknown. %(why)s") % {"why": why_unknown(one.former)})
    return ShownCourse(
        title=one.title,
        url=one.url if one.url.startswith("https://") else "",
        where=", ".join(text for text in (one.institution, one.place) if text),
        link=links[one.link] % {"by": one.by},
        lines=tuple(lines),
    )


def _admission(one: Admission | None) -> list[str]:
    if one is None:
        return []
    parts = []
    if one.candidates is not None and one.admitted is not None:
        parts.append(
            _("%(admitted)s admitted of %(candidates)s who applied in %(year)s")
            % {
                "admitted": words.number(one.admitted),
                "candidates": words.number(one.candidates),
                "year": one.year,
            }
        )
    if one.capacity is not None:
        parts.append(
            ngettext("%(count)s place", "%(count)s places", one.capacity)
            % {"count": words.number(one.capacity)}
        )
    if one.selective is not None:
        parts.append(_("it selects") if one.selective else _("it does not select"))
    return ["; ".join(parts) + " (Parcoursup)."] if parts else []
