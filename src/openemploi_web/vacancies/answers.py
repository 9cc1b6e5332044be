"""Ready-made answers: courteous, true and short, in the person's language; the employer may change each of them.

They greet nobody by name, for an answer may be written before the identity is known.
"""

from __future__ import annotations

from typing import Final

from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openemploi_web.ui import words
from openemploi_web.vacancies.models import Application, Vacancy

KEPT: Final = "kept"
INTERVIEW: Final = "interview"
REFUSED: Final = "refused"
HIRED: Final = "hired"
KINDS: Final = (
    (KEPT, pgettext_lazy("answer", "Keep for the next step")),
    (INTERVIEW, pgettext_lazy("answer", "Propose an interview")),
    (REFUSED, pgettext_lazy("answer", "Say no, with the reason")),
    (HIRED, pgettext_lazy("answer", "Choose this person")),
)
STATES: Final = {
    KEPT: Application.State.PRESELECTED,
    INTERVIEW: Application.State.INTERVIEW,
    REFUSED: Application.State.REFUSED,
    HIRED: Application.State.HIRED,
}
NOTICES: Final = {
    KEPT: "application_preselected",
    INTERVIEW: "application_interview",
    REFUSED: "application_refused",
    HIRED: "application_hired",
}
_REFUSALS: Final[dict[str, str | Promise]] = {
    "skills": gettext_lazy(
        "We compared what the job needs with what your application says. Skills that the job needs from the first day "
        "are missing; you can see which on the page of your application."
    ),
    "experience": gettext_lazy("For this job we need somebody who has done this work for longer."),
    "licence": gettext_lazy(
        "For this job the law asks for a licence or a diploma that we did not find in your application."
    ),
    "availability": gettext_lazy("The dates or hours of this job do not fit with those that you gave."),
    "language": gettext_lazy(
        "This job needs a language at a level that we did not find in your application."
    ),
    "filled": gettext_lazy("The job was given to somebody else. This says nothing against your application."),
    "cancelled": gettext_lazy("The job is no longer offered. This has nothing to do with your application."),
    "other": gettext_lazy("Here is why:"),
}


def language_of(application: Application) -> str:
    """The language in which the person reads: that of their account, else that of their CV."""
    if application.profile is not None:
        return application.profile.user.language
    return str((application.snapshot or {}).get("language") or "fr")[:2]


def ready_made(application: Application, *, kind: str, refusal: str = "", words_of_reason: str = "") -> str:
    """The text for one person; never empty, whatever is not known yet."""
    vacancy = application.vacancy
    with translation.override(language_of(application)):
        lines = [_("Hello,"), _thanks(vacancy)]
        if kind == REFUSED:
            lines += [
                _("We will not go further with it this time."),
                " ".join(text for text in (str(_REFUSALS[refusal]), words_of_reason) if text),
                _(
                    "If you see it otherwise, you can contest it from the page of your application: a person answers."
                ),
                _("We wish you good luck with your search."),
            ]
        elif kind == KEPT:
            lines += [
                _("It interests us: we keep it for the next step."),
                _("You will hear from us again, whatever we decide."),
            ]
        elif kind == INTERVIEW:
            lines += [
                _("We would like to meet you."),
                _interview(application),
                _("If this does not suit you, tell us as soon as you can: we will find another time."),
            ]
        else:
            lines += [_("We have chosen you for this job."), _("We will contact you for what comes next.")]
        return "\n\n".join([*lines, _signature(vacancy)])


def closing_text(application: Application, *, reason: str) -> str:
    """What a person who still waits is told when the offer is closed."""
    vacancy = application.vacancy
    with translation.override(language_of(application)):
        why = str(_REFUSALS[reason]) if reason in ("filled", "cancelled") else ""
        lines = [
            _("Hello,"),
            _thanks(vacancy),
            _("We have closed this offer and will not go further with the applications that were waiting."),
            why,
            _("We wish you good luck with your search."),
            _signature(vacancy),
        ]
        return "\n\n".join(line for line in lines if line)


def copy_title(title: str) -> str:
    """The title of a duplicate, which the employer changes."""
    return (_("%(title)s (copy)") % {"title": title})[:200]


def _thanks(vacancy: Vacancy) -> str:
    return _("Thank you for your application for “%(offer)s”.") % {"offer": vacancy.title}


def _interview(application: Application) -> str:
    if application.interview_at is None:
        return _("We will write to you to agree on a day.")
    return _("We propose %(day)s at %(hour)s, at this place: %(place)s.") % {
        "day": words.day(application.interview_at),
        "hour": formats.time_format(timezone.localtime(application.interview_at), "H:i"),
        "place": application.interview_place or words.unknown(),
    }


def _signature(vacancy: Vacancy) -> str:
    return _("The team of %(employer)s") % {"employer": vacancy.organisation.name}
