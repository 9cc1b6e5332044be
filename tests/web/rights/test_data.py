"""My data: what is held, who looked, and taking it away."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from openemploi.profiles.detect import read_value
from openemploi_web.accounts.models import User
from openemploi_web.core.jobs import run_waiting
from openemploi_web.jobseekers.models import CvDocument
from openemploi_web.rights import actions, holdings, looks, selectors
from openemploi_web.rights.looks_words import WORDS
from openemploi_web.rights.models import ArchiveFile
from openemploi_web.vacancies.models import TeamNote
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def test_every_kind_of_row_about_somebody_has_its_words() -> None:
    assert {model._meta.label for model in holdings.owned_models()} == set(holdings.WORDS)


def test_the_purpose_in_words_is_one_that_the_model_declares() -> None:
    from openemploi_web.core.personal import personal_of

    for label, words in holdings.WORDS.items():
        declared = set(personal_of(apps.get_model(label)).fields.values())
        if label not in ("core.Notice", "core.Job"):  # of all purposes: shown with the account
            assert not declared or words.purpose in declared, label


def test_what_is_held_is_counted_and_what_is_anothers_is_not(scene: Scene) -> None:
    TeamNote.objects.create(application=scene.application, author=scene.recruiter, text="À rappeler")
    other = make.jobseeker()
    make.skill(other, "urn:x", "autre")

    counts = {
        str(holding.words.name): holding.count
        for group in holdings.held_about(scene.person)
        for holding in group.holdings
    }

    skills = str(holdings.WORDS["jobseekers.Skill"].name)
    notes = str(holdings.WORDS["vacancies.TeamNote"].name)
    assert (counts[skills], counts[notes]) == (2, 1)


def test_who_looked_is_named_by_what_the_person_has_a_right_to(scene: Scene) -> None:
    shop = make.organisation(name="Boutique Bleue")
    from openemploi_web.core import journal

    for team, agent in ((scene.employer, scene.recruiter), (shop, make.member(shop, name="Privée Personne"))):
        journal.append(
            "vacancies.look", actor=agent.pk, person=scene.person.pk, organisation=team.pk, reason=""
        )

    private, public = looks.lines(selectors.looks_of(scene.person), reader=scene.person)

    assert "Karim Bellec" in public.who and "Mairie de Sisteron" in public.who
    assert "Boutique Bleue" in private.who and "Privée" not in private.who


def test_the_journal_of_somebody_else_is_not_shown(scene: Scene, as_user: AsUser) -> None:
    actions.give_consent(actor=scene.person, purpose="findable")
    other = make.jobseeker()

    assert selectors.looks_of(other.user).count() == 0
    own = as_user(scene.person).get(reverse("rights:data") + "?journal=all").content.decode()
    assert "Accord donné" in own


def test_every_action_that_may_be_about_a_person_has_words() -> None:
    """Words for what people read in their journal; for actions that exist now."""
    from openemploi_web.rights.looks import actions_without_words

    assert actions_without_words() == []
    assert "rights.contest" in WORDS


@pytest.mark.parametrize("form", ["json-resume", "europass"])
def test_the_profile_taken_away_is_read_again_with_the_same_facts(
    scene: Scene, as_user: AsUser, form: str
) -> None:
    answer = as_user(scene.person).get(reverse("rights:take-profile", args=[form]))

    assert answer["Content-Disposition"] == f'attachment; filename="{form}.json"'
    read = read_value(json.loads(answer.content), name="profil.json", sha256="")
    experience = read.structure.experiences[0]
    assert (experience.title, experience.employer) == ("Serveuse", "Café du Port")
    assert read.structure.contact.emails[0].text == scene.person.email


def test_an_unknown_format_is_not_found(scene: Scene, as_user: AsUser) -> None:
    assert as_user(scene.person).get(reverse("rights:take-profile", args=["pdf"])).status_code == 404


def test_the_archive_holds_data_files_profile_and_journal_but_no_secret(
    scene: Scene, as_user: AsUser
) -> None:
    document = CvDocument.objects.create(profile=scene.profile, name="cv.txt", state="read")
    document.file.save("cv.txt", ContentFile(b"Mon CV"), save=True)
    client = as_user(scene.person)
    client.post(reverse("rights:ask-archive"))
    run_waiting()
    archive = ArchiveFile.objects.get(user=scene.person)

    answer = client.get(reverse("rights:take-archive", args=[archive.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as content:  # type: ignore[attr-defined]
        names = content.namelist()
        everything = b"".join(content.read(name) for name in names)
        kept = (document.file.name or "").rsplit("/", 1)[-1]
        assert content.read(f"files/cvdocument/{document.pk}/{kept}") == b"Mon CV"
        account = json.loads(content.read("data/accounts.user.json"))[0]
        applications = json.loads(content.read("data/vacancies.application.json"))
    assert {"profile/json-resume.json", "profile/europass.json", "journal.json", "README.txt"} <= set(names)
    assert account["email"] == scene.person.email
    assert applications[0]["snapshot"]["contact"]["name"] == "Zélie Quintrec"
    assert b'"password"' not in everything
    assert scene.person.password.encode() not in everything


def test_an_archive_is_for_its_owner_alone(scene: Scene, as_user: AsUser) -> None:
    archive = actions.ask_archive(actor=scene.person)
    run_waiting()

    other = as_user(make.jobseeker().user)
    assert other.get(reverse("rights:take-archive", args=[archive.pk])).status_code == 404
    assert (
        as_user(scene.administrator).get(reverse("rights:take-archive", args=[archive.pk])).status_code == 404
    )


def test_asking_twice_makes_one_archive_and_a_job_done_twice_changes_nothing(scene: Scene) -> None:
    first = actions.ask_archive(actor=scene.person)
    assert actions.ask_archive(actor=scene.person).pk == first.pk
    run_waiting()
    ready = ArchiveFile.objects.get(pk=first.pk)

    from openemploi_web.rights.archive import make as make_archive

    make_archive(ready)
    assert ArchiveFile.objects.get(pk=first.pk).file.name == ready.file.name
    assert scene.person.notices.filter(kind="archive_ready").count() == 1
