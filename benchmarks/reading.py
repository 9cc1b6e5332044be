"""How fast texts are read: skills in sentences, beside what one would take instead, run alternately in one process.

    python benchmarks/reading.py [FOLDER] [--peer-model DIR] [--rounds N]

FOLDER holds ``benchmarks/skill_sentences_en`` and ``benchmarks/cv_parsing``; ESCO is imported on this machine. The
peers are ``esco-skill-extractor`` with the weights of all-MiniLM-L6-v2 in DIR (its first start takes minutes: it keeps
vectors beside itself), and the bare scan of ``ahocorasick-rs`` for the English names of all skills, which knows no word
boundaries, no endings and no context. Both come with ``pip install --group peers``; what is not installed is left out.
One thread.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from table import Row, printed, ratio

from openemploi.documents import read
from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.evaluation import datasets, systems
from openemploi.evaluation.datasets import Files, SentenceCase
from openemploi.evaluation.metrics import Counts, counts, figures, set_scores
from openemploi.evaluation.task_skills import SkillNames
from openemploi.extraction.gazetteer import Gazetteer
from openemploi.extraction.words import words_of
from openemploi.folding import fold
from openemploi.taxonomy.model import LabelKind

_CHUNK: Final = 40  # sentences of a round
_SHORTEST: Final = 4  # letters of a name that the bare scan looks for
_STARTS: Final = 5  # of a process
_GOALS: Final = {"times": 20.0, "scan": 0.5, "loading": 2.0, "memory": 1.2, "cv": 0.3}
_FIRST_SENTENCE: Final = """
from openemploi.engine import Engine
Engine.start(language="en", cache=False).builder.finder.skills("ready when the first sentence was read")
"""
Work = Callable[[Sequence[str]], object]


def main() -> int:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--peer-model", type=Path, help="a folder with the weights of all-MiniLM-L6-v2")
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    engine = Engine.start(language="en", cache=False)
    folder = asked.folder / "benchmarks" / "skill_sentences_en"
    marked = {
        name: datasets.sentences(folder / f"{name}_validation_annotations.csv", files=Files())
        for name in ("house", "tech")
    }
    texts = [case.text for cases in marked.values() for case in cases]
    texts += [case.text for case in datasets.sentences(folder / "skillskape_dev.csv", files=Files())]
    rows = [
        *_loading(),
        *_whole_cvs(engine, asked.folder / "benchmarks" / "cv_parsing"),
        *_beside_extractor(engine, marked, texts, model=asked.peer_model, rounds=asked.rounds),
        *_beside_scan(engine, texts, rounds=asked.rounds),
    ]
    print(printed(rows))
    return 0


def _loading() -> Iterator[Row]:
    """A process of its own, from its start until the first sentence was read: what Python imports is part of it."""
    starts = []
    for _number in range(_STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _FIRST_SENTENCE], check=True)
        starts.append(time.perf_counter() - began)
    seconds = float(np.median(starts))
    yield _seconds_row("start of Python to first sentence read", seconds, goal=_GOALS["loading"])


def _whole_cvs(engine: Engine, folder: Path) -> Iterator[Row]:
    times = []
    for path in sorted(folder.rglob("*.pdf")):
        try:
            if read(path, limits=engine.limits).pages != 2:
                continue
        except OpenEmploiError:
            continue
        engine.read_cv(path)
        if engine.semantics:
            engine.semantics.forget()  # the vectors of its titles
        began = time.perf_counter()
        engine.read_cv(path)
        times.append(time.perf_counter() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    if times:
        what = f"a PDF of two pages, all of it, median of {len(times)} (slowest {max(times):.2f} s)"
        yield _seconds_row(what, float(np.median(times)), goal=_GOALS["cv"])
    met = memory <= _GOALS["memory"]
    yield Row("", "memory after that", f"{memory:.2f} GB", goal=f"≤ {_GOALS['memory']} GB", met=met)


def _beside_extractor(
    engine: Engine, marked: dict[str, list[SentenceCase]], texts: Sequence[str], *, model: Path | None, rounds: int
) -> Iterator[Row]:  # fmt: skip
    def ours(some: Sequence[str]) -> object:
        return [engine.builder.finder.skills(text, language="en") for text in some]

    extractor = _extractor(model)
    what = "sentences a second"
    if extractor is None:
        some = texts[: _CHUNK * rounds]
        yield Row("", what, f"{len(some) / _seconds(ours, some):,.0f}", "not installed")
    else:
        mine, other, each = _alternately(ours, extractor.get_skills, texts, rounds=rounds)
        speeds = f"{_CHUNK / mine:,.0f}", f"{_CHUNK / other:,.0f}"
        goal = _GOALS["times"]
        yield Row("", f"{what} / esco-skill-extractor", *speeds, each, f"≥ {goal:g}", each[0] >= goal)
    key = SkillNames(engine.taxonomy)
    for name, cases in marked.items():
        gold = [{key.uri(label) for label in case.wanted} for case in cases]
        given = [case.text for case in cases]
        found = [
            {uri for uri, _sure, said in systems.sentence_skills(engine, text, "en") if said}
            for text in given
        ]
        mine_f1 = _f1(found, gold)
        other_f1 = _f1([set(found) for found in extractor.get_skills(given)], gold) if extractor else None
        yield Row(
            "",
            f"F1 of the set, {name}, {len(cases)} sentences",
            f"{mine_f1:.3f}",
            "" if other_f1 is None else f"{other_f1:.3f}",
            goal="higher",
            met=None if other_f1 is None else mine_f1 > other_f1,
        )


def _beside_scan(engine: Engine, texts: Sequence[str], *, rounds: int) -> Iterator[Row]:
    finder = engine.builder.finder
    gazetteer = Gazetteer(engine.taxonomy)
    every = np.ones(len(engine.taxonomy.arrays["label_concept"]), bool)
    documents = ["\n".join(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
    letters = sum(map(len, documents)) / len(documents)
    passes: dict[str, Work] = {
        "all names": lambda some: [gazetteer.runs(words_of(text), every) for text in some],
        "all names and rules": lambda some: [finder.skills(text, language="en") for text in some],
    }
    bare, names = _bare_scan(engine)
    for name, work in passes.items():
        what = f"letters a second, {name}"
        if bare is None:
            yield Row("", what, f"{letters / _seconds(work, documents[:1]):,.0f}", "not installed")
            continue
        mine, other, each = _alternately(work, bare, documents, rounds=rounds, chunk=1)
        speeds = f"{letters / mine:,.0f}", f"{letters / other:,.0f}"
        goal = _GOALS["scan"]
        yield Row("", f"{what} / bare scan, {names:,} names", *speeds, each, f"≥ {goal:g}", each[0] >= goal)


def _bare_scan(engine: Engine) -> tuple[Work | None, int]:
    """What finds the English names of skills as they are written, and how many they are."""
    try:
        from ahocorasick_rs import AhoCorasick, MatchKind
    except ImportError:
        return None, 0
    taxonomy = engine.taxonomy
    names = {
        fold(label.text)
        for row in systems.skill_rows(taxonomy)
        for label in taxonomy.labels(row)
        if label.language == "en" and label.kind in (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
    }
    looked_for = sorted(name for name in names if len(name) >= _SHORTEST)
    automaton = AhoCorasick(looked_for, matchkind=MatchKind.LeftmostLongest)
    return lambda some: [automaton.find_matches_as_indexes(fold(text)) for text in some], len(names)


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


def _seconds_row(what: str, seconds: float, *, goal: float) -> Row:
    return Row("", what, f"{seconds:.2f} s", goal=f"≤ {goal:g} s", met=seconds <= goal)


def _seconds(work: Work, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    work(texts)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
