"""The journal as administrators read it: filters, its chain, taking it away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core import journal
from openemploi_web.core.models import AuditEvent
from openemploi_web.core.seal import unseal
from openemploi_web.rights import actions
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


@pytest.fixture
def written(scene: Scene) -> Scene:
    actions.give_consent(actor=scene.person, purpose="findable")
    actions.withdraw_consent(actor=scene.person, purpose="findable")
    journal.append("vacancies.look_at", actor=scene.recruiter.pk, person=scene.person.pk,
                   organisation=scene.employer.pk)  # fmt: skip
    return scene


def shown(client: Client, **filters: str) -> int:
    answer = client.get(reverse("rights:audit"), filters)
    assert answer.status_code == 200
    return len(answer.context["lines"])


def test_the_chain_is_checked_and_its_head_shown(written: Scene, as_user: AsUser) -> None:
    page = as_user(written.administrator).get(reverse("rights:audit")).content.decode()
    head = AuditEvent.objects.order_by("-number").first()

    assert head is not None
    assert head.digest[:32] in page and head.digest[32:] in page
    assert "la chaîne est entière" in page


def test_a_changed_entry_is_seen_even_by_somebody_who_lifted_the_seal(
    written: Scene, as_user: AsUser
) -> None:
    unseal()
    AuditEvent.objects.filter(number=2).update(reason="learning")

    page = as_user(written.administrator).get(reverse("rights:audit")).content.decode()
    assert "rompue à l’entrée 2" in page


def test_each_filter_narrows(written: Scene, as_user: AsUser) -> None:
    client = as_user(written.administrator)

    assert shown(client) == 3
    assert shown(client, action="rights.give_consent") == 1
    assert shown(client, who=written.recruiter.email) == 1
    assert shown(client, who=str(written.person.pk)) == 2
    assert shown(client, about=written.person.email) == 3
    assert shown(client, organisation=str(written.employer.pk)) == 1
    assert shown(client, since="2099-01-01") == 0
    assert shown(client, until="2099-01-01") == 3
    assert shown(client, who="nobody@example.org") == 0
    assert shown(client, since="not a day") == 0


def test_the_csv_holds_what_passes_the_filters_and_taking_it_leaves_a_trace(
    written: Scene, as_user: AsUser
) -> None:
    client = as_user(written.administrator)
    answer = client.get(reverse("rights:audit-export"), {"about": written.person.email})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]

    assert [row["action"] for row in rows] == [
        "rights.give_consent",
        "rights.withdraw_consent",
        "vacancies.look_at",
    ]
    assert rows[1]["previous"] == rows[0]["digest"]
    trace = AuditEvent.objects.get(action="rights.take_journal")
    assert trace.details == {"filters": ["about"]}
    assert trace.organisation is not None


def test_the_pages_of_a_long_journal_keep_their_filters(written: Scene, as_user: AsUser) -> None:
    at = timezone.now()
    for number in range(60):
        journal.append("vacancies.look_at", actor=written.recruiter.pk, person=written.person.pk,
                       at=at + timedelta(minutes=number))  # fmt: skip
    page = as_user(written.administrator).get(reverse("rights:audit"), {"action": "vacancies.look_at"})

    assert len(page.context["lines"]) == 40
    assert "action=vacancies.look_at&amp;page=2" in page.content.decode()


def test_the_words_are_for_who_reads_and_every_action_has_some(written: Scene, as_user: AsUser) -> None:
    from django.utils import translation

    from openemploi_web.rights.desk_words import DESK_WORDS
    from openemploi_web.rights.looks import every_action

    assert sorted(every_action() - DESK_WORDS.keys()) == []
    with translation.override("en"):
        assert [word for word in map(str, DESK_WORDS.values()) if "you" in word.lower().split()] == []

    journal.append("counselling.look", actor=written.recruiter.pk, person=written.person.pk, reason="profile")
    page = as_user(written.administrator).get(reverse("rights:audit")).content.decode()
    assert "Page d’une personne ouverte par qui l’accompagne" in page
    assert "Votre page ouverte" not in page


def test_what_was_done_at_once_to_several_people_is_one_line(written: Scene) -> None:
    from openemploi_web.rights.desk_lines import desk_lines

    at = timezone.now().replace(second=1)
    people = [make.jobseeker().user.pk for _number in range(8)]
    for person in people:
        journal.append("counselling.look_over", actor=written.recruiter.pk, person=person, at=at)
    for part in ("profile", "offers"):
        journal.append("counselling.look", actor=written.recruiter.pk, person=people[0], reason=part, at=at)
    for person, reason in zip(people, ("interview", "contact"), strict=False):
        journal.append("vacancies.unmask", actor=written.recruiter.pk, person=person, reason=reason, at=at)

    lines = list(desk_lines(AuditEvent.objects.filter(number__gt=3).order_by("-number")))

    assert [(line.times, len(line.people), len(line.why)) for line in lines] == [
        (1, 1, 1),  # two reasons for two people: which was whose stays readable
        (1, 1, 1),
        (2, 1, 2),
        (8, 8, 0),
    ]
    assert (lines[-1].first, lines[-1].last) == (4, 11)


def test_a_list_printed_without_names_is_not_said_to_hold_names(written: Scene, as_user: AsUser) -> None:
    journal.append("vacancies.take_away", actor=written.recruiter.pk, reason="print")
    page = as_user(written.administrator).get(reverse("rights:audit")).content.decode()

    assert "Liste des candidatures imprimée ou emportée" in page and "sur papier" in page
    assert "avec le nom" not in page.split("<tbody>")[1].split("</tbody>")[0]
