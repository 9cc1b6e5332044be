"""Reading a nested record while keeping account of what was read.

A :class:`Node` gives a value of the type that was asked for or ``None``, whatever is really there; what nobody
took, because it has no place or is of the wrong type, comes out of :meth:`Node.left_over` by its path. So a
reader cannot drop a field in silence, and no record can make it stumble.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

# Records of people nest about ten deep; beyond this somebody plays with the reader.
MAX_DEPTH: Final = 60


class Node:
    """A place in a record: its value, its path and the shared account of what was taken."""

    __slots__ = ("_taken", "path", "value")

    def __init__(self, value: object, *, path: str = "", taken: set[str] | None = None) -> None:
        self.value = value
        self.path = path
        self._taken: set[str] = taken if taken is not None else set()

    def get(self, *keys: str) -> Node:
        """The value under ``keys``, one inside the other; a node holding ``None`` where there is none."""
        node = self
        for key in keys:
            inner = node.value.get(key) if isinstance(node.value, dict) else None
            node = Node(inner, path=f"{node.path}.{key}" if node.path else key, taken=self._taken)
        return node

    def items(self, *keys: str) -> Iterator[Node]:
        """Each element of the list under ``keys``; a lone object or word counts as a list of one."""
        node = self.get(*keys)
        if isinstance(node.value, list):
            for index, inner in enumerate(node.value):
                yield Node(inner, path=f"{node.path}[{index}]", taken=self._taken)
        elif node.value is not None:
            yield node

    def text(self, *keys: str) -> str | None:
        """The words under ``keys``, NFC and without blank ends; ``None`` when there are none."""
        node = self.get(*keys)
        if not isinstance(node.value, str):
            return None
        words = unicodedata.normalize("NFC", node.value).strip()
        if not words:
            return None
        self._taken.add(node.path)
        return words

    def word_or_number(self, *keys: str) -> str | None:
        """As :meth:`text`, and a number as its digits: identifiers and postcodes travel both ways."""
        number = self.get(*keys).value
        if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 10**15:
            self._taken.add(self.get(*keys).path)
            return str(number)
        return self.text(*keys)

    def number(self, *keys: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A finite number within ``low`` and ``high``, also when written as a string."""
        node = self.get(*keys)
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            return None
        if isinstance(value, str) and len(value) > 40:
            return None
        try:
            number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
        except (ValueError, OverflowError):
            return None
        if not math.isfinite(number) or not low <= number <= high:
            return None
        self._taken.add(node.path)
        return number

    def whole(self, *keys: str, low: int, high: int) -> int | None:
        """A whole number within ``low`` and ``high``, also when written as a string."""
        number = self.number(*keys, low=low, high=high)
        if number is None:
            return None
        if number != int(number):
            self._taken.discard(self.get(*keys).path)
            return None
        return int(number)

    def flag(self, *keys: str) -> bool | None:
        """A truth value, also when written ``"true"``, ``"false"``."""
        node = self.get(*keys)
        value = node.value
        if isinstance(value, str):
            value = {"true": True, "false": False}.get(value.strip().lower())
        if not isinstance(value, bool):
            return None
        self._taken.add(node.path)
        return value

    def said_yes(self, *keys: str) -> bool:
        """Whether the value is true; only then is it taken, as "no" often means "nobody said"."""
        node = self.get(*keys)
        if node.flag() is True:
            return True
        self._taken.discard(node.path)
        return False

    def keep(self, *keys: str) -> None:
        """Say that the value under ``keys`` is carried by other means."""
        self._taken.add(self.get(*keys).path)

    def give_back(self, *keys: str) -> None:
        """Say that the value under ``keys`` was read but could not be understood."""
        self._taken.discard(self.get(*keys).path)

    def left_over(self) -> tuple[str, ...]:
        """Paths of everything under this node that was not taken, in order; whole branches by their root."""
        state, left = self._walk(self.value, self.path)
        return (self.path or "$",) if state is _State.LEFT and not left else tuple(left)

    def _walk(self, value: object, path: str) -> tuple[_State, list[str]]:
        if path in self._taken:
            return _State.TAKEN, []
        if isinstance(value, dict):
            inner = [(f"{path}.{key}" if path else str(key), child) for key, child in value.items()]
        elif isinstance(value, list):
            inner = [(f"{path}[{index}]", child) for index, child in enumerate(value)]
        else:
            empty = value is None or (isinstance(value, str) and not value.strip())
            return (_State.EMPTY if empty else _State.LEFT), []
        states: set[_State] = set()
        left: list[str] = []
        for name, child in inner:
            state, below = self._walk(child, name)
            states.add(state)
            left.extend([name] if state is _State.LEFT else below)
        if _State.MIXED in states or {_State.TAKEN, _State.LEFT} <= states:
            return _State.MIXED, left
        if _State.LEFT in states:
            return (_State.LEFT, []) if path else (_State.MIXED, left)
        return (_State.TAKEN if _State.TAKEN in states else _State.EMPTY), []


class _State(Enum):
    EMPTY = auto()  # nothing was there
    TAKEN = auto()
    LEFT = auto()  # something was there and none of it was taken
    MIXED = auto()


def clean(value: object) -> object:
    """``value`` with lone surrogates replaced, so that its texts can be written anywhere."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [clean(inner) for inner in value]
    if isinstance(value, dict):
        return {str(clean(key)): clean(inner) for key, inner in value.items()}
    return value


def depth(value: object) -> int:
    """How deep ``value`` nests, counted without recursion."""
    deepest, level = 0, [value]
    while level and deepest <= MAX_DEPTH:
        deepest += 1
        level = [
            inner
            for outer in level
            for inner in (
                outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ()
            )
        ]
    return deepest
