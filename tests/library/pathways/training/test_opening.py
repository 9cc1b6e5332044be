"""Offers that one skill opens: counted with n, an area and an interval, or unknown with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.labourmarket.small_market import offer, put_offers
from tests.library.pathways.training.small_courses import CREPES, STOCKS, TILL

from openemploi.datasets.store import Store
from openemploi.labourmarket.model import Area, Level, Reason
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training import opening
from openemploi.pathways.training.model import JobsOpened, Wanted
from openemploi.pathways.training.opening import jobs_opened

TILLEULS = Area(Level.COMMUNE, "04901", "Tilleuls")
COLZAS = Area(Level.COMMUNE, "04902", "Colzas")


def _asking(*codes: str, required: str = "E") -> dict[str, object]:
    return {"competences": [{"code": c, "libelle": f"Compétence {c}", "exigence": required} for c in codes]}


def _opened(store: Store, *wanted: Wanted, held: frozenset[str], area: Area = TILLEULS) -> list[JobsOpened]:
    return list(jobs_opened(Observatory(store), wanted, held=held, area=area))


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LEAST", 3)


def test_an_offer_is_opened_by_the_only_skill_that_is_lacking(store: Store, tmp_path: Path) -> None:
    put_offers(
        store,
        tmp_path,
        [
            offer(1, **_asking(CREPES.code)),
            offer(2, **_asking(CREPES.code, TILL.code)),
            offer(3, **_asking(CREPES.code, STOCKS.code)),
        ],
    )

    crepes, stocks = _opened(store, STOCKS, CREPES, held=frozenset({TILL.code}))

    assert (crepes.skill, crepes.asks.value, crepes.opens.value) == (CREPES, 3, 2)
    assert (stocks.asks.value, stocks.opens.value) == (1, 0)
    assert (crepes.opens.n, crepes.opens.shown, crepes.opens.period) == (3, TILLEULS, "2025-10")
    assert crepes.opens.low is not None and crepes.opens.low < 2 < (crepes.opens.high or 0)


def test_what_an_offer_only_wishes_for_closes_nothing(store: Store, tmp_path: Path) -> None:
    wished = _asking(CREPES.code)["competences"] + _asking(STOCKS.code, required="S")["competences"]  # type: ignore[operator]
    put_offers(store, tmp_path, [offer(n, competences=wished) for n in (1, 2, 3)])

    (crepes,) = _opened(store, CREPES, held=frozenset())

    assert crepes.opens.value == 3


def test_a_smaller_area_with_too_few_offers_gives_the_figure_of_a_larger_one(
    store: Store, tmp_path: Path
) -> None:
    put_offers(store, tmp_path, [offer(n, **_asking(CREPES.code)) for n in (1, 2, 3)])

    (crepes,) = _opened(store, CREPES, held=frozenset(), area=COLZAS)

    assert crepes.opens.asked == COLZAS and crepes.opens.widened
    assert crepes.opens.unknown is not None and crepes.opens.unknown.reason is Reason.TOO_FEW


def test_too_few_offers_everywhere_are_unknown_and_not_nought(store: Store, tmp_path: Path) -> None:
    put_offers(store, tmp_path, [offer(1, **_asking(CREPES.code))])

    (crepes,) = _opened(store, CREPES, held=frozenset())

    assert crepes.opens.value is None and crepes.asks.value is None
    assert crepes.opens.unknown is not None and (crepes.opens.unknown.n, crepes.opens.unknown.needed) == (
        1,
        3,
    )


def test_without_offers_nothing_is_known(store: Store) -> None:
    (crepes,) = _opened(store, CREPES, held=frozenset())

    assert crepes.opens.unknown is not None
    assert crepes.opens.unknown.datasets == ("france_travail_offers",)
