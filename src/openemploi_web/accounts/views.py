"""Pages of a team: its members, those who are invited, those who ask, and the link that lets one in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.accounts import actions, actions_teams, permissions, post, selectors
from openemploi_web.accounts.forms import InvitationForm
from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.actions import Denied

_HOME = {
    Organisation.Kind.EMPLOYER: "vacancies:list",
    Organisation.Kind.COUNSELLING: "counselling:portfolio",
    Organisation.Kind.OPERATOR: "accounts:organisations",
    Organisation.Kind.PRODUCER: "repository:my-assets",
    Organisation.Kind.RESEARCH: "repository:my-accesses",
}
#: Whose programs may come in with a key; the page of keys is about the organisation that one acts for.
_WITH_PROGRAMS = (Organisation.Kind.EMPLOYER, Organisation.Kind.COUNSELLING)
#: Where those are led who have no space yet.
_FIRST = {User.CameFor.WORK: "jobseekers:start", User.CameFor.RECRUIT: "accounts:new-organisation"}


@login_required
@require_POST
def look_for_work(request: HttpRequest) -> HttpResponse:
    """Open the person's space of a jobseeker and go there."""
    actions.look_for_work(actor=_user(request))
    return redirect("jobseekers:start")


@login_required
@require_GET
def space(request: HttpRequest) -> HttpResponse:
    """The front page of what the person does here, or the first step towards it."""
    for membership in _user(request).active_memberships:
        return redirect(_HOME[Organisation.Kind(membership.organisation.kind)])
    if _user(request).has_profile:
        return redirect("jobseekers:offers")
    return redirect(_FIRST.get(_user(request).came_for, "home"))


@login_required
@require_GET
def my_team(request: HttpRequest) -> HttpResponse:
    """The team of the organisation that the person acts for."""
    for kind in Organisation.Kind:
        if organisation := selectors.acting_organisation(request, kind):
            return redirect("accounts:team", organisation.pk)
    return redirect("accounts:new-organisation")


@login_required
@require_GET
def team(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Members with their roles; for administrators, also invitations, requests and what they can do."""
    return _team_page(request, selectors.own_organisation(_user(request), organisation_id), InvitationForm())


@login_required
@require_POST
def invite(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Invite somebody by e-mail."""
    organisation = selectors.own_organisation(_user(request), organisation_id)
    if not permissions.may_invite(_user(request), organisation):
        raise Denied("accounts.invite")
    form = InvitationForm(request.POST)
    if form.is_valid():
        send(request, organisation, email=form.cleaned_data["email"], role=form.cleaned_data["role"])
        return redirect("accounts:team", organisation.pk)
    return _team_page(request, organisation, form, status=422)


def send(request: HttpRequest, organisation: Organisation, *, email: str, role: str) -> None:
    """Make the invitation, send its link and say how it went."""
    invitation, token = actions_teams.invite(
        actor=_user(request), organisation=organisation, email=email, role=role
    )
    if post.send_invitation(invitation, token=token):
        messages.success(request, _("The invitation is sent to %(email)s.") % {"email": invitation.email})
    else:
        messages.error(
            request, _("The message could not be sent to %(email)s. Invite again later.") % {"email": email}
        )


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = selectors.invitation_for(_user(request), organisation_id, invitation_id)
    actions_teams.withdraw_invitation(actor=_user(request), invitation=invitation)
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return _back_to(request, organisation_id)


@login_required
@require_POST
def change_role(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = selectors.membership_for(_user(request), organisation_id, membership_id)
    role = request.POST.get("role", "")
    if role not in Membership.Role.values:
        raise Http404
    try:
        actions_teams.change_role(actor=_user(request), membership=membership, role=role)
        messages.success(request, _("The role is changed."))
    except actions_teams.LastAdministrator:
        messages.error(request, _last_administrator())
    return _back_to(request, organisation_id)


@login_required
@require_POST
def end_membership(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a membership, or leave."""
    membership = selectors.membership_for(_user(request), organisation_id, membership_id)
    try:
        actions_teams.end_membership(actor=_user(request), membership=membership)
        messages.success(request, _("The membership is ended. What was done stays in the journal."))
    except actions_teams.LastAdministrator:
        messages.error(request, _last_administrator())
    return _back_to(request, organisation_id)


@login_required
@require_POST
def ask_to_join(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask an employer that is already here."""
    organisation = selectors.employer(organisation_id)
    actions_teams.ask_to_join(actor=_user(request), organisation=organisation)
    messages.success(
        request,
        _("Your request is sent to the administrators of %(organisation)s.")
        % {"organisation": organisation.name},
    )
    return redirect("home")


@login_required
@require_POST
def answer_request(request: HttpRequest, organisation_id: UUID, request_id: UUID) -> HttpResponse:
    """Take somebody in, or not."""
    asked = selectors.request_for(_user(request), organisation_id, request_id)
    accepted = request.POST.get("answer") == "accept"
    actions_teams.answer_join_request(actor=_user(request), request=asked, accepted=accepted)
    messages.success(request, _("Your answer is kept, and the person is told."))
    return _back_to(request, organisation_id)


@login_required
@require_POST
def act_for(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Choose the organisation to act for."""
    organisation = selectors.own_organisation(_user(request), organisation_id)
    selectors.choose_organisation(request, organisation)
    return redirect(_HOME[Organisation.Kind(organisation.kind)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation. An unknown, used and expired link look alike."""
    invitation = selectors.invitation_by_token(actions_teams.token_hash(token))
    if invitation is None:
        return render(request, "accounts/invitation_spent.html", status=404)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect("account_login")
        try:
            membership = actions_teams.join(actor=_user(request), invitation=invitation)
        except actions_teams.InvitationSpent:
            return render(request, "accounts/invitation_spent.html", status=404)
        selectors.choose_organisation(request, membership.organisation)
        messages.success(
            request, _("You are in the team of %(organisation)s.") % {"organisation": membership.organisation}
        )
        return redirect(_HOME[Organisation.Kind(membership.organisation.kind)])
    mine = request.user.is_authenticated and permissions.may_join(
        _user(request), invitation, addresses=selectors.confirmed_addresses(_user(request))
    )
    return render(
        request, "accounts/join.html", {"invitation": invitation, "mine": mine, "here": request.path}
    )


def _team_page(
    request: HttpRequest, organisation: Organisation, form: InvitationForm, *, status: int = 200
) -> HttpResponse:
    user = _user(request)
    manages = permissions.may_manage_team(user, organisation)
    return render(
        request,
        "accounts/team.html",
        {
            "organisation": organisation,
            "members": list(selectors.members(organisation)),
            "manages": manages,
            "gives_keys": manages and organisation == _with_programs(request),
            "form": form,
            "invitations": list(selectors.open_invitations(organisation)) if manages else [],
            "requests": list(selectors.open_requests(organisation)) if manages else [],
            "places": list(organisation.establishments.all()),
            "others": [m.organisation for m in user.active_memberships if m.organisation != organisation],
        },
        status=status,
    )


def _with_programs(request: HttpRequest) -> Organisation | None:
    found = (selectors.acting_organisation(request, kind) for kind in _WITH_PROGRAMS)
    return next(filter(None, found), None)


def _back_to(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    if any(m.organisation_id == organisation_id for m in _user(request).active_memberships):
        return redirect("accounts:team", organisation_id)
    if _user(request).is_administrator:
        return redirect("accounts:organisation", organisation_id)
    return redirect("home")


def _last_administrator() -> str:
    return _(
        "A team needs an administrator. First make another member an administrator. Nothing was changed."
    )


def _user(request: HttpRequest) -> Any:
    return request.user
