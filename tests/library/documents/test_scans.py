"""Scans are recognised when Tesseract is installed, and refused with the package to install when it is not."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace

import pytest
from writing import CV, check_blocks, picture_of, scanned_pdf

from openemploi.documents import Limits, MediaType, ocr_available, read_bytes, service
from openemploi.errors import DocumentError

needs_tesseract = pytest.mark.skipif(
    not ocr_available().usable,
    reason="tesseract with fra or eng is not installed: apt install tesseract-ocr-fra",
)


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    picture_of(CV).save(out, kind, dpi=(200, 200))
    return out.getvalue()


@needs_tesseract
def test_a_scanned_pdf_is_recognised_with_boxes_and_a_quality() -> None:
    document = read_bytes(scanned_pdf(CV), name="scan.pdf")

    assert "EHPAD Les Tilleuls" in document.text
    assert 0.5 < document.quality < 1
    assert any("recognised" in note for note in document.notes)
    box = document.blocks[0].box
    assert box is not None
    assert 30 < box.left < 60  # 120 pixels at 200 dots per inch are 43 points
    check_blocks(document)


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_of_a_page_is_recognised(kind: str) -> None:
    document = read_bytes(_picture(kind), name="scan")

    assert document.media_type is MediaType[kind]
    assert "EHPAD Les Tilleuls" in document.text


def test_a_scan_is_refused_where_recognition_is_not_allowed() -> None:
    with pytest.raises(DocumentError) as refused:
        read_bytes(scanned_pdf(CV), name="scan.pdf", limits=replace(Limits(), ocr=False))

    assert refused.value.code == "document_scan_without_ocr"
    assert "tesseract-ocr-fra" in refused.value.remedy


def test_a_scan_is_refused_where_tesseract_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(service, "_known_ocr", None)

    assert not ocr_available().found
    with pytest.raises(DocumentError, match="scan"):
        read_bytes(_picture("PNG"), name="scan.png")
