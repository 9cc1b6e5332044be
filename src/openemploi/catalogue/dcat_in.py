"""A catalogue read from DCAT: Turtle, JSON-LD, RDF/XML, N-Triples; tolerant of older and looser catalogues.

Each set is read or left out with the reason; what cannot be read of a set is left out of it and said; nothing is made
up. A graph comes from elsewhere and is treated so: no document that it names is fetched (a JSON-LD context is a network
access in disguise), and XML with entities is refused.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring as harmless
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Value
from rdflib.collection import Collection
from rdflib.namespace import CSVW, DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS
from rdflib.term import Node

from openemploi.catalogue import values, vocabularies
from openemploi.catalogue.graph_terms import DCATAP, DPV, DQV, HYDRA, OE, SPDX, VCARD, VERSION
from openemploi.catalogue.records import (
    Access,
    Agent,
    Catalogue,
    Column,
    Contact,
    Dataset,
    Dimension,
    Distribution,
    Measure,
    Named,
    Period,
    Reading,
    Text,
    Texts,
)
from openemploi.catalogue.values import Faults, no_catalogue, sorted_by_name

FORMATS: Final[dict[str, str]] = {
    "text/turtle": "turtle", "application/x-turtle": "turtle", "application/ld+json": "json-ld",
    "application/json": "json-ld", "application/rdf+xml": "xml", "application/xml": "xml", "text/xml": "xml",
    "application/n-triples": "nt",
}  # fmt: skip
_SCHEMA: Final = "http://schema.org/"


def read_dcat(body: bytes, *, format: str) -> Reading:
    """The sets of a DCAT catalogue.

    Parameters
    ----------
    format:
        A media type (see :data:`FORMATS`) or rdflib's name: ``turtle``, ``json-ld``, ``xml``, ``nt``.

    Raises
    ------
    FormatError
        ``catalogue_unreadable`` when it is not a graph in that format, ``catalogue_reaches_out`` when it asks for
        another document, ``catalogue_empty`` when no set is in it.
    """
    kind = FORMATS.get(format, format)
    graph = _parsed(body, kind)
    faults = Faults()
    found: dict[str, Dataset] = {}
    nodes = sorted(set(graph.subjects(RDF.type, DCAT.Dataset)), key=str)
    catalogues = sorted(graph.subjects(RDF.type, DCAT.Catalog), key=str)
    if not nodes and not catalogues:
        raise no_catalogue("catalogue_empty")
    for node in nodes:
        dataset = _Node(graph, node, faults).dataset()
        if dataset is None:
            continue
        if dataset.identifier in found:
            faults.add(str(node), "dataset_twice", identifier=dataset.identifier)
            continue
        found[dataset.identifier] = dataset
    own = _Node(graph, catalogues[0], faults) if catalogues else None
    total = next(
        (number for node in graph.objects(None, HYDRA.totalItems) if (number := _integer(node)) is not None),
        None,
    )
    return Reading(
        catalogue=Catalogue(
            uri=own.address() if own else "",
            titles=own.texts(DCTERMS.title) if own else (),
            descriptions=own.texts(DCTERMS.description) if own else (),
            publisher=own.agent(DCTERMS.publisher) if own else None,
            homepage=own.one(FOAF.homepage) if own else "",
            languages=own.languages() if own else (),
            licence=own.words(DCTERMS.license) if own else "",
            modified=own.day(DCTERMS.modified) if own else None,
            datasets=tuple(found[name] for name in sorted(found)),
        ),
        faults=faults.found(),
        next=next(
            (str(node) for name in (HYDRA.next, HYDRA.nextPage) for node in graph.objects(None, name)), ""
        ),
        total=total,
    )


def _parsed(body: bytes, kind: str) -> Graph:
    if kind not in FORMATS.values():
        raise no_catalogue("catalogue_unreadable")
    try:
        if kind == "json-ld":
            _without_contexts_elsewhere(json.loads(body))
        elif kind == "xml":
            harmless(body, forbid_dtd=True)
    except DefusedXmlException:
        raise no_catalogue("catalogue_reaches_out") from None
    except (ValueError, SyntaxError, RecursionError):  # XML's ParseError is a SyntaxError
        raise no_catalogue("catalogue_unreadable") from None
    graph = Graph()
    log = logging.getLogger("rdflib.term")
    quiet, log.disabled = log.disabled, True  # it tells each date that it cannot read; we do so in the faults
    try:
        graph.parse(data=body, format=kind)
    except Exception:  # each of rdflib's parsers has its own errors
        raise no_catalogue("catalogue_unreadable") from None
    finally:
        log.disabled = quiet
    return graph


def _without_contexts_elsewhere(found: Any) -> None:
    if isinstance(found, list):
        for item in found:
            _without_contexts_elsewhere(item)
    elif isinstance(found, dict):
        for name, value in found.items():
            contexts = value if isinstance(value, list) else [value]
            if name == "@import" or (name == "@context" and any(isinstance(one, str) for one in contexts)):
                raise no_catalogue("catalogue_reaches_out")
            _without_contexts_elsewhere(value)


class _Node:
    """What a graph says of one node."""

    def __init__(self, graph: Graph, node: Node, faults: Faults, *, of: str = "") -> None:
        self.graph = graph
        self.node = node
        self.faults = faults
        self.path = str(node) if isinstance(node, URIRef) else (of or f"_:{node}")
        self.identifier = ""

    def address(self) -> str:
        """The address of the node; empty when it has none."""
        return str(self.node) if isinstance(self.node, URIRef) else ""

    def dataset(self) -> Dataset | None:
        """The set that the node describes."""
        identifier = self.one(DCTERMS.identifier) or self.address()
        if not identifier:
            self.faults.add(self.path, "dataset_unidentified")
            return None
        self.identifier = identifier
        titles = self.texts(DCTERMS.title)
        if not titles:
            self.faults.add(self.path, "dataset_untitled", identifier=identifier)
            return None
        places = (
            Named(place.address(), place.one(SKOS.prefLabel) or place.one(RDFS.label))
            for place in self.each(DCTERMS.spatial)
        )
        laws = (
            Named(law.address(), law.one(RDFS.label) or law.one(DCTERMS.title))
            for law in self.each(DCATAP.applicableLegislation)
        )
        return Dataset(
            identifier=identifier,
            uri=self.address(),
            titles=titles,
            descriptions=self.texts(DCTERMS.description),
            publisher=self.agent(DCTERMS.publisher),
            access=self._access(),
            restriction=tuple(
                sorted(text for one in self.each(DCTERMS.rights) for text in one.texts(RDFS.label))
            ),
            legislation=tuple(sorted(law for law in laws if law != Named())),
            personal_data=self._personal_data(),
            licence=self.words(DCTERMS.license),
            themes=tuple(sorted(str(one) for one in self.objects(DCAT.theme) if isinstance(one, URIRef))),
            keywords=self.texts(DCAT.keyword),
            places=tuple(sorted(place for place in places if place != Named())),
            period=self._period(),
            frequency=vocabularies.frequency(self.words(DCTERMS.accrualPeriodicity)),
            languages=self.languages(),
            contact=self._contact(),
            landing_page=self.one(DCAT.landingPage),
            version=self.one(VERSION) or self.one(_OWL_VERSION),
            provenance=tuple(
                sorted(text for one in self.each(DCTERMS.provenance) for text in one.texts(RDFS.label))
            ),
            issued=self.day(DCTERMS.issued),
            modified=self.day(DCTERMS.modified),
            distributions=sorted_by_name(
                filter(None, (one.distribution() for one in self.each(DCAT.distribution)))
            ),
            quality=tuple(
                sorted(
                    filter(None, (one.measure() for one in self.each(DQV.hasQualityMeasurement))),
                    key=lambda one: (one.dimension, one.group, one.measured),
                )
            ),
        )

    def distribution(self) -> Distribution | None:
        """The form that the node describes; nothing when it cannot be had anywhere."""
        download = self.one(DCAT.downloadURL)
        access = self.one(DCAT.accessURL) or download
        if not values.is_web(access):
            self.unread(DCAT.accessURL, access)
            return None
        checksum = next(self.each(SPDX.checksum), None)
        algorithm = checksum.one(SPDX.algorithm).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if checksum else ""
        media_type = self.words(DCAT.mediaType)
        size = self.one(DCAT.byteSize)
        bytes_ = values.integer(size)
        if size and bytes_ is None:
            self.unread(DCAT.byteSize, size)
        return Distribution(
            uri=self.address(),
            access_url=access,
            download_url=download,
            title=self.one(DCTERMS.title),
            format=vocabularies.file_type(self.words(DCTERMS["format"])),
            media_type=media_type.partition("/media-types/")[2] or media_type,
            bytes=bytes_,
            checksum=checksum.one(SPDX.checksumValue) if checksum else "",
            checksum_algorithm=values.algorithm(algorithm.removeprefix("checksumAlgorithm_")),
            licence=self.words(DCTERMS.license),
            conforms_to=self.one(DCTERMS.conformsTo),
            columns=self._columns(),
            issued=self.day(DCTERMS.issued),
            modified=self.day(DCTERMS.modified),
        )

    def measure(self) -> Measure | None:
        """The measure that the node describes, when it is of one of our dimensions."""
        name = self.one(DQV.isMeasurementOf).removeprefix(str(OE))
        measured = self.day(DCTERMS.date)
        if name not in set(Dimension) or measured is None:
            return None
        return Measure(
            dimension=Dimension(name),
            measured=measured,
            value=values.decimal(self.one(DQV.value)),
            n=values.integer(self.one(OE.n)),
            group=self.one(OE.group),
            unknown_because=self.one(OE.unknownBecause),
        )

    def agent(self, property_: URIRef) -> Agent | None:
        """The organisation, when it has a name."""
        for one in self.each(property_):
            if name := one.one(FOAF.name) or one.one(RDFS.label) or one.one(SKOS.prefLabel):
                contact = one.one(FOAF.mbox).removeprefix("mailto:")
                return Agent(name, uri=one.address(), homepage=one.one(FOAF.homepage), contact=contact)
        return None

    def texts(self, property_: URIRef) -> Texts:
        """All words under ``property_``, each with its language."""
        found = {
            Text((one.language or "").lower()[:2], values.readable(str(one)).strip())
            for one in self.objects(property_)
            if isinstance(one, Value)
        }
        return tuple(sorted(text for text in found if text.value))

    def one(self, property_: URIRef) -> str:
        """The one value under ``property_``, the first in order when there are several; empty when there is none."""
        return min(
            (
                values.readable(str(one)).strip()
                for one in self.objects(property_)
                if not isinstance(one, BNode)
            ),
            default="",
        )

    def words(self, property_: URIRef) -> str:
        """An address, or the words that stand in its place."""
        if said := self.one(property_):
            return said
        for one in self.each(property_):
            if label := one.one(RDFS.label) or one.one(DCTERMS.title) or one.one(RDF.value):
                return label
        return ""

    def day(self, property_: URIRef) -> date | None:
        """A day; the first day of a month or a year that is given alone."""
        said = self.one(property_)
        day = values.day(said)
        if said and day is None:
            self.unread(property_, said)
        return day

    def languages(self) -> tuple[str, ...]:
        """The languages, by ISO 639-1 where there is one."""
        return tuple(sorted({vocabularies.language_code(str(one)) for one in self.objects(DCTERMS.language)}))

    def objects(self, property_: URIRef) -> list[Node]:
        """What stands under ``property_``."""
        return list(self.graph.objects(self.node, property_))

    def each(self, property_: URIRef) -> Iterator[_Node]:
        """The nodes under ``property_``, in a stable order."""
        nodes = [one for one in self.objects(property_) if not isinstance(one, Value)]
        for one in sorted(nodes, key=lambda node: (isinstance(node, BNode), str(node))):
            inner = _Node(self.graph, one, self.faults, of=f"{self.path} › {_short(property_)}")
            inner.identifier = self.identifier
            yield inner

    def unread(self, property_: URIRef, value: str) -> None:
        """Say that a value could not be read."""
        self.faults.add(
            f"{self.path} › {_short(property_)}", "value_unreadable", identifier=self.identifier, value=value
        )

    def _access(self) -> Access:
        said = {vocabularies.access_of(str(one)) for one in self.objects(DCTERMS.accessRights)} - {
            Access.UNKNOWN
        }
        # Two rights that contradict each other: the narrower one holds.
        for one in (Access.NON_PUBLIC, Access.RESTRICTED, Access.OPEN):
            if one in said:
                return one
        return Access.UNKNOWN

    def _personal_data(self) -> bool | None:
        if self.objects(DPV.hasPersonalData):
            return True
        return False if DPV.NonPersonalData in self.objects(DPV.hasData) else None

    def _period(self) -> Period | None:
        for one in self.each(DCTERMS.temporal):
            start = one.day(DCAT.startDate) or one.day(URIRef(f"{_SCHEMA}startDate"))
            end = one.day(DCAT.endDate) or one.day(URIRef(f"{_SCHEMA}endDate"))
            if start or end:
                return Period(start, end)
        return None

    def _contact(self) -> Contact | None:
        for one in self.each(DCAT.contactPoint):
            email = one.one(VCARD.hasEmail) or next(
                (inner.one(VCARD.value) for inner in one.each(VCARD.hasEmail)), ""
            )
            contact = Contact(
                name=one.one(VCARD.fn), email=email.removeprefix("mailto:"), page=one.one(VCARD.hasURL)
            )
            if contact != Contact():
                return contact
        return None

    def _columns(self) -> tuple[Column, ...]:
        for schema in self.each(CSVW.tableSchema):
            for listed in schema.objects(CSVW.column):
                columns = (
                    _Node(self.graph, node, self.faults, of=self.path)
                    for node in Collection(self.graph, listed)
                )
                return tuple(
                    Column(
                        name=one.one(CSVW.name),
                        type=one.one(CSVW.datatype),
                        title=one.one(CSVW.title),
                        description=one.one(DCTERMS.description),
                    )
                    for one in columns
                )
        return ()


_OWL_VERSION: Final = URIRef("http://www.w3.org/2002/07/owl#versionInfo")


def _integer(node: Node) -> int | None:
    return values.integer(str(node))


def _short(property_: URIRef) -> str:
    return str(property_).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
