"""The catalogue of training of a store, made ready to be asked: what is compared stands in arrays, one entry a session.

:func:`catalogue` gives the one of the process, made anew when a dataset it reads was switched. The first time a
catalogue is met, the words of its programmes are read and kept in the cache (:mod:`.programmes`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openemploi.datasets.opened import Opened
from openemploi.datasets.store import Store
from openemploi.folding import fold
from openemploi.labourmarket.model import Area, Level
from openemploi.labourmarket.observatory import Observatory, observatory
from openemploi.pathways.training import tables
from openemploi.pathways.training.programmes import Programmes
from openemploi.pathways.training.told import european_level, rhythm_bits, teaching_code
from openemploi.territory.places import Point, locate

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

FULL_WEEK: Final = 35.0  # hours: what a session without dates is supposed to take a week
PERMANENT: Final = "1"  # of modalites-entrees-sorties: one enters at any time
OPEN: Final = "1"  # of etat-recrutement; 2 closed, 3 suspended


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which course (``course``, by row) goes with what (``other``, by place in ``codes``)."""

    course: Numbers
    other: Numbers
    codes: tuple[str, ...]

    def courses_with(self, codes: Collection[str]) -> Numbers:
        """The courses that go with one of ``codes``."""
        places = np.array([place for place, code in enumerate(self.codes) if code in codes], np.int64)
        return np.unique(self.course[np.isin(self.other, places)])

    def of(self, course: int) -> tuple[str, ...]:
        """What goes with ``course``."""
        return tuple(self.codes[place] for place in self.other[self.course == course].tolist())


