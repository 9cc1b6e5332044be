"""Text made even for patterns without moving a single character.

``folding.fold`` opens ligatures and so shifts what follows; a pattern that must say where it matched needs a
text of the same length. Readers of languages, licences, diplomas and offers match on ``flat(text)`` and cut
the
passage out of the text as written.
"""

from __future__ import annotations

from openemploi.folding import fold


def flat(text: str) -> str:
    """``text`` in lower case, without accents, with plain spaces, quotes and hyphens; same length always.

    Line feeds stay, so that a pattern can stop at the end of a line.

    >>> flat("Diplômé d’État – 35 h")
    "diplome d'etat - 35 h"
    >>> len(flat("Œuvre İ ﬁn")) == len("Œuvre İ ﬁn")
    True
    """
    return text.lower() if text.isascii() else text.translate(_TABLE)


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(character)
        # Whatever does not fold to one character (a ligature, a lone accent) stays as it is.
        if len(folded) != 1:
            folded = character.lower() if len(character.lower()) == 1 else character
        if folded.isspace() and folded not in "\r\n":
            folded = " "
        if code < 0x3000:  # what is kept is bounded; the rest is cheap to make again
            self[code] = folded
        return folded


_TABLE = _Table(
    {
        **{ord(c): "'" for c in "’‘ʼ`´′"},
        **{ord(c): "-" for c in "‐‑‒–—―−"},
        **{ord(c): '"' for c in "«»“”„"},
        **{ord(c): "\n" for c in "\u2028\u2029\x0b\x0c\x85"},
        **{ord(c): "-" for c in "•·▪►●◦‣"},
    }
)
