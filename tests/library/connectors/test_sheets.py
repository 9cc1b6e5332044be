"""A workbook that unpacks to far more than any official one is not opened: the reader takes a sheet whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from openemploi.connectors import sheets
from openemploi.errors import FormatError


def test_a_workbook_that_is_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 20_000_000)

    with pytest.raises(FormatError) as error:
        sheets.sheet_names(path)
    assert error.value.code == "archive_too_large"


def test_a_workbook_of_many_large_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 1000)
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 2_000)

    with pytest.raises(FormatError) as error:
        sheets.sheet_names(path)
    assert error.value.code == "archive_too_large"
