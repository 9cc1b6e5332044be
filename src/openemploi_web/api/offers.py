"""An organisation's own offers: list, read, write by one's own reference, close."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from openemploi_web.api import bodies, scopes
from openemploi_web.api.cursors import After, Limit, page
from openemploi_web.api.keys import Caller, Key
from openemploi_web.api.problems import REFUSALS, not_found
from openemploi_web.api.schemas import (
    REFERENCE,
    Closed,
    CloseIn,
    Kept,
    Offer,
    OfferIn,
    Offers,
    Requirement,
)
from openemploi_web.api.writing import keep_offer
from openemploi_web.vacancies import actions_offers
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.selectors import vacancies_of, vacancy_for

router: Final = Router(tags=["offers"])
Reference = Annotated[str, Path(pattern=REFERENCE)]


@router.get(
    "/offers",
    auth=Key(scopes.OFFERS_READ),
    response={200: Offers, **REFUSALS},
    operation_id="list_offers",
    summary="List our offers",
)
def list_offers(
    request: HttpRequest,
    limit: Limit = 20,
    after: After = "",
    state: Annotated[Literal["draft", "published", "closed"] | None, Query()] = None,
    reference: Annotated[str, Query(max_length=120)] = "",
) -> Offers:
    """The offers of the key's organisation, the latest first."""
    rows = vacancies_of(caller(request).actor).prefetch_related("requirements")
    if state:
        rows = rows.filter(state=state)
    if reference:
        rows = rows.filter(external_id=reference)
    found, following = page(rows, after=after, limit=limit, by="created_at")
    return Offers(items=[offer_of(row) for row in found], next=following)


@router.get(
    "/offers/{uuid:offer}",
    auth=Key(scopes.OFFERS_READ),
    response={200: Offer, **REFUSALS},
    operation_id="get_offer",
    summary="Read one of our offers",
)
def get_offer(request: HttpRequest, offer: UUID) -> Offer:
    """An offer as it stands, with the skills that it asks for."""
    return offer_of(vacancy_for(caller(request).actor, offer))


@router.put(
    "/offers/by-reference/{reference}",
    auth=Key(scopes.OFFERS_WRITE, body=bodies.JSON),
    response={200: Kept, 201: Kept, **REFUSALS},
    operation_id="put_offer",
    summary="Write an offer under our own reference",
)
def put_offer(request: HttpRequest, reference: Reference, body: OfferIn) -> Any:
    """Makes the offer (201) or brings it up to date (200). Sent twice, the second changes nothing.

    What the text says need not be sent again: contract, hours, pay and place that are left out are read in it, and so
    are the skills asked for, which the employer settles on the portal. A closed offer that is sent again is open again.
    """
    kept = keep_offer(caller(request), reference=reference, given=body)
    return Status(201 if kept.result == "created" else 200, kept)


@router.post(
    "/offers/{uuid:offer}/close",
    auth=Key(scopes.OFFERS_WRITE, body=bodies.JSON),
    response={200: Closed, **REFUSALS},
    operation_id="close_offer",
    summary="Close an offer and answer who waits",
)
def close_offer(request: HttpRequest, offer: UUID, body: CloseIn) -> Closed:
    """Everybody who still waits is answered, in their language. An offer that is closed already stays so."""
    vacancy = vacancy_for(caller(request).actor, offer)
    told = 0
    if vacancy.state != Vacancy.State.CLOSED:
        told = actions_offers.close(
            actor=caller(request).actor, vacancy=vacancy, reason=body.reason, text=body.text
        )
    return Closed(id=vacancy.pk, state=_state(vacancy), told=told)


def caller(request: HttpRequest) -> Caller:
    """Who asks."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Caller):
        raise not_found()
    return found


def offer_of(vacancy: Vacancy) -> Offer:
    """An offer for a program."""
    elsewhere = ("reference", "employer", "requirements", "state")
    names = [name for name in Offer.model_fields if name not in elsewhere]
    return Offer(
        **{name: getattr(vacancy, name) for name in names},
        state=_state(vacancy),
        reference=vacancy.external_id,
        employer=vacancy.organisation.name,
        requirements=[
            Requirement(uri=row.uri, label=row.label, kind=row.kind, settled=row.settled)
            for row in vacancy.requirements.all()
            if row.kept
        ],
    )


def _state(vacancy: Vacancy) -> Any:
    return str(vacancy.state)
