"""What the pages need and the demonstration does not hold, made as its owners would: by the forms, without JavaScript.

It is made once; a portal that has it already is left as it is.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.browser.conftest import Portal, link_in
from tests.browser.pages import (
    ADMINISTRATOR,
    COLLEAGUE,
    COUNSELLOR,
    JOBSEEKER,
    PAGES,
    PLATFORM,
    PUBLIC,
    address,
    rows,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Window

CONTEST: Final = "Mes deux ans de dépannage ne sont pas comptés."
_SAMPLES: Final = Path(__file__).parents[2] / "samples" / "cvs"
_WORDS: Final = "un long mot de passe 27"
#: A SIREN whose key is right and that nobody has: it begins with 0.
_SIREN: Final = "000111229"


def furnish(portal: Portal, browser: Browser) -> None:
    """Have every row that a page of the list is about."""
    _a_version_a_search_and_a_contest(portal, browser)
    _cvs_given_by_an_employer(portal, browser)
    _a_public_employer(portal, browser)
    _a_set_of_data(portal, browser)


def open_page(window: Window, portal: Portal, name: str, role: str) -> None:
    """Open the page of that name for ``role``."""
    page = next(each for each in PAGES if each.name == name and role in each.roles)
    email = portal.accounts[role]["email"] if role else ""
    window.goto(portal.address + address(page, folder=portal.folder, email=email))


def _a_version_a_search_and_a_contest(portal: Portal, browser: Browser) -> None:
    folder = portal.folder
    context = portal.context(browser, JOBSEEKER, java_script_enabled=False)
    window = context.new_page()
    if not rows(folder, "SELECT id FROM jobseekers_version"):
        open_page(window, portal, "jobseekers:versions", JOBSEEKER)
        window.fill("[name=label]", "Support informatique")
        window.get_by_role("button", name="Garder mon profil").click()
    if not rows(folder, "SELECT id FROM jobseekers_savedsearch"):
        window.goto(f"{portal.address}/moi/offres/?text=informatique")
        window.get_by_role("button", name="Garder", exact=True).click()
    if not rows(folder, "SELECT id FROM rights_contest WHERE state = 'open'"):
        open_page(window, portal, "rights:contest", JOBSEEKER)
        window.fill("[name=text]", CONTEST)
        window.get_by_role("button", name="Contester").click()
    context.close()


def _cvs_given_by_an_employer(portal: Portal, browser: Browser) -> None:
    if rows(portal.folder, "SELECT id FROM vacancies_cvimport"):
        return
    context = portal.context(browser, ADMINISTRATOR, java_script_enabled=False)
    window = context.new_page()
    open_page(window, portal, "vacancies:import", ADMINISTRATOR)
    window.set_input_files("input[type=file]", sorted(_SAMPLES.glob("*.pdf"))[:2])
    for box in window.locator("main input[type=checkbox]").all():
        box.check()  # these people know that their CV is here, and how it is compared
    window.get_by_role("button", name="Lire ces CV").click()
    window.wait_for_load_state()
    assert rows(portal.folder, "SELECT id FROM vacancies_cvimport"), window.inner_text("main")
    context.close()


def _a_set_of_data(portal: Portal, browser: Browser) -> None:
    """Who operates the portal describes a set and has a catalogue read; somebody asks about the set."""
    folder = portal.folder
    if rows(folder, "SELECT id FROM repository_harvestjob"):
        return
    context = portal.context(browser, PLATFORM, java_script_enabled=False)
    window = context.new_page()
    open_page(window, portal, "repository:new-producer", PLATFORM)
    window.fill("[name=name]", "Commune de Val-des-Tilleuls")
    window.get_by_role("button", name="Enregistrer").click()
    window.get_by_role("link", name="Décrire un jeu de données").click()
    window.fill("[name=title_fr]", "Équipements de la commune")
    window.fill("[name=description_fr]", "Écoles, crèches, gymnases.")
    window.select_option("[name=access]", "open")
    window.get_by_role("button", name="Enregistrer la description").click()
    window.get_by_role("button", name="Publier").click()
    window.get_by_role("link", name="Ajouter un fichier ou une adresse").click()
    window.fill("[name=title]", "Table CSV")
    window.fill("[name=access_url]", "https://donnees.example/equipements.csv")
    window.get_by_role("button", name="Enregistrer").click()
    window.get_by_role("button", name="Mesurer la qualité").click()
    window.get_by_role("link", name="Poser une question").click()
    window.fill("[name=title]", "Quelle année ?")
    window.fill("[name=text]", "Ces données sont-elles de 2025 ?")
    window.get_by_role("button", name="Publier").click()
    open_page(window, portal, "repository:new-source", PLATFORM)
    window.fill("[name=name]", "Un catalogue ailleurs")
    window.select_option("[name=kind]", "dcat")
    window.fill("[name=address]", "http://10.0.0.1/catalogue.ttl")  # refused when it is connected to
    window.get_by_role("button", name="Enregistrer").click()
    window.get_by_role("button", name="Lire maintenant").click()
    window.wait_for_load_state()
    assert rows(folder, "SELECT id FROM repository_harvestjob"), window.inner_text("main")
    context.close()


def _a_public_employer(portal: Portal, browser: Browser) -> None:
    """Somebody signs up, registers a public employer, sets up a second factor and writes how one enters."""
    kept = portal.folder / "demonstration" / "public-employer.json"
    if kept.exists():
        portal.accounts[PUBLIC] = json.loads(kept.read_text("utf-8"))
    if PUBLIC in portal.accounts:
        return
    email = f"nadia.bellini.{secrets.token_hex(3)}@example.org"
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    context.set_default_timeout(20_000)
    window = context.new_page()
    _sign_up(
        window, portal, f"{portal.address}/compte/signup/?pour=recruit", email, "Nadia Bellini", "recruit"
    )
    window.goto(f"{portal.address}/organisations/nouvelle/")
    window.fill("[name=name]", "Ville de Sainte-Réparade (exemple)")
    window.fill("[name=number]", _SIREN)
    window.check("input[name=public][value=public]")
    window.fill("[name=commune]", "Nice")
    window.fill("[name=department]", "06")
    window.click("main form button[type=submit]")
    codes = _second_factor(window, portal)
    account = {"role": PUBLIC, "email": email, "password": _WORDS, "codes": codes}
    portal.accounts[PUBLIC] = account
    portal.states[PUBLIC] = context.storage_state()
    open_page(window, portal, "employers:add-entry", PUBLIC)
    window.fill("[name=occupation]", "Jardinier")
    window.check("input[name=way] >> nth=0")
    window.click("main form button:not([formaction])[class=button]")
    kept.write_text(json.dumps(account), "utf-8")
    context.close()


def a_second_counsellor(portal: Portal, browser: Browser) -> None:
    """The administrator of the counsellor's agency comes in for the first time and sets up a second factor."""
    kept = portal.folder / "demonstration" / "second-counsellor.json"
    if kept.exists():
        portal.accounts[COLLEAGUE] = json.loads(kept.read_text("utf-8"))
    if COLLEAGUE in portal.accounts:
        return
    password = portal.accounts[COUNSELLOR]["password"]  # one for the whole demonstration
    account = {"name": "Michèle Baldi", "email": "michele.baldi@example.org", "password": password}
    portal.accounts[COLLEAGUE] = account | {"role": COLLEAGUE, "codes": []}
    with browser.new_context(locale="fr-FR", java_script_enabled=False) as context:
        context.set_default_timeout(20_000)
        window = context.new_page()
        portal.sign_in(window, COLLEAGUE)
        portal.accounts[COLLEAGUE]["codes"] = _second_factor(window, portal, password=password)
        portal.states[COLLEAGUE] = context.storage_state()
    kept.write_text(json.dumps(portal.accounts[COLLEAGUE]), "utf-8")


