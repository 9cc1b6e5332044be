"""Who applied, read blind by a program; the team's choices and answers handed on; people looked for; a CV compared."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.api import scopes
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.vacancies import search
from openemploi_web.vacancies.found import key_of
from openemploi_web.vacancies.models import Application, Decision, Unmasking
from tests.web import factories as make
from tests.web.api.conftest import Scene, program

PERSONAL = ("Quintrec", "Zélie", "06 12 34 56 78", "@example.org")


def nothing_of_the_person(answer: Any) -> bool:
    text = answer.content.decode()
    return answer.status_code == 200 and not any(word in text for word in PERSONAL)


def test_applications_are_read_blind(scene: Scene) -> None:
    listed = scene.program.get(f"/offers/{scene.vacancy.pk}/applications")
    opened = scene.program.get(f"/applications/{scene.application.pk}")
    explained = scene.program.get(f"/applications/{scene.application.pk}/explanation")

    assert nothing_of_the_person(listed)
    assert nothing_of_the_person(opened)
    assert nothing_of_the_person(explained)
    (row,) = listed.json()["items"]
    assert (row["rank"], row["identity"]) == (1, None)
    assert row["words"].startswith("2 of the 3")
    states = {line["label"]: line["status"] for line in opened.json()["comparison"]["lines"]}
    assert sorted(states.values()).count("held") >= 2


def test_opening_an_application_is_told_to_the_person(scene: Scene) -> None:
    scene.program.get(f"/applications/{scene.application.pk}")

    scene.application.refresh_from_db()
    assert scene.application.state == Application.State.SEEN
    assert AuditEvent.objects.filter(person=scene.profile.user.pk, action="vacancies.look_at").exists()


def test_the_identity_is_given_with_a_reason_and_to_keys_that_may(scene: Scene) -> None:
    path = f"/applications/{scene.application.pk}"
    reader = program(scene.employer, scene.administrator, scopes.APPLICATIONS_READ)
    assert reader.post(f"{path}/identity", {"reason": "contact"}).status_code == 403
    assert scene.program.post(f"{path}/identity", {"reason": "other"}).status_code == 422

    given = scene.program.post(f"{path}/identity", {"reason": "contact"})

    assert given.json()["name"] == "Zélie Quintrec"
    assert Unmasking.objects.get().asked_by == scene.administrator
    assert scene.program.get(path).json()["identity"]["phone"] == "06 12 34 56 78"
    assert nothing_of_the_person(reader.get(path))
    assert nothing_of_the_person(reader.get(f"/offers/{scene.vacancy.pk}/applications"))


def test_a_list_with_identities_is_told_as_taken_away(scene: Scene) -> None:
    scene.program.post(f"/applications/{scene.application.pk}/identity", {"reason": "contact"})

    listed = scene.program.get(f"/offers/{scene.vacancy.pk}/applications")

    assert listed.json()["items"][0]["identity"]["name"] == "Zélie Quintrec"
    assert AuditEvent.objects.filter(
        person=scene.profile.user.pk, action="vacancies.take_away", reason="api"
    ).exists()


def test_a_choice_other_than_proposed_needs_its_reason(scene: Scene) -> None:
    path = f"/applications/{scene.application.pk}"
    proposal = scene.program.get(path).json()["proposal"]
    other = "leave" if proposal != "leave" else "keep"

    refused = scene.program.post(f"{path}/decision", {"choice": other})
    kept = scene.program.post(f"{path}/decision", {"choice": other, "reason": "Le poste change."})

    assert (refused.status_code, refused.json()["code"]) == (422, "reason_missing")
    assert kept.json()["decision"]["choice"] == other
    assert (Decision.objects.get().proposal, Decision.objects.get().decided_by) == (
        proposal,
        scene.administrator,
    )


def test_a_refusal_needs_its_reason_and_reaches_the_person(scene: Scene) -> None:
    path = f"/applications/{scene.application.pk}/answer"

    refused = scene.program.post(path, {"kind": "refused"})
    sent = scene.program.post(path, {"kind": "refused", "refusal": "filled"})

    assert (refused.status_code, refused.json()["where"]) == (422, "body.refusal")
    assert sent.json()["state"] == "refused"
    scene.application.refresh_from_db()
    assert scene.application.answer
    assert Notice.objects.filter(user=scene.profile.user, kind="application_refused").exists()


def test_an_interview_needs_a_moment_to_come_and_a_place(scene: Scene) -> None:
    path = f"/applications/{scene.application.pk}/answer"
    when = "2099-03-01T10:00:00+01:00"

    assert scene.program.post(path, {"kind": "interview", "interview_at": when}).status_code == 422
    past = {"kind": "interview", "interview_at": "2020-01-01T10:00:00Z", "interview_place": "Mairie"}
    assert scene.program.post(path, past).json()["where"] == "body.interview_at"
    sent = scene.program.post(path, {"kind": "interview", "interview_at": when, "interview_place": "Mairie"})

    assert sent.json()["state"] == "interview"
    scene.application.refresh_from_db()
    assert scene.application.interview_at is not None
    assert scene.application.interview_at.isoformat() == "2099-03-01T09:00:00+00:00"


def test_what_was_withdrawn_is_no_longer_decided(scene: Scene) -> None:
    Application.objects.update(state=Application.State.WITHDRAWN)

    answer = scene.program.post(
        f"/applications/{scene.application.pk}/decision", {"choice": "keep", "reason": "x"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")


def test_only_people_who_agreed_are_found_and_masked(scene: Scene, skills: list[tuple[str, str]]) -> None:
    agreed = make.jobseeker(name="Maël Tournesac", consents=("findable",))
    silent = make.jobseeker(name="Ondine Berjoal")
    for profile in (agreed, silent):
        for uri, label in skills:
            make.skill(profile, uri, label)
    search.rebuild()

    address = f"/offers/{scene.vacancy.pk}/people"
    assert scene.program.get(address).json()["items"] == []  # nobody has verified this employer
    Organisation.objects.filter(pk=scene.employer.pk).update(verified_at=timezone.now())
    found = scene.program.get(address)

    assert [row["id"] for row in found.json()["items"]] == [str(key_of(scene.vacancy, agreed))]
    assert str(agreed.pk) not in found.content.decode()
    assert "Tournesac" not in found.content.decode()
    assert len(found.json()["items"][0]["met"]) == 3


def test_a_cv_and_an_offer_are_compared_and_nothing_is_kept(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    cv = {"text": f"Expérience\nAssistante, mairie, 2019-2024\n- {skills[0][1]}\n- {skills[1][1]}\n"}
    entries = AuditEvent.objects.count()

    by_id = scene.agency.post("/match", {"cv": cv, "offer": {"id": str(scene.vacancy.pk)}})
    by_text = scene.agency.post(
        "/match", {"cv": cv, "offer": {"title": "Secrétaire", "text": f"Profil : {skills[0][1]}."}}
    )

    assert by_id.status_code == 200, by_id.content
    assert {line["status"] for line in by_id.json()["lines"]} & {"held", "implied", "near"}
    assert by_text.status_code == 200, by_text.content
    assert AuditEvent.objects.count() == entries


def test_a_json_resume_is_compared(scene: Scene, skills: list[tuple[str, str]]) -> None:
    resume = {"basics": {"name": "Ilan Corbessac"}, "skills": [{"name": skills[0][1]}], "work": []}

    answer = scene.program.post(
        "/match", {"cv": {"json_resume": resume}, "offer": {"id": str(scene.vacancy.pk)}}
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["words"]


def test_a_draft_of_somebody_else_is_not_compared(scene: Scene) -> None:
    draft = make.vacancy(scene.other_vacancy.organisation, state="draft")

    answer = scene.program.post("/match", {"cv": {"text": "x"}, "offer": {"id": str(draft.pk)}})

    assert answer.status_code == 404


def test_the_reference_lists_are_read(scene: Scene, skills: list[tuple[str, str]]) -> None:
    uri, label = skills[0]

    found = scene.agency.get("/taxonomy/concepts", text=label, kind="skill").json()["items"]
    one = scene.agency.get("/taxonomy/concept", uri=uri).json()
    offers = scene.agency.get("/public/offers", text="Secrétaire").json()["items"]
    employers = scene.agency.get("/public/employers").json()["items"]

    assert found[0]["uri"] == uri
    assert one["kind"] in ("skill", "knowledge", "transversal")
    assert [row["id"] for row in offers] == [str(scene.vacancy.pk)]
    assert [(row["name"], row["open_offers"]) for row in employers] == [("Commune de Val-des-Tilleuls", 1)]
