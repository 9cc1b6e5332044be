"""Saved searches: kept, run when they are due, each offer told once, and stopped from a mail."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.core.folders import folder
from openemploi_web.core.jobs import run_waiting
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.jobseekers import alerts
from openemploi_web.jobseekers.models import OfferTold, Profile, SavedSearch
from openemploi_web.jobseekers.tasks_offers import run_searches
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _empty_index() -> None:
    shutil.rmtree(folder("index"), ignore_errors=True)
    search._opened.clear()


def _search(profile: Profile, **fields: object) -> SavedSearch:
    """A search made ten days ago and due now."""
    past = timezone.now() - timedelta(days=10)
    values: dict[str, object] = {"name": "Salle", "filters": {"text": "serveur"}, "alert": "daily"}
    return SavedSearch.objects.create(profile=profile, created_at=past, told_at=past, **{**values, **fields})


def _offer(**fields: object) -> Vacancy:
    return make.vacancy(latitude=44.09, longitude=6.23, **fields)


def _run() -> None:
    search.rebuild()
    run_searches.func()
    run_waiting()


def test_a_search_is_kept_with_its_filters_and_shown_in_words(as_user: AsUser) -> None:
    profile = make.jobseeker()
    client = as_user(profile.user)

    client.post(
        reverse("jobseekers:save-search"),
        {
            "filters": "place=Digne-les-Bains&radius=20&contract=permanent",
            "name": "Près d’ici",
            "alert": "weekly",
        },
    )

    assert SavedSearch.objects.get().filters == {
        "place": "Digne-les-Bains",
        "radius": 20,
        "contract": "permanent",
    }
    page = client.get(reverse("jobseekers:searches"))
    assert page.context["rows"][0]["words"] == "Digne-les-Bains, 20\u00a0km · CDI"


def test_a_search_without_a_filter_or_a_name_is_not_kept(as_user: AsUser) -> None:
    client = as_user(make.jobseeker().user)

    for values in ({"filters": "", "name": "Tout"}, {"filters": "text=chef", "name": ""}):
        answer = client.post(reverse("jobseekers:save-search"), {**values, "alert": "daily"})
        assert answer.status_code == 422
    assert not SavedSearch.objects.exists()


def test_the_searches_of_somebody_else_are_not_found(as_user: AsUser) -> None:
    theirs = _search(make.jobseeker())
    client = as_user(make.jobseeker().user)

    for name in ("change-search", "remove-search"):
        answer = client.post(reverse(f"jobseekers:{name}", args=[theirs.pk]), {"name": "x", "alert": "never"})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "Salle"


def test_a_new_offer_is_told_once_with_a_mail_that_can_be_stopped() -> None:
    kept = _search(make.jobseeker())
    offer = _offer()

    _run()
    SavedSearch.objects.update(told_at=timezone.now() - timedelta(days=3))
    _run()

    (message,) = mail.outbox
    assert offer.title in message.body
    assert reverse("jobseekers:stop-alert", args=[alerts.link_token(kept)]) in message.body
    assert message.extra_headers["List-Unsubscribe"].startswith("<http")
    assert Notice.objects.get().kind == "offers_found"


def test_two_searches_that_find_the_same_offer_tell_it_once() -> None:
    profile = make.jobseeker()
    _search(profile)
    _search(profile, name="Autre", filters={"employer": "private"})
    _offer()

    _run()

    assert len(mail.outbox) == 1
    assert OfferTold.objects.count() == 1


def test_an_offer_older_than_the_search_is_not_new() -> None:
    _search(make.jobseeker())
    _offer()
    Vacancy.objects.update(published_at=timezone.now() - timedelta(days=30))

    _run()

    assert not mail.outbox


@pytest.mark.parametrize(
    ("alert", "days", "due"),
    [("daily", 1, True), ("weekly", 3, False), ("weekly", 7, True), ("never", 90, False)],
)
def test_a_search_is_due_by_its_rhythm(alert: str, days: int, due: bool) -> None:
    _search(make.jobseeker(), alert=alert)
    SavedSearch.objects.update(told_at=timezone.now() - timedelta(days=days))

    assert alerts.due().exists() is due


def test_the_link_of_a_mail_stops_it_without_signing_in_after_one_click(client: Client) -> None:
    kept = _search(make.jobseeker())
    address = reverse("jobseekers:stop-alert", args=[alerts.link_token(kept)])

    client.get(address)
    kept.refresh_from_db()
    assert kept.alert == SavedSearch.Alert.DAILY
    assert client.post(address).status_code == 200
    kept.refresh_from_db()
    assert kept.alert == SavedSearch.Alert.NEVER


def test_a_link_that_was_not_made_here_is_not_found(client: Client) -> None:
    assert client.post(reverse("jobseekers:stop-alert", args=["forged:1:abc"])).status_code == 404


def test_searches_that_find_nothing_rest_until_their_next_turn_with_one_entry_in_the_journal() -> None:
    for _number in range(3):
        _search(make.jobseeker())

    _run()

    assert not alerts.due().exists()
    assert AuditEvent.objects.get(action="jobseekers.found_nothing").details == {"searches": 3}
