"""The words of schema.org ``JobPosting`` in our terms, and finding a posting among the linked data of a page."""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.model import Contract

EMPLOYMENT: Final = {
    "PERMANENT": Contract.PERMANENT,
    "CDI": Contract.PERMANENT,
    "FIXED_TERM": Contract.FIXED_TERM,
    "CDD": Contract.FIXED_TERM,
    "TEMPORARY": Contract.TEMPORARY,
    "INTERIM": Contract.TEMPORARY,
    "SEASONAL": Contract.SEASONAL,
    "SAISONNIER": Contract.SEASONAL,
    "APPRENTICESHIP": Contract.APPRENTICESHIP,
    "APPRENTISSAGE": Contract.APPRENTICESHIP,
    "ALTERNANCE": Contract.APPRENTICESHIP,
    "INTERN": Contract.INTERNSHIP,
    "INTERNSHIP": Contract.INTERNSHIP,
    "STAGE": Contract.INTERNSHIP,
    "CIVIL_SERVICE": Contract.CIVIL_SERVICE,
    "CONTRACTOR": Contract.SELF_EMPLOYED,
    "CONTRACT": Contract.SELF_EMPLOYED,
    "FREELANCE": Contract.SELF_EMPLOYED,
    "VOLUNTEER": Contract.VOLUNTEERING,
}
FULL_TIME: Final = {"FULL_TIME": True, "PART_TIME": False, "TEMPS_PLEIN": True, "TEMPS_PARTIEL": False}
PERIODS: Final = {"HOUR": "hour", "MONTH": "month", "YEAR": "year"}
# credentialCategory as Google documents it, on the French scale.
CREDENTIALS: Final = {
    "high school": 4,
    "associate degree": 5,
    "bachelor degree": 6,
    "postgraduate degree": 7,
}


def find_job_posting(value: object) -> object | None:
    """The first ``JobPosting`` in ``value``: itself, in a list, or in its ``@graph``; else ``None``."""
    waiting, seen = [value], 0
    while waiting and seen < 1_000:
        inner = waiting.pop(0)
        seen += 1
        if isinstance(inner, list):
            waiting.extend(inner)
        elif isinstance(inner, dict):
            if _is_posting(inner.get("@type")):
                return inner
            waiting.extend(inner.get(key) for key in ("@graph", "mainEntity", "itemListElement", "item"))
    return None


def _is_posting(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and re.split(r"[/:#]", k)[-1] == "JobPosting" for k in kinds)
