"""Files of many offers: JSON Lines, a JSON array, or the answer of a France Travail search.

Records are cut out of the stream one by one, so memory holds one record and not the file. A record that cannot be
read is handed over as the :class:`FormatError` it raised, with its line, and the next one follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.detect import read_structured, read_value, unknown_format
from openemploi.profiles.json_records import MAX_RECORD, Piece, pieces
from openemploi.profiles.json_text import parse_json
from openemploi.profiles.model import StructuredCv, StructuredOffer
from openemploi.profiles.sheet import digest


def iter_offers(path: Path) -> Iterator[StructuredOffer | FormatError]:
    """The offers of the file at ``path`` in order, each or the error that kept it from being read.

    One object a line (blank lines are skipped), one array of objects, or ``{"resultats": [...]}``; a file with a
    single offer is one too. Every offer's ``sha256`` is that of its own bytes.

    Raises ``OSError`` when the file cannot be opened.
    """
    with path.open("rb") as stream:
        for piece in pieces(stream):
            yield from _read(piece, name=path.name)


def _read(piece: Piece, *, name: str) -> Iterator[StructuredOffer | FormatError]:
    where = Where(file=name, line=piece.line)
    if piece.content is None:
        yield FormatError(
            "record_too_large",
            _("This record is longer than any offer ({limit} MB).", limit=MAX_RECORD // 1024 // 1024),
            remedy=_("Check that the file holds one offer a line, or one array of offers."),
            where=where,
        )
        return
    try:
        text = piece.content.decode("utf-8-sig").rstrip()
    except UnicodeDecodeError:
        yield FormatError(
            "text_not_utf8",
            _("This record is not written in UTF-8."),
            remedy=_("Save the file in UTF-8 and give it again."),
            where=where,
        )
        return
    try:
        if text.lstrip().startswith("<"):
            yield _sorted(read_structured(text, name=name, sha256=digest(piece.content)), name=name, line=1)
            return
        value = parse_json(text, name=name, first_line=piece.line)
    except FormatError as fault:
        yield fault
        return
    several = value.get("resultats") if isinstance(value, dict) else None
    for item in several if isinstance(several, list) else [value]:
        yield _offer(item, name=name, content=piece.content, line=piece.line)


def _offer(value: object, *, name: str, content: bytes, line: int) -> StructuredOffer | FormatError:
    try:
        found = read_value(value, name=name, sha256=digest(content), line=line)
    except FormatError as fault:
        return fault
    return _sorted(found, name=name, line=line)


def _sorted(
    found: StructuredOffer | StructuredCv | None, *, name: str, line: int
) -> StructuredOffer | FormatError:
    if isinstance(found, StructuredOffer):
        return found
    if found is None:
        return unknown_format(name=name, line=line)
    return FormatError(
        "profile_not_an_offer",
        _("This record is a CV, not an offer."),
        remedy=_("Give the CV by itself."),
        where=Where(file=name, line=line),
    )
