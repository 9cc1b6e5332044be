"""Files of many offers: lines, arrays, search answers, and the faults among them."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from openemploi.errors import FormatError
from openemploi.profiles import json_records
from openemploi.profiles.model import StructuredOffer
from openemploi.profiles.offer_files import iter_offers


def summary(path: Path) -> list[str | tuple[str, int | None]]:
    return [
        (item.code, item.where.line) if isinstance(item, FormatError) else item.id or ""
        for item in iter_offers(path)
    ]


def line(number: int) -> str:
    return json.dumps({"id": str(number), "intitule": "Plongeur", "description": 'Vaisselle, [a] {b} "c" \\'})


def test_one_bad_line_does_not_lose_the_others(tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    path.write_text(f'{line(1)}\n{{"intitule": \n\n{line(2)}\n[]\n{{"basics": {{"name": "Ada"}}}}\n{line(3)}')
    assert summary(path) == [
        "1",
        ("json_invalid", 2),
        "2",
        ("profile_unknown_format", 5),
        ("profile_not_an_offer", 6),
        "3",
    ]


def test_a_first_line_cut_short_does_not_lose_the_others(tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    path.write_text(f"{line(1)[:-8]}\n{line(2)}\n")
    assert summary(path) == [("json_invalid", 1), "2"]


def test_an_array_is_cut_into_its_elements_wherever_the_chunks_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "offres.json"
    path.write_text(f"\n[\n{line(1)},\n  {line(2)}\n,3,\n{line(4)} ]\n")
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr(json_records, "_CHUNK", size)
        assert summary(path) == ["1", "2", ("profile_unknown_format", 5), "4"]


def test_a_search_answer_gives_its_results(tmp_path: Path) -> None:
    path = tmp_path / "reponse.json"
    path.write_text(f'{{"resultats": [{line(1)}, {line(2)}], "filtresPossibles": [{{"filtre": "x"}}]}}')
    assert summary(path) == ["1", "2"]
    path.write_text(json.dumps({"filtresPossibles": [], "resultats": [json.loads(line(5))]}, indent=1))
    assert summary(path) == ["5"]


def test_a_file_of_one_offer_laid_out_over_lines(tmp_path: Path) -> None:
    path = tmp_path / "offre.json"
    path.write_text(json.dumps(json.loads(line(9)), indent=2))
    assert summary(path) == ["9"]


def test_an_array_that_never_closes_says_so(tmp_path: Path) -> None:
    path = tmp_path / "offres.json"
    path.write_text(f"[{line(1)},\n{line(2)[:20]}")
    assert summary(path) == ["1", ("json_invalid", 2)]


def test_bytes_that_are_not_utf8_are_reported_by_line(tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + line(1).encode() + b'\n{"intitule": "caf\xe9", "lieu": "x"}\n' + line(2).encode()
    )
    assert summary(path) == ["1", ("text_not_utf8", 2), "2"]


def test_a_record_too_large_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "MAX_RECORD", 500)
    big = json.dumps({"intitule": "x" * 2000, "lieu": "y"})
    path = tmp_path / "offres.jsonl"
    path.write_text(f"{line(1)}\n{big}\n{line(2)}\n")
    assert summary(path) == ["1", ("record_too_large", 2), "2"]
    path.write_text(f"[{line(1)},\n{big},\n{line(2)}]")
    assert [item if isinstance(item, str) else item[0] for item in summary(path)] == [
        "1",
        "record_too_large",
        "2",
    ]


def test_memory_stays_flat(tmp_path: Path, offer: dict[str, Any]) -> None:
    path = tmp_path / "offres.jsonl"
    text = json.dumps(offer) + "\n"
    with path.open("w") as stream:
        for _index in range(1_500):
            stream.write(text)
    next(iter(iter_offers(path)))
    tracemalloc.start()
    count = sum(isinstance(item, StructuredOffer) for item in iter_offers(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_500
    assert peak < 2_000_000
