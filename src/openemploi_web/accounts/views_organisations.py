"""Pages of organisations: an employer that registers, its places, and the administrators' list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.accounts import actions_organisations as actions
from openemploi_web.accounts import permissions, selectors
from openemploi_web.accounts.decorators import administrators_only
from openemploi_web.accounts.forms import (
    AgencyForm,
    DataOrganisationForm,
    EmployerForm,
    InvitationForm,
    PlaceForm,
    SearchForm,
    TerritoryForm,
)
from openemploi_web.accounts.models import Membership, Organisation
from openemploi_web.accounts.views import send
from openemploi_web.core.actions import Denied

_FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(_FORM)
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Register the employer one works for; if it is here already, ask to join it."""
    form = EmployerForm(request.POST or None)
    here: Organisation | None = None
    if request.method == "POST" and form.is_valid():
        here = selectors.employer_by_siren(form.siren)
        if here is None:
            try:
                made = actions.register_employer(
                    actor=_user(request),
                    name=form.cleaned_data["name"],
                    siren=form.siren,
                    public=form.cleaned_data["public"] == "public",
                    establishment=form.cleaned_data["establishment"],
                    siret=form.siret,
                    commune=form.cleaned_data["commune"],
                    department=form.cleaned_data["department"],
                )
            except actions.AlreadyHere:  # somebody registered it a moment ago
                here = selectors.employer_by_siren(form.siren)
            else:
                selectors.choose_organisation(request, made)
                messages.success(request, _("Your organisation is registered. You administer it."))
                return redirect("accounts:team", made.pk)
    mine = here is not None and selectors.membership_in(_user(request), here) is not None
    status = 422 if form.errors else 409 if here else 200
    return render(
        request, "accounts/new_organisation.html", {"form": form, "here": here, "mine": mine}, status=status
    )


@login_required
@require_http_methods(_FORM)
def establishment(
    request: HttpRequest, organisation_id: UUID, establishment_id: UUID | None = None
) -> HttpResponse:
    """Add a place, or correct one."""
    organisation = selectors.own_organisation(_user(request), organisation_id)
    place = (
        selectors.establishment_for(_user(request), organisation_id, establishment_id)
        if establishment_id
        else None
    )
    if not permissions.may_manage_team(_user(request), organisation):
        raise Denied("accounts.keep_establishment")
    form = PlaceForm(request.POST or None, siren=organisation.siren, place=place)
    if request.method == "POST" and form.is_valid():
        actions.keep_establishment(
            actor=_user(request), organisation=organisation, establishment=place, **form.cleaned_data
        )
        messages.success(request, _("The place is saved."))
        return redirect("accounts:team", organisation.pk)
    return render(
        request,
        "accounts/establishment.html",
        {"form": form, "organisation": organisation, "place": place},
        status=422 if form.errors else 200,
    )


@administrators_only
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation of the instance, with who is still to be verified."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(selectors.organisations(asked), 20).get_page(request.GET.get("page"))
    return render(request, "accounts/organisations.html", {"form": form, "page_obj": page})


@administrators_only
@require_GET
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation: who acts for it, whether it is verified, its territory."""
    return _organisation_page(request, get_object_or_404(Organisation, pk=organisation_id))


@administrators_only
@require_POST
def verify(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Say that an organisation is who it says it is, or take that back."""
    one = get_object_or_404(Organisation, pk=organisation_id)
    verified = request.POST.get("verified") == "yes"
    actions.verify_organisation(actor=_user(request), organisation=one, verified=verified)
    messages.success(
        request, _("The organisation is verified.") if verified else _("It is not verified any more.")
    )
    return redirect("accounts:organisation", one.pk)


@administrators_only
@require_POST
def territory(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Say which départements an agency may see people of."""
    one = get_object_or_404(Organisation, pk=organisation_id, kind=Organisation.Kind.COUNSELLING)
    form = TerritoryForm(request.POST)
    if not form.is_valid():
        return _organisation_page(request, one, territory_form=form, status=422)
    actions.set_territory(actor=_user(request), organisation=one, territory=form.cleaned_data["territory"])
    messages.success(request, _("The territory is saved."))
    return redirect("accounts:organisation", one.pk)


@administrators_only
@require_POST
def invite_first(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Invite the first administrator of an organisation that has none."""
    one = get_object_or_404(Organisation, pk=organisation_id)
    form = InvitationForm(request.POST, first=True)
    if not form.is_valid():
        return _organisation_page(request, one, invitation_form=form, status=422)
    send(request, one, email=form.cleaned_data["email"], role=Membership.Role.ADMINISTRATOR)
    return redirect("accounts:organisation", one.pk)


@administrators_only
@require_http_methods(_FORM)
def new_agency(request: HttpRequest) -> HttpResponse:
    """Make a counselling agency and invite its first administrator."""
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_agency(
            actor=_user(request), name=form.cleaned_data["name"], territory=form.cleaned_data["territory"]
        )
        send(request, made, email=form.cleaned_data["email"], role=Membership.Role.ADMINISTRATOR)
        return redirect("accounts:organisation", made.pk)
    return render(request, "accounts/new_agency.html", {"form": form}, status=422 if form.errors else 200)


@administrators_only
@require_http_methods(_FORM)
def new_data_organisation(request: HttpRequest) -> HttpResponse:
    """Make a producer of data or a research body and invite its first administrator."""
    form = DataOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = actions.make_data_organisation(
                actor=_user(request), kind=asked["kind"], name=asked["name"], siren=asked["siren"]
            )
        except actions.AlreadyHere:
            form.add_error("siren", _("An organisation of this kind with this SIREN is here already."))
        else:
            send(request, made, email=asked["email"], role=Membership.Role.ADMINISTRATOR)
            return redirect("accounts:organisation", made.pk)
    return render(
        request, "accounts/new_data_organisation.html", {"form": form}, status=422 if form.errors else 200
    )


def _organisation_page(
    request: HttpRequest,
    one: Organisation,
    *,
    territory_form: TerritoryForm | None = None,
    invitation_form: InvitationForm | None = None,
    status: int = 200,
) -> HttpResponse:
    agency = one.kind == Organisation.Kind.COUNSELLING
    open_to_us = permissions.may_invite(_user(request), one)
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": one,
            "members": list(selectors.members(one)),
            "places": list(one.establishments.all()),
            "has_places": one.kind not in {Organisation.Kind.PRODUCER, Organisation.Kind.RESEARCH},
            "producer": getattr(one, "producer", None),  # of the catalogue, which stands above this app
            "invitations": list(selectors.open_invitations(one)) if open_to_us else [],
            "territory_form": (
                territory_form or TerritoryForm(initial={"territory": ", ".join(one.territory)})
            )
            if agency
            else None,
            "invitation_form": (invitation_form or InvitationForm(first=True)) if open_to_us else None,
        },
        status=status,
    )


def _user(request: HttpRequest) -> Any:
    return request.user
