"""``openemploi data pseudonymise`` and ``data new-key``: what an actor runs at home before it shares a file."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from openemploi.cli.screen import Json, Lang, console, fail, write_json
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _


def pseudonymise(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8) or Parquet, one row a person.")],
    key: Annotated[Path, typer.Option("--key", help="The project's key, as a file.")],
    out: Annotated[Path, typer.Option("--out", help="Parquet file to write.")],
    surname: Annotated[str, typer.Option("--surname", help="Column of the surname.")] = "nom",
    given: Annotated[str, typer.Option("--given", help="Column of the given name.")] = "prenom",
    born: Annotated[str, typer.Option("--born", help="Column of the date of birth.")] = "naissance",
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="A column that goes with it; repeat.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Replace identities by keyed pseudonyms. Only the columns named with --keep go with them."""
    from openemploi.pseudonyms import IdentityColumns, read_key
    from openemploi.pseudonyms import pseudonymise as made

    today = date.today()  # the day on this machine
    try:
        contribution = made(
            file,
            out,
            key=read_key(key, today=today),
            identity=IdentityColumns(surname, given, born),
            keep=tuple(keep or ()),
            today=today,
        )
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        facts = asdict(contribution)
        write_json({**facts, "path": str(contribution.path), "made": contribution.made.isoformat()})
        return
    console.print(
        _("{rows} rows written to {name} under the key {id}; {left_out} left out: no name or no date of birth.",
          rows=contribution.rows, name=str(out), id=contribution.key_id, left_out=contribution.left_out)
    )  # fmt: skip
    console.print(f"sha256 {contribution.sha256}")


def make_key(
    project: Annotated[str, typer.Argument(help="Name of the project, the same for all contributors.")],
    out: Annotated[Path, typer.Option("--out", help="New file for the key.")],
    days: Annotated[
        int, typer.Option("--days", min=1, max=3650, help="Days until it may no longer be used.")
    ] = 365,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Make a project's key. Give it to the other contributors by hand, and never to the third party."""
    from openemploi.pseudonyms import new_key, write_key

    key = new_key(project, until=date.today() + timedelta(days=days))
    try:
        write_key(key, out)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json({"project": key.project, "id": key.id, "until": key.until.isoformat(), "file": str(out)})
        return
    console.print(
        _("Key {id} of {project}, until {day}, in {name}.",
          id=key.id, project=key.project, day=key.until.isoformat(), name=str(out))
    )  # fmt: skip
