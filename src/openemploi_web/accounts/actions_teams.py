"""What changes a team: invitations, requests to join, roles, departures. Each is in the journal.

The organisation's row is locked while a role changes, so that two administrators who leave at the same moment do not
leave a team without anybody who answers for it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts import permissions, selectors
from openemploi_web.accounts.models import Invitation, JoinRequest, Membership, Organisation, User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.notices import tell

INVITATION_DAYS: Final = 7


class LastAdministrator(Exception):
    """The last administrator of a team cannot leave it or become a member."""


class InvitationSpent(Exception):
    """The invitation was used, has expired, or was taken back."""


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@action
def invite(*, actor: User, organisation: Organisation, email: str, role: str) -> tuple[Invitation, str]:
    """Ask somebody to join a team. The token is returned to be sent and is kept nowhere.

    An earlier invitation of the same address ends: one link works at a time.
    """
    invitation = Invitation(
        organisation=organisation,
        email=email.strip().lower(),
        role=Membership.Role(role),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    allow(
        permissions.may_invite(actor, organisation),
        actor=actor,
        subject=invitation,
        organisation=organisation.pk,
        details={"role": role},
    )
    organisation.invitations.filter(email=invitation.email, used_at=None).delete()
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.save(force_insert=True)
    return invitation, token


@action
def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Take an invitation back: its link opens nothing any more."""
    allow(
        permissions.may_invite(actor, invitation.organisation),
        actor=actor,
        subject=invitation,
        organisation=invitation.organisation_id,
    )
    invitation.delete()


@action
def join(*, actor: User, invitation: Invitation) -> Membership:
    """Accept an invitation, once. Raises :class:`InvitationSpent`."""
    allow(
        permissions.may_join(actor, invitation, addresses=selectors.confirmed_addresses(actor)),
        actor=actor,
        subject=invitation,
        person=actor.pk,
        organisation=invitation.organisation_id,
        details={"role": invitation.role},
    )
    now = timezone.now()
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now).update(used_at=now)
    if not used:
        raise InvitationSpent
    return _take_in(actor, invitation.organisation, role=invitation.role)


@action
def ask_to_join(*, actor: User, organisation: Organisation) -> JoinRequest:
    """Ask the administrators of an employer that is already here."""
    allow(
        permissions.may_ask_to_join(actor, organisation),
        actor=actor,
        subject=organisation,
        person=actor.pk,
        organisation=organisation.pk,
    )
    request, made = JoinRequest.objects.get_or_create(
        user=actor, organisation=organisation, state=JoinRequest.State.ASKED
    )
    if made:
        for membership in organisation.memberships.filter(
            ended_at=None, role=Membership.Role.ADMINISTRATOR
        ).select_related("user"):
            tell(
                membership.user,
                "join_asked",
                link=reverse("accounts:team", args=[organisation.pk]),
                organisation=organisation.name,
            )
    return request


@action
def answer_join_request(*, actor: User, request: JoinRequest, accepted: bool) -> None:
    """Take somebody in as a member, or not; they are told."""
    allow(
        permissions.may_answer_request(actor, request),
        actor=actor,
        subject=request,
        person=request.user_id,
        organisation=request.organisation_id,
        reason="accepted" if accepted else "declined",
    )
    state = JoinRequest.State.ACCEPTED if accepted else JoinRequest.State.DECLINED
    changed = JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.ASKED).update(
        state=state, answered_at=timezone.now()
    )
    if not changed:
        return
    if accepted:
        _take_in(request.user, request.organisation, role=Membership.Role.MEMBER)
    tell(
        request.user,
        "join_accepted" if accepted else "join_declined",
        link=reverse("home"),
        organisation=request.organisation.name,
    )


@action
def change_role(*, actor: User, membership: Membership, role: str) -> None:
    """Make a member an administrator, or the other way round. Raises :class:`LastAdministrator`."""
    allow(
        permissions.may_manage_team(actor, membership.organisation),
        actor=actor,
        subject=membership,
        person=membership.user_id,
        organisation=membership.organisation_id,
        details={"role": role},
    )
    if Membership.Role(role) != Membership.Role.ADMINISTRATOR:
        _keep_an_administrator(membership)
    membership.role = Membership.Role(role)
    membership.save(update_fields=["role"])
    _forget(actor, membership)


@action
def end_membership(*, actor: User, membership: Membership) -> None:
    """End what a person may do for an organisation; their account stays. Raises :class:`LastAdministrator`."""
    allow(
        permissions.may_end_membership(actor, membership),
        actor=actor,
        subject=membership,
        person=membership.user_id,
        organisation=membership.organisation_id,
        reason="left" if membership.user_id == actor.pk else "ended",
    )
    _keep_an_administrator(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    _forget(actor, membership)


def _take_in(user: User, organisation: Organisation, *, role: str) -> Membership:
    """Somebody who is in the team already keeps their membership; a higher role is given, none is taken away."""
    membership, made = Membership.objects.get_or_create(
        user=user, organisation=organisation, ended_at=None, defaults={"role": role}
    )
    if not made and role == Membership.Role.ADMINISTRATOR and membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    user.__dict__.pop("active_memberships", None)
    return membership


def _keep_an_administrator(membership: Membership) -> None:
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    administrators = Membership.objects.filter(
        organisation=membership.organisation_id, ended_at=None, role=Membership.Role.ADMINISTRATOR
    )
    if administrators.filter(pk=membership.pk).exists() and administrators.count() == 1:
        raise LastAdministrator


def _forget(actor: User, membership: Membership) -> None:
    for user in (actor, membership.user):
        user.__dict__.pop("active_memberships", None)
