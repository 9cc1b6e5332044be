"""What counsellors do for the people they follow, and what the person allows or stops; each in the person's journal.

Appointments are in :mod:`.actions_appointments`. What cannot be done is a :class:`NotPossible` with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.models import AuditEvent
from openemploi_web.core.notices import tell
from openemploi_web.counselling import permissions, selectors
from openemploi_web.counselling.models import (
    Appointment,
    CounsellorNote,
    Follow,
    FollowRequest,
    Handover,
    Suggestion,
)
from openemploi_web.counselling.summary import summary_of
from openemploi_web.jobseekers.models import Profile
from openemploi_web.rights import actions as rights
from openemploi_web.ui import words
from openemploi_web.vacancies.models import Vacancy

#: How long a request waits; a second one to the same address meanwhile sends nothing more.
REQUEST_DAYS: Final = 30
MOST_REQUESTS: Final = 100


class NotPossible(Exception):
    """What was asked for cannot be done; its words say why and that nothing was lost."""


@action
def look(*, actor: Any, follow: Follow, part: str) -> None:
    """Open one part of a person's page: the person reads who did, when, and which part."""
    allow(
        permissions.may_look(actor, follow, part),
        actor=actor,
        subject=follow.profile,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
        reason=part,
    )


@action
def look_over(*, actor: Any, organisation: Organisation, follows: Sequence[Follow]) -> None:
    """Open the list of the people followed, or left by a colleague; each of them reads it once a day."""
    for follow in follows:
        allow(
            permissions.follows(actor, follow) or permissions.answers_for(actor, follow),
            actor=actor,
            subject=follow.profile,
            person=follow.profile.user_id,
            organisation=organisation.pk,
        )


def not_told_today(actor: Any, follows: Iterable[Follow]) -> list[Follow]:
    """Those whose journal does not say yet that ``actor`` opened the list today."""
    rows = list(follows)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = set(
        AuditEvent.objects.filter(
            person__in=[row.profile.user_id for row in rows],
            action="counselling.look_over",
            actor=actor.pk,
            at__gte=midnight,
        )
        .order_by()
        .values_list("person", flat=True)
    )
    return [row for row in rows if row.profile.user_id not in told]


@action
def ask_to_follow(*, actor: Any, organisation: Organisation, email: str) -> None:
    """Ask whoever has ``email`` to be followed. Nothing that happens here tells whether there is such an account.

    Raises :class:`NotPossible` for too many requests that wait.
    """
    address = email.strip().lower()
    profile = _to_be_asked(address, organisation)
    allow(
        permissions.may_ask_to_follow(actor, organisation),
        actor=actor,
        person=profile.user_id if profile else None,
        organisation=organisation.pk,
    )
    FollowRequest.objects.filter(
        organisation=organisation, email=address, expires_at__lte=timezone.now()
    ).delete()
    if selectors.requests_sent(actor, organisation).count() >= MOST_REQUESTS:
        raise NotPossible(
            _("%(count)s of your requests are waiting, which is the most. Nothing was sent.")
            % {"count": MOST_REQUESTS}
        )
    _request, made = FollowRequest.objects.get_or_create(
        organisation=organisation,
        email=address,
        defaults={"counsellor": actor, "expires_at": timezone.now() + timedelta(days=REQUEST_DAYS)},
    )
    if made and profile is not None:
        tell(
            profile.user,
            "follow_request",
            link=reverse("counselling:mine"),
            counsellor=str(actor),
            organisation=organisation.name,
        )


@action
def accept_follow(*, actor: Any, request: FollowRequest, shares: Iterable[str]) -> Follow:
    """Agree to be followed, and to share what is in ``shares`` and nothing else. Raises :class:`NotPossible`."""
    allow(
        permissions.may_answer_request(actor, request),
        actor=actor,
        person=actor.pk,
        organisation=request.organisation_id,
    )
    profile: Profile = actor.profile
    if profile.department not in request.organisation.territory:
        raise NotPossible(_("This agency does not work where you live. Nothing was changed."))
    try:
        with transaction.atomic():
            made = Follow.objects.create(
                profile=profile, organisation=request.organisation, counsellor=request.counsellor
            )
    except IntegrityError:  # the same button twice, or a colleague whom they accepted meanwhile
        raise NotPossible(_("Somebody of this agency follows you already. Nothing was changed.")) from None
    request.delete()
    _share(actor, set(shares))
    link = reverse("counselling:person", args=[profile.pk])
    tell(made.counsellor, "follow_started", link=link, person=selectors.name_of(profile))
    return made


@action
def decline_follow(*, actor: Any, request: FollowRequest) -> None:
    """Say no; the counsellor is not told, and reads that there is no answer yet until the request expires."""
    allow(
        permissions.may_answer_request(actor, request),
        actor=actor,
        person=actor.pk,
        organisation=request.organisation_id,
    )
    request.state = FollowRequest.State.DECLINED
    request.save(update_fields=["state"])


