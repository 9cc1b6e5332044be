"""Europass CVs of every generation: one door for XML and JSON.

Versions 1 and 2 are ``learnerinfo`` documents, version 3 is the Skills Passport (XML and JSON say the same things
under almost the same names), and the portal of 2020 exports an HR-XML ``Candidate``. A file that states another
version is refused: reading it as if it were known would lose things without saying so.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from openemploi.documents.model import MediaType
from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.europass_candidate import read_candidate
from openemploi.profiles.europass_learner import read_learner
from openemploi.profiles.europass_passport import read_passport
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node
from openemploi.profiles.xml_tree import XmlRecord

_LEARNER_VERSION: Final = re.compile(r"^V?[12](\.\d+)*$")
_PASSPORT_VERSION: Final = re.compile(r"^V?3(\.\d+)*$")


def is_europass_json(value: object) -> bool:
    """Whether ``value`` looks like a Skills Passport."""
    return isinstance(value, dict) and ("SkillsPassport" in value or "LearnerInfo" in value)


def is_europass_xml(record: XmlRecord) -> bool:
    """Whether ``record`` looks like a Europass CV of any version."""
    if record.root == "Candidate":
        return "europass" in record.namespace
    return record.root in ("learnerinfo", "SkillsPassport")


def read_europass_json(value: object, *, name: str, sha256: str, today: date | None = None) -> StructuredCv:
    """The CV in a Skills Passport in JSON (versions 3.x).

    Raises :class:`FormatError` ``europass_unknown_version`` or ``cv_empty``.
    """
    record = Node(value)
    root = record.get("SkillsPassport") if record.get("SkillsPassport").value is not None else record
    _check(root.get("DocumentInfo", "XSDVersion"), _PASSPORT_VERSION, name=name, line=None)
    return read_passport(record, root, name=name, sha256=sha256, media_type=MediaType.JSON, today=today)


def read_europass_xml(
    record: XmlRecord, *, name: str, sha256: str, today: date | None = None
) -> StructuredCv:
    """The CV in Europass XML of any version.

    Raises :class:`FormatError` ``europass_unknown_version`` or ``cv_empty``.
    """
    root = Node(record.value)
    if record.root == "Candidate":
        return read_candidate(root, name=name, sha256=sha256, today=today)
    if record.root == "learnerinfo":
        line = record.lines.get("docinfo.xsdversion")
        _check(root.get("docinfo", "xsdversion"), _LEARNER_VERSION, name=name, line=line)
        return read_learner(root, name=name, sha256=sha256, today=today)
    line = record.lines.get("DocumentInfo.XSDVersion")
    _check(root.get("DocumentInfo", "XSDVersion"), _PASSPORT_VERSION, name=name, line=line)
    return read_passport(root, root, name=name, sha256=sha256, media_type=MediaType.XML, today=today)


def _check(version: Node, known: re.Pattern[str], *, name: str, line: int | None) -> None:
    stated = version.text()
    if stated is None or known.match(stated):
        return
    raise FormatError(
        "europass_unknown_version",
        _("This Europass file says it is of version {version}, which does not exist.", version=stated[:40]),
        remedy=_("Export it again from the Europass site, or give the CV as a PDF."),
        where=Where(file=name, line=line, column=version.path),
    )
