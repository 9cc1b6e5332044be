"""Who operates this instance and answers for it, as the law asks to be shown; from the environment.

What the operator has not said is ``None`` and is shown as still to be filled in: nothing is made up.
"""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mentions:
    """The operator of the instance. Each is ``None`` until it is set (docs/reference/settings.md)."""

    name: str | None
    address: str | None
    identifier: str | None
    contact: str | None
    director: str | None
    host: str | None
    protection: str | None
    answers: str | None

    @property
    def missing(self) -> int:
        """How many are not set."""
        return sum(getattr(self, name) is None for name in self.__dataclass_fields__)


def mentions() -> Mentions:
    """What the operator has said so far."""
    return Mentions(
        name=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_NAME")),
        address=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_ADDRESS")),
        identifier=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_SIREN")),
        contact=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_CONTACT")),
        director=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_DIRECTOR")),
        host=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_HOST")),
        protection=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_DPO")),
        answers=_said(os.environ.get("OPENEMPLOI_WEB_OPERATOR_ANSWERS")),
    )


def _said(value: str | None) -> str | None:
    return (value or "").strip() or None
