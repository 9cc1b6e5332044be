"""Limits of the operating system that a process gives itself and cannot take back.

Whatever reads what a stranger wrote, or answers a stranger's question, does it in a child under such limits.
"""

from __future__ import annotations

import contextlib
import resource


def lower(*bounds: tuple[int, int]) -> None:
    """Lower ``bounds`` (``resource.RLIMIT_…`` and a number) for good.

    Never above what the process may have already. One that the system does not know is passed over: macOS ignores some.
    """
    for kind, bound in bounds:
        with contextlib.suppress(OSError, ValueError):
            _soft, hard = resource.getrlimit(kind)
            bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            resource.setrlimit(kind, (bound, bound))
