"""ROME 4 as France Travail distributes it: the zip of CSV tables ``RefRomeCsv``.

A sheet (``K1304``) is an occupation and its appellations are its labels; competences, macro-competences and
savoirs are skills, linked to sheets by the coherence items. Sheets are ``urn:rome:K1304`` and skills, which
have OGR codes, ``urn:rome:ogr:100023``; a sheet keeps the OGR codes of its appellations in ``codes``, so that
a crosswalk or an offer that names an appellation finds its sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _, ngettext
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind, Scheme
from openemploi.taxonomy.tables import Table, TableReader, clean, head, left_out, open_tables

LICENCE: Final = "Licence Ouverte 2.0"
_LANGUAGE: Final = "fr"

# The tables that are read, and the columns taken from each.
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "grand_domaine": ("code_grand_domaine", "libelle_grand_domaine"),
    "domaine_professionnel": ("code_domaine_professionnel", "libelle_domaine_professionnel"),
    "referentiel_code_rome": (
        "code_rome",
        "code_ogr",
        "libelle_rome",
        "emploi_reglemente",
        "code_rome_parent",
    ),
    "referentiel_appellation": (
        "code_ogr",
        "libelle_appellation_long",
        "libelle_appellation_court",
        "code_rome",
        "peu_usite",
    ),
    "texte": ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"),
    "referentiel_competence": (
        "code_ogr",
        "nature",
        "libelle_competence",
        "definition",
        "code_ogr_macro_comp",
        "code_macro_comp",
        "cat_comp",
    ),
    "referentiel_savoir": ("code_ogr_savoir", "libelle_savoir", "sous_categorie_savoir"),
    "referentiel_contexte_travail": ("code_ogr",),
    "coherence_item": ("code_rome", "code_ogr", "coeur_metier"),
    "rubrique_mobilite": ("code_rome", "code_rome_cible", "numero_ordre"),
}
_TABLE_NAME: Final = re.compile(r"unix_([a-z_]+?)(?:_v(\d{3}))?(?:_utf8)?\.csv")
_VERSION_TEXT: Final = re.compile(r"ROME\s+(\d)\.0\s+version\s+(\d+)", re.IGNORECASE)

_HEART: Final = {
    "Principale": RelationKind.ESSENTIAL,
    "Émergente": RelationKind.EMERGING,
    "": RelationKind.OPTIONAL,
}
_NATURES: Final = ("Compétence", "Macro-compétence")
_REGULATED: Final = {"O": True, "N": False, "": None}


def read_rome(path: Path) -> Scheme:
    """The ROME 4 classification in the zip or folder ``path``.

    Raises
    ------
    FormatError
        ``archive_member_missing``, ``rome_versions_mixed`` or ``rome_version_unsupported`` (ROME 3); else as
        :class:`~openemploi.taxonomy.tables.TableReader`, and ``table_bad_cell`` for a word ROME does not use.
    """
    with open_tables(path) as tables:
        version = _version(tables, path.name)
        return _Import(_chosen(tables, path.name)).scheme(version)


def ogr_uri(code: str) -> str:
    """The URI of a competence, a macro-competence or a savoir; for an appellation, what crosswalks point at.

    >>> ogr_uri("100023")
    'urn:rome:ogr:100023'
    """
    return f"urn:rome:ogr:{code}"


def sheet_uri(code: str) -> str:
    """The URI of a sheet (``K1304``), of its domain (``K13``) or of its great domain (``K``)."""
    return f"urn:rome:{code}"


def table_key(name: str) -> str:
    """The ROME table that a file name tells, whatever its version; else ``""``.

    >>> table_key("unix_coherence_item_v460_utf8.csv"), table_key("readme.txt")
    ('coherence_item', '')
    """
    found = _TABLE_NAME.fullmatch(name.lower())
    return found[1] if found else ""


class _Import:
    """One pass over the tables; concepts and relations gather in the order of the file."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self._tables = tables
        self._readers: dict[str, TableReader] = {}
        self._concepts: list[Concept] = []
        self._relations: list[Relation] = []
        self._sheets: set[str] = set()
        self._uris: dict[str, str] = {}
        self._lost: Counter[str] = Counter()
        self._contexts = 0

    def scheme(self, version: str) -> Scheme:
        self._read_domains()
        self._read_sheets()
        self._read_competences()
        self._read_savoirs()
        self._read_coherence()
        self._read_mobility()
        return Scheme(
            name="rome",
            version=version,
            title=f"ROME {version}",
            licence=LICENCE,
            attribution=f"ROME 4.0, France Travail, Licence Ouverte 2.0 (version {version})",
            languages=(_LANGUAGE,),
            concepts=tuple(self._concepts),
            relations=tuple(self._relations),
            notes=self._notes(),
        )

    def _rows(self, key: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        self._readers[key] = TableReader(self._tables[key], columns=TABLES[key])
        return iter(self._readers[key])

    def _bad(self, key: str, line: int, column: str, value: str, expected: str) -> FormatError:
        return self._readers[key].bad_cell(line, column, value, expected)

    def _read_domains(self) -> None:
        great: set[str] = set()
        for _line, (code, label) in self._rows("grand_domaine"):
            great.add(code)
            self._concepts.append(_group(code, label))
        for _line, (code, label) in self._rows("domaine_professionnel"):
            self._concepts.append(_group(code, label))
            if code[:1] in great:
                self._relations.append(Relation(sheet_uri(code), RelationKind.BROADER, sheet_uri(code[:1])))
        self._domains = {concept.code for concept in self._concepts}

    def _read_sheets(self) -> None:
        descriptions = self._descriptions()
        appellations = self._appellations()
        key = "referentiel_code_rome"
        parents: list[tuple[str, str]] = []
        for line, (code, ogr, label, regulated, parent) in self._rows(key):
            if regulated not in _REGULATED:
                raise self._bad(key, line, "emploi_reglemente", regulated, "O, N")
            if not code:
                raise self._bad(key, line, "code_rome", code, _("the code of a ROME sheet"))
            self._sheets.add(code)
            parents.append((code, parent))
            labels = {clean(label): LabelKind.PREFERRED}
            codes = [("rome", code), ("ogr", ogr)]
            for appellation, long, short, kind in appellations.pop(code, ()):
                codes.append(("ogr", appellation))
                labels.setdefault(clean(long), kind)
                labels.setdefault(clean(short), kind)
            text = descriptions.get(code)
            self._concepts.append(
                Concept(
                    uri=sheet_uri(code),
                    kind=ConceptKind.OCCUPATION,
                    labels=_labels(labels),
                    code=code,
                    codes=tuple(codes),
                    descriptions=((_LANGUAGE, text),) if text else (),
                    regulated=_REGULATED[regulated],
                )
            )
        self._lost["referentiel_appellation"] = sum(map(len, appellations.values()))
        self._relations += self._sheet_parents(parents)

    def _sheet_parents(self, parents: Sequence[tuple[str, str]]) -> Iterator[Relation]:
        for code, parent in parents:
            if code[:3] in self._domains:
                yield Relation(sheet_uri(code), RelationKind.BROADER, sheet_uri(code[:3]))
            if parent and parent != code:
                if parent in self._sheets:
                    yield Relation(sheet_uri(code), RelationKind.BROADER, sheet_uri(parent))
                else:
                    self._lost["referentiel_code_rome"] += 1

    def _appellations(self) -> dict[str, list[tuple[str, str, str, LabelKind]]]:
        key = "referentiel_appellation"
        by_sheet: dict[str, list[tuple[str, str, str, LabelKind]]] = {}
        for line, (ogr, long, short, sheet, rare) in self._rows(key):
            if rare not in ("O", "N", ""):
                raise self._bad(key, line, "peu_usite", rare, "O, N")
            kind = LabelKind.HIDDEN if rare == "O" else LabelKind.ALTERNATIVE
            by_sheet.setdefault(sheet, []).append((ogr, long, short, kind))
        for found in by_sheet.values():
            # A label that two appellations share keeps its better kind.
            found.sort(key=lambda item: item[3] is LabelKind.HIDDEN)
        return by_sheet

    def _descriptions(self) -> dict[str, str]:
        key = "texte"
        phrases: dict[str, list[tuple[int, str]]] = {}
        for line, (code, kind, position, text) in self._rows(key):
            if kind == "definition":
                if not position.isdecimal():
                    raise self._bad(key, line, "position_phrase", position, _("a number"))
                # The export doubles its apostrophes, as SQL does.
                phrases.setdefault(code, []).append((int(position), clean(text.replace("''", "'"))))
        return {code: "\n".join(text for _at, text in sorted(found)) for code, found in phrases.items()}

    def _read_competences(self) -> None:
        key = "referentiel_competence"
        broader: list[tuple[str, str]] = []
        for line, (ogr, nature, label, definition, macro, macro_code, category) in self._rows(key):
            if nature not in _NATURES:
                raise self._bad(key, line, "nature", nature, ", ".join(_NATURES))
            soft = category == "Savoir-être professionnel"
            kind = ConceptKind.TRANSVERSAL if soft else ConceptKind.SKILL
            self._add_skill(key, line, ogr, kind, label, code=macro_code or ogr, definition=clean(definition))
            if macro:
                broader.append((ogr, macro))
        for ogr, macro in broader:
            if macro in self._uris:
                relation = Relation(self._uris[ogr], RelationKind.BROADER, self._uris[macro])
                self._relations.append(relation)
            else:
                self._lost[key] += 1

    def _read_savoirs(self) -> None:
        key = "referentiel_savoir"
        for line, (ogr, label, category) in self._rows(key):
            kind = ConceptKind.LANGUAGE if category == "Langues" else ConceptKind.KNOWLEDGE
            self._add_skill(key, line, ogr, kind, label, code=ogr)

    def _add_skill(
        self,
        key: str,
        line: int,
        ogr: str,
        kind: ConceptKind,
        label: str,
        *,
        code: str,
        definition: str = "",
    ) -> None:
        if not ogr or ogr in self._uris:
            raise self._bad(key, line, TABLES[key][0], ogr, _("an OGR code of its own"))
        uri = self._uris[ogr] = ogr_uri(ogr)
        self._concepts.append(
            Concept(
                uri=uri,
                kind=kind,
                labels=(Label(clean(label), _LANGUAGE),),
                code=code,
                codes=(("ogr", ogr),),
                descriptions=((_LANGUAGE, definition),) if definition else (),
            )
        )

    def _read_coherence(self) -> None:
        key = "coherence_item"
        contexts = {ogr for _line, (ogr,) in self._rows("referentiel_contexte_travail")}
        sheets = {code: sheet_uri(code) for code in self._sheets}
        for line, (code, ogr, heart) in self._rows(key):
            kind = _HEART.get(heart)
            if kind is None:
                raise self._bad(key, line, "coeur_metier", heart, "Principale, Émergente")
            sheet, skill = sheets.get(code), self._uris.get(ogr)
            if sheet is not None and skill is not None:
                self._relations.append(Relation(sheet, kind, skill))
            elif ogr in contexts:
                self._contexts += 1
            else:
                self._lost[key] += 1

    def _read_mobility(self) -> None:
        key = "rubrique_mobilite"
        links: list[tuple[str, int, str]] = []
        for line, (source, target, order) in self._rows(key):
            if not order.isdecimal():
                raise self._bad(key, line, "numero_ordre", order, _("a number"))
            if source in self._sheets and target in self._sheets:
                links.append((source, int(order), target))
            else:
                self._lost[key] += 1
        for source, _order, target in sorted(links):
            self._relations.append(Relation(sheet_uri(source), RelationKind.MOBILITY, sheet_uri(target)))

    def _notes(self) -> tuple[str, ...]:
        said = [note for reader in self._readers.values() for note in reader.notes]
        if self._contexts:
            said.append(
                ngettext(
                    "{count} link to a work context was left out: it is not a skill.",
                    "{count} links to work contexts were left out: they are not skills.",
                    self._contexts,
                )
            )
        for key, count in self._lost.items():
            said += left_out(self._tables[key].name, count)
        return tuple(said)


def _group(code: str, label: str) -> Concept:
    return Concept(
        uri=sheet_uri(code),
        kind=ConceptKind.OCCUPATION_GROUP,
        labels=(Label(clean(label), _LANGUAGE),),
        code=code,
        codes=(("rome", code),),
    )


def _labels(kinds: dict[str, LabelKind]) -> tuple[Label, ...]:
    return tuple(Label(text, _LANGUAGE, kind) for text, kind in kinds.items() if text)


def _chosen(tables: Sequence[Table], where: str) -> dict[str, Table]:
    found = {key: table for table in tables if (key := table_key(table.name))}
    for key in TABLES:
        if key not in found:
            raise FormatError(
                "archive_member_missing",
                _("{file} does not hold the table {table}.", file=where, table=f"unix_{key}"),
                remedy=_("Download the archive “RefRomeCsv.zip” again from France Travail."),
                where=Where(file=where),
            )
    return found


def _version(tables: Sequence[Table], where: str) -> str:
    told = {
        f"{found[2][0]}.{found[2][1:]}"
        for table in tables
        if (found := _TABLE_NAME.fullmatch(table.name.lower())) and found[2]
    }
    if len(told) > 1:
        raise FormatError(
            "rome_versions_mixed",
            _("{file} mixes ROME versions: {versions}.", file=where, versions=", ".join(sorted(told))),
            remedy=_("Give the tables of one version."),
            where=Where(file=where),
        )
    version = next(iter(told), None) or _written_version(tables)
    if version[:1].isdigit() and version[0] < "4":
        raise FormatError(
            "rome_version_unsupported",
            _("{file} is ROME {version}; ROME 4 is read here.", file=where, version=version),
            remedy=_("Download the archive “RefRomeCsv.zip” again from France Travail."),
            where=Where(file=where),
        )
    return version


def _written_version(tables: Sequence[Table]) -> str:
    for table in tables:
        if table.name.lower() == "version.txt":
            found = _VERSION_TEXT.search(head(table))
            if found:
                return f"{found[1]}.{found[2]}"
    return "unknown"
