"""``openemploi orientation``: from a pupil's own words to families of occupations, with why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from openemploi.cli.extras import needs_data
from openemploi.cli.screen import Json, Lang, console, fail, write_json
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.matching.recommending import Reach
    from openemploi.pathways.orientation.model import Course, Evidence, Family, Guidance


def orientation(
    likes: Annotated[str, typer.Argument(help="What the pupil likes and does, in their own words.")] = "",
    subjects: Annotated[str, typer.Option("--subjects", help="School subjects liked.")] = "",
    tasks: Annotated[str, typer.Option("--tasks", help="Small things they do or have done.")] = "",
    dislikes: Annotated[str, typer.Option("--dislikes", help="What they do not want.")] = "",
    home: Annotated[
        str | None, typer.Option("--home", help="INSEE code of the commune that distances are counted from.")
    ] = None,
    families: Annotated[int, typer.Option("--families", min=8, max=24, help="Families to show.")] = 12,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Compare words only, and not meanings: nothing to load.")
    ] = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Families of occupations for a pupil: close, adjacent and unexpected ones, with the words that led there."""
    needs_data()
    from openemploi.datasets.store import Store
    from openemploi.extraction.encoder import open_encoders
    from openemploi.pathways.orientation import Answers, Guide

    said = Answers(likes=likes, subjects=subjects, tasks=tasks, dislikes=dislikes, home=home)
    try:
        encoders = None if words_only else open_encoders(threads=2)
        guide = Guide.open(Store.open(), encoder=encoders.titles if encoders else None)
        found = guide.guide(said, size=families)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(asdict(found))
        return
    _tell(found)


def _tell(found: Guidance) -> None:
    last = None
    for family in found.families:
        if family.reach is not last:
            console.print(f"\n[bold]{_heading(family.reach)}[/bold]")
            last = family.reach
        _tell_family(family)
    if found.set_aside:
        console.print(f"\n[bold]{_('Set aside because of what you do not want')}[/bold]")
        for aside in found.set_aside:
            console.print(f"  {aside.code}  {aside.label}", markup=False)
            _tell_evidence(aside.because)
    if found.unread:
        words = ", ".join(f"“{clause.text}”" for clause in found.unread)
        console.print("\n" + _("Led nowhere, and weighed nothing: {words}", words=words), markup=False)
    console.print()
    console.print(
        _(
            "{far} of {all} families are unexpected; {domains} great domains are in the list.",
            far=round(found.unexpected_share * len(found.families)),
            all=len(found.families),
            domains=found.domains,
        )
    )


def _heading(reach: Reach) -> str:
    return {
        "close": _("Close to what you said"),
        "adjacent": _("Next to it"),
        "unexpected": _("Unexpected"),
    }[reach.value]


def _tell_family(family: Family) -> None:
    console.print(f"  {family.code}  {family.label} · {family.domain_label}", markup=False, style="bold")
    if family.evidence:
        _tell_evidence(family.evidence)
    else:
        console.print("      " + _("Nothing you said led here: it keeps the list wide."), markup=False)
    for line in family.caution:
        console.print(
            "      " + _("You would rather not: “{words}” ({by})", words=line.clause.text, by=line.by),
            markup=False,
        )
    for example in family.examples:
        console.print(f"      {example.label}: {example.does}".rstrip(": "), markup=False)
    if isinstance(family.courses, tuple):
        for course in family.courses:
            console.print(f"      {_course(course)}", markup=False)
        more = family.courses_found - len(family.courses)
        if more > 0:
            console.print(f"      +{more}")
    elif family.courses.datasets:
        names = ", ".join(family.courses.datasets)
        console.print("      " + _("Courses: unknown. Not imported: {names}.", names=names), markup=False)
    else:
        console.print("      " + _("Courses: unknown. The data here name none."), markup=False)


def _tell_evidence(evidence: tuple[Evidence, ...]) -> None:
    for line in evidence:
        console.print(f"      “{line.clause.text}” → {line.by}", markup=False)


def _course(course: Course) -> str:
    parts = [course.title, course.institution, course.place, course.level]
    if course.distance is not None:
        parts.append(f"{course.distance:.0f} km")
    if (one := course.admission) is not None:
        parts.append(
            _(
                "{year}: {candidates} candidates, {admitted} admitted",
                year=one.year,
                candidates=_known(one.candidates),
                admitted=_known(one.admitted),
            )
        )
    return " · ".join(part for part in parts if part)


def _known(number: int | None) -> str:
    return _("unknown") if number is None else str(number)
