"""``openemploi transitions``: from an occupation, or from skills alone, to other occupations, with what it takes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from openemploi.cli.extras import needs_data
from openemploi.cli.named import area_called, occupation_called
from openemploi.cli.screen import Json, Lang, console, fail, write_json
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _, ngettext

if TYPE_CHECKING:
    from openemploi.labourmarket.model import Figure
    from openemploi.matching.recommending import Reach
    from openemploi.pathways.transitions.model import Route, SkillLine, Start, Transition, Transitions

_SHOWN = 3  # skills of a kind


def transitions(
    words: Annotated[str, typer.Argument(help="An occupation, by its name.")] = "",
    code: Annotated[
        str, typer.Option("--from", help="The occupation's ROME code, instead of its name.")
    ] = "",
    skills: Annotated[str, typer.Option("--skills", help="OGR codes of one's own skills, with commas.")] = "",
    target: Annotated[
        str, typer.Option("--to", help="ROME code to go to: the way there, in three steps at most.")
    ] = "",
    near: Annotated[
        str,
        typer.Option(
            "--near", help="The place where pay and offers are looked at; the country if not given."
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="Occupations to show.")] = 10,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Other occupations that can be reached: close, adjacent and unexpected ones, and what is missing for each."""
    needs_data()
    from openemploi.datasets.store import Store
    from openemploi.pathways.transitions import finder, route

    try:
        paths = finder(Store.open())
        chosen = code.strip().upper() or (occupation_called(paths.known, words).code if words.strip() else "")
        area = area_called(paths.known, near) if near else None
        start = paths.start(chosen, skills=[one.strip() for one in skills.split(",") if one.strip()])
        if target:
            way = route(paths, start, target.strip().upper())
        else:
            found = paths.find(start, limit=limit, area=area)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if target and as_json:
        write_json(asdict(way) if way else None)
    elif target:
        _tell_start(start)
        _tell_route(way)
    elif as_json:
        write_json(_record(found))
    else:
        _tell_start(start)
        _tell(found)


def _record(found: Transitions) -> dict[str, Any]:
    record = asdict(found)
    for plain, one in zip(record["found"], found.found, strict=True):
        plain |= {"usefulness": asdict(one.usefulness), "chance": asdict(one.chance)}
    return record


def _tell_start(start: Start) -> None:
    if start.occupation:
        console.print(f"{start.occupation.code}  {start.occupation.label}", markup=False, style="bold")
    count = len(start.skills)
    console.print(
        ngettext("{count} skill to start with", "{count} skills to start with", count), markup=False
    )
    if start.unknown:
        console.print(_("Not skills of ROME: {codes}.", codes=", ".join(start.unknown)), markup=False)


def _tell(found: Transitions) -> None:
    for one in found.found:
        console.print(
            f"\n{one.target.code}  {one.target.label} · {reach_name(one.reach)}", markup=False, style="bold"
        )
        _tell_one(one)
    for reach in found.fewer:
        console.print(
            _("There are fewer than two of this kind: {kind}.", kind=reach_name(reach)), markup=False
        )


def _tell_one(one: Transition) -> None:
    near = _(
        "{shared} of {asked} skills are shared, {near} transfer, {missing} are missing",
        shared=len(one.shared), near=len(one.transferable), missing=len(one.missing), asked=one.asked,
    )  # fmt: skip
    lines = [near]
    for title, skills in (
        (_("Shared: {names}"), one.shared),
        (_("Transfer: {names}"), one.transferable),
        (_("To learn: {names}"), one.missing),
    ):
        if skills:
            lines.append(title.format(names=_names(skills)))
    lines.append(_("Effort {points} = {lines}", points=one.effort, lines=_sum(one)))
    if one.official:
        lines.append(
            _("ROME names this move: {rank} of {count}", rank=one.official.rank, count=one.official.of)
        )
    if one.access.regulated:
        lines.append(_("Regulated: the law asks for a qualification"))
    elif one.access.regulated is None:
        lines.append(_("Whether it is regulated is unknown: ROME does not say"))
    lines.append(_("Useful: {words}", words=one.usefulness.words))
    if one.offers is not None:
        lines.append(_("Chance: {words}", words=one.chance.words))
    if one.pay is not None:
        change = one.pay.change
        told = _("unknown") if change is None else f"{change:+.0f} €"
        lines.append(_("Pay: {pay}; change: {change}", pay=_value(one.pay.after), change=told))
    for line in lines:
        console.print(f"    {line}", markup=False)


def _tell_route(way: Route | None) -> None:
    if way is None:
        console.print(_("No way was found in three steps: each would be too far."), markup=False)
        return
    for number, step in enumerate(way.steps, start=1):
        console.print(f"\n{number}. {step.target.code}  {step.target.label}", markup=False, style="bold")
        _tell_one(step)
    console.print("\n" + _("Effort in all: {points}", points=way.effort), markup=False)


def reach_name(reach: Reach) -> str:
    """What a reach is called."""
    return {"close": _("close move"), "adjacent": _("adjacent move"), "unexpected": _("unexpected move")}[
        reach.value
    ]


def _sum(one: Transition) -> str:
    return " + ".join(f"{line.count} × {line.each} ({line.label})" for line in one.lines) or "0"


def _names(skills: tuple[SkillLine, ...]) -> str:
    more = len(skills) - _SHOWN
    return "; ".join(line.skill.label for line in skills[:_SHOWN]) + (f" +{more}" if more > 0 else "")


def _value(figure: Figure) -> str:
    from openemploi.labourmarket.wording import area_name, why_unknown

    if figure.value is None:
        return f"{_('unknown')} ({why_unknown(figure)})"
    return f"{figure.value:.0f} ({area_name(figure.shown)}, {figure.period})"
