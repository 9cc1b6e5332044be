"""Where a text names a concept of the taxonomy.

Two readings, each with its own confidence: the words of a label in their order (``phrase``), and all the words
of a label in one clause in any order (``words``: "nettoyage quotidien des chambres" names "nettoyer des chambres").
Longer labels win over shorter ones they contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile
from typing import Final

import numpy as np

from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.gazetteer import Flags, Gazetteer, Loose, Run
from openemploi.extraction.generic_words import GENERIC
from openemploi.extraction.words import Words, words_of
from openemploi.folding import STOP_WORDS, WORD, fold, inflection, is_korean, same_family, stem
from openemploi.folding import words as words_in
from openemploi.taxonomy.compiling import KINDS, LABEL_KINDS, OCCUPATION_KINDS, SKILL_KINDS
from openemploi.taxonomy.model import ConceptKind, LabelKind
from openemploi.taxonomy.store import Taxonomy

# How surely a reading names the concept, before anything else is known. Declared, not learnt.
PHRASE_CONFIDENCE: Final = 0.95
ONE_WORD_CONFIDENCE: Final = 0.85
CONTEXT_CONFIDENCE: Final = 0.8
WORDS_CONFIDENCE: Final = 0.7

_TAKEN: Final = b"\1"  # a word that is part of a name
_NO_SKILL: Final = b"\2"  # a word that alone names no skill, and may be part of a scattered name
_NEIGHBOURHOODS_KEPT: Final = 4096  # of skills, some hundred numbers each
_CLAUSE_WORDS: Final = 14  # a longer clause is prose; its words do not belong together
_SENTENCE_WORDS: Final = 40
_HYPHENED: Final = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_ARTICLE: Final = re.compile(r",\s*(?:les?\s|la\s|l['’]|the\s)", re.IGNORECASE)
# Of a word in which it may differ from that of a label and be the same work all the same ("animateur", "animation").
_ENDINGS: Final = frozenset(
    """
    e s es er ez ant ante ants antes ons ent ait age ages ment ments ement ements eur eurs euse euses rice rices
    ion ions ation ations ure ures al ale ales aux el elle els elles eau eaux if ive ifs ives te tes t ts
    ir i ie ies is it ing ings ed y able d
    """.split()
) | {""}
_APART: Final = 3  # "accueillir, renseigner et orienter le public" names "accueillir le public" across commas


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named at ``text[start:end]``."""

    concept: int
    start: int
    end: int
    confidence: float
    label: str


