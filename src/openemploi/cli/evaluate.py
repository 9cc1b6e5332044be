"""``openemploi evaluate``: how well this machine reads and links, measured on annotated files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table

from openemploi.cli.screen import Json, Lang, console, fail, notices, progress, show_error, tell, write_json
from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.evaluation import history
from openemploi.evaluation.history import Drop
from openemploi.evaluation.metrics import Figure
from openemploi.evaluation.report import Figures, Report
from openemploi.evaluation.tasks import check_task
from openemploi.evaluation.tasks import evaluate as measure
from openemploi.i18n import _, ngettext

_NOT_UNDERSTOOD: Final = 2
_GROUPS: Final = 40  # rows of groups on a screen; all of them are in the JSON


def evaluate(
    task: Annotated[
        str,
        typer.Argument(
            help="offers-rome, offers-competences, skill-labels, occupation-linking, title-similarity, "
            "skill-sentences or cv-fields."
        ),
    ],
    path: Annotated[Path, typer.Argument(help="An annotated file, or a folder of them.")],
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Only the first N queries of each file or set.")
    ] = None,
    without_crosswalk: Annotated[
        bool, typer.Option("--without-crosswalk", help="Do not use the ESCO–ROME crosswalk.")
    ] = False,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Also show N wrong answers.")] = 0,
    history_file: Annotated[
        Path | None,
        typer.Option(
            "--history", help="Add the result to this file, and say what became worse since the last one."
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Measure TASK on the annotated files at PATH."""
    try:
        check_task(task)
    except OpenEmploiError as error:
        show_error(error, as_json=as_json)
        raise typer.Exit(_NOT_UNDERSTOOD) from None
    try:
        if history_file is not None:
            history.check(history_file)
        found = _measured(task, path, limit=limit, without_crosswalk=without_crosswalk, lang=lang)
        dropped = _kept(found, history_file) if history_file is not None else None
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(found.record(errors=errors))
    else:
        _show(found, errors=errors)
    for drop in dropped or ():
        notices.print(
            "[yellow]! "
            + escape(
                _("{metric} has dropped: {value}, below the last interval ({before}, from {low}).",
                  metric=drop.metric, value=f"{drop.value:.3f}", before=f"{drop.before:.3f}", low=f"{drop.low:.3f}")
            )
            + "[/yellow]"
        )  # fmt: skip
    if dropped == [] and not as_json:
        notices.print(_("No metric has dropped below its last interval."))


def _measured(task: str, path: Path, *, limit: int | None, without_crosswalk: bool, lang: str) -> Report:
    with progress(task, total=None) as advance:
        seen = 0

        def step(done: int, _total: int) -> None:
            nonlocal seen
            while seen < done:
                advance()
                seen += 1

        return measure(
            task,
            path,
            engine=lambda: Engine.start(language=lang, cache=False, progress=tell),
            limit=limit,
            without_crosswalk=without_crosswalk,
            progress=step,
        )


def _kept(found: Report, path: Path) -> list[Drop] | None:
    """Add the result to the history; what has dropped, ``None`` when there is nothing to compare with."""
    record = found.record()
    before = history.last(path, record)
    history.add(path, record)
    return history.drops(record, before) if before is not None else None


def _show(found: Report, *, errors: int) -> None:
    console.print(f"[bold]{found.task}[/bold] · " + ngettext("{count} query", "{count} queries", found.n))
    table = Table(header_style="bold")
    for header in (_("Metric"), _("Value"), _("95 % interval"), *found.baselines):
        table.add_column(header, overflow="fold")
    for name, figure in found.metrics.items():
        others = [_value(figures.get(name)) for figures in found.baselines.values()]
        table.add_row(name, f"[bold]{_value(figure)}[/bold]", _interval(figure), *others)
    console.print(table)
    _show_groups(found)
    if found.calibration is not None and found.calibration.ece is not None:
        table = Table(header_style="bold")
        for header in (_("Confidence"), _("Answers"), _("Right")):
            table.add_column(header)
        for one in found.calibration.bins:
            if one.n and one.accuracy is not None:
                table.add_row(f"{one.low:.1f} – {one.high:.1f}", str(one.n), f"{one.accuracy:.3f}")
        console.print(_("Calibration error: {ece}", ece=f"{found.calibration.ece:.3f}"))
        console.print(table)
    for note in found.notes:
        console.print(f"! {escape(note)}")
    if errors:
        table = Table(header_style="bold", show_lines=True)
        for header in (_("Query"), _("Expected"), _("Found")):
            table.add_column(header, overflow="fold")
        for wrong in found.wrong[:errors]:
            table.add_row(
                escape(wrong.query),
                escape(" · ".join(wrong.wanted)) or "–",
                escape(" · ".join(wrong.given)) or "–",
            )
        console.print(table)
    versions = ", ".join(f"{name} {version}" for name, version in found.taxonomy.items())
    console.print(
        _("{seconds} s · Open Emploi {version} · {taxonomy}", seconds=f"{found.seconds:.1f}",
          version=found.openemploi, taxonomy=versions)
    )  # fmt: skip


def _show_groups(found: Report) -> None:
    names = _main(found.metrics)
    table = Table(header_style="bold")
    for header in (_("Group"), "n", *names):
        table.add_column(header, overflow="fold")
    for by, groups in found.groups.items():
        if len(groups) > 1:
            for name, group in list(groups.items())[:_GROUPS]:
                values = [
                    f"{_value(group.metrics[metric])} ({_interval(group.metrics[metric])})"
                    for metric in names
                ]
                table.add_row(escape(f"{by}: {name}"), str(group.n), *values)
    if table.row_count:
        console.print(table)


def _main(metrics: Figures) -> list[str]:
    """The first metrics: those that a task is judged by."""
    return list(metrics)[:3]


def _value(figure: Figure | None) -> str:
    return "–" if figure is None or figure.value is None else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    return "–" if figure.low is None or figure.high is None else f"{figure.low:.3f} – {figure.high:.3f}"
