"""The table taken away: masked as on the screen, harmless to a spreadsheet, readable as a PDF."""

from __future__ import annotations

import csv
import io

import pypdfium2
import pytest
from django.urls import reverse

from openemploi_web.core.models import AuditEvent
from openemploi_web.core.spreadsheets import harmless
from openemploi_web.vacancies.models import Decision, Unmasking
from tests.web.vacancies.conftest import Recruiting

pytestmark = pytest.mark.django_db


def _rows(recruiting: Recruiting) -> list[list[str]]:
    response = recruiting.client.get(reverse("vacancies:export-csv", args=[recruiting.vacancy.pk]))
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_csv_is_masked_until_the_team_asked_who_it_is(recruiting: Recruiting) -> None:
    application = recruiting.apply(2, name="Yanis Belkacem")
    assert "Belkacem" not in str(_rows(recruiting))

    Unmasking.objects.create(application=application, vacancy=recruiting.vacancy, reason="contact")

    assert "Yanis Belkacem" in _rows(recruiting)[1]


def test_a_cell_that_would_be_run_is_made_a_text(recruiting: Recruiting) -> None:
    application = recruiting.apply(2)
    Decision.objects.create(application=application, proposal="keep", choice="leave", reason="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in _rows(recruiting)[1]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_every_way_to_start_a_formula_is_stopped(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["Candidature", "1", "", "a=b"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_pdf_holds_the_table_and_no_identity(recruiting: Recruiting) -> None:
    recruiting.apply(2, name="Yanis Belkacem")

    response = recruiting.client.get(reverse("vacancies:export-pdf", args=[recruiting.vacancy.pk]))

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.content))
    assert recruiting.skills[0][1].split()[0] in text
    assert "Belkacem" not in text


def test_who_took_the_table_away_is_in_the_journal(recruiting: Recruiting) -> None:
    _rows(recruiting)

    event = AuditEvent.objects.get(action="vacancies.take_away")
    assert (event.actor, event.reason) == (recruiting.member.pk, "csv")
