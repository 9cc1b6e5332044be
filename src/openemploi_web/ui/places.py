"""What to say where no place is called what somebody wrote: what it may be, in words; they choose."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openemploi.territory.places import spelt_like


def did_you_mean(name: str) -> str:
    """A sentence with places spelt nearly as ``name``; empty where there are none."""
    found = spelt_like(name)
    return _("Did you mean %(places)s?") % {"places": ", ".join(found)} if found else ""


def not_found(name: str) -> str:
    """That the place called ``name`` is not known, and what to write instead."""
    said = _("We do not know where “%(place)s” is. Write the name of a town nearby.") % {"place": name}
    return f"{said} {did_you_mean(name)}".rstrip()
