"""Offers: the occupation of each, and the competences that its recruiter ticked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from openemploi.evaluation import baselines, datasets, systems
from openemploi.evaluation.baselines import Letters, best, first_of_each
from openemploi.evaluation.datasets import Files, OfferCase
from openemploi.evaluation.measured import Asked, Measured, calibration_of_first, first_cases, named
from openemploi.evaluation.metrics import (
    Ratio,
    hit_at,
    mean,
    r_precision_at,
    recall_at,
    reciprocal_rank,
)
from openemploi.evaluation.report import Wrong
from openemploi.extraction.occupation_kin import parent
from openemploi.i18n import _, ngettext
from openemploi.taxonomy.compiling import OCCUPATION_KINDS
from openemploi.taxonomy.store import Taxonomy

_COMPETENCES: Final = 20
_SHOWN: Final = 3  # of the answers to a case that went wrong


def offers_rome(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The occupation of each offer, as a ROME code."""
    cases = first_cases(datasets.offers(path, files=files), limit)
    return lambda asked: _coded(cases, asked)


def _coded(cases: Sequence[OfferCase], asked: Asked) -> Measured:
    taxonomy = asked.engine.taxonomy
    began = time.monotonic()
    found = [systems.code_offer(asked.engine, case.title, case.text) for case in asked.each(cases)]
    seconds = time.monotonic() - began
    letters = _OfferLetters(taxonomy)
    ranked = [[code for code, _confidence in codes] for codes in found]
    unknown = sum(taxonomy.find(f"urn:rome:{case.rome}") is None for case in cases)
    notes = []
    if unknown:
        notes.append(
            ngettext("{count} offer has a ROME code that the taxonomy does not hold: counted as missed.",
                     "{count} offers have a ROME code that the taxonomy does not hold: counted as missed.", unknown)
        )  # fmt: skip
    return Measured(
        n=len(cases),
        ratios=_code_ratios(taxonomy, cases, ranked),
        baselines={
            baselines.LETTERS: _code_ratios(taxonomy, cases, [letters.codes(case.title) for case in cases])
        },
        seconds=seconds,
        groups={"sector": [case.rome[:1] for case in cases], "file": [case.file for case in cases]},
        calibration=calibration_of_first(found, [{case.rome} for case in cases]),
        wrong=[
            Wrong(case.title, (_sheet(taxonomy, case.rome),), tuple(_sheet(taxonomy, c) for c in codes[:3]))
            for case, codes in zip(cases, ranked, strict=True)
            if codes[:1] != [case.rome]
        ],
        notes=notes,
    )


def _code_ratios(
    taxonomy: Taxonomy, cases: Sequence[OfferCase], ranked: Sequence[Sequence[str]]
) -> dict[str, Ratio]:
    pairs = list(zip(cases, ranked, strict=True))
    return {
        "top1": mean([hit_at(codes, {case.rome}, k=1) for case, codes in pairs]),
        "top5": mean([hit_at(codes, {case.rome}, k=5) for case, codes in pairs]),
        "family_top1": mean(
            [
                float(_family(taxonomy, case.rome) in {_family(taxonomy, c) for c in codes[:1]})
                for case, codes in pairs
            ]
        ),
        "domain_top1": mean([float(case.rome[:3] in {c[:3] for c in codes[:1]}) for case, codes in pairs]),
        "mrr": mean([reciprocal_rank(codes, {case.rome}) for case, codes in pairs]),
    }


def _family(taxonomy: Taxonomy, code: str) -> str:
    """The parent code of a ROME sheet (``code_rome_parent``); a parent is its own."""
    sheet = taxonomy.find(f"urn:rome:{code}")
    return taxonomy.code(parent(taxonomy, sheet)) if sheet is not None else code


def _sheet(taxonomy: Taxonomy, code: str) -> str:
    sheet = taxonomy.find(f"urn:rome:{code}")
    return f"{code} {taxonomy.label(sheet)}" if sheet is not None else code


