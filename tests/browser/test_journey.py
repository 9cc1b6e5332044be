"""From a CV to an answer and a contest, by the people it is for, in a real browser on the real server.

Everything is done by what is written on the page: labels, buttons, links. The window of the jobseeker has no
JavaScript.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import Portal, expect_text, link_in, photograph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.timeout(900)
CV = Path(__file__).parents[2] / "samples" / "cvs" / "technicien-maintenance.pdf"
WORDS = "un long mot de passe 27"
MESSAGE = f"Je répare et j’explique : je voudrais le faire chez vous. ({secrets.token_hex(3)})"


def test_from_a_cv_to_an_answer_and_a_contest(portal: Portal, chromium: Browser, artefacts: Path) -> None:
    seeker = portal.context(chromium, java_script_enabled=False).new_page()
    _sign_up(seeker, portal, f"camille.orsini.{secrets.token_hex(3)}@example.org", "Camille Orsini")
    offer = _import_and_find(seeker, portal, artefacts)
    _apply(seeker, artefacts)

    recruiter = portal.context(chromium, "employer_administrator").new_page()
    _read_blind_and_refuse(recruiter, portal, offer, artefacts)

    _read_the_answer_and_contest(seeker, portal, artefacts)

    desk = portal.context(chromium, "platform_administrator").new_page()
    _answer_the_contest(desk, portal, artefacts)

    seeker.goto(f"{portal.address}/droits/contestations/")
    photograph(seeker, "12-contest-answered", artefacts)
    expect_text(seeker, "Catherine Vasseur")
    expect_text(seeker, "Nous avons relu votre dossier")

    seeker.goto(f"{portal.address}/droits/mes-donnees/")
    photograph(seeker, "13-my-data", artefacts)
    journal = seeker.inner_text("main")
    assert "Garrigue Numérique" in journal  # who looked, and asked for the name
    assert "pour contacter la personne" in journal


def _sign_up(page: Page, portal: Portal, address: str, name: str) -> None:
    page.goto(portal.address)
    page.click("text=Créer mon compte")
    page.fill("[name=email]", address)
    page.fill("[name=password1]", WORDS)
    page.fill("[name=password2]", WORDS)
    page.fill("[name=name]", name)
    page.check("input[name=came_for] >> nth=0")  # to look for work
    page.click("main form button[type=submit]")
    page.goto(link_in(portal.mail_to(address), "/compte/confirm-email/"))
    page.click("main form button[type=submit]")
    if "login" in page.url:
        page.fill("[name=login]", address)
        page.fill("[name=password]", WORDS)
        page.click("main form button[type=submit]")


def _import_and_find(page: Page, portal: Portal, artefacts: Path) -> str:
    """Give a CV, check what was read, say a wish; the title of the offer chosen."""
    page.goto(f"{portal.address}/moi/commencer/")
    photograph(page, "01-start", artefacts)
    page.set_input_files("input[type=file]", CV)
    page.get_by_role("button", name="Envoyer mon CV").click()
    for _ in range(120):
        if page.locator("#text").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    photograph(page, "02-what-we-have-read", artefacts)
    assert page.locator("mark").count() > 3  # passages are marked in the text itself
    page.get_by_role("button", name="Accepter tout ce qui est écrit").click()

    page.goto(f"{portal.address}/moi/souhaits/")
    photograph(page, "03-wishes", artefacts)
    page.goto(f"{portal.address}/moi/offres/?text=informatique")
    photograph(page, "04-offers-for-me", artefacts)
    card = page.locator("article, .card").filter(has_text="Garrigue Numérique").first
    title = card.locator("h2, h3").first.inner_text()
    card.get_by_role("link", name="Postuler").click()
    return title


def _apply(page: Page, artefacts: Path) -> None:
    page.fill("[name=message]", MESSAGE)
    page.get_by_role("button", name="Voir ce que l’employeur verra").click()
    photograph(page, "05-what-the-employer-sees", artefacts)
    page.get_by_role("button", name="Envoyer ma candidature").click()
    photograph(page, "06-my-application", artefacts)


def _read_blind_and_refuse(page: Page, portal: Portal, offer: str, artefacts: Path) -> None:
    page.goto(f"{portal.address}/offres/mes-offres/")
    page.get_by_role("link", name=offer).first.click()
    if "candidatures" not in page.url:
        page.get_by_role("link", name=re.compile("candidature", re.I)).first.click()
    photograph(page, "07-candidates-blind", artefacts)
    assert "Orsini" not in page.content()
    codes = [link.get_attribute("href") or "" for link in page.locator("table.candidates th a").all()]
    for address in codes:
        page.goto(portal.address + address)
        if MESSAGE in page.inner_text("main"):
            break
    else:
        raise AssertionError("the application is not in the list")
    assert "Orsini" not in page.content()
    photograph(page, "08-candidate", artefacts)
    page.get_by_text("Montrer l’identité").click()
    page.get_by_label("pour contacter la personne").check()
    page.get_by_role("button", name="La montrer, pour cette raison").click()
    expect_text(page, "Camille Orsini")
    page.get_by_role("button", name="Dire non, avec la raison").click()
    page.locator("[name$=refusal]").first.wait_for(state="attached")  # counting does not wait for the page
    reason = page.locator("select[name$=refusal]")
    if reason.count():
        reason.first.select_option("experience")
    else:
        page.locator("input[name$=refusal][value=experience]").first.check()
    page.get_by_role("button", name="Voir le texte").click()
    photograph(page, "09-answer", artefacts)
    page.get_by_role("button", name="Envoyer cette réponse").click()


def _read_the_answer_and_contest(page: Page, portal: Portal, artefacts: Path) -> None:
    page.goto(f"{portal.address}/moi/candidatures/")
    expect_text(page, "Pas cette fois")
    page.locator("main a[href*='/moi/candidatures/']").first.click()
    expect_text(page, "expérience")  # the reason is given
    page.get_by_role("link", name="Lire pourquoi ce rang").click()
    photograph(page, "10-why-this-rank", artefacts)
    page.get_by_role("link", name="Contester").first.click()
    page.fill("[name=text]", "J’ai trois ans d’expérience du dépannage : ils ne sont pas comptés.")
    page.get_by_role("button", name="Contester").click()


def _answer_the_contest(page: Page, portal: Portal, artefacts: Path) -> None:
    page.goto(f"{portal.address}/droits/bureau/")
    waiting = [
        link.get_attribute("href") or "" for link in page.locator("main a[href*='/droits/bureau/']").all()
    ]
    for address in dict.fromkeys(waiting):
        page.goto(portal.address + address)
        if "trois ans d’expérience du dépannage" in page.inner_text("main"):
            break
    photograph(page, "11-desk", artefacts)
    page.check("input[name=outcome][value=confirmed]")
    page.fill(
        "[name=answer]",
        "Nous avons relu votre dossier : l’offre demande l’expérience du support, pas de l’atelier.",
    )
    page.get_by_role("button", name="Répondre").click()
