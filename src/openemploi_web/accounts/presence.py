"""When somebody was last here, to the day: enough to know who has gone, too little to follow who comes when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from openemploi_web.accounts.models import User


def note_presence(user: Any) -> None:
    """Keep today as the day of the last visit; writes once a day."""
    today = start_of_day()
    if user.seen_at is None or user.seen_at < today:
        User.objects.filter(pk=user.pk).update(seen_at=today)
        user.seen_at = today


def note_sign_in(sender: Any, user: Any, **_values: Any) -> None:
    """Keep the day of signing in, where Django would keep the second."""
    user.last_login = start_of_day()
    user.save(update_fields=["last_login"])


def start_of_day() -> datetime:
    """Midnight, here, of today."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
