"""Who may do what with accounts and organisations, each with its reason."""

from __future__ import annotations

from openemploi_web.accounts.models import User


def may_look_for_work(actor: User) -> bool:
    """Anybody may look for work, those who recruit or counsel too: a job is no reason to be shut out."""
    return actor.is_active
