"""A commune that somebody names on the command line."""

from __future__ import annotations

from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.territory.places import Point, locate, spelt_like


def commune(name: str) -> Point:
    """Where the commune called ``name`` is. Raises ``RequestError`` (``place_unknown``)."""
    point = locate(name)
    if point is None:
        raise unknown(name)
    return point


def unknown(name: str) -> RequestError:
    """That no commune is called ``name``, with those that are spelt nearly the same."""
    remedy = _("Check the spelling, or name a larger commune nearby.")
    if found := spelt_like(name):
        remedy = _("Did you mean {places}? Otherwise name a larger commune nearby.", places=", ".join(found))
    return RequestError("place_unknown", _("No commune is called {name}.", name=name), remedy=remedy)
