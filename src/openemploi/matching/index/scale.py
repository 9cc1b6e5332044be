"""How points become whole numbers in a scan, and how many documents one bound stands for."""

from __future__ import annotations

from typing import Final

SCALE: Final = (
    600  # whole numbers to a point, rounded up: of 20 lines a bound promises at most 0.03 points too much
)
GROUP_BITS: Final = 8  # the group that gave to a pack last stands in the low bits of its bound
GROUPS_MOST: Final = (1 << GROUP_BITS) - 1
PACK: Final = 32  # documents of a pack, at most
PACK_TERMS: Final = (
    256  # distinct terms of a pack, so that a byte names one; of four documents there may be more
)
PACK_LEAST: Final = 4
