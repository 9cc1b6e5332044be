"""Fictitious people to test equal treatment on: pupils in their own words, and people with an occupation.

Nobody here exists. Each text has a feminine and a masculine wording; a first name, a neighbourhood and a school can be
said before it, as pupils do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from openemploi.fairness.twins import Twin

_FORMS: Final = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_FILE: Final = "invented.yaml"


class Attribute(StrEnum):
    """What must not count."""

    SEX = "sex"
    FIRST_NAME = "first_name"
    NEIGHBOURHOOD = "neighbourhood"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Pupil:
    """An invented pupil: ``text`` in both wordings, and the group that would usually say it."""

    id: str
    group: str
    hers: str
    his: str

    @property
    def usual(self) -> str:
        """The text in the wording of the group that was imagined to say it."""
        return self.hers if self.group == "girls" else self.his


@dataclass(frozen=True, slots=True)
class Worker:
    """An invented person who looks for another occupation: ``occupation`` as they call it, and what must not count."""

    id: str
    sex: str
    occupation: str
    first_name: str
    neighbourhood: str
    school: str


def pupils() -> tuple[Pupil, ...]:
    """All invented pupils."""
    return tuple(Pupil(row["id"], row["usual"], *_both(row["text"])) for row in _content()["pupils"])


def pupil_twins() -> Iterator[Twin[str]]:
    """Pairs of texts of pupils, four of each pupil: each is what one pupil and the twin say, all of it."""
    content = _content()
    for number, pupil in enumerate(pupils()):
        yield Twin(
            pupil.id, Attribute.SEX, f"Je suis une fille. {pupil.hers}", f"Je suis un garçon. {pupil.his}"
        )
        names = content["names"]
        one, two = names[number % len(names)][0], names[(number + 1) % len(names)][1]
        said = "Je m'appelle {}. " + pupil.hers
        yield Twin(pupil.id, Attribute.FIRST_NAME, said.format(one), said.format(two))
        one, two = content["places"][number % len(content["places"])]
        yield Twin(
            pupil.id, Attribute.NEIGHBOURHOOD, f"J'habite {one}. {pupil.his}", f"J'habite {two}. {pupil.his}"
        )
        one, two = content["schools"][number % len(content["schools"])]
        said = "Je suis au {} et " + _low(pupil.his)
        yield Twin(pupil.id, Attribute.SCHOOL, said.format(one), said.format(two))


def worker_twins() -> Iterator[Twin[Worker]]:
    """Pairs of people with an occupation, four of each: only the wording of the occupation tells the sex."""
    content = _content()
    for number, row in enumerate(content["workers"]):
        hers, his = _both(row["occupation"])
        (name, other), *_rest = content["names"][number % len(content["names"]) :]
        (street, across), *_rest = content["places"][number % len(content["places"]) :]
        (school, another), *_rest = content["schools"][number % len(content["schools"]) :]
        one = Worker(row["id"], "f", hers, name, street, school)
        yield Twin(one.id, Attribute.SEX, one, replace(one, sex="m", occupation=his))
        yield Twin(one.id, Attribute.FIRST_NAME, one, replace(one, first_name=other))
        yield Twin(one.id, Attribute.NEIGHBOURHOOD, one, replace(one, neighbourhood=across))
        yield Twin(one.id, Attribute.SCHOOL, one, replace(one, school=another))


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _both(text: str) -> tuple[str, str]:
    return _FORMS.sub(r"\1", text), _FORMS.sub(r"\2", text)


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(
        resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    )
    return content
