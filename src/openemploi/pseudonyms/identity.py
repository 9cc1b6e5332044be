"""One person written in several ways, brought to the same few texts before anything is keyed.

A keyed digest forgives nothing: one letter more is another person. So a person has several texts, from strict to
lenient, all with the date of birth; two files are joined on the strictest that both have and that is nobody
else's. Which rule joined two rows is kept beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from openemploi.folding import fold

RULES: Final = ("full", "parts", "sound", "swapped")
"""From strict to lenient: whole names; first parts of compound names; how they sound; names in either order."""

_LETTERS: Final = re.compile(r"[^a-z가-힣]+")
_BIRTH_NAME: Final = re.compile(r"\bne+e?\s+(?=\S)")
_MARRIED: Final = re.compile(r"\b(?:epouse|epse|ep|veuve|vve|divorcee|usage)\b.*")
_PARTICLES: Final = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "ben", "el", "al", "da", "dos"}
)
_TITLES: Final = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_SEPARATOR: Final = "\x1f"

# How French names sound, in order; what is written differently and said alike becomes alike. Our own list.
_SOUNDS: Final = tuple(
    (re.compile(written), said)
    for written, said in (
        (r"ph", "f"), (r"th", "t"), (r"ch(?=[rln])", "k"), (r"c(?=[eiy])", "s"), (r"[cq]u?(?=[aeiou])|[cq]", "k"),
        (r"sk(?=[eiy])", "s"), (r"g(?=[eiy])", "j"), (r"gu(?=[eiy])", "g"), (r"eau|ault|aud|aut|aux|au", "o"),
        (r"ain|ein|yn|ym|im(?=[bpm])", "in"), (r"an(?=[^aeiouy]|$)|em(?=[bp])|am(?=[bp])", "en"),
        (r"ai|ay|ei|ey", "e"), (r"oeu|eu", "e"), (r"ou|oo|w", "u"), (r"bv|v|b(?=v)", "v"), (r"y", "i"),
        (r"z", "s"), (r"h", ""), (r"x$|s$|t$|d$|e$|p$", ""), (r"([a-z])\1+", r"\1"), (r"(?<=[a-z])e$", ""),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a row is about, as one actor wrote it. ``born``: date of birth; without it nobody is joined."""

    surname: str
    given: str
    born: date | None


def linking_texts(identity: Identity) -> dict[str, str]:
    """The texts of a person by rule, strict first; empty when a name or the date of birth is missing.

    Case, accents, hyphens, apostrophes, spaces, titles and "née" make no difference. A rule whose text says less
    than three letters of the surname is left out.

    >>> one = linking_texts(Identity("Lefèvre-Martin", "Anne-Sophie", date(1990, 5, 1)))
    >>> two = linking_texts(Identity("LEFEVRE MARTIN", "anne sophie", date(1990, 5, 1)))
    >>> one == two, one["sound"] == linking_texts(Identity("Lefebvre", "Anne", date(1990, 5, 1)))["sound"]
    (True, True)
    """
    surname, given = _surname(identity.surname), _words(identity.given)
    if not surname or not given or identity.born is None:
        return {}
    day = identity.born.isoformat()
    main, first = _main(surname), given[0]
    texts = {
        "full": ("".join(surname), "".join(given)),
        "parts": (main, first),
        "sound": (_sound(main), _sound(first)),
        "swapped": tuple(sorted((main, first))),
    }
    return {
        rule: _SEPARATOR.join((*names, day))
        for rule, names in texts.items()
        if len(main) >= 3 or rule == "full"
    }


def born_on(text: str) -> date | None:
    """A date of birth as files write it: 1990-05-01, 01/05/1990, 01.05.1990, 19900501; else ``None``."""
    text = text.strip()[:10]
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date()  # a day has no zone
        except ValueError:
            continue
    return None


def _surname(text: str) -> list[str]:
    folded = fold(text)
    born = _BIRTH_NAME.search(folded)
    folded = folded[born.end() :] if born else _MARRIED.sub("", folded)
    return [word for word in _LETTERS.split(folded) if word and word not in _TITLES]


def _words(text: str) -> list[str]:
    """The first given name, compound or not: what follows a comma is another one."""
    return [word for word in _LETTERS.split(fold(text.split(",")[0])) if word and word not in _TITLES]


def _main(words: list[str]) -> str:
    """The first part of a compound surname, with the particles that stand before it."""
    for place, word in enumerate(words):
        if word not in _PARTICLES:
            return "".join(words[: place + 1])
    return "".join(words)


def _sound(name: str) -> str:
    for written, said in _SOUNDS:
        name = written.sub(said, name)
    return name
