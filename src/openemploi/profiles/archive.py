"""Records to and from plain JSON values, by their own types: one codec for the cache and for machines.

A record is a frozen dataclass of texts, numbers, enumerations, tuples and other records; nothing else.
"""

from __future__ import annotations

import dataclasses
import types
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")


def to_plain(value: object) -> Any:
    """``value`` as dicts, lists, texts and numbers; fields that are empty or unknown are kept as they are."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value


def from_plain(kind: type[R], value: Any) -> R:
    """The record of type ``kind`` that :func:`to_plain` made ``value`` from.

    Raises ``TypeError``, ``ValueError`` or ``KeyError`` when ``value`` is not that.
    """
    record: R = _read(kind, value)
    return record


def _read(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        members = [member for member in get_args(kind) if member is not type(None)]
        return None if value is None else _read(members[0], value)
    if origin is tuple:
        members = list(get_args(kind))
        if len(members) == 2 and members[1] is Ellipsis:
            return tuple(_read(members[0], item) for item in value)
        return tuple(_read(member, item) for member, item in zip(members, value, strict=True))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: _read(hint, value[name]) for name, hint in _hints(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if kind in (str, int, float, bool) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))
