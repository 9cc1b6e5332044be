"""Applying in two steps, following, withdrawing, and answering those who wrote."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.counselling.models import Suggestion
from openemploi_web.jobseekers import actions_offers
from openemploi_web.jobseekers.models import Profile, Skill, Version
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.vacancies.models import Application, Invite, Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def _confirm(client: Client, offer: Vacancy, **values: str) -> object:
    """See the preview, then send what it shows."""
    address = reverse("jobseekers:apply", args=[offer.pk])
    given = {"version": "now", "message": "", **values}
    page = client.post(address, {**given, "step": "preview"})
    return client.post(address, {**given, "step": "send", "seal": page.context["sent"].seal})


def test_what_the_employer_sees_first_has_neither_name_nor_address(as_user: AsUser) -> None:
    profile = make.jobseeker(name="Maïmouna Quessada", phone="06 39 98 01 02")
    make.experience(profile, "Serveuse", description="Maïmouna Quessada, serveuse au Café du Port")
    offer = make.vacancy()

    page = as_user(profile.user).post(
        reverse("jobseekers:apply", args=[offer.pk]),
        {"version": "now", "message": f"Bien à vous, Maïmouna, {profile.user.email}", "step": "preview"},
    )
    seen = page.context["seen"]

    said = " ".join([seen.message, *(" ".join(map(str, row)) for row in seen.experiences)])
    assert "Quessada" not in said
    assert "Maïmouna" not in said
    assert profile.user.email not in said
    assert "Café du Port" in said
    assert not Application.objects.exists()


def test_what_is_sent_tells_what_the_person_confirmed_from_what_was_read_or_inferred(as_user: AsUser) -> None:
    profile = make.jobseeker()
    for label, source, state in (
        ("souder", Skill.Source.SAID, Skill.State.ACCEPTED),
        ("jongler", Skill.Source.SAID, Skill.State.PROPOSED),
        ("être ponctuel", Skill.Source.IMPLIED, Skill.State.PROPOSED),
        ("chanter", Skill.Source.SAID, Skill.State.REJECTED),
    ):
        Skill.objects.create(
            profile=profile, uri=f"urn:test:{label}", label=label, source=source, state=state, confidence=0.5
        )

    page = as_user(profile.user).post(
        reverse("jobseekers:apply", args=[make.vacancy().pk]),
        {"version": "now", "message": "", "step": "preview"},
    )

    assert page.context["seen"].skills == (
        ("Confirmées par vous", ("souder",)),
        ("Lues dans votre CV, pas confirmées par vous", ("jongler",)),
        (
            "Déduites, pas confirmées par vous\u00a0: l’employeur les voit marquées comme telles",
            ("être ponctuel",),
        ),
    )


def test_who_applies_is_warned_of_an_employer_that_nobody_verified(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    client, address = as_user(profile.user), reverse("jobseekers:apply", args=[offer.pk])
    pages = (
        lambda: client.get(address),
        lambda: client.post(address, {"version": "now", "message": "", "step": "preview"}),
    )

    Organisation.objects.filter(pk=offer.organisation_id).update(verified_at=None)
    assert all("n’a pas encore vérifié cet employeur" in page().content.decode() for page in pages)

    Organisation.objects.filter(pk=offer.organisation_id).update(verified_at=timezone.now())
    assert not any("n’a pas encore vérifié cet employeur" in page().content.decode() for page in pages)


def test_the_application_holds_what_was_shown_and_the_team_is_told(as_user: AsUser) -> None:
    employer = make.organisation()
    recruiter, offer = make.member(employer), make.vacancy(employer)
    profile = make.jobseeker()
    make.skill(profile, "urn:cuisine", "Cuisiner")

    answer = _confirm(as_user(profile.user), offer, message="Bonjour")
    sent = Application.objects.get()

    assert answer["Location"] == reverse("jobseekers:application", args=[sent.pk])  # type: ignore[index]
    assert [row["label"] for row in sent.snapshot["skills"]] == ["Cuisiner"]
    assert (sent.message, sent.state) == ("Bonjour", Application.State.SENT)
    assert Notice.objects.get().user == recruiter
    assert profile.user.name not in str(Notice.objects.get().values)
    event = AuditEvent.objects.get(action="jobseekers.apply")
    assert (event.person, event.organisation) == (profile.user_id, employer.pk)


def test_a_version_is_sent_as_it_was_frozen(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    make.skill(profile, "urn:cuisine", "Cuisiner")
    kept = Version.objects.create(profile=profile, number=1, label="Cuisine", snapshot=snapshot(profile))
    profile.skills.all().delete()

    _confirm(as_user(profile.user), offer, version=str(kept.pk))

    sent = Application.objects.get()
    assert (sent.version_label, len(sent.snapshot["skills"])) == ("Cuisine", 1)


def test_the_version_of_somebody_else_is_not_a_choice(as_user: AsUser) -> None:
    other = make.jobseeker()
    theirs = Version.objects.create(profile=other, number=1, label="", snapshot=snapshot(other))

    answer = as_user(make.jobseeker().user).post(
        reverse("jobseekers:apply", args=[make.vacancy().pk]), {"version": str(theirs.pk), "step": "preview"}
    )

    assert answer.status_code == 422
    assert "version" in answer.context["form"].errors


def test_a_profile_that_changed_after_the_preview_is_shown_again_and_not_sent(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    client, address = as_user(profile.user), reverse("jobseekers:apply", args=[offer.pk])
    seal = client.post(address, {"version": "now", "step": "preview"}).context["sent"].seal
    make.skill(profile, "urn:cuisine", "Cuisiner")

    answer = client.post(address, {"version": "now", "step": "send", "seal": seal})

    assert answer.status_code == 409
    assert not Application.objects.exists()


def test_applying_twice_leads_to_the_one_application(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    client = as_user(profile.user)
    _confirm(client, offer)

    again = client.post(reverse("jobseekers:apply", args=[offer.pk]), {"version": "now", "step": "send"})

    sent = Application.objects.get()
    assert again["Location"] == reverse("jobseekers:application", args=[sent.pk])
    with pytest.raises(actions_offers.AlreadyApplied) as refused:
        actions_offers.apply(actor=profile.user, profile=profile, vacancy=offer, snapshot={})
    assert refused.value.application == sent


@pytest.mark.parametrize(
    "fields", [{"state": "closed"}, {"closes_on": timezone.localdate() - timedelta(days=1)}]
)
def test_an_offer_that_is_over_says_so_and_nothing_is_sent(
    as_user: AsUser, fields: dict[str, object]
) -> None:
    profile, offer = make.jobseeker(), make.vacancy(**fields)
    client, address = as_user(profile.user), reverse("jobseekers:apply", args=[offer.pk])

    assert "ne prend plus de candidatures" in client.get(address).content.decode()
    assert client.post(address, {"version": "now", "step": "send"}).status_code == 409
    with pytest.raises(actions_offers.NotPossible):
        actions_offers.apply(actor=profile.user, profile=profile, vacancy=offer, snapshot={})
    assert not Application.objects.exists()


def test_nobody_applies_in_the_name_of_somebody_else() -> None:
    with pytest.raises(Denied):
        actions_offers.apply(actor=make.user(), profile=make.jobseeker(), vacancy=make.vacancy(), snapshot={})


def test_who_has_no_profile_cannot_apply(as_user: AsUser) -> None:
    client, address = as_user(make.user()), reverse("jobseekers:apply", args=[make.vacancy().pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"version": "now", "step": "send"}).status_code == 403


@pytest.mark.parametrize("page", ["application", "withdraw", "interview"])
def test_the_application_of_somebody_else_is_not_found(as_user: AsUser, page: str) -> None:
    theirs = make.application(
        make.vacancy(), make.jobseeker(), state="interview", interview_at=timezone.now()
    )

    client = as_user(make.jobseeker().user)

    assert client.get(reverse(f"jobseekers:{page}", args=[theirs.pk])).status_code == 404
    assert client.get(reverse(f"jobseekers:{page}", args=[uuid.uuid4()])).status_code == 404


def test_withdrawing_is_confirmed_told_to_the_team_and_done_once(as_user: AsUser) -> None:
    employer = make.organisation()
    make.member(employer)
    profile = make.jobseeker()
    sent = make.application(make.vacancy(employer), profile)
    client, address = as_user(profile.user), reverse("jobseekers:withdraw", args=[sent.pk])

    client.get(address)
    sent.refresh_from_db()
    assert sent.state == Application.State.SENT
    client.post(address)
    client.post(address)

    sent.refresh_from_db()
    assert sent.state == Application.State.WITHDRAWN
    assert Notice.objects.filter(kind="application_withdrawn").count() == 1


def _invited(employer: Any, **fields: Any) -> Any:
    at = timezone.now() + timedelta(days=3)
    given = {"state": "interview", "interview_at": at, "interview_place": "Mairie"} | fields
    given["answered_at"] = timezone.now()
    return make.application(make.vacancy(employer), make.jobseeker(name="Zélie Quintrec"), **given)


def test_the_person_asks_for_another_moment_and_then_comes_and_the_team_reads_it(as_user: AsUser) -> None:
    employer = make.organisation()
    recruiter = make.member(employer)
    sent = _invited(employer)
    person, address = as_user(sent.profile.user), reverse("jobseekers:answer-interview", args=[sent.pk])
    candidate = reverse("vacancies:candidate", args=[sent.vacancy_id, sent.pk])

    person.post(address, {"coming": "other", "words": "Mardi matin, dit Zélie Quintrec."})
    first = as_user(recruiter).get(candidate).content.decode()
    person.post(address, {"coming": "yes", "words": ""})
    person.post(address, {"coming": "yes", "words": ""})
    second = as_user(recruiter).get(candidate).content.decode()

    assert "demande un autre moment" in first and "Mardi matin" in first
    assert "Quintrec" not in first  # the identity is still hidden
    assert "La personne a répondu\u00a0: vient" in second and "Mardi matin" not in second
    kinds = Notice.objects.filter(user=recruiter).order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == ["interview_other", "interview_accepted"]


def test_another_moment_needs_to_be_said(as_user: AsUser) -> None:
    sent = _invited(make.organisation())

    answer = as_user(sent.profile.user).post(
        reverse("jobseekers:answer-interview", args=[sent.pk]), {"coming": "other", "words": " "}
    )

    sent.refresh_from_db()
    assert (answer.status_code, sent.coming) == (422, "")
    assert "quels jours" in answer.content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"interview_at": timezone.now() - timedelta(hours=1)},
        {"state": "refused", "refusal": "filled"},
        {"interview_at": None},
    ],
    ids=["over", "refused", "without a day"],
)
def test_an_interview_that_is_over_or_gone_is_not_answered(changed: dict[str, Any]) -> None:
    sent = _invited(make.organisation(), **changed)

    with pytest.raises(actions_offers.NotPossible):
        actions_offers.answer_interview(actor=sent.profile.user, application=sent, coming="yes")

    sent.refresh_from_db()
    assert sent.coming == ""


def test_an_interview_that_was_moved_meanwhile_is_read_first() -> None:
    sent = _invited(make.organisation())
    Application.objects.filter(pk=sent.pk).update(interview_at=timezone.now() + timedelta(days=9))

    with pytest.raises(actions_offers.NotPossible, match="déplacé"):
        actions_offers.answer_interview(actor=sent.profile.user, application=sent, coming="yes")


def test_an_answered_application_cannot_be_withdrawn() -> None:
    profile = make.jobseeker()
    sent = make.application(make.vacancy(), profile, state="refused", refusal="filled")

    with pytest.raises(actions_offers.NotPossible):
        actions_offers.withdraw(actor=profile.user, application=sent)

    sent.refresh_from_db()
    assert sent.state == Application.State.REFUSED


def test_the_reason_of_a_refusal_and_the_answer_are_shown(as_user: AsUser) -> None:
    profile = make.jobseeker()
    sent = make.application(
        make.vacancy(),
        profile,
        days_ago=3,
        state="refused",
        refusal="filled",
        answer="Merci de votre intérêt.",
        answered_at=timezone.now(),
    )

    page = as_user(profile.user).get(reverse("jobseekers:application", args=[sent.pk])).content.decode()

    assert "Merci de votre intérêt." in page
    assert "Motif" in page
    assert reverse("jobseekers:withdraw", args=[sent.pk]) not in page


def test_an_application_without_an_answer_says_when_the_employer_is_reminded(as_user: AsUser) -> None:
    profile = make.jobseeker()
    make.application(make.vacancy(title="Récente"), profile, days_ago=1)
    make.application(make.vacancy(title="Ancienne"), profile, days_ago=12)

    rows = as_user(profile.user).get(reverse("jobseekers:applications")).context["rows"]

    assert "relançons" in rows[0].next
    assert "plus de 10 jours" in rows[1].next


def test_an_interview_is_a_calendar_file(as_user: AsUser) -> None:
    profile = make.jobseeker()
    sent = make.application(
        make.vacancy(),
        profile,
        state="interview",
        interview_at=timezone.now() + timedelta(days=2),
        interview_place="Mairie",
    )

    answer = as_user(profile.user).get(reverse("jobseekers:interview", args=[sent.pk]))

    assert answer["Content-Type"].startswith("text/calendar")
    assert "LOCATION:Mairie" in answer.content.decode()


def _letters(profile: Profile, offer: Vacancy) -> tuple[Suggestion, Invite]:
    return (
        Suggestion.objects.create(profile=profile, vacancy=offer, text="Elle vous ressemble."),
        Invite.objects.create(profile=profile, vacancy=offer, text="Venez nous voir."),
    )


def test_suggestions_and_invitations_are_on_top_until_they_are_answered(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    suggestion, invite = _letters(profile, offer)
    client = as_user(profile.user)
    assert "Elle vous ressemble." in client.get(reverse("jobseekers:applications")).content.decode()

    client.post(reverse("jobseekers:answer-suggestion", args=[suggestion.pk]), {"answer": "no"})
    client.post(reverse("jobseekers:answer-invite", args=[invite.pk]), {"answer": "yes"})
    client.post(reverse("jobseekers:answer-invite", args=[invite.pk]), {"answer": "no"})

    suggestion.refresh_from_db()
    invite.refresh_from_db()
    assert suggestion.state == Suggestion.State.DECLINED
    assert invite.state == Invite.State.TAKEN  # the first answer stands
    assert "Venez nous voir." not in client.get(reverse("jobseekers:applications")).content.decode()


def test_letters_of_somebody_else_are_not_found(as_user: AsUser) -> None:
    suggestion, invite = _letters(make.jobseeker(), make.vacancy())
    client = as_user(make.jobseeker().user)

    for name, key in (("answer-suggestion", suggestion.pk), ("answer-invite", invite.pk)):
        assert client.post(reverse(f"jobseekers:{name}", args=[key]), {"answer": "yes"}).status_code == 404


def test_applying_answers_what_suggested_the_offer(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    suggestion, invite = _letters(profile, offer)

    _confirm(as_user(profile.user), offer)

    suggestion.refresh_from_db()
    invite.refresh_from_db()
    assert (suggestion.state, invite.state) == ("taken", "taken")
