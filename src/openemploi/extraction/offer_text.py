"""An offer as its readers see it: the text, the same text made even for patterns, and its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match, Pattern
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.flat import flat
from openemploi.extraction.model import Passage, Section, SectionSpan
from openemploi.extraction.offer_sections import offer_sections, section_at

# Parts that never ask anything of a person.
NEVER_ASKS: Final = frozenset({Section.COMPANY, Section.BENEFITS, Section.LEGAL})


@dataclass(frozen=True, slots=True)
class OfferText:
    """``even`` has the length of ``document.text``: an offset in one is an offset in the other."""

    document: Document
    even: str
    sections: tuple[SectionSpan, ...]

    @classmethod
    def of(cls, document: Document) -> OfferText:
        return cls(document, flat(document.text), offer_sections(document.text))

    def passage(self, start: int, end: int) -> Passage:
        """The passage at ``start:end`` without the spaces around it."""
        text = self.document.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Passage(text, start, start + len(text), self.document.page_at(start))

    def found(
        self, pattern: Pattern[str], *, outside: frozenset[Section] = frozenset()
    ) -> Iterator[Match[str]]:
        """Where ``pattern`` matches the even text, outside of some sections."""
        for match in pattern.finditer(self.even):
            if section_at(self.sections, match.start()) not in outside:
                yield match

    def section(self, offset: int) -> Section:
        return section_at(self.sections, offset)

    def before(self, offset: int, length: int) -> str:
        """Up to ``length`` even characters before ``offset``, on its line."""
        low = max(0, offset - length)
        return self.even[max(low, self.even.rfind("\n", low, offset) + 1) : offset]

    def after(self, offset: int, length: int) -> str:
        """Up to ``length`` even characters after ``offset``, on its line."""
        high = self.even.find("\n", offset, offset + length)
        return self.even[offset : high if high >= 0 else offset + length]
