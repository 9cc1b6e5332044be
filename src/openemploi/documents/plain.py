"""Text, RTF, JSON and XML: formats whose difficulty is the encoding."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import charset_normalizer
from striprtf import striprtf

from openemploi.documents.assembly import Line, Parsed, paragraphs
from openemploi.documents.containers import parse_xml
from openemploi.documents.refusals import Refusal

_FRENCH: Final = frozenset("éèàêâçîôûùëïœÉÈÀÊÇ’«»€–—…°")
_ODD: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")
_EUC_KR: Final = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")  # a syllable of KS X 1001
_SAMPLE: Final = 200_000  # bytes enough to tell an encoding
# In France an old text is in one of these; the Mac's and the DOS page put letters where cp1252 has signs.
_FRENCH_PAGES: Final = ("cp1252", "mac_roman", "cp850")
_GUESSED: Final = 0.9
_rtf_to_text: Final[Callable[..., str]] = striprtf.rtf_to_text


@dataclass(slots=True)
class Decoded:
    """A text and how surely its encoding was known."""

    text: str
    quality: float = 1.0
    notes: list[tuple[str, dict[str, int]]] = field(default_factory=list)


def read_text(data: bytes) -> Parsed:
    """A plain text; its blank lines keep setting its parts apart."""
    decoded = decode(data)
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", decoded.text)
    return Parsed(list(paragraphs(text)), quality=decoded.quality, notes=decoded.notes)


def read_rtf(data: bytes) -> Parsed:
    """Rich text. Pictures and other binary groups are left out."""
    page = _rtf_page(data[:2000].decode("latin-1"))
    source = data.decode(page, "replace")
    # Headers and footers stand where they are declared; the library would drop them.
    source = re.sub(r"\{\\(?:header|footer)[lrf]?(?![a-z])", r"{\\par ", source)
    source = re.sub(r"\{\\(?:\*\\)?(?:pict|objdata|blipuid|themedata|datastore)\b[^{}]*\}", "", source)
    text = _rtf_to_text(source, encoding=page, errors="replace")
    # A row of a table comes as "cell|cell|": one line per cell.
    lines = [
        Line(cell, apart=line.apart and i == 0)
        for line in paragraphs(text)
        for i, cell in enumerate(line.text.split("|") if line.text.endswith("|") else [line.text])
    ]
    if not source.rstrip("\0\r\n\t ").endswith("}") and not lines:
        raise Refusal("document_truncated")
    return Parsed(lines)


def read_json(data: bytes) -> Parsed:
    """JSON as it is, once it is known to be whole: :mod:`openemploi.profiles` reads its meaning."""
    decoded = decode(data)
    text = decoded.text.lstrip("\ufeff")
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal("document_truncated") from None
    return Parsed([], quality=decoded.quality, notes=decoded.notes, raw=text)


def read_xml(data: bytes) -> Parsed:
    """XML as it is, once it is known to be whole and to declare nothing."""
    root = parse_xml(data)
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    decoded = decode(data, declared=encoding)
    return Parsed([], quality=decoded.quality, notes=decoded.notes, raw=decoded.text.lstrip("\ufeff"))


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``data``: by its mark, as UTF-8, as declared, then by the likeliest old encoding.

    >>> decode("Élève à Orléans, diplômé".encode("cp1252")).text
    'Élève à Orléans, diplômé'
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    sixteen = _sixteen_bits(data)
    if sixteen is not None:
        return _lenient(data, sixteen)
    for candidate in ("utf-8", declared):
        text = _strict(data, candidate)
        if text is not None:
            return Decoded(text)
    return _guessed(data)


def _lenient(data: bytes, encoding: str) -> Decoded:
    return Decoded(data.decode(encoding, "replace"))


def _sixteen_bits(data: bytes) -> str | None:
    head = data[:_SAMPLE]
    if b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 0.2 * len(head) / 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        if encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
            encoding = "cp1252"  # what browsers do: the difference is only in signs
        if not codecs.lookup(encoding)._is_text_encoding:
            return None
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guessed(data: bytes) -> Decoded:
    notes: list[tuple[str, dict[str, int]]] = [("guessed_encoding", {})]
    sample = data[:_SAMPLE]
    if _is_korean(sample):
        return Decoded(data.decode("cp949", "replace"), _GUESSED, notes)
    page = max(_FRENCH_PAGES, key=lambda page: _frenchness(sample.decode(page, "replace")))
    if _frenchness(sample.decode(page, "replace")) > 0:
        return Decoded(data.decode(page, "replace"), _GUESSED, notes)
    best = charset_normalizer.from_bytes(sample).best()
    unlikely = best.encoding if best is not None else "cp1252"
    return Decoded(data.decode(unlikely, "replace"), 0.8, notes)


def _is_korean(sample: bytes) -> bool:
    # Hangul is two high bytes; in the old pages of French an accented letter is one, between plain ones.
    high = sum(1 for byte in sample if byte > 127)
    return high > 0 and 2 * len(_EUC_KR.findall(sample)) > 0.7 * high


def _frenchness(text: str) -> float:
    """Accented letters and signs of French inside words, less what French never writes."""
    good = sum(1 for c in text if c in _FRENCH)
    odd = len(_ODD.findall(text))
    other = sum(1 for c in text if ord(c) > 127 and c not in _FRENCH)
    return good - 2 * other - 5 * odd


def _rtf_page(source: str) -> str:
    found = re.search(r"\\ansicpg(\d{3,5})", source)
    page = f"cp{found.group(1)}" if found else "cp1252"
    try:
        codecs.lookup(page)
    except LookupError:
        return "cp1252"
    return page
