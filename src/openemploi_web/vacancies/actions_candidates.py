"""What a team does with those who applied: look, choose, ask for an identity, note, answer, invite.

A choice is added beside the machine's proposal and never replaces another; an answer reaches the person at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.notices import tell
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies import answers
from openemploi_web.vacancies.models import Application, Decision, Invite, TeamNote, Unmasking, Vacancy
from openemploi_web.vacancies.permissions import (
    may_answer,
    may_decide,
    may_invite,
    may_know_identity,
    may_read_applications,
)

IMPLIED = {
    answers.KEPT: Decision.Choice.KEEP,
    answers.INTERVIEW: Decision.Choice.KEEP,
    answers.HIRED: Decision.Choice.KEEP,
    answers.REFUSED: Decision.Choice.LEAVE,
}


class ReasonMissing(ValueError):
    """A refusal, or a choice that differs from the proposal, was sent without its reason."""


class AnsweredMeanwhile(Exception):
    """Somebody of the team answered the same person after the page was opened; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A colleague has answered meanwhile. Nothing was sent: read what they wrote, then answer again."
            )
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person is answered. ``proposal`` is what the machine proposed for them, with its words.

    ``application`` is as the writer saw it: an answer that came after that is not written over.
    """

    application: Application
    kind: str
    text: str
    proposal: str
    proposal_words: str
    refusal: str = ""
    interview_at: datetime | None = None
    interview_place: str = ""


@action
def look_at(*, actor: User, application: Application) -> None:
    """Open an application: the person reads in their journal who did, and is told the first time."""
    vacancy = application.vacancy
    allow(
        may_read_applications(actor, vacancy),
        actor=actor,
        subject=application,
        person=_person(application),
        organisation=vacancy.organisation_id,
    )
    first = Application.objects.filter(pk=application.pk, state=Application.State.SENT).update(
        state=Application.State.SEEN
    )
    if first:
        application.state = Application.State.SEEN
        _tell(application, "application_seen")


@action
def decide(
    *, actor: User, application: Application, choice: str, reason: str, proposal: str, proposal_words: str
) -> Decision:
    """Keep a person's choice beside the proposal. What differs from the proposal needs a reason."""
    allow(
        may_decide(actor, application),
        actor=actor,
        subject=application,
        person=_person(application),
        organisation=application.vacancy.organisation_id,
        reason=choice,
        details={"proposal": proposal},
    )
    if choice != proposal and not reason.strip():
        raise ReasonMissing(_("Say why you choose otherwise than proposed."))
    return _add_decision(actor, application, choice, reason, proposal, proposal_words)


@action
def unmask(*, actor: User, application: Application, reason: str, words: str = "") -> Unmasking:
    """Show who the person is, to the whole team from now on; who asked and why is kept and told."""
    allow(
        may_know_identity(actor, application),
        actor=actor,
        subject=application,
        person=_person(application),
        organisation=application.vacancy.organisation_id,
        reason=Unmasking.Reason(reason).value,
    )
    if reason == Unmasking.Reason.OTHER and not words.strip():
        raise ReasonMissing(_("Say why you need to know who this is."))
    return Unmasking.objects.create(
        application=application,
        profile=application.profile,
        vacancy=application.vacancy,
        reason=reason,
        words=words[:300],
        asked_by=actor,
    )


@action
def note(*, actor: User, application: Application, text: str) -> TeamNote:
    """Write something for the team; the person can read it when they ask for their data."""
    allow(
        may_read_applications(actor, application.vacancy),
        actor=actor,
        subject=application,
        person=_person(application),
        organisation=application.vacancy.organisation_id,
    )
    return TeamNote.objects.create(application=application, author=actor, text=text)


