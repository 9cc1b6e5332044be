"""Every page, for everybody who has it, in the three languages and at two widths: no fault that a machine can find.

For each: axe finds nothing serious or critical; the console is silent (so the content policy refused nothing); nothing
is wider than the window; one h1, a title of its own, the right language with no English left in it; no other host is
asked; the answer has the status it should have. Folded parts are opened first.
"""

from __future__ import annotations

import functools
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import polib
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.browser.conftest import AXE, WIDTHS, Portal, expect_count, expect_text
from tests.browser.furnishing import CONTEST, furnish, open_page
from tests.browser.pages import (
    ADMINISTRATOR,
    COUNSELLOR,
    DATA_ROLES,
    ELSEWHERE,
    JOBSEEKER,
    PAGES,
    ROLES,
    Page,
    address,
    pages_of,
)

import openemploi_web

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Window

pytestmark = pytest.mark.timeout(900)
WEB: Final = Path(openemploi_web.__file__).parent
#: Width and language; the layout is that of French, the longest, and the other two are each looked at where they are
#: most likely to fail: Korean, which breaks between any two signs, on a telephone, and English on a large screen.
#: ``BROWSER_EVERYTHING`` looks at each language at each width.
LANGUAGES: Final = (
    dict.fromkeys(("fr", "ko", "en"), WIDTHS)
    if os.environ.get("BROWSER_EVERYTHING")
    else {"fr": WIDTHS, "ko": (320,), "en": (1280,)}
)

