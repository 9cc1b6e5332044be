"""Offers and people compared, in an order that each of them can read, check and contest.

:class:`~openemploi.matching.pair.Matcher` scores one pair; :func:`~openemploi.matching.ranking.rank` puts many in
order. The score is the sum of the points of the requirements, and nothing else: the explanation is the
computation. How many points a requirement is worth is declared in :mod:`~openemploi.matching.weights`.
"""

from openemploi.matching.model import Match, Ranked, RequirementMatch, Status
from openemploi.matching.pair import Matcher
from openemploi.matching.ranking import rank
from openemploi.matching.spreading import Load, spread

__all__ = ["Load", "Match", "Matcher", "Ranked", "RequirementMatch", "Status", "rank", "spread"]
