"""``openemploi batch``: every person their offers and every offer its candidates, between two indexes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from openemploi.cli.ranking_screen import show_pair
from openemploi.cli.screen import (
    IMPOSSIBLE,
    INTERRUPTED,
    PARTLY,
    Json,
    Lang,
    console,
    error_record,
    fail,
    notices,
    show_error,
    tell,
    write_json,
)  # fmt: skip
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _, ngettext
from openemploi.matching.contract import match_record

if TYPE_CHECKING:  # pyarrow and numba take a second that the other commands need not wait
    from openemploi.batch import BatchExecutor, Plan, Summary
    from openemploi.batch.pace import Progress

app: Final = typer.Typer(no_args_is_help=True, help="Everybody at once: run, status, show, explain.")


class For(StrEnum):
    """Who is given a list."""

    PEOPLE = "people"
    OFFERS = "offers"
    BOTH = "both"


People = Annotated[Path, typer.Argument(help="The folder of the index of people.")]
Offers = Annotated[Path, typer.Argument(help="The folder of the index of offers.")]
Out = Annotated[Path, typer.Argument(help="The folder of the output.")]


@app.command("run")
def run_(
    people: People,
    offers: Offers,
    out: Out,
    whom: Annotated[
        For,
        typer.Option(
            "--for", help="Who is given a list: people (their offers), offers (their candidates), both."
        ),
    ] = For.BOTH,
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="Places in each list.")] = 20,
    shard_size: Annotated[
        int, typer.Option("--shard-size", min=1, max=100_000, help="Documents for each file of the output.")
    ] = 500,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, help="Processes of this machine; one for each core.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="Address of a Dask scheduler instead: tcp://HOST:8786.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Give every person their offers and every offer its candidates. A run that was stopped goes on."""
    if cluster is not None and processes is not None:
        raise typer.BadParameter("--processes or --cluster, not both")
    try:
        plan = _plan(people, offers, whom, top=top, shard_size=shard_size)
        executor = _executor(processes, cluster)
        summary = _run(plan, out, executor, quiet=as_json)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    for result in summary.failed:
        if result.failure is not None:
            show_error(result.failure, name=result.shard.name, as_json=as_json)
    if as_json:
        write_json(_summary_record(summary, out))
    else:
        _show_summary(summary, out)
    if summary.failed:
        raise typer.Exit(PARTLY if summary.made or summary.kept else IMPOSSIBLE)


@app.command("status")
def status_(out: Out, as_json: Json = False, lang: Lang = "fr") -> None:
    """Say how far the run in OUT is."""
    from openemploi.batch import reading

    try:
        found = reading.status(out)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(
            {
                "plan": found.plan.id,
                "people": found.plan.people.documents,
                "offers": found.plan.offers.documents,
                "directions": [direction.value for direction in found.plan.directions],
                "top": found.plan.top,
                "shards": found.shards,
                "done": found.done,
                "rows": found.rows,
                "running": found.running,
                "finished": found.finished,
            }
        )
        return
    console.print(
        _("{people} people, {offers} offers", people=_count(found.plan.people.documents),
          offers=_count(found.plan.offers.documents))
    )  # fmt: skip
    console.print(
        _("{done} of {total} shards, {rows} rows", done=_count(found.done), total=_count(found.shards),
          rows=_count(found.rows))
    )  # fmt: skip
    if found.running:
        console.print(_("A command is at work."))
    elif found.finished:
        console.print(_("Finished: {when}", when=found.finished))
    else:
        console.print(_("Stopped before its end: run the same command to go on."))


