"""Answering one person or several at once, each with their reason: first what is answered, then the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from openemploi_web.vacancies import actions_candidates, answers
from openemploi_web.vacancies.actions_candidates import Answer, AnsweredMeanwhile
from openemploi_web.vacancies.candidates import Candidate, candidates_of
from openemploi_web.vacancies.forms_candidates import MOST_AT_ONCE, AnswerForm, AnswerTextForm
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.selectors import chosen, vacancy_for

_SEND: Final = "send"
_ANSWERS: Final = frozenset(kind for kind, _label in answers.KINDS)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """``a`` names the applications, ``as`` the kind that was asked for; without it none is chosen beforehand."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    given = request.POST if request.method == "POST" else request.GET
    rows = chosen(vacancy, given.getlist("a"), most=MOST_AT_ONCE)
    people = candidates_of(vacancy, only=[row.pk for row in rows]) if rows else []
    if not people:
        messages.info(request, _("Tick the applications that you want to answer."))
        return redirect("vacancies:candidates", vacancy.pk)
    if request.method == "GET":
        kind = request.GET.get("as", "")
        kind = kind if kind in _ANSWERS else ""  # who answers chooses; nothing is proposed
        forms: list[Any] = [AnswerForm(prefix=_prefix(one), initial={"kind": kind}) for one in people]
        return _page(request, vacancy, people, forms, sending=False)
    if request.POST.get("step") == _SEND:
        forms = [AnswerTextForm(request.POST, prefix=_prefix(one)) for one in people]
        valid = [form.is_valid() for form in forms]  # each of them, so that each shows its errors
        if all(valid):
            return _send(request, vacancy, people, forms)
        settled = all(set(form.errors) <= {"text"} for form in forms)
        if not settled:
            forms = [AnswerForm(request.POST, prefix=_prefix(one)) for one in people]
        return _page(request, vacancy, people, forms, sending=settled, status=422)
    forms = [AnswerForm(request.POST, prefix=_prefix(one)) for one in people]
    valid = [form.is_valid() for form in forms]
    if not all(valid):
        return _page(request, vacancy, people, forms, sending=False, status=422)
    ready = [
        AnswerTextForm(
            prefix=_prefix(one),
            initial={
                **form.cleaned_data,
                "since": _since(one),
                "text": _text(one.application, form.cleaned_data),
            },
        )
        for one, form in zip(people, forms, strict=True)
    ]
    return _page(request, vacancy, people, ready, sending=True)


def _send(
    request: HttpRequest, vacancy: Vacancy, people: Sequence[Candidate], forms: Sequence[AnswerTextForm]
) -> HttpResponse:
    user: Any = request.user
    given = [
        Answer(
            application=one.application,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            refusal=form.cleaned_data["refusal"],
            interview_at=form.cleaned_data["interview_at"],
            interview_place=form.cleaned_data["interview_place"],
            proposal=one.proposal,
            proposal_words=one.words,
        )
        for one, form in zip(people, forms, strict=True)
    ]
    try:
        if any(form.cleaned_data["since"] != _since(one) for one, form in zip(people, forms, strict=True)):
            raise AnsweredMeanwhile
        count = actions_candidates.answer(actor=user, vacancy=vacancy, given=given)
    except AnsweredMeanwhile as fault:
        messages.error(request, str(fault))
        return redirect("vacancies:candidates", vacancy.pk)
    messages.success(
        request,
        ngettext("%(count)s person is answered.", "%(count)s people are answered.", count) % {"count": count},
    )
    if any(one.application.profile is None for one in people):
        messages.warning(
            request,
            _(
                "Some came by a file and have no account here: the portal keeps your answer, you send it yourself."
            ),
        )
    return redirect("vacancies:candidates", vacancy.pk)


def _since(one: Candidate) -> str:
    at = one.application.answered_at
    return at.isoformat() if at else ""


def _text(application: Application, data: dict[str, Any]) -> str:
    """The ready-made text; the appointment is set on the copy in memory only, to be written in the text."""
    application.interview_at = data["interview_at"]
    application.interview_place = data["interview_place"]
    return answers.ready_made(
        application, kind=data["kind"], refusal=data["refusal"], words_of_reason=data["words"]
    )


def _page(
    request: HttpRequest,
    vacancy: Vacancy,
    people: Sequence[Candidate],
    forms: Sequence[Any],
    *,
    sending: bool,
    status: int = 200,
) -> HttpResponse:
    kinds = dict(answers.KINDS)
    rows = []
    for one, form in zip(people, forms, strict=True):
        kind = form["kind"].value() or ""
        refusal = form["refusal"].value() or ""
        said = str(kinds.get(kind, ""))
        if refusal and kind == answers.REFUSED:
            said = (
                f"{said} – {Application.Refusal(refusal).label}"
                if refusal in Application.Refusal.values
                else said
            )
        rows.append((one, form, said))
    return render(
        request,
        "vacancies/answer.html",
        {"vacancy": vacancy, "rows": rows, "sending": sending, "several": len(people) > 1},
        status=status,
    )


def _prefix(one: Candidate) -> str:
    return f"a{one.application.pk.hex}"
