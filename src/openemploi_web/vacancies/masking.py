"""The first reading without identities: letters that say nothing of who came when, and texts without name or address.

What is masked is what the person's account and CV say of who they are: the words of their name, e-mail addresses,
telephone numbers, links, and what the law protects where it was found. What they did stays, for that is read. A word
such as the feminine of an occupation may still tell something: masking it would take the evidence away as well.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from openemploi.documents.model import Document, MediaType
from openemploi.extraction.model import Contact, Passage
from openemploi.extraction.protected import CIVILITY, find_protected
from openemploi.folding import is_korean
from openemploi.matching.blind import MASK, blind
from openemploi.matching.model import Match

_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that are read as figures
_TRIES: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ADDRESSES: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|(?:linkedin|github|facebook|instagram)\.com\S*"
    r"|(?<!\d)(?:(?:\+|00)\d{1,3}[ .()-]*)?(?:\(0\)|0)?[1-9](?:[ .-]?\d{2}){4}(?!\d)"
    r"|(?<!\d)01\d[ -]?\d{3,4}[ -]?\d{4}(?!\d)"
    r"|\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?:rue|avenue|av\.|boulevard|bd|chemin|impasse|allée|place|route|quai|cours)[ ]"
    r"[^\n;|•]{2,50}",
    re.IGNORECASE,
)


def letters(applications: Iterable[UUID]) -> dict[UUID, str]:
    """Two letters for each application, drawn from its identifier: the same at each look, whoever comes after.

    ``applications`` come in the order in which they arrived, so that one that came later never changes the letters of
    an earlier one; the letters themselves tell nothing of that order.
    """
    taken: set[str] = set()
    found: dict[UUID, str] = {}
    for key in applications:
        code = next(code for code in _codes(key) if code not in taken)
        taken.add(code)
        found[key] = code
    return found


def _codes(key: UUID) -> Iterable[str]:
    number = 0
    while True:
        digest = hashlib.sha256(f"{key}:{number}".encode()).digest()
        size = 2 if number < _TRIES else 3
        yield "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:size])
        number += 1


@dataclass(frozen=True, slots=True)
class Mask:
    """Hides one person's identity in texts; ``Mask.of(snapshot)``."""

    contact: Contact
    secrets: re.Pattern[str] | None

    @classmethod
    def of(cls, snapshot: Mapping[str, Any] | None, *more: str) -> Mask:
        """The mask of the person in ``snapshot``; ``more`` are other words that tell who they are."""
        values: Mapping[str, Any] = snapshot or {}
        said: Mapping[str, Any] = values.get("contact") or {}
        name, email, phone = (str(said.get(key) or "") for key in ("name", "email", "phone"))
        hidden = tuple(
            Passage(row["text"], row["start"], row["end"], row["page"]) for row in values.get("hidden", ())
        )
        contact = Contact(
            name=_nowhere(name) if name else None,
            emails=(_nowhere(email),) if email else (),
            phones=(_nowhere(phone),) if phone else (),
            protected=hidden,
        )
        words = _name_words([name, *more])
        exact = [text for text in (email, phone, *(passage.text for passage in hidden)) if len(text) > 3]
        return cls(contact, _pattern(words, exact))

    def text(self, text: str) -> str:
        """``text`` without what tells who the person is."""
        if not text:
            return ""
        spans = [found.span() for found in _ADDRESSES.finditer(text)]
        spans += [found.span() for found in CIVILITY.finditer(text)]
        spans += [(passage.start, passage.end) for passage in find_protected(_document(text), sections=())]
        if self.secrets is not None:
            spans += [found.span() for found in self.secrets.finditer(_folded(text))]
        return _covered(text, spans)

    def match(self, match: Match) -> Match:
        """``match`` with the passages of its evidence masked; what the offer says is not."""
        hidden = blind(match, self.contact)
        return replace(
            hidden,
            name=match.name,
            requirements=tuple(
                line._replace(evidence=tuple(self.passage(passage) for passage in line.evidence))
                for line in hidden.requirements
            ),
        )

    def passage(self, passage: Passage) -> Passage:
        """``passage`` with its text masked."""
        return replace(passage, text=self.text(passage.text))


def _name_words(names: Sequence[str]) -> list[str]:
    return sorted({word for name in names for word in _WORD.findall(name)}, key=len, reverse=True)


def _pattern(words: Sequence[str], exact: Sequence[str]) -> re.Pattern[str] | None:
    patterns = [re.escape(_folded(text)) for text in exact]
    for word in words:
        folded = re.escape(_folded(word))
        # A particle follows a Korean name without a blank; "li" is a word where "Li" is a name.
        patterns.append(folded if is_korean(word) else rf"(?<!\w){folded}(?!\w)")
    return re.compile("|".join(patterns)) if patterns else None


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter: places in it are places in ``text``."""
    return "".join(_letter(character) for character in text)


def _letter(character: str) -> str:
    if is_korean(character):
        return character
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        kept += [text[at : max(start, at)], MASK]
        at = end
    return re.sub(rf"(?:{MASK}\s*)+{MASK}", MASK, "".join([*kept, text[at:]]))


def _nowhere(text: str) -> Passage:
    return Passage(text, 0, 0, 1)


def _document(text: str) -> Document:
    return Document("", "", MediaType.TEXT, text, (), 1, 1.0)
