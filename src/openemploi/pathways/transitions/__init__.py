"""From an occupation and one's own skills to other occupations, and what it takes.

:func:`~openemploi.pathways.transitions.finding.finder` holds ROME in memory and answers;
:func:`~openemploi.pathways.transitions.steps.route` finds the way in several steps.
"""

from openemploi.matching.recommending import Reach
from openemploi.pathways.transitions.finding import Finder, finder
from openemploi.pathways.transitions.model import Route, Start, Transition, Transitions
from openemploi.pathways.transitions.steps import route

__all__ = ["Finder", "Reach", "Route", "Start", "Transition", "Transitions", "finder", "route"]
