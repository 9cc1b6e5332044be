"""DOCX: a walk through the XML itself, because text boxes, headers and notes escape the usual libraries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from lxml import etree

from openemploi.documents.assembly import Line, Parsed
from openemploi.documents.containers import Container
from openemploi.documents.limits import Limits
from openemploi.documents.refusals import Refusal

# Strict OOXML has other namespace names: elements are told by their local names.
_DELETED: Final = frozenset({"del", "moveFrom", "delText", "delInstrText", "instrText"})
_SKIPPED: Final = frozenset({"Fallback", "pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "sdtPr"}) | _DELETED
_BREAKS: Final = frozenset({"br", "cr"})
_SYMBOLS: Final = {"Wingdings": "•", "Wingdings 2": "•", "Wingdings 3": "•", "Symbol": "•", "Webdings": "•"}


def read_docx(data: bytes, *, limits: Limits) -> Parsed:
    """Headers, body with its tables and text boxes, footers, notes: each once, in that order."""
    container = Container(data, limits=limits)
    main = _main_part(container)
    body = container.tree(main)
    if body is None:
        raise Refusal("document_truncated")
    folder = posixpath.dirname(main)
    walk = _Walk(numbered=_numbering(container, folder))
    for part in _parts(container, folder, "header"):
        walk.part(part)
    walk.part(body)
    for kind in ("footnotes", "endnotes", "footer"):
        for part in _parts(container, folder, kind):
            walk.part(part)
    parsed = Parsed(walk.lines)
    if walk.deleted:
        parsed.notes.append(("deleted_text", {}))
    if walk.images and not walk.lines:
        parsed.notes.append(("images_not_read", {"count": walk.images}))
    return parsed


def _main_part(container: Container) -> str:
    if "word/document.xml" in container.names():
        return "word/document.xml"
    relations = container.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise Refusal("document_truncated")


def _parts(container: Container, folder: str, kind: str) -> Iterator[etree._Element]:
    """The parts of one kind, each different text once: first page, even and odd headers often repeat it."""
    seen: set[str] = set()
    for name in sorted(container.names()):
        base = posixpath.basename(name)
        if posixpath.dirname(name) == folder and base.startswith(kind) and base.endswith(".xml"):
            root = container.tree(name)
            if root is None:
                continue
            text = "".join(str(t) for t in root.itertext()).strip()
            if text and text not in seen:
                seen.add(text)
                yield root


def _numbering(container: Container, folder: str) -> dict[str, bool]:
    """Whether each list (``numId``) is bulleted; numbered lists lose their numbers, as nothing refers to them."""
    root = container.tree(f"{folder}/numbering.xml")
    if root is None:
        return {}
    bulleted: dict[str, bool] = {}
    for abstract in root:
        if _name(abstract) == "abstractNum":
            formats = [_value(e) for e in abstract.iter() if _name(e) == "numFmt"]
            bulleted[_attribute(abstract, "abstractNumId")] = bool(formats) and formats[0] == "bullet"
    lists: dict[str, bool] = {}
    for number in root:
        if _name(number) == "num":
            target = next((_value(e) for e in number if _name(e) == "abstractNumId"), "")
            lists[_attribute(number, "numId")] = bulleted.get(target, False)
    return lists


class _Walk:
    """Collects lines. Text boxes anchored in a paragraph come right after it; cells are lines in row order."""

    def __init__(self, *, numbered: dict[str, bool]) -> None:
        self.lines: list[Line] = []
        self.deleted = False
        self.images = 0
        self._numbered = numbered
        self._apart = False

    def part(self, root: etree._Element) -> None:
        self._apart = True
        self._blocks(root)

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            name = _name(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._apart = True
                self._blocks(element)
                self._apart = True
            elif name not in _SKIPPED:
                if name in ("footnote", "endnote") and _attribute(element, "type") in (
                    "separator",
                    "continuationSeparator",
                ):
                    continue
                self._blocks(element)
            elif name in ("del", "moveFrom"):
                self.deleted = True

    def _paragraph(self, paragraph: etree._Element) -> None:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            mark = (
                "• " if self._is_bullet(paragraph) and not text.lstrip().startswith(("•", "-", "–")) else ""
            )
            heading = _style(paragraph).lower().startswith(("heading", "titre", "title"))
            self.lines.append(Line(mark + text, apart=self._apart or heading))
            self._apart = False
        elif not boxes:
            self._apart = True
        for box in boxes:
            self._apart = True
            self._blocks(box)
            self._apart = True

    def _inline(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for element in parent:
            name = _name(element)
            if name == "t":
                pieces.append(element.text or "")
            elif name in _BREAKS:
                pieces.append("\n")
            elif name in ("tab", "ptab"):
                pieces.append("\t")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                pieces.append(_SYMBOLS.get(_attribute(element, "font"), "") or _symbol(element))
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "blip":
                self.images += 1
            elif name in ("del", "moveFrom"):
                self.deleted = True
            elif name not in _SKIPPED:
                self._inline(element, pieces, boxes)

    def _is_bullet(self, paragraph: etree._Element) -> bool:
        for properties in paragraph:
            if _name(properties) == "pPr":
                for item in properties.iter():
                    if _name(item) == "numId":
                        return self._numbered.get(_value(item), False)
        return _style(paragraph).lower().replace(" ", "").startswith(("listbullet", "listepuces"))


def _style(paragraph: etree._Element) -> str:
    for properties in paragraph:
        if _name(properties) == "pPr":
            for item in properties:
                if _name(item) == "pStyle":
                    return _value(item)
    return ""


def _symbol(element: etree._Element) -> str:
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: etree._Element) -> str:
    return _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
