"""People who agreed to be found, for an offer; and a CV and an offer compared, of which nothing is kept."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from openemploi.matching.facts import PersonFacts
from openemploi.profiles.model import JobseekerProfile
from openemploi_web.api import bodies, scopes
from openemploi_web.api.applications import own_application, shown_comparison
from openemploi_web.api.cursors import After, Limit, page_of
from openemploi_web.api.keys import Caller, Key
from openemploi_web.api.offers import caller
from openemploi_web.api.problems import REFUSALS, invalid
from openemploi_web.api.schemas import Comparison, CvIn, Found, MatchIn, People
from openemploi_web.api.telling import comparison_of
from openemploi_web.core.engine import engine
from openemploi_web.core.given import given_file
from openemploi_web.vacancies.actions_candidates import look_at
from openemploi_web.vacancies.comparison import compare
from openemploi_web.vacancies.facts import read_text
from openemploi_web.vacancies.found import found_people
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.permissions import may_find_people
from openemploi_web.vacancies.selectors import vacancies_of, vacancy_for
from openemploi_web.vacancies.selectors_public import public_offer

router: Final = Router(tags=["matching"])


@router.get(
    "/offers/{uuid:offer}/people",
    auth=Key(scopes.PEOPLE),
    response={200: People, **REFUSALS},
    operation_id="find_people",
    summary="Look for people for an offer",
)
def find_people(request: HttpRequest, offer: UUID, limit: Limit = 20, after: After = "") -> People:
    """Those who agreed to be found and meet most of what a published offer asks; never their identity.

    Nobody as long as the operator has not verified your organisation.
    """
    actor = caller(request).actor
    vacancy = vacancy_for(actor, offer)
    people = found_people(vacancy) if may_find_people(actor, vacancy) else []
    some, following = page_of(people, after=after, limit=limit, key=lambda one: one.key)
    return People(
        items=[
            Found(
                id=one.key,
                code=one.code,
                rank=one.rank,
                tied=one.tied,
                words=one.words,
                invited=one.invited,
                met=[cell.label for cell in one.met],
                not_met=[cell.label for cell in one.other],
            )
            for one in some
        ],
        next=following,
    )


@router.post(
    "/match",
    auth=Key(scopes.MATCH, body=bodies.JSON),
    response={200: Comparison, **REFUSALS},
    operation_id="match",
    summary="Compare a CV and an offer",
)
def match(request: HttpRequest, body: MatchIn) -> Comparison:
    """Reads both and says line by line what is met, near, missing or unknown, with the passages. Nothing is kept.

    The CV is a text or a JSON Resume; the offer is a text, or the identifier of one of yours or of a public one.
    """
    if (body.cv.text is None) == (body.cv.json_resume is None):
        raise invalid(_("Give the CV either as a text or as a JSON Resume."), where="body.cv")
    if (body.offer.text is None) == (body.offer.id is None):
        raise invalid(_("Give the offer either as a text or by its identifier."), where="body.offer")
    if body.offer.id is not None:
        vacancy = _readable(caller(request), body.offer.id)
        person = PersonFacts.of(_read_cv(body.cv, language=body.language))
        return comparison_of(compare(person, vacancy, language=body.language))
    posting = read_text(body.offer.text or "", title=body.offer.title, language=body.language)
    profile = _read_cv(body.cv, language=body.language)
    return comparison_of(engine(body.language).match(profile, posting, name="cv"))


@router.get(
    "/applications/{uuid:application}/explanation",
    auth=Key(scopes.APPLICATIONS_READ),
    response={200: Comparison, **REFUSALS},
    operation_id="explain",
    summary="Explain the rank of an application",
)
def explain(request: HttpRequest, application: UUID) -> Comparison:
    """Each line that makes up the order, with its points out of what it could give. The person reads the same."""
    asked = caller(request)
    found = own_application(asked, application)
    look_at(actor=asked.actor, application=found)
    return shown_comparison(asked, found)


def _readable(asked: Caller, key: UUID) -> Vacancy:
    own = vacancies_of(asked.actor).filter(pk=key).prefetch_related("requirements").first()
    if own is not None:
        return own
    offer = public_offer(key)
    if offer.state != Vacancy.State.PUBLISHED:
        raise Http404
    return offer


def _read_cv(given: CvIn, *, language: str) -> JobseekerProfile:
    if given.text is not None:
        name, text = "cv.txt", given.text
    else:
        name, text = "cv.json", json.dumps(given.json_resume, ensure_ascii=False)
    with given_file(name, [text.encode()]) as path:
        return engine(language).read_cv(path)
