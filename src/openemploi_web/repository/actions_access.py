"""What somebody does who asks for restricted data: write, send, answer a question, withdraw, ask to renew.

A request without a purpose of general interest is refused as it is sent (:mod:`.rules_access`); the refusal is kept
like any other. Next: ``actions_decisions.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.notices import tell
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.models import AccessPerson, AccessRequest, DataAsset, Grant
from openemploi_web.repository.rules_access import MONTHS_TO_DECIDE, refused_at_once
from openemploi_web.rights.calendar import add_months
from openemploi_web.ui import words

#: What the form of a request holds.
FIELDS = ("use", "purpose_kind", "purpose", "legal_basis", "security", "months")


class NotPossible(Exception):
    """It cannot be done as things stand; the text says why, in the person's language."""


@action
def keep_draft(
    *,
    actor: User,
    asset: DataAsset,
    organisation: Organisation,
    request: AccessRequest | None,
    values: Mapping[str, Any],
    people: Iterable[User],
) -> AccessRequest:
    """Keep a request as far as it is written; only members of the organisation are named in it."""
    draft = request or AccessRequest(asset=asset, organisation=organisation, asker=actor)
    allow(
        permissions.may_write_request(actor, draft)
        if request
        else permissions.may_ask(actor, asset, organisation),
        actor=actor,
        subject=draft,
        organisation=organisation.pk,
        details={"asset": str(asset.pk)},
    )
    for name in FIELDS:
        if name in values and not (draft.renews_id and name == "use"):
            setattr(draft, name, values[name])
    draft.two_decide = asset.personal_data != DataAsset.PersonalData.NO
    draft.save()
    name_people(draft, people)
    return draft


@action
def ask_access(*, actor: User, request: AccessRequest) -> AccessRequest:
    """Send a request. It is refused at once without a purpose of general interest; else the producer is told."""
    request = locked(request)
    allow(
        permissions.may_write_request(actor, request),
        actor=actor,
        subject=request,
        organisation=request.organisation_id,
        reason=request.purpose_kind,
        details={"asset": str(request.asset_id), "use": request.use},
    )
    now = timezone.now()
    request.asked_at = now
    refused = refused_at_once(kind=request.purpose_kind, purpose=request.purpose)
    if refused is not None:
        request.state = AccessRequest.State.REFUSED
        request.refused_for = refused
        request.decided_at = now
        request.save()
        note_details(refused_at_once=refused.value)
        return request
    _complete(request)
    request.state = AccessRequest.State.ASKED
    request.due_at = add_months(now, MONTHS_TO_DECIDE)
    request.two_decide = request.asset.personal_data != DataAsset.PersonalData.NO
    request.save()
    note_details(people=request.people.count(), months=request.months, basis=request.legal_basis)
    tell_deciders(request, "access_to_decide")
    return request


@action
def answer_question(*, actor: User, request: AccessRequest, answer: str) -> None:
    """Answer what the producer wants to know; a new round of decisions begins, with a new month."""
    request = locked(request)
    allow(
        permissions.may_answer_question(actor, request),
        actor=actor,
        subject=request,
        organisation=request.organisation_id,
    )
    now = timezone.now()
    question = request.decisions.filter(round=request.round, verdict="more").last()
    if question is not None:
        question.answer, question.answered_at = answer, now
        question.save(update_fields=["answer", "answered_at"])
    request.state = AccessRequest.State.ASKED
    request.round += 1
    request.due_at = add_months(now, MONTHS_TO_DECIDE)
    request.reminded_at = request.overdue_told_at = None
    request.save()
    tell_deciders(request, "access_to_decide")


@action
def withdraw_request(*, actor: User, request: AccessRequest) -> None:
    """Take a request back."""
    request = locked(request)
    allow(
        permissions.may_withdraw_request(actor, request),
        actor=actor,
        subject=request,
        organisation=request.organisation_id,
    )
    request.state = AccessRequest.State.WITHDRAWN
    request.decided_at = timezone.now()
    request.save(update_fields=["state", "decided_at"])


