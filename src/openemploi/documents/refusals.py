"""Every reason for which a file is refused or read in part, in words for the person who sent it.

The process that reads a stranger's file only names a reason; the sentence is made here, in the parent, in the
language of whoever asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from openemploi.errors import DocumentError, Where
from openemploi.i18n import _


class Refusal(Exception):
    """The file is refused for the reason ``code``; ``page`` when one page is at fault, ``limit`` when a bound is."""

    def __init__(self, code: str, *, page: int | None = None, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.page = page
        self.limit = limit


def document_error(
    code: str, *, name: str | None, page: int | None = None, limit: int | None = None
) -> DocumentError:
    """The error that a person sees for ``code``. An unknown code is told as a crash of the reader."""
    sentences = _sentences(limit or 0)
    if code not in sentences:
        code = "document_reader_crashed"
    message, remedy = sentences[code]
    return DocumentError(code, message, remedy=remedy, where=Where(file=name, page=page))


def note(code: str, *, values: Mapping[str, int]) -> str:
    """The sentence for something that was not read or was doubtful; empty for an unknown ``code``."""
    count = values.get("count", 0)
    page = values.get("page", 0)
    match code:
        case "repeated_lines":
            return _("Headers and footers that come back on every page are kept once.")
        case "hidden_text":
            return _(
                "Page {page} holds text that cannot be seen on the page; it was read all the same.", page=page
            )
        case "unreadable_characters":
            return _("{count} characters could not be told from the file's fonts or encoding.", count=count)
        case "recognised":
            return _("{count} scanned pages were recognised; check what was read.", count=count)
        case "pages_not_recognised":
            return _("{count} scanned pages were not recognised and are missing from the text.", count=count)
        case "page_not_read":
            return _("Page {page} is damaged and could not be read.", page=page)
        case "uncertain_words":
            return _("{count} words of the scan were too uncertain and were left out.", count=count)
        case "guessed_encoding":
            return _("The encoding of the text was guessed; check the accents.")
        case "deleted_text":
            return _("Text deleted under change tracking was left out.")
        case "images_not_read":
            return _("{count} images in the document were not read.", count=count)
    return ""


def _sentences(limit: int) -> dict[str, tuple[str, str]]:
    another_format = _("Save the document as PDF or DOCX and send it again.")
    return {
        "document_missing": (
            _("The file does not exist."),
            _("Check the name and the folder."),
        ),
        "document_not_a_file": (
            _("This is a folder or a device, not a file."),
            _("Give the name of one file."),
        ),
        "document_not_permitted": (
            _("You are not permitted to open this file."),
            _("Ask its owner for the right to read it."),
        ),
        "document_empty": (
            _("The file is empty."),
            _("Check the file on the device it comes from and send it again."),
        ),
        "document_too_large": (
            _("The file is larger than {limit} million bytes.", limit=_millions(limit)),
            _("Send a smaller file: save it as PDF with reduced images."),
        ),
        "document_too_many_pages": (
            _("The document has more than {limit} pages.", limit=limit),
            _("Send only the pages that matter."),
        ),
        "document_too_much_text": (
            _("The document holds more than {limit} characters.", limit=limit),
            _("Send only the pages that matter."),
        ),
        "document_unsupported_type": (
            _("The file is not a document that can be read here."),
            _(
                "Send a PDF, DOCX, ODT, RTF, HTML or text file, or a PNG, JPEG, TIFF or WebP picture of the page."
            ),
        ),
        "document_old_word": (
            _("The file is in the old Word format (.doc), which is not read here."),
            _("Open it in a word processor, save it as PDF or DOCX and send it again."),
        ),
        "document_encrypted": (
            _("The document is protected by a password."),
            _("Remove the password and send the file again."),
        ),
        "document_truncated": (
            _("The file is damaged or incomplete."),
            _("Open it in its program, save it again, and send the new file."),
        ),
        "document_bomb": (
            _("The file unfolds to far more than a document holds, and was not opened."),
            another_format,
        ),
        "document_no_text": (
            _("No readable text was found in the file."),
            _("Check that the file is not blank; send a PDF or DOCX with text, or a sharper scan."),
        ),
        "document_scan_without_ocr": (
            _("The document is a scan, and text recognition is not installed or not allowed here."),
            _("Install the packages tesseract-ocr and tesseract-ocr-fra, or send a file that holds text."),
        ),
        "document_forbidden_xml": (
            _("The file holds XML declarations (document type or entities) that are not accepted."),
            _("Export the file again without a document type declaration."),
        ),
        "document_too_slow": (
            _("The file took too long to read and was given up."),
            another_format,
        ),
        "document_too_much_memory": (
            _("The file needed too much memory to read and was given up."),
            another_format,
        ),
        "document_reader_crashed": (
            _("Reading stopped because of this file."),
            another_format,
        ),
    }


def _millions(size: int) -> str:
    return f"{size / 1e6:.0f}" if size >= 1_000_000 else f"{size / 1e6:.3f}"
