"""Everybody gets an answer: with its reason, in their language, and a reminder when none came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from openemploi_web.core.models import Notice
from openemploi_web.vacancies import tasks
from openemploi_web.vacancies.found import key_of
from openemploi_web.vacancies.models import Application, Decision
from tests.web import factories as make
from tests.web.vacancies.conftest import Recruiting

pytestmark = pytest.mark.django_db


def _post(recruiting: Recruiting, rows: list[tuple[Application, dict[str, str]]], **more: str):  # type: ignore[no-untyped-def]
    data: dict[str, object] = {"a": [str(row.pk) for row, _given in rows], **more}
    for row, given in rows:
        data |= {f"a{row.pk.hex}-{name}": value for name, value in given.items()}
    return recruiting.client.post(reverse("vacancies:answer", args=[recruiting.vacancy.pk]), data)


def test_a_refusal_without_a_reason_is_not_sent(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)

    response = _post(recruiting, [(application, {"kind": "refused"})])

    assert response.status_code == 422
    assert "Un refus demande une raison" in response.content.decode()
    application.refresh_from_db()
    assert (application.state, application.answered_at) == ("sent", None)


def test_other_is_a_reason_only_with_words(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)

    assert _post(recruiting, [(application, {"kind": "refused", "refusal": "other"})]).status_code == 422


def test_the_text_is_read_before_it_leaves_in_the_language_of_the_person(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)
    user = application.profile.user  # type: ignore[union-attr]
    user.language = "en"
    user.save()

    response = _post(recruiting, [(application, {"kind": "refused", "refusal": "filled"})])

    text = response.context["rows"][0][1]["text"].value()
    assert text.startswith("Hello,")
    assert "The job was given to somebody else." in text
    assert not Notice.objects.exists()


def test_several_are_answered_at_once_each_with_their_own_reason(recruiting: Recruiting) -> None:
    one, other = recruiting.apply(1), recruiting.apply(0)

    response = _post(
        recruiting,
        [
            (one, {"kind": "refused", "refusal": "skills", "text": "Non, pour les compétences."}),
            (other, {"kind": "refused", "refusal": "availability", "text": "Non, pour les dates."}),
        ],
        step="send",
    )

    assert response.status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.refusal, one.answer) == ("refused", "skills", "Non, pour les compétences.")
    assert (other.refusal, other.answer) == ("availability", "Non, pour les dates.")
    assert Notice.objects.filter(kind="application_refused").count() == 2
    assert set(Decision.objects.values_list("choice", flat=True)) == {"leave"}


def test_when_one_of_several_lacks_its_reason_nobody_is_answered(recruiting: Recruiting) -> None:
    one, other = recruiting.apply(1), recruiting.apply(0)

    response = _post(
        recruiting,
        [
            (one, {"kind": "kept", "text": "Oui."}),
            (other, {"kind": "refused", "refusal": "", "text": "Non."}),
        ],
        step="send",
    )

    assert response.status_code == 422
    assert not Application.objects.exclude(state="sent").exists()


def test_an_interview_needs_a_moment_to_come_and_a_place(recruiting: Recruiting) -> None:
    application = recruiting.apply(2)
    past = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    coming = timezone.localtime() + timedelta(days=3)

    assert _post(recruiting, [(application, {"kind": "interview"})]).status_code == 422
    late = _post(
        recruiting, [(application, {"kind": "interview", "interview_at": past, "interview_place": "Gap"})]
    )
    assert late.status_code == 422

    given = {
        "kind": "interview",
        "interview_at": coming.strftime("%Y-%m-%dT%H:%M"),
        "interview_place": "12 quai Nord",
    }
    ready = _post(recruiting, [(application, given)])
    assert "12 quai Nord" in ready.context["rows"][0][1]["text"].value()

    _post(recruiting, [(application, {**given, "text": "Venez."})], step="send")
    application.refresh_from_db()
    assert application.state == "interview"
    assert application.interview_at == coming.replace(second=0, microsecond=0)


def test_a_person_who_withdrew_meanwhile_is_not_answered(recruiting: Recruiting) -> None:
    application = recruiting.apply(1, state="withdrawn")

    _post(recruiting, [(application, {"kind": "refused", "refusal": "filled", "text": "Non."})], step="send")

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert not Notice.objects.exists()


def test_an_answer_sent_twice_or_by_two_at_once_reaches_the_person_once(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)
    refused = {"kind": "refused", "refusal": "filled", "text": "Non, merci."}
    kept = {"kind": "kept", "text": "Nous vous écrirons."}

    _post(recruiting, [(application, refused)], step="send")
    again = _post(recruiting, [(application, refused)], step="send")
    colleague = _post(recruiting, [(application, kept)], step="send")

    assert "a répondu entre-temps" in recruiting.client.get(again["Location"]).content.decode()
    assert colleague.status_code == 302
    application.refresh_from_db()
    assert (application.state, application.answer) == ("refused", "Non, merci.")
    assert Notice.objects.count() == 1

    shown = _post(recruiting, [(application, kept)]).context["rows"][0][1]
    _post(recruiting, [(application, {**kept, "since": shown["since"].value()})], step="send")
    application.refresh_from_db()
    assert application.state == "preselected"  # who has read the first answer may change their mind


def test_closing_an_offer_answers_everybody_who_waits_and_nobody_twice(recruiting: Recruiting) -> None:
    waiting, done = (
        recruiting.apply(1),
        recruiting.apply(1, state="refused", answered_at=timezone.now(), answer="Non"),
    )
    address = reverse("vacancies:close", args=[recruiting.vacancy.pk])

    recruiting.client.post(address, {"reason": "filled"})
    recruiting.client.post(address, {"reason": "filled"})

    waiting.refresh_from_db()
    done.refresh_from_db()
    recruiting.vacancy.refresh_from_db()
    assert recruiting.vacancy.state == "closed"
    assert waiting.state == "closed"
    assert "Le poste a été donné à une autre personne" in waiting.answer
    assert (done.state, done.answer) == ("refused", "Non")
    assert Notice.objects.filter(kind="offer_closed").count() == 1


def test_a_team_is_reminded_after_ten_days_once_an_offer(recruiting: Recruiting) -> None:
    recruiting.apply(1, days_ago=12)
    recruiting.apply(1, days_ago=11)
    recruiting.apply(1, days_ago=3)

    tasks.remind.func()
    tasks.remind.func()

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.values["days"]) == (recruiting.member, "application_waiting", 12)


def test_a_person_found_is_invited_once_and_told_by_whom(recruiting: Recruiting) -> None:
    from openemploi_web.vacancies import search

    profile = make.jobseeker(consents=("findable",), name="Nour Haddad")
    make.skill(profile, *recruiting.skills[0])
    search.rebuild()
    listed = recruiting.client.get(reverse("vacancies:found", args=[recruiting.vacancy.pk])).content.decode()
    assert "Haddad" not in listed
    assert str(profile.user.email) not in listed

    key = key_of(recruiting.vacancy, profile)
    address = reverse("vacancies:invite", args=[recruiting.vacancy.pk, key])
    recruiting.client.post(address, {f"p{key.hex}-text": "Votre expérience nous intéresse."})
    recruiting.client.post(address, {f"p{key.hex}-text": "Votre expérience nous intéresse."})

    assert recruiting.vacancy.invites.get().profile == profile
    assert Notice.objects.get().values["employer"] == "Hôtel des Lavandes"


def test_nobody_is_invited_who_did_not_agree_to_be_found(recruiting: Recruiting) -> None:
    profile = make.jobseeker()
    key = key_of(recruiting.vacancy, profile)
    address = reverse("vacancies:invite", args=[recruiting.vacancy.pk, key])

    assert recruiting.client.post(address, {f"p{key.hex}-text": "Bonjour."}).status_code == 404


def test_a_person_found_for_two_offers_cannot_be_known_again(recruiting: Recruiting) -> None:
    from openemploi_web.vacancies import search

    profile = make.jobseeker(consents=("findable",))
    make.skill(profile, *recruiting.skills[0])
    other = make.vacancy(recruiting.vacancy.organisation, requirements=[(*recruiting.skills[0], "essential")])
    search.rebuild()
    pages = [
        recruiting.client.get(reverse("vacancies:found", args=[offer.pk])).content.decode()
        for offer in (recruiting.vacancy, other)
    ]
    key, of_other = key_of(recruiting.vacancy, profile), key_of(other, profile)

    assert str(key) in pages[0] and str(of_other) in pages[1] and key != of_other
    for page in pages:
        assert str(profile.pk) not in page and profile.pk.hex not in page
    crossed = reverse("vacancies:invite", args=[other.pk, key])
    assert recruiting.client.post(crossed, {f"p{key.hex}-text": "Bonjour."}).status_code == 404
    assert not other.invites.exists()


def test_no_answer_is_chosen_before_somebody_chooses_it(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)
    address = reverse("vacancies:answer", args=[recruiting.vacancy.pk])

    asked = recruiting.client.get(address, {"a": str(application.pk)})
    meant = recruiting.client.get(address, {"a": str(application.pk), "as": "interview"})

    assert asked.context["rows"][0][1]["kind"].value() == ""
    assert meant.context["rows"][0][1]["kind"].value() == "interview"
    assert _post(recruiting, [(application, {"kind": ""})]).status_code == 422


def test_the_list_of_people_found_says_what_its_order_counts(recruiting: Recruiting) -> None:
    from openemploi_web.vacancies import search

    profile = make.jobseeker(consents=("findable",))
    make.skill(profile, *recruiting.skills[0])
    search.rebuild()

    page = recruiting.client.get(reverse("vacancies:found", args=[recruiting.vacancy.pk])).content.decode()

    assert "L’ordre compte toute l’offre" in page
    assert reverse("rights:algorithms") in page
    assert "D’où vient ce rang" in page
