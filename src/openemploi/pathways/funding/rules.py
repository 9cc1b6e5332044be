"""A rule of funding as it was read from its file, and the rules that come with the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from openemploi.pathways.funding.model import Figure, Source
from openemploi.pathways.funding.phrases import Sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """Conditions of which one is enough, or all are needed (``every``)."""

    parts: tuple[Sentence | Choice, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Who a funding is for, under which conditions, what it pays and what one lives on meanwhile.

    Parameters
    ----------
    decided_by:
        Who has the last word; empty when meeting the conditions is enough.
    since, until:
        Days it is in force; ``until`` is ``None`` while no end is known.
    suspended:
        Why it cannot be asked for at present; empty when it can.
    figures:
        The named amounts that its sentences refer to.
    """

    code: str
    name: str
    about: str
    decided_by: str
    since: date
    until: date | None
    replaced_by: str
    suspended: str
    conditions: tuple[Sentence | Choice, ...]
    payment: tuple[Sentence, ...]
    income: tuple[Sentence, ...]
    to_know: tuple[str, ...]
    ask: str
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that come with the library, by code.

    Raises :class:`~openemploi.errors.FormatError` for the first fault in one of its files.
    """
    from openemploi.pathways.funding.reading import read_rule

    folder = resources.files(__package__).joinpath("rules")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda one: one.name
    )
    return tuple(read_rule(file.read_text(encoding="utf-8"), name=file.name) for file in files)


@cache
def figures() -> dict[str, Figure]:
    """The named amounts, by name."""
    from openemploi.pathways.funding.reading import read_figures

    text = resources.files(__package__).joinpath("figures.yaml").read_text(encoding="utf-8")
    return {figure.name: figure for figure in read_figures(text, name="figures.yaml")}
