"""The taxonomy that a fresh install works with: written by us, readable, checked.

The files beside this module say what they hold; :func:`read_starter` turns them into a scheme and
:func:`faults` lists what a contributor must mend. ``python -m openemploi.taxonomy.starter`` prints that list.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

import yaml

from openemploi.errors import TaxonomyError, Where
from openemploi.folding import fold
from openemploi.i18n import _
from openemploi.taxonomy.model import (
    Concept,
    ConceptKind,
    Label,
    LabelKind,
    Relation,
    RelationKind,
    Scheme,
)
from openemploi.taxonomy.starter.proofs import DIPLOMAS, LICENCES, proof_faults, source

ATTRIBUTION: Final = "Open Emploi starter taxonomy, Licence Ouverte 2.0 / CC BY 4.0"
SKILL: Final = "urn:openemploi:skill:"
OCCUPATION: Final = "urn:openemploi:occupation:"

_LANGUAGES: Final = ("fr", "en", "ko")
_SKILL_KEYS: Final = {"id", "kind", "broader", "near", "implies", "esco", *_LANGUAGES} | {
    f"{code}_{what}" for code in _LANGUAGES for what in ("alt", "context")
}
_OCCUPATION_KEYS: Final = {
    "id", "rome", "isco", "esco", "essential", "optional", "licences", "regulated", "neighbours", *_LANGUAGES,
} | {f"{code}_alt" for code in _LANGUAGES}  # fmt: skip
_SKILL_KINDS: Final = {
    "skill": ConceptKind.SKILL,
    "knowledge": ConceptKind.KNOWLEDGE,
    "transversal": ConceptKind.TRANSVERSAL,
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in the starter files: the file, the id of the entry, and what is wrong."""

    file: str
    entry: str
    problem: str


def fingerprint() -> str:
    """A hash of the starter files, so that a compiled copy is used only for the files it was made from."""
    digest = hashlib.sha256()
    for name, text in _sources():
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()[:16]


def read_starter() -> Scheme:
    """The starter files as a scheme, ``urn:openemploi:skill:…`` and ``urn:openemploi:occupation:…``.

    Raises ``TaxonomyError`` (``starter_invalid``) with the first fault when the files do not hold together.
    """
    for fault in faults():
        raise TaxonomyError(
            "starter_invalid",
            _(
                "The starter taxonomy is not valid: {entry}: {problem}",
                entry=fault.entry,
                problem=fault.problem,
            ),
            remedy=_("Correct the file and run python -m openemploi.taxonomy.starter again."),
            where=Where(file=fault.file),
        )
    skills, occupations = _rows()
    concepts = [_skill(row) for _file, row in skills] + [_occupation(row) for _file, row in occupations]
    relations = [r for _file, row in skills for r in _skill_relations(row)]
    relations += [r for _file, row in occupations for r in _occupation_relations(row)]
    return Scheme(
        name="starter",
        version=fingerprint(),
        title="Open Emploi starter taxonomy",
        licence="Licence Ouverte 2.0 / CC BY 4.0",
        attribution=ATTRIBUTION,
        languages=_LANGUAGES,
        concepts=tuple(concepts),
        relations=tuple(relations),
    )


def faults() -> list[Fault]:
    """Everything wrong in the files: unknown keys or ids, missing labels, duplicates, cycles, orphans."""
    skills, occupations = _rows()
    found = [
        *_shape_faults(skills, _SKILL_KEYS),
        *_shape_faults(occupations, _OCCUPATION_KEYS),
        *_link_faults(skills, occupations),
        *_duplicate_labels(skills),
        *_duplicate_labels(occupations),
        *_cycles(skills, "broader", "this skill is broader than itself"),
        *_cycles(skills, "implies", "this skill implies itself, through others or directly"),
        *_proof_faults(skills, occupations),
        *_esco_faults(skills, "skill"),
        *_esco_faults(occupations, "occupation"),
    ]
    return sorted(found, key=lambda fault: (fault.file, fault.entry))


