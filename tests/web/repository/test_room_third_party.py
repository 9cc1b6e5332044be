"""Two organisations' files are joined by a third party that cannot try names, and each sees who used the result."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi.pseudonyms import IdentityColumns, Key, new_key, pseudonymise
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.models import AuditEvent
from openemploi_web.repository import restricted
from openemploi_web.repository.models import Contribution, DataAsset, Join, JoinProject
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
IDENTITY = IdentityColumns(surname="nom", given="prenom", born="naissance")
FIRST = "nom,prenom,naissance,attente\nDurand,Zoé,1990-03-12,40\nMartin,Léo,1985-01-02,12\n"
SECOND = "nom,prenom,naissance,stage\nDURAND,Zoe,1990-03-12,cuisine\nPetit,Anaïs,1999-09-09,bureau\n"


@dataclass(frozen=True, slots=True)
class Scene:
    operator: User
    lead: Organisation
    lead_user: User
    other: Organisation
    other_user: User
    project: JoinProject
    key: Key


@pytest.fixture
def scene(as_user: AsUser, settings: object, tmp_path: Path) -> Scene:
    settings.FOLDER = tmp_path / "portal"  # type: ignore[attr-defined]
    operator = make.member(make.organisation("operator"), role="administrator")
    lead, other = (
        make.organisation("producer", name="Région (fictive)"),
        make.organisation(name="École (fictive)"),
    )
    until = timezone.localdate() + timedelta(days=300)
    as_user(operator).post(
        reverse("repository:third-party-new"),
        {
            "name": "Parcours",
            "code": "parcours",
            "purpose": "Savoir ce que deviennent les personnes après une formation.",
            "lead": str(lead.pk),
            "others": [str(other.pk)],
            "until": until.isoformat(),
        },
    )
    project = JoinProject.objects.get()
    scene = Scene(
        operator,
        lead,
        make.member(lead, role="administrator"),
        other,
        make.member(other, role="administrator"),
        project,
        new_key("parcours", until=until),
    )
    _announce(as_user(scene.lead_user), scene, scene.key)
    return scene


def _announce(client: Client, scene: Scene, key: Key) -> None:
    client.post(
        reverse("repository:third-party-key", args=[scene.project.pk]),
        {"key_id": key.id, "until": key.until.isoformat()},
    )


def _give(
    client: Client, scene: Scene, text: str, keep: str, tmp_path: Path, *, key: Key | None = None
) -> int:
    source, target = tmp_path / "source.csv", tmp_path / f"{keep}.parquet"
    source.write_text(text, encoding="utf-8")
    pseudonymise(
        source, target, key=key or scene.key, identity=IDENTITY, keep=[keep], today=timezone.localdate()
    )
    file = io.BytesIO(target.read_bytes())
    file.name = target.name
    return client.post(
        reverse("repository:third-party-contribute", args=[scene.project.pk]), {"file": file}
    ).status_code


def _join(client: Client, scene: Scene) -> int:
    second, first = Contribution.objects.order_by("-created_at")[:2]
    return client.post(
        reverse("repository:third-party-join", args=[scene.project.pk]),
        {"first": str(first.pk), "second": str(second.pk)},
    ).status_code


def test_two_files_are_joined_into_a_restricted_set_without_any_identity(
    scene: Scene, as_user: AsUser, tmp_path: Path
):
    assert _give(as_user(scene.lead_user), scene, FIRST, "attente", tmp_path) == 302
    assert _give(as_user(scene.other_user), scene, SECOND, "stage", tmp_path) == 302
    assert _join(as_user(scene.operator), scene) == 302

    made = Join.objects.get()
    asset = DataAsset.objects.get()
    assert (made.rows, made.linked) == (1, 1)
    assert asset.is_restricted and asset.producer.organisation == scene.lead
    path = restricted.table_of(asset)
    assert path is not None
    row = pq.read_table(path).to_pylist()[0]
    assert (row["a_attente"], row["b_stage"]) == (40, "cuisine")
    assert not any("durand" in str(value).lower() or "1990" in str(value) for value in row.values())
    steps = AuditEvent.objects.filter(action__in=("repository.contribute", "repository.join_files"))
    assert [event.details.get("rows") for event in steps] == [2, 2, 1]


def test_no_key_is_in_the_database(scene: Scene, as_user: AsUser, tmp_path: Path):
    _give(as_user(scene.lead_user), scene, FIRST, "attente", tmp_path)
    _give(as_user(scene.other_user), scene, SECOND, "stage", tmp_path)
    _join(as_user(scene.operator), scene)

    from django.core import serializers

    from openemploi_web.core.personal import portal_models

    secret_file = next((tmp_path / "portal" / "third_party").rglob("secret.json"))
    said = "".join(serializers.serialize("json", model._default_manager.all()) for model in portal_models())
    secrets = [scene.key.secret.hex(), secret_file.read_text().split('"secret": "')[1].split('"')[0]]
    assert scene.key.id in said
    assert not any(secret in said for secret in secrets)
    assert secret_file.stat().st_mode & 0o777 == 0o600


def test_a_file_under_a_key_that_was_given_up_is_refused(scene: Scene, as_user: AsUser, tmp_path: Path):
    client = as_user(scene.lead_user)
    _announce(client, scene, new_key("parcours", until=scene.key.until))

    assert _give(client, scene, FIRST, "attente", tmp_path) == 422
    assert not Contribution.objects.exists()


def test_a_file_of_another_project_or_no_file_of_pseudonyms_is_refused(
    scene: Scene, as_user: AsUser, tmp_path: Path
):
    client = as_user(scene.lead_user)
    other = Key("autre", scene.key.id, scene.key.until, scene.key.secret)
    names = io.BytesIO(FIRST.encode())
    names.name = "noms.csv"

    assert _give(client, scene, FIRST, "attente", tmp_path, key=other) == 422
    page = reverse("repository:third-party-contribute", args=[scene.project.pk])
    assert client.post(page, {"file": names}).status_code == 422
    assert not Contribution.objects.exists()


def test_a_contributor_joins_nothing_and_a_stranger_sees_nothing(scene: Scene, as_user: AsUser):
    page = reverse("repository:third-party-project", args=[scene.project.pk])
    stranger = make.member(make.organisation("producer"), role="administrator")

    assert as_user(scene.other_user).get(page).status_code == 200
    assert as_user(stranger).get(page).status_code == 404
    assert as_user(make.member(scene.other)).get(page).status_code == 404
    joining = reverse("repository:third-party-join", args=[scene.project.pk])
    assert as_user(scene.other_user).post(joining).status_code == 403
