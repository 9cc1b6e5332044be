"""Using an access: its page, the query room, an answer as a file, a marked copy; and the producer's table behind it."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi.errors import OpenEmploiError
from openemploi_web.core.spreadsheets import harmless_or_number
from openemploi_web.repository import actions_decisions, actions_room, copies, restricted, room
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository import selectors_access as selectors
from openemploi_web.repository.actions_access import NotPossible, people_of
from openemploi_web.repository.forms_access import DepositForm, LeakForm, QueryForm, RoomForm
from openemploi_web.repository.models import Grant, RoomQuery, Use

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_GET
def grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """An access: until when, under which conditions, what was done with it."""
    user: Any = request.user
    found = selectors.grant_for(user, grant_id)
    return render(
        request,
        "repository/grant.html",
        {
            "grant": found,
            "asset": found.asset,
            "people": people_of(found),
            "queries": selectors.queries_of(found)[:20],
            "copies": found.copies.select_related("user")[:20],
            "left": max(0, found.budget - selectors.spent(found)),
            "may_query": permissions.may_query(user, found),
            "may_copy": permissions.may_take_copy(user, found),
            "may_renew": permissions.may_renew(user, found),
            "may_revoke": permissions.may_revoke(user, found),
            "on_it": permissions.is_on(user, found),
            "now": timezone.now(),
            "trail": _trail(user, found, (found.asset.title, "")),
        },
    )


def _trail(user: Any, found: Grant, *rest: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back, from the side on which the person stands."""
    if permissions.decides_for(user, found.asset):
        first = (_("Requests for access"), reverse("repository:access-desk") + "?part=grants")
    elif user.is_administrator:
        first = (_("Accesses to restricted data"), reverse("repository:accesses"))
    else:
        first = (_("My accesses"), reverse("repository:my-accesses"))
    return [first, *rest]


