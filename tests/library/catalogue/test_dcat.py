"""A catalogue leaves in DCAT-AP and comes back equal; others' catalogues are read as far as they can be."""

from __future__ import annotations

import dataclasses
import json
import socket
from datetime import date
from typing import Any

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from tests.library.catalogue.example import BARE, CATALOGUE, OPEN, RESTRICTED

from openemploi.catalogue import (
    MEDIA_TYPES,
    Access,
    Catalogue,
    Dataset,
    Distribution,
    Named,
    Period,
    Text,
    dataset_graph,
    read_dcat,
    serialise,
    write_dcat,
)
from openemploi.catalogue.graph_terms import DCATAP, DQV, SPDX, VCARD
from openemploi.catalogue.validation import check_dcat
from openemploi.errors import FormatError

SET = URIRef(OPEN.uri)
FORM = URIRef(OPEN.distributions[0].uri)


@pytest.mark.parametrize("format", list(MEDIA_TYPES))
def test_a_catalogue_that_leaves_comes_back_equal(format: Any):
    reading = read_dcat(serialise(write_dcat(CATALOGUE), format=format), format=MEDIA_TYPES[format])

    assert reading.catalogue == CATALOGUE
    assert reading.faults == ()


def test_every_field_is_filled_in_the_example_so_that_none_is_lost_unseen():
    told = [OPEN, RESTRICTED]
    silent = [
        f"{kind.__name__}.{field.name}"
        for kind, rows in (
            (Dataset, told),
            (Distribution, [form for one in told for form in one.distributions]),
            (Catalogue, [CATALOGUE]),
        )
        for field in dataclasses.fields(kind)
        if not any(getattr(row, field.name) not in ("", (), None) for row in rows)
    ]

    assert silent == []


def test_a_restricted_set_leaves_restricted_with_its_reason_and_its_law():
    graph = dataset_graph(RESTRICTED)
    node = URIRef(RESTRICTED.uri)

    assert str(graph.value(node, DCTERMS.accessRights)).endswith("/access-right/RESTRICTED")
    assert len(list(graph.objects(node, DCATAP.applicableLegislation))) == 2
    (back,) = read_dcat(serialise(graph, format="turtle"), format="turtle").catalogue.datasets
    assert (back.access, back.restriction, back.legislation) == (
        Access.RESTRICTED,
        RESTRICTED.restriction,
        RESTRICTED.legislation,
    )


def test_the_same_catalogue_is_written_in_the_same_bytes():
    assert serialise(write_dcat(CATALOGUE), format="turtle") == serialise(
        write_dcat(CATALOGUE), format="turtle"
    )


def test_a_page_says_where_the_next_one_is():
    graph = write_dcat(
        CATALOGUE, page="https://donnees.example/c?page=1", next_page="https://donnees.example/c?page=2"
    )

    assert read_dcat(serialise(graph, format="xml"), format="xml").next == "https://donnees.example/c?page=2"


def test_our_catalogue_is_as_dcat_ap_asks():
    findings = check_dcat(write_dcat(CATALOGUE))

    assert [one for one in findings if one.severity == "violation"] == []
    assert {one.node for one in findings} == {
        BARE.uri,
        RESTRICTED.uri,
    }  # the full one lacks nothing recommended


