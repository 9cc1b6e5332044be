"""Evidence or silence: whatever is read in a sample stands in its text, where it is said to stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from openemploi.documents import read_bytes
from openemploi.documents.model import Document
from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.profiles.contract import posting_record, profile_record

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PICTURES = {".png", ".jpg"}
SCANS = {"macon"}  # a PDF without any text of its own


def files(folder: str) -> list[Any]:
    return [pytest.param(path, id=path.name) for path in sorted((SAMPLES / folder).iterdir())]


def passages(record: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every passage of a record, with the path that leads to it."""
    if isinstance(record, dict):
        if {"text", "start", "end"} <= set(record):
            yield where, record
        for key, value in record.items():
            yield from passages(value, f"{where}.{key}")
    elif isinstance(record, list):
        for number, value in enumerate(record):
            yield from passages(value, f"{where}[{number}]")


def misplaced(record: dict[str, Any], document: Document) -> list[str]:
    """What is wrong with the passages of ``record``, one sentence each."""
    faults = []
    for where, passage in passages(record):
        found = document.text[passage["start"] : passage["end"]]
        if found != passage["text"]:
            faults.append(f"{where}: {passage['text']!r} is said to stand where {found!r} stands")
        elif not found.strip():
            faults.append(f"{where}: an empty passage")
        elif passage["page"] != page_of(document, passage["start"]):
            faults.append(f"{where}: page {passage['page']}, not {page_of(document, passage['start'])}")
    return faults


def page_of(document: Document, offset: int) -> int:
    """The page of the block that holds ``offset``, looked for the slow way."""
    held = [block.page for block in document.blocks if block.start <= offset < block.end]
    return held[0] if held else document.page_at(offset)


def needs_tesseract(path: Path, error: OpenEmploiError) -> bool:
    return (path.suffix in PICTURES or path.stem in SCANS) and "ocr" in error.code


@pytest.mark.parametrize("path", files("cvs"))
def test_every_passage_of_a_cv_stands_where_it_is_said_to_stand(engine: Engine, path: Path) -> None:
    try:
        profile = engine.read_cv(path)
    except OpenEmploiError as error:
        if not needs_tesseract(path, error):
            raise
        pytest.skip(error.message)

    record = profile_record(profile)
    assert misplaced(record, profile.document) == []
    assert len(list(passages(record))) >= 5


@pytest.mark.parametrize("path", files("offers"))
def test_every_passage_of_an_offer_stands_where_it_is_said_to_stand(engine: Engine, path: Path) -> None:
    for name, posting in engine.read_offers(path):
        assert not isinstance(posting, OpenEmploiError), name
        record = posting_record(posting)
        assert misplaced(record, posting.document) == []
        assert list(passages(record)), name


@pytest.mark.parametrize("path", files("cvs"))
def test_a_skill_that_was_said_has_a_passage_and_one_that_was_not_has_a_reason(
    engine: Engine, path: Path
) -> None:
    if path.suffix in PICTURES or path.stem in SCANS:
        pytest.skip("read once above: recognising a picture takes seconds")
    for skill in engine.read_cv(path).skills:
        assert skill.evidence, skill.label
        assert (skill.reason == "") is (skill.source.value == "said"), skill.label
        assert 0 < skill.confidence <= 1


LINES = sorted(
    {
        line.strip()
        for path in (SAMPLES / "sources").glob("*/*.yaml")
        for line in path.read_text(encoding="utf-8").split("\n")
    }
    | {
        "",
        "-",
        "• Excel ●●●○○",
        "99 ans de caisse",
        "İstanbul",
        "ﬁn",
        "한국어 고급",
        "pas de permis",
        "12/2019 – 03/2020",
        "🙂",
    }
)


@settings(deadline=None, max_examples=30, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25), st.sampled_from(["\n", "\n\n", " | ", " "]))
def test_any_lines_in_any_order_are_read_with_passages_that_hold(
    engine: Engine, lines: list[str], joint: str
) -> None:
    text = joint.join(lines)
    assume(any(character.isalpha() for character in text))
    document = read_bytes(text.encode(), name="any.txt")

    assert misplaced(profile_record(engine.builder.profile(document)), document) == []
    assert misplaced(posting_record(engine.builder.posting(document)), document) == []


def test_the_passages_of_a_match_stand_in_the_cv_and_in_the_offer(engine: Engine, samples: Path) -> None:
    (_name, posting), *_rest = engine.read_offers(samples / "offers" / "caissier-mairie.txt")
    assert not isinstance(posting, OpenEmploiError)
    for name in ("caissiere-confirmee.pdf", "hotel-receptionist.docx", "barista-coreen.pdf", "comptable.xml"):
        profile = engine.read_cv(samples / "cvs" / name)
        for line in engine.match(profile, posting, name=name).requirements:
            for passage in line.evidence:
                assert profile.document.text[passage.start : passage.end] == passage.text
            for passage in line.asked_in:
                assert posting.document.text[passage.start : passage.end] == passage.text
