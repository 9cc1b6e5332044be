"""``openemploi data``: official files in, versions of datasets, what changed, what was refused, all of it out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.markup import escape

from openemploi.cli.data_screen import bar, reason, record, table_of, tell_imported, tell_version
from openemploi.cli.extras import needs_data
from openemploi.cli.fetch import fetch
from openemploi.cli.pseudonyms import make_key, pseudonymise
from openemploi.cli.screen import IMPOSSIBLE, PARTLY, Json, Lang, console, fail, show_error, write_json
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.datasets.importing import Imported
    from openemploi.datasets.store import Version

app: Final = typer.Typer(
    no_args_is_help=True, help="Employment and training data: import, compare, check, take out."
)
app.callback()(needs_data)


@app.command("kinds")
def kinds(as_json: Json = False, lang: Lang = "fr") -> None:
    """List the official formats that can be imported."""
    from openemploi.connectors.base import connectors

    known = connectors().values()
    if as_json:
        write_json(
            [
                {
                    "kind": one.kind, "version": one.version, "title": one.title, "producer": one.producer,
                    "licence": one.licence, "homepage": one.homepage, "tables": [table.name for table in one.tables],
                    "options": {option.name: option.description for option in one.options},
                }
                for one in known
            ]
        )  # fmt: skip
        return
    table = table_of(_("Kind"), _("What it is"), _("Producer"), _("Terms of use"))
    for one in known:
        table.add_row(one.kind, one.title, one.producer, one.licence)
    console.print(table)


@app.command("schema")
def schema(
    kind: Annotated[str, typer.Argument(help="A kind of file: openemploi data kinds.")],
    lang: Lang = "fr",
) -> None:
    """Write the tables of a kind of file as Table Schemas (JSON)."""
    from openemploi.connectors.base import connector

    try:
        found = connector(kind)
    except OpenEmploiError as error:
        raise fail(error, as_json=True) from None
    write_json({table.name: table.descriptor() for table in found.tables})


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help="What kind of file it is: openemploi data kinds.")],
    files: Annotated[list[Path], typer.Argument(help="The official files, as they were downloaded.")],
    dataset: Annotated[str, typer.Option(help="Name of the dataset, when it is not that of the kind.")] = "",
    choose: Annotated[
        list[str] | None, typer.Option("--set", help="An option of the kind: name=value,value.")
    ] = None,
    address: Annotated[str, typer.Option(help="Where the file was downloaded from.")] = "",
    published: Annotated[str, typer.Option(help="When its producer published it: 2026-10-01.")] = "",
    no_source: Annotated[
        bool, typer.Option("--no-source", help="Do not keep the file itself beside the tables.")
    ] = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Import official files, each as a version of a dataset; the last one is in use. A wrong file changes nothing."""
    from openemploi.connectors.base import connector
    from openemploi.datasets.importing import Asked, import_file
    from openemploi.datasets.store import Store

    try:
        found = connector(kind)
        asked = Asked(dataset, _options(choose or []), address, published, keep_source=not no_source)
        store = Store.open()
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    done: list[Imported] = []
    failed = 0
    for path in files:
        try:
            with bar(path) as progress:
                done.append(import_file(store, found, path, asked=asked, progress=progress))
        except OpenEmploiError as error:
            failed += 1
            show_error(error, name=str(path), as_json=as_json)
    if as_json:
        write_json({"imported": [{**record(one.version.manifest), "new": one.new} for one in done]})
    else:
        for one in done:
            tell_imported(one)
    if failed:
        raise typer.Exit(PARTLY if done else IMPOSSIBLE)
    if any(one.version.manifest.rejected for one in done):
        raise typer.Exit(PARTLY)


app.command("fetch")(fetch)
app.command("pseudonymise")(pseudonymise)
app.command("new-key")(make_key)


@app.command("status")
def status(as_json: Json = False, lang: Lang = "fr") -> None:
    """List the datasets and the version in use of each."""
    from openemploi.datasets.store import Store

    try:
        store = Store.open()
        found = [store.need(name) for name in store.datasets()]
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json([record(version.manifest) for version in found])
        return
    if not found:
        console.print(_("No dataset has been imported yet: openemploi data import KIND FILE"))
        return
    table = table_of(
        _("Dataset"), _("Edition"), _("Rows"), _("Rejected"), _("Imported"), _("Version"), _("Producer")
    )  # fmt: skip
    for version in found:
        one = version.manifest
        table.add_row(
            one.dataset, one.edition or _("unknown"), f"{one.rows:,}".replace(",", " "), str(one.rejected),
            one.imported[:10], one.version[:8], one.producer,
        )  # fmt: skip
    console.print(table)


