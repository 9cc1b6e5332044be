"""PDF in three layouts, drawn on a canvas so that what is written first in the file can be chosen.

Reading order is the trap of PDF: a sidebar may come before or after the main column in the file, or mixed with
it. The option ``order`` (``side-first``, ``main-first``, ``mixed``) says which. Nothing is compressed, so that the
bytes do not depend on a zlib version.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from writers.pictures import portrait_jpeg
from writers.sheet import Entry, Section, Sheet

WIDTH, HEIGHT = A4
MARGIN = 50.0
BLUE, GREY, BLACK, PALE = (0.12, 0.29, 0.49), (0.35, 0.35, 0.35), (0.0, 0.0, 0.0), (0.93, 0.95, 0.97)
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Fonts:
    plain: str = "Helvetica"
    bold: str = "Helvetica-Bold"


@dataclass(slots=True)
class Column:
    """A column of text that grows downwards; it draws nothing before ``place`` is called."""

    fonts: Fonts
    left: float
    width: float
    top: float = HEIGHT - MARGIN
    page: int = 0
    marks: list[tuple[int, float, Callable[[Canvas], None]]] = field(default_factory=list)

    def text(
        self, text: str, *, size: float = 9.5, bold: bool = False, colour: Colour = BLACK, right: str = ""
    ) -> None:
        """Writes ``text``, and ``right`` at the right edge of its first line."""
        font = self.fonts.bold if bold else self.fonts.plain
        aside = pdfmetrics.stringWidth(right, self.fonts.plain, size)
        lines = wrapped(text, font=font, size=size, width=self.width - (aside + 8 if right else 0))
        for number, line in enumerate(lines):
            self._drop(size * 1.32)
            self._mark(_string(line, font, size, colour, self.left, self.top))
            if right and number == 0:
                edge = self.left + self.width - aside
                self._mark(_string(right, self.fonts.plain, size, GREY, edge, self.top))

    def bullet(self, text: str, *, size: float = 9.5) -> None:
        lines = wrapped(text, font=self.fonts.plain, size=size, width=self.width - 12)
        for number, line in enumerate(lines):
            self._drop(size * 1.32)
            if number == 0:
                self._mark(_string("•", self.fonts.plain, size, BLUE, self.left + 2, self.top))
            self._mark(_string(line, self.fonts.plain, size, BLACK, self.left + 12, self.top))

    def heading(self, text: str, *, size: float = 12.0) -> None:
        self._drop(10 + size)
        self._mark(_string(text, self.fonts.bold, size, BLUE, self.left, self.top))
        self._mark(_rule(self.left, self.left + self.width, self.top - 3))
        self.top -= 4

    def gap(self, height: float = 5.0) -> None:
        self.top -= height

    def _drop(self, height: float) -> None:
        self.top -= height
        if self.top < MARGIN:
            self.page, self.top = self.page + 1, HEIGHT - MARGIN - height

    def _mark(self, draw: Callable[[Canvas], None]) -> None:
        self.marks.append((self.page, self.top, draw))


def one_column(sheet: Sheet) -> bytes:
    """Everything one under the other; the usual word processor export."""
    column = Column(fonts(sheet), MARGIN, WIDTH - 2 * MARGIN)
    if sheet.body:
        for line in sheet.body.split("\n"):
            column.text(line, size=10)
        return place(sheet, [column])
    _head(column, sheet)
    for section in sheet.sections:
        _section(column, section, sheet)
    return place(sheet, [column])


def two_columns(sheet: Sheet) -> bytes:
    """A sidebar (option ``sidebar``: left or right) with the contact and the ``side`` sections."""
    narrow, gutter = 165.0, 22.0
    wide = WIDTH - 2 * MARGIN + 30 - narrow - gutter
    left = MARGIN - 15
    on_right = sheet.option("sidebar") == "right"
    face = fonts(sheet)
    side = Column(face, left + wide + gutter if on_right else left, narrow)
    main = Column(face, left if on_right else left + narrow + gutter, wide)
    if sheet.person.photo:
        side.gap(85)
    for line in sheet.contact:
        side.text(line, size=9)
    main.text(sheet.name, size=20, bold=True, colour=BLUE)
    if sheet.headline:
        main.gap(2)
        main.text(sheet.headline, size=12, colour=GREY)
    for section in sheet.sections:
        _section(side if section.side else main, section, sheet, narrow=section.side)
    columns = [main, side] if sheet.option("order") == "main-first" else [side, main]
    band = (side.left - 8, narrow + 16)
    return place(sheet, columns, mixed=sheet.option("order") == "mixed", band=band, photo_left=side.left)


def with_table(sheet: Sheet) -> bytes:
    """One column, with the entries in a ruled table of three columns: dates, employer, work done."""
    column = Column(fonts(sheet), MARGIN, WIDTH - 2 * MARGIN)
    _head(column, sheet)
    for section in sheet.sections:
        if not section.entries:
            _section(column, section, sheet)
            continue
        column.heading(section.heading)
        for entry in section.entries:
            _row(column, entry)
    return place(sheet, [column])


def fonts(sheet: Sheet) -> Fonts:
    """Base fonts for most; an embedded one or the Korean one where the source says so."""
    if sheet.language == "ko":
        pdfmetrics.registerFont(UnicodeCIDFont("HYGothic-Medium"))
        return Fonts("HYGothic-Medium", "HYGothic-Medium")
    if sheet.option("font") == "embedded":
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        pdfmetrics.registerFont(TTFont("VeraBd", "VeraBd.ttf"))
        return Fonts("Vera", "VeraBd")
    if sheet.option("font") == "serif":
        return Fonts("Times-Roman", "Times-Bold")
    return Fonts()


def place(
    sheet: Sheet,
    columns: list[Column],
    *,
    mixed: bool = False,
    band: tuple[float, float] | None = None,
    photo_left: float | None = None,
) -> bytes:
    """Draws the columns one after the other, or line by line down the page when ``mixed``."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(sheet.option("pdf_title") or sheet.headline or "CV")
    for page in range(max(column.page for column in columns) + 1):
        if band:
            canvas.setFillColorRGB(*PALE)
            canvas.rect(band[0], 0, band[1], HEIGHT, stroke=0, fill=1)
        if page == 0 and sheet.person.photo:
            left = WIDTH - MARGIN - 60 if photo_left is None else photo_left
            canvas.drawImage(ImageReader(io.BytesIO(portrait_jpeg())), left, HEIGHT - MARGIN - 75, 60, 75)
        marks = [mark for column in columns for mark in column.marks if mark[0] == page]
        for _, _, draw in sorted(marks, key=lambda mark: -mark[1]) if mixed else marks:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def wrapped(text: str, *, font: str, size: float, width: float) -> list[str]:
    """``text`` cut into lines no wider than ``width``; words are never cut."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and pdfmetrics.stringWidth(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _head(column: Column, sheet: Sheet) -> None:
    if sheet.name:
        column.text(sheet.name, size=18, bold=True, colour=BLUE)
    for line in sheet.contact:
        column.text(line, size=9.5)
    if sheet.headline:
        column.gap(6)
        column.text(sheet.headline, size=13 if sheet.name else 17, bold=True)


def _section(column: Column, section: Section, sheet: Sheet, *, narrow: bool = False) -> None:
    if section.heading:
        column.heading(section.heading, size=11 if narrow else 12)
    else:
        column.gap()
    size = 9.0 if narrow else 9.5
    for line in section.text.rstrip("\n").split("\n"):
        if line:
            column.text(line, size=size)
    if section.inline and section.items:
        column.text(", ".join(section.items), size=size)
    else:
        for item in section.items:
            column.bullet(item, size=size)
    for entry in section.entries:
        _entry(column, entry, sheet, narrow=narrow)


def _entry(column: Column, entry: Entry, sheet: Sheet, *, narrow: bool) -> None:
    where = ", ".join(part for part in (entry.employer, entry.place) if part)
    column.gap(3)
    if narrow or sheet.option("dates") == "above":
        if entry.dates:
            column.text(entry.dates, size=9, colour=GREY)
        column.text(entry.title, bold=True)
    elif sheet.option("dates") == "line":
        head = " – ".join(part for part in (entry.dates, entry.title) if part)
        column.text(head, bold=True)
    else:
        column.text(entry.title, bold=True, right=entry.dates)
    if where:
        column.text(where, colour=GREY)
    for line in entry.lines:
        column.bullet(line)


def _row(column: Column, entry: Entry) -> None:
    where = ", ".join(part for part in (entry.employer, entry.place) if part)
    widths = (85.0, 150.0, column.width - 235.0)
    height = 12.0
    cells = [Column(column.fonts, column.left, widths[0] - 8) for _ in widths]
    left = column.left
    for cell, width in zip(cells, widths, strict=True):
        cell.left, cell.width, cell.top, cell.page = left + 4, width - 8, column.top, column.page
        left += width
    cells[0].text(entry.dates, size=9)
    cells[1].text(entry.title, size=9, bold=True)
    if where:
        cells[1].text(where, size=9, colour=GREY)
    for line in entry.lines:
        cells[2].text(line, size=9)
    height = column.top - min(cell.top for cell in cells) + 6
    for cell in cells:
        column.marks += cell.marks
    column.top -= height
    column._mark(_rule(column.left, column.left + column.width, column.top + 1))


def _string(
    text: str, font: str, size: float, colour: Colour, x: float, y: float
) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*colour)
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)

    return draw


def _rule(left: float, right: float, y: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*GREY)
        canvas.setLineWidth(0.5)
        canvas.line(left, y, right, y)

    return draw
