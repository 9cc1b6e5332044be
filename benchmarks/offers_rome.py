"""How well real French offers are given their ROME code and their competences, from title and text alone.

    python benchmarks/offers_rome.py [--offers FILE] [--data FOLDER] [--limit N] [--errors] [--json]

FILE is JSON lines of the France Travail API (default: ../shared/data/offers/france_travail_offres_dev.jsonl). Each
offer is cut down to its ``id``, ``intitule`` and ``description`` before it is read: no code and no competence of the
record can be seen. The classifications are imported from FOLDER (../shared/data) into a temporary folder, or those of
``OPENEMPLOI_DATA`` are used when ESCO and ROME are there. Intervals are 95 % bootstraps over offers.

A "family" is a parent code: 532 of them hold the 1,584 sheets of ROME 4.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from openemploi.profiles.build import Builder
from openemploi.profiles.model import StructuredOffer
from openemploi.profiles.offer_files import iter_offers
from openemploi.taxonomy.compiling import compile_schemes
from openemploi.taxonomy.library import import_files, open_taxonomy
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.search import label_scores
from openemploi.taxonomy.starter import read_starter
from openemploi.taxonomy.store import Taxonomy

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_OFFERS = _SHARED / "offers" / "france_travail_offres_dev.jsonl"
_SEEN = ("id", "intitule", "description")
_CONCEPTS = 60  # concepts asked of the coder, all classifications mixed; enough for 5 sheets
_COMPETENCES = 20
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class _Offer:
    """What may be seen of an offer, and the truth that may not."""

    id: str
    title: str
    text: str  # title and description
    rome: str
    competences: tuple[str, ...]  # OGR codes


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--offers", type=Path, default=_OFFERS, metavar="FILE")
    parser.add_argument("--data", type=Path, default=_SHARED, metavar="FOLDER")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N offers")
    parser.add_argument("--errors", action="store_true", help="list 20 offers that were given another family")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not asked.offers.is_file():
        print(f"There is no {asked.offers}: give a file of offers with --offers.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        taxonomy = _official(asked.data, Path(folder))
        if taxonomy is None:
            print(
                f"{asked.data} holds no ESCO and ROME zips: give --data, or import them first.",
                file=sys.stderr,
            )
            return 2
        parsed, offers = _read(asked.offers, Path(folder), limit=asked.limit)
        offers = [offer for offer in offers if taxonomy.find(f"urn:rome:{offer.rome}") is not None]
        coded = _Coded(taxonomy)
        found = {offer.id: coded.codes(offer) for offer in offers}
        sheets = {offer.id: coded.codes(offer, scheme="rome") for offer in offers}
        rows = [*_occupation_rows(offers, coded, found, sheets), *_starter_rows(offers, coded, Path(folder))]
        rows += _competence_rows([offer for offer in offers if coded.listed(offer)], coded, sheets)
        _print(rows, parsed=parsed, measured=len(offers), as_json=asked.json)
        if asked.errors:
            _errors(offers, coded, found)
    return 0


def _official(data: Path, folder: Path) -> Taxonomy | None:
    """ESCO and ROME of this machine, else imported into ``folder``."""
    if os.environ.get("OPENEMPLOI_DATA"):
        taxonomy = open_taxonomy()
        if {"esco", "rome"} <= {scheme.name for scheme in taxonomy.schemes}:
            return taxonomy
    os.environ |= {"OPENEMPLOI_DATA": str(folder / "data"), "OPENEMPLOI_CACHE": str(folder / "cache")}
    esco, rome = sorted(data.glob("esco/*.zip")), sorted(data.glob("rome/*.zip"))
    if not esco or not rome:
        return None
    return import_files([*esco, *rome, *sorted(data.glob("crosswalks/*esco_rome.csv"))])[0]


def _read(path: Path, folder: Path, *, limit: int | None) -> tuple[int, list[_Offer]]:
    """How many records of ``path`` the library reads, and the offers cut down to what may be seen."""
    parsed = sum(isinstance(found, StructuredOffer) for found in iter_offers(path))
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    records = [json.loads(line) for line in lines[:limit]]
    cut = folder / "offers.jsonl"
    with cut.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps({key: record.get(key) for key in _SEEN}, ensure_ascii=False) + "\n")
    offers = []
    for record, found in zip(records, iter_offers(cut), strict=True):
        if isinstance(found, StructuredOffer) and found.terms.title and record.get("romeCode"):
            codes = (str(entry["code"]) for entry in record.get("competences") or [] if entry.get("code"))
            text = found.document.text
            offers.append(
                _Offer(str(record["id"]), found.terms.title.text, text, record["romeCode"], tuple(codes))
            )
    return parsed, offers


class _Coded:
    """The engine's own coder, and what its answers mean in ROME."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        builder = Builder(taxonomy, "fr", date.today())
        self.finder, self.coder = builder.finder, builder.coder
        self._concepts: dict[str, list[int]] = {}

    def concepts(self, offer: _Offer) -> list[int]:
        """The occupations that the coder gives, best first, all classifications mixed."""
        if offer.id not in self._concepts:
            coded = self.coder.code(offer.title, text=offer.text, limit=_CONCEPTS)
            self._concepts[offer.id] = [found.concept for found in coded]
        return self._concepts[offer.id]

    def codes(self, offer: _Offer, *, scheme: str | None = None) -> list[str]:
        """Distinct ROME codes, best first, of the occupations that the coder gives (those of ``scheme`` only)."""
        concepts = self.concepts(offer)
        if scheme is not None:
            concepts = [c for c in concepts if self.taxonomy.scheme(c).name == scheme]
        found = (code for concept in concepts for name, code in self.coder.codes(concept) if name == "rome")
        return list(dict.fromkeys(found))

    def by_letters(self, offer: _Offer) -> list[str]:
        """The baseline: sheets by the TF-IDF cosine of the title with their names, letters only."""
        taxonomy = self.taxonomy
        scores = label_scores(taxonomy, offer.title, "occupation")
        labels = taxonomy.arrays["occupation_gram_label"]
        best: defaultdict[str, float] = defaultdict(float)
        for row in np.argsort(-scores, kind="stable")[:600].tolist():
            concept = int(taxonomy.arrays["label_concept"][labels[row]])
            if taxonomy.scheme(concept).name == "rome":
                code = taxonomy.code(concept)
                best[code] = max(best[code], float(scores[row]))
        return sorted(best, key=lambda code: (-best[code], code))

    def family(self, code: str) -> str:
        """The parent code of a sheet; a parent is its own."""
        taxonomy = self.taxonomy
        sheet = taxonomy.find(f"urn:rome:{code}")
        if sheet is None:
            return code
        for broader in taxonomy.related(sheet, RelationKind.BROADER):
            if taxonomy.kind(broader) is ConceptKind.OCCUPATION:
                return taxonomy.code(broader)
        return code

    def listed(self, offer: _Offer) -> set[int]:
        """The competences that the offer lists and that the taxonomy knows."""
        rows = (self.taxonomy.find(f"urn:rome:ogr:{code}") for code in offer.competences)
        return {self.taxonomy.canonical(row) for row in rows if row is not None}

    def sheet_skills(self, code: str, *kinds: RelationKind) -> list[int]:
        """The skills of a sheet, once each."""
        sheet = self.taxonomy.find(f"urn:rome:{code}")
        skills = self.taxonomy.related(sheet, *kinds) if sheet is not None else []
        return list(dict.fromkeys(self.taxonomy.canonical(skill) for skill in skills))

    def competences(self, offer: _Offer, code: str) -> list[int]:
        """Skills of the sheet ``code`` and those read in the text, the most likely to be listed first.

        Recruiters tick competences in the list of the sheet: its essential ones come first, its others next, what
        is read beside them last. Within each, what is read comes first; the rest stays in the order of the sheet.
        """
        essential = self.sheet_skills(code, RelationKind.ESSENTIAL)
        others = self.sheet_skills(code, RelationKind.OPTIONAL, RelationKind.EMERGING)
        sheet = self.taxonomy.find(f"urn:rome:{code}")
        mentions = self.finder.skills(offer.text, occupations=[sheet] if sheet is not None else [])
        read = list(dict.fromkeys(mention.concept for mention in mentions))
        ordered = [sorted(tier, key=lambda skill: skill not in read) for tier in (essential, others, read)]
        return list(dict.fromkeys(skill for tier in ordered for skill in tier))


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure: the mean over offers of ``values``."""

    what: str
    values: Sequence[float]

    def interval(self) -> tuple[float, float, float]:
        """The mean and its 95 % bootstrap interval."""
        values = np.array(self.values, float)
        dice = np.random.default_rng(0)
        means = values[dice.integers(0, len(values), (_RESAMPLES, len(values)))].mean(axis=1)
        low, high = np.percentile(means, [2.5, 97.5])
        return float(values.mean()), float(low), float(high)


def _occupation_rows(
    offers: Sequence[_Offer], coded: _Coded, found: dict[str, list[str]], sheets: dict[str, list[str]]
) -> Iterator[_Row]:
    letters = {offer.id: coded.by_letters(offer) for offer in offers}
    ways = {"engine": found, "engine, its ROME sheets": sheets, "letters of the title": letters}
    for name, codes in ways.items():
        yield _Row(f"top-1 · {name}", [offer.rome in codes[offer.id][:1] for offer in offers])
        yield _Row(f"top-5 · {name}", [offer.rome in codes[offer.id][:5] for offer in offers])
        yield _Row(
            f"family top-1 · {name}", [_same_family(coded, offer, codes[offer.id]) for offer in offers]
        )
    yield _Row("given a code · engine", [bool(found[offer.id]) for offer in offers])


def _same_family(coded: _Coded, offer: _Offer, codes: Sequence[str]) -> bool:
    return bool(codes) and coded.family(codes[0]) == coded.family(offer.rome)


def _starter_rows(offers: Sequence[_Offer], coded: _Coded, folder: Path) -> Iterator[_Row]:
    """The family by the starter taxonomy alone, as a fresh install has it."""
    path = folder / "starter.safetensors"
    compile_schemes([read_starter()], path, version="starter")
    starter = _Coded(Taxonomy.open(path))
    known = {coded.family(code) for code in _codes_of(starter.taxonomy)}
    found = {offer.id: starter.codes(offer) for offer in offers}
    right = [_same_family(coded, offer, found[offer.id]) for offer in offers]
    covered = [coded.family(offer.rome) in known for offer in offers]
    given = [bool(found[offer.id]) for offer in offers]
    yield _Row("family top-1 · starter", right)
    yield _Row(
        "family top-1 · starter, where it gives a code", [r for r, g in zip(right, given, strict=True) if g]
    )
    yield _Row(
        "family top-1 · starter, families it holds", [r for r, c in zip(right, covered, strict=True) if c]
    )
    yield _Row("family is in the starter", covered)
    yield _Row("given a code · starter", given)


def _codes_of(starter: Taxonomy) -> set[str]:
    occupations = starter.concepts(ConceptKind.OCCUPATION).tolist()
    return {code for concept in occupations for name, code in starter.other_codes(concept) if name == "rome"}


def _competence_rows(offers: Sequence[_Offer], coded: _Coded, sheets: dict[str, list[str]]) -> Iterator[_Row]:
    def recalls(given: dict[str, list[int]]) -> list[float]:
        sets = [(coded.listed(offer), set(given[offer.id][:_COMPETENCES])) for offer in offers]
        return [len(listed & got) / len(listed) for listed, got in sets]

    def core(code: str) -> list[int]:
        kinds = (RelationKind.ESSENTIAL, RelationKind.OPTIONAL, RelationKind.EMERGING)
        return [skill for kind in kinds for skill in coded.sheet_skills(code, kind)]

    best = {offer.id: (sheets[offer.id] or [""])[0] for offer in offers}
    truth = {offer.id: offer.rome for offer in offers}
    read = {o.id: list(dict.fromkeys(m.concept for m in coded.finder.skills(o.text))) for o in offers}
    yield _Row(
        "listed competences that ROME holds", [len(coded.listed(o)) / len(set(o.competences)) for o in offers]
    )
    yield _Row(
        "recall@20 · text and sheet found", recalls({o.id: coded.competences(o, best[o.id]) for o in offers})
    )
    yield _Row(
        "recall@20 · text and right sheet", recalls({o.id: coded.competences(o, truth[o.id]) for o in offers})
    )
    yield _Row("recall@20 · read in the text", recalls(read))
    yield _Row("recall@20 · list of the sheet found", recalls({o.id: core(best[o.id]) for o in offers}))
    yield _Row("recall@20 · list of the right sheet", recalls({o.id: core(truth[o.id]) for o in offers}))


def _print(rows: Sequence[_Row], *, parsed: int, measured: int, as_json: bool) -> None:
    figures = [(row.what, len(row.values), *row.interval()) for row in rows if row.values]
    if as_json:
        fields = ("what", "n", "mean", "low", "high")
        record: dict[str, Any] = {"parsed": parsed, "measured": measured}
        record["figures"] = [dict(zip(fields, figure, strict=True)) for figure in figures]
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return
    print(f"{parsed} offers parsed, {measured} with a ROME code of the version imported\n")
    print(f"{'figure':<46} {'n':>5}  {'mean':>5}  95 % interval")
    for what, count, mean, low, high in figures:
        print(f"{what:<46} {count:>5}  {mean:>5.3f}  {low:.3f} – {high:.3f}")


def _errors(offers: Sequence[_Offer], coded: _Coded, found: dict[str, list[str]]) -> None:
    wrong = [offer for offer in offers if not _same_family(coded, offer, found[offer.id])]
    print(f"\n{len(wrong)} offers were given another family or none; 20 of them:")
    for offer in wrong[:: max(1, len(wrong) // 20)][:20]:
        given = found[offer.id][:1]
        names = [_name(coded.taxonomy, code) for code in (offer.rome, *given)]
        print(f"  {offer.title[:70]}\n      is {names[0]}\n      given {names[1] if given else 'nothing'}")


def _name(taxonomy: Taxonomy, code: str) -> str:
    sheet = taxonomy.find(f"urn:rome:{code}")
    return f"{code} {taxonomy.label(sheet)}" if sheet is not None else code


if __name__ == "__main__":
    sys.exit(main())
