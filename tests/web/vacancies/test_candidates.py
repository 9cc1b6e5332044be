"""The ranked table: blind, with ties, the proposal beside the choice, and nothing for other organisations."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from openemploi.matching.model import Part
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.vacancies.candidates import candidates_of
from openemploi_web.vacancies.models import Application, Decision, Unmasking, Vacancy
from tests.web import factories as make
from tests.web.vacancies.conftest import Recruiting

pytestmark = pytest.mark.django_db

EMAIL, PHONE = "elodie.moreau@example.org", "06 12 34 56 78"


def _elodie(recruiting: Recruiting) -> Application:
    profile = make.jobseeker(user=make.user(EMAIL, name="Élodie Moreau"), phone=PHONE, commune="Forcalquier")
    uri, label = recruiting.skills[0]
    make.skill(
        profile,
        uri,
        label,
        passages=[
            {
                "text": "Mme Elodie MOREAU, 12 rue des Lilas, 0612345678 : accueil",
                "start": 0,
                "end": 9,
                "page": 1,
            }
        ],
    )
    make.experience(profile, "Réceptionniste (Moreau)", employer="Hôtel du Parc")
    return make.application(
        recruiting.vacancy,
        profile,
        message=f"Bonjour, je suis Élodie Moreau, {EMAIL}, né le 3 mai 1990. Merci.",
    )


def _page(recruiting: Recruiting, name: str = "candidates", *arguments: object, **query: object) -> str:
    address = reverse(f"vacancies:{name}", args=[recruiting.vacancy.pk, *arguments])
    response = recruiting.client.get(address, query)
    assert response.status_code == 200
    return str(response.content.decode())


def _hidden(page: str) -> list[str]:
    """What tells who Élodie is and still stands in the page."""
    said = (
        "élodie",
        "elodie",
        "moreau",
        "example.org",
        "12 34 56 78",
        "12345678",
        "lilas",
        "forcalquier",
        "mai 1990",
    )
    return [text for text in said if text in page.lower()]


def test_the_table_and_the_page_of_an_application_hold_no_identity_in_their_source(
    recruiting: Recruiting,
) -> None:
    application = _elodie(recruiting)

    assert _hidden(_page(recruiting)) == []
    assert _hidden(_page(recruiting, "candidate", application.pk)) == []
    assert _hidden(_page(recruiting, "print")) == []


def test_after_unmasking_the_name_is_shown_and_who_asked_is_kept(recruiting: Recruiting) -> None:
    application = _elodie(recruiting)

    recruiting.client.post(
        reverse("vacancies:unmask", args=[recruiting.vacancy.pk, application.pk]), {"reason": "interview"}
    )

    assert "Élodie Moreau" in _page(recruiting)
    asked = Unmasking.objects.get()
    assert (asked.asked_by, asked.reason) == (recruiting.member, "interview")
    event = AuditEvent.objects.get(action="vacancies.unmask")
    assert event.person == application.profile.user_id  # type: ignore[union-attr]


@pytest.mark.parametrize("given", [{}, {"reason": "curiosity"}, {"reason": "other", "words": "  "}])
def test_identity_is_not_shown_without_a_reason(recruiting: Recruiting, given: dict[str, str]) -> None:
    application = _elodie(recruiting)

    response = recruiting.client.post(
        reverse("vacancies:unmask", args=[recruiting.vacancy.pk, application.pk]), given
    )

    assert response.status_code == 422
    assert not Unmasking.objects.exists()
    assert _hidden(response.content.decode()) == []


def test_those_who_meet_the_same_share_a_rank_and_the_next_rank_is_skipped(recruiting: Recruiting) -> None:
    for held in (1, 3, 1, 0):
        recruiting.apply(held)

    ranks = [(one.rank, one.tied) for one in candidates_of(recruiting.vacancy)]

    assert ranks == [(1, False), (2, True), (2, True), (4, False)]


def test_letters_stay_when_others_come_and_tell_nothing_of_who_came_first(recruiting: Recruiting) -> None:
    first = recruiting.apply(1, days_ago=2)
    before = candidates_of(recruiting.vacancy)[0].code
    for _number in range(30):
        recruiting.apply(1)

    everybody = candidates_of(recruiting.vacancy)
    by_arrival = sorted(everybody, key=lambda one: one.application.sent_at)

    assert next(one.code for one in everybody if one.application.pk == first.pk) == before
    assert len({one.code for one in everybody}) == 31
    assert [one.code for one in by_arrival] != sorted(one.code for one in by_arrival)


def test_a_choice_against_the_proposal_needs_a_reason_and_both_are_kept(recruiting: Recruiting) -> None:
    application = recruiting.apply(3)
    address = reverse("vacancies:candidate", args=[recruiting.vacancy.pk, application.pk])

    refused = recruiting.client.post(address, {"choice": "leave", "reason": ""})
    assert refused.status_code == 422
    assert not Decision.objects.exists()

    recruiting.client.post(address, {"choice": "leave", "reason": "Les horaires ne vont pas."})
    kept = Decision.objects.get()
    assert (kept.proposal, kept.choice, kept.decided_by) == ("keep", "leave", recruiting.member)
    assert kept.proposal_words.startswith("Toutes les compétences demandées")
    assert "Les horaires ne vont pas." in _page(recruiting, view="all")


def test_choosing_again_adds_a_choice_and_replaces_none(recruiting: Recruiting) -> None:
    application = recruiting.apply(3)
    address = reverse("vacancies:candidate", args=[recruiting.vacancy.pk, application.pk])

    recruiting.client.post(address, {"choice": "wait", "reason": "À revoir lundi."})
    recruiting.client.post(address, {"choice": "keep"})

    assert list(Decision.objects.values_list("choice", flat=True)) == ["wait", "keep"]


def test_the_first_look_tells_the_person_and_every_look_is_in_the_journal(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)

    _page(recruiting, "candidate", application.pk)
    _page(recruiting, "candidate", application.pk)

    application.refresh_from_db()
    assert application.state == Application.State.SEEN
    assert Notice.objects.filter(kind="application_seen").count() == 1
    assert AuditEvent.objects.filter(action="vacancies.look_at", subject=str(application.pk)).count() == 2


def test_two_applications_stand_side_by_side_and_one_alone_does_not(recruiting: Recruiting) -> None:
    one, other = recruiting.apply(3), recruiting.apply(1)

    page = _page(recruiting, "sidebyside", a=[str(one.pk), str(other.pk)])
    assert page.count("<thead") == 1
    assert page.count('data-label="Candidature') >= 10

    alone = recruiting.client.get(
        reverse("vacancies:sidebyside", args=[recruiting.vacancy.pk]), {"a": str(one.pk)}
    )
    assert alone.status_code == 302


def test_a_withdrawn_application_is_not_ranked_and_cannot_be_read(recruiting: Recruiting) -> None:
    application = recruiting.apply(3, state="withdrawn")

    assert candidates_of(recruiting.vacancy) == []
    assert recruiting.skills[0][1] not in _page(recruiting, "candidate", application.pk)


def test_a_note_is_kept_with_its_author(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)

    recruiting.client.post(
        reverse("vacancies:note", args=[recruiting.vacancy.pk, application.pk]), {"text": "À rappeler mardi."}
    )

    assert "À rappeler mardi." in _page(recruiting, "candidate", application.pk)
    assert application.team_notes.get().author == recruiting.member


READ = ["candidates", "print", "export-csv", "export-pdf", "sidebyside", "found", "import", "edit", "requirements",
        "publish", "close", "answer"]  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_member_of_another_organisation_gets_404(recruiting: Recruiting, name: str) -> None:
    recruiting.apply(1)

    assert (
        recruiting.stranger.get(reverse(f"vacancies:{name}", args=[recruiting.vacancy.pk])).status_code == 404
    )


@pytest.mark.parametrize("name", ["candidate", "unmask", "note"])
def test_an_application_to_another_offer_is_404_even_for_its_own_employer(
    recruiting: Recruiting, name: str
) -> None:
    other = make.vacancy(recruiting.organisation)
    application = recruiting.apply(1)

    for vacancy, key in ((other.pk, application.pk), (recruiting.vacancy.pk, uuid4())):
        address = reverse(f"vacancies:{name}", args=[vacancy, key])
        response = recruiting.client.get(address) if name == "candidate" else recruiting.client.post(address)
        assert response.status_code == 404


def test_answering_an_application_to_another_offer_is_404(recruiting: Recruiting) -> None:
    other = make.vacancy(recruiting.organisation)
    application = recruiting.apply(1)

    response = recruiting.client.get(reverse("vacancies:answer", args=[other.pk]), {"a": str(application.pk)})

    assert response.status_code == 404


def test_a_jobseeker_has_no_page_of_offers_to_write(recruiting: Recruiting) -> None:
    from django.test import Client

    client = Client()
    client.force_login(make.jobseeker().user)

    assert client.get(reverse("vacancies:list")).status_code == 403
    assert client.get(reverse("vacancies:candidates", args=[recruiting.vacancy.pk])).status_code == 404


def test_a_comparison_that_was_kept_is_made_again_when_the_offer_asks_for_less(
    recruiting: Recruiting,
) -> None:
    recruiting.apply(1)
    before = candidates_of(recruiting.vacancy)[0].words
    assert candidates_of(recruiting.vacancy)[0].words == before

    asked = recruiting.vacancy.requirements.exclude(uri=recruiting.skills[0][0])
    asked.update(kept=False)
    after = candidates_of(Vacancy.objects.get(pk=recruiting.vacancy.pk))[0]

    assert after.words != before
    skills = [cell for cell in after.cells.values() if cell.line.part is Part.SKILLS]
    assert [(cell.line.uri, cell.status) for cell in skills] == [(recruiting.skills[0][0], "said")]


def test_a_tie_names_those_who_are_in_another_list(recruiting: Recruiting) -> None:
    recruiting.apply(1)
    kept = recruiting.apply(1, state="preselected")
    (code,) = [one.code for one in candidates_of(recruiting.vacancy, only=[kept.pk])]

    assert f"avec {code}, sous" in _page(recruiting, view="waiting")
    assert f"avec {code}, sous" not in _page(recruiting, view="all")


def test_a_proposal_is_shown_where_it_tells_applications_apart(recruiting: Recruiting) -> None:
    recruiting.apply(0)
    recruiting.apply(1)
    same = _page(recruiting)
    recruiting.apply(3)
    apart = _page(recruiting)

    assert "La machine n’en propose aucune pour la suite" in same
    assert "Décider plus tard" not in same
    assert "Décider plus tard" in apart
    assert "La machine n’en propose aucune" not in apart


def test_a_place_fits_or_does_not_and_is_not_written(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)
    (one,) = candidates_of(recruiting.vacancy, only=[application.pk])
    places = [cell for cell in one.cells.values() if cell.line.part is Part.PLACE]

    for cell in places:
        assert cell.word not in ("écrit", "absent")
    for cell in one.cells.values():
        if cell.line.part is Part.SKILLS and cell.status == "missing":
            assert cell.word == "absent"


def test_the_other_requirements_are_counted_by_kind(recruiting: Recruiting) -> None:
    application = recruiting.apply(1)
    recruiting.vacancy.requirements.create(
        uri=recruiting.skills[3][0], label=recruiting.skills[3][1], kind="optional", settled=True
    )
    (one,) = candidates_of(recruiting.vacancy, only=[application.pk])

    assert any("compétence" in said for said in one.others_met)
    assert "attention" not in one.state_tone
