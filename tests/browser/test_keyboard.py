"""The five screens by keyboard alone: Tab, Shift and Tab, Space, Enter and arrows; the mouse is never touched.

At each step the focus is on something, inside the window, with a ring of at least 3 px.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.browser.conftest import Portal
from tests.browser.furnishing import furnish, open_page
from tests.browser.pages import ADMINISTRATOR, JOBSEEKER, rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Window

pytestmark = pytest.mark.timeout(600)
RING: Final = 3.0
FAR: Final = 400  # presses of Tab after which something counts as out of reach

_FOCUS = """() => {
  const on = document.activeElement, box = on.getBoundingClientRect(), style = getComputedStyle(on);
  return { lost: on === document.body, tag: on.outerHTML.slice(0, 160),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 };
}"""
_IS = """([selector, text]) => document.activeElement.matches(selector)
  && (!text || document.activeElement.textContent.includes(text))"""
_OPEN = "document.activeElement.parentElement.open"


class Keyboard:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, key: str) -> None:
        """Press ``key``."""
        self.window.keyboard.press(key)

    def tab(self, key: str = "Tab") -> dict[str, Any]:
        """Go on to the next thing that takes the focus, and see that one can see it."""
        self.window.keyboard.press(key)
        focus: dict[str, Any] = self.window.evaluate(_FOCUS)
        assert not focus["lost"], f"the focus is lost at {self.window.url}"
        assert focus["ring"] >= RING, f"a ring of {focus['ring']} px: {focus['tag']}"
        assert focus["seen"], f"out of sight: {focus['tag']}"
        return focus

    def reach(self, selector: str, text: str = "", *, key: str = "Tab") -> None:
        """Press ``key`` until the focus is on what ``selector`` and ``text`` name."""
        for _ in range(FAR):
            self.tab(key)
            if self.window.evaluate(_IS, [selector, text]):
                return
        raise AssertionError(f"{selector} {text!r} is out of reach at {self.window.url}")

    def unfold(self, selector: str, text: str = "") -> None:
        """Reach a folded part and open it."""
        self.reach(selector, text)
        self.press("Enter")
        assert self.window.evaluate(_OPEN)

    def leave(self, key: str = "Enter") -> None:
        """Press ``key`` and wait for the page that it leads to."""
        with self.window.expect_navigation():
            self.press(key)

    def skip(self) -> None:
        """The first press reaches the link to the content, and Enter goes there."""
        self.tab()
        assert self.window.evaluate("document.activeElement.className") == "skip"
        self.press("Enter")
        assert self.window.evaluate("document.activeElement.id") == "main"


@pytest.fixture(scope="module")
def furnished(portal: Portal, chromium: Browser) -> Portal:
    """The portal, with a row for each page that is about one."""
    furnish(portal, chromium)
    return portal


@pytest.fixture
def jobseeker(furnished: Portal, chromium: Browser) -> Iterator[Keyboard]:
    """A jobseeker at the keyboard."""
    yield from _somebody(furnished, chromium, JOBSEEKER)


@pytest.fixture
def recruiter(furnished: Portal, chromium: Browser) -> Iterator[Keyboard]:
    """A recruiter at the keyboard."""
    yield from _somebody(furnished, chromium, ADMINISTRATOR)


def test_what_was_read_is_accepted_opened_and_rated(furnished: Portal, jobseeker: Keyboard) -> None:
    window = jobseeker.window
    open_page(window, furnished, "jobseekers:review", JOBSEEKER)
    jobseeker.skip()
    jobseeker.reach(".skill__choices input[type=radio]")
    jobseeker.press("ArrowDown")
    jobseeker.press("ArrowUp")
    assert window.evaluate("document.activeElement.checked")
    jobseeker.press("Space")
    row = window.evaluate("document.activeElement.closest('.skill').id")
    jobseeker.reach(f"#{row} .skill__why a", key="Shift+Tab")
    jobseeker.press("Enter")
    passage = window.evaluate("location.hash")
    assert window.locator(passage).evaluate("each => each.getBoundingClientRect().top < innerHeight")
    jobseeker.reach(f".ref[href='#{row}']")  # the number after the passage leads back to its skill
    jobseeker.press("Enter")
    assert window.evaluate("location.hash") == f"#{row}"
    jobseeker.unfold(f"#{row} summary")
    jobseeker.reach(f"#{row} select")
    before = window.evaluate("document.activeElement.value")
    jobseeker.press("ArrowDown")
    if window.evaluate("document.activeElement.value") == before:  # it was on the last level
        jobseeker.press("ArrowUp")
    rated = window.evaluate("document.activeElement.value")
    assert rated != before
    jobseeker.reach("button[name=stay]")
    jobseeker.leave()
    assert window.locator(f"#{row} select").input_value() == rated
    assert window.locator(f"#{row} .skill__choices input").first.is_checked()


def test_offers_are_understood_kept_and_filtered(furnished: Portal, jobseeker: Keyboard) -> None:
    window = jobseeker.window
    open_page(window, furnished, "jobseekers:offers", JOBSEEKER)
    jobseeker.skip()
    jobseeker.unfold(".usefulness summary")
    jobseeker.unfold(".usefulness summary")
    jobseeker.reach("form button[name=mark][value=favourite]")
    card = window.evaluate("document.activeElement.closest('article').id")
    jobseeker.leave()
    assert window.locator(f"#{card} button[name=mark][value='']").count() == 1
    jobseeker.reach(
        f"#{card} button[name=mark][value='']"
    )  # the focus goes on from the offer, not from the top
    jobseeker.leave()
    open_page(window, furnished, "jobseekers:offers", JOBSEEKER)
    jobseeker.reach("input[name=text]")
    window.keyboard.type("informatique")
    jobseeker.leave()
    assert "text=informatique" in window.url
    assert window.locator("article.offer").count() > 0


def test_two_candidates_are_compared_and_a_chip_is_opened(furnished: Portal, recruiter: Keyboard) -> None:
    window = recruiter.window
    open_page(window, furnished, "vacancies:candidates", ADMINISTRATOR)
    recruiter.skip()
    recruiter.reach("input[name=a]")
    recruiter.press("Space")
    recruiter.unfold("tr details.chip > summary")
    recruiter.reach("input[name=a]")
    recruiter.press("Space")
    assert window.locator("input[name=a]:checked").count() == 2
    recruiter.reach("button[formaction*=comparer]")
    recruiter.leave()
    assert "/comparer/" in window.url
    assert window.locator("h1").count() == 1


def test_a_rank_is_contested(furnished: Portal, jobseeker: Keyboard) -> None:
    window = jobseeker.window
    offer = rows(
        furnished.folder,
        "SELECT id FROM vacancies_vacancy WHERE state = 'published'"
        " AND id NOT IN (SELECT vacancy_id FROM rights_contest) ORDER BY id LIMIT 1",
    )[0]
    window.goto(f"{furnished.address}/droits/pourquoi/{offer}/")
    jobseeker.skip()
    jobseeker.reach("a[href*='/contester/']")
    jobseeker.leave()
    jobseeker.reach("textarea[name=text]")
    window.keyboard.type("Le permis de conduire est dans mon CV et il est dit inconnu.")
    jobseeker.reach("main button[type=submit], main button:not([type])")
    jobseeker.leave()
    assert offer in rows(furnished.folder, "SELECT vacancy_id FROM rights_contest")


def test_my_data_are_read_and_an_archive_is_asked_for(furnished: Portal, jobseeker: Keyboard) -> None:
    window = jobseeker.window
    open_page(window, furnished, "rights:data", JOBSEEKER)
    jobseeker.skip()
    jobseeker.reach("main .tabs a:not([aria-current])")  # everybody's actions, or those of others only
    jobseeker.leave()
    assert window.url.endswith("#journal")  # the focus goes on from the journal, not from the top
    jobseeker.reach("main form[action*='/archive/'] button")
    jobseeker.leave()
    assert window.locator(".messages").count() == 1


@pytest.mark.parametrize(
    "name", ["home", "vacancies:search", "vacancies:offer", "account_signup", "rights:legal"]
)
def test_the_focus_is_always_seen(furnished: Portal, chromium: Browser, name: str) -> None:
    context = furnished.context(chromium, viewport={"width": 320, "height": 700})
    keyboard = Keyboard(context.new_page())
    open_page(keyboard.window, furnished, name, "")
    keyboard.skip()
    seen = set()
    for _ in range(FAR):
        focus = keyboard.tab()
        if keyboard.window.evaluate("!document.activeElement.closest('main')"):
            break
        seen.add(focus["tag"])
    assert seen
    keyboard.tab("Shift+Tab")
    assert keyboard.window.evaluate("!!document.activeElement.closest('main')")  # and back, the same way
    context.close()


def _somebody(portal: Portal, browser: Browser, role: str) -> Iterator[Keyboard]:
    context = portal.context(browser, role, viewport={"width": 1280, "height": 900})
    yield Keyboard(context.new_page())
    context.close()
