"""The applications for one offer: the ranked table, one application, several side by side, and what is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.vacancies import actions_candidates, comparison, exports
from openemploi_web.vacancies.candidates import (
    COLUMNS,
    Candidate,
    Standing,
    candidate_of,
    candidates_at,
    candidates_of,
    columns_of,
    equals_elsewhere,
    portions,
    standings,
)
from openemploi_web.vacancies.cell_html import column_cells, other_chips
from openemploi_web.vacancies.forms_candidates import DecisionForm, NoteForm, UnmaskForm
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.responses import PATIENCE_DAYS, answer_habit
from openemploi_web.vacancies.selectors import TO_ANSWER, application_for, chosen, vacancy_for

_PAGE: Final = 20
MOST_SIDE_BY_SIDE: Final = 4
_VIEWS: Final[dict[str, tuple[str, ...]]] = {
    "waiting": tuple(TO_ANSWER),
    "kept": (Application.State.PRESELECTED, Application.State.INTERVIEW, Application.State.HIRED),
    "no": (Application.State.REFUSED, Application.State.CLOSED),
    "all": tuple(Application.State.values),
}


@login_required
@require_GET
def candidates(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The table that a recruiter can defend: rank with ties, requirement by requirement, proposal beside choice."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    everybody = standings(vacancy)
    view = request.GET.get("view", "waiting")
    if view not in _VIEWS or (view == "waiting" and "view" not in request.GET and not _in(everybody, view)):
        view = "all"
    names = {"waiting": _("To answer"), "kept": _("Kept"), "no": _("Answered no"), "all": _("All")}
    shown = _in(everybody, view)
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    columns = columns_of(everybody)
    proposals = {comparison.proposal(one.ranked.match) for one in everybody}
    late = timezone.now() - timedelta(days=PATIENCE_DAYS)
    return render(
        request,
        "vacancies/candidates.html",
        {
            "vacancy": vacancy,
            "columns": columns[:COLUMNS],
            "others": len(columns[COLUMNS:]),
            "page_obj": page,
            "candidates": [
                (one, column_cells(one), other_chips(one), equals_elsewhere(one, list(page), everybody))
                for one in candidates_at(vacancy, list(page))
            ],
            "one_proposal": next(iter(proposals)) if len(proposals) == 1 else "",
            "tabs": [(names[key], f"?view={key}", key == view, len(_in(everybody, key))) for key in _VIEWS],
            "everybody": len(everybody),
            "waiting": len(_in(everybody, "waiting")),
            "late": sum(_late(one, late) for one in everybody),
            "late_keys": {one.pk for one in everybody if _late(one, late)},
            "patience": PATIENCE_DAYS,
            "keep_percent": round(100 * comparison.KEEP_SHARE),
            "habit": answer_habit(vacancy.organisation_id),
            "withdrawn": vacancy.applications.filter(state=Application.State.WITHDRAWN).count(),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def candidate(request: HttpRequest, vacancy_id: UUID, application_id: UUID) -> HttpResponse:
    """One application in full; POST keeps the team's choice."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    application = application_for(user, vacancy, application_id)
    if application.state == Application.State.WITHDRAWN or not application.snapshot:
        return render(request, "vacancies/withdrawn.html", {"vacancy": vacancy})
    one = _one(vacancy, application)
    form = DecisionForm(request.POST or None, proposal=one.proposal)
    if request.method == "POST" and form.is_valid():
        actions_candidates.decide(
            actor=user,
            application=application,
            choice=form.cleaned_data["choice"],
            reason=form.cleaned_data["reason"],
            proposal=one.proposal,
            proposal_words=one.words,
        )
        messages.success(request, _("Your choice is kept, beside what the machine proposed."))
        return redirect("vacancies:candidate", vacancy.pk, application.pk)
    return _candidate_page(request, vacancy, one, form=form)


@login_required
@require_POST
def unmask(request: HttpRequest, vacancy_id: UUID, application_id: UUID) -> HttpResponse:
    """Show who the person is, with the reason."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    application = application_for(user, vacancy, application_id)
    one = _one(vacancy, application)
    form = UnmaskForm(request.POST, auto_id="identity-%s")
    if not form.is_valid():
        return _candidate_page(request, vacancy, one, unmasking=form, status=422)
    actions_candidates.unmask(
        actor=user,
        application=application,
        reason=form.cleaned_data["reason"],
        words=form.cleaned_data["words"],
    )
    messages.success(
        request,
        _("The identity is shown to your team. The person reads in their journal who asked, and why."),
    )
    return redirect("vacancies:candidate", vacancy.pk, application.pk)


@login_required
@require_POST
def note(request: HttpRequest, vacancy_id: UUID, application_id: UUID) -> HttpResponse:
    """Write a note for the team."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    application = application_for(user, vacancy, application_id)
    one = _one(vacancy, application)
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return _candidate_page(request, vacancy, one, noting=form, status=422)
    actions_candidates.note(actor=user, application=application, text=form.cleaned_data["text"])
    messages.success(request, _("The note is kept."))
    return redirect(f"{reverse('vacancies:candidate', args=[vacancy.pk, application.pk])}#notes")


