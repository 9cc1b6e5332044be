"""Writing an offer, publishing it, closing it. Closing answers everybody who still waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from openemploi.profiles.model import JobPosting
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.notices import tell
from openemploi_web.vacancies import answers, reading
from openemploi_web.vacancies.actions_requirements import propose
from openemploi_web.vacancies.models import Application, Requirement, Vacancy
from openemploi_web.vacancies.permissions import may_edit_offer, may_write_offers
from openemploi_web.vacancies.search import touch_offer

_TERMS = frozenset(
    "title text establishment commune department insee_code latitude longitude contract contract_months full_time "
    "weekly_hours pay_minimum pay_maximum pay_unit remote openings closes_on language external_id".split()
)


@action
def create(
    *,
    actor: User,
    organisation: Organisation,
    fields: Mapping[str, Any],
    posting: JobPosting,
    origin: str = Vacancy.Origin.HAND,
) -> Vacancy:
    """A draft with what was written or read, and the requirements that the machine proposes."""
    allow(may_write_offers(actor, organisation), actor=actor, organisation=organisation.pk)
    vacancy = Vacancy(organisation=organisation, origin=origin, edited_by=actor)
    _fill(vacancy, fields, posting)
    vacancy.save()
    propose(vacancy, posting)
    note_details(vacancy=str(vacancy.pk), origin=str(origin))
    return vacancy


@action
def edit(*, actor: User, vacancy: Vacancy, fields: Mapping[str, Any], posting: JobPosting | None) -> None:
    """Change what the offer says; a new ``posting`` when the text was changed and read again."""
    allow(may_edit_offer(actor, vacancy), actor=actor, subject=vacancy, organisation=vacancy.organisation_id)
    vacancy.edited_by = actor
    _fill(vacancy, fields, posting)
    vacancy.save()
    if posting is not None:
        propose(vacancy, posting)
    note_details(read_again=posting is not None)
    touch_offer(vacancy)


@action
def publish(*, actor: User, vacancy: Vacancy, warned: Sequence[str] = ()) -> None:
    """Show the offer to everybody. Published twice changes nothing; a closed offer opens again.

    ``warned`` are the rules of :mod:`~openemploi_web.vacancies.asks` that forbid something in it, and that the
    employer went past by confirming that a law allows it for this job: the journal keeps them.
    """
    allow(
        may_edit_offer(actor, vacancy),
        actor=actor,
        subject=vacancy,
        organisation=vacancy.organisation_id,
        details={"confirmed_lawful": sorted(warned)},
    )
    if vacancy.state != Vacancy.State.PUBLISHED:
        vacancy.state = Vacancy.State.PUBLISHED
        vacancy.published_at = timezone.now()
        vacancy.closed_at = None
        vacancy.edited_by = actor
        vacancy.save()
    touch_offer(vacancy)


@action
def close(*, actor: User, vacancy: Vacancy, reason: str, text: str = "") -> int:
    """Take no more applications and answer everybody who waits; how many were told."""
    allow(
        may_edit_offer(actor, vacancy),
        actor=actor,
        subject=vacancy,
        organisation=vacancy.organisation_id,
        reason=reason,
    )
    # Who applies holds this row too: nobody slips in between those who are told and the closing.
    Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy.pk)
    now = timezone.now()
    waiting = list(
        Application.objects.select_for_update(of=("self",))
        .filter(vacancy=vacancy, state__in=Application.OPEN)
        .select_related("profile__user")
    )
    for application in waiting:
        application.vacancy = vacancy
        application.state = Application.State.CLOSED
        application.answered_at = application.answered_at or now
        application.answer = text or answers.closing_text(application, reason=reason)
        application.save()
        if application.profile is not None:
            tell(
                application.profile.user,
                "offer_closed",
                link=reverse("jobseekers:application", args=[application.pk]),
                employer=vacancy.organisation.name,
                offer=vacancy.title,
            )
    vacancy.state = Vacancy.State.CLOSED
    vacancy.closed_at = now
    vacancy.edited_by = actor
    vacancy.save()
    note_details(told=len(waiting))
    touch_offer(vacancy)
    return len(waiting)


@action
def duplicate(*, actor: User, vacancy: Vacancy) -> Vacancy:
    """A new draft that says and asks the same; nobody has applied to it."""
    allow(may_edit_offer(actor, vacancy), actor=actor, subject=vacancy, organisation=vacancy.organisation_id)
    copied = {
        field.attname: getattr(vacancy, field.attname)
        for field in Vacancy._meta.concrete_fields
        if field.name
        not in (
            "id",
            "created_at",
            "state",
            "published_at",
            "closed_at",
            "closes_on",
            "external_id",
            "edited_by",
        )
    }
    with translation.override(vacancy.language):
        title = answers.copy_title(vacancy.title)
    draft = Vacancy(**{**copied, "title": title, "edited_by_id": actor.pk})
    draft.save()
    Requirement.objects.bulk_create(
        Requirement(
            vacancy=draft,
            **{
                name: getattr(row, name)
                for name in (
                    "uri",
                    "label",
                    "kind",
                    "source",
                    "kept",
                    "settled",
                    "confidence",
                    "passages",
                    "reason",
                )
            },
        )
        for row in vacancy.requirements.all()
    )
    note_details(copy=str(draft.pk))
    return draft


def _fill(vacancy: Vacancy, fields: Mapping[str, Any], posting: JobPosting | None) -> None:
    moved = "commune" in fields and fields["commune"] != vacancy.commune and "latitude" not in fields
    for name, value in fields.items():
        if name in _TERMS:
            setattr(vacancy, name, "" if value is None and name in ("contract", "pay_unit") else value)
    if posting is not None:
        vacancy.reading = reading.plain(posting)
        for name, value in reading.occupation_of(posting).items():
            setattr(vacancy, name, value)
    if moved or (vacancy.commune and vacancy.latitude is None):
        for name, value in reading.place_fields(vacancy.commune).items():
            setattr(vacancy, name, value)
    place = vacancy.establishment
    if place is not None and not vacancy.commune:
        for name, value in reading.place_fields(place.commune).items():
            setattr(vacancy, name, value)
        vacancy.department, vacancy.insee_code = place.department, place.insee_code
