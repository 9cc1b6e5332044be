"""``openemploi trainings``: courses for an occupation or for skills, the shortest path, and what remains otherwise."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from openemploi.cli.extras import needs_data
from openemploi.cli.named import area_called, occupation_called
from openemploi.cli.screen import Json, Lang, console, fail, joined, write_json
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _, ngettext

if TYPE_CHECKING:
    from openemploi.labourmarket.model import Occupation
    from openemploi.labourmarket.observatory import Observatory
    from openemploi.pathways.training.model import Answer, Recommendation, Wanted, Worked


def trainings(
    goal: Annotated[str, typer.Argument(help="The occupation aimed at: its ROME code or its name.")],
    learn: Annotated[
        list[str] | None, typer.Option("--learn", help="OGR code of a skill to learn, instead of all.")
    ] = None,
    hold: Annotated[
        list[str] | None, typer.Option("--hold", help="OGR code of a skill that is held.")
    ] = None,
    near: Annotated[str, typer.Option("--near", help="Where one lives: a commune.")] = "",
    km: Annotated[
        float | None, typer.Option("--km", min=0, help="The longest way, in a straight line.")
    ] = None,
    budget: Annotated[float | None, typer.Option("--budget", min=0, help="The most one can pay, €.")] = None,
    level: Annotated[
        int | None, typer.Option("--level", min=0, max=8, help="European level of the highest diploma.")
    ] = None,
    by: Annotated[
        datetime | None, typer.Option("--by", formats=["%Y-%m-%d"], help="The last day on which to begin.")
    ] = None,
    worked: Annotated[
        list[str] | None, typer.Option("--worked", help="Work done: ROME code, and =months where known.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="Courses shown.")] = 6,
    data: Annotated[Path | None, typer.Option("--data", help="Folder of the datasets.")] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Find training for an occupation: what each course teaches of it, where, when and for how much."""
    needs_data()
    from openemploi.datasets.store import Store
    from openemploi.labourmarket.observatory import observatory
    from openemploi.pathways.training.catalogue import catalogue
    from openemploi.pathways.training.model import Frame, Need
    from openemploi.pathways.training.recommending import recommend
    from openemploi.taxonomy.library import open_taxonomy

    try:
        store = Store.open(data)
        known = observatory(store)
        aimed = occupation_called(known, goal)
        frame = Frame(
            day=date.today(),
            home=area_called(known, near) if near else None,
            starts_by=by.date() if by else None,
            budget=budget,
            level=level,
            travel_km=km,
            worked=tuple(_worked(known, each) for each in worked or ()),
        )
        need = Need(_wanted(known, aimed, frozenset(learn or ()), frozenset(hold or ())), aimed)
        answer = recommend(catalogue(store), need, frame, limit=limit, taxonomy=open_taxonomy())
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(_record(answer))
    else:
        _show(answer)


def _worked(known: Observatory, text: str) -> Worked:
    from openemploi.pathways.training.model import Worked

    code, _equals, months = text.partition("=")
    return Worked(occupation_called(known, code), float(months) if months.isdecimal() else None)


def _wanted(
    known: Observatory, goal: Occupation, learn: frozenset[str], hold: frozenset[str]
) -> tuple[Wanted, ...]:
    from openemploi.pathways.training.model import Wanted
    from openemploi.pathways.training.recommending import skills_missing

    used = skills_missing(known, goal, held=hold)
    other = (
        skill for code in sorted(learn - {one.code for one in used}) if (skill := known.look_up.skill(code))
    )
    chosen = [one for one in used if not learn or one.code in learn]
    return (*chosen, *(Wanted(one.code, one.label) for one in other))


def _show(answer: Answer) -> None:
    if answer.unknown:
        console.print(_("No catalogue of training was imported: openemploi data import lheo FILE"))
    elif not answer.recommendations:
        console.print(_("Nothing in the catalogue fits."))
    table = Table(
        _("Course"),
        _("Teaches"),
        _("Begins"),
        _("Price"),
        _("Way"),
        _("Chance"),
        _("Points"),
        box=None,
        pad_edge=False,
    )
    for one in answer.recommendations:
        table.add_row(*_cells(one))
    if answer.recommendations:
        console.print(table)
    if answer.path:
        steps = ", ".join(session.title for session, _adds in answer.path.steps)
        console.print(_("Shortest path: {steps}.", steps=steps) + " " + answer.path.sentence)
    if answer.nowhere:
        names = joined([skill.label for skill in answer.nowhere], most=5)
        console.print(_("No course names: {names}.", names=names))
    for left_out in answer.left_out:
        console.print(f"○ {left_out.sentence}")
    for other in answer.other_ways:
        console.print(f"→ {other.sentence} {other.why}")
    for sentence in answer.limits:
        console.print(f"? {sentence}")


def _cells(one: Recommendation) -> tuple[str, ...]:
    session, unknown = one.session, _("unknown")
    begins = session.starts.isoformat() if session.starts else unknown
    if session.permanent:
        begins = _("at any time")
    more = ngettext("{count} session", "{count} sessions", one.sessions)
    return (
        f"{session.title} – {session.organisation} ({more})",
        _("{covered} of {of}", covered=one.gap.covered, of=one.gap.of),
        begins,
        unknown if session.price is None else f"{session.price:.0f} €",
        unknown if session.distance_km is None else f"{session.distance_km:.0f} km",
        one.chance.words,
        f"{one.score:.1f}",
    )


def _record(answer: Answer) -> dict[str, Any]:
    found = asdict(answer)
    for record, one in zip(found["recommendations"], answer.recommendations, strict=True):
        record |= {
            "score": one.score,
            "usefulness": asdict(one.usefulness),
            "chance": asdict(one.chance),
        }
    plain: dict[str, Any] = _plain(found)
    return plain


def _plain(value: Any) -> Any:
    """``value`` as JSON has it: days as text, sets in order."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case set() | frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case _other:
            return value
