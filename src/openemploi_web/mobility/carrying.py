"""The project travels in the person's own browser, in a signed cookie: nothing of it is kept here.

A cookie rather than the session, whose rows lie in the database, and rather than a hidden field, so that a page can be
read again, printed and read in another language. It is sent to these pages only and ends with the browser's session.
With the project goes the code under which the person asked for it to be kept, if they did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openemploi_web.mobility.told import Told, as_json, from_json

COOKIE: Final = "openemploi_project"
HOURS: Final = 12
#: Browsers refuse cookies over 4,096 bytes, name and attributes included.
MOST_BYTES: Final = 3_900
_SALT: Final = "mobility.project"


class TooLong(Exception):
    """More was told than a browser can carry."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with a request; ``code`` is empty as long as nothing is kept."""

    told: Told
    code: str = ""


def carried(request: HttpRequest) -> Carried | None:
    """The project of this browser; ``None`` when there is none, it is too old, or was changed outside."""
    try:
        given = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=HOURS * 3600)
        return Carried(from_json(given["told"]), str(given.get("code", "")))
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return None


def carry(response: HttpResponse, what: Carried) -> HttpResponse:
    """Have the browser carry ``what``. Raises :class:`TooLong`."""
    said = {"told": as_json(what.told), **({"code": what.code} if what.code else {})}
    value = signing.dumps(said, salt=_SALT, compress=True)
    if len(value) > MOST_BYTES:
        raise TooLong
    response.set_cookie(
        COOKIE,
        value,
        path=reverse("mobility:start"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Have the browser forget the project at once."""
    response.delete_cookie(COOKIE, path=reverse("mobility:start"), samesite="Lax")
    return response
