"""Every error code that the code can raise is explained, and no other."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from openemploi.documents import refusals

ERRORS: Final = {
    "DocumentError",
    "FormatError",
    "TaxonomyError",
    "ModelError",
    "RequestError",
    "OpenEmploiError",
    "Refusal",
    "AddressRefused",
    "NoAnswer",
    "no_catalogue",  # of openemploi.catalogue.values: its first argument is the code
}
# First arguments that are codes made elsewhere: a refusal told as an error, an answer of the reading process.
PASSED_ON: Final = {"refusal.code", "code", "str(refused['code'])"}


def test_every_code_has_its_row_in_french_and_in_english(
    sources: Mapping[Path, ast.Module],
    pages: Mapping[Path, str],
    root: Path,
    rows: Callable[[str], list[list[str]]],
) -> None:
    table = rows(pages[root / "docs/reference/errors.md"])
    explained = [row[0].strip("`") for row in table]
    raised = {code for _path, code in codes(sources)} | set(refusals._sentences(0))

    assert sorted(raised - set(explained)) == [], "raised and not explained"
    assert sorted(set(explained) - raised) == [], "explained and never raised"
    assert len(explained) == len(set(explained)), "explained twice"
    assert [row[0] for row in table if len(row) != 4 or not all(row)] == [], "a cell is empty"


def test_every_refusal_of_a_document_has_its_sentence(sources: Mapping[Path, ast.Module]) -> None:
    refused = {code for path, code in codes(sources, makers={"Refusal"}) if path.parent.name == "documents"}

    assert refused <= set(refusals._sentences(0))


def codes(sources: Mapping[Path, ast.Module], makers: set[str] = ERRORS) -> Iterator[tuple[Path, str]]:
    """The constant first argument of each call that makes an error, also through functions that pass it on."""
    for path, module in sources.items():
        # The portal has a Refusal of its own: a person's answer to an application.
        known = set(makers) - ({"Refusal"} if "openemploi_web" in path.parts else set())
        while through := _passing(module, known) - known:
            known |= through
        for call in _calls(module, known):
            found = _constants(call.args[0]) if call.args else []
            assert found or not call.args or ast.unparse(call.args[0]) in PASSED_ON, (
                f"{path.name}:{call.lineno}: this test cannot follow the code of the error"
            )
            yield from ((path, code) for code in found)


def _calls(tree: ast.AST, names: set[str]) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in names]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _passing(module: ast.Module, makers: set[str]) -> set[str]:
    """The functions whose first parameter is the code of the error they make."""
    found = set()
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef) and function.name != "__init__":
            parameters = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
            for call in _calls(function, makers):
                if parameters and call.args and ast.unparse(call.args[0]) == parameters[0] == "code":
                    found.add(function.name)
    return found


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_constants(node.body), *_constants(node.orelse)]
    return []
