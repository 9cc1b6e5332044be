"""The language a document is written in: French, English or Korean."""

from __future__ import annotations

from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from openemploi.folding import is_korean

_SAMPLE: Final = 4000  # characters; more changes nothing
_SHARE: Final = 0.3  # of the letters: CVs name schools, employers and tools in Latin letters


def language_of(text: str) -> str:
    """``fr``, ``en`` or ``ko``. French when there is too little text to tell.

    >>> language_of("Aide-soignante diplômée, cinq ans d'expérience en gériatrie")
    'fr'
    """
    sample = text[:_SAMPLE]
    if is_mostly_korean(text):
        return "ko"
    if sum(1 for character in sample if character.isalpha()) < 20:
        return "fr"
    code: str = _identifier().classify(sample.lower())[0]
    return code


def is_mostly_korean(text: str) -> bool:
    """Whether enough of ``text`` is in Hangul to be a Korean text with foreign words in it."""
    sample = text[:_SAMPLE]
    if not is_korean(sample):
        return False
    hangul = sum(1 for character in sample if is_korean(character))
    return hangul > _SHARE * sum(1 for character in sample if character.isalpha())


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["fr", "en"])
    return identifier
