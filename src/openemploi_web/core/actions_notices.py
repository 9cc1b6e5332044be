"""What a person does with their notices."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from openemploi_web.core.actions import action, allow
from openemploi_web.core.models import Notice


@action
def read(*, actor: Any, notice: Notice) -> None:
    """The person has read it."""
    allow(notice.user_id == actor.pk, actor=actor, subject=notice)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])


@action
def mailed(*, actor: Any, notice: Notice, refused: bool = False) -> None:
    """The portal has sent it by e-mail, or the person's mail server refused the address for good."""
    allow(
        actor is None,  # the portal itself; nobody else says that a mail was sent
        actor=actor,
        subject=notice,
        person=notice.user_id,
        details={"refused": refused},
    )
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now())
