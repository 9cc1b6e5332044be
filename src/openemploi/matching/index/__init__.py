"""Hundreds of thousands of people or offers, and the first k of them for a question, exactly and at once.

:class:`~openemploi.matching.index.writer.IndexWriter` builds and changes an index, :class:`Index` opens it,
:class:`~openemploi.matching.index.search.Searcher` asks it. The order is that of the full score, worked out by the
same :class:`~openemploi.matching.pair.Matcher` that explains one pair. ADR 0012 says how and why.
"""

from openemploi.matching.index.choosing import Found
from openemploi.matching.index.filters import Around, Filter
from openemploi.matching.index.folder import MANIFEST, Manifest, verify
from openemploi.matching.index.offers import offer_features, posting_facets
from openemploi.matching.index.people import person_features
from openemploi.matching.index.reader import Index
from openemploi.matching.index.search import Searcher
from openemploi.matching.index.writer import IndexWriter

__all__ = [
    "MANIFEST",
    "Around",
    "Filter",
    "Found",
    "Index",
    "IndexWriter",
    "Manifest",
    "Searcher",
    "offer_features",
    "person_features",
    "posting_facets",
    "verify",
]
