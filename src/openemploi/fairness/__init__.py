"""Equal treatment, tested and reported.

:mod:`.twins` asks any recommender the same question for two people who differ in one thing that must not count;
:mod:`.exposure` tells which group is shown what. :mod:`.invented` has fictitious people to run both on.
"""

from openemploi.fairness.exposure import Exposure, Item, Shown, exposure
from openemploi.fairness.twins import Twin, TwinReport, twin_test

__all__ = ["Exposure", "Item", "Shown", "Twin", "TwinReport", "exposure", "twin_test"]
