"""The portal's own rules, kept by everybody: STYLE says them in words, these tests hold them.

Which app may import which is import-linter's (``pyproject.toml``); here is what a file may hold.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command
from django.template import engines

ROOT: Final = Path(__file__).parents[2]
PORTAL: Final = ROOT / "src" / "openemploi_web"
PYTHON: Final = [path for path in sorted(PORTAL.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES: Final = {
    path.as_posix().split("/templates/", 1)[1]: path
    for path in sorted([*PORTAL.rglob("*.html"), *PORTAL.rglob("*.txt")])
    if "templates" in path.relative_to(PORTAL).parts
}
# Django asks for these by their name.
ERROR_PAGES: Final = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# A file imports nothing of a kind that stands further right.
KINDS: Final = ("models", "permissions", "selectors", "actions", "forms", "views", "urls")
# A task does what an action asked for, and calls actions itself.
SAME_KIND: Final = {"tasks": "actions"}


def test_every_model_says_what_it_holds_of_people():
    from openemploi_web.core.personal import Personal, portal_models

    silent = [
        model.__name__ for model in portal_models() if not isinstance(vars(model).get("personal"), Personal)
    ]

    assert silent == []


def test_personal_columns_exist():
    from openemploi_web.core.personal import personal_of, portal_models

    unknown = [
        f"{model.__name__}.{column}"
        for model in portal_models()
        for column in personal_of(model).fields
        if column not in {field.name for field in model._meta.get_fields()}
    ]

    assert unknown == []


def test_every_template_is_used():
    sources = {path: path.read_text(encoding="utf-8") for path in [*PYTHON, *TEMPLATES.values()]}

    unused = [
        name
        for name, own in TEMPLATES.items()
        if name not in ERROR_PAGES
        and not _replaces_another(name)
        and not any(name in text for path, text in sources.items() if path != own)
    ]

    assert unused == []


def test_a_template_that_names_what_nothing_gave_it_fails_here():
    page = engines["django"].from_string("{% if nobody %}yes{% endif %}{{ somebody.name }}")

    with pytest.raises(LookupError, match=r"somebody\.name"):
        page.render({})


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline style", r"\sstyle\s*=|<style\b"),
        ("inline script", r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:"),
        ("outside host", r"\b(?:src|srcset|action)\s*=\s*[\"']?(?:https?:)?//|<link[^>]*(?:https?:)?//"),
    ],
)
def test_no_template_has(what: str, pattern: str):
    found = [
        f"{name}: {what}"
        for name, path in TEMPLATES.items()
        if re.search(pattern, re.sub(r"\{%.*?%\}", "", path.read_text("utf-8")))
    ]

    assert found == []


def test_style_sheets_ask_for_nothing_elsewhere():
    sheets = sorted(PORTAL.rglob("*.css"))

    assert [
        path.name for path in sheets if re.search(r"https?://|@import|url\(", path.read_text("utf-8"))
    ] == []
    assert sheets


def test_a_file_has_fewer_than_400_lines():
    sources = [*PYTHON, *PORTAL.rglob("*.css"), *PORTAL.rglob("*.js"), *TEMPLATES.values()]

    long = {
        path.relative_to(PORTAL).as_posix(): lines
        for path in sources
        if (lines := len(path.read_text("utf-8").splitlines())) >= 400
    }

    assert long == {}


def test_a_file_says_why_it_exists():
    silent = [
        path.relative_to(PORTAL).as_posix()
        for path in PYTHON
        if path.name != "apps.py"  # five lines that Django asks for
        and (tree := ast.parse(path.read_text("utf-8"))).body
        and not ast.get_docstring(tree)
    ]

    assert silent == []


def test_no_file_is_named_for_everything():
    vague = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "data", "base"}

    assert [path.name for path in PYTHON if path.stem in vague] == []


def test_a_file_imports_nothing_that_stands_above_it():
    wrong = [
        f"{path.relative_to(PORTAL)}:{line} imports {module}"
        for path in PYTHON
        for line, module in _portal_imports(path)
        if (above := _rank(module.rsplit(".", 1)[-1])) is not None
        and above > (KINDS.index("views") - 1 if (own := _rank(path.stem)) is None else own)
    ]

    assert wrong == []


def test_views_write_through_actions_only():
    """``core.middleware`` refuses such a write when it happens; this finds those that no test has gone through."""
    writing = re.compile(r"\.objects\..*\.?(create|update|delete|\w+_create)$|\.(save|delete)$")
    found = [
        f"{path.relative_to(PORTAL)}:{node.lineno} {ast.unparse(node)}"
        for path in PYTHON
        if path.stem.split("_")[0] == "views"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and writing.search(ast.unparse(node.func))
        if ast.unparse(node) != "form.save(commit=False)"
    ]

    assert found == []


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def _replaces_another(name: str) -> bool:
    """Whether a template of Django or allauth has the same name, which ours replaces."""
    loaders = engines["django"].engine.template_loaders  # type: ignore[attr-defined]
    places = {
        str(origin)
        for loader in loaders
        for one in getattr(loader, "loaders", [loader])
        for origin in one.get_template_sources(name)
        if Path(str(origin)).is_file()
    }
    return len(places) > 1


def _rank(name: str) -> int | None:
    first = name.split("_")[0]
    first = SAME_KIND.get(first, first)
    return KINDS.index(first) if first in KINDS else None


def _portal_imports(path: Path) -> list[tuple[int, str]]:
    """The portal's modules that a file imports, with the line."""
    return [
        (node.lineno, name)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("openemploi_web")
        for name in [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    ]
