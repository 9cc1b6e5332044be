"""What the taxonomy means, as vectors: one a language for each skill, one for each name of an occupation.

:mod:`~openemploi.extraction.semantics.building` makes them once for a taxonomy,
:mod:`~openemploi.extraction.semantics.space` asks them. The map on top of the encoder is learnt in
:mod:`~openemploi.extraction.semantics.adapter`.
"""

from openemploi.extraction.semantics.building import open_semantics
from openemploi.extraction.semantics.space import Semantics, Space

__all__ = ["Semantics", "Space", "open_semantics"]
