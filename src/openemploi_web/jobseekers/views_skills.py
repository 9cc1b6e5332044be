"""All skills of a person: settling them, adding one, putting another in the place of one read wrongly."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openemploi_web.accounts.decorators import SpaceRequest, jobseekers_only
from openemploi_web.jobseekers import actions_profile, review, selectors_profile
from openemploi_web.jobseekers.models import Skill
from openemploi_web.jobseekers.views_profile import PAGE, back_of


@jobseekers_only
@require_http_methods(PAGE)
def skills(request: SpaceRequest) -> HttpResponse:
    """Every skill, in one form: have it or not, how well, the five first."""
    profile = request.user.profile
    rows = selectors_profile.skills_of(profile)
    form = review.SkillsForm(request.POST if request.method == "POST" else None, skills=rows)
    if request.method == "POST" and form.is_valid():
        actions_profile.settle_skills(
            actor=request.user, profile=profile, settled=form.settled(), top=form.top()
        )
        messages.success(request, _("Your answers are kept."))
        return redirect("jobseekers:skills")
    shown = review.rows_of(form, None)
    values = {
        "form": form,
        "accepted": [r for r in shown if r.skill.state == Skill.State.ACCEPTED and not r.skill.negated],
        "proposed": [r for r in shown if r.skill.state == Skill.State.PROPOSED and not r.skill.negated],
        "denied": [r for r in shown if r.skill.negated and r.skill.state != Skill.State.REJECTED],
        "rejected": [r for r in shown if r.skill.state == Skill.State.REJECTED],
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "jobseekers/profile/skills.html", values, status=status)


@jobseekers_only
@require_http_methods(PAGE)
def add(request: SpaceRequest) -> HttpResponse:
    """Search a skill by its name and add it."""
    return _choose(request, None)


@jobseekers_only
@require_http_methods(PAGE)
def correct(request: SpaceRequest, skill_id: UUID) -> HttpResponse:
    """Search the skill that should stand in the place of one that was read wrongly."""
    return _choose(request, selectors_profile.skill_for(request.user, skill_id))


def _choose(request: SpaceRequest, skill: Skill | None) -> HttpResponse:
    searched = (request.POST.get("q") or request.GET.get("q") or "").strip()[:200]
    back = back_of(request)
    uri = request.POST.get("uri", "")
    if request.method == "POST" and selectors_profile.is_concept(uri, *selectors_profile.SKILL_KINDS):
        label = selectors_profile.label_of(uri, uri)
        if skill is None:
            actions_profile.add_skill(actor=request.user, profile=request.user.profile, uri=uri, label=label)
        else:
            actions_profile.correct_skill(actor=request.user, skill=skill, uri=uri, label=label)
        messages.success(request, _("“%(skill)s” is in your profile.") % {"skill": label})
        return redirect(back)
    values = {
        "skill": skill,
        "label": selectors_profile.label_of(skill.uri, skill.label) if skill else "",
        "searched": searched,
        "found": selectors_profile.search_skills(searched),
        "back": back,
        "unchosen": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "jobseekers/profile/skill.html", values, status=status)
