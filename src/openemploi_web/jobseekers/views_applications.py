"""To apply in two steps, to follow what becomes of it, to withdraw, and to answer who wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.jobseekers import actions_offers
from openemploi_web.jobseekers.access import go_back, with_profile
from openemploi_web.jobseekers.following import followed, steps
from openemploi_web.jobseekers.forms_offers import ApplyForm, ComingForm
from openemploi_web.jobseekers.interview import interview_calendar
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.selectors_offers import (
    application_for,
    application_to,
    applications_of,
    invite_for,
    letters_waiting,
    open_offer,
    suggestion_for,
)
from openemploi_web.jobseekers.sending import chosen, seen
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.terms import takes_applications

PER_PAGE = 20


@with_profile
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, profile: Profile, vacancy_id: UUID) -> HttpResponse:
    """Choose what is sent; see what the employer will see; confirm."""
    vacancy = open_offer(vacancy_id)
    if (before := application_to(profile, vacancy)) is not None:
        return _applied_already(request, before)
    if not takes_applications(vacancy):
        return render(
            request, "jobseekers/offers/closed.html", {"vacancy": vacancy}, status=_refused(request)
        )
    if request.method != "POST":
        form = ApplyForm(profile=profile, initial={"version": request.GET.get("version", "")})
        return _choose(request, vacancy, form)
    form = ApplyForm(request.POST, profile=profile)
    if not form.is_valid():
        return _choose(request, vacancy, form, status=422)
    if request.POST.get("step") == "change":
        values = {name: form.cleaned_data[name] for name in ("version", "message")}
        return _choose(request, vacancy, ApplyForm(profile=profile, initial=values))
    sent = chosen(profile, form.cleaned_data["version"])
    message = form.cleaned_data["message"]
    confirmed = request.POST.get("step") == "send"
    if not confirmed or request.POST.get("seal") != sent.seal:
        return render(
            request,
            "jobseekers/offers/apply_preview.html",
            {
                "vacancy": vacancy,
                "seen": seen(sent.values, message),
                "sent": sent,
                "version": form.cleaned_data["version"],
                "message": message,
                "changed": confirmed,
            },
            status=409 if confirmed else 200,
        )
    try:
        made = actions_offers.apply(
            actor=request.user,
            profile=profile,
            vacancy=vacancy,
            snapshot=sent.values,
            version_label=sent.label,
            message=message,
        )
    except actions_offers.AlreadyApplied as refused:
        return _applied_already(request, refused.application)
    except actions_offers.NotPossible:
        return render(request, "jobseekers/offers/closed.html", {"vacancy": vacancy}, status=409)
    messages.success(
        request, _("Your application is sent to %(employer)s.") % {"employer": vacancy.organisation.name}
    )
    return redirect("jobseekers:application", made.pk)


@with_profile
@require_safe
def applications(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Every application with its state and what comes next; what others wrote to the person on top."""
    page = Paginator(applications_of(profile), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "jobseekers/offers/applications.html",
        {
            "page_obj": page,
            "rows": [followed(application) for application in page],
            **letters_waiting(profile),
        },
    )


@with_profile
@require_safe
def application(request: HttpRequest, profile: Profile, application_id: UUID) -> HttpResponse:
    """What was sent, what happened, and the answer."""
    return _application_page(request, application_for(request.user, application_id))


@with_profile
@require_POST
def answer_interview(request: HttpRequest, profile: Profile, application_id: UUID) -> HttpResponse:
    """Say whether one comes to the interview, or when one could."""
    found = application_for(request.user, application_id)
    form = ComingForm(request.POST)
    if not form.is_valid():
        return _application_page(request, found, coming_form=form, status=422)
    try:
        actions_offers.answer_interview(
            actor=request.user,
            application=found,
            coming=form.cleaned_data["coming"],
            words=form.cleaned_data["words"].strip(),
        )
    except actions_offers.NotPossible as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request,
            _("Your answer is sent to %(employer)s.") % {"employer": found.vacancy.organisation.name},
        )
    return redirect("jobseekers:application", found.pk)


def _application_page(
    request: HttpRequest, found: Application, *, coming_form: ComingForm | None = None, status: int = 200
) -> HttpResponse:
    invited = (
        found.state == Application.State.INTERVIEW
        and found.interview_at is not None
        and found.interview_at > timezone.now()
    )
    return render(
        request,
        "jobseekers/offers/application.html",
        {
            "coming_form": (
                coming_form or ComingForm(initial={"coming": found.coming, "words": found.coming_words})
            )
            if invited
            else None,
            "application": found,
            "vacancy": found.vacancy,
            "followed": followed(found),
            "steps": steps(found),
            "seen": seen(found.snapshot, found.message) if found.snapshot else None,
            "refused": found.state == Application.State.REFUSED,
        },
        status=status,
    )


@with_profile
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, profile: Profile, application_id: UUID) -> HttpResponse:
    """Take an application back, once it was confirmed."""
    found = application_for(request.user, application_id)
    if request.method != "POST":
        return render(
            request,
            "jobseekers/offers/withdraw.html",
            {"application": found, "vacancy": found.vacancy, "followed": followed(found)},
        )
    try:
        actions_offers.withdraw(actor=request.user, application=found)
    except actions_offers.NotPossible as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request,
            _("Your application is withdrawn. %(employer)s was told.")
            % {"employer": found.vacancy.organisation.name},
        )
    return redirect("jobseekers:application", found.pk)


@with_profile
@require_safe
def interview(request: HttpRequest, profile: Profile, application_id: UUID) -> HttpResponse:
    """The interview as a calendar file."""
    found = application_for(request.user, application_id)
    if found.state != Application.State.INTERVIEW or found.interview_at is None:
        raise Http404
    response = HttpResponse(interview_calendar(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return response


@with_profile
@require_POST
def answer_suggestion(request: HttpRequest, profile: Profile, suggestion_id: UUID) -> HttpResponse:
    """Say to the counsellor: interested, or not for me."""
    suggestion = suggestion_for(request.user, suggestion_id)
    interested = _interested(request)
    actions_offers.answer_suggestion(actor=request.user, suggestion=suggestion, interested=interested)
    return _answered(request, suggestion.vacancy, interested)


@with_profile
@require_POST
def answer_invite(request: HttpRequest, profile: Profile, invite_id: UUID) -> HttpResponse:
    """Say to the employer: interested, or not for me."""
    invite = invite_for(request.user, invite_id)
    interested = _interested(request)
    actions_offers.answer_invite(actor=request.user, invite=invite, interested=interested)
    return _answered(request, invite.vacancy, interested)


def _interested(request: HttpRequest) -> bool:
    said = request.POST.get("answer")
    if said not in ("yes", "no"):
        raise Http404
    return said == "yes"


def _answered(request: HttpRequest, vacancy: Vacancy, interested: bool) -> HttpResponse:
    if interested:
        messages.success(request, _("Your interest is noted. Nothing is sent until you apply."))
        return redirect("vacancies:offer", vacancy.pk)
    messages.success(request, _("Your answer is noted: not for you."))
    return go_back(request, "jobseekers:applications")


def _applied_already(request: HttpRequest, application: Application) -> HttpResponse:
    messages.info(request, _("You have already applied for this offer. Here is your application."))
    return redirect("jobseekers:application", application.pk)


def _choose(request: HttpRequest, vacancy: Vacancy, form: Any, *, status: int = 200) -> HttpResponse:
    return render(request, "jobseekers/offers/apply.html", {"vacancy": vacancy, "form": form}, status=status)


def _refused(request: HttpRequest) -> int:
    return 409 if request.method == "POST" else 200
