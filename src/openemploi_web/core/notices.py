"""Telling a person something: on their page of notices, and by e-mail when the job that sends it runs.

A notice keeps its kind and values, not its sentence, so that each reads it in their language. The sentences are
those of :data:`SENTENCES`; a kind that is not there is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_noop as _

from openemploi_web.core.models import Notice

SENTENCES: Final[dict[str, str]] = {
    "application_received": _("A new application came for “%(offer)s”."),
    "application_seen": _("%(employer)s has opened your application for “%(offer)s”."),
    "application_preselected": _(
        "%(employer)s has kept your application for “%(offer)s” and will write to you."
    ),
    "application_interview": _("%(employer)s proposes an interview for “%(offer)s”."),
    "application_refused": _(
        "%(employer)s has answered your application for “%(offer)s”: not this time. The reason is given."
    ),
    "application_hired": _("%(employer)s has chosen you for “%(offer)s”."),
    "application_withdrawn": _("A person has withdrawn their application for “%(offer)s”."),
    "interview_accepted": _("A person comes to the interview for “%(offer)s”."),
    "interview_other": _("A person asks for another moment for the interview for “%(offer)s”."),
    "interview_declined": _("A person does not come to the interview for “%(offer)s”."),
    "application_waiting": _("Somebody has been waiting for your answer for %(days)s days, for “%(offer)s”."),
    "offer_closed": _("%(employer)s has closed the offer “%(offer)s”."),
    "offers_found": _("%(count)s new offers match your search “%(search)s”."),
    "suggestion": _("%(counsellor)s suggests the offer “%(offer)s” and says why."),
    "appointment": _("You have an appointment on %(day)s with %(counsellor)s."),
    "appointment_moved": _("Your appointment with %(counsellor)s is now on %(day)s."),
    "appointment_cancelled": _("The appointment on %(day)s with %(counsellor)s is cancelled."),
    "follow_request": _("%(counsellor)s, %(organisation)s, asks to follow you. You decide what they see."),
    "follow_started": _("%(person)s has agreed that you follow them."),
    "follow_ended": _("%(person)s is not followed by you any more. Coming appointments are cancelled."),
    "follow_ended_here": _("%(counsellor)s does not follow you any more."),
    "note_written": _("%(counsellor)s has written a note on your work together. You can read it."),
    "handover_received": _("%(counsellor)s hands %(person)s over to you, with a summary of facts."),
    "handover": _("%(counsellor)s now follows you. You were told why."),
    "mobility_sent": _("%(person)s sends you their project of a change."),
    "mobility_concluded": _(
        "%(counsellor)s has written down what you concluded on your project of a change."
    ),
    "mobility_ending": _("%(counsellor)s has noted what became of your project of a change."),
    "contest_received": _("Your contest is registered. A person answers before %(day)s."),
    "contest_to_answer": _("A contest waits for an answer before %(day)s."),
    "contest_answered": _("%(name)s has answered your contest."),
    "erasure_planned": _("Your data will be erased on %(day)s. Until then you can change your mind."),
    "inactive": _(
        "You have not come for 23 months. Without a visit, your data will be made anonymous on %(day)s."
    ),
    "archive_ready": _("Your archive is ready to be taken away."),
    "import_done": _("The reading of your files is done: %(read)s read, %(failed)s could not be."),
    "invited": _("%(employer)s invites you to look at its offer “%(offer)s”."),
    "invitation": _("%(organisation)s invites you to join its team."),
    "join_asked": _("Somebody asks to join the team of %(organisation)s."),
    "join_accepted": _("You are now in the team of %(organisation)s."),
    "join_declined": _("%(organisation)s has not taken you in its team."),
    "access_to_decide": _(
        "%(organisation)s asks for access to “%(asset)s”. A decision is due before %(day)s."
    ),
    "access_second": _("A second person decides on the request of %(organisation)s for “%(asset)s”."),
    "access_reminder": _(
        "The request of %(organisation)s for “%(asset)s” waits for a decision before %(day)s."
    ),
    "access_overdue": _(
        "The request of %(organisation)s for “%(asset)s” should have been decided before %(day)s."
    ),
    "access_question": _("%(producer)s asks you a question about your request for “%(asset)s”."),
    "access_refused": _("Your request for “%(asset)s” is refused. The reason is given."),
    "access_approved": _("Your access to “%(asset)s” is granted until %(day)s. Read its conditions."),
    "access_ending": _("Your access to “%(asset)s” ends on %(day)s. You can ask to renew it."),
    "access_ended": _("Your access to “%(asset)s” has come to its end."),
    "access_revoked": _("Your access to “%(asset)s” is taken back. The reason is given."),
    "use_figures": _(
        "“%(asset)s” in the last 30 days: %(organisations)s organisations, %(queries)s queries, %(copies)s copies."
    ),
}


def tell(user: Any, kind: str, *, link: str = "", **values: Any) -> Notice:
    """Tell ``user``; called in an action."""
    if kind not in SENTENCES:
        raise KeyError(kind)
    notice: Notice = Notice.objects.create(user=user, kind=kind, values=values, link=link)
    return notice


def sentence(kind: str, values: Mapping[str, Any]) -> str:
    """What a notice says, in the language in force."""
    return _g(SENTENCES[kind]) % values


def unread(user: Any) -> int:
    """How many notices ``user`` has not read."""
    return Notice.objects.filter(user=user, read_at=None).count() if user.is_authenticated else 0
