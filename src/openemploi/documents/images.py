"""Pictures of pages: opened with a bound on their size, made upright and grey, then recognised."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from openemploi.documents.limits import Limits
from openemploi.documents.refusals import Refusal

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
_A4_HEIGHT: Final = 842.0  # points, for pictures that do not say their resolution


def frames(data: bytes, *, limits: Limits) -> tuple[int, Iterator[tuple[Image.Image, float]]]:
    """How many pages, then each as a grey upright picture with its dots per point."""
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    picture = _open(data)
    if picture.width * picture.height > limits.max_pixels:
        raise Refusal("document_bomb")
    count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    if count > limits.max_pages:
        raise Refusal("document_too_many_pages", limit=limits.max_pages)
    return count, _each(picture, count, limits.max_pixels)


def _open(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            raise Refusal("document_bomb") from None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error):
            raise Refusal("document_truncated") from None


def _each(picture: Image.Image, count: int, max_pixels: int) -> Iterator[tuple[Image.Image, float]]:
    for index in range(count):
        try:
            picture.seek(index)
            if picture.width * picture.height > max_pixels:
                raise Refusal("document_bomb", page=index + 1)
            upright = ImageOps.exif_transpose(picture)
            if "A" in upright.getbands() or "transparency" in upright.info:
                upright = upright.convert("RGBA")
                paper = Image.new("RGBA", upright.size, "white")
                upright = Image.alpha_composite(paper, upright)
            grey = upright.convert("L")
        except Image.DecompressionBombError:
            raise Refusal("document_bomb") from None
        except (OSError, ValueError, SyntaxError, EOFError, struct.error):
            raise Refusal("document_truncated", page=index + 1) from None
        yield grey, _dots_per_point(picture, grey)


def _dots_per_point(picture: Image.Image, grey: Image.Image) -> float:
    declared = picture.info.get("dpi")
    dots = float(declared[0]) if isinstance(declared, tuple) and declared else 0.0
    return dots / 72 if 100 <= dots <= 1200 else max(grey.size) / _A4_HEIGHT
