"""Asking for the synthetic twin of a restricted table, and keeping what became of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.models import DataAsset
from openemploi_web.repository.models.twins import SyntheticTwin


@action
def ask_twin(*, actor: User, asset: DataAsset) -> SyntheticTwin:
    """Have the twin made in the background, anew when there is one."""
    allow(
        permissions.may_describe_room(actor, asset),
        actor=actor,
        subject=asset,
        organisation=asset.producer.organisation_id,
    )
    made, _new = SyntheticTwin.objects.update_or_create(
        asset=asset,
        defaults={
            "state": SyntheticTwin.State.ASKED,
            "seed": secrets.randbelow(2**31),
            "said": "",
            "card": None,
        },
    )
    from openemploi_web.repository.tasks_access import make_twin

    make_twin.enqueue(str(made.pk))
    return made


@action
def keep_twin(
    *,
    actor: Any,
    twin: SyntheticTwin,
    version: str,
    sha256: str,
    card: Mapping[str, Any] | None,
    said: str = "",
) -> None:
    """Keep the figures of a twin that was made, or why it is not given out; the portal's own job."""
    allow(
        permissions.may_tend_accesses(actor),
        actor=actor,
        subject=twin.asset,
        details={"given_out": card is not None, "version": version},
    )
    twin.state = SyntheticTwin.State.READY if card is not None else SyntheticTwin.State.REFUSED
    twin.version, twin.sha256, twin.said = version, sha256, said
    twin.card = dict(card) if card is not None else None
    twin.save()