@login_required
@require_http_methods(PAGE)
def query_room(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Ask a query. An access that does not hold opens nothing: 403, and that it was tried is kept."""
    user: Any = request.user
    found = selectors.own_grant(user, grant_id)
    if found.use != Use.ROOM:
        raise Http404
    if not permissions.may_query(user, found):
        if request.method == "POST":
            text = request.POST.get("text", "")[:20_000]
            actions_room.note_closed(actor=user, grant=found, use=Use.ROOM, text=text)
        return _closed(request, found)
    form = QueryForm(
        request.POST if request.method == "POST" else None, initial={"text": _again(request, found)}
    )
    if form.is_bound and form.is_valid():
        try:
            query = room.ask(actor=user, grant=found, text=form.cleaned_data["text"])
        except NotPossible as fault:
            form.add_error("text", str(fault))
        else:
            if query.outcome == RoomQuery.Outcome.CLOSED:
                return _closed(request, found)
            if query.outcome == RoomQuery.Outcome.ANSWERED:
                return redirect("repository:query", query.pk)
            form.add_error("text", query.said)
    return render(
        request,
        "repository/room.html",
        _room(found) | {"form": form},
        status=422 if form.is_bound else 200,
    )


def _room(found: Grant) -> dict[str, Any]:
    table = room.described(found)
    return {
        "grant": found,
        "asset": found.asset,
        "table": table,
        "columns": room.columns(table) if table else [],
        "examples": room.examples(table) if table else [],
        "left": max(0, found.budget - selectors.spent(found)),
        "queries": selectors.queries_of(found)[:10],
        "trail": [
            (_("My accesses"), reverse("repository:my-accesses")),
            (found.asset.title, reverse("repository:grant", args=[found.pk])),
            (_("Query room"), ""),
        ],
    }


def _again(request: HttpRequest, found: Grant) -> str:
    """The text of an earlier query of this access, to be changed and asked again."""
    try:
        key = UUID(request.GET.get("from", ""))
    except ValueError:
        return ""
    earlier = found.queries.filter(pk=key).first()
    return earlier.text if earlier is not None else ""


def _closed(request: HttpRequest, found: Grant) -> HttpResponse:
    found.refresh_from_db()
    return render(request, "repository/room_closed.html", {"grant": found, "asset": found.asset}, status=403)


@login_required
@require_GET
def query(request: HttpRequest, query_id: UUID) -> HttpResponse:
    """A query and its answer, with what was masked in words."""
    user: Any = request.user
    found = selectors.query_for(user, query_id)
    return render(
        request,
        "repository/query.html",
        {
            "query": found,
            "grant": found.grant,
            "asset": found.grant.asset,
            "answer": room.shown(found),
            "left": max(0, found.grant.budget - selectors.spent(found.grant)),
            "may_query": permissions.may_query(user, found.grant),
            "trail": _trail(
                user,
                found.grant,
                (found.grant.asset.title, reverse("repository:grant", args=[found.grant_id])),
                (_("Query"), ""),
            ),
        },
    )


@login_required
@require_GET
def query_csv(request: HttpRequest, query_id: UUID) -> HttpResponse:
    """The answer as CSV: what is masked is empty, with the reason in the last column."""
    user: Any = request.user
    found = selectors.query_for(user, query_id)
    answer = room.shown(found)
    if answer is None:
        raise Http404
    actions_room.take_answer(actor=user, query=found)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless_or_number(head) for head in (*answer.heads, _("people"), _("masked because"))])
    for row in answer.rows:
        writer.writerow([harmless_or_number(cell) for cell in row.written()])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reponse-{str(found.pk)[:8]}.csv"'
    return response


@login_required
@require_POST
def take_copy(request: HttpRequest, grant_id: UUID) -> HttpResponseBase:
    """Take the marked copy of the day."""
    user: Any = request.user
    found = selectors.own_grant(user, grant_id)
    if found.use != Use.COPY:
        raise Http404
    if not permissions.may_take_copy(user, found):
        actions_room.note_closed(actor=user, grant=found, use=Use.COPY)
        return _closed(request, found)
    version = restricted.version_of(found.asset)
    if version is None:
        messages.error(request, _("The producer has not deposited the table yet."))
        return redirect("repository:grant", found.pk)
    copy = actions_room.take_copy(
        actor=user, grant=found, version=version.name, store_name=version.manifest.dataset
    )
    path, rows, digest = copies.write_copy(copy)
    try:
        actions_room.keep_sum(actor=user, copy=copy, rows=rows, sha256=digest)
        file = path.open("rb")
    finally:
        path.unlink(missing_ok=True)  # what is open can still be read to its end
    return FileResponse(
        file, as_attachment=True, filename=f"copie-{copy.number}.csv", content_type="text/csv"
    )


@login_required
@require_http_methods(PAGE)
def deposit(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Give the table of a restricted set; it is kept apart."""
    user: Any = request.user
    asset = selectors.own_asset(user, asset_id)
    form = DepositForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            version = restricted.deposit(asset, given.file, name=given.name)
        except OpenEmploiError as fault:
            form.add_error("file", f"{fault.message} {fault.remedy}")
        else:
            actions_decisions.deposit_table(
                actor=user,
                asset=asset,
                version=version.name,
                store_name=version.manifest.dataset,
                rows=version.manifest.rows,
            )
            messages.success(request, _("The table is kept. Say now what each column is."))
            return redirect("repository:describe-room", asset.pk)
    return render(
        request,
        "repository/deposit.html",
        {"asset": asset, "form": form, "version": restricted.version_of(asset)},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_http_methods(PAGE)
def describe_room(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Say what each column is, before anybody can ask."""
    user: Any = request.user
    asset = selectors.own_asset(user, asset_id)
    columns = restricted.columns_of(asset)
    if not columns:
        messages.error(request, _("Deposit the table first."))
        return redirect("repository:deposit", asset.pk)
    known = getattr(asset, "room", None)
    described = {row["name"]: row for row in known.columns} if known else {}
    form = RoomForm(
        request.POST if request.method == "POST" else None,
        columns=columns,
        described=described,
        initial={"threshold": known.threshold if known else 11},
    )
    if form.is_bound and form.is_valid():
        actions_decisions.describe_room(
            actor=user,
            asset=asset,
            name=restricted.table_name(asset),
            columns=form.rows(),
            threshold=form.cleaned_data["threshold"],
        )
        messages.success(request, _("The query room is ready for this table."))
        return redirect("repository:uses", asset.pk)
    return render(
        request,
        "repository/describe_room.html",
        {"asset": asset, "form": form, "columns": columns},
        status=422 if form.is_bound else 200,
    )


@login_required
@require_http_methods(PAGE)
def trace(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Whose copy is a file that was found: what agrees, of how much, or that nothing is sure."""
    user: Any = request.user
    asset = selectors.own_asset(user, asset_id)
    form = LeakForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"].read().decode("utf-8-sig", errors="replace")
        found, copy = copies.trace(asset, text)
        actions_decisions.found_leak(
            actor=user, asset=asset, copy=copy, channel=found.channel, rows=found.rows
        )
        result = {"found": found, "copy": copy}
    return render(
        request,
        "repository/trace.html",
        {"asset": asset, "form": form, "result": result},
        status=422 if request.method == "POST" and result is None else 200,
    )
