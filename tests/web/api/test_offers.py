"""A partner's system sends its offers, again and again: one by one, in bulk, as a snapshot of all it has."""

from __future__ import annotations

import json
from typing import Any

from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.vacancies.models import Application, Vacancy
from tests.web.api.conftest import Program, Scene

TEXT = (
    "Vous accueillez les habitants et tenez le secrétariat. CDI à temps plein, 35 heures par semaine, "
    "2 000 € brut par mois.\n\nLieu de travail : 04000 Digne-les-Bains"
)
LINES = "application/x-ndjson"


def bulk(program: Program, rows: list[Any], query: str = "") -> list[dict[str, Any]]:
    body = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    answer = program.post(f"/offers/bulk{query}", body, content_type=LINES)
    assert answer.status_code == 200, answer.content
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_an_offer_is_made_then_left_then_changed(scene: Scene) -> None:
    path = "/offers/by-reference/HR-12"
    offer = {"title": "Agent d’accueil", "text": TEXT}

    first = scene.program.put(path, offer)
    entries = AuditEvent.objects.count()
    second = scene.program.put(path, offer)
    assert AuditEvent.objects.count() == entries
    third = scene.program.put(path, {**offer, "remote": True})

    assert [answer.status_code for answer in (first, second, third)] == [201, 200, 200]
    assert [answer.json()["result"] for answer in (first, second, third)] == [
        "created",
        "unchanged",
        "updated",
    ]
    vacancy = Vacancy.objects.get(external_id="HR-12")
    assert (vacancy.state, vacancy.origin, vacancy.organisation) == ("published", "api", scene.employer)
    assert vacancy.remote is True
    assert vacancy.edited_by == scene.administrator


def test_what_is_not_sent_is_read_in_the_text_and_null_says_unknown(scene: Scene) -> None:
    scene.program.put("/offers/by-reference/a", {"title": "Agent d’accueil", "text": TEXT})
    scene.program.put("/offers/by-reference/b", {"title": "Agent d’accueil", "text": TEXT, "contract": None})

    read, said = (Vacancy.objects.get(external_id=key) for key in "ab")
    assert (read.contract, read.pay_minimum, read.commune) == ("permanent", 2000, "Digne-les-Bains")
    assert said.contract == ""


