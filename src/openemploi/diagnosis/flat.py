"""A text in small letters without accents, letter for letter as long as what was written.

Cues are looked for in it, and what they find is shown in the person's own letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.model import Passage
from openemploi.folding import Token, fold, is_korean, tokens

_FAR: Final = 400  # reading stays quick, whatever is written
_LETTERS: Final = re.compile(r"[가-힣]+|[^가-힣]+")
_SENTENCE_END: Final = re.compile(r"[.;!?\n](?=\s|$)|[。]")


@dataclass(frozen=True, slots=True)
class Flat:
    """``written`` and its ``letters``, of the same length; ``words`` have their places in both."""

    written: str
    letters: str
    words: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> Flat:
        """Read ``text``; its composed letters (NFC) are what passages are shown in."""
        written = unicodedata.normalize("NFC", text)
        return cls(written, "".join(map(_flat, written)), tuple(_parted(written)))

    def passage(self, start: int, end: int) -> Passage:
        """``start`` to ``end`` as written."""
        return Passage(self.written[start:end], start, end, 1)

    def sentence_end(self, place: int) -> int:
        """Where it ends."""
        found = _SENTENCE_END.search(self.letters, place)
        return found.start() if found else len(self.letters)

    def before(self, place: int) -> str:
        """What stands before ``place`` in its sentence, in plain letters: the last 400 of a sentence without end."""
        start = max(0, place - _FAR)
        last = None
        for last in _SENTENCE_END.finditer(self.letters, start, place):  # noqa: B007 - the last one is meant
            pass
        return self.letters[last.end() if last else start : place]


def _parted(text: str) -> Iterator[Token]:
    """The words of ``text``; Korean hangs its particles on names in other letters ("Gap에서"), each is a word here."""
    for token in tokens(text):
        parts = list(_LETTERS.finditer(text, token.start, token.end)) if is_korean(token.folded) else []
        if len(parts) < 2:
            yield token
        else:
            yield from (Token(part.start(), part.end(), fold(part.group())) for part in parts)


def _flat(letter: str) -> str:
    if letter in " \u202f\u2009\u3000":
        return " "
    folded = fold(letter)
    return folded[:1] or " "
