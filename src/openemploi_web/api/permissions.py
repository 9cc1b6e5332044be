"""Who may give programs a key, and have them told of events."""

from __future__ import annotations

from openemploi_web.accounts.models import Membership, Organisation, User

KINDS = (Organisation.Kind.EMPLOYER, Organisation.Kind.COUNSELLING)


def may_manage_programs(actor: User, organisation: Organisation) -> bool:
    """A key acts in the organisation's name and reads who applied: its administrators answer for that."""
    return organisation.kind in KINDS and any(
        membership.organisation_id == organisation.pk and membership.role == Membership.Role.ADMINISTRATOR
        for membership in actor.active_memberships
    )
