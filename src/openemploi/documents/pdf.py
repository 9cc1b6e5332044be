"""PDF: characters with their places, grouped into lines in reading order; pages without text are left to OCR.

PDFium gives the characters; the order of reading is our own (:mod:`openemploi.documents.layout`).
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from openemploi.documents.assembly import Line, count_unreadable
from openemploi.documents.layout import Segment, reading_order
from openemploi.documents.model import Box
from openemploi.documents.refusals import Refusal

_MOST_CHARS: Final = 300_000  # on one page
_ACCENTS: Final = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "^": "\u0302",
    "¨": "\u0308",
    "¸": "\u0327",
    "˜": "\u0303",
}
# A soft hyphen that was drawn is a hyphen; surrogates come from fonts with a broken table.
_CHARS: Final = {0xAD: "-"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_HYPHENS: Final = ("\x02", "\ufffe")  # PDFium's marks for a hyphen at the end of a line
_MANY_HYPHENS: Final = re.compile("-+[\u2010\u2011]+")  # one glyph that its font names twice
_UNCUT: Final = re.compile(r"Skia|Chrom|Microsoft|Quartz|Google|Word", re.IGNORECASE)
_SAMPLE: Final = 60  # characters that tell how a page is turned
_RENDER_DPI: Final = 200
_MOST_RENDERED: Final = 25_000_000  # pixels

Corners = tuple[float, float, float, float]


@dataclass(slots=True)
class PdfPage:
    """What one page holds. ``scanned``: a picture (or drawn outlines) without usable text."""

    lines: list[Line]
    height: float
    scanned: bool = False
    hidden: bool = False
    damaged: bool = False


@dataclass(slots=True)
class _Run:
    """A segment while its characters are being collected."""

    chars: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)  # before each character
    spaced: list[bool] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    first: int = 0  # index of the first character on the text page


def open_pdf(data: bytes, *, max_pages: int) -> pdfium.PdfDocument:
    """The open document. Raises :class:`Refusal` when it is encrypted, damaged or too long."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refusal("document_encrypted" if encrypted else "document_truncated") from None
    if count > max_pages:
        raise Refusal("document_too_many_pages", limit=max_pages)
    if count == 0:
        raise Refusal("document_truncated")
    return document


def read_page(document: pdfium.PdfDocument, index: int) -> PdfPage:
    """Page ``index`` (from 0) with its lines in reading order."""
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return PdfPage([], 0.0, damaged=True)
    try:
        place = _Place.of(page, text_page)
        runs = list(_runs(text_page, place))
        segments = _without_doubles(_segments(runs))
        lines = [
            Line(line.text, index + 1, place.as_shown(line.box), apart=line.apart)
            for line in reading_order(segments)
        ]
        letters = sum(1 for line in lines for c in line.text if not c.isspace())
        unreadable = sum(count_unreadable(line.text) for line in lines)
        pictured = letters < 200 and _has_picture(page, share=0.5 if letters >= 20 else 0.05)
        outlined = letters < 20 and not pictured and _is_drawn(page)
        garbled = letters > 0 and unreadable > 0.3 * letters
        scanned = garbled or (letters < 200 and (pictured or outlined))
        hidden = any(_is_hidden(text_page, run, place) for run in runs) if not pictured else False
        return PdfPage(lines, page.get_size()[1], scanned=scanned, hidden=hidden)
    finally:
        text_page.close()
        page.close()


def sets_hyphens(document: pdfium.PdfDocument) -> bool:
    """Whether the program that made the file may cut words at line ends of itself; browsers and Word do not."""
    maker = " ".join(
        document.get_metadata_dict(skip_empty=True).get(key, "") for key in ("Producer", "Creator")
    )
    return _UNCUT.search(maker) is None


