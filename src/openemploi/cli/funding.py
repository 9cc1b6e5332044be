"""``openemploi funding``: who pays for training, the rules behind it, and the check of a rule that somebody edited."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from openemploi.cli.screen import IMPOSSIBLE, Json, Lang, console, error_record, fail, show_error, write_json
from openemploi.errors import FormatError, OpenEmploiError, Where
from openemploi.i18n import _, ngettext
from openemploi.pathways.funding import (
    Amount,
    Answer,
    Checked,
    Flag,
    Outcome,
    Source,
    State,
    answers,
    faults_of,
    flags,
    rules,
)
from openemploi.pathways.funding.phrases import Part, phrases
from openemploi.pathways.funding.telling import care, euros, income_spans, outcome_name, state_name
from openemploi.pathways.funding.words import read_situation

app = typer.Typer(help="Who pays for training, and the rules behind it.", no_args_is_help=True)

_SHAPES = {State.MET: "●", State.NOT_MET: "○", State.NOT_SAID: "?"}
Day = Annotated[
    datetime | None,
    typer.Option("--day", formats=["%Y-%m-%d"], help="Answer as on this day instead of today."),
]


@app.command("ask")
def ask(
    file: Annotated[
        Path, typer.Argument(help="What is known of the person and the course: lines of word: value.")
    ],
    over: Annotated[
        bool, typer.Option("--over", help="Also rules that are not in force on this day.")
    ] = False,
    day: Day = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Say what each rule answers: eligible or not, why, what is left to pay, and the income month by month."""
    try:
        situation = read_situation(_content(file), name=str(file))
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    found = answers(situation, today=_today(day), over=over)
    if as_json:
        write_json([_answer_record(one) for one in found])
        return
    for one in found:
        _show(one)


@app.command("list")
def list_rules(day: Day = None, as_json: Json = False, lang: Lang = "fr") -> None:
    """List the rules with their sources, the day each was read, and what to be careful of."""
    today = _today(day)
    if as_json:
        write_json(
            [
                {
                    "code": rule.code,
                    "name": rule.name,
                    "for": rule.about,
                    "since": rule.since.isoformat(),
                    "until": rule.until.isoformat() if rule.until else None,
                    "sources": [_source_record(source) for source in rule.sources],
                    "warnings": [_flag_record(flag) for flag in flags(rule, today=today)],
                }
                for rule in rules()
            ]
        )
        return
    table = Table(_("Code"), _("Name"), _("Read on"), _("To be careful of"), box=None, pad_edge=False)
    for rule in rules():
        days = ", ".join(one.checked.isoformat() if one.checked else _("unknown") for one in rule.sources)
        table.add_row(
            rule.code, rule.name, days, "\n".join(care(flag) for flag in flags(rule, today=today)) or "–"
        )
    console.print(table)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(help="Files of rules that were edited.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Say by line and reason what is wrong in a rule; exit 3 if anything is."""
    found: list[OpenEmploiError] = []
    for file in files:
        try:
            found += faults_of(_content(file), name=str(file))
        except FormatError as error:
            found.append(error)
    if as_json:
        write_json([error_record(fault) for fault in found])
    else:
        for fault in found:
            show_error(fault)
        if not found:
            count = len(files)
            console.print(ngettext("{count} rule can be used.", "{count} rules can be used.", count))
    if found:
        raise typer.Exit(IMPOSSIBLE)


@app.command("sentences")
def sentences(as_json: Json = False, lang: Lang = "fr") -> None:
    """List the sentences that a rule may be written in, with the test or calculation each is bound to."""
    if as_json:
        write_json(
            [{"part": one.part.value, "sentence": one.pattern, "bound": one.bound} for one in phrases()]
        )
        return
    for part in Part:
        console.print(Text(f"{part.value}:", style="bold"))
        for one in phrases():
            if one.part is part:
                console.print(Text(f"  - {one.pattern}"))


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FormatError(
            "funding_file_unreadable",
            _("The file cannot be read as text."),
            remedy=_("Check its name, and save it in UTF-8."),
            where=Where(str(file)),
        ) from None


def _today(day: datetime | None) -> date:
    return day.date() if day else date.today()  # the day on this machine


def _show(one: Answer) -> None:
    shape = {Outcome.ELIGIBLE: "●", Outcome.CANNOT_TELL: "?", Outcome.NOT_ELIGIBLE: "○"}[one.outcome]
    console.print(Text(f"{shape} {one.name} – {outcome_name(one.outcome)}", style="bold"))
    for condition in one.conditions:
        _show_condition(condition, indent=4)
    if one.outcome is not Outcome.NOT_ELIGIBLE:
        for sentence in one.payment:
            console.print(Text(f"    {sentence}"))
        console.print(Text("    " + _("Left to pay: {amount}", amount=euros(one.remaining))))
        if one.extra:
            console.print(Text("    " + _("Other expenses: {amount}", amount=euros(one.extra))))
        for span in income_spans(one):
            months = _("Months {first} to {last}", first=span.first, last=span.last)
            if span.first == span.last:
                months = _("Month {first}", first=span.first)
            console.print(Text(f"    {months} – {euros(span.amount)}. {span.sentence}"))
        if one.decided_by:
            console.print(Text("    " + _("Decided by: {who}", who=one.decided_by)))
    for flag in one.flags:
        console.print(Text(f"    ! {care(flag)}", style="yellow"))
    for source in one.sources:
        console.print(Text(f"    {source.title} ({source.address})", style="dim"))
    console.print()


def _show_condition(one: Checked, *, indent: int) -> None:
    step = f" → {one.step}" if one.step else ""
    console.print(Text(f"{' ' * indent}{_SHAPES[one.state]} {one.sentence} ({state_name(one.state)}){step}"))
    for part in one.shown:
        _show_condition(part, indent=indent + 4)


def _amount_record(amount: Amount) -> dict[str, Any]:
    return {"low": amount.low, "high": amount.high, "reason": amount.reason or None}


def _condition_record(one: Checked) -> dict[str, Any]:
    record: dict[str, Any] = {"sentence": one.sentence, "state": one.state.value, "step": one.step or None}
    if one.parts:
        record |= {"every": one.every, "parts": [_condition_record(part) for part in one.parts]}
    return record


def _source_record(one: Source) -> dict[str, Any]:
    return {
        "title": one.title,
        "address": one.address,
        "read": one.checked.isoformat() if one.checked else None,
    }


def _flag_record(one: Flag) -> dict[str, Any]:
    return {"kind": one.kind.value, "sentence": care(one)}


def _answer_record(one: Answer) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "outcome": one.outcome.value,
        "decided_by": one.decided_by or None,
        "conditions": [_condition_record(condition) for condition in one.conditions],
        "aid": _amount_record(one.aid),
        "other_expenses": _amount_record(one.extra) if one.extra else None,
        "left_to_pay": _amount_record(one.remaining),
        "payment": list(one.payment),
        "income": [
            {
                "month": month.number,
                **_amount_record(month.amount),
                "gross": month.gross,
                "why": month.sentence,
            }
            for month in one.income
        ],
        "income_reason": one.income_reason or None,
        "to_know": list(one.to_know),
        "ask": one.ask,
        "replaced_by": one.replaced_by or None,
        "warnings": [_flag_record(flag) for flag in one.flags],
        "sources": [_source_record(source) for source in one.sources],
    }
