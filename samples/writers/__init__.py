"""Turns a readable sheet into the bytes of a file, one module per family of formats.

``write`` is the only door: give it a sheet and the name of a format. To add a format, write a function that takes
a :class:`~writers.sheet.Sheet` and returns bytes, and name it in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable

from writers import docx, markup, odt, pdf, pictures, plain, records
from writers.sheet import Sheet, SourceError

Writer = Callable[[Sheet], bytes]

FORMATS: dict[str, tuple[str, Writer]] = {
    # name in the sources: (extension, writer)
    "pdf": (".pdf", pdf.one_column),
    "pdf-two-columns": (".pdf", pdf.two_columns),
    "pdf-table": (".pdf", pdf.with_table),
    "pdf-scan": (".pdf", pictures.scanned_pdf),
    "jpeg-photo": (".jpg", pictures.photographed_jpeg),
    "png": (".png", pictures.screen_png),
    "docx": (".docx", docx.simple),
    "docx-text-boxes": (".docx", docx.with_text_boxes),
    "odt": (".odt", odt.write),
    "rtf": (".rtf", plain.rtf),
    "html": (".html", markup.html),
    "txt": (".txt", plain.utf8),
    "txt-windows-1252": (".txt", plain.windows_1252),
    "txt-utf-16": (".txt", plain.utf_16),
    "json-resume": (".json", records.json_resume),
    "europass-xml": (".xml", records.europass_xml),
    "json": (".json", records.json_record),
    "json-lines": (".jsonl", records.json_lines),
}


def write(sheet: Sheet, form: str = "") -> tuple[str, bytes]:
    """The file name and the bytes of ``sheet`` in format ``form`` (by default the one its source names)."""
    form = form or sheet.form
    if form not in FORMATS:
        raise SourceError(f"{sheet.key}: unknown format {form!r}. Known: {', '.join(FORMATS)}")
    extension, writer = FORMATS[form]
    return sheet.key + extension, writer(sheet)
