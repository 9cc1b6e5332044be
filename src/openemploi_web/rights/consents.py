"""What a person agreed to, by purpose: the one place where the rest of the portal asks.

A consent counts from the moment it is given to the moment it is taken back, and for its own purpose only.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from openemploi_web.rights.models import Consent


def has_consent(user: Any, purpose: str) -> bool:
    """Whether ``user`` agrees to ``purpose`` (a value of :class:`Consent.For`) at this moment."""
    return Consent.objects.filter(user=user, purpose=Consent.For(purpose), withdrawn_at=None).exists()


def agreeing(purpose: str, *, path: str) -> Q:
    """Rows whose account, which ``path`` leads to, agrees to ``purpose`` at this moment; for one call of ``filter``.

    An account has one such consent at most, so that no row comes twice.
    """
    return Q(
        **{
            f"{path}__is_active": True,
            f"{path}__consents__purpose": Consent.For(purpose),
            f"{path}__consents__withdrawn_at": None,
        }
    )


def users_with(purpose: str) -> QuerySet[Any]:
    """The accounts whose owners agree to ``purpose`` at this moment."""
    agreed = Consent.objects.filter(purpose=Consent.For(purpose), withdrawn_at=None)
    return get_user_model().objects.filter(is_active=True, pk__in=agreed.values("user"))
