"""Orientation of pupils and students: from their own words to families of occupations and the courses that lead there.

Start at :class:`Guide`; what goes in and comes out is in :mod:`.model`; the rule of what is shown in :mod:`.choosing`.
"""

from openemploi.matching.recommending import Reach
from openemploi.pathways.orientation.class_view import ClassView, class_view
from openemploi.pathways.orientation.guide import Guide
from openemploi.pathways.orientation.model import Answers, Guidance

__all__ = ["Answers", "ClassView", "Guidance", "Guide", "Reach", "class_view"]
