"""The words of each action in a person's journal. A test fails when an action that can be about a person has none."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

WORDS: Final[dict[str, Text]] = {
    "rights.give_consent": _("Consent given"),
    "rights.withdraw_consent": _("Consent taken back"),
    "rights.ask_archive": _("Archive of the data asked for"),
    "rights.take_archive": _("Archive taken away"),
    "rights.take_profile": _("Profile taken away"),
    "rights.keep_archive": _("Archive made"),
    "rights.plan_erasure": _("Erasure asked for"),
    "rights.cancel_erasure": _("Erasure given up"),
    "rights.erase": _("Data erased"),
    "rights.contest": _("Comparison contested"),
    "rights.look_at_contest": _("Contest opened, with the profile and the offer compared again"),
    "rights.answer_contest": _("Contest answered"),
    "rights.tell_inactive": _("Notice sent: no visit for 23 months"),
    "rights.clear_application": _("Old application emptied"),
}

#: Why, for the codes that actions give; a code without words is not shown.
REASONS: Final[dict[str, Text]] = {
    "contest": _("to answer the contest"),
    "changed": _("the comparison was changed"),
    "confirmed": _("the comparison stands, and why is explained"),
    "forwarded": _("passed on to the employer"),
    "json-resume": _("as JSON Resume"),
    "europass": _("for Europass"),
    "request": _("at the person's request"),
    "inactive": _("24 months without a visit"),
    "findable": _("to be found by employers, without the name"),
    "counsel_profile": _("the counsellor sees the profile"),
    "counsel_matches": _("the counsellor sees the offers proposed"),
    "counsel_applications": _("the counsellor sees the applications"),
    "learning": _("choices improve the ordering"),
}
