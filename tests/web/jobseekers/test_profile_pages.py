"""The pages of one's own profile: lines of a life, skills, wishes, versions; and that they are one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.jobseekers import actions_profile, review
from openemploi_web.jobseekers.models import (
    CvDocument,
    Experience,
    Language,
    Licence,
    Profile,
    Skill,
    Version,
)
from openemploi_web.vacancies.models import IndexChange
from tests.web import factories

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]

TILL = "urn:openemploi:skill:till"
WAITER = "urn:openemploi:occupation:waiter"
DEVELOPER = "urn:openemploi:occupation:web-developer"


@pytest.fixture
def person() -> Profile:
    return factories.jobseeker(name="Camille Test")


@pytest.fixture
def browser(person: Profile, as_user: AsUser) -> Client:
    return as_user(person.user)


def uri_of(browser: Client, name: str) -> str:
    """The first skill that the page finds under ``name``."""
    found = browser.get(reverse("jobseekers:add-skill"), {"q": name}).context["found"]
    return str(found[0].uri)


def wishes(**values: Any) -> dict[str, Any]:
    return {"hours": "", "remote": "", "minimum_pay": "", "constraints": "", **values}


@pytest.mark.parametrize(
    "name",
    ["start", "import", "tell", "profile", "contact", "skills", "add-skill", "wishes", "versions", "image"],
)
@pytest.mark.parametrize("language", ["fr", "en", "ko"])
def test_each_page_has_one_title_and_no_inline_style_or_script(
    browser: Client, name: str, language: str
) -> None:
    page = browser.get(reverse(f"jobseekers:{name}"), headers={"accept-language": language}).content.decode()
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not re.search(r'\sstyle="|<script>|\son\w+="', page)
    assert f'lang="{language}"' in page


@pytest.mark.parametrize(
    "name", ["start", "import", "tell", "profile", "skills", "wishes", "versions", "image"]
)
def test_a_visitor_is_asked_to_sign_in(name: str) -> None:
    answer = Client().get(reverse(f"jobseekers:{name}"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_what_is_another_person_s_does_not_exist(browser: Client) -> None:
    other = factories.jobseeker()
    skill = factories.skill(other, TILL, "caisse")
    line = factories.experience(other, "Serveuse")
    document = CvDocument.objects.create(profile=other, name="cv.txt", state=CvDocument.State.READ)
    version = Version.objects.create(profile=other, number=1, label="x", snapshot={})
    pages = [
        reverse("jobseekers:review", args=[document.pk]),
        reverse("jobseekers:correct-skill", args=[skill.pk]),
        reverse("jobseekers:line", args=["experience", line.pk]),
        reverse("jobseekers:version", args=[version.pk]),
        reverse("jobseekers:line", args=["experience", uuid4()]),
        reverse("jobseekers:add-line", args=["nothing"]),
    ]
    forms = [
        reverse("jobseekers:review", args=[document.pk]),
        reverse("jobseekers:read-again", args=[document.pk]),
        reverse("jobseekers:forget-document", args=[document.pk]),
        reverse("jobseekers:remove-line", args=["experience", line.pk]),
        reverse("jobseekers:delete-version", args=[version.pk]),
    ]
    assert {url: browser.get(url).status_code for url in pages} == dict.fromkeys(pages, 404)
    assert {url: browser.post(url).status_code for url in forms} == dict.fromkeys(forms, 404)
    assert Skill.objects.count() == Experience.objects.count() == Version.objects.count() == 1


def test_nobody_writes_in_another_person_s_profile(person: Profile) -> None:
    other = factories.jobseeker()
    with pytest.raises(Denied):
        actions_profile.add_skill(actor=other.user, profile=person, uri=TILL, label="caisse")
    assert not Skill.objects.exists()


def test_a_change_is_in_the_journal_and_reaches_the_index(browser: Client, person: Profile) -> None:
    before = person.edited_at
    browser.post(reverse("jobseekers:add-skill"), {"uri": uri_of(browser, "tenir une caisse")})
    person.refresh_from_db()
    event = AuditEvent.objects.get(action="jobseekers.add_skill")
    assert (event.actor, event.person) == (person.user_id, person.user_id)
    assert IndexChange.objects.filter(record=person.pk).exists()
    assert person.edited_at > before


def test_reading_one_s_own_data_is_no_event(browser: Client) -> None:
    for name in ("profile", "skills", "wishes", "versions"):
        browser.get(reverse(f"jobseekers:{name}"))
    assert not AuditEvent.objects.exists()


def test_a_skill_is_found_by_its_name_and_added(browser: Client, person: Profile) -> None:
    page = browser.get(reverse("jobseekers:add-skill"), {"q": "tenir une caisse"})
    first = page.context["found"][0]
    assert first.label == "tenir une caisse"
    browser.post(reverse("jobseekers:add-skill"), {"uri": first.uri, "q": "tenir une caisse"})
    row = person.skills.get()
    assert (row.label, row.source, row.state) == (
        "tenir une caisse",
        Skill.Source.ADDED,
        Skill.State.ACCEPTED,
    )


def test_an_address_that_is_no_skill_is_not_added(browser: Client) -> None:
    for uri in ("http://example.org/x", WAITER, ""):
        assert browser.post(reverse("jobseekers:add-skill"), {"uri": uri}).status_code == 422
    assert not Skill.objects.exists()


def test_a_skill_read_wrongly_gives_its_passage_to_the_right_one(browser: Client, person: Profile) -> None:
    passage = {"text": "dresser les tables", "start": 3, "end": 21, "page": 1}
    wrong = factories.skill(
        person, "urn:x:horses", "dresser des chevaux", state="proposed", source="said", passages=[passage]
    )
    right = uri_of(browser, "dresser les tables")
    browser.post(reverse("jobseekers:correct-skill", args=[wrong.pk]), {"uri": right})
    wrong.refresh_from_db()
    put = person.skills.get(uri=right)
    assert (wrong.state, put.state, put.passages) == (Skill.State.REJECTED, Skill.State.ACCEPTED, [passage])


def test_a_denied_skill_is_confirmed_or_taken_back(browser: Client, person: Profile) -> None:
    kept = factories.skill(
        person, "urn:x:a", "porter des charges", state="proposed", source="said", negated=True
    )
    back = factories.skill(person, "urn:x:b", "conduire", state="proposed", source="said", negated=True)
    browser.post(
        reverse("jobseekers:skills"),
        {f"choice-{kept.pk}": review.CANNOT, f"choice-{back.pk}": review.ACCEPT},
    )
    kept.refresh_from_db()
    back.refresh_from_db()
    assert (kept.state, kept.negated) == (Skill.State.ACCEPTED, True)
    assert (back.state, back.negated) == (Skill.State.ACCEPTED, False)


def test_the_first_skills_are_five_at_most_and_never_one_set_aside(browser: Client, person: Profile) -> None:
    rows = [factories.skill(person, f"urn:x:{n}", f"compétence {n}") for n in range(6)]
    answers = {f"choice-{row.pk}": "accept" for row in rows} | {f"choice-{rows[0].pk}": "reject"}
    browser.post(reverse("jobseekers:skills"), {**answers, "top": [str(row.pk) for row in rows[:5]]})
    assert sorted(person.skills.exclude(top=None).values_list("top", "label")) == [
        (n, f"compétence {n}") for n in range(1, 5)
    ]
    too_many = browser.post(reverse("jobseekers:skills"), {**answers, "top": [str(row.pk) for row in rows]})
    assert too_many.status_code == 422


def test_the_form_of_another_person_s_skill_changes_nothing(browser: Client, person: Profile) -> None:
    theirs = factories.skill(factories.jobseeker(), "urn:x:1", "compétence", state="proposed")
    browser.post(reverse("jobseekers:skills"), {f"choice-{theirs.pk}": "reject", "top": str(theirs.pk)})
    theirs.refresh_from_db()
    assert (theirs.state, theirs.top) == (Skill.State.PROPOSED, None)


def test_caring_is_written_like_a_job_and_its_time_is_counted(browser: Client, person: Profile) -> None:
    answer = browser.post(
        reverse("jobseekers:add-line", args=["experience"]),
        {"kind": "unpaid", "title": "S’occuper d’un parent", "start": "03/2019", "end": "02/2021"},
    )
    assert answer.url == reverse("jobseekers:profile")
    line = person.experiences.get()
    assert (line.kind, line.start, line.end, line.months) == ("unpaid", "2019-03", "2021-02", 24)


def test_a_job_written_by_hand_is_understood_as_an_occupation(browser: Client, person: Profile) -> None:
    browser.post(
        reverse("jobseekers:add-line", args=["experience"]),
        {"kind": "job", "title": "Serveuse", "start": "2019"},
    )
    line = person.experiences.get()
    assert (line.occupation_uri, line.months) == (WAITER, None)


@pytest.mark.parametrize(
    ("start", "end", "field"), [("2021", "2019", "end"), ("13/2020", "", "start"), ("hier", "", "start")]
)
def test_dates_that_cannot_be_are_said_beside_their_field(
    browser: Client, start: str, end: str, field: str
) -> None:
    answer = browser.post(
        reverse("jobseekers:add-line", args=["experience"]),
        {"kind": "job", "title": "Serveuse", "start": start, "end": end},
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in answer.content.decode()


def test_a_language_and_a_licence_are_there_once(browser: Client, person: Profile) -> None:
    for _twice in range(2):
        browser.post(reverse("jobseekers:add-line", args=["langue"]), {"code": "en", "level": "B1"})
        browser.post(reverse("jobseekers:add-line", args=["permis"]), {"code": "driving:B", "held": "no"})
    assert [(row.code, row.label, row.level) for row in Language.objects.all()] == [("en", "anglais", "B1")]
    assert [(row.code, row.negated) for row in Licence.objects.all()] == [("driving:B", True)]


def test_a_diploma_keeps_what_is_not_known_as_unknown(browser: Client, person: Profile) -> None:
    browser.post(
        reverse("jobseekers:add-line", args=["diplome"]),
        {"title": "CAP Cuisine", "level": "", "obtained": ""},
    )
    row = person.education.get()
    assert (row.level, row.obtained, row.year) == (None, None, "")
    browser.post(
        reverse("jobseekers:line", args=["diplome", row.pk]),
        {"title": "CAP Cuisine", "level": "3", "obtained": "no"},
    )
    row.refresh_from_db()
    assert (row.level, row.obtained) == (3, False)


def test_a_way_back_that_is_no_page_of_the_person_leads_to_the_profile(browser: Client) -> None:
    others = CvDocument.objects.create(profile=factories.jobseeker(), name="x", state=CvDocument.State.READ)
    for back in (
        "https://example.org/",
        f"/moi/documents/{others.pk}/",
        "/moi/documents/nothing/",
        "//example.org",
    ):
        answer = browser.post(
            reverse("jobseekers:add-line", args=["langue"]), {"code": "en", "level": "", "back": back}
        )
        assert getattr(answer, "url", reverse("jobseekers:profile")) == reverse("jobseekers:profile")
        Language.objects.all().delete()


def test_wishes_are_kept_and_shown(browser: Client, person: Profile) -> None:
    answer = browser.post(
        reverse("jobseekers:wishes"),
        wishes(
            occupation=[WAITER, "urn:not:known"],
            place_1="digne les bains",
            radius_1="30",
            contracts=["permanent"],
            hours="part",
            minimum_pay="1800",
        ),
    )
    assert answer.url == reverse("jobseekers:offers")
    person.refresh_from_db()
    assert person.wished_occupations == [WAITER]
    assert person.areas == [{"place": "Digne-les-Bains", "radius_km": 30.0}]
    assert (person.contracts, person.hours, person.minimum_pay) == (["permanent"], "part", 1800)
    assert "Digne-les-Bains (30 km)" in browser.get(reverse("jobseekers:profile")).content.decode()


def test_an_unknown_place_is_refused_with_what_to_do_and_the_rest_stays_written(
    browser: Client, person: Profile
) -> None:
    answer = browser.post(reverse("jobseekers:wishes"), wishes(occupation=[WAITER], place_1="Zblorgville"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Zblorgville" in page
    assert 'href="#id_place_1"' in page
    assert f'value="{WAITER}" id="o1" checked' in page
    person.refresh_from_db()
    assert person.wished_occupations == []


def test_searching_an_occupation_keeps_what_was_written_and_changes_nothing(
    browser: Client, person: Profile
) -> None:
    answer = browser.post(
        reverse("jobseekers:wishes"),
        wishes(occupation=[WAITER], place_1="Manosque", q="développeur web", search="1"),
    )
    assert DEVELOPER in [one.uri for one in answer.context["found"]]
    assert 'value="Manosque"' in answer.content.decode()
    person.refresh_from_db()
    assert (person.wished_occupations, person.areas) == ([], [])


def test_a_version_stays_as_it_was_and_goes_when_it_was_not_sent(browser: Client, person: Profile) -> None:
    kept = factories.skill(person, "urn:x:1", "servir en salle")
    browser.post(reverse("jobseekers:versions"), {"label": "Pour l’hôtellerie"})
    kept.delete()
    version = person.versions.get()
    assert version.number == 1
    assert "servir en salle" in browser.get(reverse("jobseekers:version", args=[version.pk])).content.decode()
    sent = factories.application(factories.vacancy(), person, version_label=version.label)
    browser.post(reverse("jobseekers:delete-version", args=[version.pk]))
    assert person.versions.exists()
    sent.delete()
    browser.post(reverse("jobseekers:delete-version", args=[version.pk]))
    assert not person.versions.exists()


def test_what_is_missing_is_said_with_why_and_never_as_a_share_of_the_person(
    browser: Client, person: Profile
) -> None:
    page = browser.get(reverse("jobseekers:profile"))
    urls = [one.url for one in page.context["missing"]]
    assert reverse("jobseekers:start") in urls
    assert reverse("jobseekers:wishes") in urls
    assert all(str(one.why) for one in page.context["missing"])
    assert "%" not in re.sub(r"<[^>]*>", "", page.content.decode())
    factories.skill(person, "urn:x:1", "servir en salle", top=1)
    after = [one.url for one in browser.get(reverse("jobseekers:profile")).context["missing"]]
    assert reverse("jobseekers:start") not in after


def test_contact_is_kept_and_a_wrong_number_is_said(browser: Client, person: Profile) -> None:
    url = reverse("jobseekers:contact")
    wrong = browser.post(url, {"name": "Camille", "phone": "appelez-moi", "department": "99"})
    assert set(wrong.context["form"].errors) == {"phone", "department"}
    browser.post(url, {"name": "Camille", "phone": "06 12 34 56 78", "commune": "Gap", "department": "05"})
    person.refresh_from_db()
    assert (person.user.name, person.phone, person.department) == ("Camille", "06 12 34 56 78", "05")


def test_the_page_of_skills_asks_the_database_the_same_for_two_skills_as_for_thirty(
    browser: Client, person: Profile, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        factories.skill(person, f"urn:x:{number}", f"compétence {number}")
    with django_assert_max_num_queries(12):
        browser.get(reverse("jobseekers:skills"))


def test_what_a_change_of_language_does_to_names(browser: Client, person: Profile) -> None:
    uri = uri_of(browser, "tenir une caisse")
    factories.skill(person, uri, "tenir une caisse")
    factories.language(person, "en", "anglais")
    page = browser.get(reverse("jobseekers:profile"), headers={"accept-language": "en"}).content.decode()
    assert "English" in page
    assert "tenir une caisse" not in page
