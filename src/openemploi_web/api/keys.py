"""The key that a program comes with: how it is made, found again from its hash, counted, and what its owner may do.

A request acts as the person who answers for the key, and for the key's organisation only: other organisations of
that person, and their own profile, do not exist for it. No session and no cookie is looked at.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Case, F, PositiveIntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.api import bodies, scopes
from openemploi_web.api.models import Token, TokenUse
from openemploi_web.api.problems import Problem, no_access

PREFIX: Final = "oe_"
#: Requests a minute with one key. The larger the portal, the more a proxy in front should watch as well.
CALLS_A_MINUTE: Final = 300
_SHOWN: Final = 9


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the person who answers for the key, seen as acting for its organisation alone."""

    token: Token
    actor: User
    organisation: Organisation


class Key(HttpBearer):
    """A bearer key with ``scope``; ``body`` is what the request has to hold: ``json``, ``lines`` or nothing."""

    openapi_description = "A key that an administrator of the organisation makes on the page Programs."

    def __init__(self, scope: str, *, body: str = "") -> None:
        super().__init__()
        self.scope = scope
        self.body = body

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller. Raises 401 for a key that does not hold, 429, 403, then what is wrong with the body."""
        found = usable().filter(secret_hash=hashed(token)).first()
        caller = caller_of(found) if found is not None else None
        if caller is None:
            raise AuthenticationError
        count(caller.token)
        if self.scope not in granted(caller):
            raise no_access()
        bodies.check(request, kind=self.body)
        return caller

    def __call__(self, request: HttpRequest) -> Any:
        """As the framework asks; names and scopes of the scheme are told in the document."""
        return super().__call__(request)


def new_secret() -> tuple[str, str, str]:
    """A secret that cannot be guessed, the beginning by which people tell it from others, and its hash."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, secret[:_SHOWN], hashed(secret)


def hashed(secret: str) -> str:
    """What is kept of a key: it is random and long, so that a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def usable() -> QuerySet[Token]:
    """Keys that were not taken back and are not over."""
    return Token.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None
    ).select_related("organisation", "made_by")


def caller_of(token: Token) -> Caller | None:
    """Who ``token`` acts as; nobody once the person who answers for it does not act for the organisation any more."""
    person = token.made_by
    if person is None or not person.is_active:
        return None
    membership = (
        Membership.objects.filter(user=person, organisation=token.organisation_id, ended_at=None)
        .select_related("organisation")
        .first()
    )
    if membership is None:
        return None
    person.active_memberships = [membership]
    person.has_profile = False
    return Caller(token, person, membership.organisation)


def granted(caller: Caller) -> set[str]:
    """What the key may do: what was ticked, as far as its organisation may be given it."""
    return {scope for scope, _label in scopes.offered(caller.organisation)} & set(_texts(caller.token.scopes))


def count(token: Token) -> None:
    """Count one request. Raises 429 when the minute's are used up."""
    now = int(time.time())
    minute = now // 60
    rows = TokenUse.objects.filter(pk=token.pk)
    same = When(minute=minute, then=F("count") + 1)
    changes: dict[str, Any] = {
        "count": Case(same, default=Value(1), output_field=PositiveIntegerField()),
        "minute": minute,
        "used_on": timezone.localdate(),
    }
    if not rows.update(**changes):
        TokenUse.objects.get_or_create(token=token)
        rows.update(**changes)
    most = getattr(settings, "API_CALLS_A_MINUTE", CALLS_A_MINUTE)
    if rows.values_list("count", flat=True).get() > most:
        wait = 60 - now % 60
        raise Problem(
            429,
            "too_many_requests",
            _("This key has used up its %(count)s requests of this minute.") % {"count": most},
            _("Wait %(seconds)s seconds, then go on. Send offers in bulk instead of one by one.")
            % {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )


def _texts(values: Any) -> Iterable[str]:
    return (str(value) for value in values) if isinstance(values, list) else ()
