"""What the service and the process it forks readers from say to each other, byte by byte.

Apart, so that the service does not load the parsers: they belong to the process that reads.
"""

from __future__ import annotations

import struct
from typing import Final

HEADER: Final = struct.Struct("!I")  # length of what follows
ENDING: Final = struct.Struct("!Bi")  # how a child ended: one of the three below, and its exit status
ENDED, TOO_SLOW, ABANDONED = 0, 1, 2
DESCRIPTORS: Final = 3  # the document, the pipe for the result, the pipe for the ending
