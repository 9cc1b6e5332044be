"""Who operates this instance and answers for it, as the law asks to be shown; from the environment.

What the operator has not said is ``None`` and is shown as still to be filled in: nothing is made up.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

_PREFIX = "OPENEMPLOI_WEB_OPERATOR"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The operator of the instance. Each is ``None`` until it is set (docs/reference/settings.md)."""

    name: str | None  # OPENEMPLOI_WEB_OPERATOR_NAME
    address: str | None  # OPENEMPLOI_WEB_OPERATOR_ADDRESS
    identifier: str | None  # OPENEMPLOI_WEB_OPERATOR_SIREN
    contact: str | None  # OPENEMPLOI_WEB_OPERATOR_CONTACT
    director: str | None  # OPENEMPLOI_WEB_OPERATOR_DIRECTOR
    host: str | None  # OPENEMPLOI_WEB_OPERATOR_HOST
    protection: str | None  # OPENEMPLOI_WEB_OPERATOR_DPO
    answers: str | None  # OPENEMPLOI_WEB_OPERATOR_ANSWERS

    @property
    def missing(self) -> int:
        """How many are not set."""
        return sum(getattr(self, name) is None for name in self.__dataclass_fields__)


def mentions() -> Mentions:
    """What the operator has said so far."""
    return Mentions(
        name=_said("NAME"),
        address=_said("ADDRESS"),
        identifier=_said("SIREN"),
        contact=_said("CONTACT"),
        director=_said("DIRECTOR"),
        host=_said("HOST"),
        protection=_said("DPO"),
        answers=_said("ANSWERS"),
    )


def _said(name: str) -> str | None:
    return os.environ.get(f"{_PREFIX}_{name}", "").strip() or None
