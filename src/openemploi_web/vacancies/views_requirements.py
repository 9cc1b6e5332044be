"""What an offer asks for: each requirement with its passage, and how much it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import search
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.vacancies import actions_requirements
from openemploi_web.vacancies.actions_requirements import NOT_ASKED
from openemploi_web.vacancies.asked import conditions_of, in_words
from openemploi_web.vacancies.doubts import remarks
from openemploi_web.vacancies.models import Requirement, Vacancy
from openemploi_web.vacancies.selectors import vacancy_for
from openemploi_web.vacancies.views_offers import steps

CHOICES: Final = (*Requirement.Kind.choices, (NOT_ASKED, gettext_lazy("not asked")))
_SKILLS: Final = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)
_FOUND: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A skill of the taxonomy that could be asked for."""

    uri: str
    label: str


@login_required
@require_http_methods(["GET", "POST"])
def requirements(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Choose for each skill whether it is essential, a plus, learnt here or not asked."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    if request.method == "POST":
        rows = [str(key) for key in vacancy.requirements.values_list("pk", flat=True)]
        allowed = {code for code, _label in CHOICES}
        kinds = {key: request.POST.get(f"kind-{key}", "") for key in rows}
        actions_requirements.settle(
            actor=user,
            vacancy=vacancy,
            kinds={key: kind for key, kind in kinds.items() if kind in allowed},
            conditions=set(request.POST.getlist("condition")),
        )
        messages.success(request, _("What the offer asks for is kept."))
        later = "vacancies:publish" if vacancy.state == Vacancy.State.DRAFT else "vacancies:candidates"
        return redirect(later, vacancy.pk)
    query = request.GET.get("q", "").strip()[:100]
    rows_shown = sorted(
        in_words(vacancy.requirements.all(), written_in=vacancy.language),
        key=lambda row: (not row.kept, list(Requirement.Kind.values).index(row.kind), row.label.lower()),
    )
    return render(
        request,
        "vacancies/requirements.html",
        {
            "vacancy": vacancy,
            "rows": [(row, row.kind if row.kept else NOT_ASKED) for row in rows_shown],
            "choices": CHOICES,
            "conditions": conditions_of(vacancy),
            "steps": steps(),
            "query": query,
            "found": found(query, language_in_force()) if query else [],
            "warnings": remarks(vacancy),
            "essential": sum(row.kept and row.kind == Requirement.Kind.ESSENTIAL for row in rows_shown),
            "kinds": Requirement.Kind.choices,
        },
    )


@login_required
@require_POST
def add(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Ask for one more skill."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    kind = request.POST.get("kind", "")
    if kind not in Requirement.Kind.values:
        kind = Requirement.Kind.OPTIONAL.value
    try:
        row = actions_requirements.add(
            actor=user, vacancy=vacancy, uri=request.POST.get("uri", "")[:300], kind=kind
        )
    except ValueError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("“%(skill)s” is asked for.") % {"skill": row.label})
    return redirect(f"{reverse('vacancies:requirements', args=[vacancy.pk])}#demandes")


def found(query: str, language: str) -> list[Found]:
    """The skills whose names are like ``query``."""
    taxonomy = engine().taxonomy
    return [
        Found(taxonomy.uri(hit.concept), taxonomy.label(hit.concept, language))
        for hit in search(taxonomy, query, kinds=_SKILLS, limit=_FOUND)
    ]
