"""Texts for people, in French, English and Korean.

Message ids are the English sentences; translations are readable ``locale/*.po`` files compiled in memory.
The language is a context variable, so that one process can answer two people in two languages.
"""

from __future__ import annotations

import gettext
import io
import re
from contextvars import ContextVar
from functools import cache
from importlib import resources
from typing import Final

import polib

LANGUAGES: Final = ("fr", "en", "ko")

# In French a double sign has a space before it, on which no line may break; so has a unit behind its number.
_BEFORE_SIGN: Final = re.compile(r" (?=[:;?!»])|(?<=«) ")
_BEFORE_UNIT: Final = re.compile(r"(?:(?<=[\d}])|(?<=\)s)) (?=(?:km|m²|min|h|€|%(?![(\w]))(?!\w))")

_language: ContextVar[str] = ContextVar("openemploi_language", default="fr")


def language() -> str:
    """The language in force: ``fr`` unless :func:`use_language` said otherwise."""
    return _language.get()


def use_language(code: str) -> None:
    """Speak ``code`` (``fr``, ``en`` or ``ko``) from now on in this context.

    Raises ``ValueError`` for any other code.
    """
    if code not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {code!r}")
    _language.set(code)


def _(message: str, /, **values: object) -> str:
    """``message`` in the language in force, with ``{name}`` fields filled from ``values``."""
    text = _catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """``one`` or ``many`` as the language in force counts ``count``; ``{count}`` is filled too."""
    return _catalogue(language()).ngettext(one, many, count).format(count=count, **values)


def time_name(months: int | None) -> str:
    """A length of time in words, in years from two years on; empty when it is not known or nothing.

    >>> use_language("en"); time_name(18), time_name(60), time_name(None)
    ('18 months', '5 years', '')
    """
    if not months:
        return ""
    if months >= 24 or months == 12:
        return ngettext("{count} year", "{count} years", round(months / 12))
    return ngettext("{count} month", "{count} months", months)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    source = resources.files("openemploi").joinpath("locale", f"{code}.po").read_text(encoding="utf-8")
    return gettext.GNUTranslations(io.BytesIO(read_catalogue(source, code).to_binary()))


def read_catalogue(source: str, code: str) -> polib.POFile:
    """The translations of the ``.po`` text ``source``; French ones with the spaces that no line may break on."""
    catalogue = polib.pofile(source)
    if code == "fr":
        for entry in catalogue:
            entry.msgstr = french_spaces(entry.msgstr)
            entry.msgstr_plural = {
                number: french_spaces(text) for number, text in entry.msgstr_plural.items()
            }
    return catalogue


def french_spaces(text: str) -> str:
    """``text`` with no-break spaces before « : ; ? ! » and before units, as French typography has them.

    >>> french_spaces("Lieu : Gap ; à {km} km ?") == "Lieu\\u00a0: Gap\\u00a0; à {km}\\u00a0km\\u00a0?"
    True
    """
    return _BEFORE_UNIT.sub("\u00a0", _BEFORE_SIGN.sub("\u00a0", text))
