"""What is public: open offers, careers of public employers, and the skills and occupations of the taxonomy in use."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from openemploi.taxonomy.model import ConceptKind, LabelKind, RelationKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.accounts.models import Organisation
from openemploi_web.api import scopes
from openemploi_web.api.cursors import After, Limit, page, page_of
from openemploi_web.api.keys import Key
from openemploi_web.api.offers import offer_of
from openemploi_web.api.problems import REFUSALS, invalid, not_found
from openemploi_web.api.schemas import (
    Career,
    Concept,
    ConceptInFull,
    Concepts,
    Neighbour,
    Offer,
    Offers,
    PublicEmployer,
    PublicEmployers,
)
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.employers.selectors_careers import narrowed, public_employer
from openemploi_web.vacancies.filters import OfferFilterForm, narrow
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.selectors_public import open_offers, public_offer

router: Final = Router(tags=["reference"])
_KINDS: Final = {
    "occupation": (ConceptKind.OCCUPATION,),
    "skill": (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL, ConceptKind.LANGUAGE),
    "": (),
}
_MOST_AROUND: Final = 200


@router.get(
    "/public/offers",
    auth=Key(scopes.REFERENCE),
    response={200: Offers, **REFUSALS},
    operation_id="search_public_offers",
    summary="Search the offers that are open",
)
def search_public_offers(
    request: HttpRequest,
    limit: Limit = 20,
    after: After = "",
    text: Annotated[str, Query(max_length=100)] = "",
    place: Annotated[str, Query(max_length=80)] = "",
    radius: Annotated[Literal["5", "10", "20", "30", "50", "100"] | None, Query()] = None,
    contract: Annotated[str, Query(max_length=14)] = "",
    hours: Annotated[Literal["full", "part"] | None, Query()] = None,
    employer: Annotated[Literal["public", "private"] | None, Query()] = None,
    since: Annotated[Literal["1", "7", "30"] | None, Query(description="Days.")] = None,
    remote: Annotated[Literal["true"] | None, Query()] = None,
) -> Offers:
    """The same filters as on the public page; the latest first."""
    form = OfferFilterForm(
        {
            "text": text,
            "place": place,
            "radius": radius or "",
            "contract": contract,
            "hours": hours or "",
            "employer": employer or "",
            "since": since or "",
            "remote": "on" if remote else "",
        }
    )
    if not form.is_valid():
        name, rows = next(iter(form.errors.get_json_data().items()))
        raise invalid(rows[0]["message"], where=f"query.{name}")
    rows = narrow(open_offers(), form.asked).prefetch_related("requirements")
    found, following = page(rows.exclude(published_at=None), after=after, limit=limit, by="published_at")
    return Offers(items=[_public(row) for row in found], next=following)


@router.get(
    "/public/offers/{uuid:offer}",
    auth=Key(scopes.REFERENCE),
    response={200: Offer, **REFUSALS},
    operation_id="get_public_offer",
    summary="Read a public offer",
)
def get_public_offer(request: HttpRequest, offer: UUID) -> Offer:
    """An offer that is open or was; drafts are nobody's business."""
    return _public(public_offer(offer))


@router.get(
    "/public/employers",
    auth=Key(scopes.REFERENCE),
    response={200: PublicEmployers, **REFUSALS},
    operation_id="list_public_employers",
    summary="List public employers and their careers",
)
def list_public_employers(
    request: HttpRequest,
    limit: Limit = 20,
    after: After = "",
    text: Annotated[str, Query(max_length=100)] = "",
    way: Annotated[Literal["contract", "competition"] | None, Query()] = None,
    category: Annotated[Literal["A", "B", "C"] | None, Query()] = None,
    department: Annotated[str, Query(max_length=3)] = "",
) -> PublicEmployers:
    """Public employers that recruit, by name, with the occupations that fit and the way in."""
    asked = {"text": text, "way": way or "", "category": category or "", "department": department}
    rows = list(narrowed(asked))
    some, following = page_of(rows, after=after, limit=limit, key=lambda row: row.pk)
    return PublicEmployers(items=[_employer(row, shown=True) for row in some], next=following)


@router.get(
    "/public/employers/{uuid:employer}",
    auth=Key(scopes.REFERENCE),
    response={200: PublicEmployer, **REFUSALS},
    operation_id="get_public_employer",
    summary="Read the careers of a public employer",
)
def get_public_employer(request: HttpRequest, employer: UUID) -> PublicEmployer:
    """What it does, its occupations and the way in."""
    return _employer(public_employer(employer), shown=False)


@router.get(
    "/taxonomy/concepts",
    auth=Key(scopes.REFERENCE),
    response={200: Concepts, **REFUSALS},
    operation_id="search_concepts",
    summary="Search skills and occupations",
)
def search_concepts(
    request: HttpRequest,
    text: Annotated[str, Query(min_length=1, max_length=200)],
    kind: Annotated[Literal["skill", "occupation"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Concepts:
    """Those whose names are most like `text`, in any of the languages of the taxonomy."""
    taxonomy = engine().taxonomy
    hits = search(taxonomy, text, kinds=_KINDS[kind or ""], limit=limit)
    return Concepts(items=[_concept(taxonomy, hit.concept) for hit in hits])


@router.get(
    "/taxonomy/concept",
    auth=Key(scopes.REFERENCE),
    response={200: ConceptInFull, **REFUSALS},
    operation_id="get_concept",
    summary="Read a skill or an occupation",
)
def get_concept(
    request: HttpRequest, uri: Annotated[str, Query(min_length=1, max_length=300)]
) -> ConceptInFull:
    """Its names, and the skills of an occupation."""
    taxonomy = engine().taxonomy
    row = taxonomy.find(uri)
    if row is None:
        raise not_found()
    names = [label.text for label in taxonomy.labels(row) if label.kind is LabelKind.ALTERNATIVE]
    return ConceptInFull(
        **_concept(taxonomy, row).model_dump(),
        other_labels=list(dict.fromkeys(names))[:_MOST_AROUND],
        essential_skills=_around(taxonomy, row, RelationKind.ESSENTIAL),
        optional_skills=_around(taxonomy, row, RelationKind.OPTIONAL),
    )


def _public(row: Vacancy) -> Offer:
    """An offer for everybody: the employer's own reference is its own affair."""
    return offer_of(row).model_copy(update={"reference": ""})


def _employer(row: Organisation, *, shown: bool) -> PublicEmployer:
    entries = getattr(row, "shown", []) if shown else row.careers.all()
    offers = getattr(row, "offers", None)
    return PublicEmployer(
        id=row.pk,
        name=row.name,
        presentation=row.presentation,
        verified=row.verified_at is not None,
        open_offers=open_offers().filter(organisation=row).count() if offers is None else offers,
        careers=[
            Career(occupation=entry.occupation, way=entry.way, category=entry.category) for entry in entries
        ],
    )


def _concept(taxonomy: Taxonomy, row: int) -> Concept:
    language = language_in_force()
    return Concept(
        uri=taxonomy.uri(row),
        kind=taxonomy.kind(row).value,
        code=taxonomy.code(row),
        scheme=taxonomy.scheme(row).name,
        label=taxonomy.label(row, language),
        description=taxonomy.description(row, language),
    )


def _around(taxonomy: Taxonomy, row: int, kind: RelationKind) -> list[Neighbour]:
    language = language_in_force()
    return [
        Neighbour(uri=taxonomy.uri(one), label=taxonomy.label(one, language))
        for one in taxonomy.related(row, kind)[:_MOST_AROUND]
    ]
