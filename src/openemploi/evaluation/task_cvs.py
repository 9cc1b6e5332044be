"""CVs with their truth: contact, jobs, schools and skills, field by field."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from openemploi.errors import OpenEmploiError
from openemploi.evaluation import baselines, datasets, systems
from openemploi.evaluation.datasets import CvCase, Files
from openemploi.evaluation.measured import Asked, Measured, plain_name
from openemploi.evaluation.metrics import (
    Counts,
    Ratio,
    set_scores,
)
from openemploi.evaluation.report import Wrong
from openemploi.folding import words

FIELDS: Final = ("email", "phone", "name", "job_title", "company", "school", "skills")
_SAME: Final = 0.6  # share of the words of two names, together, that they must have in common
_PHONE_DIGITS: Final = 9  # the last ones: with or without the code of the country


def cv_fields(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The fields of each CV."""
    cases = datasets.cvs(path, files=files)[:limit]
    return lambda asked: _read_cvs(cases, asked)


def _read_cvs(cases: Sequence[CvCase], asked: Asked) -> Measured:
    ours: dict[str, list[Counts]] = {name: [] for name in FIELDS}
    theirs: dict[str, list[Counts]] = {name: [] for name in ("email", "phone", "name")}
    wrong, notes = [], []
    seconds = 0.0
    for case in asked.each(cases):
        began = time.monotonic()
        try:
            read = systems.read_cv(asked.engine, case.path)
        except OpenEmploiError as error:
            notes.append(f"{case.path.name}: {error.message} [{error.code}]")
            read = systems.CvRead("", {})
        seconds += time.monotonic() - began
        patterns = baselines.cv_fields(read.text)
        for name in FIELDS:
            given, gold = read.fields.get(name, ()), case.fields[name]
            right = _matched(given, gold, name)
            ours[name].append(Counts(right, len(given) - right, len(gold) - right))
            if right < max(len(given), len(gold)):
                wrong.append(Wrong(f"{case.path.name} · {name}", tuple(gold), tuple(way[0] for way in given)))
            if name in theirs:
                tried = [(value,) for value in patterns[name]]
                right = _matched(tried, gold, name)
                theirs[name].append(Counts(right, len(tried) - right, len(gold) - right))
    return Measured(
        n=len(cases),
        ratios=_field_ratios(ours),
        baselines={baselines.PATTERNS: _field_ratios(theirs)},
        seconds=seconds,
        wrong=wrong,
        notes=notes,
    )


def _field_ratios(found: Mapping[str, Sequence[Counts]]) -> dict[str, Ratio]:
    together = [
        Counts(sum(c.right for c in row), sum(c.wrong for c in row), sum(c.missed for c in row))
        for row in zip(*found.values(), strict=True)
    ]
    ratios = set_scores(together)
    for name, rows in found.items():
        scores = set_scores(rows)
        ratios[name] = scores["f1"]
        ratios |= {f"{name}_precision": scores["precision"], f"{name}_recall": scores["recall"]}
    return ratios


def _matched(given: Sequence[tuple[str, ...]], gold: Sequence[str], name: str) -> int:
    """How many of ``given`` (each with the ways it is written) are in ``gold``, each used once."""
    left = list(gold)
    right = 0
    for ways in given:
        found = next((value for value in left if any(_same_value(way, value, name) for way in ways)), None)
        if found is not None:
            left.remove(found)
            right += 1
    return right


def _same_value(one: str, other: str, name: str) -> bool:
    if name == "email":
        return one.strip().lower() == other.strip().lower()
    if name == "phone":
        digits = [re.sub(r"\D", "", value)[-_PHONE_DIGITS:] for value in (one, other)]
        return bool(digits[0]) and digits[0] == digits[1]
    if plain_name(one) == plain_name(other):
        return True
    ours, theirs = set(words(one)), set(words(other))
    return bool(ours & theirs) and len(ours & theirs) >= _SAME * len(ours | theirs)
