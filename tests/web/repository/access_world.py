"""Who is there in the tests of restricted access: a producer with two administrators, a research organisation, a set.

The table is invented: 600 people of four communes, drawn from a seed.
"""

# ruff: noqa: S311 (what is drawn here is no secret)
from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.repository import actions_access, actions_decisions, restricted
from openemploi_web.repository.models import AccessRequest, DataAsset, Grant, Producer
from tests.web import factories as make

PURPOSE = (
    "Nous voulons savoir dans quelles communes les personnes attendent le plus longtemps une formation, pour que la "
    "Région ouvre des places là où elles manquent."
)
ROLES = {
    "pseudonym": ("unit", "text", None),
    "commune": ("group", "text", None),
    "occupation": ("group", "text", None),
    "age": ("group", "number", 5),
    "days": ("measure", "number", None),
}


@dataclass(frozen=True, slots=True)
class Accesses:
    """The people and the set."""

    producer: Organisation
    first: User
    second: User
    research: Organisation
    asker: User
    colleague: User
    asset: DataAsset


@cache
def table() -> bytes:
    """The rows as CSV. Four people only live in Gourdon."""
    draw = random.Random(11)
    text = io.StringIO()
    text.write("pseudonym,commune,occupation,age,days\n")
    for number in range(600):
        commune = "Gourdon" if number < 4 else draw.choice(("Nice", "Antibes", "Grasse"))
        occupation = draw.choice(("cuisine", "service", "bureau"))
        text.write(
            f"p{number:04d},{commune},{occupation},{draw.randrange(18, 65)},{draw.randrange(0, 400)}\n"
        )
    return text.getvalue().encode()


def accesses(*, personal: str = "yes") -> Accesses:
    """Everybody, and a published set without a table."""
    producer = make.organisation("producer", name="Observatoire régional (fictif)")
    research = make.organisation("research", name="Laboratoire du travail (fictif)")
    return Accesses(
        producer=producer,
        first=make.member(producer, role="administrator", name="Irène Valat"),
        second=make.member(producer, role="administrator", name="Octave Bonnin"),
        research=research,
        asker=make.member(research, role="administrator", name="Rosalie Dumas"),
        colleague=make.member(research, name="Achille Morin"),
        asset=asset(producer, personal=personal),
    )


def asset(
    of: Organisation, *, personal: str = "yes", title: str = "Attente avant formation (fictif)"
) -> DataAsset:
    """A restricted set of an organisation."""
    producer, _made = Producer.objects.get_or_create(organisation=of, defaults={"name": of.name})
    return DataAsset.objects.create(
        identifier=f"test:{of.pk}:{title}",
        producer=producer,
        title_fr=title,
        access=DataAsset.Access.RESTRICTED,
        restriction="Ces données décrivent des personnes.",
        personal_data=personal,
        published_at=timezone.now(),
    )


def with_table(there: Accesses, *, threshold: int = 11) -> DataAsset:
    """Deposit the invented table and say what its columns are."""
    version = restricted.deposit(there.asset, io.BytesIO(table()), name="attentes.csv")
    actions_decisions.deposit_table(
        actor=there.first,
        asset=there.asset,
        version=version.name,
        store_name=version.manifest.dataset,
        rows=version.manifest.rows,
    )
    actions_decisions.describe_room(
        actor=there.first,
        asset=there.asset,
        name=restricted.table_name(there.asset),
        columns=[
            {"name": name, "role": role, "kind": kind, "step": step, "label": ""}
            for name, (role, kind, step) in ROLES.items()
        ],
        threshold=threshold,
    )
    return there.asset


def asked(there: Accesses, **values: Any) -> AccessRequest:
    """A request that was sent."""
    draft = actions_access.keep_draft(
        actor=there.asker,
        asset=there.asset,
        organisation=there.research,
        request=None,
        values={
            "use": "room",
            "purpose_kind": "policy",
            "purpose": PURPOSE,
            "legal_basis": "public_task",
            "security": "Poste chiffré, deux personnes, rien n’est copié.",
            "months": 6,
            **values,
        },
        people=[there.asker, there.colleague],
    )
    return actions_access.ask_access(actor=there.asker, request=draft)


def granted(there: Accesses, *, use: str = "room", budget: int = 50, **values: Any) -> Grant:
    """An access that both administrators agreed to."""
    request = asked(there, use=use, **values)
    for who in (there.first, there.second):
        actions_decisions.approve(
            actor=who,
            request=request,
            conditions="Ne pas publier sans nous prévenir.",
            months=6,
            budget=budget,
        )
    return Grant.objects.get(request=request)


def ended(grant: Grant) -> Grant:
    """The same, whose last day was yesterday."""
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(days=1))
    grant.refresh_from_db()
    return grant
