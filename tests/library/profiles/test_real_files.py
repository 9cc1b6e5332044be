"""The real files that the project is built with, where they are at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from openemploi.errors import FormatError
from openemploi.profiles.detect import read_structured, read_value
from openemploi.profiles.model import JobPosting, StructuredCv, StructuredOffer
from openemploi.profiles.offer_files import iter_offers
from openemploi.profiles.write_france_travail import to_france_travail

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("data/offers/france_travail_offres_dev.jsonl", 368),
        ("benchmarks/offers_rome/tech_heavy.jsonl", 2539),
    ],
)
def test_every_real_offer_is_read(
    shared: Path, path: str, count: int, passages_hold: Callable[..., int]
) -> None:
    read = 0
    for item in iter_offers(shared / path):
        assert isinstance(item, StructuredOffer)
        passages_hold(item)
        assert item.terms.contract is not None and item.terms.place is not None
        read += 1
    assert read == count


def test_every_cv_is_read_and_the_corrupt_one_refused(
    shared: Path, passages_hold: Callable[..., int]
) -> None:
    folder = shared / "benchmarks" / "cv_formats"
    read, refused = [], []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".json", ".xml") or path.name == "schema.json":
            continue
        try:
            found = read_structured(path.read_text(encoding="utf-8"), name=path.name, today=date(2026, 1, 1))
        except FormatError as error:
            refused.append((path.name, error.code, error.where.line))
            continue
        assert isinstance(found, StructuredCv), path.name
        assert found.structure.experiences and found.structure.education and found.structure.languages
        passages_hold(found)
        read.append(path.name)
    assert len(read) == 10
    assert refused == [("Europass-CV-version2.0-corrupt1.xml", "europass_unknown_version", 6)]


def test_a_json_schema_is_not_a_cv(shared: Path) -> None:
    schema = shared / "benchmarks" / "cv_formats" / "schema.json"
    assert read_structured(schema.read_text(encoding="utf-8"), name=schema.name) is None


def test_every_real_offer_comes_back_the_same(shared: Path, bare: Callable[[object], object]) -> None:
    for item in iter_offers(shared / "data/offers/france_travail_offres_dev.jsonl"):
        assert isinstance(item, StructuredOffer)
        posting = JobPosting(
            item.id,
            item.document,
            "fr",
            item.terms,
            codes=item.codes,
            published=item.published,
            url=item.url,
        )
        again = read_value(to_france_travail(posting).data, name="x", sha256="0")
        assert isinstance(again, StructuredOffer)
        assert bare(again.terms) == bare(item.terms)
