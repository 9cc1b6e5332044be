"""Catalogues of data: written in DCAT-AP 3, and read from DCAT, CKAN and udata.

A :class:`Catalogue` of :class:`Dataset` records is what travels. :func:`write_dcat` makes a graph of it and
:func:`read_dcat` reads one back, equal; :func:`pages` follows a catalogue elsewhere, page by page.
"""

from openemploi.catalogue.ckan import read_ckan
from openemploi.catalogue.dcat_in import read_dcat
from openemploi.catalogue.dcat_out import MEDIA_TYPES, dataset_graph, serialise, write_dcat
from openemploi.catalogue.harvest import Kind, Page, pages
from openemploi.catalogue.records import (
    Access,
    Agent,
    Catalogue,
    Column,
    Contact,
    Dataset,
    Dimension,
    Distribution,
    Fault,
    Measure,
    Named,
    Period,
    Reading,
    Text,
    fault_sentence,
)
from openemploi.catalogue.udata import read_udata

__all__ = [
    "MEDIA_TYPES", "Access", "Agent", "Catalogue", "Column", "Contact", "Dataset", "Dimension", "Distribution", "Fault",
    "Kind", "Measure", "Named", "Page", "Period", "Reading", "Text", "dataset_graph", "fault_sentence", "pages",
    "read_ckan", "read_dcat", "read_udata", "serialise", "write_dcat",
]  # fmt: skip
