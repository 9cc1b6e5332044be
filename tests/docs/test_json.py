"""The JSON that the commands really write is the JSON that is documented."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

PASSAGE: Final = {"text", "page", "start", "end"}
OCCUPATION: Final = {"uri", "label", "confidence", "evidence", "codes"}
OFFER = "samples/offers/caissier-mairie.txt"

RUNS = [
    ("rank and offers", ("rank", OFFER, "samples/cvs/caissiere-confirmee.pdf", "samples/cvs/agent-accueil.html")),
    ("rank and offers", ("offers", "samples/cvs/developpeuse.json", "samples/offers", "--around", "Manosque")),
    ("extract of a CV", ("extract", "samples/cvs/agent-accueil.html")),
    ("extract of a CV", ("extract", "samples/cvs/comptable.xml")),
    ("extract of an offer", ("extract", OFFER)),
    ("extract of an offer", ("extract", "samples/offers/ouvrier-viticole-saison.json")),
    ("taxonomy list", ("taxonomy", "list")),
    ("taxonomy search", ("taxonomy", "search", "boulanger")),
    ("taxonomy show", ("taxonomy", "show", "D1102")),
    ("doctor", ("doctor",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "command"), RUNS, ids=[" ".join(command[:2]) for _heading, command in RUNS]
)
def test_every_field_that_is_written_is_documented(
    heading: str, command: tuple[str, ...], openemploi: Callable[..., Any], pages: Mapping[Path, str], root: Path,
    section: Callable[[str, str], str], rows: Callable[[str], list[list[str]]],
) -> None:  # fmt: skip
    done = openemploi(*command, "--json")
    assert done.returncode == 0, done.stderr
    written = set(_paths(json.loads(done.stdout), ""))
    documented = _documented(rows(section(pages[root / "docs/reference/json.md"], heading)))

    assert sorted(path for path in written if _bare(path) not in documented) == []


@pytest.mark.parametrize("heading", ["rank and offers", "extract of a CV", "extract of an offer"])
def test_no_field_is_documented_that_is_never_written(
    heading: str, openemploi: Callable[..., Any], pages: Mapping[Path, str], root: Path,
    section: Callable[[str, str], str], rows: Callable[[str], list[list[str]]],
) -> None:  # fmt: skip
    runs = [command for under, command in RUNS if under == heading]
    written = {
        _bare(path)
        for command in runs
        for path in _paths(json.loads(openemploi(*command, "--json").stdout), "")
    }
    documented = {
        _bare(row[0].strip("`")) for row in rows(section(pages[root / "docs/reference/json.md"], heading))
    }
    holding = {above for path in written for above in _above(path)}

    # What these samples leave empty or unknown shows as its root: nothing can be seen under it.
    unseen = {path for path in documented - written - holding if not written & set(_above(path))}
    assert sorted(unseen) == []


def test_an_explanation_is_a_line_of_a_ranking(openemploi: Callable[..., Any]) -> None:
    cv = "samples/cvs/agent-accueil.html"
    line = json.loads(openemploi("rank", OFFER, cv, "--json").stdout)[0]
    for name in ("rank", "tied", "would_help", "effect"):
        del line[name]

    assert json.loads(openemploi("explain", OFFER, cv, "--json").stdout) == line


def test_an_error_is_written_as_documented(
    openemploi: Callable[..., Any], pages: Mapping[Path, str], root: Path,
    section: Callable[[str, str], str], rows: Callable[[str], list[list[str]]],
) -> None:  # fmt: skip
    done = openemploi("extract", "absent.pdf", "--json")
    documented = _documented(rows(section(pages[root / "docs/reference/json.md"], "Errors")))

    assert done.returncode == 3
    assert {_bare(path) for path in _paths(json.loads(done.stderr), "")} == documented - {"error"}


def test_the_example_has_the_documented_fields(
    pages: Mapping[Path, str],
    root: Path,
    section: Callable[[str, str], str],
    rows: Callable[[str], list[list[str]]],
) -> None:
    page = pages[root / "docs/reference/json.md"]
    example = json.loads(section(page, "An example").split("```json\n")[1].split("```")[0])
    documented = _documented(rows(section(page, "rank and offers")))

    assert sorted(path for path in _paths(example, "") if _bare(path) not in documented) == []


def _paths(value: Any, path: str) -> Iterator[str]:
    shared = isinstance(value, dict) and set(value) in (PASSAGE, OCCUPATION)
    if shared or (not value and path) or path.endswith(("].labels", "].relations")):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and path.endswith(".codes[]"):
        yield path  # [scheme, code]
    elif isinstance(value, list):
        for item in value:
            yield from _paths(item, f"{path}[]")
    else:
        yield path


def _bare(path: str) -> str:
    """The path without a list mark at its end: an empty list has no item to show."""
    return path.removesuffix("[]")


def _above(path: str) -> Iterator[str]:
    """The paths that hold ``path``."""
    while "." in path:
        path = path.rsplit(".", 1)[0]
        yield _bare(path)


def _documented(table: list[list[str]]) -> set[str]:
    """Every path of a table, and those that hold them: an absent object shows as null at its own path."""
    paths = {_bare(row[0].strip("`")) for row in table}
    return paths | {above for path in paths for above in _above(path)}
