"""Zipped documents and the XML in them, opened without trust: bounded unfolding, no document types, no entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from lxml import etree

from openemploi.documents.limits import Limits
from openemploi.documents.refusals import Refusal

_MOST_ENTRIES: Final = 5_000
_SMALL: Final = 1_000_000  # bytes below which a high ratio is no danger
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Container:
    """A zip archive whose parts are read one by one within ``limits``.

    Raises :class:`Refusal`: ``document_bomb``, ``document_encrypted``, ``document_truncated``.
    """

    def __init__(self, data: bytes, *, limits: Limits) -> None:
        self._limits = limits
        self._spent = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise Refusal("document_truncated") from None
        entries = self._archive.infolist()
        unfolded = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_ENTRIES or unfolded > limits.max_uncompressed:
            raise Refusal("document_bomb")
        for entry in entries:
            if entry.file_size > _SMALL and entry.file_size > limits.max_ratio * max(entry.compress_size, 1):
                raise Refusal("document_bomb")

    def names(self) -> list[str]:
        """The parts, in the archive's order."""
        return self._archive.namelist()

    def part(self, name: str) -> bytes | None:
        """The bytes of one part; ``None`` when there is none of that name."""
        try:
            entry = self._archive.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise Refusal("document_encrypted")
        try:
            with self._archive.open(entry) as stream:
                # The declared size may lie: never ask for more than what is left.
                content = stream.read(self._limits.max_uncompressed - self._spent + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Refusal("document_truncated") from None
        self._spent += len(content)
        if self._spent > self._limits.max_uncompressed:
            raise Refusal("document_bomb")
        return content

    def tree(self, name: str) -> etree._Element | None:
        """The root element of one XML part; ``None`` when there is none of that name."""
        content = self.part(name)
        return None if content is None else parse_xml(content)


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML text. Refuses any document type or entity declaration, whatever it declares."""
    refuse_declarations(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refusal("document_truncated") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("document_forbidden_xml")
    return root


def refuse_declarations(content: bytes) -> None:
    """Raise ``document_forbidden_xml`` when ``content`` declares a document type or an entity."""
    # With the zero bytes out, UTF-16 and UTF-32 read like ASCII.
    if _DECLARATION.search(content) or (
        b"\0" in content[:64] and _DECLARATION.search(content.replace(b"\0", b""))
    ):
        raise Refusal("document_forbidden_xml")
