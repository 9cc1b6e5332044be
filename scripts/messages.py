"""Collect every sentence shown to people and list those that a language does not have yet.

``python scripts/messages.py`` adds new sentences to ``locale/*.po`` with an empty translation, drops those that are
no longer used, and prints what is left to translate. ``--check`` changes nothing and exits 1 if anything is.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import yaml
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from openemploi.labourmarket.declared import WORDS

SOURCE = Path(__file__).parent.parent / "src"
PACKAGE = SOURCE / "openemploi"
# The portal's settings are read before Django speaks any language: their errors are the library's sentences.
BEFORE_DJANGO = SOURCE / "openemploi_web" / "config"
LANGUAGES = ("fr", "ko")

Message = tuple[str, str | None]  # sentence, plural


def messages() -> dict[Message, str]:
    """Every sentence with the file it stands in, in a stable order."""
    found: dict[Message, str] = {}
    for path in [*sorted(PACKAGE.rglob("*.py")), *sorted(BEFORE_DJANGO.glob("*.py"))]:
        for message in _in_python(path):
            found.setdefault(
                message, path.relative_to(PACKAGE if PACKAGE in path.parents else SOURCE).as_posix()
            )
    for path in sorted([*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.jinja"), *PACKAGE.rglob("*.j2")]):
        for message in _in_template(path):
            found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    for path in sorted((PACKAGE / "labourmarket" / "queries").glob("*.sql")):
        for message in _in_query(path):
            found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    return found


def missing(language: str) -> list[str]:
    """The sentences that ``language`` has no translation of."""
    catalogue = polib.pofile(str(PACKAGE / "locale" / f"{language}.po"))
    have = {
        (entry.msgid, entry.msgid_plural or None)
        for entry in catalogue
        if entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values()))
    }
    return [message[0] for message in messages() if message not in have]


def update(language: str) -> None:
    """Bring the catalogue of ``language`` to the sentences in use, keeping what is translated."""
    path = PACKAGE / "locale" / f"{language}.po"
    before = polib.pofile(str(path))
    known = {(entry.msgid, entry.msgid_plural or None): entry for entry in before}
    forms = 1 if language == "ko" else 2
    after = polib.POFile(wrapwidth=110)
    after.metadata = before.metadata
    for (sentence, plural), place in messages().items():
        entry = known.get((sentence, plural)) or polib.POEntry(msgid=sentence, msgid_plural=plural or "")
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
        entry.occurrences = [(place, "")]
        after.append(entry)
    after.save(str(path))


def _in_query(path: Path) -> Iterator[Message]:
    """The sentences in the head of a declared query (openemploi.labourmarket)."""
    text = path.read_text(encoding="utf-8")
    head = yaml.safe_load(text[text.index("/*---") + 5 : text.index("---*/")])
    for name in WORDS:
        if sentence := " ".join(str(head.get(name, "")).split()):
            yield sentence, None


def _in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if node.func.id == "_" and texts and isinstance(texts[0], str):
                yield texts[0], None
            if node.func.id == "ngettext" and len(texts) >= 2:
                yield str(texts[0]), str(texts[1])


def _in_template(path: Path) -> Iterator[Message]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for _line, function, text in extract_from_ast(tree, ("_", "ngettext")):
        if function == "ngettext" and isinstance(text, tuple):
            yield str(text[0]), str(text[1])
        else:
            first = text[0] if isinstance(text, tuple) else text
            if first:
                yield str(first), None


def main() -> int:
    """Update or check; 1 when a sentence is left to translate and ``--check`` was asked."""
    check = "--check" in sys.argv[1:]
    left = 0
    for language in LANGUAGES:
        if not check:
            update(language)
        for sentence in missing(language):
            left += 1
            sys.stdout.write(f"{language}: {sentence}\n")
    return 1 if check and left else 0


if __name__ == "__main__":
    sys.exit(main())
