"""``openemploi diagnose``: a mobility project in somebody's own words beside what is observed; nothing is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from openemploi.cli.extras import needs_data
from openemploi.cli.screen import Json, Lang, console, fail, write_json
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.diagnosis.model import Diagnosis
    from openemploi.diagnosis.reading import Choice


def diagnose(
    words: Annotated[str, typer.Argument(help="The project, in your own words.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Put a mobility project beside what is observed; nothing is kept."""
    needs_data()
    from openemploi.datasets.store import Store
    from openemploi.diagnosis.diagnosing import diagnose as diagnosed
    from openemploi.diagnosis.keeping import written
    from openemploi.diagnosis.reading import read_project
    from openemploi.labourmarket.observatory import observatory

    try:
        if not words.strip():
            raise RequestError(
                "project_empty",
                _("The project has no words."),
                remedy=_("Say in a sentence what you do, where you live, and what you would like to change."),
            )
        known = observatory(Store.open())
        reading = read_project(words, look_up=known.look_up)
        made = diagnosed(reading.project, observatory=known)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(json.loads(written(made)))
        return
    _tell(made, reading.choices)


def _tell(made: Diagnosis, choices: tuple[Choice, ...]) -> None:
    from openemploi.diagnosis.model import Bearing
    from openemploi.diagnosis.replay import stage_name

    for choice in choices:
        _line("?", choice.question)
        for area in choice.areas:
            _line(" ", f"{area.name} ({area.code})")
        for occupation in choice.occupations:
            _line(" ", f"{occupation.code} {occupation.label}")
    _head(_("Where the project stands"))
    for stage in made.stages:
        _line("●" if stage.reached else "?" if stage.reached is None else "○", stage_name(stage.stage))
        for missing in stage.missing:
            _line(" ", missing)
    _head(_("What is observed"))
    marks = {Bearing.LEVER: "+", Bearing.CONSTRAINT: "–", Bearing.NEUTRAL: "·", Bearing.UNKNOWN: "?"}
    for finding in made.findings:
        _line(marks[finding.bearing], " ".join(filter(None, (finding.sentence, finding.why_unknown))))
    _head(_("What you think, and what is observed"))
    for gap in made.gaps:
        _line("·", " ".join(filter(None, (gap.sentence, gap.why_unknown))))
    if made.stronger:
        _head(_("What would make the project stronger"))
    for way in made.stronger:
        _line("+", f"{way.sentence} {way.effect}")
    if made.areas:
        _head(_("Areas beside each other"))
    for compared in made.areas:
        _line("●" if compared.asked else "○", compared.area.name)
        for criterion in compared.criteria:
            _line(" ", f"{criterion.label}: {criterion.sentence}")


def _head(text: str) -> None:
    console.print(f"\n[bold]{escape(text)}[/bold]")


def _line(mark: str, text: str) -> None:
    console.print(f"{mark} {escape(text)}", soft_wrap=True)
