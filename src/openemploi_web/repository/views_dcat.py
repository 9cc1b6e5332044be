"""The catalogue for machines: DCAT-AP in Turtle, JSON-LD and RDF/XML, whole in pages and set by set."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from openemploi.catalogue import MEDIA_TYPES, dataset_graph, serialise, write_dcat
from openemploi.catalogue.dcat_out import Format
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository.models import DataAsset
from openemploi_web.repository.records_catalogue import absolute, catalogue_record, record_of

#: What a page's address ends in, and what it is then written in.
ENDINGS: Final[dict[str, Format]] = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
PER_PAGE: Final = 100  # a page is made in a second or two


@require_safe
def catalogue(request: HttpRequest, ending: str) -> HttpResponse:
    """The published sets, ``PER_PAGE`` a page; the next page is said in Hydra."""
    sets = selectors.whole(selectors.published()).order_by("identifier", "pk")
    page = Paginator(sets, PER_PAGE).get_page(request.GET.get("page"))
    newest = DataAsset.objects.filter(published_at__isnull=False, modified__isnull=False)
    record = catalogue_record(
        map(record_of, page), modified=newest.order_by("-modified").values_list("modified", flat=True).first()
    )
    here = absolute(reverse("repository:dcat", args=[ending]))
    graph = write_dcat(
        record,
        page=f"{here}?page={page.number}",
        next_page=f"{here}?page={page.next_page_number()}" if page.has_next() else "",
    )
    return _answer(serialise(graph, format=_format(ending)), ending)


@require_safe
def asset(request: HttpRequest, asset_id: UUID, ending: str) -> HttpResponse:
    """One published set."""
    one = selectors.asset_for(request.user, asset_id)
    if one.published_at is None:
        raise Http404
    return _answer(serialise(dataset_graph(record_of(one)), format=_format(ending)), ending)


def _format(ending: str) -> Format:
    if ending not in ENDINGS:
        raise Http404
    return ENDINGS[ending]


def _answer(body: bytes, ending: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=f"{MEDIA_TYPES[ENDINGS[ending]]}; charset=utf-8",
        headers={"Access-Control-Allow-Origin": "*"},  # public, and without any cookie's say
    )
