"""A log-log plot as an SVG of its own: no library, no style sheet, text that a screen reader reads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

import numpy as np

_WIDTH, _HEIGHT = 820, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 230, 56, 58  # margins; names of lines stand in the right one
_APART: Final = 17  # between two names
# Dark enough on white (4.5:1) and told apart by their dashes too.
_LINES: Final = (("#0b5394", ""), ("#990000", "7 4"), ("#38631f", "2 4"), ("#6a329f", "10 3 2 3"))


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name with its unit, and positive values."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def exponent(series: Series) -> float:
    """The slope of the straight line fitted in log-log: 1 means in proportion."""
    return float(np.polyfit(np.log(series.x), np.log(series.y), 1)[0])


def write_log_log(path: Path, lines: Sequence[Series], *, title: str, x_label: str, y_label: str) -> None:
    """Draw ``lines`` into ``path``; each is named at its end with its exponent."""
    x_low, x_high = _decades([x for line in lines for x in line.x])
    y_low, y_high = _decades([y for line in lines for y in line.y])

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - x_low) / (x_high - x_low)
        up = (math.log10(y) - y_low) / (y_high - y_low)
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="title" font-family="sans-serif" font-size="13">',
        f'<title id="title">{escape(_described(title, lines))}</title>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        _text(_LEFT, 22, title, size=16),
    ]
    bottom, left, top, right = _HEIGHT - _BOTTOM, _LEFT, _TOP, _WIDTH - _RIGHT
    for power in range(x_low, x_high + 1):
        x = at(10.0**power, 10.0**y_low)[0]
        parts.append(f'<path d="M{x:.1f} {top}V{bottom}" stroke="#ddd"/>')
        parts.append(_text(x, bottom + 18, f"{10**power:,}", anchor="middle"))
    for power in range(y_low, y_high + 1):
        y = at(10.0**x_low, 10.0**power)[1]
        parts.append(f'<path d="M{left} {y:.1f}H{right}" stroke="#ddd"/>')
        parts.append(_text(left - 8, y + 4, f"{10.0**power:,.10g}", anchor="end"))
    parts.append(f'<path d="M{left} {top}V{bottom}H{right}" stroke="#333" fill="none"/>')
    parts.append(_text((left + right) / 2, _HEIGHT - 14, x_label, anchor="middle"))
    parts.append(_text(left, top - 11, y_label))
    names = _apart([at(line.x[-1], line.y[-1])[1] for line in lines])
    for number, (line, name_y) in enumerate(zip(lines, names, strict=True)):
        colour, dash = _LINES[number % len(_LINES)]
        points = [at(x, y) for x, y in zip(line.x, line.y, strict=True)]
        path_of = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(
            f'<path d="M{path_of}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        end_x, end_y = points[-1]
        parts.append(
            f'<path d="M{end_x + 5:.1f} {end_y:.1f}L{right + 12} {name_y:.1f}" stroke="{colour}" stroke-width="0.7"/>'
        )
        parts.append(_text(right + 15, name_y + 4, f"{line.name}, n^{exponent(line):.2f}", colour=colour))
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around ``values``."""
    low, high = math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)
    return low, max(high, low + 1)


def _apart(places: Sequence[float]) -> list[float]:
    """``places`` of the names, moved down where two would cover each other, and up again from the bottom."""
    moved = [0.0] * len(places)
    order = sorted(range(len(places)), key=places.__getitem__)
    last = -math.inf
    for number in order:
        last = moved[number] = max(places[number], last + _APART)
    last = _HEIGHT - _BOTTOM + _APART
    for number in reversed(order):
        last = moved[number] = min(moved[number], last - _APART)
    return moved


def _described(title: str, lines: Sequence[Series]) -> str:
    return f"{title}. " + "; ".join(
        f"{line.name}: " + ", ".join(f"{y:.3g} at {x:,.0f}" for x, y in zip(line.x, line.y, strict=True))
        for line in lines
    )


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, colour: str = "#222"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
