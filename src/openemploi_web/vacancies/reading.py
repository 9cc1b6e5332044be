"""From the reading of an offer (the library's :class:`JobPosting`) to the columns of a vacancy, each with its passage.

What the text does not say stays unknown. The employer confirms or corrects every value on the page of the offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from openemploi.errors import OpenEmploiError
from openemploi.extraction.model import Passage
from openemploi.profiles.archive import from_plain, to_plain
from openemploi.profiles.model import JobPosting
from openemploi.territory.places import locate
from openemploi_web.core.engine import engine
from openemploi_web.core.given import given_file
from openemploi_web.vacancies.facts import read_text
from openemploi_web.vacancies.models import Vacancy

MOST_OFFERS: Final = (
    100  # of one file given by hand; larger sets come by the API, which reads in the background
)
_OVERSEAS: Final = ("97", "98")

Fields = dict[str, Any]
Fault = dict[str, str]


def read_pasted(text: str, *, title: str = "", language: str | None = None) -> JobPosting:
    """Understand an offer that somebody wrote or pasted."""
    return read_text(text, title=title, language=language or "fr")


def read_file(name: str, chunks: Iterable[bytes]) -> tuple[list[JobPosting], list[Fault], bool]:
    """The offers of a file, the faults of those that could not be read, and whether there were too many."""
    with given_file(name, chunks, otherwise="offre") as path:
        postings: list[JobPosting] = []
        faults: list[Fault] = []
        for label, found in engine().read_offers(path):
            if isinstance(found, OpenEmploiError):
                faults.append(fault(label, found))
            else:
                postings.append(found)
            if len(postings) + len(faults) >= MOST_OFFERS:
                return postings, faults, True
        return postings, faults, False


def fault(name: str, error: OpenEmploiError) -> Fault:
    """What went wrong with a file, for its owner."""
    return {"name": name, "code": error.code, "message": error.message, "remedy": error.remedy}


def fields_of(posting: JobPosting) -> Fields:
    """The columns of a vacancy that the reading gives; those it does not say are left out."""
    terms = posting.terms
    found: Fields = {"text": posting.document.text, "language": posting.language[:2]}
    title = terms.title.text if terms.title else ""
    if title:
        found["title"] = title[:200]
    if terms.contract:
        found |= {"contract": terms.contract.value, "contract_months": terms.contract_months}
    if terms.hours:
        found |= {"weekly_hours": terms.hours.weekly, "full_time": terms.hours.full_time}
    if terms.pay:
        found |= {
            "pay_minimum": terms.pay.low,
            "pay_maximum": terms.pay.high,
            "pay_unit": terms.pay.period,
        }
    if terms.remote is not None:
        found["remote"] = terms.remote
    if terms.openings:
        found["openings"] = terms.openings
    if terms.place:
        found |= place_fields(terms.place.label)
        found["insee_code"] = (terms.place.insee_code or "")[:5]
        if terms.place.latitude is not None:
            found |= {"latitude": terms.place.latitude, "longitude": terms.place.longitude}
        found["department"] = department_of(terms.place.postcode or terms.place.insee_code or "")
    return found


def occupation_of(posting: JobPosting) -> Fields:
    """The occupation that the offer is for, where it was recognised."""
    found: Fields = {}
    if posting.occupations:
        best = posting.occupations[0]
        codes = dict(best.codes)
        found = {
            "occupation_uri": best.uri,
            "occupation_label": best.label[:300],
            "rome_code": codes.get("rome", "")[:5],
        }
    stated = dict(posting.codes).get("rome")
    if stated:
        found["rome_code"] = stated[:5]
    return found


def place_fields(commune: str) -> Fields:
    """A commune with its coordinates when it is in the gazetteer; without them, distance is unknown."""
    point = locate(commune) if commune else None
    return {
        "commune": commune[:120],
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
    }


def department_of(code: str) -> str:
    """The département of a postcode or an INSEE code."""
    if not code:
        return ""
    return code[:3] if code.startswith(_OVERSEAS) else code[:2]


def passages_of(vacancy: Vacancy) -> dict[str, list[Passage]]:
    """Where each column was read, by the name of the form's field."""
    posting = posting_of(vacancy)
    if posting is None:
        return {}
    terms = posting.terms
    named: dict[str, list[Passage]] = {}
    for name, passage in terms.evidence:
        named.setdefault(name, []).append(passage)
    found = {
        "title": [terms.title] if terms.title else [],
        "contract": named.get("contract", []),
        "weekly_hours": list(terms.hours.evidence) if terms.hours else [],
        "pay_minimum": list(terms.pay.evidence) if terms.pay else [],
        "commune": list(terms.place.evidence) if terms.place else [],
        "remote": named.get("remote", []),
        "openings": named.get("openings", []),
    }
    return {name: passages[:2] for name, passages in found.items() if passages}


def posting_of(vacancy: Vacancy) -> JobPosting | None:
    """The reading that the vacancy keeps."""
    if vacancy.reading is None:
        return None
    try:
        return from_plain(JobPosting, vacancy.reading)
    except (
        TypeError,
        ValueError,
        KeyError,
    ):  # written by an older version; the offer itself is not concerned
        return None


def plain(posting: JobPosting) -> dict[str, Any]:
    """The reading as it is kept."""
    kept: dict[str, Any] = to_plain(posting)
    return kept