def render_page(document: pdfium.PdfDocument, index: int) -> tuple[Image.Image, float]:
    """The page as a grey picture, and its dots per point."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_RENDER_DPI / 72, (_MOST_RENDERED / max(width * height, 1.0)) ** 0.5)
        return page.render(scale=scale, grayscale=True).to_pil().convert("L"), scale
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Place:
    """From the page's own coordinates to the frame in which most of its text is upright, and on to the page as shown.

    Pages are turned in two ways that need not agree: by the page's own setting, and by the text's direction.
    """

    left: float
    bottom: float
    width: float  # unturned
    height: float
    reading: int  # quarter turns clockwise that make the text upright
    shown: int  # quarter turns clockwise with which the page is shown

    @classmethod
    def of(cls, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> _Place:
        shown = page.get_rotation() // 90 % 4
        width, height = page.get_size() if shown % 2 == 0 else page.get_size()[::-1]
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        return cls(box.left, box.bottom, width, height, _upright(text_page), shown)

    def box(self, left: float, top: float, right: float, bottom: float) -> Corners:
        corners = (
            left - self.left,
            self.height - top + self.bottom,
            right - self.left,
            self.height - bottom + self.bottom,
        )
        return corners if self.reading == 0 else _turned(corners, self.width, self.height, self.reading)

    def as_shown(self, box: Box) -> Box:
        width, height = (self.width, self.height) if self.reading % 2 == 0 else (self.height, self.width)
        corners = _turned(
            (box.left, box.top, box.right, box.bottom), width, height, (self.shown - self.reading) % 4
        )
        return Box(*(round(corner, 2) for corner in corners))

    def outside(self, corners: Corners) -> bool:
        width, height = (self.width, self.height) if self.reading % 2 == 0 else (self.height, self.width)
        return corners[2] < 0 or corners[0] > width or corners[3] < 0 or corners[1] > height


def _turned(corners: Corners, width: float, height: float, turns: int) -> Corners:
    for _quarter in range(turns):
        left, top, right, bottom = corners
        corners = height - bottom, left, height - top, right
        width, height = height, width
    return corners


def _upright(text_page: pdfium.PdfTextPage) -> int:
    """Quarter turns for which most characters of a sample stand upright."""
    count = text_page.count_chars()
    angles = Counter(
        round(raw.FPDFText_GetCharAngle(text_page, i) / (math.pi / 2)) % 4
        for i in range(0, count, max(1, count // _SAMPLE))
        if raw.FPDFText_GetUnicode(text_page, i) > 32
    )
    return -angles.most_common(1)[0][0] % 4 if angles else 0


def _characters(text_page: pdfium.PdfTextPage) -> Iterator[tuple[int, str, float, float, float, float]]:
    """Index, character, left, top, right and bottom in the page's coordinates; white space has no size."""
    count = text_page.count_chars()
    if count > _MOST_CHARS:
        raise Refusal("document_too_much_text", limit=_MOST_CHARS)
    handle = text_page.raw
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    rect = raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    for i in range(count):
        code = unicode_of(handle, i)
        if code <= 32 or code == 0xA0:
            yield i, "-" if code == 2 else " ", 0.0, 0.0, 0.0, 0.0
        else:
            box_of(handle, i, pointer)
            yield i, _CHARS.get(code) or chr(code), rect.left, rect.top, rect.right, rect.bottom


def _runs(text_page: pdfium.PdfTextPage, place: _Place) -> Iterator[_Run]:
    run = _Run()
    space = False
    for index, char, *corners in _characters(text_page):
        if char == " ":
            space = True
            continue
        if (char == "-" and not any(corners)) or char in _HYPHENS:
            if run.chars:
                run.chars.append("-")
                run.gaps.append(0.0)
                run.spaced.append(False)
            continue
        left, top, right, bottom = place.box(*corners)
        if bottom - top < 0.5:
            middle = (top + bottom) / 2
            top, bottom = middle - 0.5, middle + 0.5
        height = bottom - top
        gap = left - run.right
        if run.chars and _goes_on(run, gap, top, bottom, height, space=space):
            wide = gap > 0.17 * height or (space and gap > 0.08 * height)
            run.chars.append(char)
            run.gaps.append(gap)
            run.spaced.append(wide)
            run.right = max(run.right, right)
            run.top, run.bottom = min(run.top, top), max(run.bottom, bottom)
        else:
            if run.chars:
                yield run
            run = _Run([char], [0.0], [False], left, top, right, bottom, index)
        space = False
    if run.chars:
        yield run