@app.command("show")
def show(
    out: Out,
    person: Annotated[str | None, typer.Option("--person", help="The id of a person.")] = None,
    offer: Annotated[str | None, typer.Option("--offer", help="The id of an offer.")] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show the list of one person or of one offer."""
    if (person is None) == (offer is None):
        raise typer.BadParameter("--person or --offer, one of them")
    from openemploi.batch import Direction, reading

    direction = Direction.OFFERS if person is not None else Direction.PEOPLE
    try:
        rows = reading.rows_for(out, person or offer or "", direction=direction)
        state = reading.status(out)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if state.done < state.shards:
        notices.print(_("This run has not ended: what is not there may still come."))
    if as_json:
        write_json(
            [
                {"rank": row.rank, "tied": row.tied, "person": row.person, "offer": row.offer,
                 "score": row.score, "conditions_not_met": row.conditions_not_met}
                for row in rows
            ]
        )  # fmt: skip
        return
    if not rows:
        console.print(
            _("No list for {name}: nothing is met, or the index has no such id.", name=person or offer)
        )
        return
    table = Table(header_style="bold")
    table.add_column(_("Rank"), justify="right")
    table.add_column(_("Offer") if person is not None else _("Person"), overflow="fold")
    table.add_column(_("Points"), justify="right")
    table.add_column(_("Conditions not met"), justify="right")
    for row in rows:
        place = f"{row.rank} {_('tied')}" if row.tied else str(row.rank)
        other = row.offer if person is not None else row.person
        table.add_row(place, escape(other), f"{row.score:.1f}", str(row.conditions_not_met or ""))
    console.print(table)
    console.print(_("The machine proposes, a person decides."))


@app.command("explain")
def explain(
    people: People,
    offers: Offers,
    person: Annotated[str, typer.Argument(help="The id of the person.")],
    offer: Annotated[str, typer.Argument(help="The id of the offer.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Explain one pair in full: every requirement and its points, from the two indexes."""
    from openemploi.batch.explaining import explain as explained

    try:
        match = explained(people, offers, person=person, offer=offer, language=lang)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(match_record(match))
        return
    show_pair(match, title=offer)
    console.print(
        f"[dim]{_('An index keeps no passages: where it was read is in the CV and in the offer.')}[/dim]"
    )


def _plan(people: Path, offers: Path, whom: For, *, top: int, shard_size: int) -> Plan:
    from openemploi.batch import Direction, Plan
    from openemploi.matching.near import NearSkills
    from openemploi.taxonomy.library import open_taxonomy

    taxonomy = open_taxonomy(progress=tell)
    NearSkills(taxonomy).whole(progress=tell)  # once, not in every process
    directions = {
        For.PEOPLE: (Direction.OFFERS,),
        For.OFFERS: (Direction.PEOPLE,),
        For.BOTH: tuple(Direction),
    }
    return Plan.of(
        people,
        offers,
        taxonomy=taxonomy.version,
        directions=directions[whom],
        top=top,
        shard_size=shard_size,
    )


def _executor(processes: int | None, cluster: str | None) -> BatchExecutor:
    from openemploi.batch import ClusterExecutor, LocalExecutor

    if cluster is not None:
        return ClusterExecutor(cluster, tell=lambda sentence: notices.print(escape(sentence)))
    return LocalExecutor(processes or _cores())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(plan: Plan, out: Path, executor: BatchExecutor, *, quiet: bool) -> Summary:
    from openemploi.batch import run

    try:
        with _bar(quiet=quiet) as progress:
            return run(plan, out, executor, progress)
    except KeyboardInterrupt:
        notices.print(_("Stopped. The shards that were made are kept: run the same command to go on."))
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error: shards, documents a second, and the time that is left."""
    if quiet or not notices.is_terminal:
        yield lambda _step: None
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
    )  # fmt: skip
    with Bar(*columns, console=notices, transient=True) as bar:
        task = bar.add_task(_("Shards"), total=None, pace="")
        yield lambda step: bar.update(task, completed=step.done, total=step.total, pace=pace(step))


def pace(step: Progress) -> str:
    """Speed and the time that is left, in words; empty when it is too early to say."""
    said = []
    if step.per_second is not None:
        said.append(_("{count} documents a second", count=f"{step.per_second:.0f}"))
    if step.remaining is not None and step.done < step.total:
        said.append(_range(*step.remaining))
    return " · ".join(said)


def _range(low: float, high: float) -> str:
    if high < 60:
        return _("less than a minute left")
    if high < 5400:
        shown = round(low / 60), max(1, round(high / 60))
        if shown[0] == shown[1]:
            return _("{high} min left", high=shown[1])
        return _("between {low} and {high} min left", low=shown[0], high=shown[1])
    hours = f"{low / 3600:.1f}", f"{high / 3600:.1f}"
    if hours[0] == hours[1]:
        return _("{high} h left", high=hours[1])
    return _("between {low} and {high} h left", low=hours[0], high=hours[1])


def _show_summary(summary: Summary, out: Path) -> None:
    said = [ngettext("{count} shard was made.", "{count} shards were made.", summary.made)]
    if summary.kept:
        said.append(
            ngettext("{count} shard was there before.", "{count} shards were there before.", summary.kept)
        )
    said.append(ngettext("{count} row in all.", "{count} rows in all.", summary.rows))
    console.print(" ".join(said))
    if summary.failed:
        console.print(
            ngettext(
                "{count} shard could not be made: run the same command when the cause is gone.",
                "{count} shards could not be made: run the same command when the cause is gone.",
                len(summary.failed),
            )
        )
    console.print(_("The output is in {folder}.", folder=out))


def _summary_record(summary: Summary, out: Path) -> dict[str, Any]:
    return {
        "plan": summary.plan.id,
        "folder": str(out),
        "people": summary.plan.people.documents,
        "offers": summary.plan.offers.documents,
        "made": summary.made,
        "kept": summary.kept,
        "failed": [{"shard": result.shard.name, **_failure(result.failure)} for result in summary.failed],
        "rows": summary.rows,
        "seconds": round(summary.seconds, 2),
    }


def _failure(error: OpenEmploiError | None) -> dict[str, Any]:
    told = error_record(error) if error is not None else {}
    return {name: told[name] for name in ("code", "message", "remedy") if name in told}


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")
