"""Who may do what with accounts and organisations, each with its reason."""

from __future__ import annotations

from openemploi_web.accounts.models import Invitation, JoinRequest, Membership, Organisation, User


def may_sign_up() -> bool:
    """Anybody may have an account: a public service has no door-keeper."""
    return True


def may_look_for_work(actor: User) -> bool:
    """Anybody may look for work, those who recruit or counsel too: a job is no reason to be shut out."""
    return actor.is_active


def may_register_organisation(actor: User) -> bool:
    """Anybody may register the employer they work for: it is shown as not verified until an administrator looked."""
    return actor.is_active


def may_ask_to_join(actor: User, organisation: Organisation) -> bool:
    """Employers alone can be asked: agencies and the operator see people's files, so they choose whom they invite."""
    return (
        actor.is_active
        and organisation.kind == Organisation.Kind.EMPLOYER
        and not _belongs(actor, organisation)
    )


def may_manage_team(actor: User, organisation: Organisation) -> bool:
    """Who works for an organisation is decided by its own administrators, and by nobody of another one."""
    return any(
        m.organisation_id == organisation.pk and m.role == Membership.Role.ADMINISTRATOR
        for m in actor.active_memberships
    )


def may_invite(actor: User, organisation: Organisation) -> bool:
    """Its administrators; and the instance's, as long as it has none: an agency that was just made, a team that left.

    An employer that has a team is closed to the instance's administrators: they have no business with its candidates.
    """
    if may_manage_team(actor, organisation):
        return True
    has_administrator = organisation.memberships.filter(
        ended_at=None, role=Membership.Role.ADMINISTRATOR
    ).exists()
    return actor.is_administrator and not has_administrator


def may_join(actor: User, invitation: Invitation, *, addresses: frozenset[str]) -> bool:
    """Only the owner of the mailbox that was written to: a link that was forwarded opens nothing."""
    return actor.is_active and invitation.email.lower() in addresses


def may_answer_request(actor: User, request: JoinRequest) -> bool:
    """The administrators of the organisation that was asked."""
    return may_manage_team(actor, request.organisation)


def may_end_membership(actor: User, membership: Membership) -> bool:
    """An organisation's administrators end a membership, and each person may leave by themselves."""
    return membership.user_id == actor.pk or may_manage_team(actor, membership.organisation)


def may_administer_organisations(actor: User) -> bool:
    """Those who operate the instance answer for who is on it: they verify it, and make what is not an employer."""
    return actor.is_administrator


def _belongs(actor: User, organisation: Organisation) -> bool:
    return any(m.organisation_id == organisation.pk for m in actor.active_memberships)
