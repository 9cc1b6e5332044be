"""A situation from the words that people write: in a file for the command line, or in a scenario.

``situation.yaml`` declares the words; a word that is not there is refused with the nearest one, and nothing that was
not written is supposed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from openemploi.errors import FormatError, Where
from openemploi.folding import fold
from openemploi.i18n import _
from openemploi.pathways.funding.model import Certification, Kind, Situation, Work
from openemploi.pathways.funding.phrases import read_number
from openemploi.pathways.funding.regions import REGIONS
from openemploi.pathways.funding.yaml_lines import Faults, read

_ENUMS: Final = {"work": Work, "training.kind": Kind, "training.certification": Certification}
_YES_NO: Final = {"oui": True, "non": False}
_NUMBER: Final = re.compile(r"\d[\d \u00a0\u202f]*(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a field of :class:`~.model.Situation`, what kind of value it takes, and which words it knows."""

    name: str
    field: str
    kind: str
    known: tuple[tuple[str, str], ...] = ()


@cache
def words() -> tuple[Word, ...]:
    """All words, in the order of the file."""
    text = resources.files(__package__).joinpath("situation.yaml").read_text(encoding="utf-8")
    declared: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return tuple(
        Word(
            name,
            row["champ"],
            row.get("sorte", "mots"),
            tuple((str(k), v) for k, v in row.get("mots", {}).items()),
        )
        for name, row in declared.items()
    )


def situation_of(said: Mapping[str, str], *, where: Where | None = None) -> Situation:
    """The situation that ``said`` describes: word to value, as they are written.

    Raises :class:`~openemploi.errors.FormatError` for a word or a value that is not known.
    """
    known = {fold(word.name): word for word in words()}
    found: dict[str, Any] = {}
    for name, value in said.items():
        word = known.get(fold(name))
        if word is None:
            near = difflib.get_close_matches(fold(name), known, n=1, cutoff=0.5)
            names = known[near[0]].name if near else ", ".join(word.name for word in words())
            raise FormatError(
                "funding_word_unknown",
                _("“{name}” is not a word for a situation.", name=name),
                remedy=_("Write one of: {names}.", names=names),
                where=where,
            )
        found[word.field] = _value(word, value.strip(), where)
    training = {
        name.removeprefix("training."): v for name, v in found.items() if name.startswith("training.")
    }
    person = {name: value for name, value in found.items() if not name.startswith("training.")}
    plain = Situation(**person)
    return replace(plain, training=replace(plain.training, **training))


def read_situation(text: str, *, name: str) -> Situation:
    """The situation in a file of ``word: value`` lines.

    Raises :class:`~openemploi.errors.FormatError` with the line of the first fault.
    """
    faults = Faults(name)
    outer = read(text, faults)
    if outer is None:
        raise faults.found[0]
    found = Situation()
    said: dict[str, str] = {}
    for key, (line, _node) in outer.rows.items():
        said[key] = outer.text(key)
        if faults.found:
            raise faults.found[0]
        found = situation_of(said, where=Where(name, line))
    return found


def _value(word: Word, text: str, where: Where | None) -> Any:
    wanted = ""
    if word.known:
        known = {fold(said): code for said, code in word.known}
        if fold(text) in known:
            return _ENUMS[word.field](known[fold(text)])
        wanted = ", ".join(said for said, _code in word.known)
    elif word.kind == "oui ou non":
        if text.lower() in _YES_NO:
            return _YES_NO[text.lower()]
        wanted = "oui, non"
    elif word.kind == "région":
        code = next(
            (code for code, name in REGIONS.items() if fold(name) == fold(text) or code == text), None
        )
        if code:
            return code
        wanted = ", ".join(REGIONS.values())
    elif word.kind == "jour":
        try:
            return date.fromisoformat(text)
        except ValueError:
            wanted = "2026-01-31"
    elif found := _NUMBER.match(text):
        number = read_number(found[0].strip())
        return int(number) if word.kind == "entier" else number
    else:
        wanted = "12, 1 600, 103,20"
    raise FormatError(
        "funding_value_unknown",
        _("“{words}” is not known for “{name}”.", words=text, name=word.name),
        remedy=_("Write one of: {names}.", names=wanted),
        where=where,
    )
