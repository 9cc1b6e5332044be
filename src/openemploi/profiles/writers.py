"""The formats that a finished record can be written in, by the names that people give them."""

from __future__ import annotations

from datetime import date
from typing import Final

from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.profiles.model import JobPosting, JobseekerProfile, Written
from openemploi.profiles.write_europass import to_europass_json
from openemploi.profiles.write_france_travail import to_france_travail
from openemploi.profiles.write_json_resume import to_json_resume
from openemploi.profiles.write_schema_org import to_schema_org

CV_FORMATS: Final = ("json-resume", "europass")
OFFER_FORMATS: Final = ("france-travail", "schema-org")


def write(record: JobseekerProfile | JobPosting, *, format_name: str, today: date) -> Written:
    """``record`` in the format called ``format_name``, and what that format cannot carry.

    Raises ``RequestError`` (``format_does_not_fit``) for an offer in a CV's format, or the other way round.
    """
    if isinstance(record, JobseekerProfile):
        if format_name == "json-resume":
            return to_json_resume(record)
        if format_name == "europass":
            return to_europass_json(record, today=today)
        known = CV_FORMATS
    else:
        if format_name == "france-travail":
            return to_france_travail(record)
        if format_name == "schema-org":
            return to_schema_org(record)
        known = OFFER_FORMATS
    raise RequestError(
        "format_does_not_fit",
        _("This record cannot be written as “{name}”.", name=format_name),
        remedy=_("Choose one of: {names}.", names=", ".join(known)),
    )