@pytest.mark.parametrize(
    ("remove", "add", "property_", "rule"),
    [
        ((SET, DCTERMS.title, None), None, DCTERMS.title, "MinCount"),
        ((SET, DCTERMS.title, None), (SET, DCTERMS.title, Literal("")), DCTERMS.title, "Node"),
        ((SET, DCTERMS.description, None), None, DCTERMS.description, "MinCount"),
        ((None, DCTERMS.publisher, None), None, DCTERMS.publisher, "MinCount"),
        ((None, FOAF.name, None), None, FOAF.name, "MinCount"),
        ((None, None, None), (SET, DCTERMS.title, Literal("Deux", lang="fr")), DCTERMS.title, "UniqueLang"),
        ((FORM, DCAT.accessURL, None), None, DCAT.accessURL, "MinCount"),
        ((FORM, DCAT.accessURL, None), (FORM, DCAT.accessURL, URIRef("ftp://x.example/a")), DCAT.accessURL, "Node"),
        ((FORM, DCAT.byteSize, None), (FORM, DCAT.byteSize, Literal("12 ko")), DCAT.byteSize, "Datatype"),
        ((FORM, DCAT.mediaType, None), (FORM, DCAT.mediaType, Literal("text/csv")), DCAT.mediaType, "NodeKind"),
        ((FORM, RDF.type, None), None, DCAT.distribution, "Class"),
        ((None, SPDX.algorithm, None), None, SPDX.algorithm, "MinCount"),
        ((None, SPDX.checksumValue, None), None, SPDX.checksumValue, "MinCount"),
        ((SET, DCTERMS.accessRights, None), (SET, DCTERMS.accessRights, Literal("open")), DCTERMS.accessRights, "Node"),
        (
            (None, None, None),
            (SET, DCTERMS.accessRights, URIRef("http://publications.europa.eu/resource/authority/access-right/RESTRICTED")),
            DCTERMS.accessRights,
            "MaxCount",
        ),
        ((SET, DCAT.theme, None), (SET, DCAT.theme, URIRef("https://themes.example/emploi")), DCAT.theme, "Node"),
        ((SET, DCTERMS.language, None), (SET, DCTERMS.language, Literal("fr")), DCTERMS.language, "Node"),
        (
            (SET, DCTERMS.accrualPeriodicity, None),
            (SET, DCTERMS.accrualPeriodicity, Literal("monthly")),
            DCTERMS.accrualPeriodicity,
            "Node",
        ),
        ((SET, DCTERMS.issued, None), (SET, DCTERMS.issued, Literal("hier")), DCTERMS.issued, "Node"),
        ((SET, DCTERMS.spatial, None), (SET, DCTERMS.spatial, Literal("Nice")), DCTERMS.spatial, "Class"),
        ((SET, DCAT.contactPoint, None), (SET, DCAT.contactPoint, Literal("x@y.fr")), DCAT.contactPoint, "Class"),
        ((None, DCAT.startDate, None), None, None, "Or"),
        ((None, DCTERMS.rights, None), None, None, None),
    ],
)  # fmt: skip
def test_the_shapes_find_a_planted_fault(remove: Any, add: Any, property_: Any, rule: str | None):
    graph = write_dcat(dataclasses.replace(CATALOGUE, datasets=(OPEN, RESTRICTED)))
    if remove == (None, None, None):
        graph.add(add)
    else:
        for triple in list(graph.triples(remove)):
            graph.remove(triple)
        if add:
            graph.add(add)

    found = {(one.property, one.rule) for one in check_dcat(graph) if one.severity == "violation"}

    if rule is None:  # allowed: its law says why it is restricted
        assert found == set()
    else:
        assert (str(property_ or ""), rule) in found


def test_a_restriction_without_reason_nor_law_is_found():
    silent = dataclasses.replace(RESTRICTED, restriction=(), legislation=())

    assert ("", "Or") in {(one.property, one.rule) for one in check_dcat(dataset_graph(silent))}


def test_a_period_that_ends_before_it_begins_is_found():
    wrong = dataclasses.replace(OPEN, period=Period(date(2026, 1, 1), date(2025, 1, 1)))

    assert "LessThanOrEquals" in {one.rule for one in check_dcat(dataset_graph(wrong))}


def test_a_contact_of_nothing_is_found():
    graph = dataset_graph(OPEN)
    for said in (VCARD.fn, VCARD.hasEmail, VCARD.hasURL):
        graph.remove((None, said, None))

    assert "Or" in {one.rule for one in check_dcat(graph)}


def test_a_measure_without_its_day_is_found():
    graph = dataset_graph(OPEN)
    for measure in list(graph.subjects(RDF.type, DQV.QualityMeasurement)):
        graph.remove((measure, DCTERMS.date, None))

    assert (str(DCTERMS.date), "MinCount") in {(one.property, one.rule) for one in check_dcat(graph)}