@action
def stop_follow(*, actor: Any, follow: Follow) -> None:
    """End it at once: the next page shows nothing any more, and coming appointments are cancelled."""
    profile, by_person = follow.profile, actor.pk == follow.profile.user_id
    allow(
        permissions.may_stop_follow(actor, follow),
        actor=actor,
        subject=profile,
        person=profile.user_id,
        organisation=follow.organisation_id,
        reason="person" if by_person else "counsellor",
    )
    now = timezone.now()
    Follow.objects.filter(pk=follow.pk, ended_at=None).update(ended_at=now)
    Appointment.objects.filter(
        profile=profile, counsellor=follow.counsellor_id, at__gt=now, cancelled_at=None
    ).update(cancelled_at=now, changed_at=now, changes=F("changes") + 1)
    if by_person and follow.counsellor is not None:
        link = reverse("counselling:portfolio")
        tell(follow.counsellor, "follow_ended", link=link, person=selectors.name_of(profile))
    elif not by_person:
        tell(profile.user, "follow_ended_here", link=reverse("counselling:mine"), counsellor=str(actor))


@action
def suggest(*, actor: Any, follow: Follow, vacancy: Vacancy, text: str) -> Suggestion:
    """Send an offer with a word of explanation; an offer is suggested once. Raises :class:`NotPossible`."""
    profile = follow.profile
    allow(
        permissions.may_suggest(actor, follow, vacancy),
        actor=actor,
        subject=vacancy,
        person=profile.user_id,
        organisation=follow.organisation_id,
    )
    made, new = Suggestion.objects.get_or_create(
        profile=profile, vacancy=vacancy, defaults={"counsellor": actor, "text": text}
    )
    if not new:
        raise NotPossible(
            _("This offer was suggested to this person on %(day)s already. Nothing was sent.")
            % {"day": words.day(made.created_at)}
        )
    tell(
        profile.user,
        "suggestion",
        link=reverse("jobseekers:offers"),
        counsellor=str(actor),
        offer=vacancy.title,
    )
    return made


@action
def add_note(*, actor: Any, follow: Follow, text: str) -> CounsellorNote:
    """Write a note on the work with a person; they are told and can read it."""
    allow(
        permissions.may_write_note(actor, follow),
        actor=actor,
        subject=follow.profile,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
    )
    note = CounsellorNote.objects.create(
        profile=follow.profile, organisation=follow.organisation, author=actor, text=text
    )
    link = reverse("counselling:mine") + f"#note-{note.pk}"
    tell(follow.profile.user, "note_written", link=link, counsellor=str(actor))
    return note


@action
def remove_note(*, actor: Any, note: CounsellorNote, follow: Follow) -> None:
    """Take back a note."""
    allow(
        permissions.may_remove_note(actor, note, follow),
        actor=actor,
        subject=note,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
    )
    note.delete()


@action
def hand_over(*, actor: Any, follow: Follow, colleague: User, text: str) -> Handover:
    """Pass a person on to a colleague with the dated facts of the work so far; coming appointments pass as well.

    ``actor`` is their counsellor, or an administrator of the agency when the counsellor has left.
    """
    profile = follow.profile
    allow(
        permissions.may_hand_over(actor, follow, colleague),
        actor=actor,
        subject=profile,
        person=profile.user_id,
        organisation=follow.organisation_id,
        reason="" if follow.counsellor_id == actor.pk else "counsellor_left",
    )
    now = timezone.now()
    ended = Follow.objects.filter(pk=follow.pk, ended_at=None).update(ended_at=now)
    if not ended:  # the person stopped it meanwhile
        raise NotPossible(_("You do not follow this person any more. Nothing was changed."))
    made = Handover.objects.create(
        profile=profile,
        given_by=actor,
        taken_by=colleague,
        summary=summary_of(follow, shared=selectors.shared(profile.user_id)),
        text=text,
    )
    Follow.objects.create(profile=profile, organisation=follow.organisation, counsellor=colleague)
    Appointment.objects.filter(
        profile=profile, counsellor=follow.counsellor_id, at__gt=now, cancelled_at=None
    ).update(counsellor=colleague, changed_at=now, changes=F("changes") + 1)
    person_page = reverse("counselling:person", args=[profile.pk])
    name = selectors.name_of(profile)
    tell(colleague, "handover_received", link=person_page, counsellor=str(actor), person=name)
    tell(profile.user, "handover", link=reverse("counselling:mine"), counsellor=str(colleague))
    return made


@action
def forget_requests(*, actor: Any) -> int:
    """Remove the requests that nobody answered in time; the portal's own job."""
    allow(actor is None, actor=actor)
    count, _kinds = FollowRequest.objects.filter(expires_at__lte=timezone.now()).delete()
    return count


def _to_be_asked(address: str, organisation: Organisation) -> Profile | None:
    """The person of ``address`` whom the agency may ask: in its territory, or who did not say yet where they live."""
    profile = (
        Profile.objects.select_related("user")
        .filter(user__email__iexact=address, user__is_active=True, anonymised_at=None)
        .first()
    )
    if profile is None or (profile.department and profile.department not in organisation.territory):
        return None
    followed = Follow.objects.filter(profile=profile, organisation=organisation, ended_at=None).exists()
    return None if followed else profile


def _share(user: Any, wanted: set[str]) -> None:
    have = selectors.shared(user.pk)
    for purpose in sorted(selectors.SHARED):
        if purpose in wanted and purpose not in have:
            rights.give_consent(actor=user, purpose=purpose)
        elif purpose in have and purpose not in wanted:
            rights.withdraw_consent(actor=user, purpose=purpose)
