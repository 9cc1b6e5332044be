"""The states that components show: for each its shape and, for the evidence chip, its word."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHIP_STATES: Final[dict[str, str | Promise]] = {
    "said": _("written"),
    "implied": _("implied"),
    "near": _("close"),
    "missing": _("not found"),
    "unknown": _("not known"),
    "added": _("added"),
    "rejected": _("set aside"),
}
TONES: Final[dict[str, str]] = {
    "plain": "dot",
    "met": "check",
    "attention": "attention",
    "action": "arrow",
    "refused": "cross",
    "unknown": "question",
}


def chip_word(status: str) -> str:
    """The word of a chip's state, in the language in force."""
    return str(CHIP_STATES[status])
