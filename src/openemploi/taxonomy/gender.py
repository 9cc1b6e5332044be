"""Feminine and masculine names of occupations, written apart.

Official labels join them in one string, "Conducteur / Conductrice d'engins" (ROME) or
"directeur technique/directrice technique" (ESCO); people write one or the other.
"""

from __future__ import annotations

import re
from typing import Final

_SLASH: Final = re.compile(r"\s*/\s*")
_BRACKETED: Final = re.compile(r"(\w+)\((\w{1,5})\)")  # vendeur(euse)


def forms(label: str) -> tuple[str, ...]:
    """The whole forms that ``label`` stands for, the masculine first, at least one.

    >>> forms("Conducteur / Conductrice d'engins agricoles")
    ("Conducteur d'engins agricoles", "Conductrice d'engins agricoles")
    >>> forms("directeur technique/directrice technique")
    ('directeur technique', 'directrice technique')
    >>> forms("HTML / CSS")
    ('HTML / CSS',)
    """
    parts = _SLASH.split(label)
    if len(parts) == 2 and _same_trade(parts[0], parts[1]):
        left, right = parts[0].split(), parts[1].split()
        tail = right[len(left) :]
        return " ".join(left + tail), " ".join(right)
    if _BRACKETED.search(label):
        return _BRACKETED.sub(r"\1", label), label
    return (label,)


def _same_trade(left: str, right: str) -> bool:
    first, other = left.split(), right.split()
    if not first or len(other) < len(first):
        return False
    a, b = first[0].lower(), other[0].lower()
    # "Sage-femme / Maïeuticien": two names, not two genders; the stem must be shared.
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= min(4, len(a) - 1)


# Endings of feminine names of trades, beside the masculine ones. Longer ones first.
_ENDINGS: Final = (
    ("trice", "teur"), ("euse", "eur"), ("ière", "ier"), ("gère", "ger"), ("chère", "cher"), ("ienne", "ien"),
    ("onne", "on"), ("elle", "el"), ("effe", "ef"), ("ante", "ant"), ("ente", "ent"), ("ée", "é"), ("ale", "al"),
    ("aine", "ain"), ("ive", "if"), ("ère", "er"), ("ôtesse", "ôte"), ("aîtresse", "aître"),
)  # fmt: skip
_SHORTEST: Final = 5  # letters: "vente" and "salle" are no feminine names
_WORD: Final = re.compile(r"[^\W\d_]+")

# What is added to a masculine name to write both at once: "technicien.ne", "chargé·e·s", "assistant(e)", "chef-fe".
_ENDINGS_ADDED: Final = "e|ne|fe|ve|se|le|te|esse|sse|euse|eure|rice|trice|enne|ienne|[eè]re|i[eè]re"
_ADDED: Final = re.compile(
    rf"(?<=[^\W\d_]{{2}})(?:\s?\((?:{_ENDINGS_ADDED}|s|es)\)|[.·•‧∙](?:{_ENDINGS_ADDED})(?:[.·•‧∙]?s)?(?![\w-])"
    r"|-(?:e|ne|fe|se|euse|trice)(?![\w-]))",
    re.IGNORECASE,
)


def without_added_endings(text: str) -> str:
    """``text`` with names of trades that are written in both genders at once in the masculine.

    >>> without_added_endings("Technicien.ne chargé·e de projet, assistant(e) ou chef-fe")
    'Technicien chargé de projet, assistant ou chef'
    >>> without_added_endings("Bar-le-Duc, ASP.NET (e-commerce)")
    'Bar-le-Duc, ASP.NET (e-commerce)'
    """
    return _ADDED.sub("", text)


def one_gender(text: str) -> str:
    """``text`` with the feminine names of trades made masculine, so that both are compared as the same words.

    Not for reading: other words change too ("attente" becomes "attent"), on both sides of a comparison.

    >>> one_gender("conductrice d'engins expérimentée") == one_gender("conducteur d'engins expérimenté")
    True
    >>> one_gender("Hôtesse de caisse, SERVEUSE")
    'Hôte de caisse, SERVEUR'
    """
    return _WORD.sub(_masculine_name, text)


def _masculine_name(found: re.Match[str]) -> str:
    word = found.group()
    if word.isupper():
        return _masculine(word.lower()).upper()
    return _masculine(word)


def _masculine(word: str) -> str:
    singular, plural = (word[:-1], "s") if word.endswith("s") else (word, "")
    for feminine, masculine in _ENDINGS:
        if singular.endswith(feminine) and len(singular) > max(_SHORTEST, len(feminine)):
            return singular[: -len(feminine)] + masculine + plural
    return word