@action
def answer(*, actor: User, vacancy: Vacancy, given: Sequence[Answer]) -> int:
    """Answer one person or several, all or none; how many. A refusal needs a reason of the list.

    Raises :class:`AnsweredMeanwhile` when the same button was pressed twice, or by two people at once.
    """
    allow(
        may_read_applications(actor, vacancy),
        actor=actor,
        subject=vacancy,
        organisation=vacancy.organisation_id,
        details={"count": len(given)},
    )
    now = timezone.now()
    for one in given:
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("profile__user")
            .get(pk=one.application.pk, vacancy=vacancy)
        )
        application.vacancy = vacancy
        allow(
            may_answer(actor, application),
            actor=actor,
            subject=application,
            person=_person(application),
            organisation=vacancy.organisation_id,
            reason=one.refusal or one.kind,
        )
        if application.answered_at != one.application.answered_at:
            raise AnsweredMeanwhile
        if one.kind == answers.REFUSED and one.refusal not in Application.Refusal.values:
            raise ReasonMissing(_("A refusal needs a reason."))
        if not one.text.strip():
            raise ReasonMissing(_("An answer needs a text."))
        if _last_choice(application) != IMPLIED[one.kind]:
            reason = str(Application.Refusal(one.refusal).label) if one.refusal else ""
            _add_decision(actor, application, IMPLIED[one.kind], reason, one.proposal, one.proposal_words)
        application.state = answers.STATES[one.kind]
        application.answered_at = now
        application.answer = one.text
        application.refusal = one.refusal if one.kind == answers.REFUSED else ""
        if one.kind == answers.INTERVIEW:
            application.interview_at = one.interview_at
            application.interview_place = one.interview_place
            application.coming = application.coming_words = ""  # it was said of another moment
        application.save()
        _tell(application, answers.NOTICES[one.kind])
    return len(given)


@action
def take_away(*, actor: User, vacancy: Vacancy, form: str, named: Sequence[Application]) -> None:
    """Export or print the table; those whose identity is in it read in their journal that it was taken away."""
    allow(
        may_read_applications(actor, vacancy),
        actor=actor,
        subject=vacancy,
        organisation=vacancy.organisation_id,
        reason=form,
    )
    for application in named:
        allow(
            may_read_applications(actor, vacancy),
            actor=actor,
            subject=application,
            person=_person(application),
            organisation=vacancy.organisation_id,
            reason=form,
        )


@action
def invite(*, actor: User, vacancy: Vacancy, profile: Profile, text: str) -> Invite:
    """Invite somebody who agreed to be found; who they are stays unknown until they answer. Twice is once."""
    from openemploi_web.rights.consents import has_consent

    allow(
        may_invite(actor, vacancy) and has_consent(profile.user, "findable"),
        actor=actor,
        subject=vacancy,
        person=profile.user_id,
        organisation=vacancy.organisation_id,
    )
    found, made = Invite.objects.get_or_create(
        vacancy=vacancy, profile=profile, defaults={"text": text, "invited_by": actor}
    )
    if made:
        tell(
            profile.user,
            "invited",
            link=reverse("vacancies:offer", args=[vacancy.pk]),
            employer=vacancy.organisation.name,
            offer=vacancy.title,
        )
    return found


def _add_decision(
    actor: User, application: Application, choice: str, reason: str, proposal: str, proposal_words: str
) -> Decision:
    return Decision.objects.create(
        application=application,
        proposal=Decision.Choice(proposal),
        proposal_words=proposal_words[:300],
        choice=Decision.Choice(choice),
        reason=reason,
        decided_by=actor,
    )


def _last_choice(application: Application) -> str | None:
    return application.decisions.order_by("-created_at").values_list("choice", flat=True).first()


def _person(application: Application) -> UUID | None:
    return application.profile.user_id if application.profile is not None else None


def _tell(application: Application, kind: str) -> None:
    """Tell the person, when they have an account; who came by a file is answered by the employer's own means."""
    if application.profile is None:
        return
    tell(
        application.profile.user,
        kind,
        link=reverse("jobseekers:application", args=[application.pk]),
        employer=application.vacancy.organisation.name,
        offer=application.vacancy.title,
    )
