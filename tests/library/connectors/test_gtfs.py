"""Timetables: seconds past midnight, calendars that may be missing, files that may not."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors.reading import read
from tests.library.connectors.samples_territory import GTFS, gtfs

from openemploi.errors import FormatError


def test_times_are_seconds_and_go_past_midnight(tmp_path: Path) -> None:
    rows = read(tmp_path, "gtfs", gtfs(tmp_path)).rows("stop_times")
    assert [(row["arrival"], row["departure"]) for row in rows] == [
        (27_000, 27_060),
        (27_900, 27_930),
        (86_100, 86_100),
        (90_605, None),
    ]


def test_each_file_is_a_table(tmp_path: Path) -> None:
    found = read(tmp_path, "gtfs", gtfs(tmp_path))
    assert {table.name: table.rows for table in found.manifest.tables} == {
        "agencies": 1,
        "stops": 3,
        "routes": 1,
        "trips": 2,
        "stop_times": 4,
        "services": 1,
        "service_dates": 2,
    }
    assert found.rows("stops")[2]["name"] == "Mairie, place"
    assert found.rows("stops")[1]["parent_id"] == "S"
    service = found.rows("services")[0]
    assert (service["friday"], service["saturday"], service["end"]) == (True, False, date(2026, 12, 31))
    assert [row["runs"] for row in found.rows("service_dates")] == [False, True]
    assert found.manifest.edition == "20260901/20261231"


@pytest.mark.parametrize("time", ["7h30", "07:61:00", "27000", "-1:00:00"])
def test_a_time_that_is_none_is_rejected_with_its_line(tmp_path: Path, time: str) -> None:
    path = gtfs(tmp_path, stop_times=GTFS["stop_times.txt"].replace("07:45:00", time))
    found = read(tmp_path, "gtfs", path)
    assert [(one["line"], one["column"], one["value"], one["reason"]) for one in found.rejected] == [
        (3, "arrival_time", time, "not_time")
    ]
    assert len(found.rows("stop_times")) == 3


@pytest.mark.parametrize("missing", ["calendar", "calendar_dates", "feed_info"])
def test_a_file_that_networks_may_leave_out_is_not_missed(tmp_path: Path, missing: str) -> None:
    assert read(tmp_path, "gtfs", gtfs(tmp_path, **{missing: None})).manifest.rejected == 0


def test_a_calendar_that_only_has_its_header_is_empty(tmp_path: Path) -> None:
    header = GTFS["calendar.txt"].split("\n")[0]
    assert read(tmp_path, "gtfs", gtfs(tmp_path, calendar=header)).rows("services") == []


@pytest.mark.parametrize("missing", [{"stops": None}, {"calendar": None, "calendar_dates": None}])
def test_a_file_that_has_to_be_there_is_missed(tmp_path: Path, missing: dict[str, None]) -> None:
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "gtfs", gtfs(tmp_path, **missing))
    assert refused.value.code == "member_missing"
    assert f"{next(iter(missing))}.txt" in refused.value.message


def test_a_network_may_put_its_files_in_a_folder_and_a_mark_before_them(tmp_path: Path) -> None:
    path = tmp_path / "lac.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in GTFS.items():
            archive.writestr(f"lac/{name}", text.encode("utf-8-sig"))
    assert read(tmp_path, "gtfs", path).manifest.rows == 14