class MentionFinder:
    """Finds the skills and the occupations that a text names, with one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._gazetteer = Gazetteer(taxonomy)
        arrays = taxonomy.arrays
        kinds = arrays["kind"][arrays["label_concept"]]
        skills = SKILL_KINDS - {ConceptKind.LANGUAGE}
        self._is_skill = np.isin(kinds, [KINDS.index(kind) for kind in skills])
        self._is_occupation = np.isin(kinds, [KINDS.index(kind) for kind in OCCUPATION_KINDS])
        self._is_context = arrays["label_kind"] == LABEL_KINDS.index(LabelKind.CONTEXT)
        self._neighbourhood = lru_cache(maxsize=_NEIGHBOURHOODS_KEPT)(self._neighbourhood_of)

    def skills(
        self,
        text: str,
        *,
        language: str = "",
        occupations: Sequence[int] = (),
        listed: Iterable[tuple[int, int]] = (),
    ) -> list[Mention]:
        """The skills that ``text`` names, in order, not overlapping.

        ``language`` is that of the text: a lone word of another one names nothing ("permanent" is no French perm).
        ``occupations`` are those at hand: they decide between two skills of the same name. ``listed`` is where each
        item of a list of skills stands: "Accueil" is a skill there, and anywhere else a word. Languages are left to
        :mod:`~openemploi.extraction.languages`, which reads their level.
        """
        words = words_of(text)
        favoured = self._skills_of(occupations)
        settled, free = self._settle(words, self._is_skill, favoured, language, frozenset(listed))
        loose = self._loose(words, free, favoured, language)
        return sorted([*settled.values(), *loose], key=lambda mention: (mention.start, mention.end))

    def occupations(self, text: str) -> list[Mention]:
        """The occupations that ``text`` names, those of most words first, not overlapping."""
        return list(self._settle(words_of(text), self._is_occupation, frozenset(), "")[0].values())

    def _skills_of(self, occupations: Sequence[int]) -> frozenset[int]:
        return frozenset(
            self._taxonomy.canonical(skill)
            for occupation in occupations
            for skill in self._taxonomy.related(occupation)
        )

    def _settle(
        self,
        words: Words,
        wanted: Flags,
        favoured: frozenset[int],
        language: str,
        listed: frozenset[tuple[int, int]] = frozenset(),
    ) -> tuple[dict[tuple[int, int], Mention], Flags]:
        """What runs of words name, by the first word of each and the one after its last; the words that are left."""
        taken = bytearray(len(words.stems))
        settled: dict[tuple[int, int], Mention] = {}
        waiting: list[Run] = []
        for run in self._gazetteer.runs(words, wanted):
            end = run.first + run.length
            if any(taken[run.first : end]):
                continue
            rows = [row for row in run.rows if not self._is_context[row]]
            if run.length == 1:
                rows = self._standing_alone(words, run, rows, language)
            if rows:
                settled[run.first, end] = self._mention(words, run, rows, favoured)
            if rows or not run.rows:
                taken[run.first : end] = (_TAKEN if rows or run.length > 1 else _NO_SKILL) * run.length
            elif run.length <= 2:
                waiting.append(run)
        concepts = {mention.concept for mention in settled.values()} if waiting else ()
        near = favoured.union(*map(self._neighbourhood, concepts))
        for run in waiting:
            end = run.first + run.length
            if any(taken[run.first : end]):
                continue
            rows = [row for row in run.rows if self._is_context[row]]
            is_item = (words.starts[run.first], run.end) in listed
            if run.length == 1:
                rows = self._standing_alone(words, run, rows, language, is_item=is_item)
            if rows and not is_item and not self._is_measured(words, run):
                rows = [row for row in rows if self._canonical(row) in near]
            elif is_item:
                rows = self._one_of(rows, near)
            if rows:
                settled[run.first, end] = self._mention(words, run, rows, favoured)
                taken[run.first : end] = _TAKEN * run.length
        free = words.opens & words.closes & (np.frombuffer(taken, np.uint8) != _TAKEN[0])
        return settled, free

    def _one_of(self, rows: Sequence[int], near: frozenset[int]) -> list[int]:
        """Those of ``rows`` that the rest of the text speaks for; all when they are one skill, none when in doubt."""
        if kept := [row for row in rows if self._canonical(row) in near]:
            return kept
        return list(rows) if len({self._canonical(row) for row in rows}) == 1 else []

    def _is_measured(self, words: Words, run: Run) -> bool:
        """Whether the clause says for how long ("5 ans de caisse"): then it is work, whatever the word."""
        return attributes_at(words.text, words.starts[run.first], run.end).months is not None

    def _standing_alone(
        self, words: Words, run: Run, rows: Sequence[int], language: str, *, is_item: bool = False
    ) -> list[int]:
        """The labels among ``rows`` that this one word is enough to name; a generic one only as an item of a list."""
        word = words.stems[run.first]
        if not rows or (word in GENERIC and not is_item) or word.isdigit():
            return []
        written = words.text[words.starts[run.first] : run.end]
        if is_korean(written):
            return list(rows) if len(written) > 1 else []
        if len(written) < 3 and not (written[0].isupper() and any(sign in written for sign in "+#&")):
            return []
        labels = ((row, self._taxonomy.label_at(row)) for row in rows)
        return [
            row
            for row, label in labels
            if _same_word(written, words.folded[run.first], label.text)
            and (label.language == language or not language or label.text[:1].isupper())
        ]

    def _mention(self, words: Words, run: Run, rows: Sequence[int], favoured: frozenset[int]) -> Mention:
        row = min(rows, key=lambda row: self._preference(row, favoured))
        if self._is_context[row]:
            confidence = CONTEXT_CONFIDENCE
        else:
            confidence = PHRASE_CONFIDENCE if run.length > 1 else ONE_WORD_CONFIDENCE
        return Mention(
            concept=self._canonical(row),
            start=words.starts[run.first],
            end=run.end,
            confidence=confidence,
            label=self._taxonomy.label_at(row).text,
        )

    def _preference(self, row: int, favoured: frozenset[int]) -> tuple[int, int, int, int]:
        concept = int(self._taxonomy.arrays["label_concept"][row])
        return (
            0 if self._taxonomy.canonical(concept) in favoured else 1,
            int(self._taxonomy.arrays["scheme"][concept]),
            int(self._taxonomy.arrays["label_kind"][row]),
            concept,
        )

    def _canonical(self, row: int) -> int:
        return self._taxonomy.canonical(int(self._taxonomy.arrays["label_concept"][row]))

    def _neighbourhood_of(self, concept: int) -> frozenset[int]:
        """The skill itself, and those of the occupations that it belongs to."""
        related = self._taxonomy.related
        skills = [related(occupation) for occupation in related(concept, inverse=True)]
        rows = np.fromiter(chain.from_iterable(skills), np.intp)
        return frozenset((concept, *self._taxonomy.arrays["canonical"][rows].tolist()))

    def _loose(self, words: Words, free: Flags, favoured: frozenset[int], language: str) -> Iterator[Mention]:
        """Labels of two words or more whose words all stand in one clause, or close together in one sentence.

        They are looked for among the words that are ``free``.
        """
        for numbers, longest, most_apart in (
            (words.clause, _CLAUSE_WORDS, _CLAUSE_WORDS),
            (words.sentence, _SENTENCE_WORDS, _APART),
        ):
            for together in self._gazetteer.together(words, free, numbers, longest=longest):
                names = [name for name in together if self._may_mean(words, name, language)]
                for row, _words, positions in self._chosen(words, names, favoured, most_apart=most_apart):
                    first, last = positions[0], positions[-1]
                    free[first : last + 1] = False
                    yield Mention(
                        concept=self._canonical(row),
                        start=words.starts[first],
                        end=words.ends[last],
                        confidence=WORDS_CONFIDENCE,
                        label=self._taxonomy.label_at(row).text,
                    )

    def _may_mean(self, words: Words, name: Loose, language: str) -> bool:
        """Whether the words of ``name``, scattered as they are, may be meant as its label."""
        label = self._taxonomy.label_at(name.row)
        if is_korean(label.text):
            return _shares_the_clauses(words, name.positions)
        named = label.text[:1].isupper()
        if language and label.language != language and not named:
            return False
        wanted: dict[str, tuple[int, str]] = {}
        for place, written in enumerate(WORD.findall(label.text)):
            wanted.setdefault(stem(fold(written)), (place, written))
        places = []
        for position in name.positions:
            place, asked = wanted.get(words.stems[position], (-1, ""))
            written = words.text[words.starts[position] : words.ends[position]]
            if not asked or not _same_form(words.folded[position], fold(asked)):
                return False
            if (named and asked[0].isupper() and not written[0].isupper()) or _in_a_place(words, position):
                return False
            places.append(place)
        in_order = places == sorted(places)
        crossing = words.clause[name.positions[0]] != words.clause[name.positions[-1]]
        if named or crossing:
            return in_order and _shares_the_clauses(words, name.positions)
        return True

    def _chosen(
        self, words: Words, names: Iterable[Loose], favoured: frozenset[int], *, most_apart: int
    ) -> Iterator[Loose]:
        """Those of ``names`` that are meant, of the most words first; they do not share any."""
        used: set[int] = set()
        for name in sorted(names, key=lambda name: (-name.words, self._preference(name.row, favoured))):
            at = name.positions
            apart = at[-1] - at[0] + 1 - len(at)
            too_far = apart > (1 if all(words.stems[p] in GENERIC for p in at) else most_apart)
            if used.isdisjoint(at) and not too_far:
                used.update(at)
                yield name


def _same_word(written: str, folded: str, label: str) -> bool:
    """Whether ``written`` is ``label`` itself, and not another word of the same stem ("personnes", "personas")."""
    names = words_in(label)
    if len(names) != 1 and not (len(names) > 1 and all(n in STOP_WORDS for n in names[:-1])):
        return True  # articles apart, the label has words that the stemmer dropped: its stems were compared
    if len(label) > 1 and label.isupper():
        return written == label  # SAV is not "savez"
    if written.isupper() and len(written) <= 5 and folded != names[-1]:
        return False  # PAI is not "paie"
    if label[:1].isupper() and len(label) <= 6 and label.isalpha() and not written[:1].isupper():
        return False  # Excel, Sage, Word: names, not words
    return inflection(folded) == inflection(names[-1]) or same_family(folded, names[-1])


def _same_form(said: str, asked: str) -> bool:
    """Whether two folded words of one stem are forms of one word: "commune" is none of "communiqués"."""
    if said == asked or inflection(said) == inflection(asked) or same_family(said, asked):
        return True
    shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(said, asked, strict=False)))
    return said[shared:] in _ENDINGS and asked[shared:] in _ENDINGS


def _shares_the_clauses(words: Words, positions: Sequence[int]) -> bool:
    """Whether no word but the first begins a clause of its own, as the next item of a list does.

    In "accueillir, renseigner et orienter le public" the last clause lends its end to the others, in "laver les sols,
    les vitres" the first its verb; in "commandes, gestion des périmés" each says something else.
    """
    return all(
        words.clause[position] == words.clause[position - 1]
        or _ARTICLE.search(words.text, words.ends[position - 1], words.starts[position])
        for position in positions[1:]
        if words.clause[position] != words.clause[positions[0]]
    )


def _in_a_place(words: Words, position: int) -> bool:
    """Whether the word is part of a name of several with hyphens: "Saint-Rémy-des-Prés"."""
    start, end = words.starts[position], words.ends[position]
    text = words.text
    if "-" not in (text[start - 1 : start], text[end : end + 1]):
        return False
    low, high = max(0, start - 60), min(len(text), end + 60)
    for found in _HYPHENED.finditer(text, low, high):
        if found.start() <= start < found.end():
            parts = found.group().split("-")
            return not found.group().isupper() and sum(part[:1].isupper() for part in parts) > 1
    return False
