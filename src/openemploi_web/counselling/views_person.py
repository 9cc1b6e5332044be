"""What a counsellor sees of a person whom they follow: four parts, as the person agreed, each look written down."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openemploi.folding import words
from openemploi_web.accounts.decorators import SpaceRequest, counsellors_only
from openemploi_web.counselling import actions, portfolio, selectors, summary
from openemploi_web.counselling.forms import NoteForm
from openemploi_web.counselling.models import Follow
from openemploi_web.counselling.permissions import PARTS
from openemploi_web.jobseekers import offers as offers_of
from openemploi_web.jobseekers import selectors_profile
from openemploi_web.jobseekers.models import Experience, Skill
from openemploi_web.vacancies.filters import OfferFilterForm, narrow
from openemploi_web.vacancies.selectors_public import open_offers
from openemploi_web.vacancies.terms import CONTRACTS, in_short

PER_PAGE = 10


@counsellors_only
@require_safe
def person(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """The facts of this week, and the work together: appointments, suggestions, notes, handovers."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    return overview(request, follow, NoteForm())


def overview(request: SpaceRequest, follow: Follow, form: NoteForm, *, status: int = 200) -> HttpResponse:
    """The first part of a person's page, with the form for a note as it stands."""
    values = _opened(request, follow, "overview")
    now = timezone.now()
    appointments = list(selectors.appointments_with(follow.profile, counsellor=request.user)[:50])
    handovers = list(selectors.handovers_of(follow.profile)[:5])
    values |= {
        "facts": portfolio.people_in([follow])[0].facts,
        "coming": [row for row in reversed(appointments) if row.at >= now and not row.cancelled_at],
        "past": [row for row in appointments if row.at < now or row.cancelled_at][:10],
        "suggestions": selectors.suggestions_to(follow.profile, organisation=follow.organisation)[:20],
        "notes": selectors.notes_on(follow.profile, organisation=follow.organisation)[:50],
        "handovers": [
            {"row": row, "lines": summary.lines(row.summary, shared=values["shared"])}
            for row in handovers
            if row.taken_by_id == request.user.pk
        ],
        "note_form": form,
    }
    return render(request, "counselling/person.html", values, status=status)


@counsellors_only
@require_safe
def profile(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Skills with where they were read, experience, wishes; no telephone, no address."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    values = _opened(request, follow, "profile")
    if values["open"]:
        row = follow.profile
        values |= {
            "skills": [one for one in selectors_profile.skills_of(row) if one.state != Skill.State.REJECTED],
            "experiences": [_with_more(one) for one in row.experiences.all()],
            "education": list(row.education.all()),
            "languages": selectors_profile.languages_of(row),
            "licences": selectors_profile.licences_of(row),
            "occupations": selectors_profile.occupations_of(row),
            "contracts": [CONTRACTS.get(code, code) for code in row.contracts],
        }
    return render(request, "counselling/person_profile.html", values)


#: A line of a CV that has at most so many words beside the title, the employer and its years says nothing more.
_OWN_WORDS: Final = 4


def _with_more(row: Experience) -> Experience:
    """``row`` with ``more``: its description without the line that says dates, title and employer again."""
    known = set(words(f"{row.title} {row.employer}"))
    row.more = "\n".join(  # type: ignore[attr-defined]
        line for line in row.description.splitlines() if _says_more(line, known)
    )
    return row


def _says_more(line: str, known: set[str]) -> bool:
    said = [word for word in words(line) if not word.isdigit()]
    return not known.intersection(said) or len([word for word in said if word not in known]) > _OWN_WORDS


@counsellors_only
@require_safe
def offers(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Offers to suggest: the person's own list where they share it, else the public ones, compared with nobody."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    values = _opened(request, follow, "offers")
    form = OfferFilterForm(request.GET if request.GET else None)
    asked = form.asked
    found: Any = offers_of.listed(follow.profile, asked) if values["open"] else narrow(open_offers(), asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]]
    if values["open"]:
        cards = offers_of.cards(follow.profile, list(page), marked=follow.profile.marked())
        rows = [
            {"vacancy": card.vacancy, "terms": card.terms, "card": card, "distance": card.distance}
            for card in cards
        ]
    else:
        rows = [
            {"vacancy": vacancy, "terms": in_short(vacancy), "card": None, "distance": ""} for vacancy in page
        ]
    suggested = {
        row.vacancy_id: row
        for row in selectors.suggestions_to(follow.profile, organisation=follow.organisation).filter(
            vacancy__in=[row["vacancy"].pk for row in rows]
        )
    }
    for row in rows:
        row["suggestion"] = suggested.get(row["vacancy"].pk)
    values |= {"form": form, "asked": bool(asked), "page_obj": page, "rows": rows}
    return render(request, "counselling/person_offers.html", values)


@counsellors_only
@require_safe
def applications(request: SpaceRequest, profile_id: UUID) -> HttpResponse:
    """Where the person applied and what was answered."""
    follow = selectors.followed(request.user, request.organisation, profile_id)
    values = _opened(request, follow, "applications")
    if values["open"]:
        values["page_obj"] = Paginator(selectors.applications_of(follow.profile), 20).get_page(
            request.GET.get("page")
        )
    return render(request, "counselling/person_applications.html", values)


def frame(follow: Follow, part: str = "") -> dict[str, Any]:
    """What every page about a person shows: the name, the parts, what is shared."""
    key = [follow.profile_id]
    have = selectors.shared(follow.profile.user_id)
    names = {
        "overview": (_("Work together"), "counselling:person"),
        "profile": (_("Profile"), "counselling:person-profile"),
        "offers": (_("Offers"), "counselling:person-offers"),
        "applications": (_("Applications"), "counselling:person-applications"),
    }
    name = selectors.name_of(follow.profile)
    home = (_("My portfolio"), reverse("counselling:portfolio"))
    own = reverse("counselling:person", args=key)
    return {
        "follow": follow,
        "name": name,
        "shared": have,
        "open": part in PARTS and (PARTS[part] is None or PARTS[part] in have),
        "tabs": [(words, reverse(route, args=key), one == part) for one, (words, route) in names.items()],
        "trail": [home, (name, "")] if part else [home, (name, own)],
    }


def _opened(request: SpaceRequest, follow: Follow, part: str) -> dict[str, Any]:
    values = frame(follow, part)
    # Who opens a part that is not shared sees the frame alone, and that is what is written down.
    actions.look(actor=request.user, follow=follow, part=part if values["open"] else "overview")
    return values
