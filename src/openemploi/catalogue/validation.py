"""Whether a graph is a catalogue in DCAT-AP 3.0, by the SHACL shapes in ``shapes/dcat-ap.ttl``.

The shapes are our own words for the profile's rules. They need ``pyshacl``, which a portal does not: it is there for
tests and for whoever wants to check a catalogue before it is sent on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from rdflib import Graph
from rdflib.namespace import RDF, RDFS, SH

from openemploi.catalogue.graph_terms import VCARD
from openemploi.errors import RequestError
from openemploi.i18n import _


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as DCAT-AP asks.

    Parameters
    ----------
    severity:
        ``violation`` (a rule is broken) or ``warning`` (something recommended is missing).
    node, property:
        Where: the address of the node, and of the property when it is one's.
    rule:
        The kind of rule: ``MinCount``, ``Class``, ``Pattern``, …
    """

    severity: str
    node: str
    property: str
    rule: str


def check_dcat(graph: Graph) -> tuple[Finding, ...]:
    """What is not as DCAT-AP 3.0 asks, violations first; nothing when all is well.

    Raises
    ------
    RequestError
        ``validator_missing`` when pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError:
        raise RequestError(
            "validator_missing",
            _("The program that checks graphs, pyshacl, is not installed."),
            remedy=_("Install it: pip install pyshacl."),
        ) from None
    shapes, terms = _shapes()
    _conforms, report, _text = pyshacl.validate(
        graph, shacl_graph=shapes, ont_graph=terms, inference="none", allow_warnings=True, advanced=False
    )
    found: set[Finding] = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1].lower()
        rule = str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[-1]
        found.add(
            Finding(
                severity,
                str(report.value(result, SH.focusNode)),
                str(report.value(result, SH.resultPath) or ""),
                rule.removesuffix("ConstraintComponent"),
            )
        )
    return tuple(sorted(found))


@cache
def _shapes() -> tuple[Graph, Graph]:
    text = resources.files(__package__).joinpath("shapes/dcat-ap.ttl").read_text("utf-8")
    terms = Graph()
    # The one step of a hierarchy that the shapes rest on: an organisation is a kind of card.
    terms.add((VCARD.Organization, RDFS.subClassOf, VCARD.Kind))
    return Graph().parse(data=text, format="turtle"), terms
