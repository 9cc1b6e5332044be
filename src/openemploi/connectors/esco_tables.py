"""The tables of ESCO, with the official names of their columns in releases 1.0 to 1.2.1.

Releases 1.0 have fewer columns; 1.2.1 adds labels to the relations and codes of NACE to occupations. Cells with
several labels keep their line feeds, one label a line.
"""

from __future__ import annotations

from typing import Final

from openemploi.connectors.archive_tables import Member
from openemploi.connectors.schema import Column, Kind, Table

_MODIFIED: Final = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")


def _uri(source: str = "conceptUri", name: str = "esco_uri") -> Column:
    return Column(name, source=(source,), required=True, pattern=r"https?://\S+")


def _optional(name: str, source: str, description: str = "") -> Column:
    return Column(name, source=(source,), optional=True, description=description)


_LANGUAGE: Final = Column(
    "language", optional=True, description="Of the labels, as the name of the file says; und when it does not"
)
_LABEL: Final = Column("label", source=("preferredLabel",), description="Null: not translated")
_WORDS: Final = (
    _optional("alternative_labels", "altLabels", "One a line"),
    _optional("hidden_labels", "hiddenLabels", "One a line"),
    _optional("status", "status", "released, obsolete"),
    Column("modified", Kind.DATETIME, source=("modifiedDate",), optional=True, formats=_MODIFIED),
    _optional("scope_note", "scopeNote"),
    _optional("definition", "definition"),
    _optional("description", "description"),
    _optional("schemes", "inScheme", "URIs, separated by commas"),
    _optional("concept_type", "conceptType"),
)

OCCUPATIONS: Final = Table(
    "occupations",
    (
        _uri(),
        _LANGUAGE,
        _LABEL,
        Column("isco_code", source=("iscoGroup",), pattern="[0-9]{1,4}"),
        _optional("code", "code"),
        _optional("regulated_note", "regulatedProfessionNote"),
        _optional("nace_codes", "naceCode"),
        *_WORDS,
    ),
    key=("esco_uri", "language"),
)
SKILLS: Final = Table(
    "skills",
    (
        _uri(),
        _LANGUAGE,
        _LABEL,
        Column(
            "skill_type", source=("skillType",), description="knowledge, skill/competence; null: not said"
        ),
        Column(
            "reuse_level",
            source=("reuseLevel",),
            optional=True,
            description="transversal, cross-sector, sector-specific, occupation-specific",
        ),
        *_WORDS,
    ),
    key=("esco_uri", "language"),
)
SKILL_GROUPS: Final = Table(
    "skill_groups",
    (_uri(), _LANGUAGE, _LABEL, _optional("code", "code"), *_WORDS),
    key=("esco_uri", "language"),
)
ISCO_GROUPS: Final = Table(
    "isco_groups",
    (
        _uri(),
        _LANGUAGE,
        Column("isco_code", source=("code",), required=True, pattern="[0-9]{1,4}"),
        _LABEL,
        *_WORDS,
    ),
    key=("esco_uri", "language"),
)
OCCUPATION_SKILLS: Final = Table(
    "occupation_skills",
    (
        _uri("occupationUri", "occupation_uri"),
        _uri("skillUri", "skill_uri"),
        Column("relation", source=("relationType",), choices=("essential", "optional"), required=True),
        Column("skill_type", source=("skillType",), optional=True),
        _optional("occupation", "occupationLabel"),
        _optional("skill", "skillLabel"),
    ),
    key=("occupation_uri", "skill_uri"),
)


def _broader(name: str, description: str) -> Table:
    return Table(
        name,
        (
            _uri(),
            _uri("broaderUri", "broader_uri"),
            _optional("concept_type", "conceptType"),
            _optional("broader_type", "broaderType"),
            _optional("label", "conceptLabel"),
            _optional("broader_label", "broaderLabel"),
        ),
        description=description,
        key=("esco_uri", "broader_uri"),
    )


BROADER_OCCUPATIONS: Final = _broader("broader_occupations", "Occupations and ISCO groups under their groups")
BROADER_SKILLS: Final = _broader("broader_skills", "Skills and groups of skills under their groups")
SKILL_SKILLS: Final = Table(
    "skill_skills",
    (
        _uri("originalSkillUri", "skill_uri"),
        _uri("relatedSkillUri", "related_uri"),
        Column("relation", source=("relationType",), choices=("essential", "optional"), required=True),
        _optional("skill_type", "originalSkillType"),
        _optional("related_type", "relatedSkillType"),
    ),
    key=("skill_uri", "related_uri", "relation"),
)
COLLECTIONS: Final = Table(
    "collections",
    (
        Column("collection", optional=True, description="digital, green, language, transversal, research…"),
        _uri(),
        _LANGUAGE,
        _LABEL,
        _optional("skill_type", "skillType"),
        _optional("reuse_level", "reuseLevel"),
        _optional("broader_uris", "broaderConceptUri", "Separated by ` | `"),
        _optional("broader_labels", "broaderConceptPT", "Separated by ` | `"),
        *_WORDS,
    ),
    description="Concepts that a collection names; alternative labels are separated by ` | ` there",
    key=("collection", "esco_uri", "language"),
)

#: Names with and without the suffix of the language: relations have none before 1.2.
MEMBERS: Final = (
    Member("occupations[_.]*csv", OCCUPATIONS),
    Member("skills[_.]*csv", SKILLS),
    Member("skillGroups[_.]*csv", SKILL_GROUPS),
    Member("ISCOGroups[_.]*csv", ISCO_GROUPS),
    Member("occupationSkillRelations[_.]*csv", OCCUPATION_SKILLS),
    Member("broaderRelationsOccPillar[_.]*csv", BROADER_OCCUPATIONS),
    Member("broaderRelationsSkillPillar[_.]*csv", BROADER_SKILLS),
    Member("skillSkillRelations[_.]*csv", SKILL_SKILLS, optional=True),
    Member("*Collection[_.]*csv", COLLECTIONS, optional=True),
)
TABLES: Final = tuple(member.table for member in MEMBERS)
#: What the relations say already.
REPEATED: Final = ("skillsHierarchy*.csv", "conceptSchemes*.csv", "dictionary*.csv", "*.pdf", "*.txt")
