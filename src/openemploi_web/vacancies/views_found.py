"""People who agreed to be found, for one offer: without their identity, to invite with a few words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openemploi_web.vacancies import actions_candidates
from openemploi_web.vacancies.forms_candidates import InviteForm
from openemploi_web.vacancies.found import Found, found_people, found_person
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.permissions import may_find_people
from openemploi_web.vacancies.selectors import vacancy_for

_PAGE: Final = 10


@login_required
@require_GET
def found(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Those whose profile meets most of what is asked."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    return _page(request, vacancy)


@login_required
@require_POST
def invite(request: HttpRequest, vacancy_id: UUID, found_key: UUID) -> HttpResponse:
    """Write to one of them."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    if not may_find_people(user, vacancy):
        raise Http404
    person = found_person(vacancy, found_key)
    if person is None:
        raise Http404
    form = InviteForm(request.POST, prefix=_prefix(found_key))
    if not form.is_valid():
        return _page(request, vacancy, form=form, key=found_key, status=422)
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
    user: Any = request.user
    people = found_people(vacancy) if may_find_people(user, vacancy) else []
    place = next((place for place, one in enumerate(people) if one.key == key), None)
    number = request.GET.get("page") if place is None else place // _PAGE + 1
    page = Paginator(people, _PAGE).get_page(number)
    token = get_token(request)

    def _blank(one: Found) -> SafeString:
        action = reverse("vacancies:invite", args=[vacancy.pk, one.key])
        return InviteForm.blank(_prefix(one.key), token=token, action=action)

    rows = [
        (one, form if form is not None and one.key == key else None, "" if one.invited else _blank(one))
        for one in page
    ]
    shown = {"vacancy": vacancy, "rows": rows, "page_obj": page}
    return render(request, "vacancies/found.html", shown, status=status)


def _prefix(key: UUID) -> str:
    return f"p{key.hex}"
