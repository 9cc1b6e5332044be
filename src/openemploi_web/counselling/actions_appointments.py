"""Appointments, made, moved and cancelled by the counsellor, of which the person is told; the calendar's address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openemploi_web.core.actions import action, allow
from openemploi_web.core.notices import tell
from openemploi_web.counselling import permissions
from openemploi_web.counselling.actions import NotPossible
from openemploi_web.counselling.facts import hour
from openemploi_web.counselling.models import Appointment, CalendarKey, Follow
from openemploi_web.ui import words


@action
def make_appointment(
    *, actor: Any, follow: Follow, at: datetime, minutes: int, subject: str, place: str = ""
) -> Appointment:
    """Give an appointment. Raises :class:`NotPossible` when the counsellor has another at that time."""
    allow(
        permissions.may_make_appointment(actor, follow),
        actor=actor,
        subject=follow.profile,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
    )
    _free(actor, at, minutes)
    made = Appointment.objects.create(
        profile=follow.profile, counsellor=actor, at=at, minutes=minutes, subject=subject, place=place
    )
    _tell(made, "appointment")
    return made


@action
def move_appointment(
    *,
    actor: Any,
    appointment: Appointment,
    follow: Follow,
    at: datetime,
    minutes: int,
    subject: str,
    place: str = "",
) -> None:
    """Another time or place. Raises :class:`NotPossible` when the counsellor has another at that time."""
    allow(
        permissions.may_change_appointment(actor, appointment, follow),
        actor=actor,
        subject=appointment,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
    )
    _free(actor, at, minutes, but=appointment)
    appointment.at, appointment.minutes = at, minutes
    appointment.subject, appointment.place = subject, place
    _changed(appointment, "at", "minutes", "subject", "place")
    _tell(appointment, "appointment_moved")


@action
def cancel_appointment(*, actor: Any, appointment: Appointment, follow: Follow) -> None:
    """It does not take place; calendars show it as cancelled."""
    allow(
        permissions.may_change_appointment(actor, appointment, follow),
        actor=actor,
        subject=appointment,
        person=follow.profile.user_id,
        organisation=follow.organisation_id,
    )
    appointment.cancelled_at = timezone.now()
    _changed(appointment, "cancelled_at")
    _tell(appointment, "appointment_cancelled")


@action
def make_calendar_key(*, actor: Any) -> str:
    """A new secret for the calendar's address, in place of the one before; only its hash is kept."""
    allow(permissions.may_have_calendar(actor), actor=actor, person=actor.pk)
    token = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(
        user=actor, defaults={"token_hash": hash_of(token), "created_at": timezone.now()}
    )
    return token


@action
def remove_calendar_key(*, actor: Any) -> None:
    """The address opens nothing any more."""
    allow(permissions.may_have_calendar(actor), actor=actor, person=actor.pk)
    CalendarKey.objects.filter(user=actor).delete()


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _free(counsellor: Any, at: datetime, minutes: int, *, but: Appointment | None = None) -> None:
    end = at + timedelta(minutes=minutes)
    near = Appointment.objects.filter(
        counsellor=counsellor, cancelled_at=None, at__gt=at - timedelta(hours=12), at__lt=end
    )
    for other in near.exclude(pk=but.pk) if but else near:
        if other.at + timedelta(minutes=other.minutes) > at:
            raise NotPossible(
                _("You have another appointment at %(hour)s that day. Choose another time.")
                % {"hour": hour(other.at)}
            )


def _changed(appointment: Appointment, *fields: str) -> None:
    appointment.changed_at = timezone.now()
    appointment.changes += 1
    appointment.save(update_fields=[*fields, "changed_at", "changes"])


def _tell(appointment: Appointment, kind: str) -> None:
    person = appointment.profile.user
    with translation.override(person.language):
        day = _("%(day)s at %(hour)s") % {"day": words.day(appointment.at), "hour": hour(appointment.at)}
    tell(person, kind, link=reverse("counselling:mine"), day=day, counsellor=str(appointment.counsellor))
