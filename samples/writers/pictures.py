"""Pictures of a CV: a scan, a photograph taken with a telephone, a screen copy; and the portrait some CVs carry.

The page is set in the font that reportlab brings along, drawn by pdfium and spoilt on purpose with a seeded noise,
so that no font or camera of the machine matters.
"""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from writers.sheet import Sheet

SEED = 20260105
PAPER = 244


def scanned_pdf(sheet: Sheet) -> bytes:
    """One image a page and no text at all: 200 dpi, grey, slightly crooked, a little dirty."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle("Scan")
    for page in _pages(sheet, dpi=200):
        crooked = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
        data = _jpeg(_dirty(crooked, strength=3.0), quality=22)
        canvas.drawImage(_image_reader(data), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def photographed_jpeg(sheet: Sheet) -> bytes:
    """The first page on a table, seen from a slant, darker at one corner, slightly out of focus."""
    page = _pages(sheet, dpi=170)[0]
    wide, high = page.size
    border = 40
    corners = (
        -border, -border * 1.3,  # where the corners of the picture lie on the page: top left,
        -border * 0.7, high + border,  # bottom left,
        wide + border * 1.6, high + border * 1.4,  # bottom right,
        wide + border, -border * 0.6,  # top right
    )  # fmt: skip
    slanted = page.transform(
        page.size, Image.Transform.QUAD, corners, resample=Image.Resampling.BICUBIC, fillcolor=96
    )
    shade = np.linspace(1.0, 0.78, wide)[None, :] * np.linspace(1.0, 0.9, high)[:, None]
    shaded = Image.fromarray(np.clip(np.asarray(slanted) * shade, 0, 255).astype(np.uint8))
    return _jpeg(_dirty(shaded.filter(ImageFilter.GaussianBlur(0.5)), strength=3.0), quality=45)


def screen_png(sheet: Sheet) -> bytes:
    """A clean copy of the first page, sixteen greys."""
    buffer = io.BytesIO()
    page = _pages(sheet, dpi=150)[0]
    page.quantize(16, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@cache
def portrait_jpeg() -> bytes:
    """A drawn silhouette: it is the presence of a photo that twins differ by, not somebody's face."""
    image = Image.new("RGB", (96, 120), (205, 214, 224))
    draw = ImageDraw.Draw(image)
    draw.ellipse((30, 20, 66, 64), fill=(150, 155, 165))
    draw.ellipse((10, 70, 86, 160), fill=(60, 80, 110))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def _pages(sheet: Sheet, *, dpi: int) -> list[Image.Image]:
    from dataclasses import replace

    from writers import pdf  # here: pdf needs the portrait of this module

    plain = replace(sheet, options={**sheet.options, "font": "embedded"})
    document = pypdfium2.PdfDocument(pdf.one_column(plain))
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _dirty(image: Image.Image, *, strength: float) -> Image.Image:
    grain = np.random.default_rng(SEED).normal(0.0, strength, (image.height // 2 + 1, image.width // 2 + 1))
    grain = grain.repeat(2, axis=0).repeat(2, axis=1)[: image.height, : image.width]
    grey = np.asarray(image).astype(np.float64) * (PAPER / 255) + grain
    return Image.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8))


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _image_reader(data: bytes) -> object:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(data))
