"""Requests that are not as they should be are refused in one shape, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from openemploi_web.vacancies.models import Vacancy
from tests.web.api.conftest import Scene

OFFER = {
    "title": "Aide comptable",
    "text": "Vous tenez la comptabilité des fournisseurs et préparez les paiements.",
}
PATH = "/offers/by-reference/r1"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"x"', 422),
        (b"\xff\xfe", 400),
        (b'{"title": NaN}', 400),
        (b'{"title": "a\\u0000b", "text": "' + b"x" * 50 + b'"}', 400),
        (b'{"title": "a\\ud800b", "text": "' + b"x" * 50 + b'"}', 400),
        (b"[" * 100_000, 400),
        (b"9" * 10_000, 400),
        (b'{"title": "' + b"x" * 1_100_000 + b'"}', 413),
    ],
    ids=range(12),
)
def test_what_is_no_sound_json_is_refused(scene: Scene, body: bytes, status: int) -> None:
    answer = scene.program.put(PATH, body)

    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "remedy", "where", "more"}
    assert not Vacancy.objects.filter(external_id="r1").exists()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"openings": True}, "body.openings"),
        ({"openings": "3"}, "body.openings"),
        ({"openings": -1}, "body.openings"),
        ({"openings": 10**30}, "body.openings"),
        ({"weekly_hours": True}, "body.weekly_hours"),
        ({"pay_minimum": 10**400}, "body.pay_minimum"),
        ({"remote": 1}, "body.remote"),
        ({"remote": "yes"}, "body.remote"),
        ({"title": 3}, "body.title"),
        ({"unknown": 1}, "body.unknown"),
        ({"establishment": "x"}, "body.establishment"),
        ({"closes_on": 20000}, "body.closes_on"),
        ({"closes_on": "2001-01-01"}, "body.closes_on"),
        ({"pay_minimum": 2000, "pay_maximum": 1500, "pay_unit": "month"}, "body.pay_maximum"),
        ({"requirements": [{"uri": "urn:x", "kind": "essential"}]}, "body.requirements.0.uri"),
        ({"requirements": [{"uri": "urn:x", "kind": "vital"}]}, "body.requirements.0.kind"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(
    scene: Scene, change: dict[str, Any], where: str
) -> None:
    answer = scene.program.put(PATH, {**OFFER, **change})

    assert answer.status_code == 422
    assert answer.json()["where"] == where
    assert not Vacancy.objects.filter(external_id="r1").exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/offers?limit=0", 422),
        ("/offers?limit=-1", 422),
        ("/offers?limit=101", 422),
        ("/offers?limit=99999999999999999999999", 422),
        ("/offers?limit=true", 422),
        ("/offers?after=nonsense", 422),
        ("/offers?after=" + "x" * 300, 422),
        ("/offers?unknown=1", 422),
        ("/offers?limit=1&limit=2", 422),
        ("/offers?state=%00", 400),
        ("/offers/not-a-uuid", 404),
        ("/offers/00000000-0000-0000-0000-000000000000", 404),
        ("/nothing/at/all", 404),
        ("/taxonomy/concept?uri=urn:none", 404),
        ("/public/offers?place=Nulle-Part-Les-Oies", 422),
    ],
)
def test_an_address_that_makes_no_sense_is_a_4xx(scene: Scene, path: str, status: int) -> None:
    answer = scene.program.send("GET", path, b"")

    assert answer.status_code == status
    assert answer.json()["code"]


def test_another_method_is_405_and_another_type_415(scene: Scene) -> None:
    refused = scene.program.send("DELETE", f"/offers/{scene.vacancy.pk}", b"")

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")
    assert scene.program.put(PATH, b"a=1", content_type="text/plain").status_code == 415
    assert scene.program.put(PATH, b"{}", content_type="application/json; charset=latin-1").status_code == 415
    assert scene.program.post("/offers/bulk", b"{}").status_code == 415


def test_messages_are_in_the_language_that_was_asked_for(scene: Scene) -> None:
    answer = scene.program.send("GET", "/offers/x", b"", headers={"accept-language": "fr"})

    assert answer.json()["message"] == "Il n’y a rien ici."


def test_pages_follow_one_another_without_a_gap(scene: Scene) -> None:
    from tests.web import factories as make

    made = {str(make.vacancy(scene.employer).pk) for _ in range(5)} | {str(scene.vacancy.pk)}
    seen: list[str] = []
    after = ""
    while True:
        page = scene.program.get("/offers", limit=2, after=after).json()
        seen += [row["id"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break

    assert len(seen) == len(made)
    assert set(seen) == made
