"""Writing the page. Everything that comes from a file is escaped and stripped of what no page may hold."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from openemploi import __version__
from openemploi.i18n import _, language, ngettext
from openemploi.reporting import rules, words
from openemploi.reporting.figures import day, number
from openemploi.reporting.model import Direction, RankingReport
from openemploi.reporting.view import lay_out

# Control characters and lone surrogates: invalid in HTML, and a terminal or an editor may obey them.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render(report: RankingReport) -> str:
    """``report`` as one HTML page, in the language in force.

    The page asks nothing of any network, holds no script and forbids itself both by its content security
    policy. Write it in UTF-8.

    Raises ``ValueError`` when ``report.direction`` is neither ``"cvs"`` nor ``"offers"``.
    """
    return _environment().get_template("page.html").render(
        report=report,
        cvs=Direction(report.direction) is Direction.CVS,
        page=lay_out(report),
        words=words,
        rules=rules,
        lang=language(),
        number=number,
        version=__version__,
        made_on=day(report.made_on),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("openemploi.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.globals.update({"_": _, "ngettext": ngettext})
    return environment


def _printable(value: object) -> object:
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value
