"""Timetables of public transport: GTFS, a zip of texts with commas (https://gtfs.org/documentation/schedule/).

Whether a job can be reached without a car. Times count from noon minus twelve hours of the service day and go past
24:00:00 for trips of the night; they are kept as seconds. Days of service are told by ``calendar.txt``, by exceptions
in ``calendar_dates.txt``, or by both. Networks add columns of their own, which are noted. Each network has its own
licence, often ODbL-1.0: what the connector names is the commonest.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited
from openemploi.connectors.keeping import kept
from openemploi.connectors.opening import damaged, members, opened
from openemploi.connectors.schema import Column, Kind, Table, columns
from openemploi.connectors.validation import rejected

_TIME: Final = rb"^\s*(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])\s*$"
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE: Final = ("%Y%m%d",)

AGENCIES: Final = Table(
    "agencies",
    (
        Column("agency_id", optional=True),
        Column("name", source=("agency_name",), required=True),
        Column("address", source=("agency_url",), description="Web site"),
        Column("timezone", source=("agency_timezone",), required=True),
    ),
    left_out=("agency_lang", "agency_phone", "agency_fare_url", "agency_email", "ticketing_deep_link_id"),
)
STOPS: Final = Table(
    "stops",
    (
        Column("stop_id", required=True),
        Column("name", source=("stop_name",), optional=True),
        Column(
            "latitude", Kind.NUMBER, source=("stop_lat",), optional=True, unit="°", minimum=-90, maximum=90
        ),
        Column(
            "longitude", Kind.NUMBER, source=("stop_lon",), optional=True, unit="°", minimum=-180, maximum=180
        ),
        Column(
            "kind",
            Kind.INTEGER,
            source=("location_type",),
            optional=True,
            minimum=0,
            maximum=4,
            description="0 or empty: stop; 1: station; 2: way in; 3: node; 4: boarding area",
        ),
        Column("parent_id", source=("parent_station",), optional=True, description="Station of the stop"),
        Column(
            "wheelchair",
            Kind.INTEGER,
            source=("wheelchair_boarding",),
            optional=True,
            description="0 or empty: not known; 1: some vehicles; 2: not possible",
        ),
    ),
    key=("stop_id",),
    left_out=(
        *("stop_code", "stop_desc", "tts_stop_name", "zone_id", "stop_url", "stop_timezone", "level_id"),
        *("platform_code", "stop_access"),
    ),
)
ROUTES: Final = Table(
    "routes",
    (
        Column("route_id", required=True),
        Column("agency_id", optional=True),
        Column("short_name", source=("route_short_name",), optional=True),
        Column("long_name", source=("route_long_name",), optional=True),
        Column(
            "mode",
            Kind.INTEGER,
            source=("route_type",),
            required=True,
            description="0: tram; 1: metro; 2: train; 3: bus; 4: ferry; 100 and more: extended",
        ),
    ),
    key=("route_id",),
    left_out=(
        *("route_desc", "route_url", "route_color", "route_text_color", "route_sort_order", "network_id"),
        *("continuous_pickup", "continuous_drop_off", "cemv_support"),
    ),
)
TRIPS: Final = Table(
    "trips",
    (
        Column("trip_id", required=True),
        Column("route_id", required=True),
        Column("service_id", required=True),
        Column("headsign", source=("trip_headsign",), optional=True),
        Column("direction", Kind.INTEGER, source=("direction_id",), optional=True, minimum=0, maximum=1),
        Column(
            "wheelchair",
            Kind.INTEGER,
            source=("wheelchair_accessible",),
            optional=True,
            description="0 or empty: not known; 1: yes; 2: no",
        ),
    ),
    key=("trip_id",),
    left_out=("trip_short_name", "block_id", "shape_id", "bikes_allowed", "cars_allowed"),
)
STOP_TIMES: Final = Table(
    "stop_times",
    (
        Column("trip_id", required=True),
        Column("stop_sequence", Kind.INTEGER, required=True, minimum=0),
        Column("stop_id", optional=True),
        Column("arrival", Kind.INTEGER, source=("arrival_time",), optional=True, unit="s", minimum=0),
        Column("departure", Kind.INTEGER, source=("departure_time",), optional=True, unit="s", minimum=0),
        Column("pickup_type", Kind.INTEGER, optional=True, description="1: nobody gets on here"),
        Column("drop_off_type", Kind.INTEGER, optional=True, description="1: nobody gets off here"),
    ),
    key=("trip_id", "stop_sequence"),
    left_out=(
        *("stop_headsign", "shape_dist_traveled", "timepoint", "continuous_pickup", "continuous_drop_off"),
        *("location_group_id", "location_id", "start_pickup_drop_off_window", "end_pickup_drop_off_window"),
        *("pickup_booking_rule_id", "drop_off_booking_rule_id"),
    ),
)
SERVICES: Final = Table(
    "services",
    (
        Column("service_id", required=True),
        *columns(_DAYS, kind=Kind.BOOLEAN, required=True),
        Column("start", Kind.DATE, source=("start_date",), required=True, formats=_DATE),
        Column("end", Kind.DATE, source=("end_date",), required=True, formats=_DATE),
    ),
    key=("service_id",),
    left_out=("service_name",),
)
SERVICE_DATES: Final = Table(
    "service_dates",
    (
        Column("service_id", required=True),
        Column("date", Kind.DATE, required=True, formats=_DATE),
        Column(
            "runs",
            Kind.BOOLEAN,
            source=("exception_type",),
            required=True,
            true=("1",),
            false=("2",),
            description="Runs on that day besides its calendar, or does not in spite of it",
        ),
    ),
    key=("service_id", "date"),
    left_out=("holiday_name",),
)
_FILES: Final = (
    ("agency.txt", AGENCIES),
    ("stops.txt", STOPS),
    ("routes.txt", ROUTES),
    ("trips.txt", TRIPS),
    ("stop_times.txt", STOP_TIMES),
)
_CALENDARS: Final = (("calendar.txt", SERVICES), ("calendar_dates.txt", SERVICE_DATES))


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the zip at ``path``, file after file; those that have to be there are looked for first."""
    if not zipfile.is_zipfile(path):
        raise damaged(path)
    files = [(opened(path, name), table) for name, table in _FILES]
    opened(path, *(name for name, _table in _CALENDARS))  # one of them is enough
    files += [(source, table) for name, table in _CALENDARS for source in members(path, name)[:1]]
    reading.edition = _edition(path)
    for source, table in files:
        for raw in delimited(source, table, reading, delimiter=",", encodings=("utf-8", "cp1252")):
            if table is STOP_TIMES:
                yield _in_seconds(_in_seconds(raw, "arrival_time", reading), "departure_time", reading)
            else:
                yield raw


