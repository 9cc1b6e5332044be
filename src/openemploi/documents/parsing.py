"""One file's bytes to its lines, whatever its kind. Runs in the process that is allowed to die.

Nothing here speaks to a person: reasons are codes, and the parent makes sentences of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from openemploi.documents import images, markup, ocr, odt, pdf, plain
from openemploi.documents.assembly import Assembled, Line, Parsed, assemble
from openemploi.documents.detection import media_type_of
from openemploi.documents.docx import read_docx
from openemploi.documents.exports import read_export
from openemploi.documents.hyphens import rejoined
from openemploi.documents.limits import Limits
from openemploi.documents.model import MediaType
from openemploi.documents.refusals import Refusal

_UNREADABLE: Final = 0.5  # share of characters that mean nothing beyond which there is no text
_PICTURES: Final = (MediaType.PNG, MediaType.JPEG, MediaType.TIFF, MediaType.WEBP)


class ScansFound(Exception):
    """The file has ``pages`` that need recognising; the parent grants the time for it, or refuses."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The Tesseract that the parent found."""

    program: str
    languages: str
    orientation: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What goes back to the parent."""

    media_type: MediaType
    assembled: Assembled
    pages: int
    quality: float
    notes: list[tuple[str, dict[str, int]]]


def parse(data: bytes, *, limits: Limits, recogniser: Recogniser | None, scans: str) -> Outcome:
    """Read ``data``. ``scans``: ``ask`` raises :class:`ScansFound`, ``read`` recognises, ``skip`` leaves them out."""
    kind = media_type_of(data)
    parsed = _parsed(kind, data, limits=limits, recogniser=recogniser, scans=scans)
    assembled = assemble(parsed, max_text_chars=limits.max_text_chars)
    solid = sum(b.end - b.start for b in assembled.blocks)
    unreadable = assembled.unreadable / solid if solid else 1.0
    if unreadable > _UNREADABLE or not any(c.isalnum() for c in assembled.text):
        raise Refusal("document_no_text")
    notes = list(parsed.notes)
    if assembled.unreadable:
        notes.append(("unreadable_characters", {"count": assembled.unreadable}))
    # Each unreadable character spoils about a word: three times its share is taken off.
    quality = max(0.0, parsed.quality * (1 - min(1.0, 3 * unreadable)))
    return Outcome(kind, assembled, parsed.pages, round(quality, 3), notes)


def _parsed(
    kind: MediaType, data: bytes, *, limits: Limits, recogniser: Recogniser | None, scans: str
) -> Parsed:
    if kind in _PICTURES:
        return _read_picture(data, limits=limits, recogniser=recogniser, scans=scans)
    match kind:
        case MediaType.PDF:
            return _read_pdf(data, limits=limits, recogniser=recogniser, scans=scans)
        case MediaType.DOCX:
            return read_docx(data, limits=limits)
        case MediaType.ODT:
            return odt.read_odt(data, limits=limits)
        case MediaType.RTF:
            return plain.read_rtf(data)
        case MediaType.HTML:
            return markup.read_html(data)
        case MediaType.JSON:
            return plain.read_json(data)
        case MediaType.XML:
            return plain.read_xml(data)
        case MediaType.LINKEDIN:
            return read_export(data, limits=limits)
        case _:
            return plain.read_text(data)


def _read_picture(data: bytes, *, limits: Limits, recogniser: Recogniser | None, scans: str) -> Parsed:
    count, pictures = images.frames(data, limits=limits)
    if scans == "ask":
        raise ScansFound(count)
    if scans == "skip" or recogniser is None:
        raise Refusal("document_scan_without_ocr")
    parsed = Parsed([], pages=count)
    tally = _Tally()
    for number, (picture, scale) in enumerate(pictures, start=1):
        if number > limits.max_ocr_pages:
            break
        parsed.lines += tally.add(_recognise(picture, scale, recogniser, number))
    parsed.quality = tally.confidence * tally.pages / count
    parsed.notes += tally.notes(missing=count - tally.pages)
    return parsed


def _read_pdf(data: bytes, *, limits: Limits, recogniser: Recogniser | None, scans: str) -> Parsed:
    document = pdf.open_pdf(data, max_pages=limits.max_pages)
    try:
        pages: list[pdf.PdfPage] = []
        letters = 0
        for index in range(len(document)):
            pages.append(pdf.read_page(document, index))
            letters += sum(len(line.text) for line in pages[-1].lines)
            if letters > limits.max_text_chars:
                raise Refusal("document_too_much_text", limit=limits.max_text_chars)
        scanned = [index for index, page in enumerate(pages) if page.scanned]
        if scanned and scans == "ask":
            raise ScansFound(len(scanned))
        parsed = Parsed([], pages=len(pages))
        if all(page.damaged for page in pages):
            raise Refusal("document_truncated")
        parsed.notes += [
            ("page_not_read", {"page": i}) for i, page in enumerate(pages, start=1) if page.damaged
        ]
        parsed.notes += [("hidden_text", {"page": i}) for i, page in enumerate(pages, start=1) if page.hidden]
        hyphens = pdf.sets_hyphens(document)
        tally = _Tally()
        if scans == "read" and recogniser is not None:
            for index in scanned[: limits.max_ocr_pages]:
                picture, scale = pdf.render_page(document, index)
                read = _recognise(picture, scale, recogniser, index + 1)
                if sum(len(line.text) for line in read.lines) > sum(
                    len(line.text) for line in pages[index].lines
                ) or any("\ufffd" in line.text for line in pages[index].lines):
                    pages[index].lines = tally.add(read)
                else:
                    tally.pages += 1
    finally:
        document.close()
    missing = len(scanned) - tally.pages
    born_digital = sum(len(line.text) for page in pages if not page.scanned for line in page.lines)
    text = any(page.lines for page in pages)
    if not text and missing:
        raise Refusal("document_scan_without_ocr")
    kept, repeated = _without_repeats([page.lines for page in pages], [page.height for page in pages])
    parsed.lines = rejoined([line for lines in kept for line in lines], hyphenated=hyphens)
    unread = missing + sum(page.damaged for page in pages)
    parsed.quality = tally.mixed_with(born_digital) * (
        1 - unread / len(pages)
    )  # a page not read is not read well
    if repeated:
        parsed.notes.append(("repeated_lines", {}))
    parsed.notes += tally.notes(missing=missing)
    return parsed


def _recognise(picture: Image.Image, scale: float, recogniser: Recogniser, page: int) -> ocr.Recognised:
    return ocr.recognise(
        picture,
        program=recogniser.program,
        languages=recogniser.languages,
        orientation=recogniser.orientation,
        page=page,
        scale=scale,
    )


class _Tally:
    """Confidence over the recognised pages, weighted by their letters."""

    def __init__(self) -> None:
        self.pages = 0
        self.letters = 0
        self.sure = 0.0
        self.dropped = 0

    def add(self, read: ocr.Recognised) -> list[Line]:
        letters = sum(len(line.text) for line in read.lines)
        self.pages += 1
        self.letters += letters
        self.sure += letters * read.confidence
        self.dropped += read.dropped
        return read.lines

    @property
    def confidence(self) -> float:
        return self.sure / self.letters if self.letters else 0.0

    def mixed_with(self, born_digital: int) -> float:
        letters = self.letters + born_digital
        return (self.sure + born_digital) / letters if letters else 1.0

    def notes(self, *, missing: int) -> list[tuple[str, dict[str, int]]]:
        found: list[tuple[str, dict[str, int]]] = []
        if self.pages:
            found.append(("recognised", {"count": self.pages}))
        if missing:
            found.append(("pages_not_recognised", {"count": missing}))
        if self.dropped:
            found.append(("uncertain_words", {"count": self.dropped}))
        return found


def _without_repeats(pages: list[list[Line]], heights: list[float]) -> tuple[list[list[Line]], bool]:
    """Lines that stand in the top or bottom margin of every page (numbers apart) stay on the first only."""
    if len(pages) < 2:
        return pages, False

    def key(line: Line, height: float) -> str | None:
        if line.box is None or (0.09 * height < line.box.top and line.box.bottom < 0.91 * height):
            return None
        return re.sub(r"\d+", "0", line.text.strip())

    seen = Counter(
        found
        for lines, height in zip(pages, heights, strict=True)
        for found in {key(line, height) for line in lines}
    )
    written = sum(1 for lines in pages if lines)
    repeated = {text for text, count in seen.items() if text and count >= max(2, 0.6 * written)}
    kept: list[list[Line]] = []
    given: set[str | None] = set()
    for lines, height in zip(pages, heights, strict=True):
        page: list[Line] = []
        apart = False
        for line in lines:
            found = key(line, height)
            apart = apart or line.apart
            if found in repeated and found in given:
                continue
            page.append(replace(line, apart=apart))
            apart = False
            if found in repeated:
                given.add(found)
        kept.append(page)
    return kept, bool(repeated)
