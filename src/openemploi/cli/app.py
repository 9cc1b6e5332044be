"""The commands together, and what happens when one of them fails."""

from __future__ import annotations

import sys
from typing import Final

import typer

from openemploi import __version__
from openemploi.cli import (
    batch,
    data,
    diagnosis,
    doctor,
    evaluate,
    fairness,
    funding,
    index,
    orientation,
    portal,
    ranking,
    reading,
    steps,
    taxonomy,
    trainings,
    transitions,
)
from openemploi.cli.screen import INTERRUPTED, console

app: Final = typer.Typer(
    name="openemploi",
    help="Reads CVs and offers, and ranks each for the other with the reasons.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("extract")(reading.extract)
app.command("rank")(ranking.rank_cvs)
app.command("offers")(ranking.rank_offers)
app.command("explain")(ranking.explain)
app.command("diagnose")(diagnosis.diagnose)
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(index.app, name="index")
app.add_typer(batch.app, name="batch")
app.add_typer(data.app, name="data")
app.add_typer(funding.app, name="funding")
app.command("trainings")(trainings.trainings)
app.command("transitions")(transitions.transitions)
app.command("orientation")(orientation.orientation)
app.add_typer(fairness.app, name="fairness")
app.command("evaluate")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)
app.command("serve")(portal.serve)
app.command("worker")(portal.worker)
app.command("backup")(portal.backup)
app.command("restore")(portal.restore)
app.add_typer(portal.instance, name="instance")
app.command("next-steps", hidden=True)(steps.next_steps)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Show the version and stop.")) -> None:
    if version:
        console.print(f"openemploi {__version__}")
        raise typer.Exit


def main() -> None:
    """The entry point of ``openemploi``."""
    try:
        app()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.write("\n")
        sys.exit(INTERRUPTED)
