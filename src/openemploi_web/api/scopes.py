"""What a key may do, in words that its maker ticks."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation

OFFERS_READ: Final = "offers:read"
OFFERS_WRITE: Final = "offers:write"
APPLICATIONS_READ: Final = "applications:read"
APPLICATIONS_WRITE: Final = "applications:write"
IDENTITY: Final = "identity:read"
PEOPLE: Final = "people:read"
MATCH: Final = "match"
REFERENCE: Final = "reference:read"

LABELS: Final[dict[str, str | Promise]] = {
    OFFERS_READ: _("Read our offers"),
    OFFERS_WRITE: _("Write, publish and close our offers"),
    APPLICATIONS_READ: _("Read who applied, without their identity"),
    APPLICATIONS_WRITE: _("Keep decisions and send answers"),
    IDENTITY: _("Ask for the identity of somebody who applied, with the reason"),
    PEOPLE: _("Look for people who agreed to be found, without their identity"),
    MATCH: _("Compare a CV and an offer that it sends, nothing is kept"),
    REFERENCE: _("Read public offers, public careers and the lists of skills and occupations"),
}
#: An agency has no offers and no applications of its own.
_FOR: Final[dict[str, tuple[str, ...]]] = {
    Organisation.Kind.EMPLOYER: tuple(LABELS),
    Organisation.Kind.COUNSELLING: (MATCH, REFERENCE),
}


def offered(organisation: Organisation) -> list[tuple[str, str | Promise]]:
    """What a key of ``organisation`` may be given."""
    return [(scope, LABELS[scope]) for scope in _FOR.get(organisation.kind, ())]
