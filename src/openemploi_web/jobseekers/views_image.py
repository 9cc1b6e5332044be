"""The image that others return: a document about the person, beside what they say of themselves; nothing is kept."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from openemploi.errors import OpenEmploiError
from openemploi_web.accounts.decorators import SpaceRequest, jobseekers_only
from openemploi_web.core.engine import engine
from openemploi_web.core.given import given_file
from openemploi_web.jobseekers import actions_profile, selectors_profile
from openemploi_web.jobseekers.forms_profile import DocumentAboutMeForm
from openemploi_web.jobseekers.image import image_of

_MOST: Final = 100  # skills added at once


@jobseekers_only
@require_http_methods(["GET", "HEAD", "POST"])
def image(request: SpaceRequest) -> HttpResponse:
    """Give a document and see at once where it differs; it is gone when the answer is sent."""
    profile = request.user.profile
    form = (
        DocumentAboutMeForm(request.POST, request.FILES)
        if request.method == "POST"
        else DocumentAboutMeForm()
    )
    values: dict[str, Any] = {"form": form, "profile": profile}
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            with given_file(file.name, file.chunks()) as path:
                reading = engine().read_cv(path)
        except OpenEmploiError as fault:
            form.add_error("file", f"{fault.message} {fault.remedy}")
        else:
            values["image"] = image_of(profile, reading, label_of=selectors_profile.label_of)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "jobseekers/profile/image.html", values, status=status)


@jobseekers_only
@require_POST
def take(request: SpaceRequest) -> HttpResponse:
    """Take skills that a document named into the profile, as the person's own word."""
    chosen = [
        uri
        for uri in dict.fromkeys(request.POST.getlist("skill")[:_MOST])
        if selectors_profile.is_concept(uri, *selectors_profile.SKILL_KINDS)
    ]
    for uri in chosen:
        actions_profile.add_skill(
            actor=request.user,
            profile=request.user.profile,
            uri=uri,
            label=selectors_profile.label_of(uri, uri),
        )
    if not chosen:
        messages.info(request, _("You chose no skill. Nothing was changed."))
        return redirect("jobseekers:image")
    words = ngettext(
        "%(count)s skill is in your profile.", "%(count)s skills are in your profile.", len(chosen)
    )
    messages.success(request, words % {"count": len(chosen)})
    return redirect("jobseekers:skills")
