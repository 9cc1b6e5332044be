"""What people read on a terminal: tables, errors, progress. Nothing here computes anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from openemploi import i18n
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _
from openemploi.matching import Status

IMPOSSIBLE: Final = 3
PARTLY: Final = 4
INTERRUPTED: Final = 130

console: Final = Console(highlight=False)
notices: Final = Console(stderr=True, highlight=False)

NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file again and keep nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for machines instead of a table.")]


def _speak(code: str) -> str:
    if code not in i18n.LANGUAGES:
        raise typer.BadParameter(f"fr, en, ko; not {code}")
    i18n.use_language(code)
    return code


Lang = Annotated[
    str,
    typer.Option(
        "--lang", help="Language of labels and messages: fr, en or ko.", envvar="OPENEMPLOI_LANG",
        callback=_speak, is_eager=True,
    ),
]  # fmt: skip

# A state is always a word and a shape; colour only helps.
SHAPES: Final = {
    Status.HELD: ("●", "green"),
    Status.IMPLIED: ("◐", "cyan"),
    Status.NEAR: ("◒", "yellow"),
    Status.MISSING: ("○", "red"),
    Status.UNKNOWN: ("?", "bright_black"),
}


def write_json(value: Any) -> None:
    """``value`` as JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def fail(error: OpenEmploiError, *, as_json: bool = False) -> typer.Exit:
    """Say what went wrong on standard error; the exit to raise."""
    show_error(error, as_json=as_json)
    return typer.Exit(IMPOSSIBLE)


def show_error(error: OpenEmploiError, *, name: str = "", as_json: bool = False) -> None:
    """One error: where, what happened, what to do, and its code."""
    if as_json:
        sys.stderr.write(json.dumps({"error": error_record(error, name=name)}, ensure_ascii=False) + "\n")
        return
    where = [name or error.where.file or ""]
    if error.where.line is not None:
        where.append(_("line {line}", line=error.where.line))
    if error.where.column is not None:
        where.append(_("column {column}", column=error.where.column))
    if error.where.page is not None:
        where.append(_("page {page}", page=error.where.page))
    place = ", ".join(part for part in where if part)
    text = Text("✗ ", style="red")
    text.append(f"{place}: " if place else "", style="bold")
    text.append(f"{error.message} {error.remedy} ")
    text.append(f"[{error.code}]", style="dim")
    notices.print(text)


def error_record(error: OpenEmploiError, *, name: str = "") -> dict[str, Any]:
    """An error for machines."""
    return {
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
        "file": name or error.where.file,
        "line": error.where.line,
        "column": error.where.column,
        "page": error.where.page,
    }


@contextmanager
def progress(label: str, *, total: int | None, quiet: bool = False) -> Iterator[Any]:
    """A bar on standard error while long work goes on; ``advance()`` is called after each step."""
    if quiet or not notices.is_terminal:
        yield lambda: None
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=notices, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def tell(step: str) -> None:
    """One line of progress on standard error, for people at a terminal."""
    if notices.is_terminal:
        notices.print(f"[dim]{step}…[/dim]")


def joined(labels: Sequence[str], *, most: int) -> str:
    """The first labels, and how many more there are."""
    shown = ", ".join(labels[:most])
    return shown + (f" +{len(labels) - most}" if len(labels) > most else "")
