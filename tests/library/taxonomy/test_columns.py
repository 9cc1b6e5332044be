"""Files of columns: the newest are kept, whatever other processes do in the same folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from openemploi.taxonomy import columns


def _written(folder: Path, *names: str) -> None:
    for age, name in enumerate(names):
        path = folder / f"{name}.safetensors"
        columns.write(path, {"one": np.arange(3, dtype=np.uint32)}, about={})
        os.utime(path, (1_000_000 + age, 1_000_000 + age))


def test_the_newest_files_are_kept(tmp_path: Path) -> None:
    _written(tmp_path, "z", "b", "a")
    columns.keep_newest(tmp_path, 2)
    assert {path.stem for path in tmp_path.iterdir()} == {"b", "a"}


def test_a_file_that_another_process_takes_away_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written(tmp_path, "a", "b", "c")
    stat = Path.stat

    def after_the_other(path: Path, **options: Any) -> os.stat_result:
        if path.stem == "b":
            path.unlink(missing_ok=True)
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", after_the_other)
    columns.keep_newest(tmp_path, 1)
    assert {path.stem for path in tmp_path.iterdir()} == {"c"}
