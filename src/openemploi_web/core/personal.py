"""Which columns hold personal data, for which purpose, and whose they are.

Each model says it once, beside its fields, as ``personal = Personal(...)``. The page "my data", the archive, erasure
and retention read it here; a test fails when a model says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

APPS = (
    "core",
    "accounts",
    "jobseekers",
    "employers",
    "vacancies",
    "counselling",
    "repository",
    "observatory",
    "mobility",
    "rights",
    "api",
)


class Purpose(StrEnum):
    """Why personal data is held. Each has its legal basis on the page "my data"."""

    ACCOUNT = "account"  # to let a person in
    PROFILE = "profile"  # to find offers, at the person's request
    APPLICATION = "application"  # to answer an application
    COUNSELLING = "counselling"  # to follow a person, as they agreed
    MOBILITY = "mobility"  # to think over a change, when the person asked for it to be kept
    SIMILAR = "similar"  # to tell others how long a project like theirs took, as the person agreed
    ACCOUNTABILITY = "accountability"  # to answer for what was done (the journal, contests)
    EMPLOYMENT = "employment"  # the working identity of those who recruit and counsel


class OnErasure(StrEnum):
    """What becomes of a row when the person it is about is erased."""

    DELETE = "delete"
    CLEAR = "clear"  # the row stays, for it says what others did; its personal columns are emptied
    KEEP = "keep"  # holds no personal data by itself


@dataclass(frozen=True, slots=True)
class Personal:
    """What a model holds of people.

    Parameters
    ----------
    owner:
        The path from the row to the account it is about (``"profile__user"``), or to accounts by several paths;
        empty when the row is about nobody.
    fields:
        Column name → purpose, for columns that can name or describe a person.
    on_erasure:
        What becomes of the row.
    """

    owner: str | tuple[str, ...] = ()
    fields: Mapping[str, Purpose] = field(default_factory=dict)
    on_erasure: OnErasure = OnErasure.DELETE

    @property
    def owners(self) -> tuple[str, ...]:
        """The paths to the account."""
        return (self.owner,) if isinstance(self.owner, str) else self.owner


NOBODY = Personal(on_erasure=OnErasure.KEEP)


def portal_models() -> Iterator[type[models.Model]]:
    """Every model of the portal's own apps, in the order in which they are defined."""
    for label in APPS:
        yield from apps.get_app_config(label).get_models()


def personal_of(model: type[models.Model]) -> Personal:
    """What ``model`` says of the people in it. Raises ``AttributeError`` when it says nothing."""
    declared: Any = model.__dict__.get("personal")
    if not isinstance(declared, Personal):
        raise AttributeError(f"{model.__name__} does not say what it holds of people (personal = …)")
    return declared
