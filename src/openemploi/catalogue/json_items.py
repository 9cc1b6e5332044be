"""What CKAN's and udata's answers have in common: JSON whose parts may be missing, null, or not what they should be.

Each part is asked for with the kind it should have; another kind is a fault with its path (``data[3].resources[0]``),
and the set is read without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from openemploi.catalogue import values
from openemploi.catalogue.records import Dataset, Text, Texts
from openemploi.catalogue.values import Faults, no_catalogue


@dataclass(frozen=True, slots=True)
class Item:
    """An object of the answer, and where it stands."""

    said: dict[str, Any]
    path: str
    faults: Faults
    identifier: str = ""

    def text(self, name: str) -> str:
        """A text, or a number as text; empty when there is none."""
        value = self.said.get(name)
        if value is None or value is False:
            return ""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        self.unread(name, value)
        return ""

    def texts(self, name: str) -> Texts:
        """A text whose language is not said."""
        said = self.text(name)
        return (Text("", said),) if said else ()

    def day(self, name: str) -> date | None:
        """A day."""
        said = self.said.get(name)
        day = values.day(said)
        if said and day is None:
            self.unread(name, said)
        return day

    def whole(self, name: str) -> int | None:
        """A whole number; ``None`` when there is none."""
        said = self.said.get(name)
        number = values.integer(said)
        if said not in (None, "") and number is None:
            self.unread(name, said)
        return number

    def item(self, name: str) -> Item | None:
        """An object under ``name``."""
        value = self.said.get(name)
        if value is None:
            return None
        if isinstance(value, dict):
            return Item(value, f"{self.path}.{name}", self.faults, self.identifier)
        self.unread(name, value)
        return None

    def items(self, name: str) -> Iterator[Item]:
        """The objects of a list; what is no object is a fault."""
        for place, value in enumerate(self.list(name)):
            if isinstance(value, dict):
                yield Item(value, f"{self.path}.{name}[{place}]", self.faults, self.identifier)
            else:
                self.unread(f"{name}[{place}]", value)

    def list(self, name: str) -> list[Any]:
        """A list; empty when there is none."""
        value = self.said.get(name)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.unread(name, value)
        return []

    def unread(self, name: str, value: object) -> None:
        """Say that a value could not be read."""
        self.faults.add(f"{self.path}.{name}", "value_unreadable", identifier=self.identifier, value=value)


def answer(body: bytes) -> dict[str, Any]:
    """The object that the answer is. Raises ``FormatError``: ``catalogue_unreadable``."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise no_catalogue("catalogue_unreadable") from None
    if not isinstance(found, dict):
        raise no_catalogue("catalogue_unreadable")
    cleaned: dict[str, Any] = _readable(found)
    return cleaned


def _readable(found: Any) -> Any:
    if isinstance(found, str):
        return values.readable(found)
    if isinstance(found, list):
        return [_readable(one) for one in found]
    if isinstance(found, dict):
        return {values.readable(name): _readable(one) for name, one in found.items()}
    return found


def read_each(
    listed: object, *, path: str, faults: Faults, read: Callable[[Item], Dataset]
) -> tuple[Dataset, ...]:
    """The sets of a list, each by ``read``; those without identifier or title are faults."""
    if not isinstance(listed, list):
        raise no_catalogue("catalogue_empty")
    found: dict[str, Dataset] = {}
    for place, said in enumerate(listed):
        where = f"{path}[{place}]"
        if not isinstance(said, dict):
            faults.add(where, "dataset_shapeless", value=said)
            continue
        identifier = Item(said, where, faults).text("id")
        item = Item(said, where, faults, identifier)
        if not identifier:
            faults.add(where, "dataset_unidentified")
        elif not item.text("title"):
            faults.add(where, "dataset_untitled", identifier=identifier)
        elif identifier in found:
            faults.add(where, "dataset_twice", identifier=identifier)
        else:
            found[identifier] = read(item)
    return tuple(found[name] for name in sorted(found))
