"""The catalogue for everybody, without an account: the search, the page of a set, its versions, its table."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openemploi_web.repository import permissions_access, tables
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository import words_catalogue as words
from openemploi_web.repository.forms_catalogue import SearchForm
from openemploi_web.repository.models import AssetTerm, DataAsset

PER_PAGE: Final = 20
SHOWN_VERSIONS: Final = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The sets that fit the filters of the address, open and restricted."""
    form = SearchForm(request.GET if request.GET else None, facets=selectors.facets())
    found = selectors.found(request.user, form.asked).prefetch_related("terms", "distributions")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "repository/catalogue_search.html",
        {
            "form": form,
            "page_obj": page,
            "rows": [_in_short(one) for one in page],
            "asked": bool(form.asked),
            "machine": [
                (name, reverse("repository:dcat", args=[ending]))
                for name, ending in (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdf"))
            ],
        },
    )


@require_safe
def asset(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Everything that is known of a set; what is not known is said."""
    one = selectors.asset_for(request.user, asset_id)
    user: Any = request.user
    signed_in = user.is_authenticated
    version = tables.version_of(one)
    terms = list(one.terms.all())
    freshness = words.freshness(one)
    return render(
        request,
        "repository/catalogue_asset.html",
        {
            "asset": one,
            "facts": _facts(one),
            "laws": [_law(line) for line in one.legislation.splitlines() if line.strip()],
            "themes": [(words.theme(t.value), t.value) for t in terms if t.kind == AssetTerm.Kind.THEME],
            "places": [
                (words.place(t.value, t.label), t.value) for t in terms if t.kind == AssetTerm.Kind.PLACE
            ],
            "keywords": [t.value for t in terms if t.kind == AssetTerm.Kind.KEYWORD],
            "forms": [
                (form, words.file_type(form.format), words.licence(form.licence))
                for form in one.distributions.all()
            ],
            "freshness": {"words": freshness[0], "tone": freshness[1]},
            "quality": words.quality(one),
            "version": version,
            "tables": tables.tables_of(version) if version else [],
            "discussions": selectors.discussions(one)[:20],
            "reuses": [
                (reuse, signed_in and permissions.may_remove_reuse(user, reuse.organisation, one))
                for reuse in selectors.reuses(one)
            ],
            "may_discuss": one.published_at is not None,
            "may_declare": signed_in and permissions.may_declare_reuse(user, one),
            "several_versions": version is not None and len(tables.versions_of(one)) > 1,
            "may_edit": signed_in and permissions.may_edit_asset(user, one),
            "may_decide": signed_in and one.is_restricted and permissions_access.decides_for(user, one),
            "can_ask": one.is_restricted
            and one.published_at
            and not one.gone_at
            and one.producer.organisation_id,
        },
    )


@require_safe
def versions(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """The versions of an open set's table, and how two of them differ."""
    one = selectors.asset_for(request.user, asset_id)
    found = tables.versions_of(one)
    if not found:
        raise Http404
    by_name = {version.name: version for version in found}
    new = by_name.get(request.GET.get("to", ""), found[0])
    later = found.index(new)
    before = found[later + 1] if later + 1 < len(found) else None
    old = by_name.get(request.GET.get("from", ""), before)
    compared = tables.compared(old, new) if old is not None and old is not new else ()
    return render(
        request,
        "repository/catalogue_versions.html",
        {
            "asset": one,
            "versions": found[:SHOWN_VERSIONS],
            "current": tables.version_of(one),
            "old": old,
            "new": new,
            "compared": compared,
        },
    )


@require_safe
def table_csv(request: HttpRequest, asset_id: UUID, table: str) -> HttpResponseBase:
    """A table of an open set, whole, for spreadsheets and programs."""
    one = selectors.asset_for(request.user, asset_id)
    version = tables.version_of(one)
    if version is None:
        raise Http404
    try:
        lines = tables.csv_lines(version, table)
    except KeyError:
        raise Http404 from None
    name = f"{version.manifest.dataset}-{table}-{version.name}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_short(one: DataAsset) -> dict[str, Any]:
    terms = list(one.terms.all())
    formats = {words.file_type(form.format) for form in one.distributions.all() if form.format}
    if one.store_name and one.is_open:
        formats.add("CSV")
    return {
        "asset": one,
        "places": [words.place(t.value, t.label) for t in terms if t.kind == AssetTerm.Kind.PLACE][:3],
        "themes": [words.theme(t.value) for t in terms if t.kind == AssetTerm.Kind.THEME][:3],
        "formats": sorted(formats),
        "licence": words.licence(one.licence),
    }


def _facts(one: DataAsset) -> list[dict[str, Any]]:
    licence = words.licence(one.licence)
    rows: list[tuple[str, str, str]] = [
        (_("Licence"), licence.words if licence else "", licence.href if licence else ""),
        (_("Period covered"), words.coverage(one), ""),
        (_("How often it is renewed"), words.frequency(one.frequency), ""),
        (_("Languages of the data"), words.languages(one.language), ""),
        (_("Holds personal data"), _personal(one), ""),
        (_("Where the data comes from"), one.provenance, ""),
        (_("Version"), one.version, ""),
        (_("Page of the data"), one.landing_page, one.landing_page),
        (_("Identifier"), one.identifier, ""),
    ]
    return [{"label": label, "words": said, "href": href} for label, said, href in rows]


def _personal(one: DataAsset) -> str:
    kinds = DataAsset.PersonalData
    return "" if one.personal_data == kinds.UNKNOWN else str(kinds(one.personal_data).label)


def _law(line: str) -> dict[str, str]:
    first, _space, rest = line.strip().partition(" ")
    if first.startswith(("http://", "https://")):
        return {"words": rest.strip() or first, "href": first}
    return {"words": line.strip(), "href": ""}
