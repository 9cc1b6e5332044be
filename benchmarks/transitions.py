"""How many of the links that ROME draws between occupations are found again for occupations whose links are hidden.

::

    OPENEMPLOI_DATA=… python benchmarks/transitions.py            figures, on occupations drawn at random
    OPENEMPLOI_DATA=… python benchmarks/transitions.py --learn    write the weights that ship, from all links

Two draws of 50 occupations, then all of them in five folds. The links of the occupations asked about are hidden from
the weights and from every measure; those of the others may be used. Beside it: three baselines that learn nothing, and
the same model without what it learns from the links of other occupations.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from openemploi.datasets.store import Store
from openemploi.folding import fold
from openemploi.pathways.transitions import learning
from openemploi.pathways.transitions.likeness import ALIKE, MEASURES, Likeness
from openemploi.pathways.transitions.sheets import Incidence, Sheets

K = 10
DRAWS = (2026, 7)
FOLDS = 5
LEARNT_FROM = 600  # occupations that weights are learnt from, at most: more change nothing to the third digit
DRAWN = 50
RESAMPLES = 2000
Values = npt.NDArray[np.float64]
Ranker = Callable[[int], Values]


@dataclass(frozen=True)
class Found:
    """Of one occupation: share of its links among the first ten, the same of at most ten, and nDCG."""

    recall: float
    recall_of_ten: float
    ndcg: float


def measured(sheets: Sheets, ranker: Ranker, rows: Sequence[int]) -> list[Found]:
    """What ``ranker`` finds for each of ``rows``."""
    gains = 1 / np.log2(np.arange(K) + 2)
    found = []
    for row in rows:
        values = np.array(ranker(row), np.float64)
        values[row] = -np.inf
        hits = np.isin(np.argsort(-values, kind="stable")[:K], sheets.links[row])
        most = min(K, len(sheets.links[row]))
        found.append(
            Found(
                hits.sum() / len(sheets.links[row]),
                hits.sum() / most,
                (hits * gains).sum() / gains[:most].sum(),
            )
        )
    return found


def told(name: str, found: Sequence[Found]) -> str:
    """A line of the table: each figure with its bootstrap interval at 95 %."""
    table = np.array([(one.recall, one.recall_of_ten, one.ndcg) for one in found])
    drawn = np.random.default_rng(0).integers(0, len(table), (RESAMPLES, len(table)))
    low, high = np.quantile(table[drawn].mean(1), (0.025, 0.975), axis=0)
    cells = [f"{mean:.3f} [{a:.3f}, {b:.3f}]" for mean, a, b in zip(table.mean(0), low, high, strict=True)]
    return f"| {name:<34} | " + " | ".join(cells) + " |"


def baselines(sheets: Sheets) -> dict[str, Ranker]:
    """Jaccard of skills, TF-IDF cosine of skills, and likeness of labels by letters."""
    sizes = np.diff(sheets.items.starts)
    grams = [(row, gram) for row, one in enumerate(sheets.sheets) for gram in set(_grams(one.label))]
    known = {gram: number for number, gram in enumerate(sorted({gram for _, gram in grams}))}
    letters = Incidence(((row, known[gram], 1.0) for row, gram in grams), rows=len(sheets), things=len(known))

    def jaccard(row: int) -> Values:
        shared = sheets.items.sums(
            np.isin(np.arange(sheets.items.things), sheets.items.of(row)[0]).astype(np.int64)
        )
        return np.asarray(shared / np.maximum(sizes + sizes[row] - shared, 1))

    return {
        "Jaccard of skills": jaccard,
        "TF-IDF cosine of skills": lambda row: sheets.items.cosines(*sheets.items.of(row)).astype(np.float64),
        "likeness of labels by letters": lambda row: letters.cosines(*letters.of(row)).astype(np.float64),
    }


def learnt(sheets: Sheets, hidden: Sequence[int], *, alone: bool = False) -> Ranker:
    """The model, learnt without the links of ``hidden``; ``alone``: without measures made of links."""
    likeness = Likeness(sheets, hidden=set(hidden))
    others = sample([row for row in range(len(sheets)) if row not in set(hidden)])
    kept = np.array([name in ALIKE or not alone for name in MEASURES])
    weights = learning.learn(likeness, others, kept=kept)
    return lambda row: learning.scores(likeness.measures(learning.origin_of(sheets, row)), weights)


def sample(rows: Sequence[int]) -> list[int]:
    """So many of ``rows`` as are learnt from, drawn at random."""
    drawn = np.random.default_rng(1).permutation(np.array(rows))[:LEARNT_FROM]
    return sorted(drawn.tolist())


def main() -> None:
    """Print the tables, or write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learn", action="store_true", help="write the weights that ship")
    parser.add_argument("--fast", action="store_true", help="the two draws only, not all occupations")
    asked = parser.parse_args()
    store = Store.open()
    start = time.perf_counter()
    sheets = Sheets(store.connect())
    edition = store.need("rome").manifest.edition or store.need("rome").name
    print(f"ROME {edition}, {len(sheets)} occupations, read in {time.perf_counter() - start:.1f} s")
    linked = np.array([row for row in range(len(sheets)) if sheets.links[row]])
    if asked.learn:
        write(sheets, linked.tolist(), edition)
        return
    for seed in DRAWS:
        drawn = np.random.default_rng(seed).choice(linked, DRAWN, replace=False).tolist()
        print(f"\n{DRAWN} drawn with seed {seed}: {' '.join(sheets.sheets[row].code for row in drawn)}\n")
        heading()
        rankers = baselines(sheets) | {
            "learnt, no link of any occupation": learnt(sheets, drawn, alone=True),
            "learnt": learnt(sheets, drawn),
        }
        for name, ranker in rankers.items():
            print(told(name, measured(sheets, ranker, drawn)))
    if asked.fast:
        return
    print(f"\nAll {len(linked)} occupations, each in one of {FOLDS} folds whose links are hidden\n")
    heading()
    for name, ranker in baselines(sheets).items():
        print(told(name, measured(sheets, ranker, linked.tolist())))
    fold_of = np.random.default_rng(0).permutation(len(linked)) % FOLDS
    for name, alone in (("learnt, no link of any occupation", True), ("learnt", False)):
        found: list[Found] = []
        for number in range(FOLDS):
            rows = linked[fold_of == number].tolist()
            found += measured(sheets, learnt(sheets, rows, alone=alone), rows)
        print(told(name, found))


