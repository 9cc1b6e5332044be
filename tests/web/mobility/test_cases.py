"""Similar projects are told from the files of the instance, and from nothing when one of them is wrong."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from openemploi.datasets.store import Store
from openemploi.diagnosis.cases import Ending
from openemploi_web.core.folders import kept_files
from openemploi_web.mobility import carrying
from openemploi_web.mobility.cases import recorded
from openemploi_web.mobility.told import Told
from openemploi_web.observatory import selectors
from tests.library.labourmarket import small_market as market

HEAD = "started,ended,ending,goal,here,wanted"
FOUND = "2025-01-01,2025-06-01,found,J1506,75,05"


@pytest.fixture
def put(settings: Any, tmp_path: Path) -> Callable[..., Path]:
    """Put a file of recorded projects where whoever runs the instance would."""
    settings.FOLDER = tmp_path

    def file(name: str, *rows: str) -> Path:
        path = tmp_path / "projects" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
        return path

    return file


def test_an_instance_without_files_knows_of_no_project(put: Callable[..., Path]) -> None:
    assert recorded().cases == ()


def test_the_projects_of_all_files_are_known_and_read_again_when_one_changes(
    put: Callable[..., Path],
) -> None:
    put("2024.csv", FOUND, FOUND)
    later = put("2025.csv", FOUND.replace("found", "searching"))

    assert [each.ending for each in recorded().cases] == [Ending.FOUND, Ending.FOUND, Ending.SEARCHING]

    put("2025.csv")
    os.utime(later, ns=(1, 1))
    assert len(recorded().cases) == 2


def test_with_a_wrong_file_nothing_is_told_and_whoever_runs_it_is_told_where(
    put: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    put("2024.csv", FOUND)
    put("2025.csv", FOUND, FOUND.replace("found", "hired"))

    with caplog.at_level(logging.ERROR):
        assert recorded().cases == ()
        assert recorded().cases == ()

    assert [record.message.count("2025.csv, line 3") for record in caplog.records] == [1]
    assert "mobility.cases_cell_wrong" in {message.id for message in run_checks()}


def test_a_person_is_told_what_became_of_similar_projects(
    put: Callable[..., Path],
    browser: Client,
    page: Callable[[Any], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Store.open(tmp_path / "datasets")
    market.put_rome(store, tmp_path)
    monkeypatch.setattr(selectors, "store", lambda: store)
    stayed = FOUND.replace("J1506,75,05", "G1998,05,05")
    put("2024.csv", *[stayed] * 8, *[stayed.replace("found", "searching")] * 4)
    carried = carrying.carry(HttpResponse(), carrying.Carried(Told(occupation="G1998", goals=("G1998",))))
    browser.cookies.load(carried.cookies)

    answer = page(browser.get(reverse("mobility:diagnosis")))

    assert "Of 12 people with a similar project, 8 had found" in answer
    assert "an occupation of the same family, anywhere" in answer


def test_a_backup_takes_the_files_along(put: Callable[..., Path]) -> None:
    put("2024.csv", FOUND)

    assert "projects/2024.csv" in {name for _path, name in kept_files()}
