"""A catalogue elsewhere, page by page: which address to ask, what to read its answer as, and where it goes on.

The addresses of further pages come from the answers, so they are checked like the first (:mod:`openemploi.outgoing`).
A catalogue that leads round in a circle, never ends, or gives fewer sets than it counts is an error: who reads to the
end knows that it is the whole, and that what is missing in it is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from openemploi.catalogue.ckan import ROWS, read_ckan
from openemploi.catalogue.dcat_in import FORMATS, read_dcat
from openemploi.catalogue.records import Reading
from openemploi.catalogue.udata import read_udata
from openemploi.catalogue.values import no_catalogue
from openemploi.outgoing import Answer, fetch

MOST_PAGES: Final = 2_000
_ACCEPT: Final = {
    "dcat": "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8",
    "ckan": "application/json",
    "udata": "application/json",
}
_BY_NAME: Final = {".ttl": "turtle", ".jsonld": "json-ld", ".rdf": "xml", ".xml": "xml", ".nt": "nt"}


class Kind(StrEnum):
    """What a catalogue is served by."""

    DCAT = "dcat"
    CKAN = "ckan"
    UDATA = "udata"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a catalogue: from which address, and what was read in it."""

    address: str
    reading: Reading


Fetch = Callable[..., Answer]


def pages(kind: Kind, address: str, *, ask: Fetch = fetch) -> Iterator[Page]:
    """The pages of the catalogue at ``address``, as they are asked for.

    Parameters
    ----------
    address:
        Of a DCAT document; of a CKAN site, with or without ``/api/3/action/package_search``; of a udata site, with or
        without ``/api/1/datasets/``.
    ask:
        Called with an address and ``headers``; :func:`openemploi.outgoing.fetch`, or one with other limits.

    Raises
    ------
    FormatError
        ``catalogue_unreadable``, ``catalogue_reaches_out``, ``catalogue_empty``, ``catalogue_endless``,
        ``catalogue_cut_short``. The pages before it were whole.
    AddressRefused, NoAnswer
        From ``ask``.
    """
    following = _first(kind, address)
    asked: set[str] = set()
    start = 0
    while following:
        if following in asked or len(asked) == MOST_PAGES:
            raise no_catalogue("catalogue_endless")
        asked.add(following)
        found = ask(following, headers={"Accept": _ACCEPT[kind]})
        reading = _read(kind, found)
        yield Page(following, reading)
        if kind is Kind.CKAN:
            start += ROWS
            more = reading.total is not None and start < reading.total
            if more and not _met(reading):
                raise no_catalogue("catalogue_cut_short")
            following = _with(address_of_search(address), rows=ROWS, start=start) if more else ""
        else:
            following = urljoin(found.url, reading.next) if reading.next else ""


def address_of_search(address: str) -> str:
    """The address of a CKAN site's ``package_search``."""
    return _ending(address, "/api/3/action/package_search")


def _first(kind: Kind, address: str) -> str:
    if kind is Kind.CKAN:
        return _with(address_of_search(address), rows=ROWS, start=0)
    return _ending(address, "/api/1/datasets/") if kind is Kind.UDATA else address


def _read(kind: Kind, answer: Answer) -> Reading:
    if kind is Kind.CKAN:
        return read_ckan(answer.body)
    if kind is Kind.UDATA:
        return read_udata(answer.body)
    path = urlsplit(answer.url).path
    by_name = next((format_ for end, format_ in _BY_NAME.items() if path.endswith(end)), "")
    # Many servers call everything text/plain; the name of the file is then the better witness.
    format_ = FORMATS.get(answer.media_type) or by_name
    if not format_:
        raise no_catalogue("catalogue_unreadable")
    return read_dcat(answer.body, format=format_)


def _met(reading: Reading) -> bool:
    return bool(reading.catalogue.datasets or reading.faults)


def _ending(address: str, end: str) -> str:
    parts = urlsplit(address)
    if parts.path.rstrip("/").endswith(end.rstrip("/")):
        return address
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + end, parts.query, ""))


def _with(address: str, **parameters: int) -> str:
    parts = urlsplit(address)
    kept = [one for one in parts.query.split("&") if one and one.partition("=")[0] not in parameters]
    query = "&".join(
        [*kept, urlencode({**parameters, "sort": "id asc"} if "sort=" not in parts.query else parameters)]
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
