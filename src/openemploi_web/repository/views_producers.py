"""Producers and what they describe: their public page, and the forms by which their people keep their sets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from openemploi.errors import OpenEmploiError
from openemploi_web.core.actions import Denied
from openemploi_web.core.store import store
from openemploi_web.repository import actions_catalogue as actions
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository import tables
from openemploi_web.repository.forms_catalogue import AssetForm, DistributionForm, ProducerForm
from openemploi_web.repository.models import DataAsset, Producer

_FORM = ["GET", "HEAD", "POST"]
PER_PAGE = 30


@require_safe
def producers(request: HttpRequest) -> HttpResponse:
    """Everybody whose data is in the catalogue."""
    page = Paginator(selectors.producers(), PER_PAGE).get_page(request.GET.get("page"))
    user: Any = request.user
    may_make = user.is_authenticated and permissions.may_make_producer(user)
    return render(request, "repository/catalogue_producers.html", {"page_obj": page, "may_make": may_make})


@require_safe
def producer(request: HttpRequest, producer_id: UUID) -> HttpResponse:
    """Who a producer is, and its sets."""
    one = selectors.producer(producer_id)
    page = Paginator(selectors.published().filter(producer=one), PER_PAGE).get_page(request.GET.get("page"))
    user: Any = request.user
    return render(
        request,
        "repository/catalogue_producer.html",
        {
            "producer": one,
            "page_obj": page,
            "may_keep": user.is_authenticated and permissions.may_keep_producer(user, one),
            "may_describe": user.is_authenticated and permissions.may_describe(user, one),
        },
    )


@login_required
@require_GET
def my_assets(request: HttpRequest) -> HttpResponse:
    """The sets that the person's producers describe, drafts too, and what is imported here without a description."""
    user = _user(request)
    own = selectors.own_producers(user)
    page = Paginator(selectors.own_assets(user), PER_PAGE).get_page(request.GET.get("page"))
    imported = sorted(set(_stored()) - set(_described())) if user.is_administrator else []
    return render(
        request,
        "repository/catalogue_mine.html",
        {
            "producers": own,
            "page_obj": page,
            "imported": imported,
            "may_make": permissions.may_make_producer(user),
        },
    )


