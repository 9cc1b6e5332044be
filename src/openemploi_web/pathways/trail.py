"""The pages above a page of paths."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(*here: str) -> list[tuple[str, str]]:
    """The way here, in words and addresses."""
    return [(_("My paths"), reverse("pathways:index")), *((words, "") for words in here)]
