"""The page where an organisation's administrators give programs keys, and the document for those who write them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.accounts.decorators import other_space
from openemploi_web.accounts.models import Organisation
from openemploi_web.api import actions, events, selectors
from openemploi_web.api.document import document, readable
from openemploi_web.api.forms import TokenForm, WebhookForm
from openemploi_web.api.permissions import may_manage_programs
from openemploi_web.api.scopes import LABELS
from openemploi_web.core.actions import Denied


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same to be read."""
    return render(request, "api/docs.html", {"groups": readable(), "info": document()["info"]})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Keys and addresses of the organisation; a new key is shown once, on the answer that made it."""
    organisation = selectors.acting(request)
    if organisation is None:
        return other_space(request, "employer")
    user: Any = request.user
    if not may_manage_programs(user, organisation):
        raise Denied("api.make_token")
    form = TokenForm(request.POST or None, organisation=organisation, prefix="key")
    secret = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _token, secret = actions.make_token(
            actor=user,
            organisation=organisation,
            name=data["name"],
            scopes=data["scopes"],
            expires_at=data["expires_at"],
        )
        form = TokenForm(organisation=organisation, prefix="key")
    return _page(request, organisation, form=form, secret=secret, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take a key back."""
    user: Any = request.user
    actions.revoke_token(actor=user, token=selectors.token_for(user, token_id))
    messages.success(request, _("The key is taken back. Programs that use it are refused from now on."))
    return redirect("api:tokens")


@login_required
@require_POST
def take_over(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Answer for a key that somebody else made."""
    user: Any = request.user
    actions.take_over_token(actor=user, token=selectors.token_for(user, token_id))
    messages.success(request, _("You now answer for this key."))
    return redirect("api:tokens")


@login_required
@never_cache
@require_POST
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Have an address told of events; its secret is shown once."""
    organisation = selectors.acting(request)
    if organisation is None:
        return other_space(request, "employer")
    user: Any = request.user
    if not may_manage_programs(user, organisation):
        raise Denied("api.add_webhook")
    form = WebhookForm(request.POST, prefix="hook")
    if not form.is_valid():
        return _page(request, organisation, hook_form=form, status=422)
    webhook = actions.add_webhook(
        actor=user,
        organisation=organisation,
        url=form.cleaned_data["url"],
        events=form.cleaned_data["events"],
    )
    return _page(request, organisation, hook_secret=webhook.secret)


@login_required
@require_POST
def stop_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Tell an address no more."""
    user: Any = request.user
    actions.stop_webhook(actor=user, webhook=selectors.webhook_for(user, webhook_id))
    messages.success(request, _("This address is told no more."))
    return redirect("api:tokens")


def _page(
    request: HttpRequest,
    organisation: Organisation,
    *,
    form: TokenForm | None = None,
    hook_form: WebhookForm | None = None,
    secret: str = "",
    hook_secret: str = "",
    status: int = 200,
) -> HttpResponse:
    tokens = [
        (token, [LABELS[scope] for scope in token.scopes if scope in LABELS])
        for token in selectors.tokens(organisation)
    ]
    webhooks = [
        (webhook, [events.LABELS[event] for event in webhook.events if event in events.LABELS])
        for webhook in selectors.webhooks(organisation)
    ]
    return render(
        request,
        "api/programs.html",
        {
            "organisation": organisation,
            "tokens": tokens,
            "webhooks": webhooks,
            "form": form or TokenForm(organisation=organisation, prefix="key"),
            "hook_form": hook_form or WebhookForm(prefix="hook"),
            "secret": secret,
            "hook_secret": hook_secret,
        },
        status=status,
    )
