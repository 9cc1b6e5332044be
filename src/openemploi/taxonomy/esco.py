"""ESCO as the European Commission distributes it: one zip of CSV tables for each language.

The zips of several languages make one scheme, with the official URIs and labels in each language. Columns are
taken by name, since the layout changes between 1.0, 1.1, 1.2.0 and 1.2.1; what is not taken is counted in the
notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _, ngettext
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind, Scheme
from openemploi.taxonomy.tables import Table, TableReader, clean, clean_lines, left_out, open_tables

ATTRIBUTION: Final = "This service uses the ESCO classification of the European Commission."
LICENCE: Final = "Commission Decision 2011/833/EU (CC BY 4.0)"

CONCEPT_TABLES: Final = ("occupations", "skills", "skillgroups", "iscogroups")
RELATION_TABLES: Final = (
    "occupationskillrelations",
    "broaderrelationsoccpillar",
    "broaderrelationsskillpillar",
)
_NAMES: Final = (
    *("occupations", "skills", "skillGroups", "ISCOGroups", "occupationSkillRelations"),
    *("broaderRelationsOccPillar", "broaderRelationsSkillPillar", "skillSkillRelations"),
)
_FILE_NAMES: Final = {name.lower(): f"{name}.csv" for name in _NAMES}

_TABLE_NAME: Final = re.compile(r"([a-z]+?)(?:_([a-z]{2}(?:-[a-z]{2})?))?\.csv")
_VERSION: Final = re.compile(r"\bv(\d+\.\d+(?:\.\d+)?)\b")
_LANGUAGE: Final = re.compile(r"- ([a-z]{2}(?:-[a-z]{2})?) -")
_ALTERNATIVES: Final = re.compile(r"\s*[\r\n]+\s*| \| ")

# The columns without which a table is not ESCO's; releases 1.0 have none of the others but two.
_COLUMNS: Final = {
    "occupations": ("conceptUri", "preferredLabel", "iscoGroup"),
    "skills": ("conceptUri", "preferredLabel", "skillType"),
    "skillgroups": ("conceptUri", "preferredLabel"),
    "iscogroups": ("conceptUri", "preferredLabel", "code"),
}
_OPTIONAL: Final = {
    "occupations": ("code", "regulatedProfessionNote"),
    "skills": ("reuseLevel",),
    "skillgroups": ("code",),
    "iscogroups": (),
}
_WORDS: Final = ("altLabels", "hiddenLabels", "description", "status")
_KINDS: Final = {
    "occupations": ConceptKind.OCCUPATION,
    "skillgroups": ConceptKind.SKILL_GROUP,
    "iscogroups": ConceptKind.OCCUPATION_GROUP,
}
_KNOWLEDGE: Final = {"knowledge": True, "skill/competence": False, "": False}
_REGULATED: Final = {"regulated": True, "unregulated": False}
_BROADER: Final = {"": RelationKind.BROADER}
_OCCUPATION_SKILL: Final = {"essential": RelationKind.ESSENTIAL, "optional": RelationKind.OPTIONAL}
_SKILL_SKILL: Final = {"essential": RelationKind.SKILL_ESSENTIAL, "optional": RelationKind.SKILL_OPTIONAL}


def read_esco(paths: Sequence[Path]) -> Scheme:
    """One scheme from the ESCO classification zips or folders ``paths``, one for each language.

    Raises
    ------
    FormatError
        ``esco_versions_mixed``, ``esco_language_twice`` or ``esco_language_unknown`` when the files do not
        make one classification; ``archive_member_missing`` when a table is absent; else as
        :class:`~openemploi.taxonomy.tables.TableReader`, and ``table_bad_cell`` for a word ESCO does not use.
    """
    with ExitStack() as stack:
        editions: list[_Edition] = []
        tables: list[Table] = []
        for path in paths:
            found = stack.enter_context(open_tables(path))
            editions += _editions(path, found)
            tables += found
        editions.sort(key=lambda edition: edition.language)
        version = _version(paths)
        _check(editions, tables, ", ".join(path.name for path in paths))
        return _scheme(editions, tables, version)


def table_key(name: str) -> tuple[str, str]:
    """The ESCO table that a file name tells, and its language: ``("occupations", "fr")``; else ``("", "")``.

    >>> table_key("ISCOGroups_en.csv"), table_key("occupationSkillRelations.csv"), table_key("readme.txt")
    (('iscogroups', 'en'), ('occupationskillrelations', ''), ('', ''))
    """
    found = _TABLE_NAME.fullmatch(name.lower())
    return (found[1], found[2] or "") if found else ("", "")


@dataclass(frozen=True, slots=True)
class _Edition:
    """The concept tables of one language in one archive."""

    language: str
    archive: str
    tables: dict[str, Table]


@dataclass(slots=True)
class _Draft:
    """A concept while its languages are read."""

    uri: str
    kind: ConceptKind
    labels: dict[tuple[str, str], Label] = field(default_factory=dict)
    code: str = ""
    isco: str = ""
    descriptions: dict[str, str] = field(default_factory=dict)
    regulated: bool | None = None


def _editions(path: Path, tables: Iterable[Table]) -> list[_Edition]:
    by_language: dict[str, dict[str, Table]] = {}
    for table in tables:
        key, language = table_key(table.name)
        if key in CONCEPT_TABLES:
            by_language.setdefault(language, {})[key] = table
    named = _LANGUAGE.search(path.name.lower())
    editions = []
    for language, found in by_language.items():
        spoken = language or (named[1] if named else "")
        if not spoken:
            raise FormatError(
                "esco_language_unknown",
                _("Nothing tells in which language {file} is.", file=path.name),
                remedy=_("Keep the names that the ESCO portal gives, such as “occupations_fr.csv”."),
                where=Where(file=path.name),
            )
        editions.append(_Edition(language=spoken, archive=path.name, tables=found))
    return editions


def _version(paths: Sequence[Path]) -> str:
    told = {found[1]: path.name for path in paths if (found := _VERSION.search(path.name.lower()))}
    if len(told) > 1:
        raise FormatError(
            "esco_versions_mixed",
            _("These ESCO files are of different versions: {versions}.", versions=", ".join(sorted(told))),
            remedy=_("Download every language of one version."),
            where=Where(file=told[min(told)]),
        )
    return next(iter(told), "unknown")


def _check(editions: Sequence[_Edition], tables: Sequence[Table], where: str) -> None:
    seen: dict[str, str] = {}
    for edition in editions:
        if edition.language in seen:
            raise FormatError(
                "esco_language_twice",
                _(
                    "{file} and {other} are both in the language {language}.",
                    file=edition.archive,
                    other=seen[edition.language],
                    language=edition.language,
                ),
                remedy=_("Give one ESCO archive for each language."),
                where=Where(file=edition.archive),
            )
        seen[edition.language] = edition.archive
        for key in CONCEPT_TABLES:
            if key not in edition.tables:
                raise _missing(key, edition.archive)
    present = {table_key(table.name)[0] for table in tables}
    for key in (*CONCEPT_TABLES, *RELATION_TABLES):
        if key not in present:
            raise _missing(key, where)


def _missing(key: str, archive: str) -> FormatError:
    return FormatError(
        "archive_member_missing",
        _("{file} does not hold the table {table}.", file=archive, table=_FILE_NAMES[key]),
        remedy=_("Download “ESCO dataset – classification – csv” again, with all its tables."),
        where=Where(file=archive),
    )


def _scheme(editions: Sequence[_Edition], tables: Sequence[Table], version: str) -> Scheme:
    notes = _Notes()
    special = {
        **dict.fromkeys(_members(tables, "transversalskillscollection", notes), ConceptKind.TRANSVERSAL),
        **dict.fromkeys(_members(tables, "languageskillscollection", notes), ConceptKind.LANGUAGE),
    }
    drafts: dict[str, _Draft] = {}
    for edition in editions:
        for key in ("iscogroups", "occupations", "skillgroups", "skills"):
            _read_concepts(key, edition, special, drafts, notes)
    kept = {uri: draft for uri, draft in drafts.items() if draft.labels}
    relations = _relations(tables, {uri: uri for uri in kept}, notes)
    languages = tuple(edition.language for edition in editions)
    return Scheme(
        name="esco",
        version=version,
        title=f"ESCO {version}",
        licence=LICENCE,
        attribution=ATTRIBUTION,
        languages=languages,
        concepts=tuple(_concept(draft) for draft in kept.values()),
        relations=relations,
        notes=notes.sentences(kept.values(), languages, len(drafts) - len(kept)),
    )


def _members(tables: Iterable[Table], key: str, notes: _Notes) -> set[str]:
    uris: set[str] = set()
    for reader in _readers(tables, key, ("conceptUri",), notes):
        uris.update(uri for _line, (uri,) in reader)
    return uris


def _readers(
    tables: Iterable[Table], key: str, columns: Sequence[str], notes: _Notes
) -> Iterable[TableReader]:
    """The tables ``key`` of every archive, those that repeat another byte for byte left out."""
    read: set[tuple[int, int]] = set()
    for table in tables:
        if table_key(table.name)[0] != key or table.fingerprint in read:
            continue
        if table.fingerprint is not None:
            read.add(table.fingerprint)
        reader = TableReader(table, columns=columns)
        notes.reading += reader.notes
        yield reader


def _read_concepts(
    key: str, edition: _Edition, special: dict[str, ConceptKind], drafts: dict[str, _Draft], notes: _Notes
) -> None:
    optional = (*_OPTIONAL[key], *_WORDS)
    reader = TableReader(edition.tables[key], columns=_COLUMNS[key], optional=optional)
    notes.reading += reader.notes
    names = (*_COLUMNS[key], *optional)
    for line, cells in reader:
        row = dict(zip(names, cells, strict=True))
        uri = row["conceptUri"].strip()
        if not uri:
            raise reader.bad_cell(line, "conceptUri", uri, _("the URI of a concept"))
        if row["status"].strip().lower() == "obsolete":
            notes.obsolete.add(uri)
            continue
        draft = drafts.get(uri)
        if draft is None:
            kind = _KINDS.get(key) or _skill_kind(reader, line, row, special, notes)
            draft = drafts[uri] = _Draft(uri=uri, kind=kind)
        draft.code = draft.code or row.get("code", "").strip()
        if key == "occupations":
            draft.isco = draft.isco or row["iscoGroup"].strip()
            if draft.regulated is None:
                draft.regulated = _REGULATED.get(row["regulatedProfessionNote"].strip().rpartition("/")[2])
        elif key == "iscogroups":
            draft.isco = draft.code
        _add_words(draft, row, edition.language)


def _skill_kind(
    reader: TableReader, line: int, row: dict[str, str], special: dict[str, ConceptKind], notes: _Notes
) -> ConceptKind:
    written = row["skillType"].strip()
    if written not in _KNOWLEDGE:
        raise reader.bad_cell(line, "skillType", written, "knowledge, skill/competence")
    if not written:
        notes.untyped += 1
    kind = ConceptKind.KNOWLEDGE if _KNOWLEDGE[written] else ConceptKind.SKILL
    if row["reuseLevel"].strip() == "transversal":
        kind = ConceptKind.TRANSVERSAL
    return special.get(row["conceptUri"].strip(), kind)


def _add_words(draft: _Draft, row: dict[str, str], language: str) -> None:
    # In the order of importance: a label written twice keeps its better kind.
    _add_label(draft, clean(row["preferredLabel"]), language, LabelKind.PREFERRED)
    for column, kind in (("altLabels", LabelKind.ALTERNATIVE), ("hiddenLabels", LabelKind.HIDDEN)):
        cell = row[column]
        if cell:
            for text in _ALTERNATIVES.split(cell):
                _add_label(draft, clean(text), language, kind)
    if row["description"]:
        description = clean_lines(row["description"])
        if description:
            draft.descriptions.setdefault(language, description)


def _add_label(draft: _Draft, text: str, language: str, kind: LabelKind) -> None:
    if text and (language, text) not in draft.labels:
        draft.labels[language, text] = Label(text, language, kind)


def _concept(draft: _Draft) -> Concept:
    return Concept(
        uri=draft.uri,
        kind=draft.kind,
        labels=tuple(draft.labels.values()),
        code=draft.code,
        codes=(("isco", draft.isco),) if draft.isco else (),
        descriptions=tuple(draft.descriptions.items()),
        regulated=draft.regulated,
    )


def _relations(tables: Sequence[Table], known: dict[str, str], notes: _Notes) -> tuple[Relation, ...]:
    taken: list[Relation] = []
    for key, columns, kinds in (
        ("broaderrelationsoccpillar", ("conceptUri", "broaderUri"), _BROADER),
        ("broaderrelationsskillpillar", ("conceptUri", "broaderUri"), _BROADER),
        ("occupationskillrelations", ("occupationUri", "skillUri", "relationType"), _OCCUPATION_SKILL),
        ("skillskillrelations", ("originalSkillUri", "relatedSkillUri", "relationType"), _SKILL_SKILL),
    ):
        pairs: dict[RelationKind, dict[tuple[str, str], None]] = {}
        lost: set[tuple[str, str]] = set()
        for reader in _readers(tables, key, columns, notes):
            _read_pairs(reader, kinds, known, pairs, lost)
        notes.lost[key] = len(lost)
        for kind, found in pairs.items():
            taken += [Relation(source, kind, target) for source, target in found]
    return tuple(taken)


def _read_pairs(
    reader: TableReader,
    kinds: dict[str, RelationKind],
    known: dict[str, str],
    pairs: dict[RelationKind, dict[tuple[str, str], None]],
    lost: set[tuple[str, str]],
) -> None:
    # Looked up by the word of the file, since hashing an enum member 120,000 times costs more than the rest.
    found = {word: pairs.setdefault(kind, {}) for word, kind in kinds.items()}
    for line, (first, second, *rest) in reader:
        word = rest[0] if rest else ""
        into = found.get(word)
        if into is None:
            raise reader.bad_cell(line, "relationType", word, ", ".join(found))
        source, target = known.get(first), known.get(second)
        if source is None or target is None:
            lost.add((first, second))
        elif source != target:
            into[source, target] = None


@dataclass(slots=True)
class _Notes:
    """What the files hold that was not taken."""

    obsolete: set[str] = field(default_factory=set)
    untyped: int = 0
    reading: list[str] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)

    def sentences(self, drafts: Iterable[_Draft], languages: Sequence[str], unnamed: int) -> tuple[str, ...]:
        said = list(self.reading)
        if self.obsolete:
            said.append(
                ngettext(
                    "{count} obsolete concept was left out.",
                    "{count} obsolete concepts were left out.",
                    len(self.obsolete),
                )
            )
        if unnamed:
            said.append(
                ngettext(
                    "{count} concept without any label was left out.",
                    "{count} concepts without any label were left out.",
                    unnamed,
                )
            )
        for language in languages:
            silent = sum(all(spoken != language for spoken, _text in draft.labels) for draft in drafts)
            if silent:
                said.append(
                    ngettext(
                        "{count} concept has no label in the language {language}.",
                        "{count} concepts have no label in the language {language}.",
                        silent,
                        language=language,
                    )
                )
        if self.untyped:
            said.append(
                ngettext(
                    "{count} skill does not say whether it is knowledge; taken as know-how.",
                    "{count} skills do not say whether they are knowledge; taken as know-how.",
                    self.untyped,
                )
            )
        for key, count in self.lost.items():
            said += left_out(_FILE_NAMES[key], count)
        return tuple(said)
