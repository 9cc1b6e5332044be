"""The declared queries: each file of ``queries/`` is a head, which people can read and contest, and the SQL below it.

The head is YAML between ``/*---`` and ``---*/``: what the figure is called, what it counts, which datasets it needs,
for which kinds of area it exists, how few observations are too few, how its interval is made, and what it does not
say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from openemploi.labourmarket.model import ORDER, Interval, Level, Reason, Shape

_START, _END = "/*---", "---*/"
#: The parts of a head that people read; scripts/messages.py collects them for translation.
WORDS: Final = ("title", "unit", "unit_of_n", "rule", "method", "says_not", "to_know")


@dataclass(frozen=True, slots=True)
class Query:
    """A declared query.

    Parameters
    ----------
    name:
        Of its file.
    title, unit, unit_of_n, rule, method, says_not, to_know:
        Sentences in English, to be translated: what the figure is, its unit, what ``n`` counts, the rule by which it
        is counted, how its interval is made, what it does not say, and what would make it known.
    about:
        What it takes: ``occupation``, ``area``, ``skill``.
    needs:
        Datasets without which it is unknown.
    uses:
        Datasets that it also reads where they are there.
    levels:
        The kinds of area that it exists for.
    covered:
        A query that counts what the data has for the area, whatever the occupation; 0 means "not covered".
    least:
        Fewer observations than this are unknown.
    listed:
        Its rows are a list, even when there is one only: no row is the figure.
    null_means:
        Why the value of a row is null in the data.
    mask_under:
        Rows that count so few people are masked.
    """

    name: str
    title: str
    sql: str
    shape: Shape
    about: tuple[str, ...]
    needs: tuple[str, ...]
    uses: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ORDER
    interval: Interval = Interval.NONE
    unit: str = ""
    unit_of_n: str = ""
    rule: str = ""
    method: str = ""
    says_not: str = ""
    to_know: str = ""
    covered: str = ""
    least: int = 1
    mask_under: int = 0
    decimals: int = 0
    listed: bool = False
    null_means: Reason = Reason.WITHHELD


@cache
def queries() -> dict[str, Query]:
    """All declared queries, by name."""
    folder = resources.files(__package__).joinpath("queries")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    found = [_read(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8")) for file in files]
    return {query.name: query for query in found}


def head_of(text: str) -> dict[str, Any]:
    """The head of a file. Raises ``ValueError`` when it has none."""
    if not text.startswith(_START) or _END not in text:
        raise ValueError("a declared query starts with its head")
    head: dict[str, Any] = yaml.safe_load(text[len(_START) : text.index(_END)])
    return head


def _read(name: str, text: str) -> Query:
    head = head_of(text)

    def names(key: str) -> tuple[str, ...]:
        return tuple(head.get(key, ()))

    def sentence(key: str) -> str:
        return " ".join(str(head.get(key, "")).split())

    return Query(
        name=name,
        title=sentence("title"),
        sql=text[text.index(_END) + len(_END) :].strip(),
        shape=Shape(head["shape"]),
        about=names("about"),
        needs=names("needs"),
        uses=names("uses"),
        levels=tuple(Level(level) for level in head.get("levels", ORDER)),
        interval=Interval(head.get("interval", "none")),
        unit=sentence("unit"),
        unit_of_n=sentence("unit_of_n"),
        rule=sentence("rule"),
        method=sentence("method"),
        says_not=sentence("says_not"),
        to_know=sentence("to_know"),
        covered=sentence("covered"),
        least=int(head.get("least", 1)),
        mask_under=int(head.get("mask_under", 0)),
        decimals=int(head.get("decimals", 0)),
        listed=bool(head.get("listed", False)),
        null_means=Reason(head.get("null_means", "withheld")),
    )
