"""A synthetic twin of a restricted table, with its privacy and utility measured.

A developer needs the shape of a table, not its people: :func:`twin` draws invented rows with the same columns,
marginals and pairwise dependences, measures how near they come to real people, and gives nothing out when that is
too near. See ``docs/explanation/synthetic-twins.md``.
"""

from openemploi.synthetic.making import twin
from openemploi.synthetic.model import Card, Privacy, Twin, Use, Utility

__all__ = ["Card", "Privacy", "Twin", "Use", "Utility", "twin"]
