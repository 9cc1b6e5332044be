"""A cashier in Gap looks for another way, and a pupil for a first one, in a real Chromium, with the shared real data.

Without an account, by keyboard, at both widths. What the portal shows where nothing was imported is in test_pages.py.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from tests.browser.conftest import AXE, WIDTHS, Portal, expect_text, photograph
from tests.browser.shared_data import DATA, FILES, lay, needs_shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Window

KINDS: Final = (
    "communes",
    "employment_areas",
    "basins",
    "postcodes",
    "rome",
    "france_travail_offers",
    "lheo",
    "rncp",
)
TILL: Final = "D1505"  # "Hôte / Hôtesse de caisse"
GAP: Final = "05061"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.timeout(1800),
    needs_shared,
]


@pytest.fixture(scope="module")
def market(portal: Portal) -> Portal:
    """The portal with the shared data in its store."""
    return lay(portal, *KINDS)


@pytest.fixture
def window(market: Portal, chromium: Browser) -> Iterator[Window]:
    """A window of somebody without an account; what the browser complains about fails the test."""
    context = market.context(chromium, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    assert said == []
    context.close()


def looked_at(page: Window, name: str, artefacts: Path) -> None:
    """Nothing serious for axe and nothing wider than the window, with everything opened, at both widths."""
    photograph(page, name, artefacts)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.evaluate(AXE)
        found = page.evaluate(
            "() => axe.run().then(found => found.violations"
            ".filter(fault => ['serious', 'critical'].includes(fault.impact))"
            ".map(fault => fault.id + ': ' + fault.nodes[0].html))"
        )
        assert found == [], (name, width)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_cashier_checks_what_was_read_and_goes_on_by_keyboard_alone(
    market: Portal, window: Window, artefacts: Path
):
    window.goto(f"{market.address}/pistes/metiers/")
    window.get_by_label("Votre métier, aujourd’hui ou avant").focus()
    window.keyboard.type("hôtesse de caisse")
    window.keyboard.press("Tab")
    window.keyboard.type("Je sais rendre la monnaie et accueillir les clients.")
    window.keyboard.press("Tab")
    window.keyboard.type("Gap")
    window.keyboard.press("Enter")
    window.wait_for_load_state()

    assert window.get_by_role("radio", name=re.compile("Hôtesse de caisse")).is_checked()
    assert "« rendre la monnaie »" in plain(window.locator("main").inner_text())
    assert window.get_by_role("radio", name=re.compile("^Gap")).is_checked()
    looked_at(window, "paths-read", artefacts)
    window.set_viewport_size({"width": 1280, "height": 900})
    window.get_by_role("button", name="Voir d’autres métiers").focus()
    window.keyboard.press("Enter")
    window.wait_for_url(f"**/pistes/metiers/?occupation={TILL}*area=commune-{GAP}*")
    headings = {one.inner_text() for one in window.locator("main h2").all()}
    assert {"Proches", "Un pas de côté", "Inattendues"} <= headings
    looked_at(window, "paths-list", artefacts)

    official = {row["code_rome_cible"]: row for row in rome("rubrique_mobilite") if row["code_rome"] == TILL}
    cards = window.locator("main ol.paths > li").all()
    assert len(cards) >= 8
    for card in cards:
        text = plain(card.inner_text())
        code = re.search(r"\b[A-N]\d{4}\b", text)
        assert code
        assert ("ROME indique lui-même ce passage" in text) == (code[0] in official), code[0]
    first = window.locator("main ol.paths h3 a").first
    name = first.inner_text()
    first.focus()
    window.keyboard.press("Enter")
    window.wait_for_url("**/pistes/metiers/*/?*")
    expect_text(window, name, "h1")
    assert "Ce qu’il y a à apprendre" in plain(window.locator("main").inner_text())
    looked_at(window, "paths-one", artefacts)


def test_a_pupil_sees_families_with_their_own_words(market: Portal, window: Window, artefacts: Path):
    window.goto(f"{market.address}/pistes/orientation/")
    window.get_by_label("Qu’aimez-vous faire ?").fill("réparer des vélos, m’occuper de ma petite sœur")
    window.get_by_label("Que préférez-vous ne pas faire ?").fill("rester assis toute la journée")
    window.get_by_role("button", name="Voir des familles de métiers").click()
    window.wait_for_load_state()

    text = plain(window.locator("main").inner_text())
    assert "« réparer des vélos »" in text
    assert {"Un pas de côté", "Inattendues"} <= {one.inner_text() for one in window.locator("h2").all()}
    assert window.url.endswith("/pistes/orientation/")
    looked_at(window, "paths-pupil", artefacts)


def test_training_for_a_goal_says_what_is_to_be_learnt_as_rome_names_it(
    market: Portal, window: Window, artefacts: Path
):
    window.goto(f"{market.address}/pistes/formations/?goal=G1602&place=Gap")

    named = {row["code_ogr"] for row in rome("coherence_item") if row["code_rome"] == "G1602"}
    skills = {row["code_ogr"] for row in rome("referentiel_competence")}
    knowledge = {row["code_ogr_savoir"] for row in rome("referentiel_savoir")}
    assert f"{len(named & (skills | knowledge))} compétences" in plain(
        window.locator("#wanted + p").inner_text()
    )
    looked_at(window, "paths-training", artefacts)


@cache
def rome(name: str) -> list[dict[str, str]]:
    """Rows of a file of the shared ROME, by another way than the connector's."""
    with zipfile.ZipFile(DATA / FILES["rome"]) as archive:
        file = next(each for each in archive.namelist() if name in each)
        return list(csv.DictReader(io.StringIO(archive.read(file).decode("utf-8-sig"))))
