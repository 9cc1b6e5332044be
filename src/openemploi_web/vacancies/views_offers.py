"""An employer's offers: the list by what waits for an answer, and writing, publishing and closing one."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi.errors import OpenEmploiError
from openemploi_web.accounts.decorators import employers_only
from openemploi_web.accounts.models import Organisation
from openemploi_web.vacancies import actions_offers, answers, reading
from openemploi_web.vacancies.asked import conditions_of, in_words
from openemploi_web.vacancies.doubts import remarks
from openemploi_web.vacancies.forms_offers import CloseForm, OfferFileForm, PasteForm, VacancyForm
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.responses import PATIENCE_DAYS, answer_habits
from openemploi_web.vacancies.selectors import employers_of, vacancies_of, vacancies_with_counts, vacancy_for
from openemploi_web.vacancies.terms import terms

WAYS: Final = ("hand", "paste", "file")
_PAGE: Final = 25


@employers_only
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """The offers by state, those where somebody waits longest first."""
    user: Any = request.user
    counts = {state: 0 for state, _label in Vacancy.State.choices}
    rows = list(vacancies_with_counts(user))
    for row in rows:
        counts[row.state] += 1
    default = Vacancy.State.PUBLISHED if counts[Vacancy.State.PUBLISHED] else Vacancy.State.DRAFT
    state = request.GET.get("state", "")
    state = state if state in counts else str(default)
    shown = [row for row in rows if row.state == state]
    shown.sort(
        key=lambda row: row.waits_since or timezone.now()
    )  # databases disagree on where nothing stands
    habits = answer_habits([organisation.pk for organisation in employers_of(user)])
    return render(
        request,
        "vacancies/list.html",
        {
            "state": state,
            "tabs": [
                (label, f"?state={key}", key == state, counts[key])
                for key, label in (
                    ("published", _("Published offers")),
                    ("draft", _("Drafts")),
                    ("closed", _("Closed offers")),
                )
            ],
            "page_obj": Paginator(shown, _PAGE).get_page(request.GET.get("page")),
            "waiting": sum(row.waiting for row in rows),
            "any": bool(rows),
            "patience": PATIENCE_DAYS,
            "employers": [(organisation, habits.get(organisation.pk)) for organisation in employers_of(user)],
        },
    )


@employers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Three ways to write an offer: by hand, by pasting its text, by giving a file."""
    way = request.GET.get("way", "hand")
    way = way if way in WAYS else "hand"
    organisation = _chosen_employer(request)
    form: Any
    if way == "hand":
        form = VacancyForm(request.POST or None, organisation=organisation)
    elif way == "paste":
        form = PasteForm(request.POST or None)
    else:
        form = OfferFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, way, form, organisation)
        except OpenEmploiError as error:
            name = "file" if way == "file" else "text"
            form.add_error(name, f"{error.message} {error.remedy}")
    employers = employers_of(request.user)
    base = f"?employer={organisation.pk}&" if len(employers) > 1 else "?"
    names = {"hand": _("Write it here"), "paste": _("Paste its text"), "file": _("Give a file")}
    return render(
        request,
        "vacancies/new.html",
        {
            "form": form,
            "way": way,
            "tabs": [(names[key], f"{base}way={key}", key == way) for key in WAYS],
            "employers": employers,
            "organisation": organisation,
        },
    )


def _created(request: HttpRequest, way: str, form: Any, organisation: Organisation) -> HttpResponse:
    user: Any = request.user
    data = form.cleaned_data
    if way == "hand":
        posting = reading.read_pasted(data["text"], title=data["title"])
        fields = {**data, "language": posting.language[:2]}
        vacancy = actions_offers.create(actor=user, organisation=organisation, fields=fields, posting=posting)
        messages.success(request, _("The draft is kept. Now choose what the offer asks for."))
        return redirect("vacancies:requirements", vacancy.pk)
    if way == "paste":
        posting = reading.read_pasted(data["text"])
        fields = {**reading.fields_of(posting), "text": data["text"]}
        fields.setdefault("title", data["text"].strip().splitlines()[0][:200])
        vacancy = actions_offers.create(
            actor=user,
            organisation=organisation,
            fields=fields,
            posting=posting,
            origin=Vacancy.Origin.PASTE,
        )
        messages.success(request, _("The text is read and the draft is kept. Check what we read."))
        return redirect("vacancies:edit", vacancy.pk)
    return _from_file(request, data["file"], organisation)


