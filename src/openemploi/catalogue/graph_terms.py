"""The vocabularies that a catalogue is written in, and the few names that are read as well as written."""

from __future__ import annotations

from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import CSVW, DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, Namespace

DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
DPV: Final = Namespace("https://w3id.org/dpv#")
DQV: Final = Namespace("http://www.w3.org/ns/dqv#")
HYDRA: Final = Namespace("http://www.w3.org/ns/hydra/core#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
#: Of DCAT 3; rdflib knows the terms of DCAT 2.
VERSION: Final = URIRef(f"{DCAT}version")
#: Ours, for what no vocabulary says: which metric a measure is of, of which group, why it is unknown.
OE: Final = Namespace("urn:openemploi:catalogue:")

_PREFIXES: Final = {
    "csvw": CSVW, "dcat": DCAT, "dcatap": DCATAP, "dct": DCTERMS, "dpv": DPV, "dqv": DQV, "eli": ELI, "foaf": FOAF,
    "hydra": HYDRA, "oe": OE, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "spdx": SPDX, "vcard": VCARD,
    "xsd": XSD,
}  # fmt: skip


def new_graph() -> Graph:
    """An empty graph in which these vocabularies have their usual prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph
