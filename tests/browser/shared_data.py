"""The shared real data in a served portal, for tests that look its figures up again in the raw files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from tests.browser.conftest import Portal

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

DATA: Final = Path(__file__).parents[3] / "shared" / "data"
FILES: Final = {
    "communes": "territory/cog_communes.csv",
    "employment_areas": "territory/zones_emploi_2020_communes.json",
    "basins": "market/lexique_bassins_2019.csv",
    "postcodes": "territory/laposte_hexasmal.csv",
    "rents": "territory/indicateurs-loyers-appartements.csv",
    "rome": "rome/RefRomeCsv.zip",
    "crosswalk_rome_fap": "crosswalks/passage_fap2009_romev3.txt",
    "crosswalk_rome_naf": "crosswalks/rome_naf_mapping_2021.csv",
    "tension": "market/tension_rome_bassin_2021.csv",
    "dares_tension": "market/dares_tensions_fap2009.csv",
    "france_travail_offers": "offers/france_travail_offres_dev.jsonl",
    "lheo": "training/lheo-2.2-sample.xml",
    "rncp": "training/export-fiches-csv-2024-02-22.zip",
}

needs_shared: Final = pytest.mark.skipif(
    not DATA.exists(), reason="the shared real data is not beside this checkout"
)


def lay(portal: Portal, *kinds: str) -> Portal:
    """Import ``kinds`` into the store of ``portal``, as far as they are not there yet."""
    store = Store.open(portal.folder / "datasets")
    there = set(store.datasets())
    for kind in kinds:
        if kind not in there:
            import_file(store, connector(kind), DATA / FILES[kind])
    return portal
