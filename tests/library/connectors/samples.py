"""A small file of each kind, in its official layout and with invented values, for the tests that go over all kinds.

Each connector's own test module holds the function that writes its file, and is named here: ``kind -> function``.
The function writes into an empty folder and gives the path. The file needs three rows or more in its main table;
the tests break one of them and look that the others are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.library.connectors.samples_market import MARKET
from tests.library.connectors.samples_offers import JOBS
from tests.library.connectors.samples_references import REFERENCES
from tests.library.connectors.samples_territory import TERRITORY

SHARED: Final = Path(__file__).parents[4] / "shared" / "data"


def shared(name: str) -> Path:
    """A real file beside the checkout; the test is skipped where there is none. Mark the test ``shared``."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not beside this checkout")
    return path


def rents(folder: Path) -> Path:
    """Rents of flats, in the layout of 2023."""
    path = folder / "pred-app-mef-dhup.csv"
    path.write_text(
        "id_zone;INSEE_C;LIBGEO;EPCI;DEP;REG;loypredm2;lwr.IPm2;upr.IPm2;TYPPRED;nbobs_com;nbobs_mail;R2_adj\n"
        '9;4001;Aiglun-le-Vieux;200000001;4;93;"9,25";"7,1";"12,05";maille;12;810;"0,79"\n'
        '9;4002;Bréon;200000001;4;93;"9,5";"7,2";"12,9";commune;140;810;"0,79"\n'
        '11;13055;Port-Neuf;200000002;13;93;"14,1";"11,0";"18,2";commune;9120;9120;"0,83"\n',
        encoding="utf-8",
    )
    return path


SAMPLES: Final[dict[str, Callable[[Path], Path]]] = {
    "rents": rents,
    **JOBS,
    **MARKET,
    **REFERENCES,
    **TERRITORY,
}
