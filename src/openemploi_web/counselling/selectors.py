"""What a counsellor and a person may know of each other. Anybody else's, outside the territory or over: 404."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.accounts.permissions import may_manage_team
from openemploi_web.counselling.models import (
    Appointment,
    CounsellorNote,
    Follow,
    FollowRequest,
    Handover,
    Suggestion,
)
from openemploi_web.counselling.permissions import PARTS, acts_for, follows, stands
from openemploi_web.jobseekers.models import Profile
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.selectors_public import open_offers

SHARED = frozenset(purpose for purpose in PARTS.values() if purpose is not None)


def people_followed(user: Any, organisation: Organisation) -> list[Follow]:
    """Whom ``user`` follows for ``organisation`` today, in its territory."""
    rows = (
        Follow.objects.filter(counsellor=user, organisation=organisation, ended_at=None)
        .select_related("profile__user", "organisation")
        .order_by("created_at", "pk")
    )
    return [row for row in rows if follows(user, row)]


def followed(user: Any, organisation: Organisation, profile_id: UUID) -> Follow:
    """How ``user`` follows a person for ``organisation``. Raises 404 for anybody whom they do not."""
    row = (
        Follow.objects.filter(profile=profile_id, counsellor=user, organisation=organisation, ended_at=None)
        .select_related("profile__user", "organisation")
        .first()
    )
    if row is None or not follows(user, row):
        raise Http404
    return row


def left_behind(user: Any, organisation: Organisation) -> list[Follow]:
    """Whose counsellor has left ``organisation``, for its administrators; nobody for anybody else."""
    if not (acts_for(user, organisation) and may_manage_team(user, organisation)):
        return []
    team = Membership.objects.filter(organisation=organisation, ended_at=None, user__is_active=True)
    rows = (
        Follow.objects.filter(organisation=organisation, ended_at=None)
        .exclude(counsellor__in=team.values("user"))
        .select_related("profile__user", "organisation", "counsellor")
        .order_by("created_at", "pk")
    )
    return [row for row in rows if stands(row)]


def to_hand_over(user: Any, organisation: Organisation, profile_id: UUID) -> Follow:
    """How somebody is followed whom ``user`` may hand over. Raises 404 for anybody else."""
    left = [row for row in left_behind(user, organisation) if row.profile_id == profile_id]
    return left[0] if left else followed(user, organisation, profile_id)


def shared_by(users: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """What each of ``users`` agrees at this moment that their counsellor sees."""
    found: dict[UUID, set[str]] = defaultdict(set)
    given = Consent.objects.filter(user__in=list(users), purpose__in=SHARED, withdrawn_at=None).order_by("pk")
    for user, purpose in given.values_list("user", "purpose"):
        found[user].add(purpose)
    return {user: frozenset(purposes) for user, purposes in found.items()}


def shared(user_id: UUID) -> frozenset[str]:
    """What one person agrees that their counsellor sees."""
    return shared_by([user_id]).get(user_id, frozenset())


def colleagues(user: Any, organisation: Organisation) -> QuerySet[User]:
    """The other counsellors of the agency."""
    return (
        User.objects.filter(
            is_active=True, memberships__organisation=organisation, memberships__ended_at=None
        )
        .exclude(pk=user.pk)
        .order_by("name", "pk")
    )


def requests_sent(user: Any, organisation: Organisation) -> QuerySet[FollowRequest]:
    """The requests of ``user`` that are not over; that one was declined is not told."""
    return FollowRequest.objects.filter(
        counsellor=user, organisation=organisation, expires_at__gt=timezone.now()
    ).order_by("-created_at", "pk")


def requests_to(user: Any) -> list[FollowRequest]:
    """Who asks to follow ``user``: agencies that do not yet, by counsellors who still work there."""
    waiting = (
        FollowRequest.objects.filter(
            email=user.email.lower(), state=FollowRequest.State.WAITING, expires_at__gt=timezone.now()
        )
        .select_related("organisation", "counsellor")
        .order_by("-created_at", "pk")
    )
    have = set(
        Follow.objects.filter(profile__user=user, ended_at=None).values_list("organisation", flat=True)
    )
    return [one for one in waiting if one.organisation_id not in have and _works_there(one)]


def request_for(user: Any, identifier: UUID) -> FollowRequest:
    """A request to follow ``user``. Raises 404 for one to somebody else, or over."""
    for one in requests_to(user):
        if one.pk == identifier:
            return one
    raise Http404


def followers(user: Any) -> list[Follow]:
    """Who follows ``user`` today."""
    return list(
        Follow.objects.filter(profile__user=user, ended_at=None)
        .select_related("organisation", "counsellor", "profile__user")
        .order_by("created_at", "pk")
    )


def has_left(follow: Follow) -> bool:
    """Whether who followed the person works for the agency no more; it may hand them over."""
    return follow.counsellor is None or not acts_for(follow.counsellor, follow.organisation)


def follower_for(user: Any, identifier: UUID) -> Follow:
    """How ``user`` is followed by somebody. Raises 404 for another person's."""
    for one in followers(user):
        if one.pk == identifier:
            return one
    raise Http404


