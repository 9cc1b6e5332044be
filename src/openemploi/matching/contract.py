"""A ranking as JSON: the public contract of ``rank``, ``offers`` and ``explain``, documented in ``docs/reference``."""

from __future__ import annotations

from typing import Any

from openemploi.extraction.model import Passage
from openemploi.matching.model import Match, Ranked, RequirementMatch


def ranked_record(entry: Ranked) -> dict[str, Any]:
    """One line of a ranking: ``rank, tied, file, score, parts, requirements, would_help, effect, notes``."""
    return {
        "rank": entry.rank,
        "tied": entry.tied,
        **match_record(entry.match),
        "would_help": [
            {
                "label": help_.requirement.label,
                "uri": help_.requirement.uri,
                "kind": help_.requirement.kind.value,
                "points": help_.points,
                "rank": help_.rank,
            }
            for help_ in entry.would_help
        ],
        "effect": entry.effect,
    }


def match_record(match: Match) -> dict[str, Any]:
    """One pair: ``parts`` sum to ``score``, and the points of the ``requirements`` of a part to that part."""
    return {
        "file": match.name,
        "score": match.score,
        "parts": {part.value: points for part, points in match.parts.items()},
        "worth": {part.value: points for part, points in match.worths.items()},
        "requirements": [requirement_record(line) for line in match.requirements],
        "conditions_not_met": [line.label for line in match.closed_gates],
        "notes": list(match.notes),
    }


def requirement_record(line: RequirementMatch) -> dict[str, Any]:
    """One requirement with its status, its points and where it was read on both sides."""
    return {
        "part": line.part.value,
        "label": line.label,
        "uri": line.uri,
        "kind": line.kind.value,
        "status": line.status.value,
        "similarity": line.similarity,
        "points": line.points,
        "worth": line.worth,
        "evidence": [passage_record(passage) for passage in line.evidence],
        "asked_in": [passage_record(passage) for passage in line.asked_in],
        "reason": line.reason,
    }


def passage_record(passage: Passage) -> dict[str, Any]:
    """``text`` stands at ``start:end`` of the document's text, on ``page``."""
    return {"text": passage.text, "page": passage.page, "start": passage.start, "end": passage.end}
