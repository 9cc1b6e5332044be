"""A synthetic twin is made in the background, given out with its figures, or not given out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.core.jobs import run_waiting
from openemploi_web.repository.models import SyntheticTwin
from tests.web import factories as make
from tests.web.repository.access_world import accesses, table, with_table

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.FOLDER = tmp_path  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _same_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 600 people, one draw in some comes too near and is refused: these tests are about one that is not."""
    monkeypatch.setattr("openemploi_web.repository.actions_twins.secrets.randbelow", lambda most: 7)


def test_the_twin_has_the_columns_and_no_person_of_the_table(as_user: AsUser, client: Client):
    there = accesses()
    with_table(there)

    as_user(there.first).post(reverse("repository:make-twin", args=[there.asset.pk]))
    run_waiting()

    twin = SyntheticTwin.objects.get()
    assert twin.state == "ready", twin.said
    answer = as_user(make.user()).get(reverse("repository:twin-csv", args=[there.asset.pk]))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    real = {row["pseudonym"] for row in csv.DictReader(io.StringIO(table().decode()))}
    assert len(rows) == 600 and set(rows[0]) == {"pseudonym", "commune", "occupation", "age", "days"}
    assert not real & {row["pseudonym"] for row in rows}
    assert "Gourdon" not in {row["commune"] for row in rows}  # four people only live there
    page = client.get(reverse("repository:twin", args=[there.asset.pk])).content.decode()
    assert "0 lignes égales à une combinaison" in page
    assert client.get(reverse("repository:twin-csv", args=[there.asset.pk])).status_code == 302


def test_the_twin_of_a_table_of_few_people_is_not_given_out(as_user: AsUser, client: Client):
    there = accesses()
    with_table(there, threshold=100)  # the table has fewer than ten times as many

    as_user(there.first).post(reverse("repository:make-twin", args=[there.asset.pk]))
    run_waiting()

    assert SyntheticTwin.objects.get().state == "refused"
    assert as_user(there.first).get(reverse("repository:twin-csv", args=[there.asset.pk])).status_code == 404


def test_only_who_answers_for_the_data_has_a_twin_made(as_user: AsUser):
    there = accesses()
    with_table(there)

    asked = as_user(there.asker).post(reverse("repository:make-twin", args=[there.asset.pk]))

    assert asked.status_code == 404
    assert not SyntheticTwin.objects.exists()
