"""What reading a file gives: its text, and where on which page each piece of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    """The kinds of file that can be read, told from their bytes and never from their names."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    HTML = "text/html"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    JSON = "application/json"
    XML = "application/xml"
    LINKEDIN = "application/zip"  # the archive of LinkedIn; no other archive is read


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch) from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document that is read in one go: a line, a paragraph, a cell of a table.

    ``document.text[start:end]`` is its text. ``page`` counts from 1; formats without pages have one.
    ``box`` is unknown for formats without a layout.
    """

    start: int
    end: int
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file in reading order.

    Parameters
    ----------
    name:
        File name as given, for people; never used to decide anything.
    sha256:
        Of the bytes, in hexadecimal.
    media_type:
        What the bytes are.
    text:
        Everything read, NFC, blocks separated by line feeds.
    blocks:
        In reading order, not overlapping, each with its page.
    pages:
        Number of pages.
    quality:
        0 to 1: how surely the page was read (1 for born-digital text in a known encoding; the mean word
        confidence for a scan; lowered by unreadable characters).
    notes:
        What was not read or was doubtful, in the reader's language; nothing is dropped in silence.
    """

    name: str
    sha256: str
    media_type: MediaType
    text: str
    blocks: tuple[Block, ...]
    pages: int
    quality: float
    notes: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int:
        """The page on which the character at ``offset`` stands; 1 when no block holds it."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.blocks):
            return self.blocks[low].page
        return self.blocks[-1].page if self.blocks else 1
