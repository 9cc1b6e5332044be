"""From a file or answers to a reviewed profile, as a person does it in a browser without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.core import jobs
from openemploi_web.core.models import Job
from openemploi_web.jobseekers import actions_documents, actions_profile, tasks
from openemploi_web.jobseekers.models import CvDocument, Profile, Skill
from tests.web import factories

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


@pytest.fixture
def person() -> Profile:
    return factories.jobseeker(name="Camille Test", commune="", department="")


@pytest.fixture
def browser(person: Profile, as_user: AsUser) -> Client:
    return as_user(person.user)


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path), "base_url": None}},
    }


def give(browser: Client, path: Path) -> CvDocument:
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    answer = browser.post(reverse("jobseekers:import"), {"file": upload})
    assert answer.status_code == 302, answer.context["form"].errors
    document = CvDocument.objects.order_by("-created_at").first()
    assert document is not None
    return document


def read(browser: Client, path: Path) -> CvDocument:
    document = give(browser, path)
    jobs.run_waiting()
    document.refresh_from_db()
    return document


def review(document: CvDocument) -> str:
    return reverse("jobseekers:review", args=[document.pk])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_what_is_listed_and_no_list_of_ours_knows_is_shown_with_a_search(
    browser: Client, tmp_path: Path
) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text("Camille Test\n\nCompétences\n- Tenir une caisse\n- Zorbage & <gRPC>\n- Anglais : lu\n")
    page = text_of(browser.get(review(read(browser, cv))))
    unlinked = page.partition('id="unlinked"')[2].partition("</section>")[0]
    assert "Zorbage &amp; &lt;gRPC&gt;" in unlinked
    assert "?q=Zorbage%20%26%20%3CgRPC%3E&amp;back=" in unlinked
    assert "caisse" not in unlinked
    assert "lu" not in re.findall(r"<li>([^<–]+) –", unlinked)


def test_a_file_is_read_in_the_background_and_the_page_says_so(browser: Client, samples: Path) -> None:
    document = give(browser, samples / "cvs" / "caissiere-message.txt")
    waiting = browser.get(review(document))
    assert '<meta http-equiv="refresh"' in waiting.content.decode()
    jobs.run_waiting()
    page = browser.get(review(document))
    assert '<meta http-equiv="refresh"' not in page.content.decode()
    assert "<mark>" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "aide-soignante.pdf",
        "chef-de-rang.docx",
        "aide-a-domicile.odt",
        "cuisiniere.rtf",
        "libraire.html",
        "peintre.txt",
        "comptable.xml",
        "developpeuse.json",
    ],
)
def test_every_format_becomes_skills_with_a_passage(
    browser: Client, samples: Path, person: Profile, name: str
) -> None:
    document = read(browser, samples / "cvs" / name)
    assert document.state == CvDocument.State.READ
    said = person.skills.filter(source=Skill.Source.SAID)
    assert said
    assert all(row.passages and row.state == Skill.State.PROPOSED for row in said)
    assert browser.get(review(document)).status_code == 200


def test_each_passage_leads_to_its_skill_and_back(browser: Client, samples: Path) -> None:
    document = read(browser, samples / "cvs" / "aide-soignante.pdf")
    html = browser.get(review(document)).content.decode()
    there = set(re.findall(r'href="#(p\d+-\d+)"', html))
    assert there
    assert there <= set(re.findall(r'id="(p\d+-\d+)"', html))
    assert set(re.findall(r'href="#(s\d+)"', html)) <= set(re.findall(r'id="(s\d+)"', html))


def test_the_text_is_shown_whole_and_unchanged_around_the_marks(browser: Client, samples: Path) -> None:
    document = read(browser, samples / "cvs" / "aide-soignante.pdf")
    sheets = browser.get(review(document)).context["sheets"]
    assert ["".join(piece.text for piece in sheet.pieces) for sheet in sheets] == [
        p["text"] for p in document.pages
    ]


def test_a_whole_review_is_one_form(browser: Client, samples: Path, person: Profile) -> None:
    document = read(browser, samples / "cvs" / "chef-de-rang.docx")
    mine, not_mine, later = person.skills.filter(negated=False)[:3]
    answer = browser.post(
        review(document),
        {
            f"choice-{mine.pk}": "accept",
            f"rating-{mine.pk}": "3",
            "top": str(mine.pk),
            f"choice-{not_mine.pk}": "reject",
            f"choice-{later.pk}": "",
        },
    )
    assert answer.url == reverse("jobseekers:wishes")
    for row in (mine, not_mine, later):
        row.refresh_from_db()
    assert (mine.state, mine.rating, mine.top) == (Skill.State.ACCEPTED, 3, 1)
    assert not_mine.state == Skill.State.REJECTED
    assert later.state == Skill.State.PROPOSED


def test_all_that_is_written_is_accepted_at_once_and_nothing_that_is_implied(
    browser: Client, samples: Path, person: Profile
) -> None:
    document = read(browser, samples / "cvs" / "chef-de-rang.docx")
    refused = person.skills.filter(source="said", negated=False)[0]
    browser.post(review(document), {f"choice-{refused.pk}": "reject", "accept_said": "1"})
    states = {row.uri: row.state for row in person.skills.filter(source="said", negated=False)}
    assert states.pop(refused.uri) == Skill.State.REJECTED
    assert set(states.values()) == {Skill.State.ACCEPTED}
    assert not person.skills.filter(source="implied", state=Skill.State.ACCEPTED)


def test_six_first_skills_are_refused_and_nothing_is_kept(
    browser: Client, samples: Path, person: Profile
) -> None:
    document = read(browser, samples / "cvs" / "chef-de-rang.docx")
    six = [str(row.pk) for row in person.skills.all()[:6]]
    answer = browser.post(review(document), {"top": six})
    assert answer.status_code == 422
    assert not person.skills.exclude(top=None)


def test_another_document_takes_nothing_back_from_the_person(
    browser: Client, samples: Path, person: Profile
) -> None:
    read(browser, samples / "cvs" / "caissiere-message.txt")
    rejected, accepted = person.skills.filter(source="said")[:2]
    first = CvDocument.objects.get()
    browser.post(
        review(first),
        {f"choice-{rejected.pk}": "reject", f"choice-{accepted.pk}": "accept", f"rating-{accepted.pk}": "4"},
    )
    second = samples / "cvs" / "caissiere-confirmee.pdf"
    read(browser, second)
    rejected.refresh_from_db()
    accepted.refresh_from_db()
    assert (rejected.state, accepted.state, accepted.rating) == ("rejected", "accepted", 4)
    uris = list(person.skills.values_list("uri", flat=True))
    assert len(uris) == len(set(uris))


def test_a_line_taken_out_does_not_come_back_with_the_next_file(
    browser: Client, samples: Path, person: Profile, tmp_path: Path
) -> None:
    read(browser, samples / "cvs" / "peintre.txt")
    line = person.experiences.all()[0]
    browser.post(reverse("jobseekers:remove-line", args=["experience", line.pk]))
    left = person.experiences.count()
    again = tmp_path / "again.txt"
    again.write_text((samples / "cvs" / "peintre.txt").read_text() + "\n\nDisponible tout de suite.\n")
    read(browser, again)
    assert person.experiences.count() == left


def test_a_corrected_line_is_not_doubled_by_the_next_file(
    browser: Client, samples: Path, person: Profile, tmp_path: Path
) -> None:
    read(browser, samples / "cvs" / "peintre.txt")
    line = person.experiences.all()[0]
    count = person.experiences.count()
    url = reverse("jobseekers:line", args=["experience", line.pk])
    browser.post(url, {"kind": line.kind, "title": "Peintre en décor", "start": "03/2019", "end": "2020"})
    again = tmp_path / "again.txt"
    again.write_text((samples / "cvs" / "peintre.txt").read_text() + "\n\nDisponible tout de suite.\n")
    read(browser, again)
    line.refresh_from_db()
    assert (line.title, line.start, person.experiences.count()) == ("Peintre en décor", "2019-03", count)


def test_the_same_file_twice_is_read_once(browser: Client, samples: Path) -> None:
    first = read(browser, samples / "cvs" / "peintre.txt")
    answer = browser.post(
        reverse("jobseekers:import"),
        {"file": SimpleUploadedFile("copie.txt", (samples / "cvs" / "peintre.txt").read_bytes())},
    )
    assert answer.url == review(first)
    assert CvDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cv.pdf", b"%PDF-1.4 broken", "document_truncated"),
        ("cv.exe", b"MZ\x00\x01" + bytes(range(256)) * 20, "document_unsupported_type"),
        ("cv.txt", b"   \n  ", "document_no_text"),
        (
            "cv.xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "document_forbidden_xml",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_code_and_what_to_do(
    browser: Client, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document = read(browser, path)
    assert document.state == CvDocument.State.REFUSED
    assert document.fault is not None
    assert document.fault["code"] == code
    page = browser.get(review(document)).content.decode()
    assert code in page
    assert reverse("jobseekers:tell") in page


def test_an_empty_file_and_one_that_is_too_large_are_refused_at_the_door(browser: Client) -> None:
    url = reverse("jobseekers:import")
    empty = browser.post(url, {"file": SimpleUploadedFile("cv.pdf", b"")})
    assert empty.status_code == 422
    assert empty.context["form"].errors.as_data()["file"][0].code == "document_empty"
    large = SimpleUploadedFile("cv.pdf", b"x" * 20_000_001)
    answer = browser.post(url, {"file": large})
    assert answer.context["form"].errors.as_data()["file"][0].code == "document_too_large"
    assert not CvDocument.objects.exists()


def test_a_reading_that_stopped_by_our_fault_can_be_asked_again(browser: Client, samples: Path) -> None:
    document = give(browser, samples / "cvs" / "peintre.txt")
    Job.objects.update(state=Job.State.FAILED)
    page = browser.get(review(document)).content.decode()
    assert reverse("jobseekers:read-again", args=[document.pk]) in page
    browser.post(reverse("jobseekers:read-again", args=[document.pk]))
    jobs.run_waiting()
    document.refresh_from_db()
    assert document.state == CvDocument.State.READ


def test_the_story_of_a_waiter_becomes_a_profile(browser: Client, person: Profile) -> None:
    story = (
        "je suis serveur depuis cinq ans, j'aimerais travailler dans l'informatique, je n'ai pas le permis"
    )
    answer = browser.post(reverse("jobseekers:tell"), {"done": story, "where": "Manosque, 20 km"})
    jobs.run_waiting()
    person.refresh_from_db()
    assert [(e.title, e.months) for e in person.experiences.all()] == [("Serveur", 60)]
    assert [(one.code, one.negated) for one in person.licences.all()] == [("driving:B", True)]
    assert [row["text"] for row in person.wish_words] == ["informatique"]
    assert person.wished_occupations
    assert person.areas == [{"place": "Manosque", "radius_km": 20.0}]
    assert "informatique" in text_of(browser.get(answer.url))


def test_no_answer_at_all_is_asked_for_again(browser: Client) -> None:
    answer = browser.post(reverse("jobseekers:tell"), {"done": "  "})
    assert answer.status_code == 422
    assert not CvDocument.objects.exists()


def test_a_wish_taken_back_is_not_proposed_again(browser: Client, person: Profile) -> None:
    browser.post(reverse("jobseekers:tell"), {"wish": "l'informatique"})
    jobs.run_waiting()
    person.refresh_from_db()
    kept, *taken_back = person.wished_occupations
    browser.post(reverse("jobseekers:wishes"), {"occupation": [kept]})
    browser.post(reverse("jobseekers:tell"), {"wish": "plutôt l'informatique"})
    jobs.run_waiting()
    person.refresh_from_db()
    assert taken_back
    assert not set(taken_back) & set(person.wished_occupations)


def test_a_document_erased_takes_its_file_and_its_text_and_leaves_the_skills(
    browser: Client, samples: Path, person: Profile, django_capture_on_commit_callbacks: Any
) -> None:
    document = read(browser, samples / "cvs" / "peintre.txt")
    path = Path(document.file.path)
    skills = person.skills.count()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("jobseekers:forget-document", args=[document.pk]))
    assert not path.exists()
    assert not CvDocument.objects.exists()
    assert person.skills.count() == skills


def _meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Have something happen while a document is read."""
    wished = tasks.what_is_wished

    def read(*arguments: Any, **named: Any) -> Any:
        happens()
        return wished(*arguments, **named)

    monkeypatch.setattr(tasks, "what_is_wished", read)


