"""Who may present an employer, with the reason."""

from __future__ import annotations

from openemploi_web.accounts.models import Organisation, User


def may_present(user: User, organisation: Organisation) -> bool:
    """A public employer says itself what it does and how one enters it: its team writes, nobody else for it."""
    return (
        organisation.kind == Organisation.Kind.EMPLOYER
        and organisation.public
        and any(membership.organisation_id == organisation.pk for membership in user.active_memberships)
    )
