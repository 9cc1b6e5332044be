"""CVs given for an offer: give them, see how far their reading is, and what could not be read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openemploi_web.core.models import Job
from openemploi_web.vacancies import actions_imports
from openemploi_web.vacancies.forms_candidates import CvFilesForm
from openemploi_web.vacancies.models import ImportedFile
from openemploi_web.vacancies.selectors import import_for, vacancy_for


@login_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Choose the files."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    form = CvFilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = actions_imports.give_cvs(actor=user, vacancy=vacancy, files=form.cleaned_data["files"])
        return redirect("vacancies:import-batch", vacancy.pk, batch.pk)
    return render(
        request,
        "vacancies/import.html",
        {"vacancy": vacancy, "form": form, "batches": vacancy.imports.select_related("given_by")[:10]},
    )


@login_required
@require_GET
def batch(request: HttpRequest, vacancy_id: UUID, batch_id: UUID) -> HttpResponse:
    """How far it is; the page comes again by itself while files wait."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    found = import_for(vacancy, batch_id)
    files = list(found.files.all())
    by_state = {state: [file for file in files if file.state == state] for state in ImportedFile.State.values}
    waiting = len(by_state[ImportedFile.State.WAITING])
    job = Job.objects.filter(pk=found.job).first() if found.job else None
    stopped = waiting > 0 and job is not None and job.state == Job.State.FAILED
    return render(
        request,
        "vacancies/import_batch.html",
        {
            "vacancy": vacancy,
            "batch": found,
            "total": len(files),
            "done": len(files) - waiting,
            "running": waiting > 0 and not stopped,
            "stopped": stopped,
            "read": len(by_state[ImportedFile.State.READ]),
            "refused": by_state[ImportedFile.State.REFUSED],
            "twice": by_state[ImportedFile.State.TWICE],
        },
    )