def test_what_the_person_keeps_while_a_file_is_read_is_not_written_over(
    browser: Client, samples: Path, person: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meanwhile(
        monkeypatch,
        lambda: actions_profile.keep_contact(
            actor=person.user,
            profile=Profile.objects.get(pk=person.pk),
            name="Camille Test",
            values={"headline": "Caissière de nuit"},
        ),
    )

    document = read(browser, samples / "cvs" / "caissiere-message.txt")

    person.refresh_from_db()
    assert (document.state, person.headline) == (CvDocument.State.READ, "Caissière de nuit")


def test_a_document_taken_away_while_it_is_read_does_not_come_back(
    browser: Client, samples: Path, person: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = give(browser, samples / "cvs" / "caissiere-message.txt")
    _meanwhile(
        monkeypatch,
        lambda: actions_documents.forget_document(
            actor=person.user, document=CvDocument.objects.get(pk=document.pk)
        ),
    )

    jobs.run_waiting()

    assert not CvDocument.objects.exists() and not person.skills.exists()


def test_the_name_of_a_file_cannot_leave_the_folder(browser: Client, person: Profile) -> None:
    browser.post(reverse("jobseekers:import"), {"file": SimpleUploadedFile("..\\..\\é/../x.txt", b"peintre")})
    assert re.fullmatch(r"cv/[0-9a-f-]{36}/[^/\\]+", CvDocument.objects.get().file.name)


def test_the_keyboard_meets_the_skills_then_the_button_then_the_text(browser: Client, samples: Path) -> None:
    document = read(browser, samples / "cvs" / "aide-soignante.pdf")
    html = browser.get(review(document)).content.decode()
    places = [html.rindex(part) for part in ('type="radio"', 'name="stay"', 'id="text"', 'class="ref"')]
    assert places == sorted(places)
    assert not re.search(r'tabindex="[1-9]', html)


def test_a_page_that_could_not_be_read_is_shown_as_such(browser: Client, person: Profile) -> None:
    pages = [{"number": 1, "start": 0, "text": "Serveuse"}, {"number": 2, "start": 0, "text": ""}]
    document = CvDocument.objects.create(
        profile=person,
        name="cv.pdf",
        state=CvDocument.State.READ,
        pages=pages,
        quality=0.6,
        notes=["Page 2 abîmée."],
    )
    answer = browser.get(review(document))
    assert [sheet.empty for sheet in answer.context["sheets"]] == [False, True]
    assert answer.context["quality"]["tone"] == "warning"
    assert "Page 2 abîmée." in answer.content.decode()


def test_passages_that_overlap_keep_the_text_and_both_their_skills(browser: Client, person: Profile) -> None:
    text = "tenir une caisse enregistreuse"
    evidence = [
        {"text": text[:16], "start": 0, "end": 16, "page": 1},
        {"text": text[10:], "start": 10, "end": 30, "page": 1},
    ]
    claims = [{"uri": f"urn:x:{n}", "evidence": [one]} for n, one in enumerate(evidence)]
    document = CvDocument.objects.create(
        profile=person,
        name="cv.txt",
        state=CvDocument.State.READ,
        pages=[{"number": 1, "start": 0, "text": text}],
        reading={"skills": claims},
        quality=1.0,
    )
    for claim in claims:
        factories.skill(person, claim["uri"], claim["uri"], state="proposed", source="said")
    (sheet,) = browser.get(review(document)).context["sheets"]
    assert [piece.text for piece in sheet.pieces] == ["tenir une ", "caisse", " enregistreuse"]
    assert [len(piece.ends) for piece in sheet.pieces] == [0, 1, 1]
    assert [len(piece.anchors) for piece in sheet.pieces] == [1, 1, 0]


@pytest.mark.parametrize(("name", "warned"), [("Honorine Zafimana", True), ("CAMILLE TEST-ZAFIMANA", False)])
def test_a_cv_under_another_name_is_said_to_be_so(
    browser: Client, tmp_path: Path, name: str, warned: bool
) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text(
        f"{name}\nhonorine@exemple.fr\n\nExpérience\n2019 - 2021 : Caissière, Marché Test\n", encoding="utf-8"
    )

    document = read(browser, cv)

    assert (f"Ce document porte le nom {name}" in text_of(browser.get(review(document)))) is warned