@action
def start_renewal(*, actor: User, grant: Grant) -> AccessRequest:
    """A draft with what was asked the last time: a renewal is a new decision. One draft at a time."""
    allow(
        permissions.may_renew(actor, grant),
        actor=actor,
        subject=grant,
        organisation=grant.organisation_id,
        details={"asset": str(grant.asset_id)},
    )
    waiting = grant.renewals.filter(state__in=(AccessRequest.State.DRAFT, *AccessRequest.OPEN)).first()
    if waiting is not None:
        return waiting
    last = grant.renewals.filter(state=AccessRequest.State.APPROVED).first() or grant.request
    draft: AccessRequest = AccessRequest.objects.create(
        asset=grant.asset,
        organisation=grant.organisation,
        asker=actor,
        renews=grant,
        **{name: getattr(last, name) for name in FIELDS},
    )
    name_people(draft, [row.user for row in people_of(grant)])
    return draft


def name_people(request: AccessRequest, people: Iterable[User]) -> None:
    """Have exactly ``people`` in the request, those who belong to the organisation today; in an action."""
    wanted = {person.pk for person in people}
    members = set(
        Membership.objects.filter(
            organisation=request.organisation_id, ended_at=None, user__in=wanted
        ).values_list("user_id", flat=True)
    )
    request.people.exclude(user__in=members).delete()
    there = set(request.people.values_list("user_id", flat=True))
    AccessPerson.objects.bulk_create(
        AccessPerson(request=request, user_id=user) for user in sorted(members - there)
    )


def people_of(grant: Grant) -> QuerySet[Any]:
    """The people of a grant today."""
    return grant.people.filter(ended_at=None).select_related("user").order_by("created_at", "pk")


def deciders(asset: DataAsset) -> list[User]:
    """The administrators of the organisation that answers for ``asset``."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__organisation=asset.producer.organisation_id,
            memberships__role=Membership.Role.ADMINISTRATOR,
            memberships__ended_at=None,
        ).order_by("pk")
    )


def tell_deciders(request: AccessRequest, kind: str) -> None:
    """Tell those who decide of a request, each in their language; in an action."""
    link = reverse("repository:decide", args=[request.pk])
    for user in deciders(request.asset):
        if user.pk != request.asker_id:
            tell_of(user, kind, request.asset, link=link, request=request)


def tell_of(
    user: User | None,
    kind: str,
    asset: DataAsset,
    *,
    link: str,
    request: AccessRequest | None = None,
    **more: Any,
) -> None:
    """Tell ``user`` something about ``asset``, with its title in their language; in an action."""
    if user is None:
        return
    with translation.override(user.language):
        values: dict[str, Any] = {"asset": asset.title, **more}
        if request is not None:
            values |= {"organisation": request.organisation.name, "day": words.day(request.due_at)}
        for name, value in values.items():
            if hasattr(value, "year"):
                values[name] = words.day(value)
        tell(user, kind, link=link, **values)


def _complete(request: AccessRequest) -> None:
    """Raise :class:`NotPossible` when something is missing that the decision needs."""
    if not request.people.exists():
        raise NotPossible(_("Say who will use the data: at least one person of your organisation."))
    if not request.security.strip():
        raise NotPossible(_("Say how you protect the data."))
    if not request.legal_basis:
        raise NotPossible(_("Choose a legal basis."))
    holds_personal = request.asset.personal_data == DataAsset.PersonalData.YES
    if holds_personal and request.legal_basis == AccessRequest.Basis.NONE:
        raise NotPossible(
            _("This data is about people: choose the article of the GDPR that allows your use.")
        )


def locked(request: AccessRequest) -> AccessRequest:
    """The request as it is now, that nobody else decides on meanwhile."""
    return (
        AccessRequest.objects.select_for_update(of=("self",))
        .select_related("asset__producer__organisation", "organisation", "asker", "renews")
        .get(pk=request.pk)
    )
