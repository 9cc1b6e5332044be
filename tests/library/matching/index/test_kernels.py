"""The compiled loops give what their NumPy twin gives, to the last bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from crowd import Crowd

from openemploi.extraction.model import Level
from openemploi.matching.index import (
    Filter,
    Index,
    IndexWriter,
    Searcher,
    compiled,
    layout,
    person_features,
    twin,
)
from openemploi.matching.index.explaining import Answers
from openemploi.matching.index.features import BEGINNER, CLASSES, DENIED, HELD, SAID, class_of, joined
from openemploi.matching.index.filters import Masks
from openemploi.matching.index.offers import WORTH_TABLE
from openemploi.matching.index.people import NEAR_TABLE, YES_TABLE, asking, own_table, time_table
from openemploi.matching.index.query import Prepared
from openemploi.matching.index.room import Room
from openemploi.matching.index.scale import PACK, PACK_TERMS, SCALE
from openemploi.taxonomy import columns

DOCS, TERMS = 1500, 900


@pytest.fixture(params=[9, 90, 300], ids="{} terms each".format)
def claims(request):
    """Random documents: as many to a pack as it takes, as many as its terms allow, and with more terms than that."""
    draw = np.random.default_rng(request.param)
    sizes = draw.integers(0, 2 * request.param, DOCS)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
    local = np.concatenate([draw.permutation(TERMS)[:size] for size in sizes]).astype(np.uint16)
    code = draw.integers(0, 12, len(local)).astype(np.uint8)
    return first, local, code, draw.integers(0, 256, 12).astype(np.uint8)


def test_packs_and_postings_are_made_alike(claims):
    first, local, code, code_class = claims

    packed = compiled.pack(first, local, code, code_class, TERMS)
    for ours, theirs in zip(packed, twin.pack(first, local, code, code_class, TERMS), strict=True):
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()

    pack_first, pack_term_first, pack_term, pack_class, claim_at = packed
    for pack in range(len(pack_first) - 1):
        start, end = first[pack_first[pack]], first[pack_first[pack + 1]]
        terms = pack_term[pack_term_first[pack] : pack_term_first[pack + 1]]
        assert 0 < pack_first[pack + 1] - pack_first[pack] <= PACK
        assert len(terms) <= PACK_TERMS or pack_first[pack + 1] - pack_first[pack] <= 4
        assert (terms[claim_at[start:end]] == local[start:end]).all()
    postings = (pack_term_first, pack_term, pack_class, np.arange(CLASSES, dtype=np.uint8), TERMS)
    for ours, theirs in zip(compiled.invert(*postings), twin.invert(*postings), strict=True):
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()


SKILLS, TIMES, WORTHS = (DENIED, 1, 2, 3, BEGINNER, SAID), range(16, 48), range(251)


@pytest.mark.parametrize(
    ("table", "classes"),
    [
        *((own_table(level, months), SKILLS) for level in (None, *Level) for months in (None, 12)),
        *((time_table(needed, share), TIMES) for needed in (0, 6, 60) for share in (0.4, 1.0)),
        (NEAR_TABLE, SKILLS),
        (YES_TABLE, (HELD,)),
        (WORTH_TABLE, WORTHS),
    ],
)
def test_what_a_pack_promises_is_not_less_than_what_any_of_its_documents_does(table, classes):
    join = joined()

    for one in classes:
        for other in classes:
            promise = table.by_class(int(join[one, other]))
            assert promise >= max(table.by_class(one), table.by_class(other)), (one, other)


def test_an_inference_is_classed_as_one_or_as_what_is_said():
    sure = np.linspace(0, 1, 101).round(2).tolist()

    classes = {c: class_of(("skill", "implied", None, False, c, None)) for c in sure}

    assert set(classes.values()) == {1, 2, 3, SAID}
    assert all(own_table(None, None).by_class(of_class) >= c for c, of_class in classes.items())


@pytest.fixture(scope="module")
def index(matcher, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernels")
    crowd = Crowd(matcher.taxonomy, seed=9)
    with IndexWriter(folder, side="people") as writer:
        for number in range(700):
            writer.put(f"p{number}", person_features(crowd.person(), matcher=matcher))
            if number % 300 == 0:
                writer.commit()
        writer.commit()
    return Index.open(folder)


@pytest.mark.parametrize("seed", range(12))
def test_bounds_and_points_are_alike_and_no_bound_is_under_the_points(matcher, index, seed):
    asked = matcher.ask(Crowd(matcher.taxonomy, seed=300 + seed).offer())
    question = Prepared(asking(asked, key="k", matcher=matcher), index)
    draw = np.random.default_rng(seed)
    masks = Masks.of(index, [None if seed % 2 else draw.random(len(o)) < 0.1 for o in index.blocks])
    rooms, found = [], []
    for kernel in (compiled, twin):
        room = Room(index)
        kernel.scan(index, masks, question, room)
        rooms.append(room.bounds.copy())
        numbers, points = kernel.look(index, masks, question, np.zeros(0), 1, room)
        assert not room.bounds.any() or not numbers.size
        found.append(dict(zip(numbers.tolist(), points.tolist(), strict=True)))

    assert (rooms[0] == rooms[1]).all()
    assert found[0] == pytest.approx(found[1], abs=1e-12)
    assert found[0]
    packs = np.concatenate(
        [np.repeat(np.arange(len(o.block.arrays["pack_first"]) - 1), np.diff(o.block.arrays["pack_first"])) + start
         for o, start in zip(index.blocks, index.sizes[:, layout.FIRST_PACK], strict=True)]
    )  # fmt: skip
    assert all(rooms[0][packs[number]] >= points * SCALE - 1e-6 for number, points in found[0].items())


@pytest.mark.parametrize("count", [1, 7, 100])
def test_packs_are_looked_at_until_none_can_hold_one_of_the_first(matcher, index, count):
    asked = matcher.ask(Crowd(matcher.taxonomy, seed=77).offer())
    question = Prepared(asking(asked, key="k", matcher=matcher), index)
    masks = Filter().masks(index)
    everything, first = [], []
    for kernel in (compiled, twin):
        room = Room(index)
        kernel.scan(index, masks, question, room)
        everything.append(kernel.look(index, masks, question, np.zeros(0), 1, room)[1])
        kernel.scan(index, masks, question, room)
        top = np.zeros(count)
        first.append(kernel.look(index, masks, question, top, 1, room)[1])
        assert np.sort(top) == pytest.approx(np.sort(everything[0])[-count:])

    for points in first:
        assert np.sort(points)[-count:] == pytest.approx(np.sort(everything[0])[-count:])
    assert len(first[1]) <= len(everything[1])


@pytest.mark.parametrize("number", range(1, 7))
def test_the_best_answer_to_each_line_is_the_same_and_a_denial_stands(matcher, index, number):
    crowd = Crowd(matcher.taxonomy, seed=9)  # of the same occupations as the people
    asked = matcher.ask([crowd.offer() for _ in range(number)][-1])
    answers = Answers(asked, matcher, index.ids)
    numbers = np.random.default_rng(number).permutation(index.size)[:500]

    ours, theirs = (kernel.answer(index, numbers, answers) for kernel in (compiled, twin))

    for one, other in zip(ours, theirs, strict=True):
        assert (one == other).all()
    people = Searcher(index, matcher)
    denied = {
        (row, line)
        for row, one in enumerate(numbers.tolist())
        for claim in people.person(one).skills
        for line, of in enumerate(asked.skills)
        if claim.negated and matcher.find(claim.uri) == of.skill
    }
    assert (ours[1] >= 0).any()
    assert set(zip(*(a.tolist() for a in np.nonzero(ours[1] == -2)), strict=True)) == denied
    assert denied or number > 1


def test_a_machine_without_numba_finds_the_same(matcher, tmp_path):
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\nfrom crowd import Crowd\n"
        "from openemploi.matching import Matcher\n"
        "from openemploi.matching.index import Filter, Index, IndexWriter, Searcher, kernels, person_features\n"
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
