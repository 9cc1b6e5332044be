"""A text as the pieces that the model knows: the likeliest cut (SentencePiece unigram; Kudo, 2018)."""

from __future__ import annotations

from typing import Final

from openemploi.extraction.encoder.e5_weights import Pieces

_SPACE: Final = "\u2581"
_UNKNOWN_COST: Final = 10.0  # what an unknown character costs more than the rarest piece
_LONGEST_PIECE: Final = 24  # characters; the few longer ones are rows of signs


class Cutter:
    """Cuts texts into pieces. Linear in the length of the text."""

    def __init__(self, pieces: Pieces) -> None:
        texts = pieces.texts()
        known = {text: number for number, text in enumerate(texts) if 0 < len(text) <= _LONGEST_PIECE}
        known.pop(texts[pieces.unknown], None)
        self._known = known
        self._scores = pieces.scores.tolist()
        self._unknown = pieces.unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        self._characters = pieces.characters

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of ``text``, in order."""
        plain = " ".join(text.translate(self._characters).split(" "))
        while "  " in plain:
            plain = plain.replace("  ", " ")
        marked = ("" if plain.startswith(" ") else _SPACE) + plain.replace(" ", _SPACE)
        size = len(marked)
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        piece, since = [0] * (size + 1), [0] * (size + 1)
        known, scores = self._known, self._scores
        for start in range(size):
            here = best[start]
            for stop in range(start + 1, min(size, start + _LONGEST_PIECE) + 1):
                number = known.get(marked[start:stop])
                if number is not None and here + scores[number] > best[stop]:
                    best[stop], piece[stop], since[stop] = here + scores[number], number, start
            if here + self._unknown_score > best[start + 1]:
                best[start + 1] = here + self._unknown_score
                piece[start + 1], since[start + 1] = self._unknown, start
        found = []
        while size > 0:
            found.append(piece[size])
            size = since[size]
        return found[::-1]
