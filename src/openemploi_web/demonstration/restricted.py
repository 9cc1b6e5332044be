"""The demonstration's restricted data: who answers for it, who may ask, and a table of 2,000 invented people.

Nobody in the table exists; its rows are drawn from a seed. What is in it stands in ``content/restricted.yaml``. Laid
by :mod:`openemploi_web.demonstration.load`, after everybody else.
"""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import yaml
from django.utils import timezone

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.actions import action, allow
from openemploi_web.demonstration.content import FOLDER
from openemploi_web.demonstration.laid import Laid
from openemploi_web.repository import actions_decisions, restricted
from openemploi_web.repository.models import AssetTerm, DataAsset, Distribution, Producer

SEED: Final = 2027
_FIRST: Final = date(2025, 1, 1)
_LAST: Final = date(2026, 6, 30)


def lay(laid: Laid) -> list[tuple[str, User, str]]:
    """Lay everything; the accounts as role, person and sentence."""
    asset = make_restricted(actor=None, laid=laid)
    producer = laid.users["data_producer"]
    version = restricted.deposit(asset, io.BytesIO(table().encode()), name="attentes.csv")
    actions_decisions.deposit_table(
        actor=producer,
        asset=asset,
        version=version.name,
        store_name=version.manifest.dataset,
        rows=version.manifest.rows,
    )
    actions_decisions.describe_room(
        actor=producer,
        asset=asset,
        name=restricted.table_name(asset),
        columns=[{"step": None, **column} for column in content()["columns"]],
        threshold=11,
    )
    return [(row["role"], laid.users[row["role"]], row["sentence"]) for row in content()["accounts"]]


@action
def make_restricted(*, actor: None, laid: Laid) -> DataAsset:
    """The organisations, their people and the description of the set."""
    allow(actor is None, actor=actor)
    now, today = timezone.now(), timezone.localdate()
    organisations = {
        key: Organisation.objects.create(**row, public=True, verified_at=now)
        for key, row in content()["organisations"].items()
    }
    for row in content()["accounts"]:
        user = _user(laid, row["name"], row["email"])
        Membership.objects.create(
            user=user, organisation=organisations[row["organisation"]], role=Membership.Role.ADMINISTRATOR
        )
        laid.users[row["role"]] = user
    producer = Producer.objects.create(
        name=organisations["producer"].name,
        organisation=organisations["producer"],
        contact=content()["asset"]["contact_email"],
    )
    asset: DataAsset = DataAsset.objects.create(
        **content()["asset"],
        producer=producer,
        access=DataAsset.Access.RESTRICTED,
        personal_data=DataAsset.PersonalData.YES,
        covers_from=_FIRST,
        covers_to=_LAST,
        language="fr",
        issued=today,
        modified=today,
        published_at=now,
    )
    Distribution.objects.create(
        asset=asset,
        title="attentes",
        format="Parquet",
        columns=[
            {"name": row["name"], "type": row["kind"], "description": row["label"]}
            for row in content()["columns"]
        ],
    )
    keyword = content()["keyword"]
    AssetTerm.objects.create(asset=asset, kind=AssetTerm.Kind.KEYWORD, value=keyword, language="fr")
    return asset


def table() -> str:
    """The rows as CSV: the same at each call."""
    given = content()
    draw = random.Random(SEED)  # noqa: S311 (no secret: it is to be the same everywhere)
    communes = [name for name, count in given["few"].items() for _ in range(count)]
    names, weights = zip(*given["communes"].items(), strict=True)
    communes += draw.choices(names, weights=weights, k=given["people"] - len(communes))
    draw.shuffle(communes)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([row["name"] for row in given["columns"]])
    days = (_LAST - _FIRST).days
    for number, commune in enumerate(communes):
        asked = _FIRST + timedelta(days=draw.randrange(days))
        waited = round(draw.gammavariate(3.0, 26 if commune in given["slow"] else 18))
        age, far = draw.randrange(18, 64), round(draw.gammavariate(2.0, 9.0), 1)
        occupation = draw.choice(given["occupations"])
        writer.writerow([f"P{number:05d}", commune, occupation, age, asked.isoformat(), waited, far])
    return text.getvalue()


@cache
def content() -> dict[str, Any]:
    """What ``restricted.yaml`` says."""
    return dict(yaml.safe_load((FOLDER / "restricted.yaml").read_text(encoding="utf-8")))


def _user(laid: Laid, name: str, email: str) -> User:
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(email, laid.password, name=name, language="fr", seen_at=timezone.now())
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
