"""The language a document is written in: French, English or Korean."""

from __future__ import annotations

from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from openemploi.folding import is_korean

_SAMPLE: Final = 4000  # characters; more changes nothing


def language_of(text: str) -> str:
    """``fr``, ``en`` or ``ko``. French when there is too little text to tell.

    >>> language_of("Aide-soignante diplômée, cinq ans d'expérience en gériatrie")
    'fr'
    """
    sample = text[:_SAMPLE]
    hangul = sum(1 for character in sample if is_korean(character))
    letters = sum(1 for character in sample if character.isalpha())
    if letters and hangul / letters > 0.3:
        return "ko"
    if letters < 20:
        return "fr"
    code: str = _identifier().classify(sample.lower())[0]
    return code


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["fr", "en"])
    return identifier
