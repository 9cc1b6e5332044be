"""The scale on which people rate their own skills: five steps that somebody else could observe.

The words say what a person does, not what they are worth: "with help", "alone", never "weak" or "good".
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(NamedTuple):
    """One step of the scale."""

    value: int
    word: str | Promise
    behaviour: str | Promise


STEPS: Final[tuple[Step, ...]] = (
    Step(0, _("Not yet"), _("I have never done it, or only seen it done.")),
    Step(1, _("With help"), _("I do it when somebody shows me or stays close by.")),
    Step(2, _("Alone in usual cases"), _("I do it alone when nothing unexpected happens.")),
    Step(
        3, _("Alone in hard cases"), _("I do it alone, also when a problem comes up, and I find a way out.")
    ),
    Step(4, _("I show others"), _("I show others how to do it and check their work.")),
)
CHOICES: Final = tuple((step.value, step.word) for step in STEPS)


def step(value: int | None) -> Step | None:
    """The step of ``value``; nothing when it was not rated or is off the scale."""
    return STEPS[value] if value is not None and 0 <= value < len(STEPS) else None
