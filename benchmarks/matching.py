"""The index of people beside its peers, on documents drawn from the taxonomy in force: one table, and a plot of cost.

    python benchmarks/matching.py [--documents N] [--queries N] [--exact N] [--json] [--svg FILE]

To each question the index and a peer answer in turn, on one thread, three times, the other one first each time. A
figure is the median over the questions; a ratio is the median of each question's own, with its 95 % interval (bootstrap
over the questions). Before that each has answered a few other questions, and the pages of the index are in memory. What
peers do is in ``matching_peers.py``, what is drawn in ``drawing.py``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numba
import numpy as np
import numpy.typing as npt
from drawing import AREAS, ASKED, PERCENT, Drawn, area, columns, draw, features, offer_for, offers, person_ids
from matching_peers import (
    BM25S,
    DENSE,
    NOT_INSTALLED,
    SPARSE,
    STREAM,
    Answering,
    BruteForce,
    Peers,
)  # fmt: skip
from plot import Series, exponent, write_log_log
from table import Row, printed, ratio

from openemploi.matching import Matcher
from openemploi.matching.index import Filter, Index, IndexWriter, Searcher, kernels
from openemploi.matching.pair import Asked
from openemploi.taxonomy.library import open_taxonomy
from openemploi.taxonomy.store import Taxonomy

Array = npt.NDArray[Any]
Times = Mapping[str, Array]  # seconds of each question, by who answered
Work = Callable[[], object]

COUNT: Final = 100  # the first so many
_PEOPLE, _OFFERS, _UPDATES = 1, 2, 3  # seeds
_WARMING: Final = 4  # questions answered before any is timed
_ROUNDS: Final = 3  # times that each question is asked
_CHANGED: Final = 10_000
_OPENINGS: Final = 5
_RETRIEVAL, _FULL = "retrieval", "with explanations"
# (at most) times what each peer takes
_GOALS: Final = {BM25S: 0.5, SPARSE: 0.1, DENSE: 0.1, STREAM: 3.0, _FULL: 5.0}
_BYTES, _OPEN_S, _BUILT, _UPDATED_S, _FILTERED = 4.0, 0.2, 100_000, 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Built:
    """An index of ``documents`` people, with what it cost."""

    folder: Path
    documents: int
    seconds: float
    index: Index
    searcher: Searcher

    @property
    def bytes(self) -> int:
        """Of every file of its folder."""
        return sum(path.stat().st_size for path in self.folder.iterdir())


@dataclass(slots=True)
class Report:
    """What is printed: the table, the costs by size, and remarks under them."""

    rows: list[Row] = field(default_factory=list)
    costs: list[dict[str, float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def main() -> int:
    """Draw, build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--exact", type=int, default=200, help="questions compared with brute force")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--svg", type=Path, help="where the plot of cost goes")
    given = parser.parse_args()
    numba.set_num_threads(1)
    taxonomy = open_taxonomy()
    matcher = Matcher(taxonomy)
    matcher.near.whole()  # as building an index does
    report = Report()
    drawn = draw(taxonomy, given.documents, seed=_PEOPLE)
    asked = _asked(matcher, max(given.queries + _WARMING, given.exact), report)
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        _build(drawn.first(1_000), matcher, Path(folder, "warming"))  # compiles
        for size in sorted({max(COUNT, given.documents // 100), given.documents // 10, given.documents}):
            built = _build(drawn.first(size), matcher, Path(folder, f"people-{size}"))
            times = _timed(_ours(built.searcher), asked[: given.queries], asked[-_WARMING:])
            report.costs.append(_cost(built, times))
            _print_progress(f"{size:,} documents done")
        peers = Peers(drawn, taxonomy)
        report.rows += _against_peers(built, peers, asked[: given.queries], asked[-_WARMING:])
        _print_progress("peers done")
        report.rows.append(_same_as_brute_force(built, drawn, asked[: given.exact]))
        _print_progress("brute force done")
        report.rows.append(_explained(times))
        report.rows += _on_disk(built)
        report.rows += _changed(built, matcher, report)
        _print_progress("updates done")
        report.rows += _filtered(built, asked[: given.queries])
        report.rows += _growth(report.costs)
        report.notes.append(
            "Retrieval is Searcher.best_numbers of a question prepared before, as peers get their terms and weights."
        )
        report.notes.append(_touched(built, peers, asked[: given.queries]))
    _write(report, given.svg, as_json=given.json)
    return 0


def _asked(matcher: Matcher, count: int, report: Report) -> list[Asked]:
    drawn = offers(matcher.taxonomy, count, seed=_OFFERS)
    cold = [_seconds(lambda offer=offer: matcher.ask(offer)) for offer in drawn[:20]]
    asked = [matcher.ask(offer) for offer in drawn]
    again = [_seconds(lambda offer=offer: matcher.ask(offer)) for offer in drawn[:20]]
    report.notes.append(
        f"Preparing an offer (Matcher.ask), not in retrieval: {_ms(statistics.median(cold))} when its skills are new, "
        f"{_ms(statistics.median(again))} again."
    )
    return asked


def _build(drawn: Drawn, matcher: Matcher, folder: Path) -> Built:
    with IndexWriter(folder, side="people") as writer:
        documents = columns(drawn, matcher.taxonomy, writer)
        began = time.perf_counter()
        writer.put_columns(documents)
        writer.commit()
        seconds = time.perf_counter() - began
    index = Index.open(folder)
    for opened in index.blocks:
        for array in opened.block.arrays.values():
            array.max(initial=0)  # pages in memory
    return Built(folder, len(drawn), seconds, index, Searcher(index, matcher))


def _ours(searcher: Searcher) -> dict[str, Answering]:
    return {
        _RETRIEVAL: lambda asked: lambda: searcher.best_numbers(asked, key="offer", count=COUNT),
        _FULL: lambda asked: lambda: searcher.people_for(asked, key="offer", count=COUNT),
    }


def _timed(answering: Mapping[str, Answering], asked: Sequence[Asked], warming: Sequence[Asked]) -> Times:
    _alternately({name: [prepare(q) for q in warming] for name, prepare in answering.items()}, rounds=1)
    return _alternately({name: [prepare(q) for q in asked] for name, prepare in answering.items()})


def _alternately(work: Mapping[str, Sequence[Work]], *, rounds: int = _ROUNDS) -> Times:
    """Seconds of each question, the median of its rounds; in every round all answer it, in another order."""
    names = list(work)
    times = {name: np.zeros((rounds, len(work[name]))) for name in names}
    for number in range(len(work[names[0]])):
        for turn in range(rounds):
            first = (number + turn) % len(names)
            for name in names[first:] + names[:first]:
                times[name][turn, number] = _seconds(work[name][number])
    return {name: np.median(each, axis=0) for name, each in times.items()}


def _against_peers(
    built: Built, peers: Peers, asked: Sequence[Asked], warming: Sequence[Asked]
) -> Iterator[Row]:
    """Each peer beside the index alone: a third one would empty the processor's caches for both."""
    labels = {
        "1a": (BM25S, "bm25s, numba, question unweighted"),
        "1b": (SPARSE, "scipy CSR @ sparse vector"),
        "1b'": (DENSE, "scipy CSR @ dense vector"),
        "1c": (STREAM, "bare read of the postings touched"),
    }
    others = peers.answering(count=COUNT)
    ours = _ours(built.searcher)[_RETRIEVAL]
    for number, (name, label) in labels.items():
        what = f"retrieval of {COUNT} / {label}"
        other = others[name]
        if other is None:
            yield Row(number, what, "", NOT_INSTALLED)
            continue
        times = _timed({_RETRIEVAL: ours, name: other}, asked, warming)
        yield _ratio_row(number, what, times, _RETRIEVAL, name, goal=_GOALS[name])


def _ratio_row(number: str, what: str, times: Times, ours: str, peer: str, *, goal: float) -> Row:
    each = ratio(times[ours] / times[peer])
    mine, other = _ms(np.median(times[ours])), _ms(np.median(times[peer]))
    return Row(number, what, mine, other, each, f"≤ {goal:g}", each[0] <= goal)


def _same_as_brute_force(built: Built, drawn: Drawn, asked: Sequence[Asked]) -> Row:
    brute = BruteForce(drawn, built.searcher.matcher)
    same = 0
    for number, question in enumerate(asked):
        key = f"exact-{number}"
        found = built.searcher.people_for(question, key=key, count=COUNT)
        mine = [(match.name, round(match.score, 9)) for match in found.matches]
        same += mine == brute.best(question, key=key, count=COUNT)
    count = len(asked)
    return Row(
        "1d", "same list as brute force", f"{same}/{count}", "", None, f"{count}/{count}", same == count
    )


def _explained(times: Times) -> Row:
    what = f"end to end, {COUNT} explained / retrieval"
    return _ratio_row("2", what, times, _FULL, _RETRIEVAL, goal=_GOALS[_FULL])


def _on_disk(built: Built) -> list[Row]:
    postings = built.index.postings
    parts: dict[str, int] = {}
    for opened in built.index.blocks:
        for name, array in opened.block.arrays.items():
            parts[name] = parts.get(name, 0) + array.nbytes
    proper = sum(parts[name] for name in ("term", "run_first", "run_class", "run_end", "packs")) / postings
    claims = sum(parts[name] for name in parts if name.startswith(("claim", "pack_", "facet"))) / postings
    whole = built.bytes / postings
    opening = statistics.median(_seconds(lambda: Index.open(built.folder)) for _ in range(_OPENINGS))
    speed = built.documents / built.seconds
    return [
        Row("3", "bytes a posting: the whole folder", f"{whole:.2f}", "", None, f"≤ {_BYTES:g}", whole <= _BYTES),
        Row("3", "  postings (packs, runs, terms)", f"{proper:.2f}"),
        Row("3", "  facts by document", f"{claims:.2f}"),
        Row("3", "opening", _ms(opening), "", None, f"≤ {_OPEN_S:g} s", opening <= _OPEN_S),
        Row("3", "build, documents a second", f"{speed:,.0f}", "", None, f"≥ {_BUILT:,}", speed >= _BUILT),
    ]  # fmt: skip


def _changed(built: Built, matcher: Matcher, report: Report) -> list[Row]:
    """The time until changed documents are found, writer opened and index opened anew included."""
    count = min(_CHANGED, built.documents // 2)
    new = draw(matcher.taxonomy, count, seed=_UPDATES)
    places = np.random.default_rng(_UPDATES).choice(built.documents, count, replace=False)
    every = person_ids(built.documents)
    ids = [every[place] for place in places.tolist()]
    rows = []
    for way in ("put", "put_columns"):
        folder = built.folder.with_name(f"changed-{way}")
        shutil.copytree(built.folder, folder)
        laps = _put(folder, new, ids, matcher.taxonomy, by_columns=way == "put_columns")
        seen = _visible(folder, new, ids, matcher, expected=len(built.index))
        seconds = sum(laps.values())
        what = f"{count:,} updates by {way}, {'visible' if seen else 'NOT VISIBLE'}"
        met = seen and seconds <= _UPDATED_S
        rows.append(Row("3", what, f"{seconds:.2f} s", "", None, f"≤ {_UPDATED_S:g} s", met))
        report.notes.append(
            f"Updates by {way}: " + ", ".join(f"{k} {v:.2f} s" for k, v in laps.items()) + "."
        )
        shutil.rmtree(folder)
    return rows


def _put(
    folder: Path, new: Drawn, ids: Sequence[str], taxonomy: Taxonomy, *, by_columns: bool
) -> dict[str, float]:
    one_by_one = [] if by_columns else features(new, taxonomy)
    laps: dict[str, float] = {}
    began = time.perf_counter()
    with IndexWriter(folder, side="people") as writer:
        laps["opening the writer"] = time.perf_counter() - began
        documents = replace(columns(new, taxonomy, writer), ids=ids) if by_columns else None
        began = time.perf_counter()
        if documents is not None:
            writer.put_columns(documents)
        for name, document in zip(ids, one_by_one, strict=False):
            writer.put(name, document)
        laps["putting"] = time.perf_counter() - began
        began = time.perf_counter()
        writer.commit()
        laps["commit"] = time.perf_counter() - began
    laps["opening the index"] = _seconds(lambda: Index.open(folder))
    return laps


def _visible(folder: Path, new: Drawn, ids: Sequence[str], matcher: Matcher, *, expected: int) -> bool:
    """Whether some of the changed are found by id with their new skills only, and by what they say they can do."""
    index = Index.open(folder)
    searcher = Searcher(index, matcher)
    uri = matcher.taxonomy.uri
    seen = len(index) == expected
    for number in range(0, len(ids), max(1, len(ids) // 20)):
        place = index.find(ids[number])
        rows = new.skills[number]
        if place is None or {c.uri for c in searcher.person(place).skills} != {uri(int(r)) for r in rows}:
            return False
        surest = rows[np.argsort(new.code[number], kind="stable")][:ASKED].tolist()
        asked = matcher.ask(offer_for(matcher.taxonomy, surest))
        seen = seen and place in searcher.people_for(asked, key="seen", count=COUNT).numbers
    return seen


def _filtered(built: Built, asked: Sequence[Asked]) -> Iterator[Row]:
    filters = {"at random": PERCENT, "standing together": area(AREAS // 2)}
    searcher = built.searcher
    for how, facet in filters.items():
        keep = Filter(facets=(frozenset({facet}),))
        kept: dict[str, Answering] = {
            _RETRIEVAL: lambda q, keep=keep: (
                lambda: searcher.best_numbers(q, key="offer", count=COUNT, keep=keep)
            ),
            _FULL: lambda q, keep=keep: lambda: searcher.people_for(q, key="offer", count=COUNT, keep=keep),
        }
        for name, without in _ours(searcher).items():
            times = _timed({"with": kept[name], "without": without}, asked, asked[:_WARMING])
            what = f"filter keeps 1 % {how} / none, {name}"
            yield _ratio_row("4", what, times, "with", "without", goal=_FILTERED)


def _cost(built: Built, times: Times) -> dict[str, float]:
    explaining = float(np.median(times[_FULL] - times[_RETRIEVAL]))
    return {
        "documents": built.documents,
        "retrieval_ms": 1000 * float(np.median(times[_RETRIEVAL])),
        "explanation_ms": max(1e-3, 1000 * explaining),
        "build_s": built.seconds,
        "megabytes": built.bytes / 1e6,
    }


_COSTS: Final = {
    "retrieval_ms": "retrieval, ms",
    "explanation_ms": f"explaining {COUNT}, ms",
    "build_s": "build, s",
    "megabytes": "on disk, MB",
}


def _series(costs: Sequence[Mapping[str, float]]) -> list[Series]:
    sizes = [cost["documents"] for cost in costs]
    return [Series(label, sizes, [cost[name] for cost in costs]) for name, label in _COSTS.items()]


def _growth(costs: Sequence[Mapping[str, float]]) -> list[Row]:
    sizes = " → ".join(f"{cost['documents']:,.0f}" for cost in costs)
    return [
        Row("7", f"{line.name}: {sizes}", " → ".join(f"{y:,.3g}" for y in line.y), f"n^{exponent(line):.2f}")
        for line in _series(costs)
    ]


def _touched(built: Built, peers: Peers, asked: Sequence[Asked]) -> str:
    read = [peers.postings.touched(question) for question in asked]
    found = [built.searcher.people_for(question, key="offer") for question in asked]
    return (
        f"A question names {statistics.median(len(q.wanted) for q in asked):.0f} skills with its near ones, which "
        f"{statistics.median(read):,.0f} of {built.index.postings:,} claims are of; "
        f"{statistics.median(f.compared for f in found):.0f} documents are explained to be sure of {COUNT}. "
        f"Kernel: {kernels.name}."
    )


def _seconds(work: Work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{1000 * float(seconds):.2f} ms"


def _print_progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _write(report: Report, svg: Path | None, *, as_json: bool) -> None:
    if svg is not None:
        write_log_log(
            svg, _series(report.costs), title="What an index costs as it grows", x_label="documents",
            y_label="milliseconds, seconds or megabytes: each line says which",
        )  # fmt: skip
    if as_json:
        print(json.dumps(asdict(report), indent=1, ensure_ascii=False))
        return
    print(printed(report.rows))
    print(*report.notes, sep="\n")


if __name__ == "__main__":
    sys.exit(main())
