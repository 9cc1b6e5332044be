"""People who agreed to be found, for one offer: without their identity, to invite with a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openemploi.matching import Match
from openemploi.matching.model import Status
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.vacancies import actions_candidates, comparison
from openemploi_web.vacancies.candidates import Cell, cells_of
from openemploi_web.vacancies.forms_candidates import InviteForm
from openemploi_web.vacancies.masking import Mask, letters
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.search import PersonFound, people_for
from openemploi_web.vacancies.selectors import vacancy_for

_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who could fit, as far as an employer may know."""

    key: UUID
    code: str
    rank: int
    tied: bool
    words: str
    met: list[Cell]
    other: list[Cell]
    invited: bool


@login_required
@require_GET
def found(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Those whose profile meets most of what is asked."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    return _page(request, vacancy)


@login_required
@require_POST
def invite(request: HttpRequest, vacancy_id: UUID, profile_id: UUID) -> HttpResponse:
    """Write to one of them."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    if vacancy.state != Vacancy.State.PUBLISHED:
        raise Http404
    person = next((one for one in people_for(vacancy, count=_MOST) if one.profile.pk == profile_id), None)
    if person is None:
        raise Http404
    form = InviteForm(request.POST, prefix=_prefix(profile_id))
    if not form.is_valid():
        return _page(request, vacancy, form=form, key=profile_id, status=422)
    actions_candidates.invite(
        actor=user, vacancy=vacancy, profile=person.profile, text=form.cleaned_data["text"]
    )
    messages.success(request, _("The invitation is sent. The person stays unknown to you until they apply."))
    return redirect("vacancies:found", vacancy.pk)


def _page(
    request: HttpRequest,
    vacancy: Vacancy,
    *,
    form: InviteForm | None = None,
    key: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    people = _people(vacancy) if vacancy.state == Vacancy.State.PUBLISHED else []
    rows = [
        (one, form if form is not None and one.key == key else InviteForm(prefix=_prefix(one.key)))
        for one in people
    ]
    return render(request, "vacancies/found.html", {"vacancy": vacancy, "rows": rows}, status=status)


def _people(vacancy: Vacancy) -> list[Found]:
    listed = people_for(vacancy, count=_MOST)
    invited = set(vacancy.invites.values_list("profile_id", flat=True))
    by_key = {str(one.profile.pk): one for one in listed}
    codes = letters(sorted(one.profile.pk for one in listed))
    shown = []
    for ranked in comparison.rank([_named(one) for one in listed]):
        one = by_key[ranked.match.name]
        cells = list(cells_of(_masked(one, ranked.match)).values())
        shown.append(
            Found(
                key=one.profile.pk,
                code=codes[one.profile.pk],
                rank=ranked.rank,
                tied=ranked.tied,
                words=comparison.words(ranked.match),
                met=[cell for cell in cells if cell.met],
                other=[cell for cell in cells if not cell.met],
                invited=one.profile.pk in invited,
            )
        )
    return [
        one for one in shown if any(cell.line.status is not Status.UNKNOWN for cell in one.met + one.other)
    ]


def _named(one: PersonFound) -> Match:
    return one.match


def _masked(one: PersonFound, match: Match) -> Match:
    return Mask.of(snapshot(one.profile), one.profile.user.name).match(match)


def _prefix(key: UUID) -> str:
    return f"p{key.hex}"