def test_the_skills_that_are_sent_are_those_that_are_asked_for(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    offer = {
        "title": "Agent d’accueil",
        "text": TEXT,
        "requirements": [{"uri": skills[2][0], "kind": "learnable"}],
    }

    key = scene.program.put("/offers/by-reference/c", offer).json()["id"]

    asked = scene.program.get(f"/offers/{key}").json()["requirements"]
    assert [(row["uri"], row["kind"], row["settled"]) for row in asked] == [(skills[2][0], "learnable", True)]
    assert scene.program.put("/offers/by-reference/c", offer).json()["result"] == "unchanged"


def test_words_that_the_law_forbids_hold_an_offer_up_unless_a_text_allows_them(scene: Scene) -> None:
    offer = {"title": "Serveuse", "text": f"Nous cherchons une jeune femme de moins de 30 ans. {TEXT}"}

    refused = scene.program.put("/offers/by-reference/d", offer)

    assert (refused.status_code, refused.json()["code"]) == (422, "words_forbidden")
    assert not Vacancy.objects.filter(external_id="d").exists()
    assert scene.program.put("/offers/by-reference/d", {**offer, "state": "draft"}).status_code == 201
    assert (
        scene.program.put("/offers/by-reference/d", {**offer, "confirmed_lawful": True}).json()["state"]
        == "published"
    )


def test_an_offer_that_was_published_does_not_become_a_draft(scene: Scene) -> None:
    offer = {"title": "Agent d’accueil", "text": TEXT}
    scene.program.put("/offers/by-reference/e", offer)

    again = scene.program.put("/offers/by-reference/e", {**offer, "title": "Autre", "state": "draft"})

    assert again.status_code == 409
    assert Vacancy.objects.get(external_id="e").title == "Agent d’accueil"


def test_the_same_reference_of_two_employers_are_two_offers(scene: Scene) -> None:
    offer = {"title": "Agent d’accueil", "text": TEXT}

    assert scene.program.put("/offers/by-reference/f", offer).status_code == 201
    assert scene.other.put("/offers/by-reference/f", offer).status_code == 201
    assert Vacancy.objects.filter(external_id="f").count() == 2


def test_each_line_of_a_bulk_has_its_answer_and_one_fault_holds_up_no_other(scene: Scene) -> None:
    offer = {"title": "Agent d’accueil", "text": TEXT}
    rows = [
        {**offer, "reference": "1"},
        {"reference": "2", "title": "x"},
        {**offer, "reference": "1"},
        {**offer, "reference": "3", "openings": True},
        {**offer, "reference": "4"},
    ]

    told = bulk(scene.program, rows)

    assert [row["result"] for row in told] == ["created", "refused", "refused", "refused", "created", "end"]
    assert told[2]["fault"]["code"] == "given_twice"
    assert told[3]["fault"]["where"] == "openings"
    assert told[-1]["created"] == 2
    assert [row["result"] for row in bulk(scene.program, [rows[0], rows[4]])][:2] == [
        "unchanged",
        "unchanged",
    ]


def test_a_snapshot_closes_what_is_not_in_it_and_answers_who_waits(scene: Scene) -> None:
    from tests.web import factories as make

    offer = {"title": "Agent d’accueil", "text": TEXT}
    bulk(scene.program, [{**offer, "reference": "1"}, {**offer, "reference": "2"}])
    gone = Vacancy.objects.get(external_id="2")
    waiting = make.application(gone, scene.profile)

    told = bulk(scene.program, [{**offer, "reference": "1"}], "?mode=snapshot&count=1")

    assert told[-1]["closed"] == 1
    gone.refresh_from_db()
    waiting.refresh_from_db()
    scene.vacancy.refresh_from_db()
    assert (gone.state, waiting.state) == ("closed", "closed")
    assert Notice.objects.filter(user=scene.profile.user, kind="offer_closed").exists()
    assert scene.vacancy.state == "published", "an offer written by hand is not the program's to close"


def test_a_snapshot_that_is_not_whole_closes_nothing(scene: Scene) -> None:
    offer = {"title": "Agent d’accueil", "text": TEXT}
    bulk(scene.program, [{**offer, "reference": "1"}, {**offer, "reference": "2"}])

    short = bulk(scene.program, [{**offer, "reference": "1"}], "?mode=snapshot&count=2")
    faulty = bulk(scene.program, [{**offer, "reference": "1"}, {}], "?mode=snapshot&count=2")

    assert (short[-1]["closed"], faulty[-1]["closed"]) == (0, 0)
    assert short[-1]["note"]
    assert Vacancy.objects.filter(state="published", origin="api").count() == 2
    without = scene.program.post("/offers/bulk?mode=snapshot", b"", content_type=LINES)
    assert (without.status_code, without.json()["where"]) == (422, "query.count")


def test_a_bulk_that_is_cut_off_says_so(scene: Scene) -> None:
    from io import BytesIO

    from django.core.handlers.wsgi import WSGIRequest

    from openemploi_web.api.bulk import _lines
    from openemploi_web.api.problems import Problem

    body = b'{"a": 1}\n{"b": 2}\n'
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_LENGTH": str(len(body) + 40),
            "wsgi.input": BytesIO(body),
        }
    )
    lines = _lines(request)

    assert [next(lines), next(lines)] == [b'{"a": 1}\n', b'{"b": 2}\n']
    try:
        next(lines)
    except Problem as problem:
        assert problem.fault.code == "cut_off"
    else:
        raise AssertionError("the end was not missed")


def test_closing_answers_everybody_who_waits(scene: Scene) -> None:
    answer = scene.program.post(f"/offers/{scene.vacancy.pk}/close", {"reason": "filled"})

    assert answer.json() == {"id": str(scene.vacancy.pk), "state": "closed", "told": 1}
    scene.application.refresh_from_db()
    assert scene.application.state == Application.State.CLOSED
    again = scene.program.post(f"/offers/{scene.vacancy.pk}/close", {"reason": "filled"})
    assert again.json()["told"] == 0
