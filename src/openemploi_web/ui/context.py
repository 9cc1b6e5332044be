"""What every page knows without its view saying so: the menus, the languages, whether the data is fictitious.

The one name ``page`` belongs to this module: a view that gives its own ``page`` takes the head of the page away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from openemploi_web.ui.navigation import ACCOUNT, FOOT, Link, links, navigation, spaces

SOURCE_CODE: Final = "https://github.com/openemploi/openemploi"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the portal under the name its speakers give it."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of a page for one person."""

    path: str
    demonstration: bool
    navigation: tuple[Link, ...]
    account: tuple[Link, ...]
    foot: tuple[Link, ...]
    spaces: tuple[str, ...]
    languages: tuple[Language, ...]
    language_url: str
    notices: int
    notices_url: str
    source_code: str


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor that every template has."""
    user: Any = getattr(request, "user", None)
    known = bool(getattr(user, "is_authenticated", False))
    here = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    notices_url = _address("core:notices")
    menu = navigation(user, path=request.path)
    in_menu = {link.url for link in menu}
    own = links(ACCOUNT, path=request.path) if known else ()
    return {
        "page": Page(
            path=request.get_full_path() if request.method == "GET" else request.path,
            demonstration=bool(getattr(settings, "DEMONSTRATION", False)),
            navigation=menu,
            account=tuple(link for link in own if link.url not in in_menu),
            foot=links(FOOT, path=request.path),
            spaces=spaces(user),
            languages=tuple(
                Language(code=code, name=name, current=code == here) for code, name in settings.LANGUAGES
            ),
            language_url=_address("language") or _address("set_language"),
            notices=_unread()(user) if known and notices_url else 0,
            notices_url=notices_url if known else "",
            source_code=getattr(settings, "SOURCE_CODE", SOURCE_CODE),
        )
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _unread() -> Callable[[Any], int]:
    from openemploi_web.core.notices import (
        unread,  # models, which are not loaded when settings name this module
    )

    return unread