def _sign_up(window: Window, portal: Portal, address: str, email: str, name: str, came_for: str) -> None:
    """Make an account at ``address``, confirm the e-mail address and come in."""
    window.goto(address)
    window.fill("[name=email]", email)
    window.fill("[name=password1]", _WORDS)
    window.fill("[name=password2]", _WORDS)
    window.fill("[name=name]", name)
    window.check(f"input[name=came_for][value={came_for}]")
    window.click("main form button[type=submit]")
    window.goto(link_in(portal.mail_to(email, saying="/compte/confirm-email/"), "/compte/confirm-email/"))
    window.click("main form button[type=submit]")
    if "login" in window.url:
        window.fill("[name=login]", email)
        window.fill("[name=password]", _WORDS)
        window.click("main form button[type=submit]")


def _second_factor(window: Window, portal: Portal, *, password: str = _WORDS) -> list[str]:
    """Set up an authenticator app; the codes for when it is lost."""
    window.goto(f"{portal.address}/compte/2fa/totp/activate/")
    if "reauthenticate" in window.url:
        window.fill("[name=password]", password)
        window.click("main form button[type=submit]")
    secret = re.sub(r"\s", "", window.locator(".secret").inner_text())
    window.fill("[name=code]", _code_now(secret))
    window.click("main form button[type=submit]")
    assert "activate" not in window.url, window.inner_text("main")[:500]
    return window.locator(".codes .secret").all_inner_texts()


def _code_now(secret: str) -> str:
    """The six figures that an authenticator app shows for ``secret`` (RFC 6238, 30 seconds, SHA-1)."""
    moment = (int(time.time()) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), moment, "sha1").digest()
    start = digest[-1] & 0xF
    return str((int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF) % 1_000_000).zfill(6)
