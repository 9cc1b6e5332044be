"""What changes accounts: signing up, linking an identity provider, opening a jobseeker's space.

Organisations are in :mod:`actions_organisations`, who belongs to them in :mod:`actions_teams`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openemploi_web.accounts import permissions
from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.languages import language_in_force

if TYPE_CHECKING:
    from openemploi_web.jobseekers.models import Profile


@action
def sign_up(*, user: User, came_for: str = "", way: str = "password") -> User:
    """Keep a new account. It opens nothing before its address is confirmed."""
    allow(permissions.may_sign_up(), actor=user, subject=user, person=user.pk, reason=way)
    user.came_for = came_for if came_for in User.CameFor.values else ""
    user.language = language_in_force()
    user.save()
    return user


@action
def link_identity(*, actor: User, keep: Callable[[], None], provider: str) -> None:
    """Let ``actor`` come in through ``provider`` from now on; ``keep`` writes it the way the sign-in library does.

    The caller has seen that the provider vouches for the address of this account.
    """
    allow(permissions.may_sign_up(), actor=actor, subject=actor, person=actor.pk, reason=provider[:80])
    keep()


@action
def look_for_work(*, actor: User) -> Profile:
    """Open the person's space of a jobseeker, once."""
    from openemploi_web.jobseekers.models import Profile

    allow(permissions.may_look_for_work(actor), actor=actor, subject=actor, person=actor.pk)
    profile, _made = Profile.objects.get_or_create(user=actor, defaults={"language": language_in_force()})
    actor.__dict__.pop("has_profile", None)
    return profile
