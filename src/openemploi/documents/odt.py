"""ODT: the content with its frames and tables, and the headers and footers that live among the styles."""

from __future__ import annotations

from typing import Final

from lxml import etree

from openemploi.documents.assembly import Line, Parsed
from openemploi.documents.containers import Container
from openemploi.documents.limits import Limits
from openemploi.documents.refusals import Refusal

_SKIPPED: Final = frozenset(
    {
        "tracked-changes",
        "annotation",
        "annotation-end",
        "sequence-decls",
        "forms",
        "variable-decls",
        "title",
        "desc",
    }
)
_MOST_SPACES: Final = 100  # text:s text:c="1000000000" is a small file and a large text


def read_odt(data: bytes, *, limits: Limits) -> Parsed:
    """Headers, content, footers, in that order."""
    container = Container(data, limits=limits)
    manifest = container.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Refusal("document_encrypted")
    content = container.tree("content.xml")
    if content is None:
        raise Refusal("document_truncated")
    styles = container.tree("styles.xml")
    walk = _Walk()
    if styles is not None:
        walk.margins(styles, ("header", "header-first", "header-left"))
    for element in content.iter():
        if _name(element) == "text" and _name(element.getparent()) == "body":
            walk.blocks(element)
    if styles is not None:
        walk.margins(styles, ("footer", "footer-first", "footer-left"))
    parsed = Parsed(walk.lines)
    if walk.deleted:
        parsed.notes.append(("deleted_text", {}))
    return parsed


class _Walk:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.deleted = False
        self._apart = False

    def margins(self, styles: etree._Element, names: tuple[str, ...]) -> None:
        seen: set[str] = set()
        for element in styles.iter():
            if _name(element) in names:
                text = "".join(str(t) for t in element.itertext())
                if text.strip() and text not in seen:
                    seen.add(text)
                    self._apart = True
                    self.blocks(element)

    def blocks(self, parent: etree._Element, *, bullet: str = "") -> None:
        for element in parent:
            name = _name(element)
            if name in ("p", "h"):
                self._paragraph(element, bullet=bullet)
                bullet = ""
            elif name == "table":
                self._apart = True
                self.blocks(element)
                self._apart = True
            elif name == "list-item":
                self.blocks(element, bullet="• ")
            elif name == "tracked-changes":
                self.deleted = True
            elif name not in _SKIPPED:
                self.blocks(element)

    def _paragraph(self, paragraph: etree._Element, *, bullet: str) -> None:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            self.lines.append(Line(bullet + text, apart=self._apart or _name(paragraph) == "h"))
            self._apart = False
        elif not boxes:
            self._apart = True
        for box in boxes:
            self._apart = True
            self.blocks(box)
            self._apart = True

    def _inline(self, element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        pieces.append(_plain(element.text))
        for child in element:
            name = _name(child)
            if name == "s":
                pieces.append(" " * min(_count(child), _MOST_SPACES))
            elif name == "tab":
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            elif name in ("text-box", "note-body"):
                boxes.append(child)
            elif name not in _SKIPPED:
                self._inline(child, pieces, boxes)
            pieces.append(_plain(child.tail))


def _plain(text: str | None) -> str:
    # Line feeds in the XML are spaces in the document.
    return " ".join(text.split("\n")) if text else ""


def _count(element: etree._Element) -> int:
    for key, value in element.attrib.items():
        if str(key).endswith("}c") and str(value).isdecimal() and len(str(value)) < 6:
            return int(str(value))
    return 1


def _name(element: etree._Element | None) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
