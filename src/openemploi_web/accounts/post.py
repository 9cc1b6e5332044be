"""The message that holds an invitation's link. It is sent at once: a job would keep the token in its table."""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Invitation

_log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, *, token: str) -> bool:
    """Send the link to the address that is invited; whether the mail server took it."""
    text = render_to_string(
        "accounts/mail/invitation.txt",
        {
            "organisation": invitation.organisation.name,
            "days": (invitation.expires_at - invitation.created_at).days,
            "link": settings.ORIGIN + reverse("accounts:join", args=[token]),
        },
    )
    name = " ".join(invitation.organisation.name.split())  # one line: it stands in the head of the message
    subject = _("%(organisation)s invites you on Open Emploi") % {"organisation": name}
    try:
        EmailMessage(subject, text, to=[invitation.email]).send()
    except (OSError, smtplib.SMTPException):
        _log.exception("an invitation could not be sent")
        return False
    return True
