"""What the answering process can no longer do: bounds of the operating system, lowered for good.

On Linux it also gives up the file system and the network by Landlock (kernel 5.13; TCP from 6.7), so that even
an engine that was taken over finds nothing to read and nowhere to send it. Where Landlock is missing the other
bounds hold alone; :func:`closed` says which.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from typing import Any, Final

from openemploi.confinement import lower
from openemploi.queryroom.model import Limits

_PDEATHSIG: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_DUMPABLE: Final = 4
_CREATE_RULESET: Final = 444  # the same number on every architecture of Linux
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
# Rights on files that each version of Landlock knows, then bind and connect of TCP.
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_RIGHTS: Final = 3
_FILES: Final = 64


def bounded(limits: Limits) -> None:
    """Lower memory, time and files for good; the process goes when its parent goes."""
    if sys.platform == "linux":
        _libc().prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _libc().prctl(_DUMPABLE, 0, 0, 0, 0)
    seconds = int(limits.seconds) + 1
    lower(
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    )


def closed() -> bool:
    """No more processes, and no more files nor network where the system can promise it: then ``True``."""
    # Counted per user and not for root, so only "none" means anything.
    lower((resource.RLIMIT_NPROC, 0))
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        return _landlocked()
    return False


def _landlocked() -> bool:
    libc = _libc()
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return False
    files = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    rules = struct.pack("QQ", files, _NET_RIGHTS) if version >= 4 else struct.pack("Q", files)
    ruleset = libc.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)
