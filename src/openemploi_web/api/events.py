"""What addresses are told: the entries of the journal that concern their organisation, as an event and identifiers.

Events are not sent by the code that acts: they are read off the journal, which every action writes in its own
transaction. So none is lost or told of something that did not happen, and no app has to know of webhooks.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.models import AuditEvent

LABELS: Final[dict[str, str | Promise]] = {
    "offer.published": _("An offer is published"),
    "offer.changed": _("An offer is changed"),
    "offer.closed": _("An offer is closed"),
    "application.received": _("Somebody applied"),
    "application.withdrawn": _("Somebody withdrew their application"),
    "application.decided": _("The team made its choice for an application"),
    "application.answered": _("An application is answered"),
    "invitation.answered": _("Somebody who was invited answered"),
}
#: The journal's action, and of what kind its subject has to be.
_OF: Final[dict[tuple[str, str], str]] = {
    ("vacancies.publish", "vacancies.Vacancy"): "offer.published",
    ("vacancies.edit", "vacancies.Vacancy"): "offer.changed",
    ("vacancies.close", "vacancies.Vacancy"): "offer.closed",
    ("jobseekers.apply", "vacancies.Vacancy"): "application.received",
    ("jobseekers.withdraw", "vacancies.Application"): "application.withdrawn",
    ("vacancies.decide", "vacancies.Application"): "application.decided",
    ("vacancies.answer", "vacancies.Application"): "application.answered",
    ("jobseekers.answer_invite", "vacancies.Invite"): "invitation.answered",
}


def event_of(entry: AuditEvent) -> str | None:
    """The event that an entry of the journal is, if any."""
    return _OF.get((entry.action, entry.subject_kind))


def payload_of(entry: AuditEvent) -> dict[str, Any]:
    """What is sent: the event, its moment, and what it is about, to be read with a key. Nothing of the person."""
    event = event_of(entry)
    kind, key = entry.subject_kind.rpartition(".")[2].lower(), entry.subject
    if (
        event == "application.received" and "application" in entry.details
    ):  # the journal is about the offer here
        kind, key = "application", str(entry.details["application"])
    return {
        "event": event,
        "number": entry.number,
        "at": entry.at.isoformat(),
        "organisation": str(entry.organisation),
        "subject": {"kind": kind, "id": key},
    }
