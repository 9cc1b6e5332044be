"""Every number that decides a score is on a page, with the value it has today."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from openemploi.extraction import implied, mentions, occupations, requirements, skills
from openemploi.extraction.model import Level
from openemploi.matching import conditions, near, weights
from openemploi.matching.weights import Weights

SCORING = "docs/explanation/scoring.md"
IMPLIED = "docs/explanation/implied-skills.md"
# In the rooms that read, the numbers that say how surely something was read; others bound the search.
SAID = re.compile(r"CONFIDENCE|CEILING|MONTHS|TIME|THRESHOLD|WEIGHT|SURE|MOST")


def _numbers(module: Any) -> dict[str, float]:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = [
        n.target.id for n in tree.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]
    found = {name: getattr(module, name) for name in names}
    told = {name: value for name, value in found.items() if isinstance(value, (int, float))}
    scored = "matching" in module.__name__
    return {name: value for name, value in told.items() if scored or SAID.search(name)}


MODULES = {
    weights: SCORING, near: SCORING, conditions: SCORING, requirements: SCORING, mentions: SCORING,
    occupations: SCORING, skills: IMPLIED, implied: IMPLIED,
}  # fmt: skip
CASES = [(page, name, value) for module, page in MODULES.items() for name, value in _numbers(module).items()]


@pytest.mark.parametrize(("page", "name", "value"), CASES, ids=[name for _page, name, _value in CASES])
def test_a_declared_number_stands_in_its_table(
    page: str,
    name: str,
    value: float,
    pages: Mapping[Path, str],
    root: Path,
    rows: Callable[[str], list[list[str]]],
) -> None:
    documented = {row[0].strip("`"): row[1] for row in rows(pages[root / page])}

    assert documented.get(name) == f"{value:g}"


def test_the_weights_of_parts_and_kinds_are_those_in_force(
    pages: Mapping[Path, str], root: Path, rows: Callable[[str], list[list[str]]]
) -> None:
    documented = {row[0].strip("`"): row[1] for row in rows(pages[root / SCORING])}
    declared = Weights()
    expected = {str(part): value for part, value in declared.parts.items()}
    expected |= {str(kind): value for kind, value in declared.kinds.items()}
    expected |= {
        "implied_requirement": declared.implied_requirement, "unasked_experience": declared.unasked_experience,
    }  # fmt: skip

    assert {name: documented.get(name) for name in expected} == {n: f"{v:g}" for n, v in expected.items()}
    assert set(Weights.__dataclass_fields__) == {
        "parts",
        "kinds",
        "implied_requirement",
        "unasked_experience",
    }


def test_the_credit_of_each_level_is_the_one_in_force(
    pages: Mapping[Path, str], root: Path, rows: Callable[[str], list[list[str]]]
) -> None:
    documented = {row[0].strip("`"): row[1] for row in rows(pages[root / SCORING])}
    shown = [
        f"{level.value if level else 'none said'} {weights.LEVEL_CREDIT[level]:g}" for level in (None, *Level)
    ]

    assert documented["LEVEL_CREDIT"] == ", ".join(shown)


def test_the_weight_of_each_section_is_the_one_in_force(
    pages: Mapping[Path, str], root: Path, rows: Callable[[str], list[list[str]]]
) -> None:
    documented = {row[0].strip("`"): row[1] for row in rows(pages[root / SCORING])}
    shown = sorted(f"{section.value} {share:g}" for section, share in skills._SECTION_WEIGHT.items())

    assert sorted(documented["_SECTION_WEIGHT"].split(", ")) == shown


def test_the_french_page_tells_the_same_weights(pages: Mapping[Path, str], root: Path) -> None:
    page = pages[root / "docs/fr/comprendre-le-classement.md"]
    table = re.findall(r"^\| [^|]+ \| (\d+) \|$", page, re.MULTILINE)
    kinds = re.search(r"compte (\S+), un \*\*plus\*\* compte (\S+), .* compte ([\d,]+)\.", page)

    assert [float(cell) for cell in table] == list(Weights().parts.values())
    assert kinds is not None
    assert [float(kind.replace(",", ".")) for kind in kinds.groups()] == list(Weights().kinds.values())
