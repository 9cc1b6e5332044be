"""Producers keep their descriptions, people discuss a set, services say what they use: each by who may, in public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from openemploi_web.accounts.models import User
from openemploi_web.core.models import AuditEvent
from openemploi_web.repository import actions_catalogue as actions
from openemploi_web.repository.models import Comment, DataAsset, Discussion, Distribution, Producer, Reuse
from openemploi_web.rights import actions as rights
from openemploi_web.rights.erasure import erase_person
from tests.web import factories as make
from tests.web.repository import catalogue_world as world

pytestmark = pytest.mark.django_db
SAID = {
    "title_fr": "Places de formation",
    "description_fr": "Places ouvertes par session.",
    "access": "open",
    "personal_data": "no",
    "themes": [f"{world.AUTHORITY}data-theme/EDUC"],
    "places": "http://id.insee.fr/geo/region/93 Provence-Alpes-Côte d’Azur\nPays de Fayence",
    "keywords": "formation, places, formation",
    "language": ["fr"],
    "licence": f"{world.AUTHORITY}licence/CC_BY_4_0",
    "frequency": f"{world.AUTHORITY}frequency/MONTHLY",
    "covers_from": "2025-01-01",
}


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "fr"})
    if user.needs_second_factor():
        make.with_second_factor(user)
    client.force_login(user)
    return client


def test_a_producer_describes_a_set_looks_at_it_and_publishes_it():
    here = world.producer()
    desk = signed_in(world.member(here))

    answer = desk.post(f"/donnees/producteurs/{here.pk}/jeux/nouveau/", SAID)

    one = DataAsset.objects.get()
    assert answer.headers["Location"] == f"/donnees/{one.pk}/"
    assert (one.published_at, one.identifier) == (None, f"urn:uuid:{one.pk}")
    assert sorted((term.kind, term.value, term.label) for term in one.terms.all()) == [
        ("keyword", "formation", ""),
        ("keyword", "places", ""),
        ("place", "Pays de Fayence", "Pays de Fayence"),
        ("place", "http://id.insee.fr/geo/region/93", "Provence-Alpes-Côte d’Azur"),
        ("theme", f"{world.AUTHORITY}data-theme/EDUC", ""),
    ]
    assert Client().get(f"/donnees/{one.pk}/").status_code == 404
    desk.post(f"/donnees/{one.pk}/publier/", {"published": "yes"})
    assert Client().get(f"/donnees/{one.pk}/").status_code == 200
    desk.post(f"/donnees/{one.pk}/publier/", {"published": "no"})
    assert Client().get(f"/donnees/{one.pk}/").status_code == 404
    done = list(AuditEvent.objects.filter(organisation=here.organisation_id).values_list("action", flat=True))
    assert done == ["repository.describe", "repository.publish", "repository.publish"]


def test_a_description_that_is_saved_unchanged_stays_the_same():
    one = world.full_asset(world.producer())
    desk = signed_in(world.member(one.producer))
    form = desk.get(f"/donnees/{one.pk}/modifier/").context["form"]
    said = {name: field.value() for name, field in ((field.name, field) for field in form)}
    said = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
    before = DataAsset.objects.filter(pk=one.pk).values().get()
    terms = sorted(one.terms.values_list("kind", "value", "label", "language"))

    given = {name: value for name, value in said.items() if value is not None}
    answer = desk.post(f"/donnees/{one.pk}/modifier/", given)

    assert answer.status_code == 302
    assert DataAsset.objects.filter(pk=one.pk).values().get() == before
    assert sorted(one.terms.values_list("kind", "value", "label", "language")) == terms


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_fr": ""}, "title_fr"),
        ({"description_fr": ""}, "description_fr"),
        ({"access": "restricted"}, "restriction"),
        ({"personal_data": "yes"}, "access"),
        ({"covers_to": "2024-01-01"}, "covers_to"),
        ({"licence": "https://elsewhere.example/licence"}, "licence"),
        ({"themes": ["https://themes.example/x"]}, "themes"),
        ({"store_name": "another"}, "store_name"),
        ({"landing_page": "javascript:alert(1)"}, "landing_page"),
    ],
)
def test_a_description_that_cannot_be_is_refused_beside_its_field(wrong: dict[str, Any], field: str):
    here = world.producer()

    answer = signed_in(world.member(here)).post(
        f"/donnees/producteurs/{here.pk}/jeux/nouveau/", {**SAID, **wrong}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not DataAsset.objects.exists()


def test_another_producer_changes_nothing_of_it_and_what_was_harvested_is_corrected_at_its_source():
    from openemploi_web.repository.models import HarvestSource

    here, other = world.producer(), world.producer("Autre")
    mine = world.asset(here)
    source = HarvestSource.objects.create(name="Ailleurs", kind="dcat", address="https://a.example/")
    harvested = world.asset(here, "Repris", source=source)
    stranger, member = signed_in(world.member(other, role="administrator")), signed_in(world.member(here))

    for part in ("modifier", "formes/nouvelle"):
        assert stranger.get(f"/donnees/{mine.pk}/{part}/").status_code == 404
        assert member.get(f"/donnees/{harvested.pk}/{part}/").status_code == 404
    for part in ("publier", "mesurer"):
        assert stranger.post(f"/donnees/{mine.pk}/{part}/").status_code == 404
        assert member.post(f"/donnees/{harvested.pk}/{part}/").status_code == 404
    assert stranger.get(f"/donnees/producteurs/{here.pk}/jeux/nouveau/").status_code == 404


def test_a_form_of_another_set_is_not_changed_through_mine():
    here = world.producer()
    mine, other = world.asset(here), world.asset(world.producer("Autre"))
    theirs = Distribution.objects.create(asset=other, title="CSV", access_url="https://a.example/a.csv")
    desk = signed_in(world.member(here))

    assert desk.get(f"/donnees/{mine.pk}/formes/{theirs.pk}/").status_code == 404
    assert desk.post(f"/donnees/{mine.pk}/formes/{theirs.pk}/retirer/").status_code == 404
    assert Distribution.objects.filter(pk=theirs.pk).exists()


def test_a_file_is_added_corrected_and_taken_away():
    one = world.asset(world.producer())
    desk = signed_in(world.member(one.producer))

    desk.post(
        f"/donnees/{one.pk}/formes/nouvelle/",
        {"title": "CSV", "download_url": "https://a.example/a.csv", "bytes": "12", "checksum": "AB" * 32},
    )
    made = one.distributions.get()
    assert (made.bytes, made.checksum, made.checksum_algorithm) == (12, "ab" * 32, "sha256")
    refused = desk.post(f"/donnees/{one.pk}/formes/{made.pk}/", {"title": "CSV", "checksum": "xyz"})
    assert refused.status_code == 422
    desk.post(
        f"/donnees/{one.pk}/formes/{made.pk}/", {"title": "Tableur", "access_url": "https://a.example/"}
    )
    made.refresh_from_db()
    assert made.title == "Tableur"
    desk.post(f"/donnees/{one.pk}/formes/{made.pk}/retirer/")
    assert not one.distributions.exists()


def test_quality_is_measured_and_what_cannot_be_says_why():
    one = world.asset(world.producer())
    desk = signed_in(world.member(one.producer))

    desk.post(f"/donnees/{one.pk}/mesurer/")
    desk.post(f"/donnees/{one.pk}/mesurer/")

    assert one.quality.count() == 4
    assert set(one.quality.values_list("value", flat=True)) == {None}
    assert "les données ne sont pas conservées ici" in desk.get(f"/donnees/{one.pk}/").content.decode()


def test_the_operator_says_which_organisation_answers_for_a_producer_and_its_administrators_keep_its_name():
    operator = signed_in(world.operator())
    organisation = make.organisation("producer", name="Observatoire")
    operator.post("/donnees/producteurs/nouveau/", {"name": "Observatoire", "organisation": organisation.pk})
    one = Producer.objects.get()
    assert one.organisation == organisation
    administrator = signed_in(make.member(organisation, role="administrator"))

    renamed = {"name": "Observatoire régional", "organisation": ""}
    administrator.post(f"/donnees/producteurs/{one.pk}/modifier/", renamed)
    operator.post(
        f"/donnees/producteurs/{one.pk}/modifier/", {"name": "Volé", "organisation": organisation.pk}
    )

    one.refresh_from_db()
    assert (one.name, one.organisation) == ("Observatoire régional", organisation)
    member = signed_in(make.member(organisation))
    assert member.get(f"/donnees/producteurs/{one.pk}/modifier/").status_code == 403


def test_a_question_is_read_by_all_under_the_organisation_and_never_under_the_name():
    one = world.asset(world.producer())
    asker = make.member(make.organisation(name="Mairie"), name="Prénom Nom")
    desk = signed_in(asker)

    desk.post(f"/donnees/{one.pk}/discuter/", {"title": "Quelle année ?", "text": "Est-ce 2025 ?"})
    opened = Discussion.objects.get()
    desk.post(
        f"/donnees/discussions/{opened.pk}/", {"text": "Merci.", "organisation": world.acting(asker).pk}
    )

    page = (
        Client(headers={"accept-language": "fr"}).get(f"/donnees/discussions/{opened.pk}/").content.decode()
    )
    assert "Est-ce 2025 ?" in page
    assert "Une personne qui a un compte" in page
    assert "Mairie" in page
    assert "Prénom Nom" not in page
    assert asker.email not in page
    assert "Quelle année ?" in Client().get(f"/donnees/{one.pk}/").content.decode()


def test_nobody_speaks_in_the_name_of_another_organisation():
    one = world.asset(world.producer())
    desk = signed_in(make.user())
    other = make.organisation(name="Une autre")

    answer = desk.post(f"/donnees/{one.pk}/discuter/", {"title": "x", "text": "y", "organisation": other.pk})

    assert answer.status_code == 302
    assert Comment.objects.get().organisation is None


def test_a_message_is_hidden_with_its_reason_by_who_answers_for_the_data():
    one = world.asset(world.producer())
    author = make.user()
    opened = actions.open_discussion(
        actor=author, asset=one, title="x", text="Madame Untel…", organisation=None
    )
    said = opened.comments.get()
    assert (
        signed_in(make.user()).post(f"/donnees/messages/{said.pk}/masquer/", {"reason": "insult"}).status_code
        == 404
    )
    moderator = signed_in(world.member(one.producer))

    moderator.post(f"/donnees/messages/{said.pk}/masquer/", {"reason": "personal"})

    page = (
        Client(headers={"accept-language": "fr"}).get(f"/donnees/discussions/{opened.pk}/").content.decode()
    )
    assert "Madame Untel" not in page
    assert "il nomme ou décrit une personne" in page
    event = AuditEvent.objects.get(action="repository.hide_comment")
    assert (event.person, event.reason) == (author.pk, "personal")


def test_a_closed_discussion_is_read_and_not_answered():
    one = world.asset(world.producer())
    author = make.user()
    opened = actions.open_discussion(actor=author, asset=one, title="x", text="y", organisation=None)
    desk = signed_in(author)

    desk.post(f"/donnees/discussions/{opened.pk}/clore/")

    assert desk.get(f"/donnees/discussions/{opened.pk}/").status_code == 200
    assert desk.post(f"/donnees/discussions/{opened.pk}/", {"text": "encore"}).status_code == 403


def test_a_discussion_of_a_draft_is_not_found():
    one = world.asset(world.producer())
    opened = actions.open_discussion(actor=make.user(), asset=one, title="x", text="y", organisation=None)
    DataAsset.objects.update(published_at=None)

    assert Client().get(f"/donnees/discussions/{opened.pk}/").status_code == 404


def test_a_service_says_what_it_uses_and_takes_it_back():
    one = world.asset(world.producer())
    user = make.member(make.organisation(name="Service"))
    desk = signed_in(user)

    said = {
        "service": "Page métier",
        "use": "screen",
        "what": "cuisine à Nice",
        "organisation": world.acting(user).pk,
    }
    desk.post(f"/donnees/{one.pk}/usages/declarer/", said)

    reuse = Reuse.objects.get()
    assert "cuisine à Nice" in Client().get(f"/donnees/{one.pk}/").content.decode()
    assert signed_in(make.user()).post(f"/donnees/usages/{reuse.pk}/retirer/").status_code == 404
    desk.post(f"/donnees/usages/{reuse.pk}/retirer/")
    assert not Reuse.objects.exists()


def test_who_is_erased_leaves_no_word_and_others_answers_stay():
    one = world.asset(world.producer())
    author, other = make.user(), make.user()
    opened = actions.open_discussion(
        actor=author, asset=one, title="Mon sujet", text="Mes mots", organisation=None
    )
    actions.answer_discussion(actor=other, discussion=opened, text="Une réponse", organisation=None)

    erase_person(author, rights.plan_erasure(actor=author), reason="request")

    page = (
        Client(headers={"accept-language": "fr"}).get(f"/donnees/discussions/{opened.pk}/").content.decode()
    )
    assert "Une réponse" in page
    assert "Mon sujet" not in page
    assert "Mes mots" not in page