@login_required
@require_GET
def sidebyside(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Two to four applications in columns, requirement by requirement."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    ticked = request.GET.getlist("a")
    rows = chosen(vacancy, ticked, most=MOST_SIDE_BY_SIDE)
    shown = candidates_of(vacancy, only=[row.pk for row in rows]) if rows else []
    if len(shown) > 1:  # as much is read here as on each one's page
        for one in shown:
            actions_candidates.look_at(actor=user, application=one.application)
    else:
        messages.info(request, _("Tick two to four applications, then compare."))
        return redirect("vacancies:candidates", vacancy.pk)
    cells = list(shown[0].cells)
    return render(
        request,
        "vacancies/sidebyside.html",
        {
            "vacancy": vacancy,
            "shown": shown,
            "lines": [(shown[0].cells[key], [(one.cells[key], one) for one in shown]) for key in cells],
            "left_out": max(len(set(ticked)) - len(shown), 0),
        },
    )


@login_required
@require_GET
def export_csv(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The table for a spreadsheet."""
    vacancy, everybody = _exported(request, vacancy_id, "csv")
    response = HttpResponse(exports.as_csv(vacancy, everybody), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="candidatures-{vacancy.pk.hex[:8]}.csv"'
    return response


@login_required
@require_GET
def export_pdf(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The table as a document."""
    vacancy, everybody = _exported(request, vacancy_id, "pdf")
    response = HttpResponse(exports.as_pdf(_on_paper(vacancy, everybody)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="candidatures-{vacancy.pk.hex[:8]}.pdf"'
    return response


@login_required
@require_GET
def paper(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The table to print."""
    vacancy, everybody = _exported(request, vacancy_id, "print")
    return render(request, "vacancies/candidates_print.html", _on_paper(vacancy, everybody))


def _exported(request: HttpRequest, vacancy_id: UUID, form: str) -> tuple[Vacancy, list[Candidate]]:
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    everybody = candidates_of(vacancy)
    actions_candidates.take_away(
        actor=user, vacancy=vacancy, form=form, named=[one.application for one in everybody if one.unmasked]
    )
    return vacancy, everybody


def _on_paper(vacancy: Vacancy, everybody: Sequence[Candidate]) -> dict[str, Any]:
    return {"vacancy": vacancy, "candidates": everybody, "now": timezone.now()}


def _one(vacancy: Vacancy, application: Application) -> Candidate:
    found = candidate_of(vacancy, application)
    if found is None:
        raise Http404
    return found


def _candidate_page(
    request: HttpRequest,
    vacancy: Vacancy,
    one: Candidate,
    *,
    form: DecisionForm | None = None,
    unmasking: UnmaskForm | None = None,
    noting: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    application = one.application
    user: Any = request.user
    actions_candidates.look_at(actor=user, application=application)  # whatever way led to this page
    wrong = form is not None and form.is_bound and not form.is_valid()
    return render(
        request,
        "vacancies/candidate.html",
        {
            "vacancy": vacancy,
            "one": one,
            "application": application,
            "coming_words": one.show(application.coming_words),
            "portions": portions(one.match),
            "met": [cell for cell in one.cells.values() if cell.met],
            "near": [cell for cell in one.cells.values() if cell.status == "near"],
            "missing": [cell for cell in one.cells.values() if cell.status == "missing"],
            "unknown": [cell for cell in one.cells.values() if cell.status == "unknown"],
            "form": form or DecisionForm(proposal=one.proposal),
            "unmasking": unmasking or UnmaskForm(auto_id="identity-%s"),
            "noting": noting or NoteForm(auto_id="note-%s"),
            "notes": application.team_notes.select_related("author"),
            "decisions": [(row, row.choice != row.proposal) for row in application.decisions.all()],
            "unmaskings": application.unmaskings.select_related("asked_by"),
            "contact": (application.snapshot or {}).get("contact", {}) if one.unmasked else {},
            "experiences": _experiences(one),
            "late": _late(application, timezone.now() - timedelta(days=PATIENCE_DAYS)),
        },
        status=422 if wrong else status,
    )


def _experiences(one: Candidate) -> list[dict[str, Any]]:
    """What the person did, masked like the rest: no name, no address; the place of work is not theirs."""
    rows = (one.application.snapshot or {}).get("experiences", [])
    return [
        {
            "title": one.show(row["title"]),
            "employer": one.show(row["employer"]),
            "start": row["start"],
            "end": row["end"],
            "current": row["current"],
            "months": row["months"],
        }
        for row in rows
    ]


def _in(everybody: Sequence[Standing], view: str) -> list[Standing]:
    return [one for one in everybody if one.state in _VIEWS[view]]


def _late(row: Standing | Application, late: Any) -> bool:
    return row.state in TO_ANSWER and row.answered_at is None and row.sent_at <= late