_OPEN_AND_SAY = """() => {
  for (const part of document.querySelectorAll("details")) part.open = !part.closest("header");
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const foreign = (element) => element.closest("[lang]") !== document.documentElement
    || element.closest("script, style, pre, code, textarea");
  while (walker.nextNode()) {
    const text = walker.currentNode.data.replace(/\\s+/g, " ").trim();
    if (text && !foreign(walker.currentNode.parentElement)) texts.push(text);
  }
  for (const name of ["aria-label", "alt", "title", "placeholder", "aria-description"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!foreign(element)) texts.push(element.getAttribute(name).replace(/\\s+/g, " ").trim());
  return { texts, title: document.title, lang: document.documentElement.lang,
    h1: document.querySelectorAll("h1").length, main: document.querySelectorAll("main").length };
}"""
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [document.documentElement.scrollWidth + " px", ...[...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1
    && !each.closest(".table-wrap"))
    .slice(0, 4).map(each => each.tagName + "." + each.className)]"""
_AXE_RUN = """() => axe.run({ resultTypes: ["violations"], selectors: false, iframes: false })
  .then(found => found.violations
  .filter(fault => ["serious", "critical"].includes(fault.impact))
  .map(fault => fault.id + ": " + fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")))"""


@pytest.fixture(scope="module")
def furnished(portal: Portal, chromium: Browser) -> Portal:
    """The portal, with a row for each page that is about one."""
    furnish(portal, chromium)
    return portal


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [*ROLES, *DATA_ROLES], ids=lambda role: role or "anybody")
def test_no_page_has_a_fault(furnished: Portal, chromium: Browser, role: str, language: str) -> None:
    context = furnished.context(chromium, role, locale=f"{language}-{language.upper()}")
    window = context.new_page()
    faults = [
        f"{page.label}: {fault}"
        for page in pages_of(role)
        for fault in _faults(window, furnished, page, role, language)
    ]
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_factor_is_asked_for_without_fault(
    furnished: Portal, chromium: Browser, language: str
) -> None:
    context = furnished.context(chromium, locale=f"{language}-{language.upper()}")
    window = context.new_page()
    account = furnished.accounts[COUNSELLOR]
    window.goto(f"{furnished.address}{reverse('account_login')}")
    window.fill("[name=login]", account["email"])
    window.fill("[name=password]", account["password"])
    window.click("main form button[type=submit]")
    expect_count(window, "[name=code]")
    faults = list(_read(window, language))
    context.close()
    assert not faults, "\n".join(faults)


def test_what_was_read_is_answered_without_javascript(furnished: Portal, chromium: Browser) -> None:
    with _without_javascript(furnished, chromium, JOBSEEKER, "jobseekers:review") as window:
        window.locator(".skill__choices").first.locator("input").first.check()
        window.locator("button[name=stay]").click()
        expect_count(window, ".messages")
        assert window.locator(".skill__choices").first.locator("input").first.is_checked()


def test_an_offer_is_kept_and_let_go_without_javascript(furnished: Portal, chromium: Browser) -> None:
    with _without_javascript(furnished, chromium, JOBSEEKER, "jobseekers:offers") as window:
        keep = window.locator("article.offer button[name=mark][value=favourite]").first
        card = f"#{keep.locator('xpath=ancestor::article').get_attribute('id')} button[name=mark]"
        keep.click()
        expect_count(window, f"{card}[value='']")
        window.locator(f"{card}[value='']").click()
        expect_count(window, f"{card}[value=favourite]")


def test_a_note_on_a_candidate_is_kept_without_javascript(furnished: Portal, chromium: Browser) -> None:
    with _without_javascript(furnished, chromium, ADMINISTRATOR, "vacancies:candidate") as window:
        note = f"À rappeler lundi, {secrets.token_hex(3)}."
        window.locator("form[action*='/notes/'] textarea").fill(note)
        window.locator("form[action*='/notes/'] button").click()
        expect_text(window, note)


def test_a_contest_made_without_javascript_is_shown(furnished: Portal, chromium: Browser) -> None:
    with _without_javascript(furnished, chromium, JOBSEEKER, "rights:contests") as window:
        expect_text(window, CONTEST)  # sent so by furnish()


def test_an_archive_is_asked_for_without_javascript(furnished: Portal, chromium: Browser) -> None:
    with _without_javascript(furnished, chromium, JOBSEEKER, "rights:data") as window:
        window.locator("form[action*='/archive/'] button").click()
        expect_count(window, ".messages")


def test_the_list_of_pages_is_complete() -> None:
    listed = {page.name for page in PAGES}
    assert listed & set(ELSEWHERE) == set()
    assert listed | set(ELSEWHERE) == set(_names(get_resolver())) - {
        "ui:gallery"
    }  # test_gallery.py looks at it


@contextmanager
def _without_javascript(portal: Portal, browser: Browser, role: str, name: str) -> Iterator[Window]:
    context = portal.context(browser, role, java_script_enabled=False)
    window = context.new_page()
    open_page(window, portal, name, role)
    yield window
    context.close()


def _faults(window: Window, portal: Portal, page: Page, role: str, language: str) -> Iterator[str]:
    said: list[str] = []
    hosts: set[str] = set()
    listeners = {
        "console": lambda line: said.append(line.text),
        "pageerror": lambda error: said.append(str(error)),
        "request": lambda request: hosts.add(urlsplit(request.url).netloc),
    }
    for event, listener in listeners.items():
        window.on(event, listener)
    try:
        yield from _looked_at(window, portal, page, role, language)
    finally:
        for event, listener in listeners.items():
            window.remove_listener(event, listener)
    yield from (
        f"console: {line}" for line in said if page.status == 200 or "the server responded" not in line
    )
    yield from (f"asks {host}" for host in hosts - {"", urlsplit(portal.address).netloc})


def _looked_at(window: Window, portal: Portal, page: Page, role: str, language: str) -> Iterator[str]:
    account = portal.accounts.get(role, {})
    window.set_viewport_size({"width": LANGUAGES[language][0], "height": 900})
    path = address(page, folder=portal.folder, email=account.get("email", ""))
    answer = window.goto(portal.address + path)
    if "reauthenticate" in window.url and page.name != "account_reauthenticate":
        window.fill("[name=password]", account["password"])
        with window.expect_navigation(url=lambda url: "reauthenticate" not in url) as asked:
            window.click("main form button[type=submit]")
        answer = asked.value
    status = answer.status if answer else 0
    if status != page.status:
        yield f"{status} instead of {page.status} at {window.url}"
        return
    yield from _read(window, language)


def _read(window: Window, language: str) -> Iterator[str]:
    """The faults of the page that is open."""
    found = window.evaluate(_OPEN_AND_SAY)
    if found["h1"] != 1 or found["main"] != 1:
        yield f"{found['h1']} h1 and {found['main']} main"
    if found["lang"] != language:
        yield f"lang is {found['lang']}"
    if not re.fullmatch(r"\S.* – Open Emploi", found["title"]):
        yield f"its title is {found['title']!r}"
    if language != "en":
        yield from (
            f"in English: {text!r}" for text in sorted(set(found["texts"])) if _english(text, language)
        )
    window.evaluate(AXE)
    for width in LANGUAGES[language]:
        window.set_viewport_size({"width": width, "height": 900})
        yield from (f"at {width}, {fault}" for fault in window.evaluate(_AXE_RUN))
        yield from (f"wider than {width}: {part}" for part in window.evaluate(_TOO_WIDE))


@functools.cache
def _english(text: str, language: str) -> bool:
    """Whether ``text`` is a text of ours, as it is written in the code."""
    exact, patterns = _originals(language)
    return text in exact or any(pattern.fullmatch(text) for pattern in patterns)


@functools.cache
def _originals(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Our English texts, and patterns for those with a gap; not those that this language or French says alike.

    An offer is quoted in French on every page: its "Licence" is a diploma, not a word of ours.
    """
    exact: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    translated: set[str] = {
        entry.msgstr
        for path in WEB.glob("*/locale/fr.po")
        for entry in polib.pofile(str(path))
        if entry.msgstr == entry.msgid
    }
    for path in sorted(WEB.glob(f"*/locale/{language}.po")):
        for entry in polib.pofile(str(path)):
            translated.update([entry.msgstr, *entry.msgstr_plural.values()])
            for original in filter(None, (entry.msgid, entry.msgid_plural)):
                if original in {entry.msgstr, *entry.msgstr_plural.values()}:
                    continue
                pieces = re.split(r"%\(\w+\)[sd]", original)
                if len(pieces) == 1:
                    exact.add(" ".join(original.split()))
                elif len(re.findall(r"[A-Za-z]{3,}", " ".join(pieces))) > 1:
                    patterns.append(re.compile(".+".join(re.escape(piece) for piece in pieces)))
    return exact - translated, patterns


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of our pages and of the account pages; operations of the API have tests of their own."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern) and entry.name and "api/v1" not in _route(entry, resolver):
            yield prefix + entry.name


def _route(entry: URLPattern, resolver: URLResolver) -> str:
    return f"{resolver.pattern}{entry.pattern}"
