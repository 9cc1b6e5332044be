"""A YAML file as blocks that know their line, so that a fault can be said with where it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml

from openemploi.errors import FormatError, Where
from openemploi.i18n import _


@dataclass(slots=True)
class Faults:
    """What was found wrong in one file, in the order of its lines."""

    file: str
    found: list[FormatError] = field(default_factory=list)

    def add(self, error: FormatError) -> None:
        """Keep a fault."""
        self.found.append(error)

    def at(self, line: int) -> Where:
        """A place in this file."""
        return Where(self.file, line)


@dataclass(frozen=True, slots=True)
class Text:
    """A text or number and its line."""

    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """``key: value`` lines."""

    rows: dict[str, tuple[int, yaml.Node]]
    line: int
    faults: Faults

    def only(self, known: set[str]) -> None:
        """Every key must be known; the nearest known one is named for any other."""
        for key, (line, _node) in self.rows.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.6) or sorted(known)
                self.faults.add(
                    FormatError(
                        "funding_field_unknown",
                        _("“{name}” is not a part of a rule.", name=key),
                        remedy=_("Write one of: {names}.", names=", ".join(near)),
                        where=self.faults.at(line),
                    )
                )

    def text(self, key: str, *, needed: bool = True) -> str:
        """The text at ``key``; empty when it is not there, which is a fault when it is needed."""
        if key in self.rows and isinstance(node := self.rows[key][1], yaml.ScalarNode) and node.value.strip():
            return _one_line(str(node.value))
        if needed or key in self.rows:
            self.missing(key)
        return ""

    def day(self, key: str, *, needed: bool = True) -> date | None:
        """The day at ``key``, as 2026-01-31."""
        words = self.text(key, needed=needed)
        if not words:
            return None
        try:
            return date.fromisoformat(words)
        except ValueError:
            self.faults.add(
                FormatError(
                    "funding_date_invalid",
                    _("“{words}” is not a day ({name}).", words=words, name=key),
                    remedy=_("Write the year, the month and the day: 2026-01-31."),
                    where=self.faults.at(self.rows[key][0]),
                )
            )
            return None

    def number(self, key: str, *, needed: bool = True) -> float | None:
        """The number at ``key``, with a comma or a point."""
        words = self.text(key, needed=needed)
        try:
            return float(words.replace(",", ".").replace(" ", "")) if words else None
        except ValueError:
            self.faults.add(
                FormatError(
                    "funding_number_invalid",
                    _("“{words}” is not a number ({name}).", words=words, name=key),
                    remedy=_("Write digits only, for example 103,20."),
                    where=self.faults.at(self.rows[key][0]),
                )
            )
            return None

    def items(self, key: str) -> Iterator[Text | Block]:
        """The items of the list at ``key``."""
        if key not in self.rows:
            return
        line, node = self.rows[key]
        if not isinstance(node, yaml.SequenceNode):
            self.missing(key, line=line)
            return
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                yield Text(_one_line(str(item.value)), item.start_mark.line + 1)
            elif isinstance(item, yaml.MappingNode):
                yield block(item, self.faults)

    def block(self, key: str) -> Block | None:
        """The block at ``key``."""
        if key in self.rows and isinstance(node := self.rows[key][1], yaml.MappingNode):
            return block(node, self.faults)
        self.missing(key)
        return None

    def missing(self, key: str, *, line: int | None = None) -> None:
        """Something that a rule needs is not there, or is empty."""
        self.faults.add(
            FormatError(
                "funding_field_missing",
                _("“{name}” is missing or empty.", name=key),
                remedy=_("Write it, or look at how another rule does."),
                where=self.faults.at(line or self.rows.get(key, (self.line, None))[0]),
            )
        )


def read(text: str, faults: Faults) -> Block | None:
    """The outermost block of a file; ``None``, with a fault, when it has none."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.add(_unreadable(faults, mark.line + 1 if mark else None))
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add(_unreadable(faults, 1))
        return None
    return block(node, faults)


def block(node: yaml.MappingNode, faults: Faults) -> Block:
    """A mapping with the lines of its keys; a key that stands twice is a fault."""
    rows: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        line, name = key.start_mark.line + 1, str(key.value)
        if name in rows:
            faults.add(
                FormatError(
                    "funding_field_twice",
                    _("“{name}” stands twice.", name=name),
                    remedy=_("Keep one of them."),
                    where=faults.at(line),
                )
            )
        rows[name] = (line, value)
    return Block(rows, node.start_mark.line + 1, faults)


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _unreadable(faults: Faults, line: int | None) -> FormatError:
    return FormatError(
        "funding_unreadable",
        _("This is not a file of a rule, or its layout is broken here."),
        remedy=_("Check the spaces at the start of the line, the colon, and the quotation marks."),
        where=Where(faults.file, line),
    )
