"""An import of a taxonomy that dies anywhere leaves the previous version in force, and can be run again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from openemploi.taxonomy.library import current, import_files, open_taxonomy

# Where the process dies: a function of the library that does its work, or part of it, and never comes back.
STAGES = {
    "before anything was kept": "library._kept = die",
    "while the file is copied": (
        "copied = library.shutil.copyfile\n"
        "def half(source, target):\n"
        "    copied(source, target); open(target, 'r+b').truncate(100); die()\n"
        "library.shutil.copyfile = half"
    ),
    "before compiling": "library._compile = die",
    "while compiling": (
        "def half(arrays, path, about):\n    open(path, 'wb').write(b'half'); die()\ncolumns.save_file = half"
    ),
    "before the new version is pointed to": "library._point_to = die",
    "while the new version is pointed to": (
        "replaced = Path.replace\n"
        "def replace(self, target):\n"
        "    die() if self.name.startswith('.current.json') else None\n"
        "    return replaced(self, target)\n"
        "Path.replace = replace"
    ),
}


def died(stage: str, sent: signal.Signals, path: Path) -> int:
    """Import ``path`` with the real command in another process, which gets ``sent`` at ``stage``; its exit code."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom openemploi.taxonomy import columns, library\n"
        f"def die(*_arguments, **_options):\n    os.kill(os.getpid(), {int(sent)})\n"
        f"{stage}\nfrom openemploi.cli import main\nmain()\n"
    )
    command = [sys.executable, "-c", program, "taxonomy", "import", path]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_import_leaves_the_previous_version_in_force(official_files, stage):
    before, _schemes = import_files([official_files.rome(version="460")])
    new = official_files.rome(version="471", skill="Sculpter un nuage", name="new.zip")

    assert died(STAGES[stage], signal.SIGKILL, new) == -signal.SIGKILL

    assert [entry.version for entry in current()] == ["4.60"]
    assert open_taxonomy().version == before.version


@pytest.mark.parametrize("stage", ["while the file is copied", "while compiling"])
def test_ctrl_c_ends_an_import_with_130_and_leaves_nothing_of_it(official_files, own_folders, stage):
    import_files([official_files.rome(version="460")])
    new = official_files.rome(version="471", skill="Sculpter un nuage", name="new.zip")
    before = {path for path in own_folders.rglob("*") if path.is_file()}

    assert died(STAGES[stage], signal.SIGINT, new) == 130

    assert [entry.version for entry in current()] == ["4.60"]
    assert {path for path in own_folders.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "stage", ["while the file is copied", "while compiling", "while the new version is pointed to"]
)
def test_a_killed_import_can_be_run_again_and_nothing_half_made_stays(official_files, own_folders, stage):
    import_files([official_files.rome(version="460")])
    new = official_files.rome(version="471", skill="Sculpter un nuage", name="new.zip")
    died(STAGES[stage], signal.SIGKILL, new)

    taxonomy, _schemes = import_files([new])

    assert [entry.version for entry in current()] == ["4.71"]
    assert open_taxonomy().version == taxonomy.version
    assert [path.name for path in own_folders.rglob("*draft*")] == []
    folders = [path.name for path in (own_folders / "data" / "taxonomies").iterdir() if path.is_dir()]
    assert len(folders) == 1, folders


def test_the_version_in_force_can_be_made_again_from_its_files_after_a_killed_import(
    official_files, own_folders
):
    before, _schemes = import_files([official_files.rome(version="460")])
    died(STAGES["while compiling"], signal.SIGKILL, official_files.rome(version="471", name="new.zip"))
    for compiled in (own_folders / "cache" / "taxonomies").glob("*.safetensors"):
        compiled.unlink()

    assert open_taxonomy().version == before.version


def test_an_import_that_dies_after_the_new_version_was_pointed_to_has_taken_place(official_files):
    import_files([official_files.rome(version="460")])
    new = official_files.rome(version="471", name="new.zip")

    died("library._forget_all_but = die", signal.SIGKILL, new)

    assert [entry.version for entry in current()] == ["4.71"]
    assert [s.version for s in open_taxonomy().schemes if s.name == "rome"] == ["4.71"]
