"""An occupation or a place that somebody names on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openemploi.cli.places import unknown as place_unknown
from openemploi.errors import RequestError
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.labourmarket.model import Area, Occupation
    from openemploi.labourmarket.observatory import Observatory


def occupation_called(known: Observatory, words: str) -> Occupation:
    """The first occupation that bears the name or the ROME code ``words``. Raises ``RequestError``."""
    found = known.look_up.occupations(words, limit=1)
    if not found:
        raise RequestError(
            "occupation_unknown",
            _("No occupation is called {name}.", name=words),
            remedy=_("Give its ROME code, or import ROME: openemploi data import rome FILE"),
        )
    return found[0]


def area_called(known: Observatory, name: str) -> Area:
    """The first area of that name or postcode. Raises ``RequestError``."""
    found = known.look_up.areas(name, limit=1)
    if not found:
        raise place_unknown(name)
    return found[0]
