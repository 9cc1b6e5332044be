"""What a diploma trains for and what a licence teaches: ``diplomas.yaml`` and ``licences.yaml``, read and checked.

:mod:`openemploi.extraction.trained` finds these rows in a CV;
``python -m openemploi.taxonomy.starter`` lists their faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

DIPLOMAS: Final = "diplomas.yaml"
LICENCES: Final = "licences.yaml"
_DIPLOMA_KEYS: Final = {"level", "diplomas", "fields", "occupations"}
_LICENCE_KEYS: Final = {"codes", "names", "skills"}


@dataclass(frozen=True, slots=True)
class TrainingDiploma:
    """A diploma: how it is called, the words of its field (none: the name says all), the occupations it trains for."""

    level: int
    diplomas: tuple[str, ...]
    fields: tuple[str, ...]
    occupations: tuple[str, ...]  # ids of the starter


@dataclass(frozen=True, slots=True)
class TeachingLicence:
    """Licences by their codes, or certificates by their names, and the skills that each of them teaches."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    skills: tuple[str, ...]  # ids of the starter


@cache
def training_diplomas() -> tuple[TrainingDiploma, ...]:
    """The rows of ``diplomas.yaml``."""
    return tuple(
        TrainingDiploma(row["level"], *(_texts(row, key) for key in ("diplomas", "fields", "occupations")))
        for row in _rows(DIPLOMAS)
    )


@cache
def teaching_licences() -> tuple[TeachingLicence, ...]:
    """The rows of ``licences.yaml``."""
    return tuple(
        TeachingLicence(*(_texts(row, key) for key in ("codes", "names", "skills")))
        for row in _rows(LICENCES)
    )


def source(name: str) -> str:
    """The text of one of the two files."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def proof_faults(
    *, skills: Collection[object], occupations: Collection[object]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong in the two files: the file, the entry, the problem."""
    named: set[tuple[str, str]] = set()
    for row in _rows(DIPLOMAS):
        entry = f"{_first(row, 'diplomas')} {_first(row, 'fields')}".strip()
        yield from _shape(DIPLOMAS, entry, row, _DIPLOMA_KEYS, needed=("diplomas", "occupations"))
        if row.get("level") not in range(3, 9):
            yield DIPLOMAS, entry, "level must be 3 to 8"
        for target in _texts(row, "occupations"):
            if target not in occupations:
                yield DIPLOMAS, entry, f"occupations: no occupation has the id {target!r}"
        for diploma in _texts(row, "diplomas"):
            for words in _texts(row, "fields") or ("",):
                if (key := (f"{row.get('level')} {diploma}".lower(), words.lower())) in named:
                    yield DIPLOMAS, entry, f"{diploma} {words} stands there twice"
                named.add(key)
    for row in _rows(LICENCES):
        entry = _first(row, "codes") or _first(row, "names")
        yield from _shape(LICENCES, entry, row, _LICENCE_KEYS, needed=())
        if not entry or "skills" not in row:
            yield LICENCES, entry, "a licence needs codes or names, and skills (an empty list for none)"
        for target in _texts(row, "skills"):
            if target not in skills:
                yield LICENCES, entry, f"skills: no skill has the id {target!r}"
        for name in (*_texts(row, "codes"), *_texts(row, "names")):
            if ("licence", name) in named:
                yield LICENCES, entry, f"{name!r} stands there twice"
            named.add(("licence", name))


def _shape(
    file: str, entry: str, row: dict[str, Any], keys: set[str], *, needed: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    for key in sorted(set(row) - keys):
        yield file, entry, f"unknown key {key!r}"
    for key in sorted((set(row) & keys) - {"level"}):
        value = row[key]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield file, entry, f"{key} must be a list of texts (quote numbers and yes/no)"
    for key in needed:
        if not row.get(key):
            yield file, entry, f"no {key}"


@cache
def _rows(name: str) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: list[dict[str, Any]] = yaml.load(source(name), Loader=loader) or []  # noqa: S506 - a safe loader
    return rows


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key) or []
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _first(row: dict[str, Any], key: str) -> str:
    return next(iter(_texts(row, key)), "")
