"""Text as it is compared: words without case, accents or endings, each with its place in the original.

Nothing here changes the text itself: a token keeps the offsets it was read at, so that a passage can always
be shown as the person wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer

# A word is letters and digits, with the inner signs of C++, C#, .NET, R&D, B2B, 3x8.
_WORD: Final = re.compile(r"\.?[^\W_]+(?:[+#]{1,2}(?!\w)|(?:[.&](?=[^\W_]))[^\W_]+)*", re.UNICODE)
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"}
)

# Words that carry no meaning of their own in a label ("gérer des stocks" = "gestion de stocks").
STOP_WORDS: Final = frozenset(
    """
    a au aux avec ce ces cet cette dans de des du d en et l la le les leur leurs ou par pour sa se ses son sur un une
    the an and at by for from in into of on or to with your his her their its
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word and where it stands: ``text[start:end]`` is the word as written."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Lower case, no accents, ligatures opened; Hangul kept in syllables (NFC).

    >>> fold("Bœuf BOURGUIGNON, à Évry")
    'boeuf bourguignon, a evry'
    """
    if text.isascii():
        return text.lower()
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", text.translate(_LIGATURES)) if not unicodedata.combining(c)
    )
    return unicodedata.normalize("NFC", stripped).lower()


def is_korean(text: str) -> bool:
    """Whether ``text`` holds any Hangul."""
    return _HANGUL.search(text) is not None


def tokens(text: str) -> Iterator[Token]:
    """The words of ``text`` in order, folded, with their offsets."""
    for found in _WORD.finditer(text):
        yield Token(found.start(), found.end(), _fold_word(found.group()))


def stem(folded: str, /) -> str:
    """The form under which an already folded word is compared, whatever its language.

    French and English share one stemmer pass: French Snowball on every Latin word. That is harmless for
    English because labels and texts go through the same door.

    >>> stem("encaissement") == stem("encaisser")
    True
    """
    return _stem(folded)


def stems(text: str, /) -> list[str]:
    """The stems of the meaningful words of ``text``, in order.

    >>> stems("Encaissement des clients") == stems("encaisser les clientes")
    True
    """
    return [stem(t.folded) for t in tokens(text) if t.folded not in STOP_WORDS]


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isalpha() or is_korean(word):
        return word
    root: str = _stemmer.stemWord(word)
    root = _FAMILIES.get(root, root)
    # "client" and "cliente", "vendeur" and "vendeuse" must meet.
    for ending, other in (("eux", "eur"), ("teur", "tric")):
        if root.endswith(ending) and len(root) > len(ending) + 2:
            root = root[: -len(ending)] + (other if ending == "eux" else "teur")
    if root.endswith("tric") and len(root) > 6:
        root = root[:-4] + "teur"
    return root


_stemmer: Final = Stemmer.Stemmer("french")
_FAMILIES: Final[dict[str, str]] = {}
