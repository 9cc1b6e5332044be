"""JSON from strangers, parsed without surprises: no NaN, no bomb, no lone surrogate, and faults with their place."""

from __future__ import annotations

import json
from typing import NoReturn

from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.record import MAX_DEPTH, clean, depth


def parse_json(text: str, *, name: str, first_line: int = 1) -> object:
    """The value that ``text`` holds. ``first_line`` is the line of the file that ``text`` starts on.

    A name that comes twice in an object keeps its first value; the later ones stand under ``name#2``….

    Raises :class:`FormatError` ``json_invalid`` or ``json_too_deep``, with line and column.
    """
    try:
        value = json.loads(text.lstrip("\ufeff"), parse_constant=_refuse, object_pairs_hook=_object)
    except json.JSONDecodeError as fault:
        raise _invalid(
            _("This is not valid JSON: {fault}.", fault=fault.msg),
            where=Where(file=name, line=first_line + fault.lineno - 1, column=fault.colno),
        ) from None
    except RecursionError:
        raise _too_deep(Where(file=name, line=first_line)) from None
    except ValueError as fault:
        # NaN, Infinity, or an integer of thousands of digits.
        raise _invalid(
            _("This JSON holds a number that cannot be read: {fault}.", fault=str(fault)[:80]),
            where=Where(file=name, line=first_line),
        ) from None
    if depth(value) > MAX_DEPTH:
        raise _too_deep(Where(file=name, line=first_line))
    return clean(value)


def _invalid(message: str, *, where: Where) -> FormatError:
    return FormatError(
        "json_invalid",
        message,
        remedy=_("Correct the file at this place, or export it again from where it comes from."),
        where=where,
    )


def _too_deep(where: Where) -> FormatError:
    return FormatError(
        "json_too_deep",
        _("This JSON nests deeper than any CV or offer does."),
        remedy=_("Export the record again from where it comes from."),
        where=where,
    )


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(reversed(pairs))
    if len(found) == len(pairs):
        return dict(pairs)
    found = {}
    for key, value in pairs:
        name, count = key, 1
        while name in found:
            count += 1
            name = f"{key}#{count}"
        found[name] = value
    return found
