"""The other side: who follows me, what they see, what they wrote, and how to stop it at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openemploi_web.accounts.decorators import SpaceRequest, jobseekers_only
from openemploi_web.counselling import actions, selectors, summary
from openemploi_web.counselling.actions import NotPossible
from openemploi_web.counselling.forms import AcceptForm
from openemploi_web.rights.purposes import CONSENTS


@jobseekers_only
@require_safe
def mine(request: SpaceRequest) -> HttpResponse:
    """All that passes between the person and those who follow them."""
    user, profile = request.user, request.user.profile
    have = selectors.shared(user.pk)
    appointments = list(selectors.appointments_with(profile)[:50])
    now = timezone.now()
    return render(
        request,
        "counselling/mine.html",
        {
            "requests": [
                {
                    "row": row,
                    "form": AcceptForm(have=have, auto_id=f"id_{row.pk}_%s"),
                    "possible": bool(profile.department) and profile.department in row.organisation.territory,
                }
                for row in selectors.requests_to(user)
            ],
            "follows": [
                {"row": row, "counsellor": selectors.counsellor_of(row), "left": selectors.has_left(row)}
                for row in selectors.followers(user)
            ],
            "consents": [
                {"asked": asked, "given": asked.purpose in have}
                for asked in CONSENTS
                if asked.purpose in selectors.SHARED
            ],
            "coming": [row for row in reversed(appointments) if row.at >= now],
            "past": [row for row in appointments if row.at < now][:10],
            "suggestions": selectors.suggestions_to(profile)[:20],
            "notes": selectors.notes_on(profile)[:50],
            "handovers": [
                {"row": row, "lines": summary.lines(row.summary, shared=selectors.SHARED)}
                for row in selectors.handovers_of(profile)[:10]
            ],
        },
    )


@jobseekers_only
@require_POST
def accept(request: SpaceRequest, request_id: UUID) -> HttpResponse:
    """Agree to be followed, and to share what is ticked."""
    asked = selectors.request_for(request.user, request_id)
    form = AcceptForm(request.POST)
    shares = form.shares() if form.is_valid() else set()
    try:
        follow = actions.accept_follow(actor=request.user, request=asked, shares=shares)
    except NotPossible as fault:
        messages.error(request, str(fault))
    else:
        messages.success(
            request,
            _("%(counsellor)s now follows you. You can stop it here at any time.")
            % {"counsellor": follow.counsellor},
        )
    return redirect("counselling:mine")


@jobseekers_only
@require_POST
def decline(request: SpaceRequest, request_id: UUID) -> HttpResponse:
    """Say no."""
    asked = selectors.request_for(request.user, request_id)
    actions.decline_follow(actor=request.user, request=asked)
    messages.success(request, _("You said no. Nothing of you was shown, and the counsellor is not told."))
    return redirect("counselling:mine")


@jobseekers_only
@require_POST
def stop(request: SpaceRequest, follow_id: UUID) -> HttpResponse:
    """Stop being followed, at once."""
    follow = selectors.follower_for(request.user, follow_id)
    actions.stop_follow(actor=request.user, follow=follow)
    messages.success(
        request,
        _("%(counsellor)s does not see anything of you any more.")
        % {"counsellor": selectors.counsellor_of(follow)},
    )
    return redirect("counselling:mine")
