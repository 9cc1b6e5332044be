"""Why personal data is held, on which legal basis and until when: one table for the pages, the archive and retention.

The periods that the retention job applies are those written here, so that a page cannot promise another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.personal import Purpose
from openemploi_web.rights.models import Consent

Text = str | Promise

#: The version of the sentences below that a consent was given to; change it whenever one of them changes.
TEXT_VERSION: Final = "2026-11"

INACTIVE_NOTICE_MONTHS: Final = 23
INACTIVE_MONTHS: Final = 24
APPLICATION_YEARS: Final = 2
ARCHIVE_DAYS: Final = 7
CHANGE_OF_MIND: Final = timedelta(days=14)
CONTEST_MONTHS: Final = 1
NOTICE_BEFORE: Final = timedelta(days=28)  # nobody is made anonymous sooner after having been told


@dataclass(frozen=True, slots=True)
class Held:
    """A purpose in words: what for, on which basis of article 6 GDPR, and how long."""

    purpose: Purpose
    name: Text
    why: Text
    basis: Text
    kept: Text


HELD: Final[tuple[Held, ...]] = (
    Held(
        Purpose.ACCOUNT,
        _("Your account"),
        _("To let you in, and nobody else in your place."),
        _("Performing the service that you asked for (article 6.1.b GDPR)."),
        _("As long as you use it. After 23 months without a visit we tell you; after 24 it is erased."),
    ),
    Held(
        Purpose.PROFILE,
        _("Your profile and your search"),
        _("To find offers that suit you and to say why they do."),
        _("Performing the service that you asked for (article 6.1.b GDPR)."),
        _("As long as you use it; 24 months without a visit at most. You can erase each line at any time."),
    ),
    Held(
        Purpose.APPLICATION,
        _("Your applications"),
        _("So that an employer can read your application and answer it."),
        _("Steps taken at your request before a contract (article 6.1.b GDPR)."),
        _("Two years after an application came to an end without a contract. Then it is emptied."),
    ),
    Held(
        Purpose.COUNSELLING,
        _("Your counselling"),
        _("So that the person who follows you remembers what you decided together."),
        _("Public service task (article 6.1.e GDPR); what is shared is what you agreed to."),
        _("As long as you are followed; 24 months without a visit at most."),
    ),
    Held(
        Purpose.MOBILITY,
        _("Your project of a change"),
        _("So that you find it again, see what has changed, and show it to a counsellor if you wish."),
        _("Performing the service that you asked for (article 6.1.b GDPR)."),
        _("90 days; 7 months if you asked to be reminded. Whoever has its code can erase it at once."),
    ),
    Held(
        Purpose.SIMILAR,
        _("Your project among similar ones"),
        _(
            "So that others learn how long a project like yours took, from eleven people on; only if you agreed."
        ),
        _("Your consent (article 6.1.a GDPR), which you can take back with your project’s code."),
        _(
            "As long as your project. Then the case stays for five years with nothing that leads to you: the kind of "
            "change, the family of the occupation, the region, the year, how many months and how it ended."
        ),
    ),
    Held(
        Purpose.ACCOUNTABILITY,
        _("Proofs and contests"),
        _("To answer for what was done: who looked, what was decided, what you contested."),
        _("Legal obligation (article 6.1.c GDPR)."),
        _("Contests: with your account. The journal keeps numbers in place of names and is never rewritten."),
    ),
    Held(
        Purpose.EMPLOYMENT,
        _("Working identity"),
        _("To know who recruits or counsels, for which organisation and in which role."),
        _("Legitimate interest in knowing who acts (article 6.1.f GDPR)."),
        _("As long as the person works there and uses the account."),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent as it is asked for: what changes with a yes, and what stays the same with a no."""

    purpose: Consent.For
    name: Text
    yes: Text
    no: Text


CONSENTS: Final[tuple[Asked, ...]] = (
    Asked(
        Consent.For.FINDABLE,
        _("Employers can find me"),
        _(
            "An employer who looks for people for an offer can see your skills and experience, without your name, your "
            "address or your telephone. They can invite you. To know who you are they must give a reason that you see."
        ),
        _("You are found by nobody. You can still see every offer and apply."),
    ),
    Asked(
        Consent.For.COUNSEL_PROFILE,
        _("My counsellor sees my profile"),
        _(
            "The person who follows you sees your skills, your experience and your wishes, to help you better."
        ),
        _("They see your name and your appointments only. Your rights stay the same."),
    ),
    Asked(
        Consent.For.COUNSEL_MATCHES,
        _("My counsellor sees the offers proposed to me"),
        _("The person who follows you sees the same list of offers as you, with the same reasons."),
        _("They do not see your list. They can still suggest offers to you."),
    ),
    Asked(
        Consent.For.COUNSEL_APPLICATIONS,
        _("My counsellor sees my applications"),
        _("The person who follows you sees where you applied and what the employers answered."),
        _("They see none of your applications."),
    ),
    Asked(
        Consent.For.LEARNING,
        _("My choices improve the ordering"),
        _(
            "When you say “not for me because…”, your answer helps to order offers better for all, without your name."
        ),
        _("Your answers change your own list only."),
    ),
)


def held(purpose: Purpose) -> Held:
    """The words of ``purpose``."""
    return next(entry for entry in HELD if entry.purpose is purpose)
