"""Real files of each kind, written by other people's libraries, for the tests to read back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from openemploi.documents import Document

CV: Final = (
    "Claire Lefèvre",
    "Aide-soignante diplômée d'État",
    "EXPÉRIENCE",
    "2019 - 2024 EHPAD Les Tilleuls, Orléans",
    "Aide à la toilette et au repas de vingt résidents",
    "FORMATION",
    "2018 Diplôme d'État d'aide-soignant, Tours",
)


def pdf_of(texts: Iterable[tuple[float, float, float, str]]) -> bytes:
    """One A4 page with each (left, distance from the top, size, text), in the order given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for left, top, size, text in texts:
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, A4[1] - top, text)
    canvas.save()
    return out.getvalue()


def pdf_of_pages(pages: Iterable[Iterable[str]]) -> bytes:
    """Pages of lines from the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for lines in pages:
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(60, A4[1] - 120 - 16 * number, line)
        canvas.drawString(60, 20, f"Claire Lefèvre - page {canvas.getPageNumber()}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture_of(lines: Iterable[str], *, width: int = 1654, height: int = 1200) -> Image.Image:
    """A scan at 200 dots per inch."""
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=40)
    for number, line in enumerate(lines):
        draw.text((120, 120 + 70 * number), line, fill=0, font=font)
    return picture


def scanned_pdf(lines: Iterable[str]) -> bytes:
    """A PDF whose only page is a picture."""
    out = io.BytesIO()
    picture_of(lines).save(out, "PDF", resolution=200)
    return out.getvalue()


def check_blocks(document: Document) -> None:
    """Every block is a stretch of the text, in order, without overlap, and nothing stands outside a block."""
    reach = 0
    for block in document.blocks:
        assert reach <= block.start < block.end <= len(document.text)
        assert document.text[reach : block.start].strip() == ""
        passage = document.text[block.start : block.end]
        assert passage == passage.strip() != ""
        assert 1 <= block.page <= document.pages
        reach = block.end
    assert document.text[reach:].strip() == ""


def in_order(document: Document, *texts: str) -> bool:
    """Whether the texts stand in the document one after the other."""
    position = 0
    for text in texts:
        position = document.text.find(text, position)
        if position < 0:
            return False
        position += len(text)
    return True


__all__ = [
    "CV",
    "check_blocks",
    "in_order",
    "pdf_of",
    "pdf_of_pages",
    "picture_of",
    "scanned_pdf",
]
