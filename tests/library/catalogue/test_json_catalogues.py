"""CKAN's and udata's answers, in their official layouts: each set read or left out with its place and the reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openemploi.catalogue import Access, Contact, Named, Period, Text, read_ckan, read_udata
from openemploi.catalogue.records import Reading
from openemploi.errors import FormatError

ANSWERS = Path(__file__).parent / "answers"
AUTHORITY = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="module")
def ckan() -> Reading:
    return read_ckan((ANSWERS / "ckan_package_search.json").read_bytes())


@pytest.fixture(scope="module")
def udata() -> Reading:
    return read_udata((ANSWERS / "udata_datasets.json").read_bytes())


def _said(reading: Reading) -> list[tuple[str, str]]:
    return sorted((fault.path, fault.code) for fault in reading.faults)


def test_a_set_of_ckan_is_read_with_what_it_says(ckan: Reading):
    one = next(found for found in ckan.catalogue.datasets if found.identifier.startswith("0b1f"))

    assert one.titles == (Text("", "Places de formation par bassin d’emploi"),)
    assert one.publisher is not None
    assert (one.publisher.name, one.publisher.homepage) == ("Région Exemple", "")
    assert (one.access, one.licence) == (Access.OPEN, "https://spdx.org/licenses/etalab-2.0")
    assert one.keywords == (Text("", "emploi"), Text("", "formation"))
    assert one.contact == Contact("Service formation", "formation@region.example")
    assert (one.period, one.frequency) == (
        Period(date(2023, 1, 1), date(2025, 12, 31)),
        f"{AUTHORITY}frequency/ANNUAL",
    )
    assert (one.languages, one.themes) == (("fr",), (f"{AUTHORITY}data-theme/EDUC",))
    assert (one.issued, one.modified) == (date(2023, 2, 1), date(2026, 3, 2))
    sheet, table = one.distributions
    assert (table.format, table.bytes, table.media_type) == (f"{AUTHORITY}file-type/CSV", 18_342, "text/csv")
    assert (table.checksum_algorithm, len(table.checksum)) == ("md5", 32)
    assert table.download_url == table.access_url
    assert (sheet.format, sheet.bytes, sheet.download_url) == ("Classeur maison", None, "")


def test_what_ckan_does_not_say_stays_unknown(ckan: Reading):
    bare = next(found for found in ckan.catalogue.datasets if found.identifier.startswith("77aa"))

    assert (bare.access, bare.licence, bare.publisher, bare.period, bare.frequency) == (
        Access.UNKNOWN,
        "",
        None,
        None,
        "",
    )
    assert bare.contact is None


def test_a_restriction_that_ckan_says_is_kept(ckan: Reading):
    restricted = next(found for found in ckan.catalogue.datasets if found.identifier.startswith("c0de"))

    assert restricted.access is Access.RESTRICTED
    assert restricted.licence == "https://region.example/conventions/donnees"


def test_each_fault_of_ckan_has_its_place(ckan: Reading):
    assert ckan.total == 9
    assert _said(ckan) == [
        ("result.results[3]", "dataset_untitled"),
        ("result.results[4]", "dataset_unidentified"),
        ("result.results[5]", "dataset_shapeless"),
        ("result.results[6]", "dataset_twice"),
        ("result.results[7].resources[0].size", "value_unreadable"),
        ("result.results[7].resources[1].url", "value_unreadable"),
        ("result.results[7].tags", "value_unreadable"),
    ]
    assert {fault.value for fault in ckan.faults if fault.path.endswith("size")} == {"12 ko"}


def test_a_set_of_udata_is_read_with_what_it_says(udata: Reading):
    one = next(found for found in udata.catalogue.datasets if found.identifier.startswith("5f1e"))

    assert one.titles == (Text("", "Demandeurs d’emploi par commune"),)
    assert one.uri == ""  # udata's own "uri" is that of its API
    assert one.landing_page == "https://udata.example/fr/datasets/demandeurs/"
    assert one.publisher is not None
    assert (one.publisher.name, one.access) == ("Observatoire Exemple", Access.OPEN)
    assert (one.licence, one.frequency) == (
        "https://spdx.org/licenses/etalab-2.0",
        f"{AUTHORITY}frequency/QUARTERLY",
    )
    assert one.places == (
        Named("", "fr:bassin:9316"),
        Named("http://id.insee.fr/geo/departement/06", ""),
        Named(f"{AUTHORITY}country/FRA", ""),
    )
    assert one.period == Period(date(2019, 1, 1), date(2026, 6, 30))
    (table,) = one.distributions
    assert (table.checksum_algorithm, table.checksum[:4], table.bytes) == ("sha1", "3f78", 1_204_221)
    assert table.conforms_to == "https://schema.data.example/demandeurs/latest/schema.json"


def test_a_restricted_set_of_udata_stays_restricted(udata: Reading):
    one = next(found for found in udata.catalogue.datasets if found.identifier.startswith("60aa"))

    assert one.access is Access.RESTRICTED
    assert one.restriction == (Text("", "Secret statistique"),)
    assert one.publisher is None  # its owner is a person: their name is not taken over


def test_each_fault_of_udata_has_its_place(udata: Reading):
    assert (udata.total, udata.next) == (5, "https://udata.example/api/1/datasets/?page=2&page_size=4")
    assert _said(udata) == [
        ("data[2]", "dataset_untitled"),
        ("data[3].access_type", "value_unreadable"),
        ("data[3].created_at", "value_unreadable"),
        ("data[3].organization", "value_unreadable"),
        ("data[3].resources[1]", "value_unreadable"),
    ]


@pytest.mark.parametrize("read", [read_ckan, read_udata])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'{"success": false, "error": {"message": "no"}}',
        b'{"success": true, "result": {"results": {}}, "data": {}}',
        b'{"success": true, "result": [], "data": "x"}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_no_such_answer_is_refused(read: Any, body: bytes):
    with pytest.raises(FormatError):
        read(body)


@pytest.mark.parametrize("read", [read_ckan, read_udata])
def test_signs_that_no_database_holds_are_left_out(read: Any):
    one = {"id": "a", "title": "Em\x00ploi \ud800", "tags": ["x\x00"], "notes": "\udfff"}
    body = json.dumps({"success": True, "result": {"results": [one]}, "data": [one]}).encode()

    (found,) = read(body).catalogue.datasets
    assert found.titles == (Text("", "Emploi"),)


def test_any_value_of_any_field_may_be_of_any_kind():
    """No field of a set makes the reading of the others fail, whatever stands in it."""
    answer = json.loads((ANSWERS / "ckan_package_search.json").read_bytes())
    first = answer["result"]["results"][0]
    for name in list(first):
        for wrong in (None, 3, True, [], {}, "x", [None], [{"x": []}], {"a": {}}, -1.5):
            answer["result"]["results"] = [{**first, name: wrong}]
            found = read_ckan(json.dumps(answer).encode())
            lost = [fault for fault in found.faults if fault.lost]
            assert len(found.catalogue.datasets) + len(lost) == 1, (name, wrong)
    page = json.loads((ANSWERS / "udata_datasets.json").read_bytes())
    first = page["data"][0]
    for name in list(first):
        for wrong in (None, 3, True, [], {}, "x", [None], [{"x": []}], {"a": {}}, -1.5):
            page["data"] = [{**first, name: wrong}]
            found = read_udata(json.dumps(page).encode())
            lost = [fault for fault in found.faults if fault.lost]
            assert len(found.catalogue.datasets) + len(lost) == 1, (name, wrong)
