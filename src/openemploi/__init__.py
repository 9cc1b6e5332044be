"""Open Emploi reads CVs and offers and ranks each for the other, with reasons.

Start with :class:`openemploi.engine.Engine`, the one object that the command line, a notebook or a
server uses. The rooms of the house and the way through them are in ``docs/explanation/house.md``.
"""

__version__ = "0.1.0"
