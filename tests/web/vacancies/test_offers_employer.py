"""Writing an offer by hand, by paste and by file; what it asks for; the words the law forbids."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openemploi_web.core.models import AuditEvent
from openemploi_web.vacancies import asks
from openemploi_web.vacancies.models import IndexChange, Requirement, Vacancy
from tests.web import factories as make
from tests.web.vacancies.conftest import Recruiting

pytestmark = pytest.mark.django_db

TEXT = """Serveur / Serveuse (H/F)

Vous assurez le service en salle, la prise de commande et l'encaissement des clients.
Anglais courant exigé. Débutant accepté.
CDI, 35 h par semaine, 1 900 € brut par mois.
Lieu de travail : Digne-les-Bains
"""


def test_a_pasted_offer_becomes_a_draft_whose_values_show_where_they_were_read(
    recruiting: Recruiting,
) -> None:
    response = recruiting.client.post(reverse("vacancies:new") + "?way=paste", {"text": TEXT}, follow=True)

    vacancy = Vacancy.objects.get(origin="paste")
    assert (vacancy.state, vacancy.contract, vacancy.weekly_hours) == ("draft", "permanent", 35)
    assert vacancy.organisation == recruiting.organisation
    assert vacancy.requirements.exists()
    assert vacancy.latitude is not None
    page = response.content.decode()
    assert "1 900" in page
    assert "35 h" in page


def test_an_offer_written_by_hand_keeps_what_is_not_known_unknown(recruiting: Recruiting) -> None:
    recruiting.client.post(
        reverse("vacancies:new"),
        {"title": "Plongeur / Plongeuse", "text": "Vous lavez la vaisselle du restaurant.", "openings": "1"},
    )

    vacancy = Vacancy.objects.get(title="Plongeur / Plongeuse")
    assert (vacancy.contract, vacancy.full_time, vacancy.remote, vacancy.pay_minimum) == (
        "",
        None,
        None,
        None,
    )


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(recruiting: Recruiting) -> None:
    response = recruiting.client.post(
        reverse("vacancies:new"),
        {
            "title": "Commis",
            "text": "En cuisine.",
            "openings": "1",
            "pay_minimum": "1900",
            "pay_maximum": "1800",
        },
    )

    assert set(response.context["form"].errors) == {"pay_maximum", "pay_unit"}
    assert 'value="1900' in response.content.decode()
    assert not Vacancy.objects.filter(title="Commis").exists()


def test_a_file_with_two_offers_gives_two_drafts_and_given_again_none(recruiting: Recruiting) -> None:
    offers = [
        {
            "id": f"00{n}XYZ",
            "intitule": title,
            "description": f"{title}. Service et accueil.",
            "typeContrat": "CDI",
        }
        for n, title in enumerate(("Serveur", "Cuisinière"))
    ]
    address = reverse("vacancies:new") + "?way=file"

    for _time in range(2):
        file = SimpleUploadedFile("offres.json", json.dumps({"resultats": offers}).encode())
        response = recruiting.client.post(address, {"file": file})

    assert sorted(Vacancy.objects.filter(origin="file").values_list("title", flat=True)) == [
        "Cuisinière",
        "Serveur",
    ]
    assert len(response.context["twice"]) == 2


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(recruiting: Recruiting) -> None:
    file = SimpleUploadedFile("offre.pdf", b"%PDF-1.4 tronque")

    response = recruiting.client.post(reverse("vacancies:new") + "?way=file", {"file": file})

    assert response.status_code == 422
    assert response.context["faults"][0]["code"]
    assert response.context["faults"][0]["remedy"] in response.content.decode().replace("&#x27;", "'")


def test_the_employer_settles_what_counts_and_matching_takes_it(recruiting: Recruiting) -> None:
    from openemploi_web.vacancies.facts import facts

    rows = list(recruiting.vacancy.requirements.order_by("label"))
    recruiting.client.post(
        reverse("vacancies:requirements", args=[recruiting.vacancy.pk]),
        {f"kind-{rows[0].pk}": "none", f"kind-{rows[1].pk}": "learnable", f"kind-{rows[2].pk}": "essential"},
    )

    kinds = {
        row.uri: row.kind.value for row in facts(Vacancy.objects.get(pk=recruiting.vacancy.pk)).requirements
    }
    assert kinds == {rows[1].uri: "learnable", rows[2].uri: "essential"}


def test_a_new_text_is_read_again_and_what_was_settled_stays(recruiting: Recruiting) -> None:
    recruiting.client.post(reverse("vacancies:new") + "?way=paste", {"text": TEXT})
    vacancy = Vacancy.objects.get(origin="paste")
    first = vacancy.requirements.order_by("label").first()
    assert first is not None
    address = reverse("vacancies:requirements", args=[vacancy.pk])
    recruiting.client.post(address, {f"kind-{first.pk}": "learnable"})

    recruiting.client.post(
        reverse("vacancies:edit", args=[vacancy.pk]),
        {
            "title": "Berger / Bergère",
            "text": "Vous gardez et soignez un troupeau de brebis.",
            "openings": "1",
        },
    )

    first.refresh_from_db()
    assert (first.kind, first.kept, first.settled) == ("learnable", True, True)
    assert not vacancy.requirements.filter(settled=False, passages__icontains="encaissement").exists()


def test_a_skill_found_by_words_is_added_once(recruiting: Recruiting) -> None:
    uri, label = recruiting.skills[3]
    page = recruiting.client.get(
        reverse("vacancies:requirements", args=[recruiting.vacancy.pk]), {"q": label}
    )
    assert uri in page.content.decode()

    address = reverse("vacancies:add-requirement", args=[recruiting.vacancy.pk])
    for kind in ("optional", "essential"):
        recruiting.client.post(address, {"uri": uri, "kind": kind})

    assert Requirement.objects.get(vacancy=recruiting.vacancy, uri=uri).kind == "essential"


def test_a_skill_that_is_not_in_the_taxonomy_is_refused(recruiting: Recruiting) -> None:
    recruiting.client.post(
        reverse("vacancies:add-requirement", args=[recruiting.vacancy.pk]),
        {"uri": "urn:nothing", "kind": "essential"},
    )

    assert not Requirement.objects.filter(uri="urn:nothing").exists()


def test_publishing_is_noted_for_the_index(recruiting: Recruiting) -> None:
    draft = make.vacancy(recruiting.organisation, state="draft")

    recruiting.client.post(reverse("vacancies:publish", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.state == "published"
    assert draft.published_at is not None
    assert IndexChange.objects.filter(record=draft.pk).exists()


def test_what_the_law_forbids_holds_publishing_until_the_employer_answers_for_it(
    recruiting: Recruiting,
) -> None:
    draft = make.vacancy(
        recruiting.organisation,
        state="draft",
        text="Nous cherchons une personne jeune et dynamique, entre 20 et 30 ans.",
    )
    address = reverse("vacancies:publish", args=[draft.pk])

    held = recruiting.client.post(address)
    assert held.status_code == 422
    assert "L1132-1" in held.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"

    recruiting.client.post(address, {"lawful": "on"})
    draft.refresh_from_db()
    assert draft.state == "published"
    event = AuditEvent.objects.get(action="vacancies.publish")
    assert event.details["confirmed_lawful"] == ["age", "young"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Équipe jeune et dynamique.", "young"),
        ("Âge maximum 35 ans.", "age"),
        ("Femme uniquement.", "sex"),
        ("Nationalité française exigée.", "nationality"),
        ("Célibataire de préférence.", "family"),
        ("Excellente présentation, joindre une photo.", "looks"),
        ("Langue maternelle exigée.", "origin"),
        ("Parfaite santé.", "health"),
        ("Permis B exigé. Vous accueillez les clients au guichet.", "licence"),
        ("Dix ans d’expérience.", "years"),
    ],
)
def test_words_that_keep_people_out_are_found(text: str, code: str) -> None:
    assert code in [warned.code for warned in asks.warnings(text)]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Vous livrez les clients. Permis B exigé.",
        "Deux ans d'expérience dans un poste semblable.",
        "Vous accompagnez des jeunes de 12 à 18 ans.",
        "Contrat d'apprentissage : jeunes de moins de 30 ans, alternance.",
        "Aide à domicile : permis B et véhicule, déplacements quotidiens.",
    ],
)
def test_plain_offers_are_left_alone(text: str) -> None:
    assert asks.warnings(text) == []


def test_every_rule_says_its_law_and_its_words_in_three_languages() -> None:
    for rule in asks.rules():
        assert rule.law.startswith("Code ")
        assert set(rule.words) == {"fr", "en", "ko"}


def test_a_copy_is_a_draft_that_asks_the_same(recruiting: Recruiting) -> None:
    recruiting.client.post(reverse("vacancies:duplicate", args=[recruiting.vacancy.pk]))

    copy = Vacancy.objects.exclude(pk=recruiting.vacancy.pk).get(organisation=recruiting.organisation)
    assert copy.state == "draft"
    assert copy.requirements.count() == recruiting.vacancy.requirements.count()
    assert not copy.applications.exists()


def test_the_list_starts_with_the_offer_where_somebody_waits_longest(recruiting: Recruiting) -> None:
    other = make.vacancy(recruiting.organisation, title="Cuisinier")
    make.vacancy(recruiting.organisation, title="Personne n'attend")
    recruiting.apply(1, days_ago=2)
    make.application(other, make.jobseeker(), days_ago=12)

    page = recruiting.client.get(reverse("vacancies:list"))

    assert [row.title for row in page.context["page_obj"]] == [
        "Cuisinier",
        "Serveur / Serveuse",
        "Personne n'attend",
    ]
    assert "il y a 12 jours" in page.content.decode()
