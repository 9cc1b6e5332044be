"""A first reading without identities: the order is the same, names and contact details are not shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from openemploi.extraction.model import Contact, Passage
from openemploi.folding import is_korean
from openemploi.matching.model import Match

MASK: Final = "•••"
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def blind(match: Match, contact: Contact) -> Match:
    """``match`` under an alias made from its content, with every trace of ``contact`` masked in its passages.

    Offsets still point into the document; the masked text is no longer that of the document.
    """
    secrets = _secrets(contact)
    spans = contact.passages

    def masked(passage: Passage) -> Passage:
        text = passage.text
        for span in spans:  # what stands inside the passage, by its place
            if span.start < passage.end and passage.start < span.end:
                low = max(span.start - passage.start, 0)
                high = min(span.end - passage.start, len(text))
                text = text[:low] + "\0" * (high - low) + text[high:]
        text = re.sub("\0+", MASK, text)
        return replace(passage, text=secrets.sub(MASK, text) if secrets else text)

    return replace(
        match,
        name=f"CV {match.key[:6]}",
        requirements=tuple(
            line._replace(evidence=tuple(masked(passage) for passage in line.evidence))
            for line in match.requirements
        ),
    )


def _secrets(contact: Contact) -> re.Pattern[str] | None:
    """The words that tell who the person is, wherever they stand."""
    names = set(_WORD.findall(contact.name.text)) if contact.name else set()
    choices = [passage.text for passage in (*contact.emails, *contact.phones, *contact.links)]
    patterns = [rf"(?i:(?<!\w){re.escape(choice)}(?!\w))" for choice in choices]
    for name in sorted(names, key=len, reverse=True):
        if is_korean(name):
            patterns.append(re.escape(name))  # a particle follows without a blank
        elif len(name) > 2:
            patterns.append(rf"(?i:(?<!\w){re.escape(name)}(?!\w))")
        else:
            patterns.append(rf"(?<!\w){re.escape(name)}(?!\w)")  # Li is a name, "li" need not be
    return re.compile("|".join(patterns)) if patterns else None
