"""What became of a kept project, as the person or their counsellor says; and the yes to be counted among others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openemploi_web.accounts.decorators import SpaceRequest, counsellors_only
from openemploi_web.mobility import actions_endings, counting, permissions, selectors, talking
from openemploi_web.mobility.forms_kept import EndingForm
from openemploi_web.mobility.models import MobilityProject
from openemploi_web.mobility.views_kept import actor_of_request, project_of_request


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The person says what became of their project, corrects it, and reads whether it counts among similar ones."""
    project, code = project_of_request(request, project_id)
    actor = actor_of_request(request)
    form = _form(request, project)
    if request.method == "POST" and form.is_valid():
        actions_endings.tell_ending(actor=actor, project=project, code=code, **form.cleaned_data)
        messages.success(
            request, _("Kept. You can correct it or take it back as long as your project is here.")
        )
        return redirect("mobility:kept", project.pk)
    context = {
        "project": project,
        "form": form,
        "can_count": counting.may_count(project),
        "may_agree": permissions.may_agree(actor, project, code),
        "days": permissions.AGREE_DAYS,
        "years": counting.YEARS,
    }
    return render(request, "mobility/ending.html", context, status=_status(form))


@require_POST
def take_back(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The person takes back what was said of how their project ended."""
    project, code = project_of_request(request, project_id)
    actions_endings.take_ending_back(actor=actor_of_request(request), project=project, code=code)
    messages.success(request, _("Taken back: nothing is said any more of what became of your project."))
    return redirect("mobility:ending", project.pk)


@require_POST
def agree(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The person agrees that their project counts."""
    project, code = project_of_request(request, project_id)
    actions_endings.agree(actor=actor_of_request(request), project=project, code=code)
    messages.success(request, _("Thank you. Your project counts, without your name, from the next count on."))
    return redirect("mobility:ending", project.pk)


@require_POST
def disagree(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The person takes their yes back."""
    project, code = project_of_request(request, project_id)
    actions_endings.disagree(actor=actor_of_request(request), project=project, code=code)
    messages.success(request, _("Your project does not count any more: it is out of the next count."))
    return redirect("mobility:ending", project.pk)


@counsellors_only
@require_http_methods(["GET", "HEAD", "POST"])
def talk_ending(request: SpaceRequest, talk_id: UUID) -> HttpResponse:
    """The counsellor notes what became of a project that they were given."""
    talk = selectors.talk_for(request.user, request.organisation, talk_id)
    form = _form(request, talk.project)
    if request.method == "POST" and form.is_valid():
        actions_endings.note_ending(actor=request.user, talk=talk, **form.cleaned_data)
        messages.success(request, _("Kept. The person reads it with their code."))
        return redirect("mobility:talk", talk.pk)
    context = {
        "talk": talk,
        "head": talking.head(talk),
        "project": talk.project,
        "form": form,
        "may_tell": permissions.may_tell_ending(request.user, talk),
        "may_take_back": permissions.may_take_ending_back(request.user, talk),
        "trail": [
            (_("Projects given to me"), reverse("mobility:talks")),
            (_("A project"), reverse("mobility:talk", args=[talk.pk])),
            (_("What became of it"), ""),
        ],
    }
    return render(request, "mobility/talk_ending.html", context, status=_status(form))


@counsellors_only
@require_POST
def take_note_back(request: SpaceRequest, talk_id: UUID) -> HttpResponse:
    """The counsellor takes back what they noted."""
    talk = selectors.talk_for(request.user, request.organisation, talk_id)
    actions_endings.take_note_back(actor=request.user, talk=talk)
    messages.success(request, _("What you had noted is taken back."))
    return redirect("mobility:talk-ending", talk.pk)


def _form(request: HttpRequest, project: MobilityProject) -> EndingForm:
    became = project.became
    initial: dict[str, Any] = {}
    if became is not None:
        month = became.month.isoformat() if became.month else ""
        initial = {"what": became.what, "month": month, "why": became.why}
    return EndingForm(
        request.POST if request.method == "POST" else None,
        first=project.kept_on,
        last=timezone.localdate(),
        initial=initial,
    )


def _status(form: EndingForm) -> int:
    return 422 if form.is_bound and form.errors else 200
