"""The first k of an index by the full score: exactly those that comparing every document would give.

1. A scan bounds the score of every document from above (or, where a filter keeps few, their facts are looked at).
2. Those whose bound could reach the first k are scored by their facts, still from above but tighter.
3. In that order the very score is worked out, by the :class:`Matcher` that explains it, until no bound can reach it.

Documents of equal score stand in an order that depends on the question and their id: nobody is always last.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy.typing as npt

from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index import kernels
from openemploi.matching.index.block import Block
from openemploi.matching.index.choosing import Chooser, Found
from openemploi.matching.index.explaining import Explain, PersonExplainer
from openemploi.matching.index.features import skill_claim, skill_uri
from openemploi.matching.index.filters import Filter
from openemploi.matching.index.offers import looking, months_asked
from openemploi.matching.index.people import asking
from openemploi.matching.index.query import Prepared
from openemploi.matching.index.reader import Index
from openemploi.matching.index.records import unpack_offer, unpack_person
from openemploi.matching.index.scale import SCALE
from openemploi.matching.index.scanning import Room, Scanned
from openemploi.matching.model import Match
from openemploi.matching.pair import Asked, Held, Matcher

Array = npt.NDArray[Any]

_SPARED: Final = 0.35  # share of what the k-th promises that lines left out of a scan may give
_FEW: Final = 0.005  # share of a block under which looking at documents one by one is quicker than a scan
_PREPARED_KEPT: Final = 256  # questions
_OFFERS_KEPT: Final = 32_768  # offers of the index, ready to be compared: many people meet the same ones


class Searcher:
    """Searches one :class:`Index` with one :class:`Matcher`. Safe to use from several threads."""

    def __init__(self, index: Index, matcher: Matcher) -> None:
        self.index = index
        self.matcher = matcher
        self._months = months_asked(index.terms) if index.side == "offers" else frozenset()
        self._local = threading.local()
        self._prepared_offer = lru_cache(maxsize=_OFFERS_KEPT)(self._asked)
        self._prepared: dict[tuple[int, str], tuple[Asked, Prepared]] = {}

    def people_for(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Found:
        """The ``count`` people who meet ``asked`` most; nobody who meets nothing of it."""
        prepared = self.prepare(asked, key=key)
        return self._first(
            prepared,
            PersonExplainer(self.matcher, asked, terms=self.index.terms, ids=self.index.ids),
            count=count,
            keep=keep,
        )

    def offers_for(
        self,
        held: Held,
        *,
        key: str,
        count: int = 100,
        keep: Filter | None = None,
        language: str = "fr",
        prepared: Prepared | None = None,
    ) -> Found:
        """The ``count`` offers that ``held`` meets most, labels in ``language``; none of which nothing is met.

        Who asks several times, with other filters, gives what :meth:`prepare_person` gave.
        """
        prepared = prepared or self.prepare_person(held, key=key)

        def explained(block: Block, doc: int, name: str, tie: str) -> Match:
            return self.matcher.compare_held(
                held, self._prepared_offer(block, doc, language), name=name, key=tie
            )

        return self._first(prepared, explained, count=count, keep=keep)

    def person(self, number: int) -> PersonFacts:
        """What the index knows of a person, skills included."""
        block, doc = self.index.place(number)
        person = unpack_person(block.rest(doc))
        terms, codes = block.claims(doc)
        claims = [
            skill_claim(skill_uri(self.index.terms[term]), block.facts[code])
            for term, code in zip(terms, codes, strict=True)
            if block.facts[code][0] == "skill"
        ]
        return replace(person, skills=tuple(claims))

    def offer(self, number: int) -> OfferFacts:
        """What the index knows of an offer."""
        block, doc = self.index.place(number)
        return unpack_offer(block.rest(doc))

    def best_numbers(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Array:
        """The documents that :meth:`people_for` would look at first, by what their facts promise, unexplained."""
        chooser = Chooser(self.index, self.prepare(asked, key=key), _unexplained, count)
        self._gather(chooser, keep)
        return chooser.promising()

    def prepare(self, asked: Asked, *, key: str) -> Prepared:
        """The question that an offer asks, ready for the scans; the last ones are kept, to be filtered otherwise."""
        kept = self._prepared.get((id(asked), key))
        if kept is not None and kept[0] is asked:
            return kept[1]
        prepared = Prepared(asking(asked, key=key, matcher=self.matcher), self.index)
        if len(self._prepared) >= _PREPARED_KEPT:
            self._prepared.clear()
        self._prepared[id(asked), key] = asked, prepared
        return prepared

    def prepare_person(self, held: Held, *, key: str) -> Prepared:
        """The question that a person asks of offers, ready for the scans; not kept, as it tells of them."""
        return Prepared(looking(held, key=key, matcher=self.matcher, needed=self._months), self.index)

    def _asked(self, block: Block, doc: int, language: str) -> Asked:
        return self.matcher.ask(unpack_offer(block.rest(doc)), language=language, answers=False)

    def _first(self, prepared: Prepared, explain: Explain, *, count: int, keep: Filter | None) -> Found:
        chooser = Chooser(self.index, prepared, explain, count)
        scanned = self._gather(chooser, keep)
        chooser.settle()
        # Those whose bound the first k do not exceed after all are looked at too: rarely any.
        scanned.offer_down_to(chooser.least(), chooser)
        chooser.settle()
        return chooser.found()

    def _gather(self, chooser: Chooser, keep: Filter | None) -> Scanned:
        """Give ``chooser`` all that could be among the first, as far as scans and facts tell."""
        masks: list[Array | None] = []
        which: list[int] = []
        for number, opened in enumerate(self.index.blocks):
            few = int(_FEW * len(opened))
            mask = None if opened.gone is None else ~opened.gone
            if keep is not None:
                mask, docs = keep.kept(self.index, opened, few=few)
                if docs is not None:
                    chooser.offer(opened, docs)
                    masks.append(None)
                    continue
            masks.append(mask)
            which.append(number)
        scanned = Scanned(self.index, self._room())
        lines, spared = chooser.prepared.lines, 0
        for part in (which[:1], which[1:]):
            if chooser.top[0] > 0:  # the first block shows what the k-th has at least
                lines, spared = chooser.prepared.lines.without_dear(chooser.top[0] * SCALE * _SPARED)
            numbers, points, seen = kernels.gather(
                self.index, part, masks, chooser.prepared, lines, spared, chooser.top, scanned.room
            )
            chooser.take(numbers, points)
            scanned.looked(part, seen, spared)
        return scanned

    def _room(self) -> Room:
        if not hasattr(self._local, "room"):
            self._local.room = Room(self.index)
        room: Room = self._local.room
        return room


def _unexplained(block: Block, doc: int, name: str, tie: str) -> Match:
    return Match(name, tie, ())
