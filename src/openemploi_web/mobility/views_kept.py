"""A project that the person asked to be kept: its code, looking again, giving it to a counsellor, erasing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.counselling.selectors import follower_for
from openemploi_web.mobility import (
    actions,
    actions_endings,
    answering,
    carrying,
    codes,
    presenting,
    selectors,
    talking,
)
from openemploi_web.mobility.carrying import Carried, carried, carry
from openemploi_web.mobility.forms_kept import CodeForm, KeepForm
from openemploi_web.mobility.models import MobilityProject
from openemploi_web.mobility.told import as_json, from_json
from openemploi_web.observatory.selectors import pages_of_data


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the project under a code, when the person asks."""
    has = carried(request)
    if has is None:
        messages.info(
            request, _("Your browser carries no project: begin here. Nothing had been kept on our side.")
        )
        return redirect("mobility:start")
    user: Any = request.user
    form = KeepForm(
        request.POST if request.method == "POST" else None,
        has_account=user.is_authenticated,
        can_count=bool(has.told.goals or has.told.occupation),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        owner = user if user.is_authenticated and said.get("with_account") else None
        found = answering.answer(has.told)
        project, code = actions.keep_project(
            actor=owner,
            owner=owner,
            told=as_json(has.told),
            diagnosis=answering.written(found),
            day=found.day,
            language=(get_language() or "fr")[:5],
            email=said["email"],
        )
        if said.get("counts"):
            actions_endings.agree(actor=owner, project=project, code=code)
        return carry(redirect("mobility:kept", project.pk), Carried(has.told, code))
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "days": actions.KEPT_DAYS,
        "months": actions.KEPT_DAYS_REMINDED // 30,
    }
    return render(request, "mobility/keep.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def open_code(request: HttpRequest) -> HttpResponse:
    """Open a kept project by its code, on any machine; or those of one's account."""
    has = carried(request)
    if request.method != "POST" and has is not None and has.code:
        project = selectors.project_of_code(has.code)
        if project is not None:
            return redirect("mobility:kept", project.pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not codes.may_try(request.META.get("REMOTE_ADDR", "")):
            form.add_error(
                "code", _("Too many codes were tried from here. Wait ten minutes, then try again.")
            )
        elif (project := selectors.project_of_code(form.cleaned_data["code"])) is None:
            form.add_error(
                "code", _("There is no project under this code: a sign is wrong, or it was erased.")
            )
        else:
            what = Carried(from_json(project.told), codes.spoken(form.cleaned_data["code"]))
            return carry(redirect("mobility:kept", project.pk), what)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "mobility/open.html",
        {"form": form, "own": selectors.projects_of(request.user)},
        status=status,
    )


@require_safe
def kept(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """What is kept, until when, what a counsellor wrote, and what has changed since."""
    project, code = project_of_request(request, project_id)
    last = list(project.replays.all())
    return render(
        request,
        "mobility/kept.html",
        {
            "project": project,
            "code": code,
            "replays": [
                {"day": one.day, "changes": answering.changes(project.diagnosis, one.diagnosis)}
                for one in last
            ],
            "talks": [(one, talking.written(one)) for one in project.talks.all()],
            "to_send": selectors.counsellors_to_send_to(request.user, project),
        },
    )


@require_POST
def again(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Answer once more with today's data, and keep it beside the first answer."""
    project, code = project_of_request(request, project_id)
    found = answering.answer(from_json(project.told))
    actions.replay(
        actor=actor_of_request(request),
        project=project,
        code=code,
        diagnosis=answering.written(found),
        day=found.day,
    )
    messages.success(request, _("Looked at again with the data of today."))
    return redirect("mobility:kept", project.pk)


@require_safe
def first_answer(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The answer as it was given on the day that it was kept."""
    project, _code = project_of_request(request, project_id)
    found = answering.read_back(project.diagnosis)
    if found is None:
        messages.info(request, _("This answer was kept by an older version: look at your project again."))
        return redirect("mobility:kept", project.pk)
    context = presenting.answer(found, pages=pages_of_data())
    return render(request, "mobility/first.html", {**context, "project": project})


@require_POST
def send(request: HttpRequest, project_id: UUID, follow_id: UUID) -> HttpResponse:
    """Send one's own project to the counsellor who follows one."""
    project, _code = project_of_request(request, project_id)
    follow = follower_for(request.user, follow_id)
    actions.send(actor=request.user, project=project, follow=follow)
    messages.success(request, _("Your counsellor has your project now. They are told."))
    return redirect("mobility:kept", project.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Erase the project at once, after having said what goes with it."""
    project, code = project_of_request(request, project_id)
    if request.method == "POST":
        actions.erase_project(actor=actor_of_request(request), project=project, code=code)
        messages.success(request, _("Your project is erased, with all that was written on it."))
        return carrying.forget(redirect("mobility:start"))
    return render(request, "mobility/erase.html", {"project": project, "talks": list(project.talks.all())})


@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """No more reminders: the mail's own link, without signing in; one click confirms."""
    project = selectors.project_of_reminder(token)
    if request.method == "POST":
        actions.stop_reminders(project=project)
    return render(request, "mobility/stop.html", {"stopped": not project.email})


def project_of_request(request: HttpRequest, project_id: UUID) -> tuple[MobilityProject, str]:
    """The kept project and the code that the browser carries. Raises 404 for who has neither code nor account."""
    has = carried(request)
    code = has.code if has is not None else ""
    return selectors.project_for(request.user, code, project_id), code


def actor_of_request(request: HttpRequest) -> Any:
    """Who acts; nobody by name without an account."""
    return request.user if request.user.is_authenticated else None
