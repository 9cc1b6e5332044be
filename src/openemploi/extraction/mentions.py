"""Where a text names a concept of the taxonomy.

Two readings, each with its own confidence: the words of a label in their order (``phrase``), and all the words
of a label in one clause in any order (``words``: "nettoyage quotidien des chambres" names "nettoyer des chambres").
Longer labels win over shorter ones they contain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.generic_words import GENERIC, NOT_SKILLS
from openemploi.extraction.korean_names import KoreanNames
from openemploi.extraction.words import Words, words_of
from openemploi.folding import STOP_WORDS, inflection, is_korean, same_family, stems
from openemploi.folding import words as words_in
from openemploi.taxonomy.compiling import KINDS, LABEL_KINDS, LANGUAGES, OCCUPATION_KINDS, SKILL_KINDS
from openemploi.taxonomy.features import LONGEST_PHRASE, U64, phrase_hash, phrase_hashes
from openemploi.taxonomy.model import ConceptKind, LabelKind
from openemploi.taxonomy.store import Taxonomy

# How surely a reading names the concept, before anything else is known. Declared, not learnt.
PHRASE_CONFIDENCE: Final = 0.95
ONE_WORD_CONFIDENCE: Final = 0.85
CONTEXT_CONFIDENCE: Final = 0.8
WORDS_CONFIDENCE: Final = 0.7

_NEIGHBOURHOODS_KEPT: Final = 4096  # of skills, some hundred numbers each
_CLAUSE_WORDS: Final = 14  # a longer clause is prose; its words do not belong together
_SENTENCE_WORDS: Final = 40
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
        arrays = taxonomy.arrays
        self._keys = arrays["phrase_key"]
        self._labels = arrays["phrase_label"]
        kinds = arrays["kind"][arrays["label_concept"]]
        self._is_skill = np.isin(kinds, [KINDS.index(kind) for kind in SKILL_KINDS])
        self._is_occupation = np.isin(kinds, [KINDS.index(kind) for kind in OCCUPATION_KINDS])
        self._is_language = kinds == KINDS.index(ConceptKind.LANGUAGE)
        self._is_korean = arrays["label_language"] == LANGUAGES.index("ko")
        self._neighbourhood = lru_cache(maxsize=_NEIGHBOURHOODS_KEPT)(self._neighbourhood_of)
        self._is_context = arrays["label_kind"] == LABEL_KINDS.index(LabelKind.CONTEXT)

    def skills(self, text: str, *, language: str = "", occupations: Sequence[int] = ()) -> list[Mention]:
        """The skills that ``text`` names, in order, not overlapping.

        ``language`` is that of the text: a lone word of another one names nothing ("permanent" is no French perm).
        ``occupations`` are those at hand: they decide between two skills of the same name. Languages are left to
        :mod:`~openemploi.extraction.languages`, which reads their level.
        """
        words = words_of(text)
        favoured = self._skills_of(occupations)
        phrases = self._phrases(words, self._is_skill & ~self._is_language)
        settled = self._settle(words, phrases, favoured, language)
        covered = np.zeros(len(words.tokens), bool)
        for first, count, _mention in settled:
            covered[first : first + count] = True
        loose = list(self._loose(words, covered, favoured))
        return sorted((m for _f, _c, m in [*settled, *loose]), key=lambda m: (m.start, m.end))

    def occupations(self, text: str) -> list[Mention]:
        """The occupations that ``text`` names, in order, not overlapping."""
        words = words_of(text)
        return [
            m for _f, _c, m in self._settle(words, self._phrases(words, self._is_occupation), frozenset(), "")
        ]

    def _skills_of(self, occupations: Sequence[int]) -> frozenset[int]:
        return frozenset(
            self._taxonomy.canonical(skill)
            for occupation in occupations
            for skill in self._taxonomy.related(occupation)
        )

    def _phrases(self, words: Words, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Iterator[_Run]:
        """Every run of words that is a label, longest first."""
        korean = self._korean_names.runs(words)[::-1] if words.cut else []
        longest = max(min(LONGEST_PHRASE, len(words.tokens)), korean[-1].length if korean else 0)
        for length in range(longest, 0, -1):
            while korean and korean[-1].length == length:
                run = korean.pop()
                kept = tuple(row for row in run.rows if wanted[row])
                written = words.text[words.tokens[run.first].start : run.end]
                if kept := self._korean_names.as_written(kept, written):
                    yield _Run(run.first, length, kept, run.end)
            hashes = phrase_hashes(words.hashes, length)
            for first in _met(hashes, _NOT_SKILLS)[0].tolist():
                yield _Run(first, length, (), 0)
            met, lows = _met(hashes, self._keys)
            for first in met.tolist():
                if words.clause[first] != words.clause[first + length - 1]:
                    continue
                if not (words.opens[first] and words.closes[first + length - 1]):
                    continue  # inside another word
                low = int(lows[first])
                high = int(np.searchsorted(self._keys, hashes[first], "right"))
                rows = self._labels[low:high]
                rows = rows[wanted[rows]]
                if words.cut:  # they were looked for by their letters
                    rows = rows[~self._is_korean[rows]]
                if len(rows):
                    yield _Run(first, length, tuple(rows.tolist()), words.tokens[first + length - 1].end)

    @cached_property
    def _korean_names(self) -> KoreanNames:
        return KoreanNames(self._taxonomy)

    def _settle(
        self, words: Words, runs: Iterator[_Run], favoured: frozenset[int], language: str
    ) -> list[tuple[int, int, Mention]]:
        taken = np.zeros(len(words.tokens), bool)
        settled = []
        waiting = []
        for run in runs:
            if taken[run.first : run.first + run.length].any():
                continue
            if not run.rows:
                taken[run.first : run.first + run.length] = True
                continue
            rows = [row for row in run.rows if not self._is_context[row]]
            if run.length == 1:
                rows = self._standing_alone(words, run, rows, language)
            if rows:
                settled.append((run.first, run.length, self._mention(words, run, rows, favoured)))
                taken[run.first : run.first + run.length] = True
            elif run.length <= 2:
                waiting.append(run)
        if not waiting:
            return settled
        near = frozenset().union(*(self._neighbourhood(mention.concept) for _f, _c, mention in settled))
        for run in waiting:
            rows = [row for row in run.rows if self._is_context[row]]
            if run.length == 1:
                rows = self._standing_alone(words, run, rows, language)
            if rows and not self._is_measured(words, run):
                rows = [row for row in rows if self._canonical(row) in near | favoured]
            if rows and not taken[run.first : run.first + run.length].any():
                settled.append((run.first, run.length, self._mention(words, run, rows, favoured)))
                taken[run.first : run.first + run.length] = True
        return settled

    def _is_measured(self, words: Words, run: _Run) -> bool:
        """Whether the clause says for how long ("5 ans de caisse"): then it is work, whatever the word."""
        return attributes_at(words.text, words.tokens[run.first].start, run.end).months is not None

    def _standing_alone(self, words: Words, run: _Run, rows: Sequence[int], language: str) -> list[int]:
        """The labels among ``rows`` that this one word is enough to name."""
        token, word = words.tokens[run.first], words.stems[run.first]
        if word in GENERIC or word.isdigit():
            return []
        written = words.text[token.start : run.end]
        if is_korean(written):
            return list(rows) if len(written) > 1 else []
        if len(written) < 3 and not (written[0].isupper() and any(sign in written for sign in "+#&")):
            return []
        labels = ((row, self._taxonomy.label_at(row)) for row in rows)
        return [
            row
            for row, label in labels
            if _same_word(written, token.folded, label.text)
            and (label.language == language or not language or label.text[:1].isupper())
        ]

    def _mention(self, words: Words, run: _Run, rows: Sequence[int], favoured: frozenset[int]) -> Mention:
        row = min(rows, key=lambda row: self._preference(row, favoured))
        if self._is_context[row]:
            confidence = CONTEXT_CONFIDENCE
        else:
            confidence = PHRASE_CONFIDENCE if run.length > 1 else ONE_WORD_CONFIDENCE
        return Mention(
            concept=self._canonical(row),
            start=words.tokens[run.first].start,
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

    def _loose(
        self, words: Words, covered: np.ndarray[tuple[int], np.dtype[np.bool_]], favoured: frozenset[int]
    ) -> Iterator[tuple[int, int, Mention]]:
        """Labels of two words or more whose words all stand in one clause, or close together in one sentence."""
        for scope, most_apart in ((words.clause, _CLAUSE_WORDS), (words.sentence, _APART)):
            groups: defaultdict[int, list[int]] = defaultdict(list)
            for position, number in enumerate(scope.tolist()):
                if not covered[position] and words.opens[position] and words.closes[position]:
                    groups[number].append(position)
            for positions in groups.values():
                longest = _CLAUSE_WORDS if scope is words.clause else _SENTENCE_WORDS
                if 2 <= len(positions) <= longest:
                    for found in self._loose_in(words, positions, favoured, most_apart=most_apart):
                        covered[found[0] : found[0] + found[1]] = True
                        yield found

    def _loose_in(
        self, words: Words, positions: Sequence[int], favoured: frozenset[int], *, most_apart: int
    ) -> Iterator[tuple[int, int, Mention]]:
        arrays = self._taxonomy.arrays
        keys = arrays["word_key"]
        if not len(keys):
            return
        hashes = np.array(sorted(set(words.hashes[positions].tolist())), np.uint64)
        met, lows = _met(hashes, keys)
        if len(met) < 2:
            return
        lows = lows[met]
        postings = [arrays["word_label"][arrays["word_first"][i] : arrays["word_first"][i + 1]] for i in lows]
        # A word of more than this many labels alone cannot make a label: it needs a rarer one beside it.
        rows, counts = np.unique(np.concatenate(postings), return_counts=True)
        whole = rows[(counts >= 2) & (counts == arrays["label_unique_words"][rows])]
        whole = whole[self._is_skill[whole] & ~self._is_language[whole] & ~self._is_context[whole]]
        taken: set[int] = set()
        for row in sorted(
            whole.tolist(),
            key=lambda r: (-int(arrays["label_unique_words"][r]), self._preference(r, favoured)),
        ):
            label = self._taxonomy.label_at(row).text
            label_words = set(stems(label))
            chosen = [p for p in positions if words.stems[p] in label_words]
            first, last = min(chosen), max(chosen)
            apart = last - first + 1 - len(chosen)
            too_far = apart > (1 if all(words.stems[p] in GENERIC for p in chosen) else most_apart)
            if taken.intersection(chosen) or too_far:
                continue
            taken.update(chosen)
            yield (
                first,
                last - first + 1,
                Mention(
                    concept=self._canonical(row),
                    start=words.tokens[first].start,
                    end=words.tokens[last].end,
                    confidence=WORDS_CONFIDENCE,
                    label=label,
                ),
            )


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


_NOT_SKILLS: Final = np.unique(np.array([phrase_hash(stems(phrase)) for phrase in NOT_SKILLS], np.uint64))


def _met(hashes: U64, keys: U64) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The places of ``hashes`` that are among ``keys`` (ascending); and where each of all would stand there."""
    lows = np.searchsorted(keys, hashes, "left")
    if not len(keys):
        return np.zeros(0, np.intp), lows
    return np.flatnonzero(keys[np.minimum(lows, len(keys) - 1)] == hashes), lows


@dataclass(frozen=True, slots=True)
class _Run:
    """``length`` words from ``first`` on, to ``end``, are the labels in ``rows``; no rows: they name no skill."""

    first: int
    length: int
    rows: tuple[int, ...]
    end: int
