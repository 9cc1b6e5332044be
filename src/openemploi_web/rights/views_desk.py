"""What the operator answers for: contests on the desk, and the journal."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openemploi_web.accounts.decorators import administrators_only
from openemploi_web.core import journal
from openemploi_web.core.models import AuditEvent
from openemploi_web.core.spreadsheets import harmless
from openemploi_web.rights import actions, retention, selectors
from openemploi_web.rights.beside import beside
from openemploi_web.rights.desk_lines import desk_lines
from openemploi_web.rights.forms import AnswerForm, JournalForm

#: With more entries than this, the chain is checked when asked, and by retention each night.
CHECKED_AT_ONCE = 20_000
ENTRIES_A_PAGE: Final = 40
COLUMNS = ("number", "at", "action", "actor", "subject_kind", "subject", "person", "organisation", "reason", "details",
           "previous", "digest")  # fmt: skip


@administrators_only
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Contests, the first due on top."""
    answered = request.GET.get("state") == "answered"
    page_obj = Paginator(selectors.desk(answered=answered), 20).get_page(request.GET.get("page"))
    tabs = [
        (_("To answer"), "?", not answered, selectors.desk(answered=False).count()),
        (_("Answered"), "?state=answered", answered, selectors.desk(answered=True).count()),
    ]
    return render(
        request,
        "rights/desk.html",
        {
            "page_obj": page_obj,
            "tabs": tabs,
            "overdue": selectors.overdue(),
            "now": timezone.now(),
            "answered": answered,
        },
    )


@administrators_only
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One contest: what was said, the comparison then and now, the answer."""
    user: Any = request.user
    contest = selectors.contest_on_desk(contest_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_contest(actor=user, contest=contest, **form.cleaned_data)
        messages.success(request, _("The answer is sent. The person sees both comparisons."))
        return redirect("rights:desk")
    again = contest.after or actions.look_at_contest(actor=user, contest=contest)
    return render(
        request,
        "rights/answer.html",
        {
            "contest": contest,
            "form": form,
            "beside": beside(contest.before, again),
            "own": contest.user_id == user.pk,
            "now": timezone.now(),
        },
        status=400 if request.method == "POST" else 200,
    )


@administrators_only
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """The journal with its filters, whether its chain holds, and the proofs of retention."""
    form = JournalForm(request.GET)
    rows = form.narrow(AuditEvent.objects.order_by("-number"))
    page_obj = Paginator(rows, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    head = retention.last_event()
    check = request.GET.get("check") == "1" or (head is not None and head.number <= CHECKED_AT_ONCE)
    return render(
        request,
        "rights/audit.html",
        {
            "form": form,
            "page_obj": page_obj,
            "lines": list(desk_lines(page_obj.object_list)),
            "head": head,
            "verified": journal.verify() if check else None,
            "query": request.GET.urlencode(),
            "runs": retention.last_runs(),
        },
    )


@administrators_only
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """The journal that passes the filters, as CSV with its seals."""
    form = JournalForm(request.GET)
    rows = form.narrow(AuditEvent.objects.order_by("number"))
    if not form.is_valid():
        return redirect("rights:audit")
    user: Any = request.user
    actions.take_journal(
        actor=user, filters={name: str(value or "") for name, value in form.cleaned_data.items()}
    )
    response = StreamingHttpResponse(
        _csv(rows.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return response


class _Line:
    """What ``csv`` writes to, to give each line at once."""

    def write(self, value: str) -> str:
        return value


def _csv(rows: Iterator[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([harmless(getattr(row, name)) for name in COLUMNS])
