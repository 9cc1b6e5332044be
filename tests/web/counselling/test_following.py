"""Asking, accepting with a choice, refusing, stopping at once, handing over: the person decides and is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Membership
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.counselling import actions, tasks
from openemploi_web.counselling.models import Appointment, Follow, FollowRequest, Handover
from openemploi_web.jobseekers.models import Profile
from openemploi_web.rights.consents import has_consent
from openemploi_web.rights.holdings import rows_of
from tests.web import factories as make
from tests.web.counselling.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


@pytest.fixture
def stranger() -> Profile:
    """Somebody who is not followed yet."""
    return make.jobseeker(user=make.user("noe@example.org", name="Noé Serra"))


def _ask(as_user: AsUser, scene: Scene, email: str) -> str:
    client = as_user(scene.counsellor)
    page = client.post(reverse("counselling:ask"), {"email": email}, follow=True)
    assert page.redirect_chain == [(reverse("counselling:portfolio"), 302)]
    return page.content.decode().replace(email.lower(), "ADDRESS")


def test_the_answer_to_a_request_is_the_same_whoever_has_the_address(
    as_user: AsUser, scene: Scene, stranger: Profile
) -> None:
    make.jobseeker(user=make.user("loin@example.org"), department="13")

    for known, unknown in (("noe@example.org", "qui@example.org"), ("loin@example.org", "zut@example.org")):
        first = _ask(as_user, scene, known)
        FollowRequest.objects.all().delete()
        second = _ask(as_user, scene, unknown)
        FollowRequest.objects.all().delete()
        assert _without_tokens(first) == _without_tokens(second)


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_the_person_is_told_and_nothing_is_seen_before_they_accept(
    as_user: AsUser, scene: Scene, stranger: Profile
) -> None:
    _ask(as_user, scene, "NOE@example.org")

    assert Notice.objects.get(user=stranger.user).kind == "follow_request"
    seen = as_user(scene.counsellor).get(reverse("counselling:person", args=[stranger.pk]))
    assert seen.status_code == 404
    assert "Noé Serra" not in as_user(scene.counsellor).get(reverse("counselling:portfolio")).content.decode()


def test_who_accepts_shares_what_they_tick_and_nothing_else(
    as_user: AsUser, scene: Scene, stranger: Profile
) -> None:
    _ask(as_user, scene, "noe@example.org")
    client = as_user(stranger.user)
    request = FollowRequest.objects.get()
    assert "Maud Giraud" in client.get(reverse("counselling:mine")).content.decode()

    client.post(reverse("counselling:accept", args=[request.pk]), {"counsel_applications": "on"})

    assert Follow.objects.get(profile=stranger, ended_at=None).counsellor == scene.counsellor
    assert has_consent(stranger.user, "counsel_applications")
    assert not has_consent(stranger.user, "counsel_profile")
    assert not FollowRequest.objects.exists()
    assert as_user(scene.counsellor).get(reverse("counselling:person", args=[stranger.pk])).status_code == 200


def test_a_no_is_not_told_and_asking_again_sends_nothing(
    as_user: AsUser, scene: Scene, stranger: Profile
) -> None:
    before = _ask(as_user, scene, "noe@example.org")
    request = FollowRequest.objects.get()
    as_user(stranger.user).post(reverse("counselling:decline", args=[request.pk]))
    again = _ask(as_user, scene, "noe@example.org")

    assert _without_tokens(before) == _without_tokens(again)
    assert Notice.objects.filter(user=stranger.user).count() == 1
    assert not Notice.objects.filter(user=scene.counsellor).exists()
    assert "Maud" not in as_user(stranger.user).get(reverse("counselling:mine")).content.decode()


def test_a_request_to_somebody_else_is_not_found(as_user: AsUser, scene: Scene, stranger: Profile) -> None:
    _ask(as_user, scene, "noe@example.org")
    request = FollowRequest.objects.get()
    client = as_user(make.jobseeker().user)

    assert client.post(reverse("counselling:accept", args=[request.pk])).status_code == 404
    assert client.post(reverse("counselling:decline", args=[request.pk])).status_code == 404
    with pytest.raises(Denied):
        actions.accept_follow(actor=scene.person, request=request, shares=())


def test_an_agency_outside_its_territory_cannot_be_accepted(
    as_user: AsUser, scene: Scene, stranger: Profile
) -> None:
    _ask(as_user, scene, "noe@example.org")
    stranger.department = "13"
    stranger.save()
    client = as_user(stranger.user)
    client.post(reverse("counselling:accept", args=[FollowRequest.objects.get().pk]), {})

    assert not Follow.objects.filter(profile=stranger).exists()


def test_an_unanswered_request_is_forgotten_after_a_month_and_erased_with_its_address(
    scene: Scene, stranger: Profile
) -> None:
    actions.ask_to_follow(actor=scene.counsellor, organisation=scene.agency, email="noe@example.org")
    assert rows_of(FollowRequest, stranger.user).count() == 1

    FollowRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert tasks.forget_requests.call() == 1
    assert not FollowRequest.objects.exists()


def test_an_agency_without_a_territory_asks_nobody(scene: Scene) -> None:
    scene.agency.territory = []

    with pytest.raises(Denied):
        actions.ask_to_follow(actor=scene.counsellor, organisation=scene.agency, email="noe@example.org")


def test_who_stops_is_not_seen_at_the_next_page_and_appointments_are_cancelled(
    as_user: AsUser, scene: Scene
) -> None:
    coming = Appointment.objects.create(
        profile=scene.profile,
        counsellor=scene.counsellor,
        at=timezone.now() + timedelta(days=2),
        subject="CV",
    )
    counsellor = as_user(scene.counsellor)
    address = reverse("counselling:person", args=[scene.profile.pk])
    assert counsellor.get(address).status_code == 200

    as_user(scene.person).post(reverse("counselling:stop-mine", args=[scene.follow.pk]))

    coming.refresh_from_db()
    assert counsellor.get(address).status_code == 404
    assert coming.cancelled_at is not None and coming.changes == 1
    assert Notice.objects.get(user=scene.counsellor).kind == "follow_ended"
    assert "Zélie" not in counsellor.get(reverse("counselling:agenda")).content.decode()


def test_nobody_stops_another_person_s_following(as_user: AsUser, scene: Scene) -> None:
    other = as_user(make.jobseeker().user)

    assert other.post(reverse("counselling:stop-mine", args=[scene.follow.pk])).status_code == 404
    with pytest.raises(Denied):
        actions.stop_follow(actor=scene.colleague, follow=scene.follow)


def test_a_handover_shows_dated_facts_before_and_passes_the_person_on(as_user: AsUser, scene: Scene) -> None:
    make.application(make.vacancy(title="Caviste"), scene.profile, days_ago=4)
    Appointment.objects.create(
        profile=scene.profile,
        counsellor=scene.counsellor,
        at=timezone.now() + timedelta(days=2),
        subject="CV",
    )
    client = as_user(scene.counsellor)
    address = reverse("counselling:hand-over", args=[scene.profile.pk])
    before = client.get(address).content.decode()
    assert "Caviste" in before and "Rendez-vous\u00a0: CV" in before and "1 rendez-vous à venir" in before

    client.post(address, {"colleague": scene.colleague.pk, "text": "À voir : le permis."})

    person_page = reverse("counselling:person", args=[scene.profile.pk])
    assert client.get(person_page).status_code == 404
    theirs = as_user(scene.colleague).get(person_page).content.decode()
    assert "Caviste" in theirs and "À voir : le permis." in theirs
    assert Appointment.objects.get().counsellor == scene.colleague
    assert {row.kind for row in Notice.objects.filter(user=scene.person)} == {"handover"}
    assert "À voir : le permis." in as_user(scene.person).get(reverse("counselling:mine")).content.decode()


def test_a_summary_leaves_out_applications_that_are_not_shared_any_more(
    as_user: AsUser, scene: Scene
) -> None:
    from openemploi_web.rights.actions import withdraw_consent

    make.application(make.vacancy(title="Caviste"), scene.profile)
    actions.hand_over(actor=scene.counsellor, follow=scene.follow, colleague=scene.colleague, text="")
    withdraw_consent(actor=scene.person, purpose="counsel_applications")

    assert "Caviste" in str(Handover.objects.get().summary)
    page = as_user(scene.colleague).get(reverse("counselling:person", args=[scene.profile.pk]))
    assert "Caviste" not in page.content.decode()


def test_an_agency_administrator_hands_over_the_people_of_a_counsellor_who_left(
    as_user: AsUser, scene: Scene
) -> None:
    head = make.member(scene.agency, role="administrator", name="Aya Roux")
    Appointment.objects.create(
        profile=scene.profile,
        counsellor=scene.counsellor,
        at=timezone.now() + timedelta(days=2),
        subject="CV",
    )
    address = reverse("counselling:hand-over", args=[scene.profile.pk])
    assert as_user(head).get(address).status_code == 404  # as long as their counsellor is there

    Membership.objects.filter(user=scene.counsellor).update(ended_at=timezone.now())

    assert as_user(scene.colleague).get(address).status_code == 404  # a member does not take people
    client = as_user(head)
    assert "Zélie Quintrec" in client.get(reverse("counselling:portfolio")).content.decode()
    assert "Rendez-vous\u00a0: CV" not in client.get(address).content.decode()
    assert client.get(reverse("counselling:person", args=[scene.profile.pk])).status_code == 404
    assert "a quitté l’agence" in as_user(scene.person).get(reverse("counselling:mine")).content.decode()
    client.post(address, {"colleague": scene.colleague.pk, "text": ""})

    assert Follow.objects.get(ended_at=None).counsellor == scene.colleague
    assert Appointment.objects.get().counsellor == scene.colleague
    assert Notice.objects.get(user=scene.person).kind == "handover"
    assert AuditEvent.objects.get(action="counselling.hand_over").reason == "counsellor_left"
    assert client.get(address).status_code == 404


def test_what_a_person_has_stays_when_the_account_of_their_counsellor_is_gone(
    as_user: AsUser, scene: Scene
) -> None:
    Appointment.objects.create(
        profile=scene.profile,
        counsellor=scene.counsellor,
        at=timezone.now() + timedelta(days=2),
        subject="CV",
    )
    scene.counsellor.delete()
    person = as_user(scene.person)

    mine = person.get(reverse("counselling:mine")).content.decode()
    assert "None" not in mine and "CV" in mine
    assert "None" not in person.get(reverse("counselling:agenda")).content.decode()
    person.post(reverse("counselling:stop-mine", args=[scene.follow.pk]))

    assert Follow.objects.get().ended_at is not None
    assert Appointment.objects.get().cancelled_at is not None


def test_nobody_is_handed_over_to_another_agency(as_user: AsUser, scene: Scene) -> None:
    elsewhere = make.member(make.organisation("counselling", territory=["04"]))

    page = as_user(scene.counsellor).post(
        reverse("counselling:hand-over", args=[scene.profile.pk]), {"colleague": elsewhere.pk}
    )

    assert page.status_code == 422
    with pytest.raises(Denied):
        actions.hand_over(actor=scene.counsellor, follow=scene.follow, colleague=elsewhere, text="")
    assert Follow.objects.get(ended_at=None).counsellor == scene.counsellor


def test_a_suggestion_reaches_the_person_with_its_word_and_once(as_user: AsUser, scene: Scene) -> None:
    vacancy = make.vacancy(title="Caviste")
    client = as_user(scene.counsellor)
    address = reverse("counselling:suggest", args=[scene.profile.pk, vacancy.pk])

    assert client.post(address, {"text": ""}).status_code == 422
    client.post(address, {"text": "Près de chez vous."})
    again = client.post(address, {"text": "Encore."}, follow=True).content.decode()

    assert "a déjà été proposée" in again
    assert [row.text for row in scene.profile.suggestions.all()] == ["Près de chez vous."]
    assert "Près de chez vous." in as_user(scene.person).get(reverse("counselling:mine")).content.decode()
    assert AuditEvent.objects.filter(action="counselling.suggest", person=scene.person.pk).count() == 1


def test_a_draft_or_a_closed_offer_cannot_be_suggested(as_user: AsUser, scene: Scene) -> None:
    client = as_user(scene.counsellor)
    for state in ("draft", "closed"):
        vacancy = make.vacancy(state=state)
        address = reverse("counselling:suggest", args=[scene.profile.pk, vacancy.pk])
        assert client.post(address, {"text": "Voilà."}).status_code == 404
        with pytest.raises(Denied):
            actions.suggest(actor=scene.counsellor, follow=scene.follow, vacancy=vacancy, text="Voilà.")


def test_a_note_is_read_by_the_person_and_removed_by_its_author_alone(as_user: AsUser, scene: Scene) -> None:
    client = as_user(scene.counsellor)
    client.post(reverse("counselling:note", args=[scene.profile.pk]), {"text": "Dossier envoyé."})
    note = scene.profile.counsellor_notes.get()
    assert "Dossier envoyé." in as_user(scene.person).get(reverse("counselling:mine")).content.decode()

    actions.hand_over(actor=scene.counsellor, follow=scene.follow, colleague=scene.colleague, text="")
    address = reverse("counselling:remove-note", args=[scene.profile.pk, note.pk])

    assert as_user(scene.colleague).post(address).status_code == 403
    assert client.post(address).status_code == 404
    assert scene.profile.counsellor_notes.count() == 1
