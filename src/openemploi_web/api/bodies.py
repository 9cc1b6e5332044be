"""What a request holds, looked at before anything is understood: how large, of which kind, sound JSON, known names.

Refused with a 4xx here, so that nothing further in has to think of it: null characters, halves of characters,
numbers that JSON does not know, thousands of nested lists, names of parameters that do not exist.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from openemploi_web.api.problems import Problem, bad_request, invalid

JSON: Final = "json"
LINES: Final = "lines"
MOST_BYTES: Final = 1_000_000
MOST_BYTES_OF_LINES: Final = 64_000_000
MOST_BYTES_A_LINE: Final = 250_000
MOST_LINES: Final = 5_000
LINES_TYPE: Final = "application/x-ndjson"
_DEEPEST: Final = 40
_UNSOUND: Final = re.compile("[\0\ud800-\udfff]")


class SoundParser(Parser):
    """Gives what :func:`check` has read already."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body."""
        return request.sound_body  # type: ignore[attr-defined]

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters of the address."""
        found: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        return found


def check(request: HttpRequest, *, kind: str) -> None:
    """Look at the address and the body of ``request``. Raises :class:`Problem`."""
    _check_address(request)
    if not kind:
        return
    length = _length(request)
    wanted = "application/json" if kind == JSON else LINES_TYPE
    if (length or request.content_type) and request.content_type != wanted:
        raise Problem(
            415,
            "wrong_media_type",
            _("This operation takes %(type)s.") % {"type": wanted},
            _("Set the header Content-Type."),
        )
    charset = (request.content_params or {}).get("charset", "utf-8").lower().replace("-", "")
    if charset != "utf8":
        raise Problem(415, "wrong_charset", _("The text is not in UTF-8."), _("Send it in UTF-8."))
    if length > (MOST_BYTES if kind == JSON else MOST_BYTES_OF_LINES):
        raise too_large()
    if kind == JSON:
        try:
            body = request.body
        except (UnreadablePostError, RawPostDataException):
            raise bad_request() from None
        request.sound_body = load(body) if body else None  # type: ignore[attr-defined]


def too_large() -> Problem:
    """More than one request may hold."""
    return Problem(
        413,
        "too_large",
        _("The request is too large."),
        _("Split it: 1 MB for one record; 64 MB, 5,000 lines and 250 kB a line for offers in bulk."),
    )


def load(text: bytes) -> Any:
    """Sound JSON. Raises :class:`Problem` (400)."""
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise bad_request() from None
    if not all(_sound(item) for item in _walk(value)):
        raise bad_request()
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _walk(value: Any) -> Iterator[Any]:
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > _DEEPEST:
            yield "\0"
            return
        if isinstance(item, dict):
            waiting += [(one, depth + 1) for pair in item.items() for one in pair]
        elif isinstance(item, list):
            waiting += [(one, depth + 1) for one in item]
        else:
            yield item


def _sound(item: Any) -> bool:
    if isinstance(item, str):
        return _UNSOUND.search(item) is None
    if isinstance(item, float):  # 1e999 is read as infinity
        return item - item == 0
    return True


def _check_address(request: HttpRequest) -> None:
    if _UNSOUND.search(request.path):
        raise bad_request()
    known: frozenset[str] = getattr(request, "known_parameters", frozenset())
    for name, values in request.GET.lists():
        if _UNSOUND.search(name) or any(_UNSOUND.search(value) for value in values):
            raise bad_request()
        if name not in known:
            raise invalid(_("This parameter is not known."), where=f"query.{name[:100]}", code="unknown_name")
        if len(values) > 1:
            raise invalid(_("This parameter is given twice."), where=f"query.{name}", code="given_twice")


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise bad_request() from None