class Catalogue:
    """Courses, their sessions and certifications, of the versions that ``known`` reads."""

    def __init__(self, known: Observatory) -> None:
        self.known = known
        self.datasets = tuple(name for name in tables.CATALOGUES if name in known.datasets)
        self.courses = tables.courses(known)
        self.sessions = tables.sessions(known)
        self.certifications = tables.certifications(known)
        names = self.courses["course"].to_pylist()
        row_of = {name: row for row, name in enumerate(names)}
        self._codes = [
            (row_of[line["course"]], line["scheme"], line["code"])
            for line in tables.course_codes(known).to_pylist()
            if line["course"] in row_of
        ]
        self.course_of = _places(self.sessions["course"], self.courses["course"])
        self.programmes = Programmes.open(
            [*self.courses["programme"].to_pylist(), *self.certifications["competences"].to_pylist()],
            name=self._name(),
        )

    def __len__(self) -> int:
        return int(self.sessions.num_rows)

    @cached_property
    def certified(self) -> Pairs:
        """The certifications of each course, those that are not in the RNCP imported among them."""
        known = tuple(self.certification_rows)
        named = [(course, code) for course, scheme, code in self._codes if scheme == "rncp"]
        codes = (*known, *sorted({code for _course, code in named} - set(known)))
        return _pairs(named, codes)

    @cached_property
    def occupations(self) -> Pairs:
        """The occupations that each course names, and those its certifications lead to."""
        named = [(course, code) for course, scheme, code in self._codes if scheme == "rome"]
        leads: dict[str, list[str]] = {}
        for rome, certifications in self.certifications_of_occupation.items():
            for code in certifications:
                leads.setdefault(code, []).append(rome)
        for course, scheme, code in self._codes:
            if scheme == "rncp":
                named += [(course, rome) for rome in leads.get(code, ())]
        named = sorted(set(named))
        return _pairs(named, tuple(sorted({code for _course, code in named})))

    @cached_property
    def certifications_of_occupation(self) -> dict[str, tuple[str, ...]]:
        """The certifications that lead to an occupation, by ROME code."""
        found: dict[str, tuple[str, ...]] = {}
        for line in tables.certification_occupations(self.known).to_pylist():
            found[line["rome_code"]] = (*found.get(line["rome_code"], ()), line["code"])
        return found

    @cached_property
    def same_course(self) -> Numbers:
        """A number a course: the same for one title that leads to the same certification, or is given by one body."""
        titles, bodies = self.courses["title"].to_pylist(), self.courses["organisation"].to_pylist()
        certified: dict[int, list[str]] = {}
        for course, scheme, code in self._codes:
            if scheme == "rncp":
                certified.setdefault(course, []).append(code)
        keys = [
            (" ".join(fold(title).split()), *(certified.get(row) or [fold(body)]))
            for row, (title, body) in enumerate(zip(titles, bodies, strict=True))
        ]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        return np.array([numbers[key] for key in keys], np.int64)

    @cached_property
    def starts(self) -> Days:
        """First day; NaT: not known."""
        return _days(self.sessions["starts"])

    @cached_property
    def ends(self) -> Days:
        """Last day."""
        return _days(self.sessions["ends"])

    @cached_property
    def enrolment_ends(self) -> Days:
        """Last day of enrolment."""
        return _days(self.sessions["enrolment_ends"])

    @cached_property
    def permanent(self) -> Flags:
        """Whether one enters at any time, as far as it is said."""
        return _equal(self.sessions["entries"], PERMANENT)

    @cached_property
    def closed(self) -> Flags:
        """Whether enrolment is said to be closed or suspended."""
        return _equal(self.sessions["state"], "2") | _equal(self.sessions["state"], "3")

    @cached_property
    def hours(self) -> Floats:
        """Hours in all; NaN: not known."""
        hours = _floats(self.sessions["hours"])
        return np.where(hours > 0, hours, np.nan)

    @cached_property
    def weeks(self) -> Floats:
        """From the first day to the last, else from the hours at 35 a week; NaN: not known."""
        days = (self.ends - self.starts).astype("timedelta64[D]").astype(np.float64)
        days[np.isnat(self.ends) | np.isnat(self.starts)] = np.nan
        dated = np.where(days >= 0, (days + 1) / 7, np.nan)
        return np.where(np.isnan(dated), self.hours / FULL_WEEK, dated)

    @cached_property
    def weekly_hours(self) -> Floats:
        """Hours a week where hours and days are both known; NaN: not known."""
        dated = ~np.isnat(self.starts) & ~np.isnat(self.ends)
        return np.where(dated & (self.weeks > 0), self.hours / np.maximum(self.weeks, 0.2), np.nan)

    @cached_property
    def prices(self) -> Floats:
        """€ in all; hourly price × hours where only that is stated; NaN: not known."""
        total = _floats(self.sessions["total_price"])
        return np.where(np.isnan(total), _floats(self.sessions["hourly_price"]) * self.hours, total)

    @cached_property
    def levels_asked(self) -> Floats:
        """European level asked before; NaN: not said."""
        codes = self.courses["level_asked"].to_pylist()
        of_course = np.array([european_level(code) for code in codes], np.float64)
        return _floats_of(of_course, self.course_of)

    @cached_property
    def level_required(self) -> Floats:
        """1: it is a condition; 0: a wish; NaN: not said."""
        return _floats(self.sessions["level_required"].cast(pa.int8()))

    @cached_property
    def teaching(self) -> npt.NDArray[np.int8]:
        """In person 0, mixed 1, at a distance 2, not said -1."""
        return _by_word(self.sessions["teaching"], teaching_code)

    @cached_property
    def rhythms(self) -> npt.NDArray[np.int8]:
        """A bit for each rhythm that is said, in the order of ``Rhythm``; 0: not said."""
        return _by_word(self.sessions["rhythm_words"], rhythm_bits)

    @cached_property
    def points(self) -> tuple[Floats, Floats]:
        """Latitude and longitude: of the place of the session, else of its commune; NaN: not known."""
        latitude, longitude = _floats(self.sessions["latitude"]), _floats(self.sessions["longitude"])
        missing = np.isnan(latitude) | np.isnan(longitude) | ((latitude == 0) & (longitude == 0))
        places = tables.places(self.known)
        where = _places(self.sessions["insee_code"], places["commune"])
        for found, column in ((latitude, "latitude"), (longitude, "longitude")):
            of_commune = _floats_of(_floats(places[column]), where)
            found[missing] = of_commune[missing]
        return latitude, longitude

    def point(self, area: Area) -> Point | None:
        """Where ``area`` is: the middle of it; for a commune that is not in the datasets, the place of that name."""
        found = self.known.table(
            "SELECT name, latitude, longitude FROM house.areas WHERE level = $level AND code = $code"
            " AND latitude IS NOT NULL AND longitude IS NOT NULL",
            level=area.level.value,
            code=area.code,
        ).to_pylist()
        if found:
            return Point(found[0]["name"], found[0]["latitude"], found[0]["longitude"])
        return locate(area.name) if area.level is Level.COMMUNE else None

    @cached_property
    def communes(self) -> dict[str, Area]:
        """The commune of today of every code that a commune has or had."""
        lines = tables.places(self.known).to_pylist()
        return {line["commune"]: Area(Level.COMMUNE, line["today"], line["name"]) for line in lines}

    def course(self, row: int) -> dict[str, Any]:
        """Course ``row`` by column."""
        line: dict[str, Any] = self.courses.slice(row, 1).to_pylist()[0]
        return line

    def session(self, row: int) -> dict[str, Any]:
        """Session ``row`` by column."""
        line: dict[str, Any] = self.sessions.slice(row, 1).to_pylist()[0]
        return line

    @cached_property
    def certification_rows(self) -> dict[str, int]:
        """The row of each certification by code."""
        return {code: row for row, code in enumerate(self.certifications["code"].to_pylist())}

    @cached_property
    def apprenticeship(self) -> dict[str, tuple[float, float]]:
        """What is paid for a year of apprenticeship by certification, €."""
        lines = tables.apprenticeship(self.known).to_pylist()
        return {line["code"]: (line["low"], line["high"]) for line in lines}

    def _name(self) -> str:
        read = {*tables.CATALOGUES, "rncp"}
        state = sorted(pair for pair in self.known.state if pair[0] in read)
        return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


