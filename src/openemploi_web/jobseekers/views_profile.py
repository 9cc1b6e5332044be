"""A person's profile, the lines of their life, what they wish, and the versions they froze."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi.taxonomy.model import ConceptKind
from openemploi_web.accounts.decorators import SpaceRequest, jobseekers_only
from openemploi_web.jobseekers import actions_profile, merging, selectors_profile
from openemploi_web.jobseekers.forms_lines import LINE_FORMS
from openemploi_web.jobseekers.forms_profile import (
    CONTRACTS,
    ContactForm,
    VersionForm,
    WishesForm,
)
from openemploi_web.jobseekers.lines import complete
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.views_documents import lines_of

PAGE = ["GET", "HEAD", "POST"]


@jobseekers_only
@require_safe
def profile(request: SpaceRequest) -> HttpResponse:
    """My profile: what is missing and why it helps, then what is there."""
    mine = request.user.profile
    skills = selectors_profile.skills_of(mine)
    shown = [row for row in skills if row.state == row.State.ACCEPTED and not row.negated]
    values = {
        "profile": mine,
        "missing": selectors_profile.missing(mine),
        "top": [row for row in shown if row.top],
        "skills": [row for row in shown if not row.top],
        "waiting": sum(row.state == row.State.PROPOSED for row in skills),
        "denied": [row for row in skills if row.state == row.State.ACCEPTED and row.negated],
        "contracts": [CONTRACTS[value] for value in CONTRACTS if value.value in mine.contracts],
        "versions": mine.versions.all()[:3],
        "documents": mine.documents.all()[:5],
        **lines_of(request),
    }
    return render(request, "jobseekers/profile/profile.html", values)


@jobseekers_only
@require_http_methods(PAGE)
def contact(request: SpaceRequest) -> HttpResponse:
    """Name, telephone, commune, a headline."""
    mine = request.user.profile
    names = ("headline", "phone", "commune", "department")
    initial = {"name": request.user.name, **{name: getattr(mine, name) for name in names}}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kept = {name: form.cleaned_data[name] for name in names}
        actions_profile.keep_contact(
            actor=request.user, profile=mine, name=form.cleaned_data["name"], values=kept
        )
        return _kept(request, "jobseekers:profile")
    return render(request, "jobseekers/profile/contact.html", {"form": form}, status=_status(form))


@jobseekers_only
@require_http_methods(PAGE)
def line(request: SpaceRequest, kind: str, line_id: UUID | None = None) -> HttpResponse:
    """Write, correct or add one line of one's life."""
    mine = request.user.profile
    model = selectors_profile.line_model(kind)
    row = selectors_profile.line_for(request.user, kind, line_id) if line_id else model(profile=mine)
    before = merging.fingerprint(row) if line_id else ""
    form = LINE_FORMS[kind](request.POST or None, instance=row)
    back = back_of(request)
    if request.method == "POST" and form.is_valid():
        made = complete(form.save(commit=False), form.cleaned_data, changed=form.changed_data)
        made.profile = mine
        actions_profile.keep_line(actor=request.user, line=made, before=before)
        return _kept(request, back)
    values = {"form": form, "kind": kind, "line": row if line_id else None, "back": back}
    return render(request, "jobseekers/profile/line.html", values, status=_status(form))


@jobseekers_only
@require_POST
def remove_line(request: SpaceRequest, kind: str, line_id: UUID) -> HttpResponse:
    """Take a line out."""
    row = selectors_profile.line_for(request.user, kind, line_id)
    actions_profile.remove_line(actor=request.user, line=row)
    messages.success(request, _("It is taken out of your profile."))
    return redirect(back_of(request))


