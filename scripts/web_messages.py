"""The portal's sentences: add those that are new to each app's ``locale/*.po``, and say what is left to translate.

``python scripts/web_messages.py [app …]`` adds new sentences with an empty translation, drops those no longer used and
prints the rest. ``--check`` changes nothing and exits 1 if anything is left.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent / "src" / "openemploi_web"
LANGUAGES = {"fr": "nplurals=2; plural=(n > 1);", "ko": "nplurals=1; plural=0;"}
_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop", "_g", "_l"}
_MANY = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}

Message = tuple[str | None, str, str | None]  # context, sentence, plural


def messages(app: str) -> dict[Message, str]:
    """Every sentence of ``app`` with the file it stands in."""
    found: dict[Message, str] = {}
    folder = ROOT / app
    for path in sorted(folder.rglob("*.py")):
        for message in _in_python(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if "templates" in path.parts:
            for message in _in_template(path.read_text(encoding="utf-8")):
                found.setdefault(message, path.relative_to(ROOT).as_posix())
    return found


def missing(app: str, language: str) -> list[str]:
    """The sentences of ``app`` that ``language`` lacks."""
    have = {
        _key(entry)
        for entry in _catalogue(app, language)
        if entry.translated() and "fuzzy" not in entry.flags
    }
    return [
        sentence for context, sentence, plural in messages(app) if (context, sentence, plural) not in have
    ]


def apps() -> list[str]:
    """Every app; ``config`` speaks before Django does, with the library's sentences (``scripts/messages.py``)."""
    return sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "config")


def update(app: str, language: str) -> None:
    """Add what is new, drop what is gone."""
    wanted = messages(app)
    path = ROOT / app / "locale" / f"{language}.po"
    if not wanted and not path.exists():
        return
    old = {_key(entry): entry for entry in _catalogue(app, language)}
    made = polib.POFile(wrapwidth=110)
    made.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": LANGUAGES[language],
    }
    for (context, sentence, plural), where in wanted.items():
        entry = old.get((context, sentence, plural)) or polib.POEntry(
            msgctxt=context,
            msgid=sentence,
            msgid_plural=plural or "",
            msgstr_plural={0: "", 1: ""} if plural else {},
        )
        entry.occurrences = [(where, "")]
        if "%" in sentence and "python-format" not in entry.flags and "%(" in sentence:
            entry.flags = ["python-format"]
        made.append(entry)
    path.parent.mkdir(exist_ok=True)
    made.save(str(path))


def _catalogue(app: str, language: str) -> polib.POFile:
    path = ROOT / app / "locale" / f"{language}.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _key(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [
            a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in node.args
        ]
        if name in _ONE and texts and texts[0]:
            yield None, texts[0], None
        elif name in _MANY and len(texts) > 1 and texts[0] and texts[1]:
            yield None, texts[0], texts[1]
        elif name in _CONTEXT and len(texts) > 1 and texts[1]:
            yield texts[0], texts[1], None


def _in_template(source: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    yield from _in_python(_quoted(templatize(source, origin="")))


def _quoted(source: str) -> str:
    """Only the calls of what ``templatize`` made: the rest of its text is no Python."""
    import re

    calls = re.findall(
        r"""(?:p?n?gettext|_)\(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\w+))*\)""",
        source,
    )
    return "\n".join(calls)


def main(arguments: list[str]) -> int:
    """Update or check, and print what is left."""
    check = "--check" in arguments
    left = 0
    for app in [a for a in arguments if not a.startswith("--")] or apps():
        for language in LANGUAGES:
            if not check:
                update(app, language)
            for sentence in missing(app, language):
                left += 1
                print(f"{app}/locale/{language}.po: {sentence!r}")
    print(f"{left} left to translate")
    return 1 if check and left else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openemploi_web.config.settings")
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    sys.exit(main(sys.argv[1:]))
