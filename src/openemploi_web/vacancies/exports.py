"""The table of applications to take away: as CSV for a spreadsheet and as PDF for a file.

What is masked on the screen is masked here. A cell that a spreadsheet would run as a formula is made a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.core.spreadsheets import harmless
from openemploi_web.vacancies.candidates import Candidate, identity
from openemploi_web.vacancies.models import Application, Vacancy


def as_csv(vacancy: Vacancy, candidates: Sequence[Candidate]) -> bytes:
    """One line an application, in the order of the rank; UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in _lines(vacancy, candidates):
        writer.writerow([harmless(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def as_pdf(context: dict[str, Any]) -> bytes:
    """The print page as PDF; nothing outside the page is fetched."""
    import weasyprint

    html = render_to_string("vacancies/candidates_pdf.html", context)
    sheet = weasyprint.CSS(filename=finders.find("vacancies/paper.css"))
    made: bytes = weasyprint.HTML(string=html, url_fetcher=_nothing_outside).write_pdf(stylesheets=[sheet])
    return made


def _lines(vacancy: Vacancy, candidates: Sequence[Candidate]) -> Iterator[list[object]]:
    cells = list(candidates[0].cells.values()) if candidates else []
    yield [
        _("Offer"), _("Rank"), _("Equal with others"), _("Application"), _("Identity"), _("Received on"),
        _("State"), _("What is met"), _("Proposed by the machine"), _("Chosen by a person"), _("Reason"),
        _("Reason of the refusal"),
        *(f"{cell.label} ({cell.kind})" if cell.kind else cell.label for cell in cells),
    ]  # fmt: skip
    for one in candidates:
        row, decision = one.application, one.decision
        yield [
            vacancy.title,
            one.rank,
            _("yes") if one.tied else _("no"),
            one.code,
            identity(row) if one.unmasked else _("masked"),
            timezone.localtime(row.sent_at).strftime("%Y-%m-%d") if one.unmasked else _("masked"),
            Application.State(row.state).label,
            one.words,
            decision.get_proposal_display() if decision else one.proposal_words,
            decision.get_choice_display() if decision else "",
            decision.reason if decision else "",
            row.get_refusal_display() if row.refusal else "",
            *(cell.word for cell in one.cells.values()),
        ]


def _nothing_outside(url: str, **_options: Any) -> dict[str, Any]:
    raise ValueError(url)
