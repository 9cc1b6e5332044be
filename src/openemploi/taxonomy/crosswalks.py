"""Official bridges between two classifications, as schemes that hold relations only.

The ESCO–ROME file links an ESCO occupation to the *appellation* of a ROME sheet, by OGR code. Appellations
are labels here, not concepts: a relation points at ``urn:rome:ogr:15244``, and the store finds the sheet as
the one concept whose ``codes`` hold ``("ogr", "15244")`` (see :mod:`openemploi.taxonomy.rome`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _, ngettext
from openemploi.taxonomy.model import Relation, RelationKind, Scheme
from openemploi.taxonomy.rome import ogr_uri
from openemploi.taxonomy.tables import TableReader, open_tables

_COLUMNS: Final = ("classification 1 ID", "classification 2 ID", "mapping relation")
_ESCO_OCCUPATION: Final = "http://data.europa.eu/esco/occupation/"

# The file says what the ROME appellation is mapped *to* (“neurochirurgien” has the broad match “médecin
# spécialiste”), while its columns and our relations go from ESCO to ROME: broad and narrow change places.
_FROM_ESCO: Final = {
    "skos:exactMatch": RelationKind.EXACT,
    "skos:closeMatch": RelationKind.CLOSE,
    "skos:broadMatch": RelationKind.NARROW,
    "skos:narrowMatch": RelationKind.BROAD,
}


def read_esco_rome(path: Path) -> Scheme:
    """The official ESCO–ROME crosswalk (CSV, or a zip or folder that holds it).

    Relations go from the ESCO occupation to the ROME appellation, in the words of
    :class:`~openemploi.taxonomy.model.RelationKind`: ``NARROW`` is an appellation narrower than the
    occupation.

    Raises
    ------
    FormatError
        As :class:`~openemploi.taxonomy.tables.TableReader`, and ``table_bad_cell`` for an identifier or a
        relation that is none; ``crosswalk_unknown`` when the file links two other classifications.
    """
    with open_tables(path) as tables:
        found = [table for table in tables if table.name.lower().endswith((".csv", ".txt"))] or list(tables)
        if len(found) != 1:
            raise _unknown(path.name)
        reader = TableReader(found[0], columns=_COLUMNS, header_within=60)
        about = _about(reader.preamble)
        names = (about.get("Classification 1 Name", ""), about.get("Classification 2 Name", ""))
        if names != ("ESCO", "ROME"):
            raise _unknown(found[0].where)
        taken: dict[Relation, None] = {}
        rows = 0
        for line, (source, target, kind) in reader:
            rows += 1
            taken[_relation(reader, line, source.strip(), target.strip(), kind.strip())] = None
        notes = list(reader.notes)
    if rows > len(taken):
        notes.append(
            ngettext(
                "{count} link was written twice.", "{count} links were written twice.", rows - len(taken)
            )
        )
    return Scheme(
        name="esco-rome",
        version=about.get("Mapping project version", "").removeprefix("V") or "unknown",
        title=_title(about),
        licence="Licence Ouverte 2.0; Commission Decision 2011/833/EU",
        attribution="ESCO – ROME, Pôle emploi (France Travail), Licence Ouverte. "
        "This service uses the ESCO classification of the European Commission.",
        languages=(),
        concepts=(),
        relations=tuple(taken),
        notes=tuple(notes),
    )


def _relation(reader: TableReader, line: int, source: str, target: str, kind: str) -> Relation:
    if not source.startswith(_ESCO_OCCUPATION):
        raise reader.bad_cell(line, _COLUMNS[0], source, _("the URI of an ESCO occupation"))
    if not (target.isascii() and target.isdigit()):
        raise reader.bad_cell(line, _COLUMNS[1], target, _("the OGR code of a ROME appellation"))
    relation = _FROM_ESCO.get(kind)
    if relation is None:
        raise reader.bad_cell(line, _COLUMNS[2], kind, ", ".join(_FROM_ESCO))
    return Relation(source, relation, ogr_uri(target))


def _about(preamble: list[list[str]]) -> dict[str, str]:
    return {row[0].strip(): row[1].strip() for row in preamble if len(row) >= 2}


def _title(about: dict[str, str]) -> str:
    esco, rome = about.get("Classification 1 Version", ""), about.get("Classification 2 Version", "")
    return " – ".join((f"ESCO {esco}".strip(), f"ROME {rome}".strip()))


def _unknown(where: str) -> FormatError:
    return FormatError(
        "crosswalk_unknown",
        _("{file} is not the crosswalk from ESCO to ROME.", file=where),
        remedy=_("Give the CSV file that begins with “Mapping project name,ESCO - ROME”."),
        where=Where(file=where),
    )
