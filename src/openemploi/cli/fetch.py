"""``openemploi data fetch offers``: the offers of France Travail's live API as a file that can be imported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from openemploi.cli.screen import PARTLY, Json, Lang, console, fail, notices, write_json
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _


def fetch(
    what: Annotated[str, typer.Argument(help="What to fetch: offers.")],
    file: Annotated[Path, typer.Argument(help="Where to write it: offers.jsonl.")],
    department: Annotated[
        list[str] | None, typer.Option(help="Only those of a department: 06. May be given again.")
    ] = None,
    rome: Annotated[
        list[str] | None, typer.Option(help="Only those of a ROME code: G1602. May be given again.")
    ] = None,
    since: Annotated[str, typer.Option(help="Created from this day on: 2026-10-01.")] = "",
    until: Annotated[str, typer.Option(help="Created up to this day, itself not included.")] = "",
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Fetch offers from France Travail's API; what was interrupted goes on when it is asked for again."""
    from openemploi.connectors.france_travail_fetch import BEGINNING, Search, fetch_offers
    from openemploi.connectors.france_travail_live import Credentials, FranceTravail

    try:
        if what != "offers":
            raise RequestError(
                "fetch_unknown",
                _("{name} cannot be fetched.", name=what),
                remedy=_("Choose one of: {names}.", names="offers"),
            )
        end = _day(until)
        search = Search(
            tuple(department or ()),
            tuple(rome or ()),
            _day(since) or BEGINNING,
            end - timedelta(seconds=1) if end else None,
        )
        with (
            FranceTravail(Credentials.from_environment()) as api,
            Progress(
                SpinnerColumn(), TextColumn("{task.description}"), console=notices, transient=True
            ) as progress,
        ):
            task = progress.add_task(_("Offers: {count}", count=0), total=None)
            found = fetch_offers(
                api,
                search,
                file,
                progress=lambda offers: progress.update(task, description=_("Offers: {count}", count=offers)),
            )
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(
            {
                "file": str(found.path), "offers": found.offers, "missed": found.missed, "calls": found.calls,
                "until": found.until.isoformat(),
            }
        )  # fmt: skip
    else:
        console.print(_("Offers in {name}: {count}", count=found.offers, name=found.path))
        if found.missed:
            console.print(_("Offers that the API counted and did not give: {count}", count=found.missed))
        console.print(f"openemploi data import france_travail_offers {found.path}", soft_wrap=True)
    if found.missed:
        raise typer.Exit(PARTLY)


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise RequestError(
            "day_unreadable",
            _("{text} is not a day.", text=text),
            remedy=_("Write it as 2026-10-01."),
        ) from None