_opened: Final = Opened(lambda store: Catalogue(observatory(store)))


def catalogue(store: Store) -> Catalogue:
    """The catalogue of ``store`` in this process; made anew when a dataset was switched."""
    return _opened(store)


def _pairs(named: Sequence[tuple[int, str]], codes: tuple[str, ...]) -> Pairs:
    place = {code: number for number, code in enumerate(codes)}
    courses = np.array([course for course, _code in named], np.int64)
    return Pairs(courses, np.array([place[code] for _course, code in named], np.int64), codes)


def _places(values: pa.ChunkedArray, among: pa.ChunkedArray) -> Numbers:
    """Where each of ``values`` stands among ``among``; -1: nowhere."""
    found = pc.index_in(values, value_set=among.combine_chunks(), skip_nulls=True).fill_null(-1)
    places: Numbers = found.to_numpy().astype(np.int64)
    return places


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.array(column.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)


def _floats_of(values: Floats, places: Numbers) -> Floats:
    """``values[places]``; NaN where a place is -1."""
    if not len(values):
        return np.full(len(places), np.nan)
    return np.where(places >= 0, values[places], np.nan)


def _days(column: pa.ChunkedArray) -> Days:
    return np.array(column.cast(pa.date32()).to_numpy(zero_copy_only=False), "datetime64[D]")


def _equal(column: pa.ChunkedArray, value: str) -> Flags:
    return np.array(pc.equal(column.cast(pa.string()), value).fill_null(False).to_numpy(zero_copy_only=False))


def _by_word(column: pa.ChunkedArray, meaning: Any) -> npt.NDArray[np.int8]:
    """``meaning`` of each text; each text is looked at once, however often it stands there."""
    coded = column.cast(pa.string()).fill_null("").combine_chunks().dictionary_encode()
    meanings = np.array([meaning(text) for text in coded.dictionary.to_pylist()], np.int8)
    return meanings[coded.indices.to_numpy()] if len(meanings) else np.zeros(len(column), np.int8)
