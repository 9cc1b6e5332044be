"""Options that keep a part of a file: rows are dropped as text, before anything is typed, so that a region is quick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Option, Raw, Reading
from openemploi.errors import RequestError
from openemploi.i18n import _

ONLY_DEPARTMENTS: Final = Option("only_departments", "Departments to keep: 04,05,2A,971")


def departments(reading: Reading) -> frozenset[str]:
    """The departments that are asked for; none means all. Raises ``RequestError`` (``option_invalid``)."""
    codes = {code.upper().zfill(2) for code in reading.option(ONLY_DEPARTMENTS.name)}
    return digits(ONLY_DEPARTMENTS.name, codes, besides=("2A", "2B"))


def digits(option: str, codes: Iterable[str], *, besides: tuple[str, ...] = ()) -> frozenset[str]:
    """``codes`` when each is made of digits, or among ``besides``. Raises ``RequestError`` (``option_invalid``)."""
    given = frozenset(codes)
    if wrong := sorted(code for code in given if code not in besides and not code.isdecimal()):
        raise RequestError(
            "option_invalid",
            _("{value} is no value for {name}.", value=wrong[0], name=option),
            remedy=_("Give codes with commas between them, as in the description of the option."),
        )
    return given


def in_departments(communes: pa.Array, wanted: frozenset[str]) -> pa.Array:
    """Which INSEE codes, as bytes, are of one of the departments; null where there is no code."""
    some = [pa.array([one.encode() for one in wanted if len(one) == signs], pa.binary()) for signs in (2, 3)]
    two, three = (
        pc.is_in(pc.binary_slice(communes, 0, signs), one) for signs, one in zip((2, 3), some, strict=True)
    )
    return pc.or_(two, three)


def cells(raw: Raw, official: str) -> pa.Array:
    """The cells of the official column, as bytes. Raises ``ValueError`` when it is not there."""
    names = [name.casefold() for name in raw.names]
    return pc.cast(raw.arrays[names.index(official.casefold())], pa.binary())


def kept(raw: Raw, *tests: pa.Array) -> Raw:
    """The rows for which all ``tests`` are true."""
    if not tests:
        return raw
    good = tests[0]
    for test in tests[1:]:
        good = pc.and_(good, test)
    good = pc.fill_null(good, False)
    return replace(
        raw,
        arrays=tuple(array.filter(good) for array in raw.arrays),
        records=raw.records[good.to_numpy(zero_copy_only=False)],
    )