@jobseekers_only
@require_http_methods(PAGE)
def wishes(request: SpaceRequest) -> HttpResponse:
    """Which jobs, where, how; occupations are searched without leaving the page's form."""
    mine = request.user.profile
    searched = request.POST.get("q", request.GET.get("q", "")).strip()[:200]
    chosen = _occupations(request, mine)
    form = WishesForm(request.POST if request.method == "POST" else None, profile=mine)
    # Enter in any field presses the first button, "search": without a word to search, it means "keep".
    only_search = request.method == "POST" and "search" in request.POST and bool(searched)
    if request.method == "POST" and not only_search and form.is_valid():
        actions_profile.keep_wishes(
            actor=request.user, profile=mine, values={"wished_occupations": chosen, **form.values}
        )
        return _kept(request, "jobseekers:offers")
    found = selectors_profile.search_occupations(searched) if searched else []
    values = {
        "form": form,
        "profile": mine,
        "chosen": [(uri, selectors_profile.label_of(uri, uri)) for uri in chosen],
        "found": [one for one in found if one.uri not in chosen],
        "searched": searched,
        "words": _wish_words(mine, chosen),
        "steps": [_("Your CV"), _("What was read"), _("Your wishes"), _("Offers for you")],
        "step": 3,
    }
    status = 200 if only_search else _status(form)
    return render(request, "jobseekers/profile/wishes.html", values, status=status)


@jobseekers_only
@require_http_methods(PAGE)
def versions(request: SpaceRequest) -> HttpResponse:
    """The versions frozen, and freezing the profile as it stands."""
    mine = request.user.profile
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions_profile.freeze_version(actor=request.user, profile=mine, label=form.cleaned_data["label"])
        return _kept(request, "jobseekers:versions")
    values = {"form": form, "versions": mine.versions.all()}
    return render(request, "jobseekers/profile/versions.html", values, status=_status(form))


@jobseekers_only
@require_safe
def version(request: SpaceRequest, version_id: UUID) -> HttpResponse:
    """One version, as it was frozen."""
    kept = selectors_profile.own_version(request.user, version_id)
    skills = kept.snapshot.get("skills", [])
    values = {
        "version": kept,
        "values": kept.snapshot,
        "top": sorted((row for row in skills if row["top"]), key=lambda row: row["top"]),
        "skills": [row for row in skills if not row["top"] and not row["negated"]],
        "used": selectors_profile.version_is_used(kept),
    }
    return render(request, "jobseekers/profile/version.html", values)


@jobseekers_only
@require_POST
def delete_version(request: SpaceRequest, version_id: UUID) -> HttpResponse:
    """Take away a version that no application was sent with."""
    kept = selectors_profile.own_version(request.user, version_id)
    if actions_profile.delete_version(actor=request.user, version=kept):
        messages.success(request, _("The version is erased."))
    else:
        messages.error(
            request, _("An application was sent with this version: it stays while the application does.")
        )
    return redirect("jobseekers:versions")


def _occupations(request: SpaceRequest, mine: Profile) -> list[str]:
    """The occupations ticked; those of the profile when the page is first shown."""
    if request.method != "POST":
        return [
            uri
            for uri in mine.wished_occupations
            if selectors_profile.is_concept(uri, ConceptKind.OCCUPATION)
        ]
    ticked = dict.fromkeys(request.POST.getlist("occupation"))
    return [uri for uri in ticked if selectors_profile.is_concept(uri, ConceptKind.OCCUPATION)][:20]


def _wish_words(mine: Profile, chosen: list[str]) -> list[dict[str, Any]]:
    """What the person said they would like, with the occupations proposed that they have not ticked."""
    rows = []
    for said in mine.wish_words:
        uris = [uri for uri in said["uris"] if uri not in chosen]
        rows.append(
            {
                "text": said["text"],
                "known": bool(said["uris"]),
                "others": [(uri, selectors_profile.label_of(uri, uri)) for uri in uris],
            }
        )
    return rows


def back_of(request: SpaceRequest) -> str:
    """The review that one came from, when it is the person's own; else the profile."""
    given = request.POST.get("back") or request.GET.get("back") or ""
    prefix, _slash, identifier = given.partition("/moi/documents/")
    if not prefix and identifier:
        try:
            document = selectors_profile.document_for(request.user, UUID(identifier.strip("/")))
        except (ValueError, Http404):
            return reverse("jobseekers:profile")
        return reverse("jobseekers:review", args=[document.pk])
    return (
        reverse("jobseekers:skills")
        if given == reverse("jobseekers:skills")
        else reverse("jobseekers:profile")
    )


def _kept(request: SpaceRequest, back: str) -> HttpResponse:
    messages.success(request, _("Your profile is up to date."))
    return redirect(back)


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
