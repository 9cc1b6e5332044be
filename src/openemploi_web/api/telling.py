"""A comparison as a program reads it: the words first, then every line with its passages."""

from __future__ import annotations

from collections.abc import Iterable

from openemploi.extraction.model import Passage
from openemploi.matching import Match
from openemploi_web.api.schemas import Comparison, Line, Quote
from openemploi_web.vacancies import comparison


def comparison_of(match: Match, *, passages: bool = True) -> Comparison:
    """``match`` in full; without the person's ``passages`` for whom may not read them."""
    return Comparison(
        words=comparison.words(match),
        lines=[
            Line(
                part=line.part.value,
                label=line.label,
                uri=line.uri,
                kind=line.kind.value,
                status=line.status.value,
                reason=line.reason if passages else "",
                required_by_law=line.gate,
                points=round(line.points, 2),
                worth=round(line.worth, 2),
                passages=_quotes(line.evidence) if passages else [],
                asked_in=_quotes(line.asked_in),
            )
            for line in match.requirements
        ],
        conditions_not_met=[line.label for line in match.closed_gates],
        notes=list(match.notes) if passages else [],
    )


def _quotes(passages: Iterable[Passage]) -> list[Quote]:
    return [Quote(text=passage.text, page=passage.page) for passage in passages]
