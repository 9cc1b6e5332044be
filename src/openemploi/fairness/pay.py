"""The pay of a family of occupations, for exposure reports: the median of what offers in the store state."""

from __future__ import annotations

from typing import Final

from openemploi.datasets.store import Store
from openemploi.labourmarket.observatory import Observatory

FEWEST_OFFERS: Final = 11
_OFFERS: Final = "france_travail_offers"


def family_pay(store: Store) -> dict[str, float]:
    """For each professional domain of ROME with at least 11 offers that state a pay, its median, € a month gross.

    A pay is read as in the figure ``pay_quartiles``. Empty where offers or communes are not imported.
    """
    if not {_OFFERS, "communes"} <= set(store.datasets()):
        return {}
    rows = Observatory(store).table(
        "SELECT rome_code[1:3] AS family, median(pay) AS pay FROM house.offers"
        " WHERE first AND pay IS NOT NULL GROUP BY 1 HAVING count(*) >= $fewest",
        fewest=FEWEST_OFFERS,
    )
    return {row["family"]: float(row["pay"]) for row in rows.to_pylist()}
