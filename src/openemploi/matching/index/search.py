"""The first k of an index by the full score: exactly those that comparing every document would give.

1. A scan bounds the scores of every pack of documents from above.
2. The packs whose bound could reach the first k are looked at, the greatest first: their documents are scored by their
   facts, still from above but tighter.
3. In that order the very score is worked out, by the :class:`Matcher` that explains it, until no bound can reach it.

Documents of equal score stand in an order that depends on the question and their id: nobody is always last.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index import kernels
from openemploi.matching.index.block import Block
from openemploi.matching.index.choosing import Chooser, Found
from openemploi.matching.index.explaining import Answers, Document, Explain, Facts, PersonExplainer
from openemploi.matching.index.features import skill_claim, skill_uri
from openemploi.matching.index.filters import Filter, Masks
from openemploi.matching.index.offers import looking, months_asked
from openemploi.matching.index.people import asking
from openemploi.matching.index.query import Prepared
from openemploi.matching.index.reader import Index
from openemploi.matching.index.records import unpack_offer, unpack_person
from openemploi.matching.index.room import Room
from openemploi.matching.model import Match
from openemploi.matching.pair import Asked, Held, Matcher

Array = npt.NDArray[Any]
Made = TypeVar("Made")

_PREPARED_KEPT: Final = 256  # questions
_MASKS_KEPT: Final = 16  # filters, a byte a document each
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
        self._answering: dict[int, tuple[Asked, Answers]] = {}
        self._masks = lru_cache(maxsize=_MASKS_KEPT)(lambda keep: keep.masks(index))

    def people_for(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Found:
        """The ``count`` people who meet ``asked`` most; nobody who meets nothing of it."""
        prepared = self.prepare(asked, key=key)
        explained = PersonExplainer(
            self.matcher, asked, index=self.index, facts=self._facts, answers=self._answers(asked)
        )
        return self._first(prepared, explained, count=count, keep=keep)

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

        def explained(documents: Sequence[Document]) -> list[Match]:
            return [
                self.matcher.compare_held(
                    held, self._prepared_offer(one.block, one.doc, language), name=one.name, key=one.tie
                )
                for one in documents
            ]

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
        return _kept(
            self._prepared,
            (id(asked), key),
            asked,
            lambda: Prepared(asking(asked, key=key, matcher=self.matcher), self.index),
        )

    def prepare_person(self, held: Held, *, key: str) -> Prepared:
        """The question that a person asks of offers, ready for the scans; not kept, as it tells of them."""
        return Prepared(looking(held, key=key, matcher=self.matcher, needed=self._months), self.index)

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self.index)

    def _answers(self, asked: Asked) -> Answers:
        """What explaining people for ``asked`` needs; kept as :meth:`prepare` keeps the question."""
        return _kept(self._answering, id(asked), asked, lambda: Answers(asked, self.matcher, self.index.ids))

    def _asked(self, block: Block, doc: int, language: str) -> Asked:
        return self.matcher.ask(unpack_offer(block.rest(doc)), language=language, answers=False)

    def _first(self, prepared: Prepared, explain: Explain, *, count: int, keep: Filter | None) -> Found:
        chooser = Chooser(self.index, prepared, explain, count)
        masks = self._gather(chooser, keep)
        chooser.settle()
        # Packs whose bound the first k do not exceed after all are looked at too: rarely any.
        self._look(chooser, masks, top=np.zeros(0), least=chooser.least())
        chooser.settle()
        return chooser.found()

    def _gather(self, chooser: Chooser, keep: Filter | None) -> Masks:
        """Give ``chooser`` all that could be among the first, as far as scans and facts tell; who may be found."""
        keep = keep or Filter()
        # What is asked around a place may tell where a person lives: not kept.
        masks = self._masks(keep) if keep.around is None else keep.masks(self.index)
        kernels.scan(self.index, masks, chooser.prepared, self._room())
        self._look(chooser, masks, top=chooser.top, least=1)
        return masks

    def _look(self, chooser: Chooser, masks: Masks, *, top: Array, least: int) -> None:
        chooser.take(*kernels.look(self.index, masks, chooser.prepared, top, least, self._room()))

    def _room(self) -> Room:
        if not hasattr(self._local, "room"):
            self._local.room = Room(self.index)
        room: Room = self._local.room
        return room


def _kept(kept: dict[Any, tuple[Asked, Made]], key: object, asked: Asked, make: Callable[[], Made]) -> Made:
    """What was made of ``asked`` before, or is made now."""
    found = kept.get(key)
    if found is None or found[0] is not asked:
        if len(kept) >= _PREPARED_KEPT:
            kept.clear()
        found = kept[key] = asked, make()
    return found[1]


def _unexplained(documents: Sequence[Document]) -> list[Match]:
    return [Match(document.name, document.tie, ()) for document in documents]
