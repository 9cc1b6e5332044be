"""The portal speaks French, English and Korean: no sentence is missing, none has two translations, none stands in code.

The catalogues of all apps are put together (``config/catalogues.py``), so that one sentence can have one translation
only; where its meaning differs, it takes a context.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Final

import polib
import pytest

ROOT: Final = Path(__file__).parents[2]
PORTAL: Final = ROOT / "src" / "openemploi_web"

# Texts that are no sentence of the portal's.
NOT_TRANSLATED: Final = {
    "config/settings.py": "the languages' own names",
    "jobseekers/reading.py": "patterns for what people write in their own words, in three languages",
    "jobseekers/merging.py": "a pattern for a postal code and its commune",
    "vacancies/masking.py": "a pattern for addresses and their accented letters",
}

# Comments, and the sentences that are translated.
_NOT_SHOWN: Final = (
    re.compile(r"/\*.*?\*/|//[^\n]*|\{#.*?#\}|<!--.*?-->", re.DOTALL),
    re.compile(r"\{%\s*blocktrans.*?\{%\s*endblocktrans\w*\s*%\}", re.DOTALL),
    re.compile(r"\{%.*?%\}|\{\{.*?\}\}"),
)


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SENTENCES: Final = _load("web_messages")


@pytest.mark.parametrize("language", ["fr", "ko"])
@pytest.mark.parametrize("app", SENTENCES.apps())
def test_every_sentence_is_translated(app: str, language: str):
    assert SENTENCES.missing(app, language) == []


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_one_sentence_has_one_translation_in_all_apps(language: str):
    translations: dict[tuple[str | None, str], dict[tuple[str, ...], str]] = defaultdict(dict)
    for path, entry in entries(language):
        said = (entry.msgstr, *entry.msgstr_plural.values())
        translations[entry.msgctxt, entry.msgid].setdefault(said, path)

    assert {key: said for key, said in translations.items() if len(said) > 1} == {}


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_a_translation_has_the_fields_of_its_sentence(language: str):
    wrong = []
    for path, entry in entries(language):
        asked = fields(entry.msgid) | fields(entry.msgid_plural)
        given = [fields(text) for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
        # "One offer" may leave the number out; a sentence without plural leaves nothing out.
        if set.union(*given) != asked if entry.msgid_plural else given != [asked]:
            wrong.append((path, entry.msgid, sorted(set.union(*given) ^ asked)))

    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_a_translation_begins_and_ends_with_the_spaces_of_its_sentence(language: str):
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [
        (path, entry.msgid)
        for path, entry in entries(language)
        if entry.msgstr and ends(entry.msgstr) != ends(entry.msgid)
    ] == []


def test_french_takes_typographic_apostrophes():
    assert [
        (path, text)
        for path, entry in entries("fr")
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if re.search(r"[^\W\d_]'[^\W\d_]", text)
    ] == []


def test_no_french_or_korean_stands_in_code():
    found = [
        f"{name}:{line}: {text}"
        for path in sorted(PORTAL.rglob("*.py"))
        if "demonstration" not in path.parts
        and (name := path.relative_to(PORTAL).as_posix()) not in NOT_TRANSLATED
        for line, text in literals(path)
        if foreign(text) and text not in marked()
    ]

    assert found == []


def test_no_french_or_korean_stands_in_a_template():
    found = []
    for path in sorted(path for kind in ("html", "txt", "js", "css") for path in PORTAL.rglob(f"*.{kind}")):
        if "demonstration" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for skipped in _NOT_SHOWN:
            text = skipped.sub("", text)
        found += [
            f"{path.relative_to(PORTAL)}: {line.strip()}" for line in text.splitlines() if foreign(line)
        ]

    assert found == []


def test_the_exceptions_are_still_needed():
    needless = [
        name for name in NOT_TRANSLATED if not any(foreign(text) for _line, text in literals(PORTAL / name))
    ]

    assert needless == []


def entries(language: str) -> list[tuple[str, polib.POEntry]]:
    """Every translated sentence with the app it stands in."""
    return [
        (path.parent.parent.name, entry)
        for path in sorted(PORTAL.glob(f"*/locale/{language}.po"))
        for entry in polib.pofile(str(path))
        if entry.translated()
    ]


def fields(text: str) -> set[str]:
    """``%(name)s`` and ``{name}`` in ``text``."""
    return set(re.findall(r"%\(\w+\)[sd]", text)) | set(re.findall(r"\{\w*\}", text))


def foreign(text: str) -> bool:
    """Whether ``text`` has letters that English does not."""
    return bool(re.search(r"[À-ÖØ-öø-ÿŒœŸ가-힣]", text))


def literals(path: Path) -> list[tuple[int, str]]:
    """The texts of a Python file that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


def marked() -> frozenset[str]:
    """The sentences marked for translation: English, though some hold a French name ("département")."""
    if not _MARKED:
        for app in SENTENCES.apps():
            for _context, sentence, plural in SENTENCES.messages(app):
                _MARKED.update({sentence, plural or sentence})
    return frozenset(_MARKED)


_MARKED: set[str] = set()
