"""What people say of a set, and which services use it: both in public, moderated by who answers for the data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openemploi_web.core.actions import Denied
from openemploi_web.repository import actions_catalogue as actions
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository.forms_catalogue import DiscussionForm, HideForm, MessageForm, ReuseForm

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def discussion(request: HttpRequest, discussion_id: UUID) -> HttpResponse:
    """Read a discussion; with an account, say something in it."""
    one = selectors.discussion_for(request.user, discussion_id)
    user: Any = request.user
    form = None
    if user.is_authenticated and one.closed_at is None and permissions.may_discuss(user, one.asset):
        form = MessageForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST":
        if form is None:
            raise Denied("repository.answer_discussion")
        if form.is_valid():
            actions.answer_discussion(
                actor=user, discussion=one, text=form.cleaned_data["text"], organisation=form.chosen
            )
            messages.success(request, _("Your message is published."))
            return redirect("repository:discussion", one.pk)
    return render(
        request,
        "repository/catalogue_discussion.html",
        {
            "discussion": one,
            "asset": one.asset,
            "comments": selectors.comments(one),
            "form": form,
            "may_moderate": user.is_authenticated and permissions.may_moderate(user, one.asset),
            "may_close": user.is_authenticated and permissions.may_close(user, one),
        },
        status=422 if form is not None and form.errors else 200,
    )


@login_required
@require_http_methods(_FORM)
def open_discussion(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Ask or remark something."""
    one = selectors.asset_for(request.user, asset_id)
    user: Any = request.user
    if not permissions.may_discuss(user, one):
        raise Http404
    form = DiscussionForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        opened = actions.open_discussion(
            actor=user, asset=one, title=said["title"], text=said["text"], organisation=form.chosen
        )
        messages.success(request, _("Your message is published."))
        return redirect("repository:discussion", opened.pk)
    return render(
        request,
        "repository/catalogue_discuss.html",
        {"form": form, "asset": one},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def close(request: HttpRequest, discussion_id: UUID) -> HttpResponse:
    """Say that a discussion is over."""
    one = selectors.discussion_for(request.user, discussion_id)
    actions.close_discussion(actor=request.user, discussion=one)
    messages.success(request, _("The discussion is closed. It can still be read."))
    return redirect("repository:discussion", one.pk)


@login_required
@require_http_methods(_FORM)
def hide(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Hide a message, with the reason."""
    one = selectors.comment_for(request.user, comment_id)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if one.hidden_at is None:
            actions.hide_comment(actor=request.user, comment=one, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("The message is hidden. That it was there, and why it is hidden, can be read.")
        )
        return redirect("repository:discussion", one.discussion_id)
    return render(
        request,
        "repository/catalogue_hide.html",
        {"form": form, "comment": one, "discussion": one.discussion, "asset": one.discussion.asset},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(_FORM)
def declare_reuse(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Say which service uses a set, and for what."""
    one = selectors.asset_for(request.user, asset_id)
    user: Any = request.user
    if not permissions.may_declare_reuse(user, one):
        raise Denied("repository.declare_reuse")
    form = ReuseForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        actions.declare_reuse(actor=user, asset=one, organisation=said.pop("organisation"), **said)
        messages.success(request, _("The use is on the page of the data."))
        return redirect("repository:asset", one.pk)
    return render(
        request,
        "repository/catalogue_reuse.html",
        {"form": form, "asset": one},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def remove_reuse(request: HttpRequest, reuse_id: UUID) -> HttpResponse:
    """Take a declared use away."""
    one = selectors.reuse_for(request.user, reuse_id)
    asset_id = one.asset_id
    actions.remove_reuse(actor=request.user, reuse=one)
    messages.success(request, _("The use was taken away."))
    return redirect("repository:asset", asset_id)
