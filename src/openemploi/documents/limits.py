"""How much one file may cost. A file from a stranger is work that the stranger chooses; these numbers bound it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on reading one file; beyond any of them the file is refused with its own error code.

    Parameters
    ----------
    max_bytes:
        Size of the file.
    max_pages:
        Pages of a PDF or frames of a TIFF. A CV has a few; a book is not a CV.
    seconds:
        Wall clock and processor time for reading, text recognition apart.
    ocr_seconds:
        Added for each page that is recognised.
    memory_bytes:
        Address space of the process that reads the file.
    max_text_chars:
        Characters of the text that comes out: a hundred pages. Understanding a hostile text costs time as well.
    max_uncompressed:
        Bytes that a zipped document (DOCX, ODT) may unfold to.
    max_ratio:
        How many times its packed size a part of a zipped document may unfold to, once it is over 1 MB.
    max_pixels:
        Pixels of one image.
    ocr:
        Whether scans may be recognised.
    max_ocr_pages:
        Pages recognised in one file; the others are left out and the document says so.
    """

    max_bytes: int = 20_000_000
    max_pages: int = 100
    seconds: float = 30.0
    ocr_seconds: float = 20.0
    memory_bytes: int = 1_500_000_000
    max_text_chars: int = 300_000
    max_uncompressed: int = 100_000_000
    max_ratio: int = 200
    max_pixels: int = 80_000_000
    ocr: bool = True
    max_ocr_pages: int = 20


DEFAULT_LIMITS: Final = Limits()
