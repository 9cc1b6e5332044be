"""Why something is not known, in a sentence, where there is no figure to say it."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.labourmarket.model import Reason, SourceRef, Unknown
from openemploi_web.ui import words

_NO_LICENCE: Final = "NOASSERTION"  # SPDX's word for "the producer does not say"


def why_unknown(unknown: Unknown | None) -> str:
    """The reason in the language in force; empty when there is nothing to say."""
    if unknown is None:
        return ""
    if unknown.reason is Reason.NOT_IMPORTED and unknown.datasets:
        return _("These data are not imported here: %(names)s.") % {"names": ", ".join(unknown.datasets)}
    if unknown.reason is Reason.TOO_FEW and unknown.needed is not None:
        return ngettext(
            "It takes at least %(count)s observation.",
            "It takes at least %(count)s observations.",
            unknown.needed,
        ) % {"count": unknown.needed}
    return {
        Reason.NOT_IMPORTED: _("The data are not imported here."),
        Reason.NO_ROW: _("The data have no line about it."),
        Reason.WITHHELD: _("The producer keeps it secret."),
        Reason.TOO_FEW: _("There are too few observations."),
        Reason.NOT_PUBLISHED: _("It is not published."),
        Reason.NOT_COVERED: _("The data hardly cover it."),
        Reason.ONE_PERIOD: _("There is one period only."),
        Reason.OUTDATED: _("The data were imported by an older version: import them again."),
    }[unknown.reason]


def source_line(source: SourceRef) -> str:
    """Data in one line: title, producer, edition, when it was imported, licence."""
    about = [source.producer]
    if source.published:
        about.append(_("published %(day)s") % {"day": source.published})
    elif source.edition:
        about.append(_("edition %(edition)s") % {"edition": source.edition})
    about.append(_("imported on %(day)s") % {"day": words.day(date.fromisoformat(source.imported[:10]))})
    licence = source.licence if source.licence != _NO_LICENCE else _("licence unknown")
    return f"{source.title} – {', '.join(about)} ({licence})"
