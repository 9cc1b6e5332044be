"""Commands that work on datasets need the extra ``data``: said at once, instead of a failing import."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from openemploi.cli.screen import fail
from openemploi.errors import RequestError
from openemploi.i18n import _

_DATA: Final = ("duckdb", "python_calamine", "sqlglot", "rdflib", "httpx")


def needs_data() -> None:
    """End with the error ``extra_missing`` when something of the extra ``data`` is not installed."""
    missing = [name for name in _DATA if find_spec(name) is None]
    if missing:
        raise fail(
            RequestError(
                "extra_missing",
                _("What works on data is not installed: {name}.", name=missing[0]),
                remedy=_("Install it: pip install 'openemploi[data]'"),
            )
        )
