"""Every sentence shown to people exists in French and Korean, with the same fields."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from openemploi.i18n import LANGUAGES, ngettext, read_catalogue, use_language

ROOT = Path(__file__).parents[2]


def test_no_sentence_is_left_to_translate():
    check = subprocess.run(
        [sys.executable, ROOT / "scripts" / "messages.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.stdout == ""
    assert check.returncode == 0, check.stderr


@pytest.mark.parametrize("source", sorted((ROOT / "src").rglob("fr.po")), ids=lambda path: path.parts[-3])
def test_no_french_line_can_begin_with_a_double_sign(source: Path):
    catalogue = read_catalogue(source.read_text(encoding="utf-8"), "fr")

    broken = [
        text
        for entry in catalogue
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if re.search(r" [:;?!»]|« ", text)
    ]
    assert broken == []


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_a_translation_has_the_fields_of_its_sentence(language: str):
    catalogue = polib.pofile(str(ROOT / "src" / "openemploi" / "locale" / f"{language}.po"))

    wrong = [
        entry.msgid
        for entry in catalogue
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and not fields(text) <= fields(entry.msgid) | fields(entry.msgid_plural)
    ]

    assert wrong == []


def test_none_and_one_are_singular_in_french_and_plural_words_come_from_two():
    use_language("fr")

    counted = [ngettext("{count} month", "{count} months", count) for count in (1, 2)]

    assert counted == ["1 mois", "2 mois"]
    with pytest.raises(ValueError, match="language must be one of"):
        use_language("de")
    assert LANGUAGES == ("fr", "en", "ko")


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
