"""The search for the name of a skill, of many texts at once: what ``search`` finds for each, ten times faster.

Every text is held against every label with small integers that can only say "perhaps"; the few labels left are
scored as ``label_scores`` does, addition by addition, and the rest is the code of ``search``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import is_korean
from openemploi.taxonomy.features import KOREAN_SIZES, SKILL_SIZES, character_ngrams, search_form
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import CANDIDATES, Hit, Scores, best, keep, same_words, search
from openemploi.taxonomy.store import Taxonomy

_BLOCK: Final = 512  # texts held against the labels with one table
_PAIRS: Final = 20_000  # texts and labels scored at once
_DENSE_MEMORY: Final = 128 << 20
_LONG: Final = 800  # sum of squared rarity (some 60 n-grams) over which bytes are too coarse
_ROUNDING: Final = 1e-4  # of float32 sums and of the bounds below; only makes more labels be scored

_Ints = npt.NDArray[np.int64]
_Small = npt.NDArray[Any]  # uint8 or uint16
_Floats = npt.NDArray[np.float64]


def search_all(
    taxonomy: Taxonomy,
    texts: Sequence[str],
    *,
    kinds: Sequence[ConceptKind],
    limit: int,
    threshold: float,
    tell: Callable[[int], None] | None = None,
) -> list[list[Hit]]:
    """For each of ``texts`` what :func:`~openemploi.taxonomy.search.search` gives.

    ``kinds`` are of skills; ``threshold`` (0 to 1) should be high, it is what makes this fast. ``tell`` is given how
    many texts are done.
    """
    hits: list[list[Hit]] = [[] for _text in texts]
    for done, (number, labels, scores) in enumerate(_alike(taxonomy, texts, threshold), 1):
        hits[number] = _hits(taxonomy, texts[number], labels, scores, kinds, limit, threshold)
        if tell:
            tell(done)
    return hits


def _hits(
    taxonomy: Taxonomy,
    text: str,
    labels: _Ints,
    scores: npt.NDArray[np.float32],
    kinds: Sequence[ConceptKind],
    limit: int,
    threshold: float,
) -> list[Hit]:
    found: Scores = {}
    for row in same_words(taxonomy, text):
        keep(found, taxonomy, row, 1.0)
    first = dict(found)
    equal = False
    for row, score in zip(labels.tolist(), scores.tolist(), strict=True):
        concept = keep(found, taxonomy, row, score)
        kept_score, kept = found[concept]
        if kept_score == score and kept != row and first.get(concept) != found[concept]:
            equal |= not _same_name(taxonomy, kept, row)
    if equal or len(labels) > limit * CANDIDATES:  # the order of a partition decides: only it knows
        return search(taxonomy, text, kinds=kinds, limit=limit, threshold=threshold)
    return best(taxonomy, text, found, kinds=kinds, limit=limit, threshold=threshold)


def _same_name(taxonomy: Taxonomy, one: int, other: int) -> bool:
    """Whether nothing that ``best`` looks at tells two labels apart."""
    first, second = taxonomy.label_at(one).text, taxonomy.label_at(other).text
    return first == second or (len(first) == len(second) and search_form(first) == search_form(second))


def _alike(
    taxonomy: Taxonomy, texts: Sequence[str], threshold: float
) -> Iterator[tuple[int, _Ints, npt.NDArray[np.float32]]]:
    """The number of each text with the labels of ``threshold`` or more and their scores, in no order."""
    labels = _Labels.of(taxonomy)
    queries = _Queries.of(taxonomy, texts, labels)
    order = np.argsort(queries.norm, kind="stable")
    for start in range(0, len(order), _BLOCK):
        block = order[start : start + _BLOCK]
        numbers, rows = _perhaps(labels, queries, block, threshold)
        scores = _scored(labels, queries, block, numbers, rows)
        high = scores.astype(np.float64) >= threshold
        numbers, rows, scores = numbers[high], labels.row[rows[high]], scores[high]
        ends = np.searchsorted(numbers, np.arange(len(block) + 1))
        for place, number in enumerate(block.tolist()):
            low, end = int(ends[place]), int(ends[place + 1])
            yield number, rows[low:end], scores[low:end]


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of skills sorted by norm, with their n-grams; n-grams are numbered among those in use."""

    row: _Ints  # in the label table
    norm: _Floats
    first: _Ints  # CSR by label; the n-grams of one ascend, as label_scores adds them
    gram: npt.NDArray[np.uint32]
    weight: npt.NDArray[np.float32]
    rarity: _Floats
    number: npt.NDArray[np.int32]  # of each bucket; -1 when no label has it
    sparse: dict[int, npt.NDArray[np.uint32]]  # n-gram to the labels that have it
    dense: dict[int, int]  # n-gram to its line in ``has``
    has: npt.NDArray[np.uint8]
    error: float  # of one weight, rounded to a byte

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> _Labels:
        arrays = taxonomy.arrays
        often = _lengths(arrays["skill_gram_first"])
        used = np.flatnonzero(often)
        number = np.full(len(often), -1, np.int32)
        number[used] = np.arange(len(used))
        often = often[used]
        count = len(arrays["skill_gram_label"])
        rarity = np.log((1 + count) / (1 + often)) + 1
        gram = np.repeat(np.arange(len(used), dtype=np.uint32), often)
        owner = arrays["skill_gram_owner"]
        norm = np.sqrt(np.bincount(owner, rarity[gram] ** 2, minlength=count))
        error = np.abs(arrays["skill_gram_weight"] / 255 - rarity[gram] / norm[owner]).max(initial=0)
        order = np.argsort(norm, kind="stable")
        place = np.empty(count, np.uint32)
        place[order] = np.arange(count)
        owner = place[owner]
        by_label = np.argsort(owner, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))]).astype(np.int64)
        common = np.argsort(-often, kind="stable")[: _DENSE_MEMORY // max(count, 1)]
        common = common[often[common] * 200 >= count]
        dense = {int(gram): line for line, gram in enumerate(common)}
        has = np.zeros((len(dense), count), np.uint8)
        sparse = {}
        for number_of, members in enumerate(np.split(owner, np.cumsum(often)[:-1]) if len(often) else ()):
            if number_of in dense:
                has[dense[number_of], members] = 1
            else:
                sparse[number_of] = members
        return cls(
            row=arrays["skill_gram_label"][order].astype(np.int64),
            norm=norm[order],
            first=first,
            gram=gram[by_label],
            weight=arrays["skill_gram_weight"][by_label].astype(np.float32),
            rarity=rarity,
            number=number,
            sparse=sparse,
            dense=dense,
            has=has,
            error=float(error),
        )


def _lengths(first: npt.NDArray[np.integer[Any]]) -> _Ints:
    return np.diff(first.astype(np.int64)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Queries:
    """The n-grams of each text that some label has, with the weights that ``label_scores`` gives them."""

    first: _Ints  # CSR by text
    gram: _Ints
    weight: npt.NDArray[np.float32]
    count: _Ints
    norm: _Floats
    total: _Floats  # of the weights, of norm 1

    @classmethod
    def of(cls, taxonomy: Taxonomy, texts: Sequence[str], labels: _Labels) -> _Queries:
        forms = [search_form(text) for text in texts]
        owner, bucket = character_ngrams(forms, sizes=SKILL_SIZES)
        korean = np.array([n for n, text in enumerate(texts) if is_korean(text)], np.uint32)
        more_owner, more_bucket = character_ngrams([forms[n] for n in korean], sizes=KOREAN_SIZES)
        owner, bucket = np.concatenate([owner, korean[more_owner]]), np.concatenate([bucket, more_bucket])
        keys, count = np.unique((owner.astype(np.uint64) << np.uint64(32)) | bucket, return_counts=True)
        bucket = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        ends = np.searchsorted(keys >> np.uint64(32), np.arange(len(texts) + 1, dtype=np.uint64))
        often = _lengths(taxonomy.arrays["skill_gram_first"])[bucket]
        query = (np.log((1 + len(labels.row)) / (1 + often)) + 1) * np.sqrt(count)
        # Summed one by one: numpy adds a run in an order that depends on its length.
        norm = np.array([float(np.sqrt((query[a:b] ** 2).sum())) for a, b in pairwise(ends)])
        unit = query / np.repeat(norm, np.diff(ends))
        owner = np.repeat(np.arange(len(texts)), np.diff(ends))
        total = np.bincount(owner, unit, minlength=len(texts)).astype(np.float64)
        known = often > 0
        first = np.concatenate([[0], np.cumsum(np.bincount(owner[known], minlength=len(texts)))])
        gram = labels.number[bucket[known]].astype(np.int64)
        weight = (unit / 255)[known].astype(np.float32)
        return cls(first.astype(np.int64), gram, weight, count[known].astype(np.int64), norm, total)


def _perhaps(
    labels: _Labels, queries: _Queries, block: _Ints, threshold: float
) -> tuple[_Ints, npt.NDArray[np.intp]]:
    """Pairs of a place in ``block`` and a label, among them all whose score is ``threshold`` or more.

    Times both norms, a cosine is the sum over the shared n-grams of squared rarity and root of count. That sum is
    taken in small integers, rounded down; what rounding can have cost (``slack``) is taken off what is asked for.
    """
    spans = [slice(int(queries.first[n]), int(queries.first[n + 1])) for n in block.tolist()]
    square = labels.rarity**2
    roots = [np.sqrt(queries.count[span]) for span in spans]
    wholes = np.array([square[queries.gram[s]] @ root for s, root in zip(spans, roots, strict=True)])
    known = np.flatnonzero(wholes)
    if not len(known):
        return np.zeros(0, np.int64), np.zeros(0, np.intp)
    number: Any = np.uint8 if wholes.max() < _LONG else np.uint16
    most = np.iinfo(number).max
    scale = most / float(wholes.max())  # no sum can go over
    value = np.floor(np.minimum(square * scale, most)).astype(number)
    parts = [
        _rounded(queries.gram[span], root, square * scale, value)
        for span, root in zip(spans, roots, strict=True)
    ]
    slack = np.array([part.lost for part in parts])
    asked = np.maximum(threshold - labels.error * queries.total[block] - _ROUNDING, 1e-9)
    needs = queries.norm[block] * asked
    repeated = np.array([root.max(initial=1) for root in roots])
    low = int(np.searchsorted(labels.norm, (needs / repeated)[known].min() * (1 - _ROUNDING)))
    high = int(np.searchsorted(labels.norm, (wholes[known] / needs[known]).max() * (1 + _ROUNDING)))
    table = labels.has[:, low:high] * value[np.fromiter(labels.dense, np.intp, len(labels.dense)), None]
    extent = labels.norm[low:high] * scale
    floor = np.clip(extent * needs[known].min() - slack.max() - _ROUNDING, 0, most).astype(number)
    sums = np.zeros(len(labels.norm), number)
    numbers, rows = [], []
    for place in known.tolist():
        _add_up(sums, slice(low, high), table, labels, parts[place])
        found = np.flatnonzero(sums[low:high] >= floor)
        enough = sums[low + found] >= extent[found] * needs[place] - slack[place] - _ROUNDING
        rows.append(found[enough] + low)
        numbers.append(np.full(np.count_nonzero(enough), place))
    return np.concatenate(numbers), np.concatenate(rows)


@dataclass(frozen=True, slots=True)
class _Rounded:
    """What each n-gram of a text adds to the labels that have it: its value so many times, and a rest below it."""

    gram: list[int]
    times: list[int]
    rest: list[int]
    whole: list[int]
    lost: float


def _rounded(gram: _Ints, root: _Floats, exact: _Floats, value: _Small) -> _Rounded:
    times = np.floor(root).astype(np.int64)
    rest = np.floor((root - times) * exact[gram]).astype(np.int64)
    whole = times * value[gram] + rest
    lost = float((root * exact[gram] - whole).sum())
    return _Rounded(gram.tolist(), times.tolist(), rest.tolist(), whole.tolist(), lost)


def _add_up(
    sums: _Small,
    span: slice,
    table: _Small,
    labels: _Labels,
    text: _Rounded,
) -> None:
    """Fill ``sums``: right for the labels in ``span``."""
    sums[:] = 0
    number = sums.dtype.type
    here = sums[span]
    part = np.empty_like(here)
    for gram, times, rest, whole in zip(text.gram, text.times, text.rest, text.whole, strict=True):
        line = labels.dense.get(gram)
        if line is None:
            sums[labels.sparse[gram]] += number(whole)
            continue
        for _time in range(times):
            np.add(here, table[line], out=here)
        if rest:
            np.multiply(labels.has[line, span], number(rest), out=part)
            np.add(here, part, out=here)


def _scored(
    labels: _Labels, queries: _Queries, block: _Ints, numbers: _Ints, rows: npt.NDArray[np.intp]
) -> npt.NDArray[np.float32]:
    """The scores of pairs of a place in ``block`` and a label: float32, in the order of ``label_scores``."""
    weights = np.zeros((len(block), len(labels.rarity)), np.float32)
    for line, number in enumerate(block.tolist()):
        span = slice(int(queries.first[number]), int(queries.first[number + 1]))
        weights[line, queries.gram[span]] = queries.weight[span]
    scores = np.zeros(len(rows), np.float32)
    for start in range(0, len(rows), _PAIRS):
        some = slice(start, start + _PAIRS)
        first, length = labels.first[rows[some]], _lengths(labels.first)[rows[some]]
        order = np.argsort(-length, kind="stable")
        first, place = first[order], numbers[some][order]
        having = np.searchsorted(-length[order], -np.arange(length.max(initial=0)), "left")
        sums = np.zeros(len(order), np.float32)
        for nth, end in enumerate(having.tolist()):
            at = first[:end] + nth
            sums[:end] += weights[place[:end], labels.gram[at]] * labels.weight[at]
        scores[start + order] = sums
    return scores
