"""How well the fields of CVs are read: precision and recall per field against hand-written truths.

    python benchmarks/cv_fields.py [FOLDER] [--show]

FOLDER holds CVs, some with a ``NAME.truth.json`` beside them (default: ../shared/benchmarks/cv_parsing).
A value counts as found when it is equal to the truth apart from case, signs and blanks. ``--show`` lists what differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openemploi.documents import read
from openemploi.errors import DocumentError
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import CvStructure
from openemploi.folding import fold

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "cv_parsing"
_FIELDS = ("name", "email", "phone", "address", "job title", "company", "degree", "school")


def main() -> int:
    """Measure the folder given and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=_FOLDER)
    parser.add_argument("--show", action="store_true", help="list what differs")
    asked = parser.parse_args()
    truths = sorted(asked.folder.glob("*.truth.json")) if asked.folder.is_dir() else []
    if not truths:
        print(f"No *.truth.json in {asked.folder}: give the folder of a CV benchmark.", file=sys.stderr)
        return 2
    counts = {field: Counter[str]() for field in _FIELDS}
    spent = 0.0
    for path in truths:
        cv = next(
            (p for p in asked.folder.glob(path.name.removesuffix(".truth.json") + ".*") if p != path), None
        )
        if cv is None:
            print(f"{path.name}: no CV beside it", file=sys.stderr)
            continue
        try:
            document = read(cv)
        except DocumentError as error:
            print(f"{cv.name}: {error.message}", file=sys.stderr)
            continue
        began = time.perf_counter()
        found = _values(read_cv_structure(document, language="en", today=date(2026, 1, 1)))
        spent += time.perf_counter() - began
        expected = _truth(json.loads(path.read_text(encoding="utf-8")))
        for field in _FIELDS:
            _compare(cv.name, field, expected[field], found[field], counts[field], show=asked.show)
    _print(counts, len(truths), spent)
    return 0


def _values(cv: CvStructure) -> dict[str, list[str]]:
    contact = cv.contact
    return {
        "name": [contact.name.text] if contact.name else [],
        "email": [p.text for p in contact.emails],
        "phone": [p.text for p in contact.phones],
        "address": [contact.address.text] if contact.address else [],
        "job title": [e.title for e in cv.experiences if e.title],
        "company": [e.employer for e in cv.experiences if e.employer],
        "degree": [e.title for e in cv.education if e.title],
        "school": [e.school for e in cv.education if e.school],
    }


def _truth(truth: dict[str, dict[str, str] | list[dict[str, str]]]) -> dict[str, list[str]]:
    contact, jobs, studies = truth["contact"], truth["experience"], truth["education"]
    if not isinstance(contact, dict) or not isinstance(jobs, list) or not isinstance(studies, list):
        raise SystemExit("A truth file needs contact, experience and education.")
    return {
        "name": _given(contact.get("full_name")),
        "email": _given(contact.get("email")),
        "phone": _given(contact.get("phone")),
        "address": _given(contact.get("location")),
        "job title": _given(*(job.get("title") for job in jobs)),
        "company": _given(*(job.get("company") for job in jobs)),
        "degree": _given(*(study.get("degree") for study in studies)),
        "school": _given(*(study.get("institution") for study in studies)),
    }


def _given(*values: str | None) -> list[str]:
    return [value for value in values if value]


def _compare(
    name: str, field: str, expected: Iterable[str], found: Iterable[str], counts: Counter[str], *, show: bool
) -> None:
    wanted, got = Counter(map(_key, expected)), Counter(map(_key, found))
    counts["right"] += (wanted & got).total()
    counts["expected"] += wanted.total()
    counts["found"] += got.total()
    if show and wanted != got:
        print(
            f"{name} · {field}: missing {sorted((wanted - got).elements())}, extra {sorted((got - wanted).elements())}"
        )


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _print(counts: dict[str, Counter[str]], files: int, spent: float) -> None:
    columns = f"{'field':<10} {'expected':>8} {'found':>6} {'right':>6} {'precision':>9} {'recall':>7}"
    print(f"{columns}   ({files} CVs, {spent:.2f} s)")
    for field, count in counts.items():
        precision = f"{count['right'] / count['found']:.3f}" if count["found"] else "–"
        recall = f"{count['right'] / count['expected']:.3f}" if count["expected"] else "–"
        print(
            f"{field:<10} {count['expected']:>8} {count['found']:>6} {count['right']:>6} {precision:>9} {recall:>7}"
        )


if __name__ == "__main__":
    sys.exit(main())