def _in_seconds(raw: Raw, column: str, reading: Reading) -> Raw:
    """``raw`` with the times of ``column`` as seconds; a row in which it is no time is rejected (``not_time``)."""
    place = next((place for place, name in enumerate(raw.names) if name.casefold() == column), None)
    if place is None:
        return raw
    text = pc.cast(raw.arrays[place], pa.binary())
    parts = pc.extract_regex(text, _TIME)
    hours, minutes, seconds = (
        pc.cast(pc.cast(pc.struct_field(parts, [part]), pa.string()), pa.int64()) for part in range(3)
    )
    total = pc.add(pc.add(pc.multiply(hours, 3600), pc.multiply(minutes, 60)), seconds)
    good = pc.or_(pc.is_valid(parts), pc.match_substring_regex(text, rb"^\s*$"))
    for row in np.flatnonzero(~good.to_numpy(zero_copy_only=False)):
        reading.reject(rejected(raw, place, int(row), "not_time"))
    arrays = (*raw.arrays[:place], pc.cast(total, pa.string()), *raw.arrays[place + 1 :])
    whole = replace(raw, arrays=arrays)
    return whole if pc.all(good).as_py() else kept(whole, good)


def _edition(path: Path) -> str:
    """The version that the network gives, or the days that it covers, from ``feed_info.txt`` when there is one."""
    for source in members(path, "feed_info.txt")[:1]:
        with source.open() as file:
            text = file.read(1 << 16).decode("utf-8-sig", "replace")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            days = [row.get(name) or "" for name in ("feed_start_date", "feed_end_date")]
            return "/".join(days) if all(days) else (row.get("feed_version") or "")
    return ""


CONNECTOR: Final = Connector(
    kind="gtfs",
    version="1",
    title="Horaires théoriques de transport public (GTFS)",
    producer="Autorités organisatrices de la mobilité, par transport.data.gouv.fr",
    licence="ODbL-1.0",
    homepage="https://transport.data.gouv.fr",
    tables=(AGENCIES, STOPS, ROUTES, TRIPS, STOP_TIMES, SERVICES, SERVICE_DATES),
    read=read,
)
