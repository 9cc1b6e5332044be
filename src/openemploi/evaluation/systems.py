"""The functions that are measured: all that an evaluation asks of the rest of the program stands here.

Each sees a question and never the truth. ``without_crosswalk`` switches off what the official ESCO–ROME crosswalk
says: it is the answer key of some sets.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from openemploi.engine import Engine
from openemploi.evaluation.baselines import Floats, Letters, best
from openemploi.extraction.model import Source
from openemploi.taxonomy.compiling import SKILL_KINDS
from openemploi.taxonomy.features import OCCUPATION_SIZES, title_form
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.store import Taxonomy

_CONCEPTS: Final = 400  # concepts asked of the coder, all classifications mixed
_CODES: Final = 20
_SHEETS: Final = 40  # sheets whose competences count, each as likely as it is; more change nothing
# How often the first essential competence of a sheet is ticked, and the first of the others; and after how many places
# one is ticked 1/e as often. 116 offers ticked, by fours: .24 .15 .05 of the ones; .10 .10 .06 .02 of the others.
_TICKED: Final = ((0.25, 7), (0.1, 40))
_LABELS: Final = 400  # labels looked at for one text: a skill has many
_OGR: Final = "urn:rome:ogr:"


@dataclass(frozen=True, slots=True)
class CvRead:
    """What was read in a CV: for each field the values, each with the ways it is written."""

    text: str
    fields: Mapping[str, tuple[tuple[str, ...], ...]]


def code_offer(engine: Engine, title: str, text: str) -> list[tuple[str, float]]:
    """The ROME codes that fit an offer, best first, each once, with its confidence. No crosswalk is used."""
    coded = engine.builder.coder.rome(title, text=f"{title}\n{text}")
    return coded[:_CODES]


def offer_competences(engine: Engine, title: str, text: str, *, without_crosswalk: bool = False) -> list[str]:
    """The OGR codes of the competences that an offer asks for, the likeliest first.

    Recruiters tick competences in the list of a sheet, the first ones most: each counts as often as it would be ticked
    at its place, in each sheet as likely as that is; what is only read in the text comes last.
    """
    taxonomy = engine.taxonomy
    coded = engine.builder.coder.code(title, text=f"{title}\n{text}", limit=_CONCEPTS)
    sheets = [one for one in coded if taxonomy.scheme(one.concept).name == "rome"][:_SHEETS]
    expected: defaultdict[int, float] = defaultdict(float)
    for sheet in sheets:
        for tier, (ticked, places) in zip(sheet_skills(taxonomy, sheet.concept), _TICKED, strict=True):
            for place, row in enumerate(tier):
                expected[row] += sheet.score * ticked * math.exp(-place / places)
    listed = [
        taxonomy.uri(row).removeprefix(_OGR)
        for row in sorted(expected, key=lambda row: -round(expected[row], 9))
    ]
    mentions = engine.builder.finder.skills(
        f"{title}\n{text}", occupations=[sheet.concept for sheet in sheets[:1]]
    )
    alone = [
        code for concept in dict.fromkeys(m.concept for m in mentions) for code in _ogr(taxonomy)[concept]
    ]
    return list(dict.fromkeys([*listed, *alone]))


def sheet_skills(taxonomy: Taxonomy, sheet: int | None) -> tuple[list[int], list[int]]:
    """The competences of a ROME sheet, the essential ones and the others."""
    if sheet is None:
        return [], []
    essential = taxonomy.related(sheet, RelationKind.ESSENTIAL)
    others = taxonomy.related(sheet, RelationKind.OPTIONAL, RelationKind.EMERGING)
    return _competences(taxonomy, essential), _competences(taxonomy, others)


def link_skill(
    engine: Engine, label: str, language: str, limit: int, *, without_crosswalk: bool = False
) -> list[tuple[str, float]]:
    """The ESCO skills that a label names, best first, with their confidence."""
    taxonomy, linker = engine.taxonomy, engine.builder.linker
    members = _skill_uris(taxonomy)
    found: dict[str, float] = {}
    if linker is None:
        scores = label_scores(taxonomy, label, "skill")
        owners = taxonomy.arrays["label_concept"][taxonomy.arrays["skill_gram_label"]]
        named = [
            (taxonomy.canonical(int(owners[row])), float(scores[row])) for row in best(scores, count=_LABELS)
        ]
    else:
        among = np.zeros(len(taxonomy), bool)
        among[list(members)] = True
        linked = linker.link(label, language=language, limit=limit, among=among)
        named = [(one.concept, one.probability) for one in linked]
    for concept, sure in named:
        for uri in members.get(concept, ()):
            found.setdefault(uri, round(min(sure, 1.0), 4))
    return list(found.items())[:limit]


def rank_titles(engine: Engine, queries: Sequence[str], corpus: Sequence[str], *, work: bool) -> Floats:
    """How well each title of ``corpus`` fits each of ``queries``: shape (queries, corpus). No crosswalk is used.

    ``work``: as the same kind of work, and not as another name of the same occupation.
    """
    comparer = engine.builder.titles
    if comparer is None:
        return Letters(corpus, sizes=OCCUPATION_SIZES, form=title_form).matrix(queries)
    return comparer.matrix(queries, corpus, work=work)


def sentence_skills(
    engine: Engine, sentence: str, language: str, *, without_crosswalk: bool = False
) -> list[tuple[str, float, bool]]:
    """The ESCO skills of a sentence: (uri, confidence, whether it is said to be there), best first.

    Those that are read in it come first; those whose names are only like it follow, to be ranked.
    """
    members = _skill_uris(engine.taxonomy)
    found: dict[str, tuple[float, bool]] = {}
    mentions = engine.builder.finder.skills(sentence, language=language)
    for mention in sorted(mentions, key=lambda mention: -mention.confidence):
        for uri in members.get(mention.concept, ()):
            found.setdefault(uri, (mention.confidence, True))
    for uri, score in link_skill(engine, sentence, language, 20):
        found.setdefault(uri, (score, False))
    return [(uri, confidence, accepted) for uri, (confidence, accepted) in found.items()]


def read_cv(engine: Engine, path: Path) -> CvRead:
    """What is read in a CV, by field; raises ``DocumentError`` when it cannot be read."""
    profile = engine.read_cv(path)
    structure, contact = profile.structure, profile.structure.contact
    said = [claim for claim in profile.skills if claim.source is Source.SAID and not claim.negated]
    skills = [
        (
            item.text,
            *(claim.label for claim in said if any(item.meets(p.start, p.end) for p in claim.evidence)),
        )
        for item in structure.listed
    ]
    return CvRead(
        profile.document.text,
        {
            "email": tuple((found.text,) for found in contact.emails[:1]),
            "phone": tuple((found.text,) for found in contact.phones[:1]),
            "name": ((contact.name.text,),) if contact.name else (),
            "job_title": tuple((entry.title,) for entry in structure.experiences if entry.title),
            "company": tuple((entry.employer,) for entry in structure.experiences if entry.employer),
            "school": tuple((course.school,) for course in structure.education if course.school),
            "skills": tuple(skills),
        },
    )


def skill_rows(taxonomy: Taxonomy) -> list[int]:
    """The skills that sentences and labels are linked to: those of ESCO; of all schemes when it is not imported."""
    rows: list[int] = taxonomy.concepts(*SKILL_KINDS).tolist()
    esco = [row for row in rows if taxonomy.scheme(row).name == "esco"]
    return esco or rows


def _competences(taxonomy: Taxonomy, rows: Sequence[int]) -> list[int]:
    return [row for row in rows if taxonomy.uri(row).startswith(_OGR)]


@lru_cache(maxsize=2)
def _skill_uris(taxonomy: Taxonomy) -> Mapping[int, list[str]]:
    """The URIs of the linkable skills that each concept stands for."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in skill_rows(taxonomy):
        found[taxonomy.canonical(row)].append(taxonomy.uri(row))
    return dict(found)


@lru_cache(maxsize=2)
def _ogr(taxonomy: Taxonomy) -> defaultdict[int, list[str]]:
    """The OGR codes of the competences that each concept stands for."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in taxonomy.concepts(*SKILL_KINDS).tolist():
        if (uri := taxonomy.uri(row)).startswith(_OGR):
            found[taxonomy.canonical(row)].append(uri.removeprefix(_OGR))
    return found
