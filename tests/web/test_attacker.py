"""What somebody tries who wants more than they may have: each test is a way in that must stay closed."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.actions import Denied
from openemploi_web.core.folders import folder
from openemploi_web.core.models import AuditEvent
from openemploi_web.jobseekers.models import CvDocument, Profile, SavedSearch, Version
from openemploi_web.vacancies import actions_candidates, search
from openemploi_web.vacancies.found import key_of
from openemploi_web.vacancies.models import Application, Unmasking, Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
HOME = "Zélie Quintrec"


@dataclass(frozen=True, slots=True)
class Prey:
    """A person with an application, and the team that may read it."""

    profile: Profile
    team: Organisation
    recruiter: User
    vacancy: Vacancy
    application: Application
    skill: tuple[str, str]

    def page(self, name: str) -> str:
        """A page about the application."""
        return reverse(f"vacancies:{name}", args=[self.vacancy.pk, self.application.pk])


@pytest.fixture
def prey(taxonomy: Taxonomy) -> Prey:
    """Zélie applied to a hotel."""
    row = int(taxonomy.concepts(ConceptKind.SKILL)[10])
    skill = (taxonomy.uri(row), taxonomy.label(row, "fr"))
    profile = make.jobseeker(user=make.user("zelie.quintrec@example.org", name=HOME), consents=("findable",))
    make.skill(profile, *skill)
    team = make.organisation(name="Hôtel", verified_at=timezone.now())
    recruiter = make.member(team)
    vacancy = make.vacancy(team, requirements=[(*skill, "essential")])
    return Prey(profile, team, recruiter, vacancy, make.application(vacancy, profile), skill)


def _looks(application: Application) -> int:
    return AuditEvent.objects.filter(action="vacancies.look_at", subject=str(application.pk)).count()


@pytest.mark.parametrize("name", ["candidate", "unmask", "note"])
def test_no_faulty_form_shows_an_application_without_leaving_a_trace(
    as_user: AsUser, prey: Prey, name: str
) -> None:
    page = as_user(prey.recruiter).post(prey.page(name), {})

    assert page.status_code in (200, 422)
    assert prey.skill[1] in page.content.decode()
    assert _looks(prey.application) == 1


def test_side_by_side_is_a_look_at_each(as_user: AsUser, prey: Prey) -> None:
    other = make.jobseeker()
    make.skill(other, *prey.skill)
    second = make.application(prey.vacancy, other)
    address = reverse("vacancies:sidebyside", args=[prey.vacancy.pk])

    as_user(prey.recruiter).get(address, {"a": [prey.application.pk, second.pk]})

    assert (_looks(prey.application), _looks(second)) == (1, 1)


def test_who_has_withdrawn_is_neither_unmasked_nor_noted(as_user: AsUser, prey: Prey) -> None:
    prey.application.state = Application.State.WITHDRAWN
    prey.application.save()
    client = as_user(prey.recruiter)

    assert client.post(prey.page("unmask"), {"reason": "contact"}).status_code == 404
    assert client.post(prey.page("note"), {"text": "À rappeler."}).status_code == 404
    with pytest.raises(Denied):
        actions_candidates.unmask(actor=prey.recruiter, application=prey.application, reason="contact")
    assert not Unmasking.objects.exists() and not prey.application.team_notes.exists()


def test_an_employer_that_nobody_verified_finds_no_people(as_user: AsUser, prey: Prey) -> None:
    shutil.rmtree(folder("index"), ignore_errors=True)
    search._opened.clear()
    other = make.vacancy(prey.team, requirements=[(*prey.skill, "essential")])
    search.rebuild()
    client = as_user(prey.recruiter)
    found = reverse("vacancies:found", args=[other.pk])
    key = key_of(other, prey.profile)
    invite = reverse("vacancies:invite", args=[other.pk, key])
    assert invite in client.get(found).content.decode()

    Organisation.objects.filter(pk=prey.team.pk).update(verified_at=None)

    page = client.get(found)
    assert page.status_code == 200 and prey.skill[1] not in page.content.decode()
    assert client.post(invite, {f"p{key.hex}-text": "Venez."}).status_code == 404
    with pytest.raises(Denied):
        actions_candidates.invite(
            actor=prey.recruiter,
            vacancy=Vacancy.objects.get(pk=other.pk),
            profile=prey.profile,
            text="Venez.",
        )


@pytest.mark.parametrize("who", ["left", "other team", "counsellor", "person", "other person", "visitor"])
def test_no_stranger_reads_an_offer_s_applications_by_any_page(as_user: AsUser, prey: Prey, who: str) -> None:
    if who == "left":
        Membership.objects.filter(user=prey.recruiter).update(ended_at=timezone.now())
        client = as_user(User.objects.get(pk=prey.recruiter.pk))
    elif who == "visitor":
        client = Client()
    else:
        client = as_user(
            {
                "other team": lambda: make.member(make.organisation(), role="administrator"),
                "counsellor": lambda: make.member(make.organisation("counselling", territory=["04"])),
                "person": lambda: prey.profile.user,
                "other person": lambda: make.jobseeker().user,
            }[who]()
        )
    offer = ["edit", "requirements", "publish", "close", "candidates", "sidebyside", "answer", "print",
             "export-csv", "export-pdf", "found", "import"]  # fmt: skip
    pages = [reverse(f"vacancies:{name}", args=[prey.vacancy.pk]) for name in offer]
    pages.append(prey.page("candidate"))
    posts = [*pages[:4], *(prey.page(name) for name in ("candidate", "unmask", "note")),
             *(reverse(f"vacancies:{name}", args=[prey.vacancy.pk]) for name in ("duplicate", "answer"))]  # fmt: skip
    expected = {302} if who == "visitor" else {404}

    assert {client.get(page).status_code for page in pages} == expected
    assert {client.post(page, {"reason": "contact"}).status_code for page in posts} == expected
    assert not AuditEvent.objects.filter(subject=str(prey.application.pk)).exists()
    prey.vacancy.refresh_from_db()
    assert prey.vacancy.state == Vacancy.State.PUBLISHED


def test_the_public_page_says_that_nobody_verified_the_employer(prey: Prey) -> None:
    page = reverse("vacancies:offer", args=[prey.vacancy.pk])
    client = Client(headers={"accept-language": "fr"})
    words = "n’a pas encore vérifié cet employeur"
    assert words not in client.get(page).content.decode()

    Organisation.objects.filter(pk=prey.team.pk).update(verified_at=None)

    assert words in client.get(page).content.decode()


def test_an_application_is_not_read_through_another_offer_of_one_s_own(as_user: AsUser, prey: Prey) -> None:
    thief = make.member(make.organisation(name="Autre"))
    own = make.vacancy(thief.active_memberships[0].organisation, requirements=[(*prey.skill, "essential")])
    client = as_user(thief)

    for name in ("candidate", "unmask", "note"):
        address = reverse(f"vacancies:{name}", args=[own.pk, prey.application.pk])
        assert client.post(address, {"reason": "contact", "text": "x"}).status_code == 404
    for name in ("sidebyside", "answer"):
        address = reverse(f"vacancies:{name}", args=[own.pk])
        assert client.get(address, {"a": str(prey.application.pk)}).status_code == 404
    with pytest.raises(Denied):
        actions_candidates.look_at(actor=thief, application=prey.application)


def test_nothing_of_another_person_s_search_for_work_is_found(as_user: AsUser, prey: Prey) -> None:
    document = CvDocument.objects.create(profile=prey.profile, name="cv.pdf", state="read")
    kept = SavedSearch.objects.create(profile=prey.profile, name="Accueil")
    version = Version.objects.create(profile=prey.profile, number=1, label="A", snapshot={})
    skill = prey.profile.skills.get()
    line = make.experience(prey.profile, "Serveuse")
    client = as_user(make.jobseeker().user)
    gets = [
        reverse("jobseekers:review", args=[document.pk]),
        reverse("jobseekers:version", args=[version.pk]),
        reverse("jobseekers:line", args=["experience", line.pk]),
        reverse("jobseekers:correct-skill", args=[skill.pk]),
        reverse("jobseekers:application", args=[prey.application.pk]),
        reverse("jobseekers:interview", args=[prey.application.pk]),
        reverse("jobseekers:withdraw", args=[prey.application.pk]),
    ]
    posts = [
        *gets[:4],
        gets[-1],
        reverse("jobseekers:forget-document", args=[document.pk]),
        reverse("jobseekers:read-again", args=[document.pk]),
        reverse("jobseekers:delete-version", args=[version.pk]),
        reverse("jobseekers:remove-line", args=["experience", line.pk]),
        reverse("jobseekers:change-search", args=[kept.pk]),
        reverse("jobseekers:remove-search", args=[kept.pk]),
    ]

    assert {client.get(page).status_code for page in gets} == {404}
    answers = {page: client.post(page, {"name": "x", "alert": "never"}).status_code for page in posts}
    assert set(answers.values()) <= {404, 405} and list(answers.values()).count(404) > 8
    assert prey.profile.versions.count() == prey.profile.searches.count() == 1


def test_a_draft_is_not_learnt_of_by_any_page_for_persons(as_user: AsUser, prey: Prey) -> None:
    draft = make.vacancy(prey.team, state="draft", title="Poste secret")
    client = as_user(make.jobseeker().user)
    own = make.vacancy()
    pages = [
        reverse("vacancies:offer", args=[draft.pk]),
        reverse("jobseekers:apply", args=[draft.pk]),
        reverse("jobseekers:not-for-me", args=[draft.pk]),
        reverse("jobseekers:compare") + f"?offer={draft.pk}&offer={own.pk}",
        reverse("rights:why", args=[draft.pk]),
        reverse("rights:contest", args=[draft.pk]),
    ]

    assert {client.get(page).status_code for page in pages} == {404}
    marked = client.post(reverse("jobseekers:mark", args=[draft.pk]), {"mark": "favourite"})
    assert marked.status_code == 404


def test_another_person_s_version_cannot_be_sent(as_user: AsUser, prey: Prey) -> None:
    version = Version.objects.create(profile=prey.profile, number=1, label="A", snapshot={})
    thief = make.jobseeker()
    vacancy = make.vacancy()

    page = as_user(thief.user).post(
        reverse("jobseekers:apply", args=[vacancy.pk]), {"version": str(version.pk), "step": "send"}
    )

    assert page.status_code == 422
    assert not thief.applications.exists()


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_no_form_sends_one_to_another_site(as_user: AsUser, prey: Prey, where: str) -> None:
    vacancy = make.vacancy()

    page = as_user(prey.profile.user).post(
        reverse("jobseekers:mark", args=[vacancy.pk]), {"mark": "favourite", "next": where}
    )

    assert page.headers["Location"] == reverse("jobseekers:offers")


def test_a_link_that_stops_an_alert_cannot_be_made_up(prey: Prey) -> None:
    kept = SavedSearch.objects.create(profile=prey.profile, name="Accueil")

    for token in (str(kept.pk), f"{kept.pk}:abc", f"{uuid.uuid4()}:x"):
        assert Client().post(reverse("jobseekers:stop-alert", args=[token])).status_code == 404
    kept.refresh_from_db()
    assert kept.alert != SavedSearch.Alert.NEVER
