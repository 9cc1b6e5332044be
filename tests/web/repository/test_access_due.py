"""What the portal does by itself for accesses: reminders, ends, figures sent back, forgetting; each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.core.schedule import schedule
from openemploi_web.repository import selectors_access
from openemploi_web.repository.models import AccessRequest, CopyTaken, Grant, RoomQuery
from openemploi_web.repository.tasks_access import send_use_figures, tend_accesses
from tests.web import factories as make
from tests.web.repository.access_world import Accesses, accesses, asked, ended, granted

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


@pytest.fixture
def there() -> Accesses:
    return accesses()


def _told(user: User, kind: str) -> int:
    return Notice.objects.filter(user=user, kind=kind).count()


def test_the_work_is_done_each_day_and_each_month():
    assert {"repository.tend_accesses", "repository.use_figures"} <= {every.name for every in schedule()}


def test_a_request_that_waits_is_reminded_once_and_told_once_when_overdue(there: Accesses):
    operator = make.member(make.organisation("operator"))
    request = asked(there)
    AccessRequest.objects.update(due_at=timezone.now() + timedelta(days=5))

    for _ in range(2):
        tend_accesses.func()
    assert (_told(there.first, "access_reminder"), _told(there.first, "access_overdue")) == (1, 0)

    AccessRequest.objects.update(due_at=timezone.now() - timedelta(days=1))
    for _ in range(2):
        tend_accesses.func()
    assert (_told(there.second, "access_overdue"), _told(operator, "access_overdue")) == (1, 1)
    request.refresh_from_db()
    assert request.is_overdue


def test_people_are_told_before_an_access_ends_and_when_it_has(there: Accesses):
    grant = granted(there)
    Grant.objects.update(ends_at=timezone.now() + timedelta(days=10))
    for _ in range(2):
        tend_accesses.func()
    assert (_told(there.colleague, "access_ending"), _told(there.colleague, "access_ended")) == (1, 0)

    ended(grant)
    for _ in range(2):
        tend_accesses.func()
    assert _told(there.asker, "access_ended") == 1
    assert AuditEvent.objects.filter(action="repository.end_grant").count() == 1


def test_the_figures_of_the_month_go_back_to_who_answers_for_the_data(there: Accesses):
    grant = granted(there)
    for outcome in ("answered", "refused"):
        RoomQuery.objects.create(grant=grant, user=there.asker, text="x", outcome=outcome)
    CopyTaken.objects.create(
        grant=grant,
        user=there.asker,
        day=timezone.localdate(),
        secret="00",  # noqa: S106 (of nothing)
        store_name="x",
        version="x",
    )

    assert send_use_figures.func() == 1

    values = Notice.objects.get(user=there.second, kind="use_figures").values
    assert (values["organisations"], values["queries"], values["copies"]) == (1, 2, 1)


def test_a_month_without_use_is_not_told(there: Accesses):
    granted(there)

    assert send_use_figures.func() == 0


def test_what_was_asked_is_forgotten_five_years_after_its_end(there: Accesses):
    grant = granted(there)
    RoomQuery.objects.create(grant=grant, user=there.asker, text="x", outcome="answered")
    refused = asked(there, purpose="")
    six_years = timezone.now() - timedelta(days=6 * 366)
    AccessRequest.objects.filter(pk__in=[grant.request_id, refused.pk]).update(decided_at=six_years)

    tend_accesses.func()
    assert list(AccessRequest.objects.all()) == [grant.request]  # the access still holds

    Grant.objects.update(ends_at=six_years)
    tend_accesses.func()
    assert not AccessRequest.objects.exists()
    assert not Grant.objects.exists() and not RoomQuery.objects.exists()
    assert AuditEvent.objects.filter(action="repository.forget_request").count() == 2


def test_a_draft_that_nobody_goes_on_with_is_forgotten(there: Accesses):
    draft = AccessRequest.objects.create(asset=there.asset, organisation=there.research, asker=there.asker)
    AccessRequest.objects.filter(pk=draft.pk).update(created_at=timezone.now() - timedelta(days=61))

    tend_accesses.func()

    assert not AccessRequest.objects.exists()


def test_the_operator_sees_what_waits_and_what_stands_out(there: Accesses, as_user: AsUser):
    grant = granted(there)
    for _ in range(3):
        RoomQuery.objects.create(
            grant=grant,
            user=there.asker,
            text="x",
            outcome="refused",
            code=selectors_access.DIFFERENCING,
        )
    asked(there)
    AccessRequest.objects.filter(state="asked").update(due_at=timezone.now() - timedelta(days=1))
    operator = as_user(make.member(make.organisation("operator")))

    page = operator.get(reverse("repository:accesses"), {"check": "1"}).content.decode()

    assert "3 tentatives d’isoler des personnes" in page
    assert "En retard" in page
    assert "La chaîne tient" in page
    assert as_user(there.first).get(reverse("repository:accesses")).status_code == 403


def test_who_leaves_the_portal_leaves_the_requests_of_their_organisation_without_their_name(there: Accesses):
    from openemploi_web.rights.erasure import erase_person
    from openemploi_web.rights.models import Erasure

    grant = granted(there)
    query = RoomQuery.objects.create(grant=grant, user=there.asker, text="x", outcome="answered")
    erasure = Erasure.objects.create(user=there.asker, receipt="r", due_at=timezone.now())

    erase_person(there.asker, erasure, reason="request")

    query.refresh_from_db()
    grant.refresh_from_db()
    assert query.user is None and grant.request.asker is None
    assert [row.user for row in grant.people.all()] == [there.colleague]
