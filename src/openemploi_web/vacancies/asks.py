"""Plain words beside what an offer may not ask, or asks too much of; the rules are ``asks.yaml``, with their law.

Only what is forbidden outright holds a publication up, and an employer who knows a text that allows it here says so and
goes on: the portal warns and keeps the reason in the journal, it does not judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from openemploi_web.core.languages import language_in_force

_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``asks.yaml``."""

    code: str
    severity: str
    law: str
    pattern: re.Pattern[str]
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
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("\N{NO-BREAK SPACE}", " ")
    language = language_in_force()
    said = []
    for rule in rules():
        found = rule.pattern.search(plain)
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
    order = {"forbidden": 0, "doubtful": 1, "excessive": 2}
    return sorted(said, key=lambda warned: order[warned.severity])


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
    unless = row.get("unless")
    return Rule(
        code=row["code"],
        severity=row["severity"],
        law=row["law"],
        pattern=re.compile(row["pattern"].replace("’", "'"), re.IGNORECASE),
        unless=re.compile(unless, re.IGNORECASE) if unless else None,
        words={code: str(text) for code, text in row["words"].items()},
    )


def _around(text: str, start: int, end: int) -> str:
    """The words found, with some before and after, cut at blanks."""
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    before = text[low:start] if low == 0 else text[low:start].partition(" ")[2]
    after = text[end:high] if high == len(text) else text[end:high].rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
