"""What a person does with their rights, and what the desk answers: consents, archives, erasure, contests."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.notices import tell
from openemploi_web.rights import comparing, permissions, tasks
from openemploi_web.rights.calendar import add_months
from openemploi_web.rights.models import ArchiveFile, Consent, Contest, Erasure
from openemploi_web.rights.purposes import CHANGE_OF_MIND, CONTEST_MONTHS, TEXT_VERSION
from openemploi_web.ui import words
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Vacancy


@action
def give_consent(*, actor: User, purpose: str) -> Consent:
    """Agree to one purpose, in the words of today; agreeing twice changes nothing."""
    wanted = Consent.For(purpose)
    allow(permissions.may_give_consent(actor), actor=actor, person=actor.pk, reason=wanted.value)
    consent, _made = Consent.objects.get_or_create(
        user=actor, purpose=wanted, withdrawn_at=None, defaults={"text_version": TEXT_VERSION}
    )
    _reach(actor)
    return consent


@action
def withdraw_consent(*, actor: User, purpose: str) -> None:
    """Take back; it counts at once."""
    wanted = Consent.For(purpose)
    allow(permissions.may_withdraw_consent(actor), actor=actor, person=actor.pk, reason=wanted.value)
    Consent.objects.filter(user=actor, purpose=wanted, withdrawn_at=None).update(withdrawn_at=timezone.now())
    _reach(actor)


def _reach(user: User) -> None:
    """Have the index of people follow what the person agreed to."""
    if user.has_profile:
        search.touch_person(user.profile)


@action
def ask_archive(*, actor: User) -> ArchiveFile:
    """Have everything that is held made into one file, in the background; one at a time."""
    allow(permissions.may_ask_archive(actor), actor=actor, person=actor.pk)
    waiting = ArchiveFile.objects.filter(user=actor, ready_at=None).first()
    if waiting is not None:
        return waiting
    archive: ArchiveFile = ArchiveFile.objects.create(user=actor)
    job = tasks.make_archive.enqueue(str(archive.pk))
    archive.job = job.id
    archive.save(update_fields=["job"])
    return archive


@action
def take_archive(*, actor: User, archive: ArchiveFile) -> None:
    """The person takes their archive away."""
    allow(permissions.may_take_archive(actor, archive), actor=actor, subject=archive, person=actor.pk)


@action
def take_profile(*, actor: User, form: str) -> None:
    """The person takes their profile away in a format that other services read."""
    allow(permissions.may_ask_archive(actor), actor=actor, person=actor.pk, reason=form)


@action
def plan_erasure(*, actor: User) -> Erasure:
    """Ask to be erased; it is done after the delay to change one's mind. Asking twice gives the same receipt."""
    allow(permissions.may_plan_erasure(actor), actor=actor, person=actor.pk)
    planned = Erasure.objects.filter(user=actor, state=Erasure.State.PLANNED).first()
    if planned is not None:
        return planned
    erasure: Erasure = Erasure.objects.create(
        user=actor, receipt=receipt(), due_at=timezone.now() + CHANGE_OF_MIND
    )
    tell(
        actor,
        "erasure_planned",
        link=reverse("rights:data"),
        day=day_for(actor, erasure.due_at),
    )
    tasks.mail_receipt.enqueue(str(erasure.pk))
    return erasure


@action
def cancel_erasure(*, actor: User, erasure: Erasure) -> None:
    """The person changed their mind."""
    allow(permissions.may_cancel_erasure(actor, erasure), actor=actor, subject=erasure, person=actor.pk)
    erasure.state = Erasure.State.CANCELLED
    erasure.save(update_fields=["state"])


def receipt() -> str:
    """A number for people to keep: four groups of letters and figures that cannot be taken for one another."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "-".join("".join(secrets.choice(alphabet) for _letter in range(4)) for _group in range(4))


@action
def contest(*, actor: User, vacancy: Vacancy, text: str) -> Contest:
    """Contest how one was compared; the answer is due within a month. One open contest an offer."""
    allow(
        permissions.may_contest(actor, vacancy),
        actor=actor,
        subject=vacancy,
        person=actor.pk,
        organisation=vacancy.organisation_id,
    )
    waiting = Contest.objects.filter(user=actor, vacancy=vacancy, state=Contest.State.OPEN).first()
    if waiting is not None:
        return waiting
    application = comparing.application_of(actor, vacancy)
    now = timezone.now()
    made: Contest = Contest.objects.create(
        user=actor,
        vacancy=vacancy,
        application=application,
        text=text,
        due_at=add_months(now, CONTEST_MONTHS),
        before=_compared(actor, vacancy, application=application, of="sent" if application else "profile"),
    )
    tell(actor, "contest_received", link=reverse("rights:contests"), day=day_for(actor, made.due_at))
    for desk in _administrators():
        link = reverse("rights:answer", args=[made.pk])
        tell(desk, "contest_to_answer", link=link, day=day_for(desk, made.due_at))
    return made


@action
def look_at_contest(*, actor: User, contest: Contest) -> dict[str, Any]:
    """The desk opens a contest; the person sees that it did. The pair as it compares today."""
    allow(
        permissions.may_answer_contests(actor),
        actor=actor,
        subject=contest,
        person=contest.user_id,
        organisation=_operator(actor),
        reason="contest",
    )
    return _again(contest)


@action
def answer_contest(*, actor: User, contest: Contest, outcome: str, answer: str) -> None:
    """A named person answers; the pair is compared again and the person sees both."""
    contest = (
        Contest.objects.select_for_update(of=("self",)).select_related("user", "vacancy").get(pk=contest.pk)
    )
    allow(
        permissions.may_answer_contest(actor, contest),
        actor=actor,
        subject=contest,
        person=contest.user_id,
        organisation=_operator(actor),
        reason=outcome,
    )
    contest.outcome = Contest.Outcome(outcome)
    contest.answer = answer
    contest.after = _again(contest)
    contest.answered_by = actor
    contest.answered_at = timezone.now()
    contest.state = Contest.State.ANSWERED
    contest.save()
    tell(
        contest.user,
        "contest_answered",
        link=reverse("rights:contests") + f"#contest-{contest.pk}",
        name=str(actor.name or _("The desk")),
    )


@action
def take_journal(*, actor: User, filters: dict[str, str]) -> None:
    """An administrator takes the journal away; which filters were set is kept, not whom they named."""
    allow(
        permissions.may_read_journal(actor),
        actor=actor,
        organisation=_operator(actor),
        details={"filters": sorted(name for name, value in filters.items() if value)},
    )


def _again(contest: Contest) -> dict[str, Any]:
    """The pair with the profile and the requirements of today; in the person's language."""
    assert contest.user is not None  # the selector leaves out contests of people who were erased
    if not contest.user.has_profile:
        return dict(contest.before or {})
    return _compared(contest.user, contest.vacancy, application=None, of="profile")


def _compared(user: User, vacancy: Vacancy, *, application: Any, of: str) -> dict[str, Any]:
    with comparing.spoken(user.language):
        match = comparing.compare(user, vacancy, application=application, language=user.language)
        return comparing.kept(match, of=of)


def _administrators() -> list[User]:
    return list(
        User.objects.filter(
            memberships__ended_at=None, memberships__organisation__kind=Organisation.Kind.OPERATOR
        )
        .distinct()
        .order_by("pk")
    )


def _operator(actor: User) -> Any:
    membership = actor.membership(Organisation.Kind.OPERATOR)
    return membership.organisation_id if membership else None


def day_for(user: User, at: datetime) -> str:
    """The day of ``at`` in the words of the person's language."""
    with translation.override(user.language):
        return words.day(at)
