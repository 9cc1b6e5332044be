"""A project or a diagnosis as JSON and back, for whoever asked to keep it; nothing is kept by itself.

The form has a version: what a later version wrote, or what is damaged, is refused with a reason instead of read in
part.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from openemploi.diagnosis.model import Diagnosis, Project
from openemploi.errors import FormatError
from openemploi.i18n import _

VERSION: Final = 1
_Kept = TypeVar("_Kept", Project, Diagnosis)
_KINDS: Final[Mapping[type, str]] = {Project: "project", Diagnosis: "diagnosis"}


def written(kept: Project | Diagnosis) -> str:
    """``kept`` as JSON; fields that say nothing more than their default are left out."""
    return json.dumps(
        {"kind": _KINDS[type(kept)], "version": VERSION, "content": _out(kept)},
        ensure_ascii=False,
        sort_keys=True,
    )


def read_kept(text: str, kind: type[_Kept]) -> _Kept:
    """The project or the diagnosis that :func:`written` wrote.

    Raises ``FormatError`` (``kept_unreadable``): not JSON, not of this kind or version, or not whole.
    """
    try:
        found = json.loads(text)
        if (found["kind"], found["version"]) != (_KINDS[kind], VERSION):
            raise ValueError("of another kind or version")
        content: _Kept = _in(found["content"], kind)
        if not isinstance(content, kind):
            raise TypeError("empty")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise FormatError(
            "kept_unreadable",
            _("What was kept cannot be read: it is damaged, or was written by another version."),
            remedy=_("Describe the project again; nothing else is lost."),
        ) from fault
    return content


def _out(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        default = _defaults(value.__class__)
        return {
            one.name: _out(getattr(value, one.name))
            for one in fields(value)
            if one.name not in default or getattr(value, one.name) != default[one.name]
        }
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(_out(one) for one in value)
        case tuple() | list():
            return [_out(one) for one in value]
        case Mapping():
            return {name: _out(one) for name, one in value.items()}
        case _plain:
            return value


def _in(value: Any, kind: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in inner:
            return None
        return _in(value, next(one for one in inner if one is not type(None)))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if unknown := set(value) - set(hints):
            raise ValueError(f"fields that are not known: {sorted(unknown)}")
        return kind(**{name: _in(one, hints[name]) for name, one in value.items()})
    if origin is tuple:
        return tuple(_in(one, inner[0]) for one in _listed(value))
    if origin is frozenset:
        return frozenset(_in(one, inner[0]) for one in _listed(value))
    if origin is not None and issubclass(origin, Mapping):
        return {str(name): _in(one, inner[1]) for name, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    return _plain(value, kind)


def _plain(value: Any, kind: Any) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise TypeError(f"{value!r} is not {kind}")
    return value


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


@cache
def _defaults(kind: type) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(kind):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found
