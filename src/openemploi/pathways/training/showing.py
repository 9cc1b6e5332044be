"""Rows of the catalogue as records: a session with its place, price, conditions and certifications."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from openemploi.pathways.training.catalogue import OPEN, PERMANENT, Catalogue
from openemploi.pathways.training.fitting import minutes
from openemploi.pathways.training.model import Certification, Prerequisites, Session, Told
from openemploi.pathways.training.told import TEACHINGS, rhythms_of


def shown(catalogue: Catalogue, row: int, *, day: date, distance: float, level: int | None) -> Session:
    """Session ``row``, ``distance`` km from home (NaN: not known), for somebody whose diploma is of ``level``."""
    line, place = catalogue.session(row), int(catalogue.course_of[row])
    course = catalogue.course(place)
    km = _known(distance)
    weeks, weekly = _known(catalogue.weeks[row]), _known(catalogue.weekly_hours[row])
    teaching = int(catalogue.teaching[row])
    return Session(
        key=line["session"] or line["course"],
        title=course["title"],
        organisation=line["trainer"] or course["organisation"],
        place=" – ".join(dict.fromkeys(part for part in (line["place_name"], line["commune_name"]) if part)),
        area=catalogue.communes.get(line["insee_code"] or ""),
        starts=line["starts"],
        ends=line["ends"],
        enrolment_ends=line["enrolment_ends"],
        permanent=None if line["entries"] is None else line["entries"] == PERMANENT,
        is_open=_open(line, day),
        hours=_known(catalogue.hours[row]),
        weeks=None if weeks is None else round(weeks, 1),
        weeks_estimated=weeks is not None and not (line["starts"] and line["ends"]),
        weekly_hours=None if weekly is None else round(weekly, 1),
        rhythms=rhythms_of(int(catalogue.rhythms[row])),
        rhythm=line["rhythm"],
        teaching=TEACHINGS[teaching] if teaching >= 0 else None,
        price=_known(catalogue.prices[row]),
        price_from_hours=line["total_price"] is None and line["hourly_price"] is not None,
        other_costs=line["other_costs"],
        publicly_funded=line["agreed"],
        funded_places=line["funded_places"],
        distance_km=None if km is None else round(km, 1),
        travel_minutes=None if km is None else minutes(km),
        prerequisites=_prerequisites(catalogue, row, line, level),
        certifications=certifications_of(catalogue, place, day=day),
        url=line["url"] or course["url"],
    )


def certifications_of(catalogue: Catalogue, course: int, *, day: date) -> tuple[Certification, ...]:
    """The certifications that ``course`` leads to, as registered on ``day``."""
    return tuple(certification(catalogue, code, day=day) for code in catalogue.certified.of(course))


def certification(catalogue: Catalogue, code: str, *, day: date) -> Certification:
    """The certification of ``code``; only its code and what apprenticeship is paid, when the RNCP does not have it."""
    place = catalogue.certification_rows.get(code)
    paid = catalogue.apprenticeship.get(code)
    if place is None:
        return Certification(code, apprenticeship=paid)
    line: dict[str, Any] = catalogue.certifications.slice(place, 1).to_pylist()[0]
    return Certification(
        code=code,
        title=line["title"],
        level=line["level"],
        active=is_active(line["active"], line["ends"], day),
        ends=line["ends"],
        by_experience=line["by_experience"],
        apprenticeship=paid,
    )


def is_active(active: bool | None, ends: date | None, day: date) -> bool | None:
    """Whether a certification is registered on ``day``: the edition imported may be older than its last day."""
    if ends is not None and ends < day:
        return False
    return active


def _prerequisites(catalogue: Catalogue, row: int, line: dict[str, Any], level: int | None) -> Prerequisites:
    asked = _known(catalogue.levels_asked[row])
    if asked is None or (level is None and asked > 0):
        met = Told.NOT_SAID
    else:
        met = Told.MET if asked == 0 or (level is not None and level >= asked) else Told.NOT_MET
    return Prerequisites(
        level=None if asked is None else int(asked),
        required=line["level_required"],
        level_met=met,
        conditions=line["conditions"],
    )


def _open(line: dict[str, Any], day: date) -> bool | None:
    if line["state"] in ("2", "3") or (line["enrolment_ends"] and line["enrolment_ends"] < day):
        return False
    return True if line["state"] == OPEN else None


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
