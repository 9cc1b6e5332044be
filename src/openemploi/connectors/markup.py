"""XML in a stream: one element at a time, without entities, outside documents or memory that grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from openemploi.connectors.base import Reading
from openemploi.connectors.opening import Opened
from openemploi.errors import FormatError, Where
from openemploi.i18n import _


def elements(source: Opened, *tags: str, reading: Reading, roots: Sequence[str] = ()) -> Iterator[Any]:
    """The elements called one of ``tags`` (local names), whole, in order; each is emptied once the next is asked for.

    Each has ``sourceline``, the line at which it starts. A document without any of them must be one of
    ``roots``, when those are given. Raises ``FormatError`` (``xml_damaged``, ``xml_element_missing``).
    """
    none = True
    wanted = [f"{{*}}{tag}" for tag in tags]
    with source.open() as file:
        try:
            events = etree.iterparse(
                _Told(file, reading),
                events=("end",),
                tag=wanted,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            for _event, element in events:
                none = False
                yield element
                element.clear(keep_tail=False)
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
            if none and roots and etree.QName(events.root).localname not in roots:
                raise FormatError(
                    "xml_element_missing",
                    _("The file {name} has no element {element}.", name=source.name, element=tags[0]),
                    remedy=_("Check that it is the official file; if its layout has changed, tell us."),
                    where=Where(file=source.name),
                )
        except etree.XMLSyntaxError as fault:
            raise FormatError(
                "xml_damaged",
                _(
                    "The file {name} is not well-formed XML: {fault}",
                    name=source.name,
                    fault=str(fault)[:200],
                ),
                remedy=_("Fetch it again from its producer."),
                where=Where(file=source.name, line=fault.lineno or None),
            ) from fault


class _Told:
    def __init__(self, file: Any, reading: Reading) -> None:
        self._file, self._reading = file, reading

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self._reading.advance(len(data))
        return data
