"""Plain words beside what an offer may not ask, or asks too much of; the rules are ``asks.yaml``, with their law.

Only what is forbidden outright holds a publication up, and an employer who knows a text that allows it here says so and
goes on: the portal warns and keeps the reason in the journal, it does not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from openemploi_web.core.languages import language_in_force

_AROUND: Final = 40
_NOT_READ: Final = "\0"  # stands for each letter of the words that a rule does not read
_ORDER: Final = ("forbidden", "check", "doubtful", "excessive")  # "check": of the terms, not of the words
_NARROW: Final = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``asks.yaml``."""

    code: str
    severity: str
    law: str
    pattern: re.Pattern[str]
    besides: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that speaks about an offer, with the words it found."""

    code: str
    severity: str
    words: str
    law: str
    found: str

    @property
    def forbidden(self) -> bool:
        """Whether the law forbids it in an offer."""
        return self.severity == "forbidden"


def warnings(text: str) -> list[Warned]:
    """What the rules say of ``text``, the forbidden first."""
    plain = (
        text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace(_NARROW, " ")
    )
    language = language_in_force()
    said = []
    for rule in rules():
        read = rule.besides.sub(_hidden, plain) if rule.besides else plain
        found = rule.pattern.search(read)
        if found is None or (rule.unless is not None and rule.unless.search(plain)):
            continue
        said.append(
            Warned(
                code=rule.code,
                severity=rule.severity,
                words=rule.words.get(language, rule.words["fr"]),
                law=rule.law,
                found=_around(text, *found.span()),
            )
        )
    return ordered(said)


def ordered(said: Iterable[Warned]) -> list[Warned]:
    """The forbidden first, then what does not hold together, what is doubtful and what is too much."""
    return sorted(said, key=lambda warned: _ORDER.index(warned.severity))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, compiled. A rule that is not well formed is an error at once."""
    source = files("openemploi_web.vacancies").joinpath("asks.yaml").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in yaml.safe_load(source)["rules"])


def checked_on() -> str:
    """The day somebody compared the rules with the law in force."""
    source = files("openemploi_web.vacancies").joinpath("asks.yaml").read_text(encoding="utf-8")
    return str(yaml.safe_load(source)["checked_on"])


def _rule(row: dict[str, Any]) -> Rule:
    unless, besides = row.get("unless"), row.get("besides")
    return Rule(
        code=row["code"],
        severity=row["severity"],
        law=row["law"],
        pattern=_any_of(row["pattern"]),
        besides=_any_of(besides) if besides else None,
        unless=re.compile(unless, re.IGNORECASE) if unless else None,
        words={code: str(text) for code, text in row["words"].items()},
    )


def _any_of(patterns: str | list[str]) -> re.Pattern[str]:
    listed = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(listed).replace("’", "'"), re.IGNORECASE)


def _hidden(found: re.Match[str]) -> str:
    return _NOT_READ * len(found[0])


def _around(text: str, start: int, end: int) -> str:
    """The words found, with some before and after, cut at blanks."""
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    before = text[low:start] if low == 0 else text[low:start].partition(" ")[2]
    after = text[end:high] if high == len(text) else text[end:high].rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
