"""Adding, replacing and deleting; what readers see meanwhile; what a damaged file says."""

from __future__ import annotations

import pytest
from crowd import Crowd

from openemploi.errors import RequestError
from openemploi.matching.index import Index, IndexWriter, Searcher, person_features, verify, writer
from openemploi.matching.index.features import YES, Features


def features(*terms: str) -> Features:
    return Features(
        terms=tuple((term, YES) for term in terms), facets=("f:all",), rest=b"", points=((44.1, 6.2, 5.0),)
    )


def ids(index: Index) -> list[str]:
    return sorted(index.id_of(number) for number in index)


def holding(index: Index, term: str) -> list[str]:
    found = []
    for number in index:
        block, doc = index.place(number)
        if index.ids.get(term) in block.claims(doc)[0]:
            found.append(block.ids[doc])
    return sorted(found)


def test_what_was_put_is_there_after_the_commit_and_not_before(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        index.put("a", features("s:x"))
        index.commit()
    with IndexWriter(tmp_path, side="people") as index:
        index.put("b", features("s:y"))
        assert ids(Index.open(tmp_path)) == ["a"]
        index.commit()

    assert ids(Index.open(tmp_path)) == ["a", "b"]
    assert holding(Index.open(tmp_path), "s:y") == ["b"]


def test_a_document_put_again_replaces_the_one_of_its_id(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        for name in ("a", "b", "c"):
            index.put(name, features("s:old"))
        index.put("a", features("s:older"))
        index.commit()
        index.put("b", features("s:new"))
        index.commit()
    opened = Index.open(tmp_path)

    assert len(opened) == 3
    assert ids(opened) == ["a", "b", "c"]
    assert holding(opened, "s:old") == ["c"]
    assert holding(opened, "s:older") == ["a"]
    assert holding(opened, "s:new") == ["b"]
    assert opened.find("b") is not None


def test_deleting_and_putting_again_in_one_commit_or_in_two(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        index.put("a", features("s:x"))
        index.put("b", features("s:x"))
        index.put("c", features("s:x"))
        index.delete("c")
        index.delete("never there")
        index.commit()
        assert ids(Index.open(tmp_path)) == ["a", "b"]
        index.delete("a")
        index.put("a", features("s:again"))
        index.delete("b")
        index.commit()
    opened = Index.open(tmp_path)

    assert ids(opened) == ["a"]
    assert holding(opened, "s:again") == ["a"]
    assert opened.find("b") is None


def test_an_open_index_is_a_snapshot(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        index.put("a", features("s:x"))
        index.commit()
        before = Index.open(tmp_path)
        for number in range(5):
            index.put("a", features(f"s:{number}"))
            index.commit()

    assert ids(before) == ["a"]
    assert holding(before, "s:x") == ["a"]
    assert holding(Index.open(tmp_path), "s:4") == ["a"]


def test_many_small_commits_leave_few_blocks_and_lose_nothing(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        for number in range(40):
            index.put(f"p{number}", features("s:all", f"s:{number}"))
            if number % 7 == 3:
                index.delete(f"p{number - 2}")
            index.commit()
    opened = verify(tmp_path)

    wanted = [f"p{n}" for n in range(40) if (n + 2) % 7 != 3 or n + 2 >= 40]
    assert len(opened.blocks) <= 9
    assert ids(Index.open(tmp_path)) == sorted(wanted)
    assert holding(Index.open(tmp_path), "s:all") == sorted(wanted)
    assert holding(Index.open(tmp_path), "s:39") == ["p39"]
    living = sum(len(o.block.arrays["point_doc"]) for o in Index.open(tmp_path).blocks)
    assert living >= len(wanted)


def test_a_block_closes_before_it_is_too_rich(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "_FULL", 50)
    with IndexWriter(tmp_path, side="people") as index:
        for number in range(30):
            index.put(f"p{number}", features(*(f"s:{number}-{i}" for i in range(7))))
        index.commit()
    opened = Index.open(tmp_path)

    assert len(opened.blocks) == 4
    assert len(ids(opened)) == 30


def test_two_programs_do_not_write_at_once(tmp_path):
    with IndexWriter(tmp_path, side="people"), pytest.raises(RequestError) as refused:
        IndexWriter(tmp_path, side="people")

    assert refused.value.code == "index_being_written"


def test_an_index_of_offers_takes_no_people(tmp_path):
    with IndexWriter(tmp_path, side="offers") as index:
        index.put("o", features("s:x"))
        index.commit()

    with pytest.raises(RequestError) as refused:
        IndexWriter(tmp_path, side="people")

    assert refused.value.code == "index_side"


def test_no_index_and_another_release_say_so(tmp_path):
    with pytest.raises(RequestError) as missing:
        Index.open(tmp_path)
    (tmp_path / "index.json").write_text('{"format": "0"}')
    with pytest.raises(RequestError) as other:
        Index.open(tmp_path)

    assert (missing.value.code, other.value.code) == ("index_missing", "index_format")


@pytest.mark.parametrize("kind", ["block", "gone", "vocabulary", "index.json"])
@pytest.mark.parametrize("harm", ["cut", "changed", "lost"])
def test_a_damaged_file_is_found_and_named(matcher, tmp_path, kind, harm):
    crowd = Crowd(matcher.taxonomy, seed=9)
    with IndexWriter(tmp_path, side="people") as index:
        for number in range(50):
            index.put(f"p{number}", person_features(crowd.person(), matcher=matcher))
        index.commit()
        index.delete("p7")
        index.commit()
    names = sorted(path.name for path in tmp_path.iterdir())
    name = next(n for n in names if kind in n and (kind != "block" or "gone" not in n))
    path = tmp_path / name
    content = path.read_bytes()
    if harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "changed":
        path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    else:
        path.unlink()

    with pytest.raises(RequestError) as found:
        verify(tmp_path)
        Searcher(Index.open(tmp_path), matcher)

    assert found.value.code == (
        "index_missing" if (kind, harm) == ("index.json", "lost") else "index_damaged"
    )


def test_what_a_dead_writer_left_is_erased_by_the_next(tmp_path):
    with IndexWriter(tmp_path, side="people") as index:
        index.put("a", features("s:x"))
        index.commit()
    (tmp_path / "block-000009-0000.safetensors").write_bytes(b"half")
    (tmp_path / ".index.json.draft").write_bytes(b"{")

    assert ids(Index.open(tmp_path)) == ["a"]
    with IndexWriter(tmp_path, side="people"):
        pass
    assert sorted(p.name for p in tmp_path.iterdir() if "block" in p.name or "draft" in p.name) == [
        "block-000001-0000.safetensors"
    ]
