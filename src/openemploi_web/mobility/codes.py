"""The code of eight signs under which a project is kept: easy to read aloud, and too many to be tried.

Signs that are taken for one another are left out (0 and O, 1, I and L, U and V). What is kept is a keyed hash: a code
is short enough to be found by trying all of them against a plain hash, if somebody had the database and not the key.
"""

from __future__ import annotations

import secrets
from typing import Final

from django.core.cache import cache
from django.utils.crypto import salted_hmac

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH: Final = 8
TRIES: Final = 20
TRIES_SECONDS: Final = 600


def new_code() -> str:
    """A code that nobody can foresee, in two halves: ``7KQM-2XNP``."""
    code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    return f"{code[:4]}-{code[4:]}"


def plain(code: str) -> str:
    """The eight signs, however they were typed; empty when they can be no code.

    >>> plain(" 7kqm 2xnp "), plain("7KQM-2XN")
    ('7KQM2XNP', '')
    """
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return typed if len(typed) == LENGTH and set(typed) <= set(SIGNS) else ""


def never_used(code: str) -> list[str]:
    """The letters and figures that were typed and that no code has.

    >>> never_used("ABCD-1234"), never_used("7KQM-2XN")
    (['1'], [])
    """
    return sorted({sign for sign in code.upper() if sign.isalnum()} - set(SIGNS))


def spoken(code: str) -> str:
    """The code as it is shown: two halves with a dash."""
    signs = plain(code)
    return f"{signs[:4]}-{signs[4:]}" if signs else ""


def code_hash(code: str) -> str:
    """What is kept of a code."""
    return salted_hmac("mobility.code", plain(code), algorithm="sha256").hexdigest()


def may_try(address: str) -> bool:
    """Count one try of a code from ``address``; false when it has had its :data:`TRIES` of the last ten minutes."""
    key = f"mobility.tries.{salted_hmac('mobility.tries', address).hexdigest()}"
    cache.add(key, 0, TRIES_SECONDS)
    try:
        return int(cache.incr(key)) <= TRIES
    except ValueError:  # it went out between the two
        cache.set(key, 1, TRIES_SECONDS)
        return True
