"""What the writers share: the account of what a format cannot carry, and the words of an entry without its heading.

Passages, sections and confidences speak of our own text and reading; no format has a place for them, and they are
not listed each time. Everything else that a format has no place for is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.model import Passage, Section, SkillRequirement, Source
from openemploi.folding import fold
from openemploi.profiles.model import JobPosting, JobseekerProfile

# What a line of dates is made of, in French and in English.
_DATE_WORDS: Final = re.compile(
    r"[\d\W_]+|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|fev|mar|avr|apr|jun|juil|jul|aug|sept|sep|oct|nov|dec"
    r"|aujourd|hui|present|now|depuis|since|ce jour|en cours|de|a|au|to|from"
)


class Losses:
    """Fields of a record that its other format cannot carry, each named once, in the order they were met."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}

    def add(self, path: str, *, when: object = True) -> None:
        """Name ``path`` when ``when`` holds anything."""
        if when:
            self._paths[path] = None

    def all(self) -> tuple[str, ...]:
        """The paths."""
        return tuple(self._paths)


def filled(pairs: Mapping[str, object]) -> dict[str, object]:
    """``pairs`` without what is empty or unknown; 0 and ``False`` stay."""
    return {
        key: value
        for key, value in pairs.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def entry_text(passage: Passage, *parts: str) -> str:
    """The words of an entry after the lines that only repeat ``parts`` (title, employer, place) and dates.

    >>> entry = Passage("Caissière, Super 7\\n2019-01 – 2020-03\\nTenue de caisse", 0, 52, 1)
    >>> entry_text(entry, "Caissière", "Super 7")
    'Tenue de caisse'
    """
    known = sorted((fold(part) for part in parts if part), key=len, reverse=True)
    lines = passage.text.split("\n")
    while lines:
        rest = fold(lines[0])
        for part in known:
            rest = rest.replace(part, " ")
        if re.search(r"[^\W\d_]", _DATE_WORDS.sub(" ", rest)):
            break
        lines.pop(0)
    return "\n".join(lines).strip()


@dataclass(frozen=True, slots=True)
class FreeText:
    """A part of a CV that is words and no records: a summary, interests, projects…."""

    section: Section
    heading: str
    text: str


def free_texts(profile: JobseekerProfile, *, losses: Losses) -> list[FreeText]:
    """The parts of a CV that no typed record covers, in order.

    A part about skills is covered by the skills found in it; what it says beyond their names is listed as lost.
    """
    structure, text = profile.structure, profile.document.text
    covered = [experience.passage.start for experience in structure.experiences]
    covered += [education.passage.start for education in structure.education]
    covered += [passage.start for claim in structure.languages for passage in claim.evidence]
    covered += [passage.start for claim in structure.licences for passage in claim.evidence]
    found = []
    for span in structure.sections:
        words = text[span.start : span.end].removeprefix(span.heading).strip()
        if span.section is Section.HEADER or not words:
            continue
        if any(span.start <= start < span.end for start in covered):
            continue
        if span.section is Section.SKILLS:
            rest = fold(words)
            for label in sorted((fold(skill.label) for skill in profile.skills), key=len, reverse=True):
                rest = rest.replace(label, " ")
            losses.add("structure.sections.skills", when=re.search(r"[^\W\d_]{3}", rest))
            continue
        found.append(FreeText(section=span.section, heading=span.heading, text=words))
    return found


def description_of(posting: JobPosting, *, losses: Losses) -> str:
    """The offer's own words: its description when the record had one, else its text after the title."""
    named = dict(reversed(posting.terms.evidence)).get("description")
    if named is not None:
        # Lines rendered from facts that are typed are written again as facts; the others stay behind.
        losses.add("document.text", when=len(posting.document.text) > named.end)
        return named.text
    text = posting.document.text
    title = posting.terms.title
    return text[title.end :].strip() if title and text.startswith(title.text) else text


def said_requirements(posting: JobPosting, *, losses: Losses) -> list[SkillRequirement]:
    """The skills that the offer itself asks for; those that only follow from the occupation stay ours."""
    said = [requirement for requirement in posting.requirements if requirement.source is Source.SAID]
    losses.add("requirements (implied)", when=len(said) < len(posting.requirements))
    losses.add("requirements.level", when=any(r.level for r in said))
    losses.add("requirements.months", when=any(r.months for r in said))
    return said
