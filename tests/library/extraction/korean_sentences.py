"""The Korean sentences of ``korean_sentences.yaml``, and how much of what they name is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from openemploi.extraction.mentions import MentionFinder
from openemploi.taxonomy.starter import OCCUPATION, SKILL
from openemploi.taxonomy.store import Taxonomy


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the URIs of what it names."""

    text: str
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many names were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def read_sentences() -> list[Sentence]:
    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return [
        Sentence(
            row["text"],
            frozenset(SKILL + name for name in row.get("skills", ()))
            | frozenset(OCCUPATION + name for name in row.get("occupations", ())),
        )
        for row in rows
    ]


def compare(taxonomy: Taxonomy, finder: MentionFinder, sentences: Sequence[Sentence]) -> Compared:
    """What ``finder`` finds in ``sentences`` beside what they name."""
    right = wrong = missed = 0
    for sentence in sentences:
        wanted = {row for uri in sentence.named if (row := taxonomy.find(uri)) is not None}
        assert len(wanted) == len(sentence.named), sentence
        mentions = [*finder.skills(sentence.text, language="ko"), *finder.occupations(sentence.text)]
        found = {mention.concept for mention in mentions}
        wanted = set(map(taxonomy.canonical, wanted))
        right, wrong, missed = (
            right + len(found & wanted),
            wrong + len(found - wanted),
            missed + len(wanted - found),
        )
    return Compared(right, wrong, missed)
