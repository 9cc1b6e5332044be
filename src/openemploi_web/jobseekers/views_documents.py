"""Giving a CV or telling it, following its reading, and checking what was read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.accounts.decorators import SpaceRequest, jobseekers_only
from openemploi_web.core.models import Job
from openemploi_web.jobseekers import actions_documents, actions_profile, review, selectors_profile
from openemploi_web.jobseekers.forms_profile import AnswersForm, FileForm
from openemploi_web.jobseekers.models import CvDocument


@jobseekers_only
@require_safe
def start(request: SpaceRequest) -> HttpResponse:
    """Two doors: give a file, or answer in one's own words."""
    return render(request, "jobseekers/profile/start.html", {"file_form": FileForm(), **_steps(1)})


@jobseekers_only
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: SpaceRequest) -> HttpResponse:
    """Give a file; and the files given before."""
    profile = request.user.profile
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        document = actions_documents.give_document(
            actor=request.user, profile=profile, file=form.cleaned_data["file"]
        )
        if document.state == CvDocument.State.READ:
            messages.info(request, _("You have already given this file. Here is what we read in it."))
        return redirect("jobseekers:review", document.pk)
    values = {"form": form, "documents": profile.documents.all(), **_steps(1)}
    return render(request, "jobseekers/profile/import.html", values, status=_status(form))


@jobseekers_only
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: SpaceRequest) -> HttpResponse:
    """Answer four plain questions."""
    form = AnswersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        document = actions_documents.tell_story(
            actor=request.user, profile=request.user.profile, answers=form.answers
        )
        return redirect("jobseekers:review", document.pk)
    return render(request, "jobseekers/profile/tell.html", {"form": form, **_steps(1)}, status=_status(form))


@jobseekers_only
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SpaceRequest, document_id: UUID) -> HttpResponse:
    """What was read: while it is being read its progress, when it could not be its reason, else the review."""
    document = selectors_profile.document_for(request.user, document_id)
    if document.state == CvDocument.State.REFUSED:
        values = {"document": document, "form": FileForm(), **_steps(1)}
        return render(request, "jobseekers/profile/refused.html", values)
    if document.state == CvDocument.State.WAITING:
        job = selectors_profile.job_of(document)
        stopped = job is None or job.state == Job.State.FAILED
        values = {"document": document, "job": job, "stopped": stopped, **_steps(1)}
        return render(request, "jobseekers/profile/reading.html", values)
    return _review(request, document)


@jobseekers_only
@require_POST
def again(request: SpaceRequest, document_id: UUID) -> HttpResponse:
    """Have a document read once more."""
    document = selectors_profile.document_for(request.user, document_id)
    actions_documents.read_again(actor=request.user, document=document)
    return redirect("jobseekers:review", document.pk)


@jobseekers_only
@require_POST
def forget(request: SpaceRequest, document_id: UUID) -> HttpResponse:
    """Take a document away."""
    document = selectors_profile.document_for(request.user, document_id)
    actions_documents.forget_document(actor=request.user, document=document)
    messages.success(request, _("The file is erased. The skills that you accepted stay in your profile."))
    return redirect("jobseekers:import")


def _review(request: SpaceRequest, document: CvDocument) -> HttpResponse:
    profile = document.profile
    read = {claim["uri"] for claim in (document.reading or {}).get("skills", ())}
    skills = [
        row
        for row in selectors_profile.skills_of(profile)
        if row.uri in read or row.document_id == document.pk
    ]
    # The order of the page must not move while one works on it: said, implied, as surely as they were read.
    skills.sort(
        key=lambda row: (row.negated, row.source == row.Source.IMPLIED, -row.confidence, row.label.lower())
    )
    form = review.SkillsForm(request.POST if request.method == "POST" else None, skills=skills)
    if request.method == "POST" and form.is_valid():
        others = [row for row in profile.skills.exclude(top=None) if row.uri not in read]
        actions_profile.settle_skills(
            actor=request.user,
            profile=profile,
            settled=form.settled(accept_said="accept_said" in request.POST),
            top=[*form.top(), *others],
        )
        messages.success(request, _("Your answers are kept."))
        if "accept_said" in request.POST or "stay" in request.POST:
            return redirect("jobseekers:review", document.pk)
        return redirect("jobseekers:wishes")
    rows = review.rows_of(form, document)
    tone, title, advice = review.quality_in_words(document)
    values = {
        "document": document,
        "profile": profile,
        "form": form,
        "said": [row for row in rows if row.skill.source != "implied" and not row.skill.negated],
        "implied": [row for row in rows if row.skill.source == "implied" and not row.skill.negated],
        "denied": [row for row in rows if row.skill.negated],
        "unlinked": review.unlinked(document),
        "paged": len(document.pages) > 1,
        "sheets": review.sheets(document, rows),
        "quality": {"tone": tone, "title": title, "advice": advice},
        **lines_of(request),
        **_steps(2),
    }
    return render(request, "jobseekers/profile/review.html", values, status=_status(form))


def lines_of(request: SpaceRequest) -> dict[str, Any]:
    """What pages show of a person's life beside their skills."""
    profile = request.user.profile
    return {
        "experiences": selectors_profile.experiences_of(profile),
        "education": profile.education.all(),
        "languages": selectors_profile.languages_of(profile),
        "licences": selectors_profile.licences_of(profile),
        "occupations": selectors_profile.occupations_of(profile),
    }


def _steps(current: int) -> dict[str, Any]:
    return {
        "steps": [_("Your CV"), _("What was read"), _("Your wishes"), _("Offers for you")],
        "step": current,
    }


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
