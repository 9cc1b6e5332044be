"""The sentences that rules may be written in, each bound to what it means.

A rule is its sentences: a number that stands in one is the number that is tested, so that what a civil servant reads
and what the program does cannot differ. ``phrases.yaml`` declares them; a sentence that is not there is a fault.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from openemploi.folding import fold
from openemploi.i18n import language
from openemploi.pathways.funding.conditions import Values
from openemploi.pathways.funding.regions import REGIONS

_PLACE: Final = re.compile(r"\{(n|m|région|qui)\}")
_NUMBER: Final = r"\d{1,3}(?:[ \u00a0\u202f]?\d{3})*(?:,\d+)?"
_READ: Final = {
    "n": f"(?P<n>{_NUMBER})",
    "m": f"(?P<m>{_NUMBER})",
    "région": "(?P<region>.+?)",
    "qui": "(?P<who>.+?)",
}


class Part(StrEnum):
    """Which part of a rule a sentence is for; the value is its name in the files."""

    CONDITIONS = "conditions"
    PAYMENT = "paiement"
    INCOME = "revenu"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A declared sentence.

    Parameters
    ----------
    pattern:
        In French, with ``{n}``, ``{m}``, ``{région}`` or ``{qui}`` where something may stand.
    said, step:
        The sentence, and what one can do to meet it, by language.
    bound:
        Name of the test or calculation.
    fixed:
        What the sentence fixes without a number: a work, a certification, a kind.
    gross:
        An income before contributions.
    """

    part: Part
    pattern: str
    bound: str
    said: tuple[tuple[str, str], ...]
    step: tuple[tuple[str, str], ...] = ()
    fixed: tuple[str, ...] = ()
    gross: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a rule: the phrase it is, what stands in it, and the line it stands on."""

    phrase: Phrase
    values: Values
    text: str
    line: int = 0

    @property
    def said(self) -> str:
        """In the language in force."""
        return self.text if language() == "fr" else self._filled(self.phrase.said)

    @property
    def step(self) -> str:
        """What one can do to meet it, in the language in force; empty when nothing is said."""
        return self._filled(self.phrase.step)

    def _filled(self, by_language: tuple[tuple[str, str], ...]) -> str:
        texts = dict(by_language)
        values = {
            "n": number(self.values.n),
            "m": number(self.values.m),
            "région": REGIONS.get(self.values.region, ""),
            "qui": self.values.who,
        }
        return _PLACE.sub(lambda found: values[found[1]], texts.get(language(), texts.get("fr", "")))


def number(value: float) -> str:
    """A number as French writes it: ``1600`` is ``1 600``, ``103.2`` is ``103,20``."""
    text = f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")
    return text.removesuffix(",00")


def read_number(text: str) -> float:
    """The number that French writes so. Raises ``ValueError`` when it is none."""
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


@cache
def phrases() -> tuple[Phrase, ...]:
    """All declared sentences, in the order of the file."""
    text = resources.files(__package__).joinpath("phrases.yaml").read_text(encoding="utf-8")
    declared: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)
    return tuple(_phrase(part, row) for part in Part for row in declared[part.value])


def recognise(text: str, *, part: Part, line: int = 0) -> Sentence | None:
    """The declared sentence that ``text`` is; ``None`` when it is none, or names a region that is none."""
    plain = _plain(text)
    for phrase, pattern in _patterns(part):
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            region = _region(groups.get("region") or "")
            if groups.get("region") and not region:
                return None
            values = Values(
                n=read_number(groups["n"]) if groups.get("n") else 0,
                m=read_number(groups["m"]) if groups.get("m") else 0,
                region=region,
                who=_as_written(text, groups["who"]) if groups.get("who") else "",
                fixed=phrase.fixed,
            )
            return Sentence(phrase, values, _one_line(text), line)
    return None


def nearest(text: str, *, part: Part) -> str:
    """The declared sentence most like ``text``; empty when none is like it."""
    known = {fold(phrase.pattern): phrase.pattern for phrase, _pattern in _patterns(part)}
    found = difflib.get_close_matches(fold(text), known, n=1, cutoff=0.4)
    return known[found[0]] if found else ""


def _phrase(part: Part, row: dict[str, Any]) -> Phrase:
    def texts(french: str, other: str) -> tuple[tuple[str, str], ...]:
        keys = {"fr": french, "en": f"{other}en", "ko": f"{other}ko"}
        return tuple((code, row[key]) for code, key in keys.items() if key in row)

    return Phrase(
        part=part,
        pattern=row["phrase"],
        bound=row["test" if part is Part.CONDITIONS else "calcul"],
        said=texts("phrase", ""),
        step=texts("pour y arriver", "step "),
        fixed=tuple(word for value in row.get("avec", {}).values() for word in value.split()),
        gross=bool(row.get("brut")),
    )


@cache
def _patterns(part: Part) -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    return tuple(
        (phrase, re.compile(_expression(_plain(phrase.pattern))))
        for phrase in phrases()
        if phrase.part is part
    )


def _expression(pattern: str) -> str:
    pieces = _PLACE.split(pattern)
    return "".join(_READ[piece] if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))


def _plain(text: str) -> str:
    """Small letters, one kind of apostrophe and space, no dot at the end: what two writers do differently."""
    text = text.replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(text.lower().split()).removesuffix(".").strip()


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _as_written(text: str, found: str) -> str:
    at = text.lower().rfind(found)
    return text[at : at + len(found)] if at >= 0 else found


def _region(name: str) -> str:
    wanted = fold(name)
    return next((code for code, region in REGIONS.items() if fold(region) == wanted or code == name), "")