def _sources() -> Iterator[tuple[str, str]]:
    root = resources.files(__package__ or "openemploi.taxonomy.starter")
    for folder in ("skills", "occupations"):
        entries: list[Traversable] = sorted(root.joinpath(folder).iterdir(), key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.endswith(".yaml"):
                yield f"{folder}/{entry.name}", entry.read_text(encoding="utf-8")
    for name in (DIPLOMAS, LICENCES):  # not part of the scheme, but what is read from a CV depends on them
        yield name, source(name)


@cache
def _rows() -> tuple[list[tuple[str, Row]], list[tuple[str, Row]]]:
    skills: list[tuple[str, Row]] = []
    occupations: list[tuple[str, Row]] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for name, text in _sources():
        if "/" not in name:
            continue
        rows = yaml.load(text, Loader=loader) or []  # noqa: S506 - a safe loader
        (skills if name.startswith("skills/") else occupations).extend((name, row) for row in rows)
    return skills, occupations


def _shape_faults(rows: Sequence[tuple[str, Row]], keys: set[str]) -> Iterator[Fault]:
    counts = Counter(str(row.get("id")) for _file, row in rows)
    for file, row in rows:
        name = str(row.get("id"))
        if counts[name] > 1:
            yield Fault(file, name, "this id is used twice")
        for key in sorted(set(row) - keys):
            yield Fault(file, name, f"unknown key {key!r}")
        for needed in ("fr", "en"):
            if not isinstance(row.get(needed), str):
                yield Fault(file, name, f"no {needed} label, or not a text")
        for label in _labels(row):
            halves = [half.strip() for half in label.text.split("/")]
            if len(halves) == 2 and halves[0] == halves[1]:
                yield Fault(file, name, f"{label.text!r}: one form is enough where both genders share it")
        if "kind" in keys and row.get("kind") not in _SKILL_KINDS:
            yield Fault(file, name, f"kind must be one of {', '.join(_SKILL_KINDS)}")
        for key in (
            "fr_alt",
            "en_alt",
            "ko_alt",
            "fr_context",
            "broader",
            "near",
            "implies",
            "essential",
            "optional",
        ):
            value = row.get(key, [])
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield Fault(file, name, f"{key} must be a list of texts (quote numbers and yes/no)")


def _link_faults(
    skills: Sequence[tuple[str, Row]], occupations: Sequence[tuple[str, Row]]
) -> Iterator[Fault]:
    skill_ids = {row.get("id") for _file, row in skills}
    occupation_ids = {row.get("id") for _file, row in occupations}
    used: set[object] = set()
    for file, row in (*skills, *occupations):
        for key in ("broader", "near", "implies", "essential", "optional"):
            for target in _texts(row, key):
                used.add(target)
                if target not in skill_ids:
                    yield Fault(file, str(row.get("id")), f"{key}: no skill has the id {target!r}")
        for target in _texts(row, "neighbours"):
            if target not in occupation_ids:
                yield Fault(file, str(row.get("id")), f"neighbours: no occupation has the id {target!r}")
    for file, row in occupations:
        if not _texts(row, "essential"):
            yield Fault(file, str(row.get("id")), "an occupation needs essential skills")
        if both := set(_texts(row, "essential")) & set(_texts(row, "optional")):
            yield Fault(file, str(row.get("id")), f"both essential and optional: {', '.join(sorted(both))}")
        if not _texts(row, "rome"):
            yield Fault(file, str(row.get("id")), "an occupation needs a ROME code")
    for file, row in skills:
        if row.get("id") not in used and not _texts(row, "broader") and not _texts(row, "near"):
            yield Fault(file, str(row.get("id")), "orphan: no occupation and no skill refers to it")


def _duplicate_labels(rows: Sequence[tuple[str, Row]]) -> Iterator[Fault]:
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    for file, row in rows:
        name = str(row.get("id"))
        for label in _labels(row):
            if label.kind is LabelKind.CONTEXT:
                continue
            key = (label.language, fold(label.text))
            owner = owners.setdefault(key, (file, name))
            if owner[1] != name:
                yield Fault(
                    file, name, f"label {label.text!r} ({label.language}) belongs to {owner[1]} already"
                )


def _esco_faults(rows: Sequence[tuple[str, Row]], pillar: str) -> Iterator[Fault]:
    """An ESCO identifier is a whole URI, and that of one entry only: two would become one skill."""
    form = re.compile(
        rf"http://data\.europa\.eu/esco/{pillar}/[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
    )
    owners: dict[str, str] = {}
    for file, row in rows:
        uri, name = row.get("esco"), str(row.get("id"))
        if uri is None:
            continue
        if not isinstance(uri, str) or not form.fullmatch(uri):
            yield Fault(file, name, f"esco must be the URI of an ESCO {pillar}")
        elif owners.setdefault(uri, name) != name:
            yield Fault(file, name, f"{uri} is {owners[uri]} already")


def _proof_faults(
    skills: Sequence[tuple[str, Row]], occupations: Sequence[tuple[str, Row]]
) -> Iterator[Fault]:
    ids = {row.get("id") for _file, row in skills}, {row.get("id") for _file, row in occupations}
    for file, entry, problem in proof_faults(skills=ids[0], occupations=ids[1]):
        yield Fault(file, entry, problem)


def _cycles(skills: Sequence[tuple[str, Row]], key: str, problem: str) -> Iterator[Fault]:
    parents = {str(row.get("id")): _texts(row, key) for _file, row in skills}
    for file, row in skills:
        name = str(row.get("id"))
        seen: set[str] = set()
        frontier = list(parents[name])
        while frontier:
            parent = frontier.pop()
            if parent == name:
                yield Fault(file, name, f"{key}: {problem}")
                break
            if parent not in seen:
                seen.add(parent)
                frontier.extend(parents.get(parent, ()))


def _texts(row: Row, key: str) -> list[str]:
    value = row.get(key) or []
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _labels(row: Row) -> Iterator[Label]:
    for code in _LANGUAGES:
        if isinstance(row.get(code), str):
            yield Label(row[code], code, LabelKind.PREFERRED)
        for text in _texts(row, f"{code}_alt"):
            yield Label(text, code, LabelKind.ALTERNATIVE)
        for text in _texts(row, f"{code}_context"):
            yield Label(text, code, LabelKind.CONTEXT)


def _skill(row: Row) -> Concept:
    return Concept(
        uri=SKILL + row["id"], kind=_SKILL_KINDS[row["kind"]], labels=tuple(_labels(row)), code=row["id"]
    )


def _occupation(row: Row) -> Concept:
    codes = [("rome", code) for code in row["rome"]]
    if row.get("isco"):
        codes.append(("isco", str(row["isco"])))
    codes += [("licence", code) for code in row.get("licences") or []]
    return Concept(
        uri=OCCUPATION + row["id"],
        kind=ConceptKind.OCCUPATION,
        labels=tuple(_labels(row)),
        code=row["id"],
        codes=tuple(codes),
        regulated=row.get("regulated"),
    )


def _skill_relations(row: Row) -> Iterator[Relation]:
    uri = SKILL + row["id"]
    for target in _texts(row, "broader"):
        yield Relation(uri, RelationKind.BROADER, SKILL + target)
    for target in _texts(row, "near"):
        yield Relation(uri, RelationKind.NEAR, SKILL + target)
    for target in _texts(row, "implies"):
        yield Relation(uri, RelationKind.IMPLIES, SKILL + target)
    if row.get("esco"):
        yield Relation(uri, RelationKind.EXACT, row["esco"])


def _occupation_relations(row: Row) -> Iterator[Relation]:
    uri = OCCUPATION + row["id"]
    for target in _texts(row, "essential"):
        yield Relation(uri, RelationKind.ESSENTIAL, SKILL + target)
    for target in _texts(row, "optional"):
        yield Relation(uri, RelationKind.OPTIONAL, SKILL + target)
    for target in _texts(row, "neighbours"):
        yield Relation(uri, RelationKind.NEAR, OCCUPATION + target)
    for code in row["rome"]:
        yield Relation(uri, RelationKind.CLOSE, f"urn:rome:{code}")
    if row.get("esco"):
        yield Relation(uri, RelationKind.EXACT, row["esco"])