@app.command("show")
def show(
    dataset: Annotated[str, typer.Argument(help="A dataset: openemploi data status.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show a dataset: where it comes from, its versions, and how full each column is."""
    from openemploi.datasets.store import Store

    try:
        store = Store.open()
        current = store.need(dataset)
        versions = store.versions(dataset)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json({"current": current.name, "versions": [record(one.manifest) for one in versions]})
        return
    tell_version(current)
    for one in versions:
        mark = "●" if one.name == current.name else "○"
        console.print(f"{mark} {one.name}  {one.manifest.imported}  {escape(one.manifest.source.name)}")


@app.command("rejected")
def rejected(
    dataset: Annotated[str, typer.Argument(help="A dataset: openemploi data status.")],
    limit: Annotated[int, typer.Option(help="How many rows at most.", min=1)] = 20,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show the rows that were refused: line, column, value and reason."""
    import duckdb

    from openemploi.datasets.sql import parquet
    from openemploi.datasets.store import REJECTED, Store

    try:
        version = Store.open().need(dataset)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    refused = parquet(version.folder / REJECTED)
    with duckdb.connect(":memory:") as connection:
        cursor = connection.execute(f"SELECT * FROM {refused} LIMIT {limit}")  # noqa: S608
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if as_json:
        write_json(
            {"dataset": dataset, "version": version.name, "rejected": version.manifest.rejected, "rows": rows}
        )
        return
    table = table_of(_("File"), _("Line"), _("Column"), _("Value"), _("Reason"))
    for row in rows:
        line = row["line"] or row["record"]
        table.add_row(
            row["member"],
            str(line) if line else "–",
            row["column"],
            escape(row["value"]),
            reason(row["reason"]),
        )
    console.print(table)
    console.print(_("{count} rows were refused in all.", count=version.manifest.rejected))


@app.command("diff")
def diff_(
    dataset: Annotated[str, typer.Argument(help="A dataset: openemploi data status.")],
    old: Annotated[
        str, typer.Argument(help="The older version; the one before the current when left out.")
    ] = "",
    new: Annotated[str, typer.Argument(help="The newer version; the current one when left out.")] = "",
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show what changed between two versions: rows that came, went, or say something else."""
    from openemploi.datasets.diff import diff
    from openemploi.datasets.store import Store

    try:
        store = Store.open()
        after = store.version(dataset, new) if new else store.need(dataset)
        before = store.version(dataset, old) if old else _before(store.versions(dataset), after)
        found = diff(before, after)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(
            {
                "old": before.name, "new": after.name,
                "tables": [
                    {"table": one.table, "added": one.added, "removed": one.removed, "changed": one.changed,
                     "columns": list(one.columns),
                     "samples": {what: [list(map(str, row)) for row in rows] for what, rows in one.samples.items()}}
                    for one in found
                ],
            }
        )  # fmt: skip
        return
    console.print(f"{before.name} → {after.name}")
    table = table_of(_("Table"), _("Added"), _("Removed"), _("Changed"), _("For example"))
    for one in found:
        some = "; ".join(" ".join(map(str, row)) for rows in one.samples.values() for row in rows[:2])
        changed = "–" if one.changed is None else str(one.changed)
        table.add_row(one.table, str(one.added), str(one.removed), changed, escape(some[:120]))
    console.print(table)


@app.command("use")
def use(
    dataset: Annotated[str, typer.Argument(help="A dataset: openemploi data status.")],
    version: Annotated[str, typer.Argument(help="A version, or how its name starts: openemploi data show.")],
    lang: Lang = "fr",
) -> None:
    """Make another version of a dataset the one in use, in one step."""
    from openemploi.datasets.store import Store

    try:
        found = Store.open().use(dataset, version)
    except OpenEmploiError as error:
        raise fail(error) from None
    console.print(_("{dataset} is now in version {version}.", dataset=dataset, version=found.name))


@app.command("verify")
def verify(as_json: Json = False, lang: Lang = "fr") -> None:
    """Compare every file of the versions in use with its checksum."""
    from openemploi.datasets.store import Store

    try:
        store = Store.open()
        faults = {name: store.faults(name) for name in store.datasets()}
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    bad = {name: files for name, files in faults.items() if files}
    if as_json:
        write_json({"datasets": len(faults), "faults": bad})
    else:
        for name, files in bad.items():
            console.print(f"✗ {name}: {', '.join(files)}")
        console.print(_("{good} of {all} datasets are whole.", good=len(faults) - len(bad), all=len(faults)))
    if bad:
        raise typer.Exit(IMPOSSIBLE)


@app.command("pack")
def pack_(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    lang: Lang = "fr",
) -> None:
    """Write all datasets, with all their versions, to one file."""
    from openemploi.datasets.packing import pack
    from openemploi.datasets.store import Store

    try:
        count = pack(Store.open(), file)
    except OpenEmploiError as error:
        raise fail(error) from None
    console.print(_("{count} files in {name}.", count=count, name=file))


@app.command("unpack")
def unpack_(
    file: Annotated[Path, typer.Argument(help="A file that openemploi data pack wrote.")],
    lang: Lang = "fr",
) -> None:
    """Fill an empty store from such a file; each checksum is compared."""
    from openemploi.datasets.packing import unpack
    from openemploi.datasets.store import Store

    try:
        count = unpack(Store.open(), file)
    except OpenEmploiError as error:
        raise fail(error) from None
    console.print(_("{count} files, each as it was.", count=count))


def _before(versions: list[Version], after: Version) -> Version:
    earlier = [version for version in versions if version.name != after.name]
    if not earlier:
        raise RequestError(
            "version_unknown",
            _("{dataset} has one version only.", dataset=after.manifest.dataset),
            remedy=_("Import another edition, then compare."),
        )
    return earlier[-1]


def _options(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for name, sign, _value in pairs:
        if not sign or not name:
            raise RequestError(
                "option_unknown",
                _("{text} is not an option.", text=name),
                remedy=_("Write it as name=value,value."),
            )
    return {name.strip(): value for name, _sign, value in pairs}
