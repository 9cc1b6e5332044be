"""How long the official classifications take to import and to open, and how long one search in them takes.

    python benchmarks/import_taxonomies.py [--data FOLDER] [--opens 20]

FOLDER holds ``esco/*.zip``, ``rome/RefRomeCsv.zip`` and ``crosswalks/*esco_rome.csv`` (default: ../shared/data).
Everything is imported into a temporary folder that is erased at the end. Goals: import under 30 s, open under 0.5 s.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from openemploi.taxonomy.library import import_files, open_taxonomy
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy

_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# As people type: in full, feminine, without accents, misspelt, in two other languages, and nothing at all.
_QUERIES = (
    "boulangère", "caissier", "infirmiere", "encaisement", "conduire un chariot élévateur", "comptable", "soudeur",
    "aide à domicile", "développeur informatique", "Python", "nettoyer des locaux", "tailler la vigne", "cash handling",
    "forklift driver", "nurse", "secrétaire de mairie", "préparer des commandes", "anglais", "간호사", "zblorg",
)  # fmt: skip
# What a command pays once Python and the library are loaded.
_OPEN = (
    "import time; from openemploi.taxonomy.library import open_taxonomy; began = time.perf_counter(); "
    "taxonomy = open_taxonomy(); taxonomy.find('urn:rome:D1102'); print(time.perf_counter() - began)"
)
_GOALS = {"import": 30.0, "open": 0.5}


def main() -> int:
    """Import, open and search; print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=_DATA, metavar="FOLDER")
    parser.add_argument(
        "--opens", type=int, default=20, metavar="N", help="how often each opening is measured"
    )
    asked = parser.parse_args()
    files = _official(asked.data)
    if not files:
        print(
            f"{asked.data} holds no ESCO zips, ROME zip and crosswalk: give the folder that does with --data.",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        os.environ["OPENEMPLOI_DATA"], os.environ["OPENEMPLOI_CACHE"] = f"{folder}/data", f"{folder}/cache"
        began = time.perf_counter()
        taxonomy, _schemes = import_files(files)
        imported = time.perf_counter() - began
        (compiled,) = Path(folder, "cache", "taxonomies").glob("*.safetensors")
        fresh = [float(_output([sys.executable, "-c", _OPEN])) for _ in range(asked.opens)]
        within = [_seconds(open_taxonomy) for _ in range(asked.opens)]
        searches = [_seconds(partial(search, taxonomy, text)) for text in _QUERIES for _ in range(5)]
        _print(taxonomy, imported, compiled.stat().st_size, fresh, within, searches)
    return 0


def _official(folder: Path) -> list[Path]:
    found = [sorted(folder.glob(name)) for name in ("esco/*.zip", "rome/*.zip", "crosswalks/*esco_rome.csv")]
    return [path for paths in found for path in paths] if all(found) else []


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _print(
    taxonomy: Taxonomy,
    imported: float,
    size: int,
    fresh: list[float],
    within: list[float],
    searches: list[float],
) -> None:
    for scheme in taxonomy.schemes:
        print(
            f"{scheme.name} {scheme.version}: {scheme.concepts:,} concepts, {scheme.relations:,} relations, "
            f"{scheme.relations_dropped:,} dropped"
        )
    opened = statistics.median(fresh)
    rows = (
        ("import", f"{imported:.1f} s", f"< {_GOALS['import']:g} s", imported < _GOALS["import"]),
        ("compiled file", f"{size / 1e6:.1f} MB", "", True),
        ("open, fresh process", f"{opened:.3f} s", f"< {_GOALS['open']:g} s", opened < _GOALS["open"]),
        ("open, same process", f"{statistics.median(within) * 1000:.1f} ms", "", True),
        ("one search, median", f"{statistics.median(searches) * 1000:.1f} ms", "", True),
        ("one search, slowest", f"{max(searches) * 1000:.1f} ms", "", True),
    )
    print(f"\n{'what':<22} {'measured':>10}  {'goal':>8}")
    for what, measured, goal, met in rows:
        print(f"{what:<22} {measured:>10}  {goal:>8}{'' if met else '  missed'}")


if __name__ == "__main__":
    sys.exit(main())
