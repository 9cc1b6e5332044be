"""What an order needs of an offer, read without the rest: a list is ordered from hundreds and shows ten.

:class:`Offers` reads the offers themselves when somebody looks at them, those of a page at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from openemploi_web.vacancies.models import Vacancy, full_time


@dataclass(frozen=True, slots=True)
class OfferRow:
    """The columns of :class:`Vacancy` that wishes, loads and the last day to apply are about."""

    pk: UUID
    state: str
    occupation_uri: str
    occupation_label: str
    rome_code: str
    contract: str
    weekly_hours: float | None
    full_time: bool | None
    pay_minimum: float | None
    pay_maximum: float | None
    pay_unit: str
    remote: bool | None
    commune: str
    latitude: float | None
    longitude: float | None
    openings: int
    closes_on: date | None

    @property
    def is_full_time(self) -> bool | None:
        """As of the offer itself."""
        return full_time(self.full_time, weekly_hours=self.weekly_hours)

    @classmethod
    def of(cls, offers: QuerySet[Vacancy]) -> Iterator[OfferRow]:
        """The rows of ``offers``, in one query."""
        names = [each.name for each in fields(cls)]
        return (cls(*values) for values in offers.values_list(*names))


class Offers:
    """The offers of one list, each read once, all that were announced at the first look."""

    def __init__(self, found: QuerySet[Vacancy], known: Iterable[Vacancy] = ()) -> None:
        self._found = found
        self._read = {offer.pk: offer for offer in known}

    def read(self, keys: Iterable[UUID]) -> dict[UUID, Vacancy]:
        """Those of ``keys`` that are still to be found."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._read]
        if missing:
            self._read |= self._found.order_by().in_bulk(missing)
        return {key: self._read[key] for key in wanted if key in self._read}
