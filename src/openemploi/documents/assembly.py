"""From the lines that a format's reader gives to one text with exact offsets.

All cleaning of characters happens here and nowhere else, so that every format gives the same kind of text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from openemploi.documents.model import Block, Box
from openemploi.documents.refusals import Refusal

# C0, C1, soft hyphen, zero width, bidirectional marks, byte order mark, interlinear and specials but U+FFFD.
_REMOVED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n\t]+")
_TABS: Final = re.compile(r" ?\t[ \t]*")
_LIGATURES: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"
}  # fmt: skip
_LIGATURE: Final = re.compile("[\ufb00-\ufb06]")
_UNREADABLE: Final = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]|\(cid:\d+\)")
# Bullets of the symbol fonts that word processors use, as their private characters.
_SYMBOL_BULLETS: Final = str.maketrans(
    dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e0\uf0a8\uf02d\uf06e\uf071", "•")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, paragraph or cell before its place in the text is known; ``apart``: a blank line stands before it."""

    text: str
    page: int = 1
    box: Box | None = None
    apart: bool = False


@dataclass(slots=True)
class Parsed:
    """What the reader of one format hands over. ``raw`` keeps the text as it is (JSON and XML)."""

    lines: list[Line]
    pages: int = 1
    quality: float = 1.0
    notes: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Assembled:
    """A text with its blocks; ``unreadable`` characters were counted in it."""

    text: str
    blocks: tuple[Block, ...]
    unreadable: int


def assemble(parsed: Parsed, *, max_text_chars: int) -> Assembled:
    """The text of ``parsed``: lines separated by one line feed, by two where a blank line stood.

    Raises :class:`Refusal` ``document_too_much_text`` beyond ``max_text_chars``.
    """
    if parsed.raw is not None:
        return _as_it_is(parsed.raw)
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    apart = False
    for line in parsed.lines:
        apart = apart or line.apart
        for text in clean(line.text).split("\n"):
            text = text.strip()
            if not text:
                continue
            separator = "" if not blocks else "\n\n" if apart else "\n"
            apart = False
            start = position + len(separator)
            position = start + len(text)
            if position > max_text_chars:
                raise Refusal("document_too_much_text", limit=max_text_chars)
            pieces += (separator, text)
            blocks.append(Block(start, position, line.page, line.box))
    text = "".join(pieces)
    return Assembled(text, tuple(blocks), count_unreadable(text))


def clean(text: str, /) -> str:
    """``text`` in NFC with plain spaces and line feeds, ligatures opened, invisible characters removed.

    >>> clean("e\\u0301quipe\\u00a0:\\r\\nef\\ufb01cace")
    'équipe :\\nefficace'
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _REMOVED.sub("", text)
    if not text.isascii():
        text = _LIGATURE.sub(lambda found: _LIGATURES[found.group()], text)
        text = unicodedata.normalize("NFC", text).translate(_SYMBOL_BULLETS)
    text = _SPACES.sub(" ", text)
    return _TABS.sub("\t", text)


def count_unreadable(text: str) -> int:
    """Characters that no reader can make sense of: replacement, private use, and glyph numbers."""
    return 0 if text.isascii() and "(cid:" not in text else len(_UNREADABLE.findall(text))


def paragraphs(text: str, *, page: int = 1) -> Iterable[Line]:
    """The lines of a plain text; blank lines become the ``apart`` of the next one."""
    apart = False
    for line in text.split("\n"):
        if line.strip():
            yield Line(line, page, apart=apart)
            apart = False
        else:
            apart = True


def _as_it_is(text: str) -> Assembled:
    """A record is bounded by its bytes: a Europass file carries its photograph as text."""
    blocks = tuple(Block(m.start(), m.end(), 1) for m in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return Assembled(text, blocks, count_unreadable(text))
