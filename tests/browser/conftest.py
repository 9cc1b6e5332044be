"""One demonstration portal, served by the real command, for all the tests that look at it in a real browser.

``BROWSER_ARTEFACTS`` names a folder in which the screenshots are kept. ``BROWSER_PORTAL`` (an address and a folder,
with a space between) names a demonstration portal that is served already, to spare its start while one writes a test.
``BROWSER_EVERYTHING`` has each page looked at in each language at each width, which takes far longer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import axe_playwright_python
import django
import pytest
from playwright.sync_api import expect

django.setup()

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE: Final = 900.0  # seconds for the set to be laid on a slow machine
ANSWERED: Final = 30.0  # seconds for the answer to a click on a slow machine
WIDTHS: Final = (1280, 320)
AXE: Final = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")


@dataclass(slots=True)
class Portal:
    """The portal that is served: where, who one can be in it, and its mail."""

    address: str
    folder: Path
    accounts: dict[str, dict[str, Any]]
    states: dict[str, Any] = field(default_factory=dict)

    def sign_in(self, page: Page, role: str) -> None:
        """Come in as the account of ``role``, with its second factor where it has one."""
        account = self.accounts[role]
        page.goto(f"{self.address}/compte/login/")
        page.fill("[name=login]", account["email"])
        page.fill("[name=password]", account["password"])
        page.click("main form button[type=submit]")
        if account["codes"]:
            page.fill("[name=code]", self._code(role))
            page.click("main form button[type=submit]")
        assert "/login/" not in page.url and "authenticate" not in page.url, page.url

    def context(self, browser: Browser, role: str = "", **options: Any) -> BrowserContext:
        """A window in which somebody of ``role`` has come in; nobody when it is empty."""
        options.setdefault("locale", "fr-FR")
        if role and role not in self.states:
            first = browser.new_context(locale="fr-FR")
            self.sign_in(first.new_page(), role)
            self.states[role] = first.storage_state()
            first.close()
        opened = browser.new_context(storage_state=self.states.get(role), **options)
        opened.set_default_timeout(20_000)
        return opened

    def _code(self, role: str) -> str:
        """The next of the codes, each good once: also over several runs against one portal."""
        kept = self.folder / "demonstration" / f"used-{role}"
        used = int(kept.read_text()) if kept.exists() else 0
        kept.write_text(str(used + 1))
        return str(self.accounts[role]["codes"][used])

    def mail_to(self, address: str, *, saying: str = "", wait: float = 20.0) -> str:
        """The last message sent to ``address`` that holds the words ``saying``."""
        import email
        from email import policy

        end = time.monotonic() + wait
        while True:
            for path in sorted(
                (self.folder / "mail").glob("*"), key=lambda p: p.stat().st_mtime, reverse=True
            ):
                for part in reversed(path.read_bytes().split(b"-" * 79)):
                    message = email.message_from_bytes(part.lstrip(), policy=policy.default)
                    if address in str(message.get("To", "")):
                        body = message.get_body(("plain",))
                        text = body.get_content() if body else ""
                        if saying in text:
                            return text
            assert time.monotonic() < end, f"no message to {address} says {saying!r}"
            time.sleep(0.3)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """``openemploi serve --demonstration`` in a folder of its own."""
    if served := os.environ.get("BROWSER_PORTAL"):
        yield _portal(*served.split())
        return
    folder = tmp_path_factory.mktemp("portal")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = folder.with_name("portal.log")
    environment = os.environ | {
        "OPENEMPLOI_WEB_FOLDER": str(folder),
        "OPENEMPLOI_WEB_DATABASE": "",
        "OPENEMPLOI_WEB_ORIGIN": address,
        "OPENEMPLOI_LANG": "fr",
    }
    program = Path(sys.executable).with_name("openemploi")
    with log.open("w") as lines:
        process = subprocess.Popen(
            [program, "serve", "--demonstration", "--port", str(port)],
            env=environment,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + PATIENCE
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < end, log.read_text()[-3000:]
            time.sleep(0.5)
        yield _portal(address, str(folder))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium, or the test is skipped with the reason."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept."""
    named = os.environ.get("BROWSER_ARTEFACTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def photograph(page: Page, name: str, folder: Path) -> None:
    """Keep ``page`` at both widths; nothing may be wider than the window."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide at {width}"
    if before:
        page.set_viewport_size(before)


def expect_text(page: Page, text: str, part: str = "main") -> None:
    """``part`` of the page comes to say ``text``.

    After a click the page before or half of the next one may still stand there: what is asked at once may miss it.
    """
    expect(page.locator(part)).to_contain_text(text, use_inner_text=True, timeout=ANSWERED * 1000)


def expect_count(page: Page, selector: str, count: int = 1) -> None:
    """The page comes to show ``count`` elements that ``selector`` names."""
    expect(page.locator(selector)).to_have_count(count, timeout=ANSWERED * 1000)


def link_in(text: str, part: str) -> str:
    """The first address in ``text`` that holds ``part``."""
    found = re.search(rf"https?://\S*{re.escape(part)}\S*", text)
    assert found, text
    return found[0]


def _portal(address: str, folder: str) -> Portal:
    accounts = json.loads((Path(folder) / "demonstration" / "accounts.json").read_text("utf-8"))
    return Portal(address, Path(folder), {account["role"]: account for account in accounts})


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sante/", timeout=5) as answer:  # noqa: S310 (loopback)
            return bool(answer.status == 200)
    except OSError:
        return False
