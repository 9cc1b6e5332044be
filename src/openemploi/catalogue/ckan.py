"""A catalogue read from CKAN: the answer of its action ``package_search`` (API 3).

https://docs.ckan.org/en/2.11/api/ — beside CKAN's own fields, the extras under which ckanext-dcat keeps what DCAT says
more (https://docs.ckan.org/projects/ckanext-dcat/) are read.
"""

from __future__ import annotations

import json
from typing import Final

from openemploi.catalogue import values, vocabularies
from openemploi.catalogue.json_items import Item, answer, read_each
from openemploi.catalogue.records import (
    Access,
    Agent,
    Catalogue,
    Contact,
    Dataset,
    Distribution,
    Named,
    Period,
    Reading,
    Text,
)
from openemploi.catalogue.values import Faults, no_catalogue, sorted_by_name

ROWS: Final = 100
#: Extras that are not read under these names have no meaning that is known here.
_READ: Final = (
    "access_rights", "contact_email", "contact_name", "frequency", "issued", "language", "modified", "provenance",
    "publisher_email", "publisher_name", "publisher_uri", "publisher_url", "spatial_uri", "temporal_end",
    "temporal_start", "theme", "uri",
)  # fmt: skip


def read_ckan(body: bytes) -> Reading:
    """The sets of one page of ``package_search``; the caller asks for the next by ``start``.

    Raises
    ------
    FormatError
        ``catalogue_unreadable`` when it is no JSON object or CKAN says that it failed, ``catalogue_empty`` when there
        is no list of results.
    """
    said = answer(body)
    result = said.get("result")
    if said.get("success") is not True or not isinstance(result, dict):
        raise no_catalogue("catalogue_unreadable")
    faults = Faults()
    datasets = read_each(result.get("results"), path="result.results", faults=faults, read=_dataset)
    return Reading(
        catalogue=Catalogue(uri="", titles=(), datasets=datasets),
        faults=faults.found(),
        total=values.integer(result.get("count")),
    )


def _dataset(item: Item) -> Dataset:
    extras = Item(
        {
            str(one.said.get("key")): one.said.get("value")
            for one in item.items("extras")
            if one.said.get("key") in _READ
        }
        # ckanext-scheming keeps the same names beside CKAN's own.
        | {name: item.said[name] for name in _READ if name in item.said},
        f"{item.path}.extras",
        item.faults,
        item.identifier,
    )
    licence = vocabularies.licence(item.text("license_id"))
    if licence and not vocabularies.is_address(licence) and values.is_web(item.text("license_url")):
        licence = item.text("license_url")
    start, end = extras.day("temporal_start"), extras.day("temporal_end")
    contact = Contact(
        name=extras.text("contact_name") or item.text("maintainer") or item.text("author"),
        email=extras.text("contact_email") or item.text("maintainer_email") or item.text("author_email"),
    )
    place = extras.text("spatial_uri")
    return Dataset(
        identifier=item.identifier,
        uri=extras.text("uri"),
        titles=item.texts("title"),
        descriptions=item.texts("notes"),
        publisher=_publisher(item, extras),
        access=_access(item, extras),
        licence=licence,
        themes=tuple(sorted(one for one in _several(extras, "theme") if vocabularies.is_address(one))),
        keywords=tuple(
            sorted(
                {
                    Text("", name)
                    for tag in item.items("tags")
                    if (name := tag.text("display_name") or tag.text("name"))
                }
            )
        ),
        places=(Named(uri=place),) if vocabularies.is_address(place) else (),
        period=Period(start, end) if start or end else None,
        frequency=vocabularies.frequency(extras.text("frequency")),
        languages=tuple(sorted({vocabularies.language_code(one) for one in _several(extras, "language")})),
        contact=contact if contact != Contact() else None,
        landing_page=item.text("url") if values.is_web(item.text("url")) else "",
        version=item.text("version"),
        provenance=extras.texts("provenance"),
        issued=extras.day("issued") or item.day("metadata_created"),
        modified=extras.day("modified") or item.day("metadata_modified"),
        distributions=sorted_by_name(filter(None, map(_distribution, item.items("resources")))),
    )


def _distribution(item: Item) -> Distribution | None:
    address = item.text("url")
    if not values.is_web(address):
        item.unread("url", address)
        return None
    checksum, colon, rest = item.text("hash").partition(":")
    return Distribution(
        access_url=address,
        download_url=address if item.text("url_type") == "upload" else "",
        title=item.text("name"),
        format=vocabularies.file_type(item.text("format")),
        media_type=item.text("mimetype"),
        bytes=item.whole("size"),
        checksum=rest if colon else checksum,
        checksum_algorithm=values.algorithm(checksum) if colon else _algorithm_of(checksum),
        issued=item.day("created"),
        modified=item.day("last_modified"),
    )


def _algorithm_of(checksum: str) -> str:
    # CKAN keeps the digest alone; its length says which it is.
    return {32: "md5", 40: "sha1", 64: "sha256"}.get(len(checksum), "")


def _publisher(item: Item, extras: Item) -> Agent | None:
    organisation = item.item("organization")
    name = extras.text("publisher_name") or (
        (organisation.text("title") or organisation.text("name")) if organisation else ""
    )
    if not name:
        return None
    return Agent(
        name,
        uri=extras.text("publisher_uri"),
        homepage=extras.text("publisher_url"),
        contact=extras.text("publisher_email"),
    )


def _access(item: Item, extras: Item) -> Access:
    said = vocabularies.access_of(extras.text("access_rights"))
    if said is not Access.UNKNOWN:
        return said
    if item.said.get("private") is True:
        return Access.NON_PUBLIC
    # "isopen" is CKAN's word that the licence lets anybody use the data.
    return Access.OPEN if item.said.get("isopen") is True else Access.UNKNOWN


def _several(item: Item, name: str) -> list[str]:
    # ckanext-dcat keeps lists as JSON in one text.
    said = item.said.get(name)
    if isinstance(said, str) and said.startswith("["):
        try:
            said = json.loads(said)
        except ValueError:
            item.unread(name, said)
            return []
    listed = said if isinstance(said, list) else [said] if said else []
    return [one.strip() for one in listed if isinstance(one, str) and one.strip()]
