"""A ranking as one page that can be read, printed, kept and contested.

:func:`render` writes it: a single HTML file that asks nothing of any network, runs no script and works with its
style sheet switched off. Every figure on it adds up to the figure it explains (:mod:`.figures`), and the rules
behind the order are read from the code that applies them (:mod:`.rules`).
"""

from openemploi.reporting.model import Direction, Failure, RankingReport
from openemploi.reporting.page import render

__all__ = ["Direction", "Failure", "RankingReport", "render"]
