"""XML from strangers as nested values, so that one reader serves a format's XML and its JSON.

An element becomes its text, or an object of its children (a list where a name repeats) with attributes under
``@name``. Nothing outside the file is ever fetched, and a document type declaration is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.record import MAX_DEPTH

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class XmlRecord:
    """The root element: its local name, its namespace, its content, and the line of each element by path."""

    root: str
    namespace: str
    value: object
    lines: dict[str, int]


def parse_xml(text: str, *, name: str) -> XmlRecord:
    """The record that ``text`` holds.

    Raises :class:`FormatError` ``xml_invalid``, ``xml_doctype`` or ``xml_too_deep``, with the line.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    # The text is already decoded: what its declaration says of an encoding no longer holds.
    body = _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text.lstrip("\ufeff"), count=1)
    if "<!DOCTYPE" in body:
        raise _fault(
            "xml_doctype",
            _("This XML declares a document type, which can hide harmful content."),
            where=Where(file=name, line=1),
        )
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise _fault(
            "xml_invalid",
            _("This is not valid XML: {fault}.", fault=str(fault.msg)),
            where=Where(file=name, line=fault.lineno, column=fault.offset),
        ) from None
    lines: dict[str, int] = {}
    value = _value(root, path="", lines=lines, name=name, level=1)
    tag = etree.QName(root)
    return XmlRecord(root=tag.localname, namespace=tag.namespace or "", value=value, lines=lines)


def _value(element: etree._Element, *, path: str, lines: dict[str, int], name: str, level: int) -> object:
    if level > MAX_DEPTH:
        raise _fault(
            "xml_too_deep",
            _("This XML nests deeper than any CV or offer does."),
            where=Where(file=name, line=_line(element)),
        )
    lines.setdefault(path, _line(element) or 0)
    found: dict[str, object] = {
        f"@{etree.QName(key).localname}": value
        for key, value in element.attrib.items()
        if not str(key).endswith("schemaLocation")
    }
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = etree.QName(child).localname
        below = f"{path}.{tag}" if path else tag
        value = _value(child, path=below, lines=lines, name=name, level=level + 1)
        if tag not in found:
            found[tag] = value
        else:
            several = found[tag]
            if not isinstance(several, list):
                several = found[tag] = [several]
            several.append(value)
    text = "".join(part for part in (element.text, *(child.tail for child in element)) if part).strip()
    if not found:
        return text
    if text:
        found["#text"] = text
    return found


def _line(element: etree._Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _fault(code: str, message: str, *, where: Where) -> FormatError:
    return FormatError(
        code,
        message,
        remedy=_("Export the file again from where it comes from, or give the CV as a PDF."),
        where=where,
    )
