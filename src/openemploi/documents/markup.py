"""HTML: what a browser would show, block by block; scripts, styles and hidden parts are not text."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from openemploi.documents.assembly import Line, Parsed
from openemploi.documents.plain import decode
from openemploi.documents.refusals import Refusal

_DROPPED_WORDS: Final = (
    "script style noscript template head svg math object embed iframe canvas audio video select "
    "option datalist"
)
_DROPPED: Final = frozenset(_DROPPED_WORDS.split())
_BLOCKS_WORDS: Final = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCKS_WORDS.split())
_SET_APART_WORDS: Final = "h1 h2 h3 h4 h5 h6 p ul ol dl table section article header footer aside hr pre"
_SET_APART: Final = frozenset(_SET_APART_WORDS.split())
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"\A\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})[\"']")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_DEEPEST: Final = 400  # elements inside one another


def read_html(data: bytes) -> Parsed:
    """The lines of a page. The encoding is the file's mark, then what it declares, then a guess."""
    declared = _META.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    decoded = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    text = re.sub(r"\A\ufeff?\s*<\?xml[^>]*\?>", "", decoded.text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refusal("document_no_text") from None
    walk = _Walk()
    walk.element(root, depth=0)
    walk.flush()
    return Parsed(walk.lines, quality=decoded.quality, notes=decoded.notes)


class _Walk:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._apart = False
        self._mark = ""

    def element(self, element: etree._Element, *, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or depth > _DEEPEST or _is_hidden(element):
            return
        block = tag in _BLOCKS
        if block:
            self.flush()
            self._apart = self._apart or tag in _SET_APART
        if tag == "li":
            self._mark = "• "
        elif tag == "br":
            self._pieces.append("\n")
        kept = tag == "pre"
        self._add(element.text, kept=kept)
        for child in element:
            self.element(child, depth=depth + 1)
            self._add(child.tail, kept=kept)
        if block:
            self.flush()
            self._mark = ""
            self._apart = self._apart or tag in _SET_APART

    def flush(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not text.strip():
            return
        mark = "" if text.lstrip().startswith("•") else self._mark
        self.lines.append(Line(mark + text.lstrip(), apart=self._apart))
        self._apart = False
        self._mark = ""

    def _add(self, text: str | None, *, kept: bool) -> None:
        if text:
            self._pieces.append(text if kept else _SPACE.sub(" ", text))


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (element.tag == "input" and element.get("type") == "hidden")
        or _HIDDEN.search(element.get("style") or "") is not None
    )
