"""The sheets of ROME in memory, as numbers: which skills each names, with which words, and what ROME links.

Read once for a version of ROME (about a second); everything else here computes on it and asks no database.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import fold

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_LETTERS: Final = re.compile(r"[a-z]+")
_SHORT: Final = 3
_STEM: Final = 6  # letters of a word that count: plurals and genders fall together
_STOP: Final = frozenset("les des une aux dans pour par sur avec son ses qui que est".split())


class Incidence:
    """Which occupations have which things, how much: rows of weights, and postings the other way."""

    def __init__(self, pairs: Iterable[tuple[int, int, float]], *, rows: int, things: int) -> None:
        ordered = sorted(pairs)
        self.rows, self.things = rows, things
        self._row = np.array([row for row, _, _ in ordered], np.int64)
        self.thing = np.array([thing for _, thing, _ in ordered], np.int64)
        self.weight = np.array([weight for _, _, weight in ordered], np.float32)
        self.starts = np.searchsorted(self._row, np.arange(rows + 1))
        self._order = np.argsort(self.thing, kind="stable")
        self._posts = np.searchsorted(self.thing[self._order], np.arange(things + 1))
        had = np.diff(self._posts)
        self.rarity = np.log(rows / np.maximum(had, 1)).astype(np.float32)
        squares = (self.weight * self.rarity[self.thing]) ** 2
        self._norms = np.sqrt(np.bincount(self._row, squares, rows)).astype(np.float32)

    def of(self, row: int) -> tuple[Rows, Floats]:
        """The things of ``row`` and how much it has of each."""
        part = slice(self.starts[row], self.starts[row + 1])
        return self.thing[part], self.weight[part]

    def having(self, thing: int) -> tuple[Rows, Floats]:
        """The rows that have ``thing`` and how much."""
        part = self._order[self._posts[thing] : self._posts[thing + 1]]
        return self._row[part], self.weight[part]

    def cosines(self, things: Rows, weights: Floats) -> Floats:
        """The cosine of each row with the given things, rare things counting more (TF-IDF): 0 to 1."""
        values = weights * self.rarity[things]
        norm = float(np.sqrt((values**2).sum()))
        found = np.zeros(self.rows, np.float32)
        for thing, value in zip(things.tolist(), values.tolist(), strict=True):
            rows, weight = self.having(thing)
            found[rows] += value * self.rarity[thing] * weight
        bound = norm * self._norms
        cosines: Floats = np.divide(found, bound, out=np.zeros_like(found), where=bound > 0)
        return cosines

    def sums(self, values: Floats | Rows) -> npt.NDArray[Any]:
        """For each row, the sum of ``values`` (one a thing) over its things."""
        return np.bincount(self._row, values[self.thing], self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One occupation of ROME."""

    code: str
    label: str
    parent: str
    regulated: bool | None
    executive: bool


