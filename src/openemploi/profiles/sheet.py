"""The readable text of a structured record, written down fact by fact.

Each thing put on a :class:`Sheet` comes back as the :class:`Passage` where it now stands, so that a fact read
from a record has evidence like one read from a page. The words of the labels follow the record's own language,
never the reader's: the text of a document must not change with who looks at it.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import Final

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Passage, Section, SectionSpan
from openemploi.profiles.labels import LABELS

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
# Private characters that stand for tags while a text is being made plain.
_BLOCK: Final = "\ue000"
_ITEM: Final = "\ue001"
_RUN: Final = re.compile(rf" ?[{_BLOCK}{_ITEM}][{_BLOCK}{_ITEM} \n]*")
_NEW_LINE: Final = frozenset(
    re.findall(r"\w+", "p div br li ul ol tr h1 h2 h3 h4 h5 h6 table section article")
)


class Sheet:
    """A text being written, line by line, with its sections."""

    def __init__(self, *, french: bool) -> None:
        self.french = french
        self._lines: list[str] = []
        self._length = 0  # of the lines joined by line feeds
        self._blocks: list[Block] = []
        self._sections: list[SectionSpan] = []
        self._open: tuple[Section, int, str] | None = None
        self._next: tuple[Section, str] | None = None

    @property
    def colon(self) -> str:
        """The colon as the record's language spaces it."""
        return " : " if self.french else ": "

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._lines

    def section(self, section: Section, *, label: str | None = None) -> None:
        """Begin ``section`` with the next block, under the heading named ``label`` when there is one."""
        self._close_section()
        self._next = (section, self.word(label) if label else "")

    def block(self, text: str) -> Passage:
        """Put ``text`` on lines of its own."""
        if self._next:
            section, heading = self._next
            self._next = None
            if self._lines:
                self._add("")
            self._open = (section, self._length + bool(self._lines), heading)
            if heading:
                self.block(heading)
        start = self._add(text)
        self._blocks.append(Block(start=start, end=start + len(text), page=1))
        return Passage(text=text, start=start, end=start + len(text), page=1)

    def fact(self, label: str, value: str) -> Passage:
        """Put "Label: value" on a line; the passage is the value."""
        value = one_line(value)
        before = f"{self.word(label)}{self.colon}"
        return part(self.block(before + value), at=len(before), length=len(value))

    def word(self, label: str) -> str:
        """``label`` in the language of the record."""
        return LABELS[label][0 if self.french else 1]

    def sections(self) -> tuple[SectionSpan, ...]:
        """The sections written so far; those without a line are left out."""
        self._close_section()
        return tuple(self._sections)

    def document(
        self, *, name: str, sha256: str, media_type: MediaType, notes: tuple[str, ...] = ()
    ) -> Document:
        """The finished document. ``sha256`` is that of the bytes the record came in."""
        return Document(
            name=name,
            sha256=sha256,
            media_type=media_type,
            text="\n".join(self._lines),
            blocks=tuple(self._blocks),
            pages=1,
            quality=1.0,
            notes=notes,
        )

    def _add(self, text: str) -> int:
        start = self._length + bool(self._lines)
        self._lines.append(text)
        self._length = start + len(text)
        return start

    def _close_section(self) -> None:
        if self._open:
            section, start, heading = self._open
            self._sections.append(
                SectionSpan(section=section, start=start, end=self._length, heading=heading)
            )
            self._open = None


def part(whole: Passage, *, at: int, length: int) -> Passage:
    """The ``length`` characters of ``whole`` that begin at ``at``, counted from its own start."""
    start = whole.start + at
    return Passage(text=whole.text[at : at + length], start=start, end=start + length, page=whole.page)


def find(words: str, *, within: Passage) -> Passage:
    """``words`` inside ``within``; the whole of it when they are not there."""
    at = within.text.find(words)
    return part(within, at=at, length=len(words)) if at >= 0 else within


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space.

    >>> one_line("35H/semaine\\nTravail en journée ")
    '35H/semaine Travail en journée'
    """
    return " ".join(text.split())


def plain_text(text: str) -> str:
    """``text`` without HTML: paragraphs and list items on lines of their own, entities opened.

    A text without tags stays as it is.

    >>> plain_text("<p>Vous&nbsp;:</p><ul><li>pesez</li><li>emballez</li></ul>")
    'Vous\\xa0:\\n- pesez\\n- emballez'
    """
    text = _without_comments(text)
    found = {tag.group(2).lower() for tag in _TAG.finditer(text)}
    if not found and "&" not in text:
        return text
    if found & _NEW_LINE:
        # Where tags part the lines, line feeds of the source mean nothing.
        text = re.sub(r"[ \t\r\n]+", " ", text)
    if found:
        text = _TAG.sub(_as_text, text)
        # Blocks part lines however many there are; line breaks count one by one.
        text = _RUN.sub(lambda run: "\n- " if _ITEM in run.group() else "\n", text)
        lines = [line.strip() for line in text.split("\n")]
        text = "\n".join(line for line in lines if line != "-")
    return unicodedata.normalize("NFC", html.unescape(text)).strip()


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join((*kept, text[at:])) if kept else text


def _as_text(tag: re.Match[str]) -> str:
    name = tag.group(2).lower()
    if name == "br":
        return "\n"
    if name == "li" and not tag.group(1):
        return _ITEM
    return _BLOCK if name in _NEW_LINE else ""


def digest(text: str | bytes) -> str:
    """SHA-256 of the bytes of a record, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace") if isinstance(text, str) else text).hexdigest()
