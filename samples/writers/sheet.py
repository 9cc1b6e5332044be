"""What stands on a CV or an offer before it has a file format, and how it is read from its YAML source.

A source says who the person is once, under ``person``; everywhere else ``{first_name}``, ``{town}``… stand for
it. That is what lets ``twins.py`` change one fact about somebody and nothing else. The writers come next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

REFERENCE_YEAR = 2026  # ages are counted in this year, whatever the day on which the samples are built


class SourceError(ValueError):
    """A source file cannot be understood; the message says which one and what to change."""


@dataclass(frozen=True, slots=True)
class Person:
    """A fictitious person. Nothing here may change a score: see the twins."""

    first_name: str = ""
    last_name: str = ""
    sex: str = ""  # f, m or empty
    born: str = ""  # 1979-03-12
    nationality: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    photo: bool = False

    @property
    def age(self) -> int | None:
        return REFERENCE_YEAR - int(self.born[:4]) if self.born else None

    def words(self) -> dict[str, str]:
        """What each ``{name}`` in a source stands for."""
        year, month, day = self.born.split("-") if self.born else ("", "", "")
        return {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "LAST_NAME": self.last_name.upper(),
            "title": {"f": "Madame", "m": "Monsieur"}.get(self.sex, ""),
            "nationality": self.nationality,
            "address": self.address,
            "postcode": self.postcode,
            "town": self.town,
            "phone": self.phone,
            "email": self.email,
            "age": str(self.age or ""),
            "birth": f"{day}/{month}/{year}" if self.born else "",
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a working life or of an education, dates as their owner writes them."""

    title: str
    employer: str = ""
    place: str = ""
    dates: str = ""
    lines: tuple[str, ...] = ()
    start: str = ""  # 2018-03, only for the structured formats
    end: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: some text, then a list, then entries; each may be missing."""

    heading: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    side: bool = False  # stands in the sidebar when there is one
    inline: bool = False  # the items stand on one line
    kind: str = ""  # work, education, skills… : only for the structured formats


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CV or an offer, ready to be written."""

    key: str
    form: str
    name: str = ""
    headline: str = ""
    contact: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    body: str = ""  # free text: replaces everything else
    person: Person = field(default_factory=Person)
    options: Mapping[str, Any] = field(default_factory=dict)
    record: Any = None  # for offers that are JSON from the start
    language: str = "fr"

    def option(self, name: str, default: str = "") -> str:
        return str(self.options.get(name, default))


@dataclass(frozen=True, slots=True)
class Source:
    """A source file as read: a sheet whose texts still hold ``{first_name}`` and the like."""

    person: Person
    sheet: Sheet

    def filled(self, *, key: str = "", form: str = "", person: Person | None = None) -> Sheet:
        """The sheet with the person's own words in it."""
        who = person or self.person
        words = who.words()

        def fill(text: str) -> str:
            filled = re.sub(r"\{(\w+)\}", lambda found: _word(words, found.group(1), self.sheet.key), text)
            return _capitals(filled) if self.sheet.options.get("capitals") else filled

        sheet = mapped(self.sheet, fill)
        contact = tuple(line for line in sheet.contact if line.strip())
        return replace(
            sheet, key=key or sheet.key, form=form or sheet.form, contact=contact, person=who,
        )  # fmt: skip


def mapped(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """``sheet`` with ``change`` applied to each of its texts."""
    return replace(
        sheet,
        name=change(sheet.name),
        headline=change(sheet.headline),
        contact=tuple(change(line) for line in sheet.contact),
        sections=tuple(
            replace(
                section,
                heading=change(section.heading),
                text=change(section.text),
                items=tuple(change(item) for item in section.items),
                entries=tuple(
                    replace(
                        entry,
                        title=change(entry.title),
                        employer=change(entry.employer),
                        place=change(entry.place),
                        dates=change(entry.dates),
                        lines=tuple(change(line) for line in entry.lines),
                    )
                    for entry in section.entries
                ),
            )
            for section in sheet.sections
        ),
        body=change(sheet.body),
    )


def load(path: Path) -> Source:
    """Reads one source file; its name without ``.yaml`` becomes the name of the sample."""
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = {
        "format", "options", "language", "person", "name", "headline", "contact", "sections", "body", "record",
    }  # fmt: skip
    strange = set(tree) - known
    if strange:
        raise SourceError(f"{path.name}: unknown keys {sorted(strange)}. Known: {', '.join(sorted(known))}")
    try:
        person = Person(**{name: _plain(value) for name, value in tree.get("person", {}).items()})
        sections = tuple(_section(section) for section in tree.get("sections", ()))
    except (TypeError, SourceError) as error:
        raise SourceError(f"{path.name}: {error}") from error
    sheet = Sheet(
        key=path.stem,
        form=tree["format"],
        name=tree.get("name", "{first_name} {last_name}" if person.first_name else ""),
        headline=tree.get("headline", ""),
        contact=tuple(tree.get("contact", ())),
        sections=sections,
        body=tree.get("body", ""),
        person=person,
        options=tree.get("options", {}),
        record=tree.get("record"),
        language=tree.get("language", "fr"),
    )
    return Source(person=person, sheet=sheet)


def load_all(folder: Path) -> list[Source]:
    """All the sources of a folder, in the order of their names."""
    return [load(path) for path in sorted(folder.glob("*.yaml"))]


def _section(tree: Mapping[str, Any]) -> Section:
    entries = tuple(
        Entry(**{**{k: _plain(v) for k, v in e.items() if k != "lines"}, "lines": _lines(e)})
        for e in tree.get("entries", ())
    )
    rest = {name: value for name, value in tree.items() if name not in {"items", "entries"}}
    return Section(**rest, items=_strings(tree.get("items", ())), entries=entries)


def _lines(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return _strings(entry.get("lines", ()))


def _strings(values: Iterable[Any]) -> tuple[str, ...]:
    texts = []
    for value in values:
        if isinstance(value, dict | list):
            raise SourceError(f"a line that holds « : » must stand between quotation marks: {value}")
        texts.append(str(value))
    return tuple(texts)


def _plain(value: Any) -> Any:
    """YAML reads 2019 as a number and 2019-03-12 as a date; here both are what somebody wrote."""
    return value if isinstance(value, bool) else str(value)


def _word(words: Mapping[str, str], name: str, key: str) -> str:
    if name not in words:
        raise SourceError(f"{key}: {{{name}}} is not known. Known: {', '.join(sorted(words))}")
    return words[name]


def _capitals(text: str) -> str:
    """Capitals as typed on a keyboard without accented capitals: ``École`` gives ``ECOLE``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(word if "@" in word else word.upper() for word in bare.split(" "))
