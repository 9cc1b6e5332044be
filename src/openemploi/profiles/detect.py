"""Which of the formats a file is in, told from what it holds and never from its name.

:func:`read_structured` reads one record; :func:`iter_offers` walks through a file of many without holding it in
memory, and hands over the faults of single records among the good ones, so that one bad line does not lose the
rest.
"""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Final

from openemploi.documents.model import Document
from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.europass import (
    is_europass_json,
    is_europass_xml,
    read_europass_json,
    read_europass_xml,
)
from openemploi.profiles.france_travail import is_france_travail, read_france_travail
from openemploi.profiles.json_resume import is_json_resume, read_json_resume
from openemploi.profiles.json_text import parse_json
from openemploi.profiles.linkedin import is_linkedin, read_linkedin
from openemploi.profiles.model import StructuredCv, StructuredOffer
from openemploi.profiles.reactive_resume import is_reactive_resume, read_reactive_resume
from openemploi.profiles.schema_org import read_schema_org
from openemploi.profiles.schema_org_terms import find_job_posting
from openemploi.profiles.sheet import digest
from openemploi.profiles.xml_tree import parse_xml

_SCRIPT: Final = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_END: Final = re.compile(r"</script", re.IGNORECASE)
_HTML: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)


def read_structured(
    source: Document | str, *, name: str = "", sha256: str | None = None, today: date | None = None
) -> StructuredOffer | StructuredCv | None:
    """The offer or the CV that ``source`` holds; ``None`` when it is in none of the known formats.

    ``source`` is the text of a JSON, XML or HTML file, or a :class:`Document` whose text is that. ``today`` gives
    the length of what still goes on. Answer ``None`` with :func:`unknown_format`.

    Raises :class:`FormatError`: ``json_invalid``, ``xml_invalid`` and their like with line and column,
    ``offer_empty``, ``cv_empty``, ``europass_unknown_version``.
    """
    if isinstance(source, Document):
        name, sha256, text = name or source.name, sha256 or source.sha256, source.text
    else:
        text = source
    sha256 = sha256 or digest(text)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        if _HTML.search(text[:20_000]):
            return _from_page(text, name=name, sha256=sha256)
        record = parse_xml(text, name=name)
        if is_europass_xml(record):
            return read_europass_xml(record, name=name, sha256=sha256, today=today)
        return None
    if start in ("{", "["):
        return read_value(parse_json(text, name=name), name=name, sha256=sha256, today=today)
    return None


def read_value(
    value: object, *, name: str, sha256: str, line: int | None = None, today: date | None = None
) -> StructuredOffer | StructuredCv | None:
    """As :func:`read_structured`, for JSON that is already parsed."""
    if is_france_travail(value):
        return read_france_travail(value, name=name, sha256=sha256, line=line)
    if is_linkedin(value):
        return read_linkedin(value, name=name, sha256=sha256, today=today)
    if is_europass_json(value):
        return read_europass_json(value, name=name, sha256=sha256, today=today)
    if is_reactive_resume(value):
        return read_reactive_resume(value, name=name, sha256=sha256, today=today)
    if is_json_resume(value):
        return read_json_resume(value, name=name, sha256=sha256, today=today)
    posting = find_job_posting(value)
    if posting is not None:
        return read_schema_org(posting, name=name, sha256=sha256, line=line)
    if isinstance(value, list) and len(value) == 1:
        return read_value(value[0], name=name, sha256=sha256, line=line, today=today)
    return None


def unknown_format(*, name: str, line: int | None = None) -> FormatError:
    """The error ``profile_unknown_format``, for a record that is in none of the known formats."""
    return FormatError(
        "profile_unknown_format",
        _("This record is neither an offer nor a CV in a format that Open Emploi knows."),
        remedy=_(
            "Give a France Travail or schema.org offer, or a JSON Resume or Europass CV; otherwise give the text."
        ),
        where=Where(file=name or None, line=line),
    )


def _from_page(text: str, *, name: str, sha256: str) -> StructuredOffer | None:
    fault: FormatError | None = None
    at, line = 0, 1
    while found := _SCRIPT.search(text, at):
        closing = _END.search(text, found.end())
        if closing is None:
            break
        line += text.count("\n", at, found.end())
        body, first_line = text[found.end() : closing.start()], line
        line += body.count("\n")
        at = closing.start()
        if "application/ld+json" not in found.group(1).lower():
            continue
        try:
            value = parse_json(_unwrapped(body), name=name, first_line=first_line)
        except FormatError as error:
            fault = fault or error
            continue
        posting = find_job_posting(value)
        if posting is not None:
            return read_schema_org(posting, name=name, sha256=sha256, line=first_line)
    if fault is not None:
        raise fault
    return None


def _unwrapped(body: str) -> str:
    """The JSON of a script element: some publishers wrap it in CDATA or escape its quotes."""
    body = body.rstrip()
    if '"' not in body:
        body = html.unescape(body)
    inner = body.lstrip()
    return inner.removeprefix("<![CDATA[").removesuffix("]]>") if inner.startswith("<![CDATA[") else body