class Sheets:
    """All sheets of the ROME that ``connection`` shows."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        def rows(sql: str) -> list[Any]:
            return connection.cursor().execute(sql).fetchall()

        sheets = rows(
            "SELECT rome_code, label, coalesce(parent_rome_code, rome_code), regulated, coalesce(executive, FALSE)"
            " FROM rome.occupations ORDER BY 1"
        )
        self.sheets = tuple(Sheet(*one) for one in sheets)
        self.row = {one.code: row for row, one in enumerate(self.sheets)}
        named = rows(
            "SELECT ogr_code, label, FALSE, macro_ogr_code FROM rome.skills UNION ALL"
            " SELECT ogr_code, label, TRUE, NULL FROM rome.knowledge ORDER BY 1"
        )
        self.codes = [code for code, *_ in named]
        self.labels = [label for _, label, *_ in named]
        self.knowledge = np.array([known for _, _, known, _ in named], np.bool_)
        self.thing = {code: number for number, code in enumerate(self.codes)}
        self.macro = np.array([self.thing.get(macro, -1) for *_, macro in named], np.int64)
        own = np.isin(np.arange(len(named)), self.macro)
        self.macro = np.where((self.macro < 0) & own, np.arange(len(named)), self.macro)
        held: dict[tuple[int, int], bool] = {}
        contexts: dict[int, list[str]] = defaultdict(list)
        for rome, ogr, heart in rows(
            "SELECT rome_code, ogr_code, heart FROM rome.occupation_items ORDER BY 1, 2"
        ):
            if rome not in self.row:
                continue
            if ogr in self.thing:
                held[self.row[rome], self.thing[ogr]] = heart == "Principale"
            else:
                contexts[self.row[rome]].append(ogr)
        self.items = self._incidence(((row, thing, 1.0) for row, thing in held), len(named))
        self.essential = frozenset(pair for pair, heart in held.items() if heart)
        macros = Counter((row, int(self.macro[thing])) for row, thing in held if self.macro[thing] >= 0)
        self.macros = self._incidence(((r, m, n**0.5) for (r, m), n in macros.items()), len(named))
        self.contexts = dict(contexts)
        self.context = {code: (kind or "", label) for code, label, kind in rows(
            "SELECT ogr_code, label, kind FROM rome.work_contexts")}  # fmt: skip
        self.access: dict[int, list[str]] = defaultdict(list)
        texts: list[tuple[str, str]] = []
        for rome, kind, text in rows(
            "SELECT rome_code, kind, text FROM rome.texts WHERE text IS NOT NULL ORDER BY rome_code, kind, position"
        ):
            texts.append((rome, text))
            if kind == "acces_metier" and rome in self.row:
                self.access[self.row[rome]].append(text)
        texts += rows("SELECT rome_code, label FROM rome.appellations ORDER BY ogr_code")
        self._read_words(texts, held)
        self.links: list[list[int]] = [[] for _ in self.sheets]
        for rome, target in rows("SELECT rome_code, target_rome_code FROM rome.mobility ORDER BY 1, rank, 2"):
            if rome in self.row and target in self.row and rome != target:
                self.links[self.row[rome]].append(self.row[target])

    def __len__(self) -> int:
        return len(self.sheets)

    @cached_property
    def parents(self) -> Rows:
        """A number for the ROME 3 sheet of each."""
        return _numbers([one.parent for one in self.sheets])

    @cached_property
    def domains(self) -> Rows:
        """A number for the professional domain (D15) of each."""
        return _numbers([one.code[:3] for one in self.sheets])

    @cached_property
    def great_domains(self) -> Rows:
        """A number for the great domain (D) of each."""
        return _numbers([one.code[:1] for one in self.sheets])

    @cached_property
    def executive(self) -> npt.NDArray[np.bool_]:
        """Whether each is an executive's occupation."""
        return np.array([one.executive for one in self.sheets], np.bool_)

    @cached_property
    def heads(self) -> npt.NDArray[np.bool_]:
        """Whether each carries on a sheet of ROME 3 under its own code."""
        return np.array([one.code == one.parent for one in self.sheets], np.bool_)

    @cached_property
    def named(self) -> Incidence:
        """The words of each skill's label: rows are skills here."""
        pairs = Counter(
            (row, self.vocabulary[word]) for row, label in enumerate(self.labels) for word in words(label)
        )
        return Incidence(
            ((row, word, 1.0) for row, word in pairs), rows=len(self.labels), things=len(self.vocabulary)
        )

    def _read_words(self, texts: Sequence[tuple[str, str]], held: Iterable[tuple[int, int]]) -> None:
        counts: Counter[tuple[int, str]] = Counter()
        for rome, text in texts:
            if rome in self.row:
                counts.update((self.row[rome], word) for word in words(text))
        labels = [tuple(words(label)) for label in self.labels]
        for row, thing in held:
            counts.update((row, word) for word in labels[thing])
        every = {word for _, word in counts} | {word for each in labels for word in each}
        self.vocabulary = {word: number for number, word in enumerate(sorted(every))}
        self.words = self._incidence(
            ((row, self.vocabulary[word], 1 + float(np.log(n))) for (row, word), n in counts.items()),
            len(self.vocabulary),
        )

    def _incidence(self, pairs: Iterable[tuple[int, int, float]], things: int) -> Incidence:
        return Incidence(pairs, rows=len(self.sheets), things=things)


def words(text: str) -> Iterator[str]:
    """The words of ``text`` that say something, cut to their first letters."""
    for word in _LETTERS.findall(fold(text)):
        if len(word) >= _SHORT and word not in _STOP:
            yield word[:_STEM]


def _numbers(names: Sequence[str]) -> Rows:
    known = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([known[name] for name in names], np.int64)