class _OfferLetters:
    """ROME codes of a title by the letters of the names of occupations; the title as it is."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        names, self._codes = [], []
        for concept in taxonomy.concepts(*OCCUPATION_KINDS).tolist():
            codes = [code for scheme, code in taxonomy.other_codes(concept) if scheme == "rome"]
            if taxonomy.scheme(concept).name == "rome":
                codes = [taxonomy.code(concept)]
            for label in taxonomy.labels(concept) if codes else ():
                names.append(label.text)
                self._codes.append(codes[0])
        self._letters = Letters(names)

    def codes(self, title: str) -> list[str]:
        """The codes, best first."""
        rows = best(self._letters.scores(title), count=200)
        return [code for code, _row in first_of_each(self._codes, rows)]


def offers_competences(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The competences that the recruiter of each offer ticked."""
    read = datasets.offers(path, files=files)
    cases = first_cases([case for case in read if case.competences], limit)
    if not cases:
        datasets.nothing(path, "competences: [{code, libelle, exigence}]")
    return lambda asked: _listed(cases, asked)


def _listed(cases: Sequence[OfferCase], asked: Asked) -> Measured:
    taxonomy = asked.engine.taxonomy

    def same(codes: Iterable[str]) -> list[str]:
        """One code for competences that are the same."""
        rows = ((code, taxonomy.find(f"urn:rome:ogr:{code}")) for code in codes)
        named = (code if row is None else taxonomy.uri(taxonomy.canonical(row)) for code, row in rows)
        return list(dict.fromkeys(named))

    began = time.monotonic()
    found = [
        same(systems.offer_competences(asked.engine, case.title, case.text, without_crosswalk=asked.without_crosswalk))
        for case in asked.each(cases)
    ]  # fmt: skip
    seconds = time.monotonic() - began
    letters = _OfferLetters(taxonomy)
    lists = []
    for case in cases:
        codes = letters.codes(case.title)
        tiers = systems.sheet_skills(taxonomy, taxonomy.find(f"urn:rome:{codes[0]}") if codes else None)
        lists.append(same(taxonomy.uri(row).rpartition(":")[2] for tier in tiers for row in tier))
    wanted = [set(same(case.competences)) for case in cases]
    known = {
        code
        for case in cases
        for code in case.competences
        if taxonomy.find(f"urn:rome:ogr:{code}") is not None
    }
    lost = sum(code not in known for case in cases for code in case.competences)
    total = sum(len(case.competences) for case in cases)
    notes = []
    if lost:
        notes.append(
            _("{count} of {total} listed competences are not in the taxonomy: counted as missed.",
              count=lost, total=total)
        )  # fmt: skip
    pairs = list(zip(cases, found, wanted, strict=True))
    return Measured(
        n=len(cases),
        ratios=_list_ratios(found, wanted),
        baselines={f"{baselines.LETTERS}, list of the sheet": _list_ratios(lists, wanted)},
        seconds=seconds,
        groups={"sector": [case.rome[:1] for case in cases], "file": [case.file for case in cases]},
        wrong=[
            Wrong(case.title, tuple(named(taxonomy, sorted(gold - set(codes[:_COMPETENCES])))),
                  tuple(named(taxonomy, codes[:_SHOWN])))
            for case, codes, gold in pairs
            if gold - set(codes[:_COMPETENCES])
        ],
        notes=notes,
    )  # fmt: skip


def _list_ratios(found: Sequence[Sequence[str]], wanted: Sequence[set[str]]) -> dict[str, Ratio]:
    pairs = list(zip(found, wanted, strict=True))
    return {
        "recall@20": mean([recall_at(codes, gold, k=_COMPETENCES) for codes, gold in pairs]),
        "rp@5": mean([r_precision_at(codes, gold, k=5) for codes, gold in pairs]),
        "rp@10": mean([r_precision_at(codes, gold, k=10) for codes, gold in pairs]),
    }
