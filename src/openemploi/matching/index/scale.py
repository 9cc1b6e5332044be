"""How points become whole numbers in a scan: 600 to a point, rounded up, beside the number of a group."""

from __future__ import annotations

from typing import Final

SCALE: Final = 600  # 100 points are 60,000; rounding up 20 lines promises at most 0.03 points too much
GROUP_BITS: Final = 8  # the group that gave to a document last stands in the low bits of its bound
GROUPS_MOST: Final = (1 << GROUP_BITS) - 1
CHUNK: Final = 64  # documents of which the greatest bound is known
BOUND_MOST: Final = (1 << 16) - 1  # a greater bound is kept as this one: more points than any score has
