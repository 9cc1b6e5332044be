"""Bytes to text with pages, positions and reading order.

:func:`read` takes a file, :func:`read_bytes` an upload; both parse in a child process that is bounded in memory
and time, so that a hostile file costs its sender a refusal and nobody else anything. The formats live one per
module; :mod:`openemploi.documents.service` is the door.
"""

from openemploi.documents.detection import detect
from openemploi.documents.limits import Limits
from openemploi.documents.model import Block, Box, Document, MediaType
from openemploi.documents.ocr import OcrStatus, ocr_available
from openemploi.documents.service import Reader, read, read_bytes

__all__ = [
    "Block",
    "Box",
    "Document",
    "Limits",
    "MediaType",
    "OcrStatus",
    "Reader",
    "detect",
    "ocr_available",
    "read",
    "read_bytes",
]