def _from_file(request: HttpRequest, file: Any, organisation: Organisation) -> HttpResponse:
    user: Any = request.user
    postings, faults, more = reading.read_file(file.name, file.chunks())
    known = set(
        vacancies_of(user)
        .filter(organisation=organisation)
        .exclude(external_id="")
        .values_list("external_id", flat=True)
    )
    made: list[Vacancy] = []
    twice: list[str] = []
    for number, posting in enumerate(postings, start=1):
        fields = reading.fields_of(posting)
        fields.setdefault("title", _("Offer %(number)s of the file") % {"number": number})
        fields["external_id"] = (posting.id or "")[:120]
        if fields["external_id"] and fields["external_id"] in known:
            twice.append(fields["title"])
            continue
        known.add(fields["external_id"])
        made.append(
            actions_offers.create(
                actor=user,
                organisation=organisation,
                fields=fields,
                posting=posting,
                origin=Vacancy.Origin.FILE,
            )
        )
    if len(made) == 1 and not faults and not twice:
        messages.success(request, _("The file is read and the draft is kept. Check what we read."))
        return redirect("vacancies:edit", made[0].pk)
    return render(
        request,
        "vacancies/read_file.html",
        {"made": made, "faults": faults, "twice": twice, "more": more, "most": reading.MOST_OFFERS},
        status=200 if made or twice else 422,
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """What the offer says; beside each value the passage it was read in."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    before = vacancy.text
    form = VacancyForm(request.POST or None, instance=vacancy, organisation=vacancy.organisation)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        fresh = vacancy_for(user, vacancy_id)  # the form has written on its own copy
        try:
            posting = (
                reading.read_pasted(fields["text"], title=fields["title"])
                if fields["text"] != before or fresh.reading is None
                else None
            )
            actions_offers.edit(actor=user, vacancy=fresh, fields=fields, posting=posting)
        except OpenEmploiError as error:
            form.add_error("text", f"{error.message} {error.remedy}")
        else:
            if posting is not None and fresh.state != Vacancy.State.DRAFT:
                messages.success(request, _("The offer is kept and read again. Check what it asks for."))
                return redirect("vacancies:requirements", vacancy.pk)
            messages.success(request, _("The offer is kept."))
            return redirect("vacancies:requirements", vacancy.pk)
    shown = vacancy_for(user, vacancy_id)
    labels = {name: field.label for name, field in form.fields.items()}
    return render(
        request,
        "vacancies/edit.html",
        {
            "form": form,
            "vacancy": shown,
            "read": [(labels.get(name, name), found) for name, found in reading.passages_of(shown).items()],
            "steps": steps(),
            "warnings": remarks(shown),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Look at the whole offer once more, then show it to everybody."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    said = remarks(vacancy)
    forbidden = [warning for warning in said if warning.forbidden]
    fault = ""
    if request.method == "POST":
        if forbidden and request.POST.get("lawful") != "on":
            fault = _("Change these words, or confirm that a law allows them for this job.")
        else:
            actions_offers.publish(
                actor=user, vacancy=vacancy, warned=[warning.code for warning in forbidden]
            )
            messages.success(request, _("The offer is published."))
            return redirect("vacancies:candidates", vacancy.pk)
    kept = [row for row in vacancy.requirements.all() if row.kept]
    requirements = in_words(kept, written_in=vacancy.language)
    return render(
        request,
        "vacancies/publish.html",
        {
            "vacancy": vacancy,
            "warnings": said,
            "forbidden": forbidden,
            "fault": fault,
            "steps": steps(),
            "requirements": requirements,
            "conditions": conditions_of(vacancy),
            "terms": terms(vacancy),
            "unsettled": sum(not row.settled for row in requirements),
        },
        status=422 if fault else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Take no more applications; everybody who waits is answered with a ready-made or a written text."""
    user: Any = request.user
    vacancy = vacancy_for(user, vacancy_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = actions_offers.close(
            actor=user,
            vacancy=vacancy,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
        )
        told = ngettext("%(count)s person was answered.", "%(count)s people were answered.", count) % {
            "count": count
        }
        messages.success(
            request, f"{_('The offer is closed.')} {told}" if count else _("The offer is closed.")
        )
        return redirect("vacancies:list")
    example = Application(vacancy=vacancy, snapshot={"language": vacancy.language})
    return render(
        request,
        "vacancies/close.html",
        {
            "vacancy": vacancy,
            "form": form,
            "waiting": vacancy.applications.filter(state__in=Application.OPEN).count(),
            "examples": [
                (label, answers.closing_text(example, reason=reason)) for reason, label in CloseForm.REASONS
            ],
        },
    )


@login_required
@require_POST
def duplicate(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """A new draft that says the same."""
    user: Any = request.user
    draft = actions_offers.duplicate(actor=user, vacancy=vacancy_for(user, vacancy_id))
    messages.success(request, _("A copy is kept as a draft. Change what differs."))
    return redirect("vacancies:edit", draft.pk)


def steps() -> list[str]:
    """The pages of writing an offer."""
    return [_("What the offer says"), _("What it asks for"), _("Publish")]


def _chosen_employer(request: HttpRequest) -> Organisation:
    employers = employers_of(request.user)
    asked = request.GET.get("employer", "")
    return next((one for one in employers if str(one.pk) == asked), employers[0])
