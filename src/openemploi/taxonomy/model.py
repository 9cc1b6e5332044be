"""Occupations and skills as a typed graph: what a scheme says, before it is compiled into a store.

Importers (:mod:`~openemploi.taxonomy.esco`, :mod:`~openemploi.taxonomy.rome`, the starter) all give a
:class:`Scheme`; :mod:`~openemploi.taxonomy.store` joins schemes into the one
:class:`~openemploi.taxonomy.store.Taxonomy` that everything else reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ConceptKind(StrEnum):
    """What a concept is. Groups only hold others together and are never read in a CV."""

    OCCUPATION = "occupation"
    SKILL = "skill"  # know-how: something one can do
    KNOWLEDGE = "knowledge"
    TRANSVERSAL = "transversal"  # attitudes and skills of every trade
    LANGUAGE = "language"
    OCCUPATION_GROUP = "occupation-group"
    SKILL_GROUP = "skill-group"


class LabelKind(StrEnum):
    """Preferred labels are shown; alternative ones are also searched; hidden ones only searched."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"
    CONTEXT = "context"  # means the concept only beside another word of its field ("caisse")


class RelationKind(StrEnum):
    """``source RELATION target``."""

    ESSENTIAL = "essential"  # occupation -> skill
    OPTIONAL = "optional"  # occupation -> skill
    EMERGING = "emerging"  # occupation -> skill that is becoming part of it (ROME "Émergente")
    BROADER = "broader"  # narrower concept -> broader concept
    NEAR = "near"  # skill -> skill that makes it quick to learn, occupation -> neighbour
    SKILL_ESSENTIAL = "skill-essential"  # skill -> knowledge without which it does not work (ESCO)
    SKILL_OPTIONAL = "skill-optional"  # skill -> knowledge that helps (ESCO)
    MOBILITY = "mobility"  # occupation -> occupation people move to (ROME)
    EXACT = "exact"  # the same concept in another scheme
    CLOSE = "close"
    NARROW = "narrow"  # the target is narrower than the source (skos:narrowMatch)
    BROAD = "broad"  # the target is broader than the source (skos:broadMatch)
    IMPLIES = "implies"  # skill -> skill that nobody holds the first without (ours)


@dataclass(frozen=True, slots=True)
class Label:
    """How a concept is called in a language (``fr``, ``en``, ``ko``)."""

    text: str
    language: str
    kind: LabelKind = LabelKind.PREFERRED


@dataclass(frozen=True, slots=True)
class Concept:
    """An occupation, a skill or a group.

    ``code`` is the scheme's own (``K1304``, ``C1 5``, an ESCO code), ``codes`` the codes of other
    nomenclatures that the scheme gives (``("isco", "7512")``, ``("rome", "D1102")``, ``("ogr", "11573")``) and
    the usual licences of an occupation (``("licence", "driving:C")``).
    ``regulated`` is ``None`` when the scheme does not say.
    """

    uri: str
    kind: ConceptKind
    labels: tuple[Label, ...]
    code: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()  # (language, text)
    regulated: bool | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """``source KIND target``, by URI; the target may belong to another scheme."""

    source: str
    kind: RelationKind
    target: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One classification at one version, as its publisher distributes it.

    ``attribution`` is the sentence its licence asks to show. ``notes`` says what the file held that was not
    taken, with counts.
    """

    name: str  # "esco", "rome", "starter", "esco-rome"
    version: str
    title: str
    licence: str
    attribution: str
    languages: tuple[str, ...]
    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    notes: tuple[str, ...] = field(default=())