def appointment_for(user: Any, organisation: Organisation, identifier: UUID) -> tuple[Appointment, Follow]:
    """An appointment of ``user`` with somebody whom they follow, and how they follow them. Raises 404 otherwise."""
    row = Appointment.objects.filter(pk=identifier, counsellor=user).select_related("profile__user").first()
    if row is None:
        raise Http404
    return row, followed(user, organisation, row.profile_id)


def note_for(follow: Follow, identifier: UUID) -> CounsellorNote:
    """A note of the agency on its work with the person. Raises 404 otherwise."""
    row = notes_on(follow.profile, organisation=follow.organisation).filter(pk=identifier).first()
    if row is None:
        raise Http404
    return row


def notes_on(profile: Profile, *, organisation: Organisation | None = None) -> QuerySet[CounsellorNote]:
    """Notes on the work with a person: those of one agency, or all for the person."""
    rows = CounsellorNote.objects.filter(profile=profile).select_related("author", "organisation")
    return rows if organisation is None else rows.filter(organisation=organisation)


def appointments_with(profile: Profile, *, counsellor: Any = None) -> QuerySet[Appointment]:
    """Appointments of a person, with one counsellor or all, the next last."""
    rows = Appointment.objects.filter(profile=profile).select_related("counsellor").order_by("-at", "pk")
    return rows if counsellor is None else rows.filter(counsellor=counsellor)


def suggestions_to(profile: Profile, *, organisation: Organisation | None = None) -> QuerySet[Suggestion]:
    """What counsellors suggested to a person, the last first: those of one agency, or all for the person."""
    rows = (
        Suggestion.objects.filter(profile=profile)
        .select_related("vacancy__organisation", "counsellor")
        .order_by("-created_at", "pk")
    )
    if organisation is None:
        return rows
    team = Membership.objects.filter(organisation=organisation)  # of today and of before
    return rows.filter(counsellor__in=team.values("user"))


def handovers_of(profile: Profile) -> QuerySet[Handover]:
    """How a person passed from one counsellor to another, the last first."""
    return (
        Handover.objects.filter(profile=profile)
        .select_related("given_by", "taken_by")
        .order_by("-created_at", "pk")
    )


def applications_of(profile: Profile) -> QuerySet[Application]:
    """A person's applications without the profile that was sent, the last first."""
    return (
        Application.objects.filter(profile=profile)
        .select_related("vacancy__organisation")
        .defer("snapshot", "vacancy__text", "vacancy__reading")
        .order_by("-sent_at", "pk")
    )


def offer_to_suggest(identifier: UUID) -> Vacancy:
    """An offer that takes applications today. Raises 404 for any other."""
    row = open_offers().filter(pk=identifier).first()
    if row is None:
        raise Http404
    return row


def counsellor_of(row: Follow | Appointment) -> str:
    """The name of the counsellor as the person reads it, also when their account is gone."""
    return str(row.counsellor) if row.counsellor is not None else _("A counsellor")


def name_of(profile: Profile) -> str:
    """The name of the person as a counsellor reads it; their address is not theirs to see."""
    return profile.user.name or _("A person who gave no name")


def _works_there(request: FollowRequest) -> bool:
    return acts_for(request.counsellor, request.organisation)
