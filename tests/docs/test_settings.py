"""Every environment variable and every limit is documented, with the value it has."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from openemploi.documents.limits import Limits
from openemploi.profiles.offer_files import MAX_RECORD
from openemploi.profiles.reading_cache import KEPT_DAYS


def test_every_environment_variable_that_is_read_is_documented(
    sources: Mapping[Path, ast.Module], pages: Mapping[Path, str], root: Path
) -> None:
    page = pages[root / "docs/reference/settings.md"]
    read = {name for module in sources.values() for name in variables(module)}

    assert {"OPENEMPLOI_DATA", "OPENEMPLOI_CACHE", "OPENEMPLOI_LANG"} <= read
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_every_variable_of_ours_that_is_documented_is_read(
    sources: Mapping[Path, ast.Module],
    pages: Mapping[Path, str],
    root: Path,
    section: Callable[[str, str], str],
    rows: Callable[[str], list[list[str]]],
) -> None:
    page = section(pages[root / "docs/reference/settings.md"], "Environment variables")
    read = {name for module in sources.values() for name in variables(module)}

    assert {row[0].strip("`") for row in rows(page)} == {n for n in read if n.startswith("OPENEMPLOI_")}


def test_every_limit_is_documented_with_its_value(
    pages: Mapping[Path, str],
    root: Path,
    section: Callable[[str, str], str],
    rows: Callable[[str], list[list[str]]],
) -> None:
    text = section(pages[root / "docs/reference/settings.md"], "Limits on one file")
    documented = {row[0].strip("`"): row[1] for row in rows(text)}

    assert documented == {name: str(value) for name, value in dataclasses.asdict(Limits()).items()}
    assert f"A record of an offers file may have {MAX_RECORD // 1024 // 1024} MB" in text


def test_the_limits_told_with_the_errors_are_those_in_force(pages: Mapping[Path, str], root: Path) -> None:
    page, limits = pages[root / "docs/reference/errors.md"], Limits()

    assert f"over the size limit ({limits.max_bytes // 1_000_000} MB)" in page
    assert f"more than {limits.max_pages} pages" in page
    assert f"more than {limits.max_text_chars:,} characters" in page


def test_the_term_of_readings_is_the_one_in_force(pages: Mapping[Path, str], root: Path) -> None:
    for name in ("README.md", "docs/reference/settings.md", "docs/adr/0009-one-reading-cache.md"):
        assert f"{KEPT_DAYS} days" in pages[root / name], name


def variables(module: ast.Module) -> Iterator[str]:
    """Names that a module looks up in the environment, also through a table of names."""
    tables = {
        target.id: ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.AnnAssign) and isinstance(target := node.target, ast.Name)
        and isinstance(node.value, ast.Tuple) and all(isinstance(e, ast.Constant) for e in node.value.elts)
    }  # fmt: skip
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg == "envvar":
            yield ast.literal_eval(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
            yield ast.literal_eval(node.args[0])
        elif isinstance(node, (ast.DictComp, ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            if "os.environ[" in ast.unparse(node):
                yield from tables[ast.unparse(node.generators[0].iter)]
        elif isinstance(node, ast.Subscript) and ast.unparse(node).startswith("os.environ['"):
            yield ast.literal_eval(node.slice)
