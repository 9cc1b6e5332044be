"""What a counsellor does with a person: suggest, write a note, meet, hand over, stop."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openemploi_web.accounts.decorators import SpaceRequest, counsellors_only
from openemploi_web.counselling import actions, actions_appointments, selectors, summary
from openemploi_web.counselling.actions import NotPossible
from openemploi_web.counselling.forms import AppointmentForm, HandOverForm, NoteForm, SuggestForm
from openemploi_web.counselling.views_person import frame, overview
from openemploi_web.vacancies.terms import in_short

PAGE = ["GET", "HEAD", "POST"]


@counsellors_only
@require_http_methods(PAGE)
def suggest(request: SpaceRequest, profile_id: UUID, vacancy_id: UUID) -> HttpResponse:
    """Send an offer with a word."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    vacancy = selectors.offer_to_suggest(vacancy_id)
    form = SuggestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.suggest(
                actor=request.user, follow=follow, vacancy=vacancy, text=form.cleaned_data["text"]
            )
        except NotPossible as fault:
            messages.error(request, str(fault))
        else:
            messages.success(
                request, _("“%(offer)s” is suggested. The person is told.") % {"offer": vacancy.title}
            )
        return redirect("counselling:person", profile_id)
    values = frame(follow) | {"form": form, "vacancy": vacancy, "terms": in_short(vacancy)}
    values["trail"] = [*values["trail"], (_("Suggest an offer"), "")]
    return render(request, "counselling/suggest.html", values, status=422 if form.is_bound else 200)


@counsellors_only
@require_POST
def note(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Write a note."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return overview(request, follow, form, status=422)
    actions.add_note(actor=request.user, follow=follow, text=form.cleaned_data["text"])
    messages.success(request, _("The note is kept. The person can read it."))
    return redirect("counselling:person", profile_id)


@counsellors_only
@require_POST
def remove_note(request: SpaceRequest, profile_id: UUID, note_id: UUID) -> HttpResponse:
    """Take back a note of one's own."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    actions.remove_note(actor=request.user, note=selectors.note_for(follow, note_id), follow=follow)
    messages.success(request, _("The note is removed."))
    return redirect("counselling:person", profile_id)


@counsellors_only
@require_http_methods(PAGE)
def appointment(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Give an appointment."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions_appointments.make_appointment(actor=request.user, follow=follow, **form.terms())
        except NotPossible as fault:
            form.add_error("hour", str(fault))
        else:
            messages.success(request, _("The appointment is made. The person is told."))
            return redirect("counselling:person", profile_id)
    values = frame(follow) | {"form": form, "moved": False}
    values["trail"] = [*values["trail"], (_("New appointment"), "")]
    return render(request, "counselling/appointment.html", values, status=422 if form.is_bound else 200)


@counsellors_only
@require_http_methods(PAGE)
def move(request: SpaceRequest, appointment_id: UUID) -> HttpResponse:
    """Change an appointment."""
    row, follow = selectors.appointment_for(request.user, request.organisation, appointment_id)
    if row.cancelled_at:
        messages.error(request, _("This appointment is cancelled. Make a new one."))
        return redirect("counselling:person", row.profile_id)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None, initial=AppointmentForm.values_of(row)
    )
    if form.is_bound and form.is_valid():
        try:
            actions_appointments.move_appointment(
                actor=request.user, appointment=row, follow=follow, **form.terms()
            )
        except NotPossible as fault:
            form.add_error("hour", str(fault))
        else:
            messages.success(request, _("The appointment is changed. The person is told."))
            return redirect("counselling:person", row.profile_id)
    values = frame(follow) | {"form": form, "moved": True}
    values["trail"] = [*values["trail"], (_("Change the appointment"), "")]
    return render(request, "counselling/appointment.html", values, status=422 if form.is_bound else 200)


@counsellors_only
@require_http_methods(PAGE)
def cancel(request: SpaceRequest, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment, after a page that asks whether one is sure."""
    row, follow = selectors.appointment_for(request.user, request.organisation, appointment_id)
    if row.cancelled_at:
        messages.error(request, _("This appointment was cancelled already."))
        return redirect("counselling:person", row.profile_id)
    if request.method == "POST":
        actions_appointments.cancel_appointment(actor=request.user, appointment=row, follow=follow)
        messages.success(request, _("The appointment is cancelled. The person is told."))
        return redirect("counselling:person", row.profile_id)
    values = frame(follow) | {"appointment": row}
    values["trail"] = [*values["trail"], (_("Cancel the appointment"), "")]
    return render(request, "counselling/cancel.html", values)


@counsellors_only
@require_http_methods(PAGE)
def hand_over(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Pass a person on to a colleague; the summary that goes with them stands above the form.

    Who hands over for a counsellor who has left reads no summary, and may take the person over themselves.
    """
    follow = selectors.to_hand_over(request.user, request.organisation, profile_id)
    own = follow.counsellor_id == request.user.pk
    team = list(selectors.colleagues(request.user, request.organisation))
    if not own:
        team.append(request.user)
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=team)
    if form.is_bound and form.is_valid():
        colleague = form.chosen()
        try:
            actions.hand_over(
                actor=request.user, follow=follow, colleague=colleague, text=form.cleaned_data["text"]
            )
        except NotPossible as fault:
            messages.error(request, str(fault))
        else:
            said = {"person": selectors.name_of(follow.profile), "colleague": colleague}
            messages.success(request, _("%(colleague)s now follows %(person)s. The person is told.") % said)
        return redirect("counselling:portfolio")
    values = frame(follow)
    have = values["shared"]
    values |= {
        "form": form,
        "team": team,
        "own": own,
        "lines": summary.lines(summary.summary_of(follow, shared=have), shared=have) if own else [],
        "coming": selectors.appointments_with(follow.profile)
        .filter(counsellor=follow.counsellor_id, at__gt=timezone.now(), cancelled_at=None)
        .count(),
        "back": reverse("counselling:person", args=[profile_id]) if own else reverse("counselling:portfolio"),
    }
    trail = values["trail"] if own else values["trail"][:1]
    values["trail"] = [*trail, (_("Hand over to a colleague"), "")]
    return render(request, "counselling/hand_over.html", values, status=422 if form.is_bound else 200)


@counsellors_only
@require_http_methods(PAGE)
def stop(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Stop following, after a page that says what it does."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    if request.method == "POST":
        actions.stop_follow(actor=request.user, follow=follow)
        messages.success(request, _("You do not follow this person any more. They are told."))
        return redirect("counselling:portfolio")
    values = frame(follow)
    values["trail"] = [*values["trail"], (_("Stop following"), "")]
    return render(request, "counselling/stop.html", values)
