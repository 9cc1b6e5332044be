"""The image that others return: a document about the person beside their profile, and nothing of it kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.jobseekers.image import Image, Named
from openemploi_web.jobseekers.models import CvDocument, Experience, Profile, Skill
from tests.linkedin import archive
from tests.web import factories

pytestmark = pytest.mark.django_db
ADDRESS = "jobseekers:image"


@pytest.fixture
def person() -> Profile:
    profile = factories.jobseeker(name="Lou Amblard")
    Experience.objects.create(
        profile=profile, title="Serveuse", employer="Auberge du Lac", start="2019-03", end="2023-01"
    )
    Experience.objects.create(profile=profile, title="Bénévole", employer="Les Paniers", start="2020")
    return profile


@pytest.fixture
def browser(person: Profile, as_user: Callable[[User], Client]) -> Client:
    return as_user(person.user)


def compared(browser: Client, data: bytes, name: str = "export.zip") -> Image:
    answer = browser.post(reverse(ADDRESS), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200, answer.context["form"].errors
    found: Image = answer.context["image"]
    return found


def labels(found: tuple[Named, ...]) -> list[str]:
    return [one.label for one in found]


def test_skills_that_both_say_and_that_only_one_says(browser: Client, person: Profile) -> None:
    first = compared(browser, archive())
    assert first.only_there and not first.both
    known, refused = first.only_there[0], first.only_there[1]
    factories.skill(person, known.uri, known.label, state=Skill.State.ACCEPTED)
    factories.skill(person, refused.uri, refused.label, state=Skill.State.REJECTED)
    factories.skill(person, "urn:elsewhere", "dresser des ours", state=Skill.State.ACCEPTED)

    found = compared(browser, archive())

    assert known.label in labels(found.both)
    assert labels(found.only_here) == ["dresser des ours"]
    aside = next(one for one in found.only_there if one.uri == refused.uri)
    assert aside.rejected
    assert all(one.passages for one in found.only_there)


def test_work_is_told_alike_otherwise_or_by_one_only(browser: Client) -> None:
    found = compared(browser, archive())

    assert [(there.end, here.end) for there, here in found.told_otherwise] == [("2022-12", "2023-01")]
    assert [one.title for one in found.work_there] == ["Vendeuse"]
    assert [one.title for one in found.work_here] == ["Bénévole"]
    alike = {
        "Company Name": "Auberge du lac",
        "Title": "serveuse",
        "Started On": "2019",
        "Finished On": "2023",
    }
    again = compared(browser, archive(Positions=[alike]))
    assert (again.work_both, again.told_otherwise) == (1, ())


def test_nothing_of_the_document_is_kept(
    browser: Client, person: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    skills = set(person.skills.values_list("uri", flat=True))

    compared(browser, archive())

    assert not CvDocument.objects.exists()
    assert set(person.skills.values_list("uri", flat=True)) == skills
    assert list(tmp_path.rglob("*.zip")) == []


def test_what_is_true_is_taken_and_what_is_no_skill_is_not(browser: Client, person: Profile) -> None:
    one = compared(browser, archive()).only_there[0]

    answer = browser.post(reverse("jobseekers:image-take"), {"skill": [one.uri, "urn:nothing"]})

    assert answer.url == reverse("jobseekers:skills")
    row = person.skills.get(uri=one.uri)
    assert (row.state, row.source) == (Skill.State.ACCEPTED, Skill.Source.ADDED)
    assert not person.skills.filter(uri="urn:nothing").exists()
    assert browser.post(reverse("jobseekers:image-take")).url == reverse(ADDRESS)


def test_a_file_that_cannot_be_read_says_why(browser: Client) -> None:
    answer = browser.post(reverse(ADDRESS), {"file": SimpleUploadedFile("x.zip", b"PK\x03\x04 broken")})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_an_assessment_in_plain_words_is_compared(browser: Client) -> None:
    words = "Bilan de stage\n\nLou sait tenir une caisse et accueillir les clients. Elle prend les commandes."
    found = compared(browser, words.encode(), "bilan.txt")
    assert found.only_there
