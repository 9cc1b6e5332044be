"""A catalogue in DCAT-AP 3: Turtle, JSON-LD or RDF/XML.

A restricted set leaves with everything but its data: its right of access, the reason, the law, and whom to ask. Beyond
DCAT-AP, quality is said in DQV, columns in CSVW, and whether there is personal data in DPV; a reader that does not know
them passes over them. See ``shapes/dcat-ap.ttl`` for what holds of each graph that is written here.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Literal
from urllib.parse import quote

from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Value
from rdflib.collection import Collection
from rdflib.namespace import CSVW, DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from rdflib.term import Identifier, Node

from openemploi.catalogue import vocabularies
from openemploi.catalogue.graph_terms import DCATAP, DPV, DQV, ELI, HYDRA, OE, SPDX, VCARD, VERSION, new_graph
from openemploi.catalogue.records import (
    Agent,
    Catalogue,
    Column,
    Contact,
    Dataset,
    Distribution,
    Measure,
    Named,
    Period,
    Texts,
)

Format = Literal["turtle", "json-ld", "xml"]
MEDIA_TYPES: Final[dict[str, str]] = {
    "turtle": "text/turtle",
    "json-ld": "application/ld+json",
    "xml": "application/rdf+xml",
}

#: What no IRI may hold.
_NOT_IN_ADDRESSES: Final = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f\ud800-\udfff]')
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_dcat(catalogue: Catalogue, *, next_page: str = "", page: str = "") -> Graph:
    """``catalogue`` as a graph of DCAT-AP 3.0.

    Parameters
    ----------
    page, next_page:
        The address of this page of the catalogue and of the one after it, when it is cut in pages: they are said in
        Hydra, as udata and CKAN do.
    """
    graph = new_graph()
    node = _link(catalogue.uri)
    graph.add((node, RDF.type, DCAT.Catalog))
    _texts(graph, node, DCTERMS.title, catalogue.titles)
    _texts(graph, node, DCTERMS.description, catalogue.descriptions)
    _agent(graph, node, DCTERMS.publisher, catalogue.publisher)
    if catalogue.homepage:
        graph.add((node, FOAF.homepage, _link(catalogue.homepage)))
    _languages(graph, node, catalogue.languages)
    _licence(graph, node, catalogue.licence)
    _day(graph, node, DCTERMS.modified, catalogue.modified)
    for dataset in catalogue.datasets:
        graph.add((node, DCAT.dataset, _dataset(graph, dataset)))
    if next_page:
        here = _link(page or f"{catalogue.uri}#page")
        graph.add((here, RDF.type, HYDRA.PartialCollectionView))
        graph.add((here, HYDRA.next, _link(next_page)))
    return graph


def dataset_graph(dataset: Dataset) -> Graph:
    """One set by itself, as a graph of DCAT-AP 3.0."""
    graph = new_graph()
    _dataset(graph, dataset)
    return graph


def serialise(graph: Graph, *, format: Format) -> bytes:
    """``graph`` in UTF-8. The same graph gives the same bytes in Turtle."""
    return graph.serialize(format=format, encoding="utf-8")


def _dataset(graph: Graph, dataset: Dataset) -> URIRef:
    node = _link(dataset.uri or f"urn:openemploi:dataset:{_short(dataset.identifier)}")
    add = _adder(graph, node)
    add(RDF.type, DCAT.Dataset)
    add(DCTERMS.identifier, _words(dataset.identifier))
    _texts(graph, node, DCTERMS.title, dataset.titles)
    _texts(graph, node, DCTERMS.description, dataset.descriptions)
    _agent(graph, node, DCTERMS.publisher, dataset.publisher)
    if right := vocabularies.ACCESS.get(dataset.access):
        add(DCTERMS.accessRights, _link(right))
    if dataset.restriction:
        reason = _blank(graph, DCTERMS.RightsStatement, node, "restriction")
        _texts(graph, reason, RDFS.label, dataset.restriction)
        add(DCTERMS.rights, reason)
    for number, law in enumerate(dataset.legislation):
        add(
            DCATAP.applicableLegislation,
            _named(graph, law, ELI.LegalResource, node, f"law{number}", RDFS.label),
        )
    if dataset.personal_data is not None:
        if dataset.personal_data:
            add(DPV.hasPersonalData, DPV.PersonalData)
        else:
            add(DPV.hasData, DPV.NonPersonalData)
    _licence(graph, node, dataset.licence)
    for theme in dataset.themes:
        add(DCAT.theme, _link(theme))
    _texts(graph, node, DCAT.keyword, dataset.keywords)
    for number, place in enumerate(dataset.places):
        add(DCTERMS.spatial, _named(graph, place, DCTERMS.Location, node, f"place{number}", SKOS.prefLabel))
    _period(graph, node, dataset.period)
    if dataset.frequency:
        _address_or_words(
            graph, node, DCTERMS.accrualPeriodicity, dataset.frequency, DCTERMS.Frequency, "frequency"
        )
    _languages(graph, node, dataset.languages)
    _contact(graph, node, dataset.contact)
    if dataset.landing_page:
        add(DCAT.landingPage, _link(dataset.landing_page))
    if dataset.version:
        add(VERSION, _words(dataset.version))
    if dataset.provenance:
        origin = _blank(graph, DCTERMS.ProvenanceStatement, node, "provenance")
        _texts(graph, origin, RDFS.label, dataset.provenance)
        add(DCTERMS.provenance, origin)
    _day(graph, node, DCTERMS.issued, dataset.issued)
    _day(graph, node, DCTERMS.modified, dataset.modified)
    for number, distribution in enumerate(dataset.distributions):
        add(DCAT.distribution, _distribution(graph, node, distribution, number))
    for number, measure in enumerate(dataset.quality):
        add(DQV.hasQualityMeasurement, _measure(graph, node, measure, number))
    return node


def _distribution(graph: Graph, of: URIRef, distribution: Distribution, number: int) -> Node:
    node: Node = _link(distribution.uri) if distribution.uri else _name(of, f"distribution{number}")
    add = _adder(graph, node)
    add(RDF.type, DCAT.Distribution)
    add(DCAT.accessURL, _link(distribution.access_url))
    if distribution.title:
        add(DCTERMS.title, _words(distribution.title))
    if distribution.format:
        _address_or_words(
            graph, node, DCTERMS["format"], distribution.format, DCTERMS.MediaTypeOrExtent, "format"
        )
    if distribution.media_type:
        add(DCAT.mediaType, _link(f"https://www.iana.org/assignments/media-types/{distribution.media_type}"))
    if distribution.download_url:
        add(DCAT.downloadURL, _link(distribution.download_url))
    if distribution.bytes is not None:
        add(DCAT.byteSize, Value(distribution.bytes, datatype=XSD.nonNegativeInteger))
    if distribution.checksum:
        checksum = _blank(graph, SPDX.Checksum, node, "checksum")
        graph.add(
            (checksum, SPDX.algorithm, _link(f"{SPDX}checksumAlgorithm_{distribution.checksum_algorithm}"))
        )
        graph.add((checksum, SPDX.checksumValue, _hexadecimal(distribution.checksum)))
        add(SPDX.checksum, checksum)
    _licence(graph, node, distribution.licence)
    if distribution.conforms_to:
        add(DCTERMS.conformsTo, _link(distribution.conforms_to))
        graph.add((_link(distribution.conforms_to), RDF.type, DCTERMS.Standard))
    if distribution.columns:
        schema = _blank(graph, CSVW.Schema, node, "schema")
        columns: list[Node] = [
            _column(graph, node, column, place) for place, column in enumerate(distribution.columns)
        ]
        listed = _name(node, "columns")
        Collection(graph, listed, columns)
        graph.add((schema, CSVW.column, listed))
        add(CSVW.tableSchema, schema)
    _day(graph, node, DCTERMS.issued, distribution.issued)
    _day(graph, node, DCTERMS.modified, distribution.modified)
    return node


def _column(graph: Graph, of: Node, column: Column, place: int) -> Node:
    node = _blank(graph, CSVW.Column, of, f"column{place}")
    graph.add((node, CSVW.name, _words(column.name)))
    for property_, said in (
        (CSVW.datatype, column.type),
        (CSVW.title, column.title),
        (DCTERMS.description, column.description),
    ):
        if said:
            graph.add((node, property_, _words(said)))
    return node


def _measure(graph: Graph, of: Node, measure: Measure, number: int) -> Node:
    node = _blank(graph, DQV.QualityMeasurement, of, f"measure{number}")
    add = _adder(graph, node)
    add(DQV.isMeasurementOf, OE[measure.dimension])
    add(DCTERMS.date, Value(measure.measured, datatype=XSD.date))
    if measure.value is not None:
        add(
            DQV.value, Value(format(Decimal(repr(measure.value)), "f"), datatype=XSD.decimal, normalize=False)
        )
    if measure.n is not None:
        add(OE.n, Value(measure.n, datatype=XSD.nonNegativeInteger))
    if measure.group:
        add(OE.group, _words(measure.group))
    if measure.unknown_because:
        add(OE.unknownBecause, _words(measure.unknown_because))
    return node


def _agent(graph: Graph, node: Node, property_: URIRef, agent: Agent | None) -> None:
    if agent is None:
        return
    # An organisation without an address of its own is one node by its name, not one by each set.
    one: Node = _link(agent.uri) if agent.uri else BNode(f"agent{_short(agent.name)}")
    graph.add((node, property_, one))
    graph.add((one, RDF.type, FOAF.Agent))
    graph.add((one, FOAF.name, _words(agent.name)))
    if agent.homepage:
        graph.add((one, FOAF.homepage, _link(agent.homepage)))
    if agent.contact:
        graph.add((one, FOAF.mbox, _link(f"mailto:{agent.contact}")))


def _contact(graph: Graph, node: Node, contact: Contact | None) -> None:
    if contact is None:
        return
    one = _blank(graph, VCARD.Organization, node, "contact")
    if contact.name:
        graph.add((one, VCARD.fn, _words(contact.name)))
    if contact.email:
        graph.add((one, VCARD.hasEmail, _link(f"mailto:{contact.email}")))
    if contact.page:
        graph.add((one, VCARD.hasURL, _link(contact.page)))
    graph.add((node, DCAT.contactPoint, one))


def _period(graph: Graph, node: Node, period: Period | None) -> None:
    if period is None:
        return
    one = _blank(graph, DCTERMS.PeriodOfTime, node, "period")
    _day(graph, one, DCAT.startDate, period.start)
    _day(graph, one, DCAT.endDate, period.end)
    graph.add((node, DCTERMS.temporal, one))


def _named(graph: Graph, named: Named, kind: URIRef, of: Node, role: str, label: URIRef) -> Node:
    one: Node = _link(named.uri) if named.uri else _name(of, role)
    graph.add((one, RDF.type, kind))
    if named.label:
        graph.add((one, label, _words(named.label)))
    return one


def _licence(graph: Graph, node: Node, licence: str) -> None:
    if licence:
        _address_or_words(graph, node, DCTERMS.license, licence, DCTERMS.LicenseDocument, "licence")


def _address_or_words(
    graph: Graph, node: Node, property_: URIRef, said: str, kind: URIRef, role: str
) -> None:
    if vocabularies.is_address(said):
        graph.add((node, property_, _link(said)))
        return
    words = _blank(graph, kind, node, role)
    graph.add((words, RDFS.label, _words(said)))
    graph.add((node, property_, words))


def _languages(graph: Graph, node: Node, codes: Iterable[str]) -> None:
    for address in map(vocabularies.language_uri, codes):
        if vocabularies.is_address(address):
            graph.add((node, DCTERMS.language, _link(address)))


def _texts(graph: Graph, node: Node, property_: URIRef, texts: Texts) -> None:
    for text in texts:
        graph.add((node, property_, _words(text.value, lang=text.language or None)))


def _day(graph: Graph, node: Node, property_: URIRef, day: date | None) -> None:
    if day is not None:
        graph.add((node, property_, Value(day, datatype=XSD.date)))


def _adder(graph: Graph, node: Node) -> Callable[[URIRef, Identifier | Node], None]:
    return lambda property_, value: (graph.add((node, property_, value)), None)[1]


def _blank(graph: Graph, kind: URIRef, of: Node, role: str) -> BNode:
    node = _name(of, role)
    graph.add((node, RDF.type, kind))
    return node


def _name(of: Node, role: str) -> BNode:
    # Named after what they belong to, so that the same catalogue is written in the same bytes.
    return BNode(f"n{_short(f'{of} {role}')}")


def _link(address: str) -> URIRef:
    # A sign that no address has would make the whole catalogue unreadable.
    return URIRef(_NOT_IN_ADDRESSES.sub(lambda found: quote(found[0], errors="replace"), address))


def _words(text: str, lang: str | None = None) -> Value:
    # XML knows no way to write these control characters; they say nothing.
    return Value(_UNWRITABLE.sub("", text), lang=lang)


def _hexadecimal(text: str) -> Value:
    is_one = len(text) % 2 == 0 and not set(text) - set(string.hexdigits)
    return Value(text, datatype=XSD.hexBinary) if is_one else _words(text)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