LOOSE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix schema: <http://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
<https://c.example/1> a dcat:Dataset ; dct:title "Un" ; dct:issued "2019"^^xsd:gYear ; dct:modified "le 3 mai" ;
    dct:accrualPeriodicity "monthly" ; dct:license [ rdfs:label "Convention" ] ; owl:versionInfo "3" ;
    dct:temporal [ schema:startDate "2020-05"^^xsd:gYearMonth ] ; dct:language "fr" ;
    dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC>,
                     <http://publications.europa.eu/resource/authority/access-right/RESTRICTED> ;
    dcat:contactPoint [ vcard:hasEmail [ vcard:value <mailto:a@c.example> ] ] ;
    dcat:distribution [ dcat:downloadURL <https://c.example/1.csv> ; dct:format "CSV" ;
                        dcat:byteSize "1024.0"^^xsd:decimal ],
                      [ dct:title "nowhere" ], [ dcat:accessURL <file:///etc/passwd> ] .
<https://c.example/2> a dcat:Dataset ; dct:description "no title" .
[] a dcat:Dataset ; dct:title "no identifier" .
<https://c.example/3> a dcat:Dataset ; dct:title "Trois" ; dct:identifier "3" .
<https://c.example/3bis> a dcat:Dataset ; dct:title "Trois encore" ; dct:identifier "3" .
<https://c.example/c> hydra:nextPage "https://c.example/?page=2" ; hydra:totalItems 3 .
"""


def test_a_loose_catalogue_is_read_as_far_as_it_goes_and_the_rest_is_said():
    reading = read_dcat(LOOSE.encode(), format="text/turtle")

    three, one = reading.catalogue.datasets
    assert (three.identifier, one.identifier) == ("3", "https://c.example/1")
    assert (one.issued, one.modified, one.version, one.licence) == (date(2019, 1, 1), None, "3", "Convention")
    assert one.frequency.endswith("/frequency/MONTHLY")
    assert one.period == Period(start=date(2020, 5, 1))
    assert one.access is Access.RESTRICTED  # of two rights the narrower one
    assert one.contact is not None
    assert one.contact.email == "a@c.example"
    assert [(form.access_url, form.bytes) for form in one.distributions] == [
        ("https://c.example/1.csv", 1024)
    ]
    assert (one.languages, three.access, three.licence) == (("fr",), Access.UNKNOWN, "")
    assert (reading.next, reading.total) == ("https://c.example/?page=2", 3)
    assert sorted((fault.code, fault.path.partition(" › ")[2], fault.value) for fault in reading.faults) == [
        ("dataset_twice", "", ""),
        ("dataset_unidentified", "", ""),
        ("dataset_untitled", "", ""),
        ("value_unreadable", "distribution › accessURL", ""),
        ("value_unreadable", "distribution › accessURL", "file:///etc/passwd"),
        ("value_unreadable", "modified", "le 3 mai"),
    ]


@pytest.mark.parametrize(
    ("body", "format", "code"),
    [
        (b"<html><body>404</body></html>", "text/turtle", "catalogue_unreadable"),
        (b"{", "application/ld+json", "catalogue_unreadable"),
        (b"<rdf:RDF", "application/rdf+xml", "catalogue_unreadable"),
        (b"\xff\xfe\x00", "turtle", "catalogue_unreadable"),
        (b"a,b\n1,2\n", "text/csv", "catalogue_unreadable"),
        (b"", "turtle", "catalogue_empty"),
        (b"<http://a> <http://b> <http://c> .", "turtle", "catalogue_empty"),
        (b"[]", "json-ld", "catalogue_empty"),
        (json.dumps({"@context": "http://169.254.169.254/c"}).encode(), "json-ld", "catalogue_reaches_out"),
        (json.dumps([{"x": {"@context": [{}, "http://10.0.0.1/"]}}]).encode(), "json-ld", "catalogue_reaches_out"),
        (json.dumps({"@context": {"@import": "http://10.0.0.1/"}}).encode(), "json-ld", "catalogue_reaches_out"),
        (
            b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rdf:RDF'
            b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a;</rdf:RDF>',
            "xml",
            "catalogue_reaches_out",
        ),
        (b"[" * 100_000, "json-ld", "catalogue_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_catalogue_is_refused_and_nothing_is_fetched(
    body: bytes, format: str, code: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("went out"))

    with pytest.raises(FormatError) as refused:
        read_dcat(body, format=format)

    assert refused.value.code == code
    assert refused.value.remedy


@pytest.mark.parametrize("format", list(MEDIA_TYPES))
@pytest.mark.parametrize(
    "odd", ["a b", '<>"{}|\\^`', "\x0b\x00", "é\ud800", "%zz", "mailto:", "\n", "://", "é", "x" * 3000]
)
def test_whatever_another_catalogue_says_ours_can_be_written_and_read(odd: str, format: Any):
    def with_odd(record: Any) -> Any:
        return dataclasses.replace(
            record,
            **{
                field.name: odd
                for field in dataclasses.fields(record)
                if isinstance(getattr(record, field.name), str) and field.name not in ("identifier", "access")
            },
        )

    form = with_odd(OPEN.distributions[0])
    form = dataclasses.replace(form, columns=tuple(with_odd(column) for column in form.columns))
    strange = dataclasses.replace(
        with_odd(OPEN),
        titles=(Text("fr", f"Titre {odd}"),),
        publisher=with_odd(OPEN.publisher),
        contact=with_odd(OPEN.contact),
        places=tuple(with_odd(place) for place in OPEN.places),
        languages=(odd,),
        themes=(odd,),
        distributions=(form,),
    )

    written = serialise(
        write_dcat(dataclasses.replace(CATALOGUE, datasets=(strange, RESTRICTED))), format=format
    )

    found = read_dcat(written, format=format).catalogue.datasets
    assert [one.identifier for one in found] == ["offres-2026", "parcours"]
    assert found[1] == RESTRICTED


def test_an_empty_catalogue_is_a_catalogue():
    empty = Catalogue(uri="https://c.example/", titles=(Text("fr", "Vide"),))

    assert read_dcat(serialise(write_dcat(empty), format="turtle"), format="turtle").catalogue == empty


def test_the_digest_changes_with_anything_that_is_said():
    changed = dataclasses.replace(OPEN, places=(Named("http://id.insee.fr/geo/region/11"),))

    assert OPEN.digest() == dataclasses.replace(OPEN).digest()
    assert changed.digest() != OPEN.digest()


def test_a_day_is_written_as_a_day():
    graph = dataset_graph(OPEN)

    assert graph.value(SET, DCTERMS.issued) == Literal("2024-02-01", datatype=XSD.date)
