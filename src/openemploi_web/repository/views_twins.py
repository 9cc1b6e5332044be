"""The synthetic twin of a restricted set: its figures for all, its file for who is signed in, made for producers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openemploi_web.repository import actions_twins, permissions_access, twins
from openemploi_web.repository import selectors_access as selectors
from openemploi_web.repository.models.twins import SyntheticTwin


@require_GET
def twin(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """What a twin is, and what was measured of this one."""
    user: Any = request.user
    asset = selectors.restricted_asset(asset_id)
    found = SyntheticTwin.objects.filter(asset=asset).first()
    decides = user.is_authenticated and permissions_access.decides_for(user, asset)
    return render(
        request,
        "repository/twin.html",
        {
            "asset": asset,
            "twin": found,
            "card": found.card if found is not None else None,
            "may_make": decides and getattr(asset, "room", None) is not None,
        },
    )


@login_required
@require_GET
def twin_csv(request: HttpRequest, asset_id: UUID) -> HttpResponseBase:
    """The invented rows."""
    asset = selectors.restricted_asset(asset_id)
    path = twins.file_of(asset)
    if (
        not SyntheticTwin.objects.filter(asset=asset, state=SyntheticTwin.State.READY).exists()
        or not path.exists()
    ):
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename="synthetique.csv", content_type="text/csv"
    )


@login_required
@require_POST
def make_twin(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Have the twin made."""
    user: Any = request.user
    asset = selectors.own_asset(user, asset_id)
    if getattr(asset, "room", None) is None:
        messages.error(request, _("Say first what each column is."))
        return redirect("repository:describe-room", asset.pk)
    actions_twins.ask_twin(actor=user, asset=asset)
    messages.success(request, _("The twin is being made. Its figures come on this page."))
    return redirect("repository:twin", asset.pk)
