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
