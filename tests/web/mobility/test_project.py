"""The self-diagnosis without an account: nothing is written, the project travels in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.core.models import AuditEvent
from openemploi_web.mobility import carrying
from openemploi_web.mobility.models import MobilityProject
from tests.web.mobility.conftest import WORDS

Text = Callable[[Any], str]


def test_one_goes_from_words_to_an_answer_and_nothing_is_written(browser: Client, page: Text):
    assert "Nothing is kept here" in page(browser.get(reverse("mobility:start")))
    first = browser.post(reverse("mobility:start"), {"words": WORDS})
    assert first.url == reverse("mobility:read")
    read = page(browser.get(first.url))
    assert 'value="900"' in read
    assert "Read in:" in read
    second = browser.post(
        first.url, {"has_partner": "yes", "has_children": "yes", "children": "6", "rent": "900"}
    )
    assert second.url == reverse("mobility:beliefs")
    third = browser.post(second.url, {"offers": "40", "steps": ["visited"]})
    assert third.url == reverse("mobility:diagnosis")
    answer = page(browser.get(third.url))

    for heading in ("How far it is", "What is not known", "Similar projects", "To make it stronger"):
        assert heading in answer
    assert MobilityProject.objects.count() == 0
    assert AuditEvent.objects.count() == 0
    assert "sessionid" not in browser.cookies


@pytest.mark.parametrize("name", ["read", "beliefs", "diagnosis", "areas", "pdf", "keep"])
def test_a_browser_that_carries_nothing_is_sent_to_the_beginning(browser: Client, name: str):
    assert browser.get(reverse(f"mobility:{name}")).url == reverse("mobility:start")


def test_a_project_changed_outside_is_not_taken(told: Client):
    value = told.cookies[carrying.COOKIE].value
    told.cookies[carrying.COOKIE] = value[:-2] + ("AA" if value[-2:] != "AA" else "BB")

    assert told.get(reverse("mobility:diagnosis")).url == reverse("mobility:start")


def test_the_browser_forgets_at_once(told: Client):
    told.post(reverse("mobility:forget"))

    assert told.get(reverse("mobility:diagnosis")).url == reverse("mobility:start")


def test_the_cookie_goes_to_these_pages_only_and_to_no_script(told: Client):
    cookie = told.cookies[carrying.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/mobilite/", True, "Lax", "",
    )  # fmt: skip


def test_the_longest_project_fits_a_browser(browser: Client):
    words = " ".join(f"이사{n}" for n in range(400))[:1200]
    first = browser.post(reverse("mobility:start"), {"words": words})

    assert first.status_code in (302, 422)
    if first.status_code == 422:
        assert "more than your browser can carry" in first.content.decode()


def test_a_name_that_nothing_knows_here_stays_as_it_was_typed(told: Client, page: Text):
    told.post(reverse("mobility:read"), {"occupation": "sourcier", "place_1": "Ailleurs"})

    again = page(told.get(reverse("mobility:read")))
    assert 'value="sourcier"' in again
    assert 'value="Ailleurs"' in again


def test_a_wrong_age_is_said_beside_its_field(told: Client):
    answer = told.post(reverse("mobility:read"), {"has_children": "yes", "children": "six"})

    assert answer.status_code == 422
    assert "Write the ages in years" in answer.content.decode()


def test_the_paper_has_two_pages(told: Client):
    import pypdfium2

    answer = told.get(reverse("mobility:pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(answer.content)) == 2


def test_places_without_a_name_say_the_first_thing_to_do(told: Client, page: Text):
    assert "No place is named yet" in page(told.get(reverse("mobility:areas")))


def test_nobody_gets_a_score(told: Client, page: Text):
    assert not re.search(r"\d+\s*(%|/\s*100|/\s*10)\b", page(told.get(reverse("mobility:diagnosis"))))
