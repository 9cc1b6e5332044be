"""``python -m openemploi_web.demonstration``: lays the set and writes the accounts as JSON, one line.

A process of its own, so that what laying it needs in memory is given back before the portal serves.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from openemploi_web.core.starting import set_up

if __name__ == "__main__":
    set_up()
    from openemploi_web.demonstration.load import load

    def told(what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what} {done}/{total}\033[K")

    logins = load(told=told)
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    sys.stdout.write(json.dumps([asdict(login) for login in logins]) + "\n")
