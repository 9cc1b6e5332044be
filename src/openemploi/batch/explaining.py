"""One pair in full from the two indexes: the lines and points that a shard counted, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openemploi.batch.plan import contents
from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.matching import Match, Matcher
from openemploi.matching.index import Index, Searcher
from openemploi.reporting.words import part_name
from openemploi.taxonomy.library import open_taxonomy


def explain(people: Path, offers: Path, *, person: str, offer: str, language: str) -> Match:
    """Compare the person of an index with the offer of another, by their ids; labels are in ``language``.

    Raises ``RequestError``: ``batch_id_unknown``, and as :func:`openemploi.batch.plan.contents`.
    """
    contents(people, side="people")
    contents(offers, side="offers")
    matcher = Matcher(open_taxonomy())
    held, asking = (Searcher(Index.open(folder), matcher) for folder in (people, offers))
    facts = held.person(_number(held.index, person))
    asked = matcher.ask(asking.offer(_number(asking.index, offer)), language=language)
    match = matcher.compare(facts, asked, name=person, key="")
    # an index keeps no words: what has no name in a classification, a diploma, is called by its part
    lines = [line if line.label else line._replace(label=part_name(line.part)) for line in match.requirements]
    return replace(match, requirements=tuple(lines))


def _number(index: Index, document_id: str) -> int:
    number = index.find(document_id)
    if number is None:
        raise RequestError(
            "batch_id_unknown",
            _("The index in {folder} has nothing called {name}.", folder=index.folder, name=document_id),
            remedy=_("Check the id; the output of a run names those that are there."),
        )
    return number
