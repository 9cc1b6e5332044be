"""Catalogues of training in LHEO 2.x (http://lheo.gouv.fr): trainings, their actions, and the sessions of each.

What Carif-Oref, Intercarif and France Travail exchange. The XML is read one training at a time, whatever its size.
Numbers of the producer are optional in the language, so each training, action and session also has its rank in the
file, by which the tables are joined. Dates are AAAAMMJJ; ``00000000`` is "not known", ``-`` an empty text. SIRETs
are kept as they stand: producers pad them. Contacts (names, telephones, addresses of mail) are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.lheo_tables import (
    ACTIONS,
    AUDIENCES,
    FUNDING,
    SESSIONS,
    TRAINING_CODES,
    TRAININGS,
)
from openemploi.connectors.markup import elements
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Table

_BLOCK: Final = 4096
_ROOTS: Final = ("lheo", "lheo-index", "offres")
_SCHEMES: Final = {
    "code-FORMACODE": "formacode",
    "code-NSF": "nsf",
    "code-ROME": "rome",
    "code-RNCP": "rncp",
    "code-CERTIFINFO": "certifinfo",
}
_ALL: Final = (TRAININGS, TRAINING_CODES, ACTIONS, AUDIENCES, FUNDING, SESSIONS)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of all tables of the catalogue at ``path``: an XML file, or a zip of them."""
    catalogue = _Catalogue()
    for formation in elements(opened(path, "*.xml"), "formation", reading=reading, roots=_ROOTS):
        catalogue.training(formation)
        yield from catalogue.full(_BLOCK)
    yield from catalogue.full(1)


class _Catalogue:
    """Rows that wait, a table each, and how many trainings, actions and sessions were met."""

    def __init__(self) -> None:
        self._waiting = {table.name: _Waiting(table) for table in _ALL}
        self._ranks = {"training": 0, "action": 0, "session": 0}

    def full(self, size: int) -> Iterator[Raw]:
        for waiting in self._waiting.values():
            if len(waiting.lines) >= size:
                yield waiting.taken()

    def training(self, formation: Any) -> None:
        training = self._next("training")
        texts, parts = _read_element(formation, _KEPT_APART)
        self._add(TRAININGS, formation, texts | {"training": training})
        for part in parts:
            name = _local(part)
            if name in ("domaine-formation", "certification"):
                self._codes(part, training)
            elif name == "action":
                self._action(part, training)

    def _codes(self, part: Any, training: str) -> None:
        for code in part:
            scheme = _SCHEMES.get(_local(code))
            if scheme and (code.text or "").strip():
                written = f"RNCP{code.text.strip()}" if _digits(scheme, code.text) else code.text
                told = {"training": training, "scheme": scheme, "code": written}
                self._add(TRAINING_CODES, code, told | _attributes(code))

    def _action(self, element: Any, training: str) -> None:
        action = self._next("action")
        texts, parts = _read_element(element, _KEPT_APART)
        self._add(ACTIONS, element, texts | {"action": action, "training": training})
        for part in parts:
            name = _local(part)
            if name == "session":
                found, _none = _read_element(part, ())
                told = {"session": self._next("session"), "action": action, "training": training}
                self._add(SESSIONS, part, found | told)
            elif name == "code-public-vise":
                told = {"action": action, "code-public-vise": part.text or ""}
                self._add(AUDIENCES, part, told | _attributes(part))
            else:
                found, _none = _read_element(part, ())
                self._add(FUNDING, part, found | {"action": action})

    def _next(self, kind: str) -> str:
        self._ranks[kind] += 1
        return str(self._ranks[kind])

    def _add(self, table: Table, element: Any, row: dict[str, str]) -> None:
        self._waiting[table.name].add(row, element.sourceline)


class _Waiting:
    """Rows of one table, kept by column until they are enough."""

    def __init__(self, table: Table) -> None:
        self._table = table.name
        self._names = tuple(column.names[0] for column in table.columns)
        self._columns: list[list[str | None]] = [[] for _name in self._names]
        self.lines: list[int] = []

    def add(self, row: dict[str, str], line: int) -> None:
        for name, column in zip(self._names, self._columns, strict=True):
            column.append(row.get(name))
        self.lines.append(line)

    def taken(self) -> Raw:
        arrays = tuple(pa.array(column, pa.string()) for column in self._columns)
        raw = Raw(self._table, self._names, arrays, np.array(self.lines, np.int64), lines=True)
        self._columns, self.lines = [[] for _name in self._names], []
        return raw


_KEPT_APART: Final = frozenset(
    {"action", "session", "domaine-formation", "certification", "code-public-vise", "organisme-financeur"}
)
_PATHS: Final = frozenset(
    chain.from_iterable(column.names for table in _ALL for column in table.columns if "/" in column.names[0])
)
_BRANCHES: Final = frozenset(
    path.rsplit("/", depth)[0] for path in _PATHS for depth in range(1, path.count("/") + 1)
)
_LOCALS: Final[dict[str, str]] = {}


def _read_element(element: Any, apart: frozenset[str] | tuple[()]) -> tuple[dict[str, str], list[Any]]:
    """The first text at each path that a table asks for, the attributes, and the elements that go ``apart``."""
    texts = _attributes(element)
    parts: list[Any] = []
    for child in element:
        name = _local(child)
        if name in apart:
            parts.append(child)
        elif name in _BRANCHES:
            _read_branch(child, name, texts)
        elif len(child) == 0 and child.text:
            texts.setdefault(name, child.text)
    return texts, parts


def _read_branch(element: Any, path: str, texts: dict[str, str]) -> None:
    for name, value in element.attrib.items():
        texts.setdefault(f"{path}/@{name}", value)
    for child in element:
        below = f"{path}/{_local(child)}"
        if below in _BRANCHES:
            _read_branch(child, below, texts)
        elif child.text:
            texts.setdefault(below, child.text)


def _attributes(element: Any) -> dict[str, str]:
    return {f"@{name}": value for name, value in element.attrib.items()}


def _local(element: Any) -> str:
    tag = element.tag
    if tag not in _LOCALS:
        _LOCALS[tag] = tag.rsplit("}", 1)[-1]
    return _LOCALS[tag]


def _digits(scheme: str, text: str) -> bool:
    return scheme == "rncp" and text.strip().isdigit()


CONNECTOR: Final = Connector(
    kind="lheo",
    version="1",
    title="Catalogue de formations au format LHEO",
    producer="Réseau des Carif-Oref, France Travail",
    licence="NOASSERTION",  # each body that publishes a catalogue has its own
    homepage="https://lheo.gouv.fr/",
    tables=_ALL,
    read=read,
)
