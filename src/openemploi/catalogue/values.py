"""Values as other catalogues write them, read or not: days, numbers, addresses; and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from openemploi.catalogue import vocabularies
from openemploi.catalogue.records import Distribution, Fault
from openemploi.errors import FormatError
from openemploi.i18n import _

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*|Z|[+-]\d{2}:\d{2})?")
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_SHOWN: Final = 200


class Faults:
    """What could not be read of one answer, in the order in which it was met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Fault] = {}

    def add(self, path: str, code: str, *, identifier: str = "", value: object = "") -> None:
        """Note a fault; the same place is noted once."""
        fault = Fault(path, code, identifier, str(value)[:_SHOWN])
        self._found.setdefault((path, code, fault.value), fault)

    def found(self) -> tuple[Fault, ...]:
        """All of them."""
        return tuple(self._found.values())


def readable(text: str) -> str:
    """``text`` without signs that no database, page or file can hold: NUL and halves of pairs."""
    return _UNREADABLE.sub("", text)


def day(text: object) -> date | None:
    """``2026``, ``2026-03``, ``2026-03-02`` with or without a time; ``None`` for anything else."""
    matched = _DAY.fullmatch(str(text).strip()) if text else None
    if not matched:
        return None
    year, month, number = matched.groups()
    try:
        return date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return None


def integer(text: object) -> int | None:
    """A whole number that is not negative, also one written ``1024.0``; ``None`` for anything else."""
    number = decimal(text)
    return int(number) if number is not None and number >= 0 and number == int(number) else None


def decimal(text: object) -> float | None:
    """A number; ``None`` for anything else."""
    if text is None or isinstance(text, bool):
        return None
    try:
        number = float(str(text).strip())
    except ValueError:
        return None
    return number if abs(number) < 1e18 else None  # "nan" and "inf" are no numbers of anything


def is_web(text: object) -> bool:
    """Whether it is the address of something that can be fetched."""
    try:
        parts = urlsplit(str(text))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and vocabularies.is_address(str(text))


def algorithm(name: str) -> str:
    """``SHA-256`` → ``sha256``; the name as it is when it is none that DCAT-AP knows."""
    plain = name.casefold().replace("-", "").replace("_", "")
    return plain if plain in vocabularies.CHECKSUMS else name


def sorted_by_name(distributions: Iterable[Distribution]) -> tuple[Distribution, ...]:
    """In an order that does not hang on that of the answer."""
    return tuple(sorted(distributions, key=lambda one: (one.uri, one.title, one.access_url, one.format)))


def no_catalogue(code: str) -> FormatError:
    """The error of an answer that is no catalogue."""
    sentences = {
        "catalogue_unreadable": _("The answer is not a catalogue in the format that was asked for."),
        "catalogue_reaches_out": _("The answer asks to read another document, which is not done."),
        "catalogue_endless": _("The pages of the catalogue lead round in a circle or never end."),
        "catalogue_cut_short": _("The catalogue gave fewer sets than it counts."),
        "catalogue_empty": _("There is no list of sets of data in the answer."),
    }
    remedy = {
        "catalogue_reaches_out": _("Ask whoever keeps it for one without outside contexts and entities."),
    }
    return FormatError(
        code, sentences[code], remedy=remedy.get(code, _("Check the address and the kind of catalogue."))
    )
