"""What changes accounts, organisations and who acts for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from openemploi_web.accounts import permissions
from openemploi_web.core.actions import action, allow

if TYPE_CHECKING:
    from openemploi_web.accounts.models import User
    from openemploi_web.jobseekers.models import Profile


@action
def look_for_work(*, actor: User) -> Profile:
    """Open the person's space of a jobseeker, once."""
    from openemploi_web.jobseekers.models import Profile

    allow(permissions.may_look_for_work(actor), actor=actor, subject=actor, person=actor.pk)
    profile, _made = Profile.objects.get_or_create(
        user=actor, defaults={"language": (translation.get_language() or "fr")[:2]}
    )
    actor.__dict__.pop("has_profile", None)
    return profile
