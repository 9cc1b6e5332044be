"""What a request needs before anybody reads it: a purpose of general interest, in words that can be judged.

The rule is simple on purpose, and written on the page of the request: whoever is refused by it knows why and can ask
again at once. It judges no meaning; that is for the people who decide.
"""

from __future__ import annotations

import re
from typing import Final

from openemploi_web.repository.models import AccessRequest

#: A purpose of fewer different words says nothing that somebody could decide on.
WORDS_NEEDED: Final = 12
#: Months within which a request is decided, as for other requests to an administration.
MONTHS_TO_DECIDE: Final = 1
REMINDER_DAYS: Final = 7
ENDING_TOLD_DAYS: Final = 14
#: How long what was asked and done is kept after an access came to an end.
KEPT_YEARS: Final = 5
DRAFT_KEPT_DAYS: Final = 60

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")


def refused_at_once(*, kind: str, purpose: str) -> AccessRequest.RefusedFor | None:
    """Why a request with this purpose is refused without being read by anybody; ``None`` when it goes on."""
    if kind == AccessRequest.Purposes.PROSPECTING:
        return AccessRequest.RefusedFor.COMMERCIAL
    if kind == AccessRequest.Purposes.CHECKING:
        return AccessRequest.RefusedFor.NAMED
    if not kind or not _WORD.search(purpose):
        return AccessRequest.RefusedFor.EMPTY
    return AccessRequest.RefusedFor.SHORT if too_short(purpose) else None


def too_short(purpose: str) -> bool:
    """Whether ``purpose`` has too few different words to be judged."""
    words = {word.casefold() for word in _WORD.findall(purpose)}
    # Korean writes with fewer spaces: two of its syllables say as much as a word.
    return len(words) + len(set(_HANGUL.findall(purpose))) // 4 < WORDS_NEEDED
