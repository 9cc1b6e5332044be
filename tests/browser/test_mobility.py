"""A nurse in Paris thinks of living in Gap: from her words to the facts, without an account, and to a counsellor.

First on an instance without any data, where everything is unknown and every page is whole; then with the shared real
data. What the page says of rents and offers is looked up again in the raw files, with the csv module only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pytest
from tests.browser.conftest import AXE, Portal, expect_text, photograph
from tests.browser.pages import COUNSELLOR
from tests.browser.shared_data import DATA, FILES, lay, needs_shared
from tests.browser.test_keyboard import Keyboard

from openemploi.datasets.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Window

KINDS: Final = (
    "communes",
    "employment_areas",
    "basins",
    "postcodes",
    "rents",
    "rome",
    "crosswalk_rome_fap",
    "crosswalk_rome_naf",
    "tension",
    "dares_tension",
    "france_travail_offers",
)
WORDS: Final = (
    "Je suis infirmière à Paris, je veux vivre à Gap, mon conjoint est boulanger, "
    "un enfant de 6 ans, loyer 900 €"
)
PARTS: Final = (
    "Où en est votre projet",
    "Ce que vous pensez et ce que l’on observe",
    "Ce qui aide, ce qui pèse",
    "Ce que l’on ne sait pas",
    "Pour le rendre plus solide",
    "Projets semblables",
    "Lieux",
)
GAP: Final = "05061"
NURSE: Final = "J1506"

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture
def window(portal: Portal, chromium: Browser) -> Iterator[Window]:
    """Somebody without an account; what the browser complains of fails the test."""
    context = portal.context(chromium, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    assert [line for line in said if "422" not in line] == []
    context.close()


@pytest.fixture(scope="module")
def market(portal: Portal) -> Portal:
    """The portal with the shared data in its store, as far as it is not there yet."""
    return lay(portal, *KINDS)


def tell(window: Window, address: str, **ideas: str) -> None:
    """The seed case, to the page of the facts."""
    window.goto(f"{address}/mobilite/")
    window.fill("[name=words]", WORDS)
    press(window, "Lire mon projet")
    press(window, "Continuer")
    for name, value in ideas.items():
        window.fill(f"[name={name}]", value)
    press(window, "Voir ce que l’on observe")


def press(window: Window, name: str) -> None:
    """Press the button called ``name``, of which there is one."""
    window.get_by_role("button", name=name, exact=True).click()


def check(window: Window, name: str, artefacts: Path) -> None:
    """No fault that axe finds serious, and nothing wider than the window, at both widths."""
    photograph(window, name, artefacts)
    for width in (1280, 320):
        window.set_viewport_size({"width": width, "height": 900})
        window.evaluate(AXE)
        found: list[dict[str, Any]] = window.evaluate("axe.run().then(answer => answer.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    window.set_viewport_size({"width": 1280, "height": 900})


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def pages_of_paper(window: Window, address: str) -> list[str]:
    answer = window.context.request.get(f"{address}/mobilite/faits/papier.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(answer.body())
    return [page.get_textpage().get_text_range() for page in paper]


def test_without_any_data_everything_is_unknown_and_every_page_is_whole(
    window: Window, portal: Portal, artefacts: Path
) -> None:
    if Store.open(portal.folder / "datasets").datasets():
        pytest.skip("this portal has data: another test brought it, or it was given")

    tell(window, portal.address, offers="40")

    for part in PARTS:
        assert window.get_by_role("heading", name=part, exact=True).count() == 1
    assert window.locator(".unknowns > li").count() >= 3
    assert window.locator(".figure__value--unknown").count() >= 1
    check(window, "mobility-without-data", artefacts)
    assert len(pages_of_paper(window, portal.address)) == 2


def test_what_became_of_it_is_said_by_keyboard_and_without_a_script(
    window: Window, portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    tell(window, portal.address)
    window.get_by_role("link", name="Garder ou confier mon projet").click()
    press(window, "Le garder et voir le code")
    code = window.locator(".code__signs").inner_text()
    keys = Keyboard(window)
    keys.reach("a", "Dire ce qu’il est devenu")
    keys.press("Enter")
    window.wait_for_url("**/devenir/")
    check(window, "mobility-ending", artefacts)
    keys.reach("[name=what]")
    keys.press("Space")
    keys.reach("button", "Garder la réponse")
    keys.press("Enter")
    expect_text(window, "Dites en quel mois il s’est terminé")
    check(window, "mobility-ending-without-month", artefacts)

    state = window.context.storage_state()
    plain_browser = chromium.new_context(locale="fr-FR", java_script_enabled=False, storage_state=state)
    page = plain_browser.new_page()
    page.goto(window.url)
    page.get_by_label("Abandonné", exact=True).check()
    page.select_option("[name=month]", index=1)
    page.select_option("[name=why]", "housing")
    page.get_by_role("button", name="Garder la réponse").click()
    assert "pas de logement trouvé" in page.locator("main").inner_text()
    plain_browser.close()

    window.goto(window.url)
    check(window, "mobility-ending-said", artefacts)
    press(window, "Retirer cette réponse")
    context = portal.context(chromium, COUNSELLOR, viewport={"width": 1280, "height": 900})
    desk = context.new_page()
    desk.goto(f"{portal.address}/mobilite/entretiens/")
    desk.fill("[name=code]", code)
    press(desk, "Ouvrir le projet")
    desk.get_by_role("link", name="Noter ce qu’il est devenu").click()
    desk.get_by_label("La recherche continue", exact=True).check()
    check(desk, "mobility-talk-ending", artefacts)
    press(desk, "Garder la réponse")
    expect_text(desk, "la personne qui accompagne")
    context.close()
    window.reload()
    expect_text(window, "La recherche continue")


@needs_shared
@pytest.mark.shared
def test_the_seed_case_by_keyboard_alone(window: Window, market: Portal) -> None:
    window.goto(f"{market.address}/mobilite/")
    keys = Keyboard(window)
    keys.reach("[name=words]")
    window.keyboard.insert_text(WORDS)
    keys.reach("button", "Lire mon projet")
    keys.press("Enter")
    window.wait_for_url("**/lecture/")
    keys.reach("button", "Continuer")
    keys.press("Enter")
    window.wait_for_url("**/idees/")
    keys.reach(".believed__slider input[type=range]")
    keys.press("ArrowRight")
    assert window.locator("[name=offers]").input_value() == "101"
    assert not window.locator("#id_offers_unknown").is_checked()
    keys.reach("button", "Voir ce que l’on observe")
    keys.press("Enter")
    window.wait_for_url("**/faits/")

    keys.reach("a", "Comparer ces lieux")
    assert "101" in window.locator(".beside").first.inner_text()


@needs_shared
@pytest.mark.shared
def test_the_seed_case_says_what_was_read_and_where(window: Window, market: Portal, artefacts: Path) -> None:
    window.goto(f"{market.address}/mobilite/")
    check(window, "mobility-start", artefacts)
    window.fill("[name=words]", WORDS)
    press(window, "Lire mon projet")

    read = {
        name: window.locator(f"[name={name}]").input_value()
        for name in ("here", "place_1", "rent", "children")
    }
    assert read == {"here": "Paris", "place_1": "Gap", "rent": "900", "children": "6"}
    assert window.locator("[name=occupation]").input_value().startswith("Infirmier / Infirmière")
    assert window.locator("[name=partner]").input_value() == "Boulanger / Boulangère"
    passages = [plain(text) for text in window.locator(".read-in q").all_inner_texts()]
    assert [plain(text).strip("«» ") for text in passages] == [
        "infirmière", "Paris", "Gap", "mon conjoint", "boulanger", "un enfant de 6 ans", "loyer 900 €",
    ]  # fmt: skip
    check(window, "mobility-read", artefacts)


@needs_shared
@pytest.mark.shared
def test_the_seed_case_puts_ideas_beside_the_raw_files(
    window: Window, market: Portal, artefacts: Path
) -> None:
    tell(window, market.address, offers="120", rent="500")

    for part in PARTS:
        assert window.get_by_role("heading", name=part, exact=True).count() == 1
    text = plain(window.locator("main").inner_text())
    assert f"{60 * _rent_per_m2():.0f} € par mois" in text
    assert f"{_offers():.0f} offres" in text
    assert window.locator(".stages > li").count() == 6
    assert {"Logement", "Le travail de votre partenaire", "Offres d’emploi"} <= set(
        window.locator(".themes h3").all_inner_texts()
    )
    assert "plus que ce que l’on observe" in text
    assert "Moins de 11 personnes avec un projet semblable" in text
    assert not re.search(r"\d\s?%", text)
    check(window, "mobility-facts", artefacts)
    pages = pages_of_paper(window, market.address)
    assert len(pages) == 2
    assert "Gap" in pages[0]
    assert "sessionid" not in {one.get("name") for one in window.context.cookies()}


@needs_shared
@pytest.mark.shared
def test_places_follow_the_weights_at_once_and_without_a_script_too(
    window: Window, market: Portal, chromium: Browser, artefacts: Path
) -> None:
    tell(window, market.address)
    window.goto(f"{market.address}/mobilite/lieux/")
    check(window, "mobility-places", artefacts)
    sliders = window.locator("#weights input[type=range]")
    names = [sliders.nth(n).get_attribute("name") for n in range(sliders.count())]
    assert len(names) >= 3
    spent = window.evaluate(
        """name => { const began = performance.now();
        for (const one of document.querySelectorAll("#weights input[type=range]")) {
          one.value = one.name === name ? "4" : "0";
          one.dispatchEvent(new Event("input", { bubbles: true }));
        }
        return (performance.now() - began) / document.querySelectorAll("#weights input[type=range]").length; }""",
        names[0],
    )
    assert spent <= 100
    moved = window.locator(".place").evaluate_all("rows => rows.map(row => row.dataset.place)")
    moved = [plain(text) for text in moved]

    state = window.context.storage_state()
    plain_browser = chromium.new_context(locale="fr-FR", java_script_enabled=False, storage_state=state)
    page = plain_browser.new_page()
    page.goto(f"{market.address}/mobilite/lieux/?" + "&".join(f"{n}={4 * (n == names[0])}" for n in names))
    served = [plain(re.sub(r"^\d+\.\s*", "", text)) for text in page.locator(".place h2").all_inner_texts()]
    plain_browser.close()
    assert moved == served
    assert "Paris" in moved


@needs_shared
@pytest.mark.shared
def test_the_code_hands_it_to_a_counsellor(
    window: Window, market: Portal, chromium: Browser, artefacts: Path
) -> None:
    tell(window, market.address, offers="120", rent="500")
    window.get_by_role("link", name="Garder ou confier mon projet").click()
    assert not window.locator("[name=counts]").is_checked()
    check(window, "mobility-keep", artefacts)
    press(window, "Le garder et voir le code")
    code = window.locator(".code__signs").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    check(window, "mobility-kept", artefacts)

    context: BrowserContext = market.context(chromium, COUNSELLOR, viewport={"width": 1280, "height": 900})
    desk = context.new_page()
    desk.goto(f"{market.address}/mobilite/entretiens/")
    desk.fill("[name=code]", code.lower())
    press(desk, "Ouvrir le projet")
    columns = desk.locator("table.three thead th").all_inner_texts()
    assert columns == ["Ligne", "La personne", "Les données", "Vous"]
    row = plain(desk.locator("table.three tbody tr").first.inner_text())
    assert "120" in row
    assert "plus que ce que l’on observe" in row
    check(desk, "mobility-talk", artefacts)
    desk.fill("[name=conclusion]", "Visiter Gap en janvier et appeler l’hôpital.")
    press(desk, "Garder la conclusion")
    check(desk, "mobility-talk-concluded", artefacts)
    context.close()

    window.reload()
    expect_text(window, "Visiter Gap en janvier")
    window.get_by_role("link", name="Dire ce qu’il est devenu").click()
    check(window, "mobility-may-count", artefacts)
    press(window, "Je dis oui : il peut compter, sans mon nom")
    expect_text(window, "Vous avez dit oui le")
    check(window, "mobility-counts", artefacts)
    press(window, "Il ne peut plus compter")
    expect_text(window, "il ne compte pas")
    window.get_by_role("link", name="Mon projet gardé").first.click()
    window.get_by_role("link", name="Effacer mon projet").click()
    press(window, "Effacer")
    window.goto(f"{market.address}/mobilite/code/")
    window.fill("[name=code]", code)
    press(window, "Ouvrir")
    expect_text(window, "pas de projet sous ce code")


def _rent_per_m2() -> float:
    """Of a flat in Gap, in the raw file, whose codes have lost their first zero."""
    text = (DATA / FILES["rents"]).read_text("latin-1")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return next(_number(row["loypredm2"]) for row in rows if row["INSEE"].zfill(5) == GAP)


def _offers() -> float:
    """Offers of the year for nurses in the basin that Gap lies in, in the raw files."""
    with (DATA / FILES["basins"]).open(encoding="utf-8") as lines:
        basin = next(row["BE19"] for row in csv.DictReader(lines) if row["CODE_COMMUNE_INSEE"] == GAP)
    with (DATA / FILES["tension"]).open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        return next(_number(row["oee"]) for row in rows if (row["ROME"], row["cbassin"]) == (NURSE, basin))


def _number(text: str) -> float:
    return float(text.replace(",", "."))
