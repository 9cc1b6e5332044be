"""How fast skills are found in sentences, beside what one would take instead, run alternately in one process.

    python benchmarks/reading.py [FOLDER] [--peer-model DIR] [--rounds N]

FOLDER holds ``benchmarks/skill_sentences_en``; ESCO is imported on this machine. The peers are ``esco-skill-extractor``
with the weights of all-MiniLM-L6-v2 in DIR (its first start takes minutes: it keeps vectors beside itself), and the
bare scan of ``ahocorasick-rs`` for the English names of all skills, which knows no word boundaries, no endings and no
context. Both come with ``pip install --group peers``; what is not installed is left out. One thread.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from table import Row, printed, ratio

from openemploi.engine import Engine
from openemploi.evaluation import datasets, systems
from openemploi.evaluation.datasets import Files, SentenceCase
from openemploi.evaluation.metrics import Counts, counts, figures, set_scores
from openemploi.evaluation.task_skills import SkillNames
from openemploi.folding import fold
from openemploi.taxonomy.model import LabelKind

_CHUNK: Final = 40  # sentences of a round
_SHORTEST: Final = 4  # letters of a name that the bare scan looks for
_GOALS: Final = {"times": 20.0, "scan": 0.5, "loading": 2.0, "memory": 1.2}
Work = Callable[[Sequence[str]], object]


def main() -> int:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--peer-model", type=Path, help="a folder with the weights of all-MiniLM-L6-v2")
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    began = time.perf_counter()
    engine = Engine.start(language="en", cache=False)
    engine.builder.finder.skills("ready when the first sentence was read")
    loading = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    folder = asked.folder / "benchmarks" / "skill_sentences_en"
    marked = {
        name: datasets.sentences(folder / f"{name}_validation_annotations.csv", files=Files())
        for name in ("house", "tech")
    }
    texts = [case.text for cases in marked.values() for case in cases]
    texts += [case.text for case in datasets.sentences(folder / "skillskape_dev.csv", files=Files())]
    rows = [
        Row("", "loading, first sentence read", f"{loading:.2f} s", "", None, "≤ 2 s", loading <= _GOALS["loading"]),
        Row("", "memory", f"{memory:.2f} GB", "", None, "≤ 1.2 GB", memory <= _GOALS["memory"]),
        *_beside_extractor(engine, marked, texts, model=asked.peer_model, rounds=asked.rounds),
        *_beside_scan(engine, texts, rounds=asked.rounds),
    ]  # fmt: skip
    print(printed(rows))
    return 0


def _beside_extractor(
    engine: Engine, marked: dict[str, list[SentenceCase]], texts: Sequence[str], *, model: Path | None, rounds: int
) -> Iterator[Row]:  # fmt: skip
    def ours(some: Sequence[str]) -> list[set[str]]:
        return [
            {uri for uri, _sure, said in systems.sentence_skills(engine, text, "en") if said} for text in some
        ]

    def alone(some: Sequence[str]) -> list[object]:
        return [engine.builder.finder.skills(text, language="en") for text in some]

    extractor = _extractor(model)
    if extractor is None:
        yield Row(
            "", "sentences a second", f"{_speed(alone, texts[: _CHUNK * rounds]):,.0f}", "not installed"
        )
    else:
        mine, other, each = _alternately(alone, extractor.get_skills, texts, rounds=rounds)
        chunk = f"{_CHUNK / mine:,.0f}", f"{_CHUNK / other:,.0f}"
        yield Row(
            "", "sentences a second / esco-skill-extractor", *chunk, each, "≥ 20", each[0] >= _GOALS["times"]
        )
    key = SkillNames(engine.taxonomy)
    for name, cases in marked.items():
        gold = [{key.uri(label) for label in case.wanted} for case in cases]
        given = [case.text for case in cases]
        mine_f1 = _f1(ours(given), gold)
        other_f1 = _f1([set(found) for found in extractor.get_skills(given)], gold) if extractor else None
        higher = None if other_f1 is None else mine_f1 > other_f1
        shown = "" if other_f1 is None else f"{other_f1:.3f}"
        yield Row(
            "",
            f"F1 of the set, {name}, {len(cases)} sentences",
            f"{mine_f1:.3f}",
            shown,
            None,
            "higher",
            higher,
        )


def _beside_scan(engine: Engine, texts: Sequence[str], *, rounds: int) -> Iterator[Row]:
    finder = engine.builder.finder
    documents = ["\n".join(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
    letters = sum(map(len, documents)) / len(documents)

    def ours(some: Sequence[str]) -> list[object]:
        return [finder.skills(text, language="en") for text in some]

    try:
        from ahocorasick_rs import AhoCorasick, MatchKind
    except ImportError:
        yield Row(
            "",
            "letters a second, all the rules",
            f"{letters / _seconds(ours, documents[:1]):,.0f}",
            "not installed",
        )
        return
    taxonomy = engine.taxonomy
    names = {
        fold(label.text)
        for row in systems.skill_rows(taxonomy)
        for label in taxonomy.labels(row)
        if label.language == "en" and label.kind in (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
    }
    automaton = AhoCorasick(
        sorted(name for name in names if len(name) >= _SHORTEST), matchkind=MatchKind.LeftmostLongest
    )

    def bare(some: Sequence[str]) -> list[object]:
        return [automaton.find_matches_as_indexes(fold(text)) for text in some]

    mine, other, each = _alternately(ours, bare, documents, rounds=rounds, chunk=1)
    speeds = f"{letters / mine:,.0f}", f"{letters / other:,.0f}"
    yield Row(
        "", f"letters a second, all the rules / bare scan for {len(names):,} names", *speeds, each, "≥ 0.5",
        each[0] >= _GOALS["scan"],
    )  # fmt: skip


def _alternately(
    ours: Work, other: Work, texts: Sequence[str], *, rounds: int, chunk: int = _CHUNK
) -> tuple[float, float, tuple[float, float, float]]:
    """Seconds of a chunk for each, medians, and how many times as long the other takes, with its interval."""
    for work in (ours, other):
        work(texts[:chunk])
    mine, theirs = np.zeros(rounds), np.zeros(rounds)
    for number in range(rounds):
        at = number * chunk % max(1, len(texts) - chunk)
        some = texts[at : at + chunk]
        if number % 2:
            mine[number], theirs[number] = _seconds(ours, some), _seconds(other, some)
        else:
            theirs[number], mine[number] = _seconds(other, some), _seconds(ours, some)
    return float(np.median(mine)), float(np.median(theirs)), ratio(theirs / mine)


def _extractor(model: Path | None):
    if model is None:
        return None
    try:
        import torch
        from esco_skill_extractor import SkillExtractor
    except ImportError:
        return None
    torch.set_num_threads(1)
    return SkillExtractor(model=str(model), device="cpu")


def _f1(found: Sequence[set[str]], gold: Sequence[set[str]]) -> float:
    sets: list[Counts] = [counts(given, wanted) for given, wanted in zip(found, gold, strict=True)]
    return figures(set_scores(sets))["f1"].value or 0.0


def _speed(work: Work, texts: Sequence[str]) -> float:
    return len(texts) / _seconds(work, texts)


def _seconds(work: Work, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    work(texts)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
