"""The colours can be told from what is behind them, and nobody's focus or size of text is taken away."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CSS = resources.files("openemploi.reporting").joinpath("templates", "style.css").read_text(encoding="utf-8")
SCHEMES = dict(
    zip(
        ("light", "dark", "print"),
        (dict(re.findall(r"--(\w+):(#[0-9A-F]{6})", block)) for block in re.findall(r":root\{[^}]*\}", CSS)),
        strict=True,
    )
)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text", ["ink", "soft", "sea", "ochre", "olive", "stone"])
@pytest.mark.parametrize("behind", ["paper", "card"])
def test_text_can_be_read(scheme: str, text: str, behind: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][behind]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_on_a_note_and_shapes_in_a_bar_can_be_told(scheme: str) -> None:
    tokens = SCHEMES[scheme]
    assert min(contrast(tokens[name], tokens["wash"]) for name in ("ink", "sea", "ochre")) >= 4.5
    assert min(contrast(tokens[name], tokens["bar"]) for name in ("olive", "stone")) >= 3


def test_the_tokens_are_those_of_the_house() -> None:
    house = {"paper": "#FBFAF7", "ink": "#1D2730", "sea": "#0B5E7A", "ochre": "#B3541E", "olive": "#4E6B1F",
             "stone": "#6B7280"}  # fmt: skip
    assert house.items() <= SCHEMES["light"].items()


def test_text_is_17_px_or_more_and_focus_is_shown() -> None:
    assert "html{font-size:106.25%" in CSS  # 17 of 16 px, and follows the reader's own setting
    assert all(float(size) >= 1 for size in re.findall(r"font-size:([\d.]+)rem", CSS))
    assert ":focus-visible{outline:3px solid" in CSS
    assert "outline:none" not in CSS
    assert CSS.count("min-height:44px") >= 4
    assert CSS.count("{") == CSS.count("}")
