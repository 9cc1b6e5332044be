"""A catalogue read from udata (data.gouv.fr and others): the answer of ``/api/1/datasets/``.

https://doc.data.gouv.fr/api/reference/ — pages are followed by ``next_page``.
"""

from __future__ import annotations

import re
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
from openemploi.catalogue.values import Faults, sorted_by_name

_ACCESS: Final = {
    "open": Access.OPEN,
    "open_with_account": Access.RESTRICTED,  # under a condition, which is what the EU's word means
    "restricted": Access.RESTRICTED,
}
_ZONE: Final = re.compile(r"fr:(region|departement|commune|epci):([0-9AB]+)(?:@.*)?")
_FRANCE: Final = f"{vocabularies.AUTHORITY}country/FRA"


def read_udata(body: bytes) -> Reading:
    """The sets of one page.

    Raises
    ------
    FormatError
        ``catalogue_unreadable`` when it is no JSON object, ``catalogue_empty`` when there is no list of sets.
    """
    said = answer(body)
    faults = Faults()
    datasets = read_each(said.get("data"), path="data", faults=faults, read=_dataset)
    following = said.get("next_page")
    return Reading(
        catalogue=Catalogue(uri="", titles=(), datasets=datasets),
        faults=faults.found(),
        next=following if isinstance(following, str) else "",
        total=values.integer(said.get("total")),
    )


def _dataset(item: Item) -> Dataset:
    licence = vocabularies.licence(item.text("license"))
    spatial, period = item.item("spatial"), item.item("temporal_coverage")
    start, end = (period.day("start"), period.day("end")) if period else (None, None)
    reason = item.text("access_type_reason")
    page = item.text("page")
    return Dataset(
        identifier=item.identifier,
        uri=item.text("uri") if vocabularies.is_address(item.text("uri")) else "",
        titles=item.texts("title"),
        descriptions=item.texts("description"),
        publisher=_publisher(item),
        access=_access(item, licence),
        restriction=(Text("", reason),) if reason else (),
        licence=licence,
        keywords=tuple(sorted({Text("", tag) for tag in item.list("tags") if isinstance(tag, str) and tag})),
        places=_places(spatial),
        period=Period(start, end) if start or end else None,
        frequency=vocabularies.frequency(item.text("frequency")),
        contact=_contact(item),
        landing_page=page if values.is_web(page) else "",
        issued=item.day("created_at"),
        modified=item.day("last_update") or item.day("last_modified"),
        distributions=sorted_by_name(filter(None, map(_distribution, item.items("resources")))),
    )


def _distribution(item: Item) -> Distribution | None:
    address = item.text("url")
    if not values.is_web(address):
        item.unread("url", address)
        return None
    checksum, schema = item.item("checksum"), item.item("schema")
    schema_address = schema.text("url") if schema else ""
    return Distribution(
        access_url=address,
        download_url=address
        if item.text("filetype") in ("file", "remote") and item.text("type") == "main"
        else "",
        title=item.text("title"),
        format=vocabularies.file_type(item.text("format")),
        media_type=item.text("mime"),
        bytes=item.whole("filesize"),
        checksum=checksum.text("value") if checksum else "",
        checksum_algorithm=values.algorithm(checksum.text("type")) if checksum else "",
        conforms_to=schema_address if values.is_web(schema_address) else "",
        issued=item.day("created_at"),
        modified=item.day("last_modified"),
    )


def _access(item: Item, licence: str) -> Access:
    if item.said.get("private") is True:
        return Access.NON_PUBLIC
    if said := item.text("access_type"):
        if said not in _ACCESS:
            item.unread("access_type", said)
        return _ACCESS.get(said, Access.UNKNOWN)
    # Older udata say nothing: a licence that lets anybody use the data says it in their place.
    return Access.OPEN if licence in vocabularies.LICENCES else Access.UNKNOWN


def _publisher(item: Item) -> Agent | None:
    organisation = item.item("organization")
    if organisation is None or not organisation.text("name"):
        return None  # a person may publish too; their name is not taken over
    page = organisation.text("page")
    return Agent(organisation.text("name"), homepage=page if values.is_web(page) else "")


def _contact(item: Item) -> Contact | None:
    listed = list(item.items("contact_points"))
    if single := item.item("contact_point"):
        listed.append(single)
    for one in listed:
        form = one.text("contact_form")
        contact = Contact(
            name=one.text("name"), email=one.text("email"), page=form if values.is_web(form) else ""
        )
        if contact != Contact():
            return contact
    return None


def _places(spatial: Item | None) -> tuple[Named, ...]:
    found: set[Named] = set()
    for zone in spatial.list("zones") if spatial else []:
        if not isinstance(zone, str):
            continue
        if zone == "country:fr":
            found.add(Named(_FRANCE))
        elif matched := _ZONE.fullmatch(zone):
            level = "intercommunalite" if matched[1] == "epci" else matched[1]
            found.add(Named(f"http://id.insee.fr/geo/{level}/{matched[2]}"))
        else:
            found.add(Named(label=zone))
    return tuple(sorted(found))
