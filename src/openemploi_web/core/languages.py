"""The language in which a page speaks, as the library names it."""

from __future__ import annotations

from django.utils.translation import get_language


def language_in_force() -> str:
    """``fr``, ``en`` or ``ko``: what the request or the job speaks; French when nothing was chosen."""
    return (get_language() or "fr")[:2]
