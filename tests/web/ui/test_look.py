"""The look's rules that a machine can check: contrast of every pair of colours, nothing inline, no outside host."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import openemploi_web
from openemploi_web.ui.gallery import SampleForm

WEB: Final = Path(openemploi_web.__file__).parent
STATIC: Final = WEB / "ui" / "static" / "ui"
TEMPLATES: Final = sorted(WEB.rglob("templates/**/*.html"))

ON_PAPER: Final = ("ink", "soft", "sea", "sea-deep", "ochre", "olive", "stone", "brick")
WASHES: Final = ("sea-wash", "ochre-wash", "olive-wash", "stone-wash", "brick-wash")
TEXT_PAIRS: Final = (
    *((tone, ground) for tone in ON_PAPER for ground in ("paper", "surface")),
    *((tone, "sunk") for tone in ("ink", "soft", "sea", "sea-deep")),
    *((tone, wash) for tone in ("ink", "soft") for wash in WASHES),
    ("ink", "mark"),
    ("on-sea", "sea"),
    ("on-sea", "sea-deep"),
    ("on-sea", "olive"),
    ("on-sea", "ochre"),
    ("on-sea", "stone"),
    ("on-brick", "brick"),
)
SHAPE_PAIRS: Final = (
    *((tone, wash) for tone in ("sea", "ochre", "olive", "stone", "brick") for wash in WASHES),
    ("edge", "paper"),
    ("edge", "surface"),
    ("focus", "paper"),
    ("focus", "surface"),
)


def palettes() -> dict[str, dict[str, str]]:
    """The colours of the light scheme and of the dark one, which keeps what it does not say anew."""
    light_css, dark_css = (STATIC / "tokens.css").read_text(encoding="utf-8").split("@media", 1)
    light = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", light_css))
    return {"light": light, "dark": light | dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", dark_css))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(scheme: str) -> None:
    colours = palettes()[scheme]
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in TEXT_PAIRS
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_and_edges_can_be_seen(scheme: str) -> None:
    colours = palettes()[scheme]
    weak = {
        (shape, ground): round(contrast(colours[shape], colours[ground]), 2)
        for shape, ground in SHAPE_PAIRS
        if contrast(colours[shape], colours[ground]) < 3
    }
    assert not weak


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_has_nothing_inline_and_calls_no_other_host(path: Path) -> None:
    text = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))  # {% with one=… %} is no event
    assert not re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", text)
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_calls_no_other_file_and_names_colours_only_by_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    known = set(
        re.findall(r"--([\w-]+):", "".join(p.read_text(encoding="utf-8") for p in STATIC.glob("*.css")))
    )
    assert used <= known


def test_the_script_stays_tiny() -> None:
    assert len((STATIC / "portal.js").read_bytes()) < 2048


def test_every_component_is_described_and_shown() -> None:
    readme = (WEB / "ui" / "README.md").read_text(encoding="utf-8")
    gallery = (WEB / "ui" / "templates" / "ui" / "gallery.html").read_text(encoding="utf-8")
    for template in (WEB / "ui" / "templates" / "ui" / "components").glob("*.html"):
        assert "{% " + template.stem in readme, template.stem
        assert template.stem == "icon" or "{% " + template.stem in gallery, template.stem


def test_a_field_says_that_it_is_required_and_what_is_wrong_beside_it() -> None:
    page = str(SampleForm({"email": "no"}))
    assert '<label for="id_name">' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert '<a href="#id_email">' in page
    assert '<a href="#id_contract_0">' in page
    assert page.count("<fieldset") == 2
    assert 'role="alert"' in page


def test_a_form_that_was_not_sent_has_no_summary_of_errors() -> None:
    assert "error-summary" not in str(SampleForm())
