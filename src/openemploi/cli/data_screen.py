"""What ``openemploi data`` says: an import, a version, a refusal, progress; and the same for machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from openemploi.cli.screen import console, notices
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.datasets.importing import Imported
    from openemploi.datasets.model import Manifest
    from openemploi.datasets.store import Version

_SHOWN: Final = 8


def reason(code: str) -> str:
    """Why a row was refused, in the reader's language; a connector's own code as it is."""
    words = {
        "required": _("a value is needed"),
        "not_integer": _("not a whole number"),
        "not_number": _("not a number"),
        "not_date": _("not a date"),
        "not_boolean": _("neither yes nor no"),
        "pattern": _("not written as it should be"),
        "out_of_bounds": _("out of bounds"),
        "not_a_choice": _("not one of the allowed words"),
        "encoding": _("letters that cannot be read"),
        "cell_count": _("too many or too few cells"),
        "formula": _("a formula without its value"),
        "not_json": _("not well-formed JSON"),
        "not_object": _("not a record"),
        "not_an_offer": _("not an offer"),
        "too_long": _("longer than any record"),
    }
    return words.get(code, code)


def record(manifest: Manifest) -> dict[str, Any]:
    """A version for machines."""
    return {
        "dataset": manifest.dataset, "version": manifest.version, "kind": manifest.kind, "edition": manifest.edition,
        "title": manifest.title, "producer": manifest.producer, "licence": manifest.licence,
        "imported": manifest.imported, "rows": manifest.rows, "rejected": manifest.rejected,
        "seconds": manifest.seconds, "notes": list(manifest.notes),
        "source": {"name": manifest.source.name, "bytes": manifest.source.bytes, "sha256": manifest.source.sha256,
                   "address": manifest.source.address, "published": manifest.source.published},
        "tables": [{"name": t.name, "rows": t.rows, "rejected": t.rejected, "duplicates": t.duplicates}
                   for t in manifest.tables],
    }  # fmt: skip


def tell_imported(one: Imported) -> None:
    """What an import did."""
    manifest = one.version.manifest
    if not one.new:
        console.print(
            _("{name}: the same file had been imported already; nothing changed.", name=manifest.source.name)
        )
        return
    tables = ", ".join(f"{table.name} {table.rows}" for table in manifest.tables)
    console.print(
        _("{dataset}: {tables} rows in {seconds} s.", dataset=manifest.dataset, tables=tables,
          seconds=f"{manifest.seconds:.1f}")
    )  # fmt: skip
    for note in _notes(manifest):
        console.print(f"  [dim]{escape(note)}[/dim]")
    if manifest.rejected:
        console.print(
            _("{count} rows were refused: openemploi data rejected {dataset}", count=manifest.rejected,
              dataset=manifest.dataset)
        )  # fmt: skip


def _notes(manifest: Manifest) -> Iterator[str]:
    """What should be known of an import and stopped nothing; columns that were not taken, in one line."""
    left = [note.rsplit(": ", 1)[-1] for note in manifest.notes if note.startswith("unknown_column: ")]
    if left:
        more = " …" if len(left) > _SHOWN else ""
        yield _("Columns of the file that are not taken: {names}", names=", ".join(left[:_SHOWN]) + more)
    yield from [note for note in manifest.notes if not note.startswith("unknown_column: ")][:_SHOWN]


def tell_version(version: Version) -> None:
    """Where a version comes from, and how full its columns are."""
    one = version.manifest
    for label, value in (
        (_("What it is"), one.title), (_("Producer"), one.producer), (_("Terms of use"), one.licence),
        (_("Edition"), one.edition or _("unknown")), (_("File"), one.source.name), ("SHA-256", one.source.sha256),
    ):  # fmt: skip
        console.print(f"[bold]{label}[/bold]  {escape(value)}")
    for table in one.tables:
        shown = table_of(_("Column"), _("Known"), _("Withheld"), title=f"{table.name}: {table.rows}")
        for column in table.columns:
            known = f"{100 * (table.rows - column.nulls) / table.rows:.1f} %" if table.rows else "–"
            shown.add_row(column.name, known, str(column.withheld or "–"))
        console.print(shown)


def table_of(*headers: str, title: str = "") -> Table:
    """An empty table with its headers."""
    table = Table(header_style="bold", title=title or None, title_justify="left")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


@contextmanager
def bar(path: Path) -> Iterator[Any]:
    """How far a file has been read; archives are counted by what they unpack to, so their end is not known."""
    if not notices.is_terminal or not path.is_file():
        yield lambda read: None
        return
    total = None if path.suffix in (".zip", ".gz", ".xlsx") else path.stat().st_size
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notices, transient=True) as shown:
        task = shown.add_task(path.name, total=total)
        yield lambda read: shown.advance(task, read)
