"""What a page about a ranking is made from: the ranking, and what its reader must know beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from openemploi.errors import OpenEmploiError
from openemploi.matching.model import Ranked
from openemploi.matching.weights import Weights


class Direction(StrEnum):
    """Which side is put in order."""

    CVS = "cvs"  # CVs for an offer
    OFFERS = "offers"  # offers for a CV


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and so stands nowhere in the ranking: said, never dropped in silence."""

    name: str
    code: str
    message: str
    remedy: str

    @classmethod
    def of(cls, name: str, error: OpenEmploiError) -> Failure:
        """The failure of the file ``name`` that ``error`` tells."""
        return cls(name, error.code, error.message, error.remedy)


@dataclass(frozen=True, slots=True)
class RankingReport:
    """A ranking to be shown.

    Parameters
    ----------
    title:
        The offer's title, or the name of the CV.
    direction:
        ``"cvs"`` or ``"offers"``: what ``ranked`` holds.
    ranked:
        In the order of :func:`openemploi.matching.ranking.rank`.
    made_on:
        The day the ranking was made.
    failures:
        Files that could not be read.
    subject:
        Facts about the offer or the CV, as (label, value).
    attributions:
        Sentences that the licences of the taxonomies ask for.
    blind:
        Whether names were replaced. The page only says so: ``ranked``, ``title`` and the passages are shown as
        they are given.
    weights:
        Those that the ranking was made with; the page tells its rules from them.
    """

    title: str
    direction: Direction | str
    ranked: tuple[Ranked, ...]
    made_on: date
    failures: tuple[Failure, ...] = ()
    subject: tuple[tuple[str, str], ...] = ()
    attributions: tuple[str, ...] = ()
    blind: bool = False
    weights: Weights = field(default_factory=Weights)