@login_required
@require_http_methods(_FORM)
def edit_producer(request: HttpRequest, producer_id: UUID | None = None) -> HttpResponse:
    """Add a producer, or correct one."""
    user = _user(request)
    one = selectors.producer(producer_id) if producer_id else None
    operates = permissions.may_make_producer(user)
    if not (operates if one is None else operates or permissions.may_keep_producer(user, one)):
        raise Denied("repository.keep_producer")
    free = None
    if operates:
        free = list(selectors.organisations_without_producer())
        if one is not None and one.organisation is not None:
            free.append(one.organisation)
    form = ProducerForm(
        request.POST if request.method == "POST" else None,
        instance=selectors.producer(one.pk) if one else None,
        organisations=free,
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if one is not None and not permissions.may_keep_producer(user, one):
            said = {"organisation": said["organisation"]}  # the rest is its own administrators' to say
        kept = actions.keep_producer(actor=user, producer=one, **said)
        messages.success(request, _("The producer is saved."))
        return redirect("repository:producer", kept.pk)
    return render(
        request,
        "repository/catalogue_producer_form.html",
        {"form": form, "producer": one},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(_FORM)
def new_asset(request: HttpRequest, producer_id: UUID) -> HttpResponse:
    """Describe a set; it is a draft until it is published."""
    producer_ = selectors.own_producer(_user(request), producer_id)
    form = AssetForm(
        request.POST if request.method == "POST" else None,
        stored=_stored(),
        initial=_from_manifest(request.GET.get("table", "")),
    )
    if request.method == "POST" and form.is_valid():
        kept = actions.describe(actor=_user(request), producer=producer_, asset=None, **form.kept())
        messages.success(request, _("The description is kept as a draft. Look at the page, then publish it."))
        return redirect("repository:asset", kept.pk)
    return _asset_form(request, form, producer=producer_, asset=None)


@login_required
@require_http_methods(_FORM)
def edit_asset(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Correct the description of a set."""
    one = selectors.own_asset_for(_user(request), asset_id)
    form = AssetForm(
        request.POST if request.method == "POST" else None,
        instance=selectors.own_asset_for(_user(request), asset_id),
        stored=_stored(),
    )
    if request.method == "POST" and form.is_valid():
        actions.describe(actor=_user(request), producer=one.producer, asset=one, **form.kept())
        messages.success(request, _("The description is saved."))
        return redirect("repository:asset", one.pk)
    return _asset_form(request, form, producer=one.producer, asset=one)


@login_required
@require_POST
def publish(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Show a set to all, or take it back."""
    one = selectors.own_asset_for(_user(request), asset_id)
    published = request.POST.get("published") == "yes"
    actions.publish(actor=_user(request), asset=one, published=published)
    messages.success(
        request,
        _("Everybody can see this data in the catalogue.")
        if published
        else _("It is a draft again: only you see it."),
    )
    return redirect("repository:asset", one.pk)


@login_required
@require_POST
def measure(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Measure how good a set is, now."""
    one = selectors.own_asset_for(_user(request), asset_id)
    actions.keep_quality(actor=_user(request), asset=one, measures=tables.measured(one))
    messages.success(request, _("The quality was measured. What could not be measured says why."))
    return redirect("repository:asset", one.pk)


@login_required
@require_http_methods(_FORM)
def edit_distribution(
    request: HttpRequest, asset_id: UUID, distribution_id: UUID | None = None
) -> HttpResponse:
    """Add a form in which a set can be had, or correct one."""
    one = selectors.own_asset_for(_user(request), asset_id)
    kept = selectors.distribution_for(one, distribution_id) if distribution_id else None
    form = DistributionForm(
        request.POST if request.method == "POST" else None,
        instance=selectors.distribution_for(one, distribution_id) if distribution_id else None,
    )
    if request.method == "POST" and form.is_valid():
        actions.keep_distribution(actor=_user(request), asset=one, distribution=kept, **form.kept())
        messages.success(request, _("It is saved."))
        return redirect("repository:asset", one.pk)
    return render(
        request,
        "repository/catalogue_distribution_form.html",
        {"form": form, "asset": one, "distribution": kept},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def remove_distribution(request: HttpRequest, asset_id: UUID, distribution_id: UUID) -> HttpResponse:
    """Take a form of a set away."""
    one = selectors.own_asset_for(_user(request), asset_id)
    actions.remove_distribution(
        actor=_user(request), distribution=selectors.distribution_for(one, distribution_id)
    )
    messages.success(request, _("It was taken away."))
    return redirect("repository:asset", one.pk)


def _asset_form(
    request: HttpRequest, form: AssetForm, *, producer: Producer, asset: DataAsset | None
) -> HttpResponse:
    return render(
        request,
        "repository/catalogue_asset_form.html",
        {"form": form, "producer": producer, "asset": asset},
        status=422 if form.errors else 200,
    )


def _stored() -> list[str]:
    return store().datasets()


def _described() -> list[str]:
    return list(DataAsset.objects.exclude(store_name="").values_list("store_name", flat=True))


def _from_manifest(name: str) -> dict[str, Any]:
    if name not in _stored():
        return {}
    try:
        version = store().need(name)
    except OpenEmploiError:
        return {}
    from openemploi.catalogue.vocabularies import licence

    said = version.manifest
    return {
        "title_fr": said.title,
        "access": DataAsset.Access.OPEN,
        "licence": licence(said.licence),
        "landing_page": said.homepage,
        "provenance": said.producer,
        "version": said.edition or said.version,
        "modified": said.source.published[:10],
        "store_name": name,
    }


def _user(request: HttpRequest) -> Any:
    return request.user
