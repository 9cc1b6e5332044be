"""What a file is, from its first bytes and, for archives, from what is inside: names and extensions lie."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import Final

from openemploi.documents.exports import is_export
from openemploi.documents.model import MediaType
from openemploi.documents.refusals import Refusal, document_error

HEAD_BYTES: Final = 65_536  # enough for every signature and for the first element of a page

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"\A(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|article|section|"
    rb"main|span|ul|style|script|link|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(rb"\A\s*(?:<\?xml\s|<!DOCTYPE\s|<!--|<[A-Za-z_][\w.:-]*[\s>/])")
_JSON: Final = re.compile(rb"\A\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{\s*\"|\[|\"|\]))")
_ODT_MIMETYPES: Final = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
# Signatures of what is surely not a text, so that a lucky decoding does not make one of it.
_BINARY: Final = (
    b"\x7fELF",
    b"MZ",
    b"GIF8",
    b"BM",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"ID3",
    b"OggS",
    b"\xca\xfe\xba\xbe",
)
_TEXT_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect(head: bytes) -> MediaType:
    """The kind of file that begins with ``head`` (the whole file, or at least its first 64 KB).

    Raises :class:`~openemploi.errors.DocumentError`: ``document_empty``, ``document_unsupported_type``,
    ``document_old_word``, ``document_encrypted``.

    >>> detect(b"%PDF-1.7").name
    'PDF'
    """
    try:
        return media_type_of(head)
    except Refusal as refusal:
        raise document_error(refusal.code, name=None) from None


def media_type_of(data: bytes) -> MediaType:
    """As :func:`detect`, but raises :class:`Refusal`."""
    if not data:
        raise Refusal("document_empty")
    head = data[:HEAD_BYTES]
    kind = _by_signature(data, head)
    if kind is not None:
        return kind
    text = _as_ascii_like(head)
    if text is None or head.startswith(_BINARY):
        raise Refusal("document_unsupported_type")
    if _HTML.match(text):
        return MediaType.HTML
    if _XML.match(text):
        return MediaType.XML
    if _JSON.match(text):
        return MediaType.JSON
    return MediaType.TEXT


def _by_signature(data: bytes, head: bytes) -> MediaType | None:
    if b"%PDF-" in head[:1029]:  # readers accept up to 1,024 bytes before the signature
        return MediaType.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if head.startswith(b"{\\rtf"):
        return MediaType.RTF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return MediaType.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal("document_encrypted")
        word = "WordDocument".encode("utf-16-le") in data or len(data) <= HEAD_BYTES
        raise Refusal("document_old_word" if word else "document_unsupported_type")
    return None


def _zipped(data: bytes) -> MediaType:
    # The first entry of an ODT is its type, stored uncompressed: readable even when the end of the file is missing.
    if any(data[30:200].startswith(b"mimetype" + kind) for kind in _ODT_MIMETYPES):
        return MediaType.ODT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # Cut short: local headers still tell what it was meant to be.
        if b"word/" in data or b"[Content_Types].xml" in data[:200]:
            return MediaType.DOCX
        raise Refusal("document_truncated") from None
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)
    ):
        return MediaType.DOCX
    if "content.xml" in names and "META-INF/manifest.xml" in names and "mimetype" not in names:
        return MediaType.ODT
    if is_export(names):
        return MediaType.LINKEDIN
    raise Refusal("document_unsupported_type")


def _as_ascii_like(head: bytes) -> bytes | None:
    """``head`` with one byte for each ASCII character, or ``None`` when this cannot be text."""
    for bom in _TEXT_BOMS:
        if head.startswith(bom):
            encoding = "utf-8" if bom == codecs.BOM_UTF8 else "utf-16"
            even = head if encoding == "utf-8" else head[: len(head) // 2 * 2]
            return even.decode(encoding, "ignore").lstrip("\ufeff").encode("ascii", "replace")
    zeros = head.count(0)
    if zeros:
        for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
            # UTF-16 without a mark: Latin text has a zero in every other byte.
            if head[offset::2].count(0) > 0.4 * len(head) / 2 and head[1 - offset :: 2].count(0) == 0:
                return head[: len(head) // 2 * 2].decode(encoding, "ignore").encode("ascii", "replace")
        return None
    control = sum(head.count(bytes([c])) for c in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if control > 0.01 * len(head) + 1:  # in random bytes one in nine
        return None
    return head
