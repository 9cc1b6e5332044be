"""Every official format on its real file, and on broken variants of a small one: rows, rejected, seconds, memory.

    .venv/bin/python benchmarks/connectors.py             # two tables, in the Markdown of docs/reference/connectors.md
    .venv/bin/python benchmarks/connectors.py rncp lheo   # these kinds only

Each import has a process of its own and goes all the way into a store. Where there is no real file beside the
checkout, the small one of the tests stands in: official layout, invented values. The broken variants are those of
``tests/library/connectors/broken.py``, which says what each must come to; here stands what it came to.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from data_import import imported

ROOT: Final = Path(__file__).parents[1]
SHARED: Final = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT))

from tests.library.connectors.broken import variants  # noqa: E402
from tests.library.connectors.samples import SAMPLES  # noqa: E402

from openemploi.connectors.base import connector, connectors  # noqa: E402
from openemploi.datasets.importing import import_file  # noqa: E402
from openemploi.datasets.store import Store  # noqa: E402
from openemploi.errors import OpenEmploiError  # noqa: E402

_REAL: Final = {
    "basins": "market/lexique_bassins_2019.csv",
    "bmo": "formats/bmo_2025_rows.csv",
    "communes": "territory/cog_communes.csv",
    "crosswalk_esco_onet": "crosswalks/crosswalk_esco_onet.csv",
    "crosswalk_esco_rome": "crosswalks/FR_20230607_mapping_esco_rome.csv",
    "crosswalk_rome_fap": "crosswalks/passage_fap2009_romev3.txt",
    "crosswalk_rome_isco": "crosswalks/Correspondance_ROME_ISCO08.xlsx",
    "crosswalk_rome_naf": "crosswalks/rome_naf_mapping_2021.csv",
    "dares_tension": "market/dares_tensions_fap2009.csv",
    "employment_areas": "territory/zones_emploi_2020_communes.json",
    "esco": "esco/ESCO dataset - v1.2.0 - classification - fr - csv.zip",
    "france_travail_offers": "offers/france_travail_offres_dev.jsonl",
    "keco": "korea/keco-tree.json",
    "keco_index": "korea/keco-index.json",
    "ksco": "korea/ksco-tree.json",
    "ksic": "korea/ksic-tree.json",
    "ksic_changes": "korea/ksic-oldnew.json",
    "lheo": "training/lheo-2.2-sample.xml",
    "naf": "formats/codes-NAF.json",
    "npec": "training/Referentiel-des-NPEC-15.07.2024_vMAJ-18.07.2024.xlsx",
    "onisep_courses": "formats/onisep_ideo_formations_head.csv",
    "onisep_occupations": "formats/onisep_ideo_metiers_head.csv",
    "outlines": "territory/france-shape.geo.json",
    "parcoursup": "formats/parcoursup_2025_head.csv",
    "partner_offers": "formats/import-apec.test.input.xml",
    "postcodes": "territory/laposte_hexasmal.csv",
    "rents": "territory/indicateurs-loyers-appartements.csv",
    "rncp": "training/export-fiches-csv-2024-02-22.zip",
    "rome": "rome/RefRomeCsv.zip",
    "tension": "market/tension_rome_bassin_2021.csv",
}
_GROUPS: Final = {
    "encoding": ("utf_16", "bad_byte", "wrong_encoding"),
    "missing column": ("missing_column", "missing_last_column", "another_document"),
    "extra, moved columns": ("extra_column", "moved_columns"),
    "bad cell": ("bad_cell", "short_row"),
    "cut short": ("truncated_archive", "truncated_text"),
    "formula": ("formula_link", "formula_sum"),
    "empty, another file": ("empty_file", "another_file"),
}


def main() -> None:
    """Import, break, and print."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(imported(sys.argv[2], sys.argv[3])))
        return
    kinds = sys.argv[1:] or list(connectors())
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        print("| Kind | File | Rows | Rejected | Seconds | Peak memory |\n|---|---|--:|--:|--:|--:|")
        for kind in kinds:
            print(_figures(kind, Path(folder)), flush=True)
        print(f"\n| Kind | {' | '.join(_GROUPS)} |\n|---|{'---|' * len(_GROUPS)}")
        for kind in kinds:
            print(_outcomes(kind, Path(folder)), flush=True)


def _figures(kind: str, folder: Path) -> str:
    path = SHARED / _REAL[kind] if kind in _REAL else None
    what = "real"
    if path is None or not path.exists():
        if kind not in SAMPLES:
            return f"| `{kind}` | none | | | | |"
        path, what = _sample(kind, folder), "official layout"
    told = subprocess.run(
        [sys.executable, __file__, "--one", kind, str(path)], capture_output=True, text=True
    )
    if told.returncode:
        return f"| `{kind}` | {what} | | {told.stderr.strip().splitlines()[-1]} | | |"
    found = json.loads(told.stdout)
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    return (
        f"| `{kind}` | {what}, {size} | {found['all']:,} | {found['rejected']:,} | {found['seconds']:.1f} |"
        f" {found['peak']:.0f} MB |"
    )


def _outcomes(kind: str, folder: Path) -> str:
    if kind not in SAMPLES:
        return f"| `{kind}` |{' |' * len(_GROUPS)}"
    broken = dict(variants(connector(kind), _sample(kind, folder), folder / kind / "broken"))
    came = {name: _came_to(kind, one, folder / kind / "stores" / name) for name, one in broken.items()}
    cells = [
        "; ".join(dict.fromkeys(came[name] for name in names if name in came)) or "–"
        for names in _GROUPS.values()
    ]
    return f"| `{kind}` | {' | '.join(cells)} |"


def _came_to(kind: str, one: Any, store: Path) -> str:
    try:
        manifest = import_file(Store.open(store), connector(kind), one.path).version.manifest
    except OpenEmploiError as fault:
        return f"`{fault.code}`"
    rejected = sum(table.rejected for table in manifest.tables)
    rows = sum(table.rows for table in manifest.tables)
    noted = ", noted" if any(note.startswith("unknown_column") for note in manifest.notes) else ""
    return f"{rejected} rejected, {rows} kept" if rejected else f"{rows} kept{noted}"


def _sample(kind: str, folder: Path) -> Path:
    whole = folder / kind / "whole"
    if not whole.exists():
        whole.mkdir(parents=True)
        SAMPLES[kind](whole)
    return next(whole.iterdir())


if __name__ == "__main__":
    main()
