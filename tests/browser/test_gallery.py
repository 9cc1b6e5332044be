"""The gallery in a real browser: no fault that axe finds, no sideways scrolling, nothing refused by the policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django
import pytest

django.setup()

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_has_no_fault_at_any_width(
    browser: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr-FR")
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{live_server.url}/ui/?name=")
    for part in page.locator("main details").all():
        part.evaluate("part => { part.open = true }")
    faults = [fault["id"] for fault in Axe().run(page).response["violations"]]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cells = page.evaluate("[...document.querySelectorAll('.as-cards td')].map(cell => cell.clientWidth)")
    assert min(cells) > 80  # a table that has become cards keeps no column's width
    assert said == []
    page.close()


def test_everything_is_reached_by_keyboard_and_the_errors_come_first(
    browser: Browser, live_server: Any
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    page.goto(f"{live_server.url}/ui/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{live_server.url}/ui/?name=")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.close()


def test_targets_are_large_enough_for_a_thumb(browser: Browser, live_server: Any) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800}, locale="fr-FR")
    page.goto(f"{live_server.url}/ui/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main .button, main summary, .tabs a, .pagination a, main select")]
             .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5)
             .map(each => each.textContent.trim())"""
    )
    assert small == []
    page.close()


def test_the_menu_opens_without_script(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 800}, locale="fr-FR"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/")
    page.get_by_text("Menu", exact=True).click()
    assert page.locator(".menu--site").get_by_role("link", name="Se connecter").is_visible()
    context.close()
