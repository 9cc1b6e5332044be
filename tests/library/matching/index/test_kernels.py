"""The compiled loops give what their NumPy twin gives, to the last bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from openemploi.matching.index import compiled, twin
from openemploi.taxonomy import columns

DOCS, TERMS, PER_DOC = 1500, 60, 9


@pytest.fixture(params=range(8))
def block(request):
    """Random postings and questions, some terms of the question not in the block."""
    draw = np.random.default_rng(request.param)
    local = np.concatenate([draw.permutation(TERMS)[:PER_DOC] for _ in range(DOCS)]).astype(np.uint16)
    first = (np.arange(DOCS + 1) * PER_DOC).astype(np.uint32)
    code = draw.integers(0, 12, len(local)).astype(np.uint8)
    code_class = draw.integers(0, 9, 12).astype(np.uint8)
    local_of = np.full(TERMS + 20, -1, np.int32)
    local_of[draw.permutation(TERMS + 20)[:TERMS]] = np.arange(TERMS)
    return draw, first, local, code, code_class, local_of


def test_postings_are_sorted_alike(block):
    _draw, first, local, code, code_class, _local_of = block

    for ours, theirs in zip(
        compiled.invert(first, local, code, code_class, TERMS),
        twin.invert(first, local, code, code_class, TERMS),
        strict=True,
    ):
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()


def test_bounds_and_the_greatest_of_each_chunk_are_alike(block):
    draw, first, local, code, code_class, local_of = block
    docs, run_first, run_class, run_end = twin.invert(first, local, code, code_class, TERMS)
    columns = np.full(256, -1, np.int32)
    columns[:7] = np.arange(7)
    slots = np.sort(draw.permutation(TERMS + 20)[:40]).astype(np.uint32)
    pairs = draw.permutation(40 * 7)[:150]
    group = np.sort(draw.integers(1, 9, 150)).astype(np.uint32)
    points = draw.integers(1, 9000, 150).astype(np.uint32)
    order = np.lexsort((-points.astype(np.int64), group))
    sums = draw.permutation(TERMS + 20)[:10].astype(np.uint32), draw.random(10), draw.integers(0, 2, 10)
    by_class = draw.random((2, 256)) * 5
    given = []
    for kernel in (compiled, twin):
        bounds, peaks = np.zeros(DOCS, np.uint16), np.zeros(-(-DOCS // 64), np.uint16)
        kernel.scan(
            local_of, run_first, run_class, run_end, docs,
            slots, (pairs // 7).astype(np.int32), (pairs % 7).astype(np.int32), points[order], group[order], columns,
            *sums, by_class, np.zeros(1 << 16, np.uint32), bounds, peaks,
        )  # fmt: skip
        given.append((bounds, peaks))

    assert given[0][0].any()
    assert (given[0][0] == given[1][0]).all()
    assert (given[0][1] == given[1][1]).all()
    for least in (1, 5000, int(given[0][1].max())):
        found = [np.sort(kernel.reaching(*given[0], least)) for kernel in (compiled, twin)]
        assert (found[0] == found[1]).all()
        assert (given[0][0][found[0]] >= least).all()
        assert len(found[0]) == (given[0][0] >= least).sum()


def test_points_by_facts_are_alike(block):
    draw, first, local, code, _code_class, _local_of = block
    slot_of = np.full(1 << 16, -1, np.int32)
    slot_of[draw.permutation(TERMS)[:30]] = np.arange(30)
    slot_first = (np.arange(31) * 2).astype(np.int32)
    arguments = (
        np.arange(0, DOCS, 3), first, local, code, slot_of, slot_first,
        draw.integers(-1, 8, 60).astype(np.int32), draw.random(60), draw.integers(0, 3, 60).astype(np.int32),
        draw.random((3, 12)), 8,
    )  # fmt: skip

    ours, theirs = compiled.score(*arguments), twin.score(*arguments)

    assert ours.any()
    assert np.abs(ours - theirs).max() < 1e-12


def test_a_machine_without_numba_finds_the_same(matcher, tmp_path):
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\nfrom crowd import Crowd\n"
        "from openemploi.matching import Matcher\n"
        "from openemploi.matching.index import Index, IndexWriter, Searcher, kernels, person_features\n"
        "from openemploi.taxonomy.library import open_taxonomy\n"
        "matcher = Matcher(open_taxonomy())\ncrowd = Crowd(matcher.taxonomy, seed=4)\n"
        "folder = Path(sys.argv[1])\n"
        "with IndexWriter(folder, side='people') as writer:\n"
        "    for n in range(200): writer.put(f'p{n}', person_features(crowd.person(), matcher=matcher))\n"
        "    writer.commit()\n"
        "searcher = Searcher(Index.open(folder), matcher)\n"
        "print(kernels.name)\n"
        "for n in range(10):\n"
        "    found = searcher.people_for(matcher.ask(crowd.offer()), key=str(n), count=20)\n"
        "    print([(m.name, m.score) for m in found.matches])\n"
    )
    lists = {}
    for kernel in ("numpy", ""):
        command = [sys.executable, "-c", program, str(tmp_path / (kernel or "numba"))]
        environment = {**os.environ, "OPENEMPLOI_KERNEL": kernel}
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=200, env=environment, check=True
        )
        name, _line, lists[kernel] = done.stdout.partition("\n")
        assert name == {"numpy": "twin", "": "compiled"}[kernel]

    assert lists["numpy"] == lists[""]
    blocks = [columns.read(next((tmp_path / folder).glob("block-*"))) for folder in ("numpy", "numba")]
    assert blocks[0][1] == blocks[1][1]
    assert {name: a.tobytes() for name, a in blocks[0][0].items()} == {
        name: a.tobytes() for name, a in blocks[1][0].items()
    }
