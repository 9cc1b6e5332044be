"""``openemploi serve``, ``worker``, ``backup`` and ``restore``: the portal, when it is installed.

Nothing of the portal is imported before one of them is called, so that the other commands start as fast as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from openemploi.cli.screen import Json, Lang, console, fail, tell, write_json
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _, language, ngettext
from openemploi.paths import data_folder

File = Annotated[Path, typer.Argument(help="The file of the backup.")]


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that answer.")] = 2,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Threads of each.")] = 4,
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="With invented people, employers and offers.")
    ] = False,
    lang: Lang = "fr",
) -> None:
    """Serve the portal, with a worker for what takes long, until it is stopped."""
    if demonstration:
        os.environ["OPENEMPLOI_WEB_DEMONSTRATION"] = "1"
        # Invented people never end up among real ones.
        os.environ.setdefault("OPENEMPLOI_WEB_FOLDER", str(data_folder() / "demonstration"))
    # With another port and nothing said of the address, people come by that port.
    os.environ.setdefault("OPENEMPLOI_WEB_ORIGIN", f"http://127.0.0.1:{port}")
    with portal_set_up():
        from openemploi_web.core import starting, supervise

        tell(_("Preparing the database"))
        with starting.serving():
            starting.prepare()
            if demonstration:
                _show_accounts()
            console.print(_("Starting…"))
            supervise.serve(host=host, port=port, workers=workers, threads=threads, when_ready=_ready)


def worker(lang: Lang = "fr") -> None:
    """Do what the portal has to do in the background, until stopped. One more beside that of “serve”."""
    with portal_set_up():
        from openemploi_web.core import starting
        from openemploi_web.core.worker import run_worker

        with starting.serving():
            run_worker()


def backup(file: File, as_json: Json = False, lang: Lang = "fr") -> None:
    """Write the whole portal to one file, while it serves."""
    with portal_set_up(as_json=as_json):
        from openemploi_web.core.backup import back_up

        _show(back_up(file), as_json=as_json)


def restore(file: File, as_json: Json = False, lang: Lang = "fr") -> None:
    """Put a backup back into an empty portal, and check that nothing is missing or changed."""
    with portal_set_up(as_json=as_json):
        from openemploi_web.core.backup import restore as put_back

        _show(put_back(file), as_json=as_json)


def export_instance(
    file: Annotated[Path, typer.Argument(help="The file to write.")], as_json: Json = False, lang: Lang = "fr"
) -> None:
    """Write the whole content of the portal to one file that depends on no database."""
    with portal_set_up(as_json=as_json):
        from openemploi_web.rights.instance import export_instance as write_out

        _show_instance(write_out(file), as_json=as_json)


def import_instance(
    file: Annotated[Path, typer.Argument(help="The file of the export.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Take an export into an empty portal, on either database."""
    with portal_set_up(as_json=as_json):
        from openemploi_web.core import starting
        from openemploi_web.rights.instance import import_instance as take_in

        starting.prepare()
        _show_instance(take_in(file), as_json=as_json)


instance = typer.Typer(
    help="Take the content of the portal away, or into an empty one.", no_args_is_help=True
)
instance.command("export")(export_instance)
instance.command("import")(import_instance)


def _show_instance(manifest: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        write_json(manifest)
        return
    tables = [entry for entry in manifest["entries"] if "model" in entry]
    parts = (
        ngettext("{count} table", "{count} tables", len(tables)),
        ngettext("{count} row", "{count} rows", sum(entry["rows"] for entry in tables)),
        ngettext("{count} file", "{count} files", len(manifest["entries"]) - len(tables)),
    )
    console.print(", ".join(parts))


@contextmanager
def portal_set_up(*, as_json: bool = False) -> Iterator[None]:
    """The portal's code ready to be called; its faults told as those of a command."""
    try:
        if find_spec("django") is None or find_spec("gunicorn") is None:
            raise RequestError(
                "portal_not_installed",
                _("The portal is not installed."),
                remedy=_("Install it: pip install 'openemploi[web]'"),
            )
        from openemploi_web.core.starting import set_up

        set_up(language=language())
        yield
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None


def _ready(address: str) -> None:
    console.print()
    console.print(_("The portal is open: {address}", address=address))
    console.print(_("Stop it with Ctrl-C."))


def _show_accounts() -> None:
    """Load the demonstration set, once, and say who one can be in it."""
    import json
    import subprocess
    import sys

    from openemploi_web.core.supervise import failed

    tell(_("Loading the demonstration set"))
    laid = subprocess.run(
        [sys.executable, "-m", "openemploi_web.demonstration"], stdout=subprocess.PIPE, text=True, check=False
    )
    if laid.returncode:
        raise failed("demonstration")
    accounts = json.loads(laid.stdout)
    if not accounts:
        console.print(_("People are in this portal already: the demonstration set is not laid again."))
        return
    console.print(_("Accounts of the demonstration; everybody in it is invented"))
    for account in accounts:
        console.print(f"\n[bold]{escape(account['name'])}[/bold] — {escape(account['sentence'])}")
        console.print(f"  {account['email']}  {account['password']}")
        if account["codes"]:
            console.print("  " + _("Codes, each good once: {codes}", codes=", ".join(account["codes"])))


def _show(summary: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        write_json(summary)
        return
    rows = sum(table["rows"] for table in summary["tables"].values())
    parts = (
        ngettext("{count} table", "{count} tables", len(summary["tables"])),
        ngettext("{count} row", "{count} rows", rows),
        ngettext("{count} file", "{count} files", summary["files"]),
    )
    console.print(", ".join(parts))
    if summary["checked"]:
        console.print(_("Counts and hashes are those of the backup, and the journal is whole."))
    else:
        console.print(_("Keep this file as you keep the portal: everything is in it."))
