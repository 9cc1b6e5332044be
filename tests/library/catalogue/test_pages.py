"""A catalogue elsewhere is followed page by page, by the addresses that it says, and never round in a circle."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.library.catalogue.example import CATALOGUE

from openemploi.catalogue import Kind, pages, serialise, write_dcat
from openemploi.errors import FormatError
from openemploi.outgoing import AddressRefused, Answer, fetch


class _Site:
    """Answers by address; what it does not have fails the test."""

    def __init__(self, answers: dict[str, tuple[str, bytes]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, url: str, *, headers: Any = None) -> Answer:
        self.asked.append(url)
        media_type, body = self.answers[url]
        return Answer(url, media_type, body)


def _ckan(count: int, *names: str) -> tuple[str, bytes]:
    results = [{"id": name, "title": name} for name in names]
    return "application/json", json.dumps(
        {"success": True, "result": {"count": count, "results": results}}
    ).encode()


def _udata(following: str | None, *names: str) -> tuple[str, bytes]:
    return "application/json", json.dumps(
        {"data": [{"id": name, "title": name} for name in names], "next_page": following, "total": 3}
    ).encode()


def _names(kind: Kind, address: str, site: _Site) -> list[str]:
    return [
        one.identifier for page in pages(kind, address, ask=site) for one in page.reading.catalogue.datasets
    ]


def test_ckan_is_asked_by_rows_until_its_count_is_reached():
    search = "https://c.example/api/3/action/package_search?"
    site = _Site(
        {
            f"{search}rows=100&start=0&sort=id+asc": _ckan(150, "a"),
            f"{search}rows=100&start=100&sort=id+asc": _ckan(150, "b"),
        }
    )

    assert _names(Kind.CKAN, "https://c.example/", site) == ["a", "b"]


def test_the_filter_of_a_ckan_address_is_kept():
    address = "https://c.example/data/api/3/action/package_search?fq=groups:emploi&rows=5"
    site = _Site(
        {
            "https://c.example/data/api/3/action/package_search?fq=groups:emploi&rows=100&start=0&sort=id+asc": _ckan(
                1, "a"
            )
        }
    )

    assert _names(Kind.CKAN, address, site) == ["a"]


def test_a_ckan_that_counts_more_than_it_gives_is_not_whole():
    search = "https://c.example/api/3/action/package_search?"
    site = _Site(
        {
            f"{search}rows=100&start=0&sort=id+asc": _ckan(1_000_000, "a"),
            f"{search}rows=100&start=100&sort=id+asc": _ckan(1_000_000),
        }
    )

    with pytest.raises(FormatError) as cut:
        _names(Kind.CKAN, "https://c.example", site)

    assert cut.value.code == "catalogue_cut_short"


def test_udata_is_followed_by_its_next_page():
    first = "https://u.example/api/1/datasets/"
    site = _Site({first: _udata(f"{first}?page=2", "a"), f"{first}?page=2": _udata(None, "b")})

    assert _names(Kind.UDATA, "https://u.example/", site) == ["a", "b"]


def test_a_catalogue_that_leads_back_to_itself_is_left_and_not_called_whole():
    first = "https://u.example/api/1/datasets/"
    site = _Site({first: _udata(f"{first}?page=2", "a"), f"{first}?page=2": _udata(first, "b")})

    with pytest.raises(FormatError) as endless:
        _names(Kind.UDATA, first, site)

    assert (endless.value.code, len(site.asked)) == ("catalogue_endless", 2)


def test_dcat_is_followed_by_hydra_and_read_by_its_media_type_or_its_name():
    here, there = "https://d.example/c", "https://d.example/c.ttl?page=2"
    one = serialise(write_dcat(CATALOGUE, page=here, next_page=there), format="json-ld")
    two = serialise(write_dcat(CATALOGUE), format="turtle")
    site = _Site({here: ("application/ld+json", one), there: ("text/plain", two)})

    assert len(_names(Kind.DCAT, here, site)) == 2 * len(CATALOGUE.datasets)


def test_a_page_that_is_no_graph_is_refused():
    site = _Site({"https://d.example/": ("text/html", b"<html>")})

    with pytest.raises(FormatError):
        _names(Kind.DCAT, "https://d.example/", site)


def test_a_next_page_inside_the_network_is_refused():
    first = "https://u.example/api/1/datasets/"
    site = _Site({first: _udata("http://169.254.169.254/latest/", "a")})

    def ask(url: str, **asked: Any) -> Answer:
        return site(url, **asked) if url == first else fetch(url, **asked)

    with pytest.raises(AddressRefused):
        list(pages(Kind.UDATA, first, ask=ask))