def heading() -> None:
    """The first lines of a table."""
    print(f"| {'':<34} | recall@10            | of at most ten       | nDCG@10              |")
    print("|---|---|---|---|")


def write(sheets: Sheets, rows: Sequence[int], edition: str) -> None:
    """The weights, learnt from the links of all ``rows``, as the table that ships."""
    drawn = sample(rows)
    weights = learning.learn(Likeness(sheets), drawn)
    lines = [
        "# What makes ROME link one occupation to another: weights of a logistic regression. Written by",
        "# python benchmarks/transitions.py --learn; what each measure is: likeness.py and the page on transitions.",
        f"learnt: {date.today().isoformat()}",
        f"from: ROME {edition}",
        f"occupations: {len(drawn)}",
        f"links: {sum(len(sheets.links[row]) for row in drawn)}",
        "weights:",
        *(f"  {name}: {value:.4f}" for name, value in zip(MEASURES, weights[:-1], strict=True)),
        f"constant: {weights[-1]:.4f}",
    ]
    Path(learning.__file__).with_name(learning.TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _grams(label: str) -> list[str]:
    text = f" {re.sub('[^a-z]+', ' ', fold(label))} "
    return [text[start : start + size] for size in (3, 4, 5) for start in range(len(text) - size + 1)]


if __name__ == "__main__":
    with threadpool_limits(1):  # products are small: several threads only wait for each other
        main()