def _goes_on(run: _Run, gap: float, top: float, bottom: float, height: float, *, space: bool) -> bool:
    if gap <= -0.6 * height or gap > 1.25 * height:
        return False
    shared = min(run.bottom, bottom) - max(run.top, top)
    if shared < 0.5 * min(height, run.bottom - run.top):
        return False
    if gap <= 0.6 * height:
        return True
    letter_spaced = len(run.chars) < 3 or sum(run.spaced) > 0.7 * (len(run.chars) - 1)
    return space or letter_spaced


def _segments(runs: list[_Run]) -> list[Segment]:
    segments: list[Segment] = []
    upright: list[_Run] = []  # single characters one under the other: a text that runs up or down the page
    for rank, run in enumerate(runs):
        if upright and not _stands_under(upright[-1], run):
            segments += _stacked(upright, rank)
            upright = []
        if len(run.chars) == 1 and run.chars[0].isalnum():
            upright.append(run)
            continue
        segments += _stacked(upright, rank)
        upright = []
        segments.append(Segment(_text(run), run.left, run.top, run.right, run.bottom, rank))
    return segments + _stacked(upright, len(runs))


def _stands_under(above: _Run, run: _Run) -> bool:
    """Whether the one character of ``run`` follows the one of ``above`` up or down the page."""
    shared = min(above.right, run.right) - max(above.left, run.left)
    apart = max(above.top, run.top) - min(above.bottom, run.bottom)
    width = max(above.right - above.left, run.right - run.left)
    return len(run.chars) == 1 and apart < width and shared > 0.5 * min(above.right - above.left, width)


def _stacked(runs: list[_Run], rank: int) -> list[Segment]:
    if len(runs) < 3:
        return [
            Segment(_text(r), r.left, r.top, r.right, r.bottom, rank - len(runs) + i)
            for i, r in enumerate(runs)
        ]
    top, bottom = min(r.top for r in runs), max(r.bottom for r in runs)
    left, right = min(r.left for r in runs), max(r.right for r in runs)
    middle, half = (top + bottom) / 2, (right - left) / 2
    text = runs[0].chars[0]
    for above, run in itertools.pairwise(runs):
        apart = max(above.top, run.top) - min(above.bottom, run.bottom)
        text += " " * (apart > 0.17 * (right - left)) + run.chars[0]
    return [Segment(text, left, middle - half, right, middle + half, rank)]


def _text(run: _Run) -> str:
    spaced = run.spaced
    letters = len(run.chars)
    if letters >= 4 and sum(spaced) >= 0.7 * (letters - 1):
        # "E X P É R I E N C E": the letters are set apart; only a clearly wider gap is a space.
        usual = median(run.gaps[1:])
        spaced = [gap > 1.6 * usual for gap in run.gaps]
    out: list[str] = []
    for char, apart in zip(run.chars, spaced, strict=True):
        if apart:
            out.append(" ")
        accent = _ACCENTS.get(out[-1]) if out and not apart else None
        if accent is not None and char.isalpha():
            out[-1] = char + accent  # TeX sets the accent and the letter as two glyphs
        else:
            out.append(char)
    return _MANY_HYPHENS.sub("-", "".join(out))


def _without_doubles(segments: list[Segment]) -> list[Segment]:
    """Bold made by printing a word twice, a hair apart, is one word."""
    seen: dict[tuple[str, int, int], Segment] = {}
    for segment in segments:
        x, y = round(segment.left / 2), round(segment.top / 2)
        near = any((segment.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if not near:
            seen[segment.text, x, y] = segment
    return list(seen.values())


def _has_picture(page: pdfium.PdfPage, *, share: float) -> bool:
    width, height = page.get_size()
    for seen, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= share * width * height:
            return True
        if seen > 200:
            return True  # a page cut into strips
    return False


def _is_drawn(page: pdfium.PdfPage) -> bool:
    paths = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4)
    return sum(1 for _ in itertools.islice(paths, 40)) == 40


def _is_hidden(text_page: pdfium.PdfTextPage, run: _Run, place: _Place) -> bool:
    if len(run.chars) < 3:
        return False
    if run.bottom - run.top < 1.6:
        return True
    if place.outside((run.left, run.top, run.right, run.bottom)):
        return True
    item: Any = raw.FPDFText_GetTextObject(text_page, run.first)
    return bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
