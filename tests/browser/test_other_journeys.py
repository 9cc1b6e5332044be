"""The other main journeys, each by the people it is for, in a real browser on the real server.

An interview that an employer proposes; a counsellor's week and a handover to a colleague; the operator's desk and
journal; a key that an employer gives to its program; a public employer's careers. Everything is done by what is
written on the page, and each page on the way is kept at both widths.
"""

from __future__ import annotations

import json
import re
import secrets
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from tests.browser.conftest import Portal, expect_text, photograph
from tests.browser.furnishing import a_second_counsellor
from tests.browser.pages import ADMINISTRATOR, COLLEAGUE, COUNSELLOR, JOBSEEKER, PLATFORM, rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.timeout(900)
MAIL_LEAVES_WITHIN = 150.0  # seconds; the worker sends notices each minute
FOLLOWED = "Denis Caillol"  # by the counsellor of the demonstration, with whom he shares everything
_EMAIL = "denis.caillol@example.org"


def test_an_interview_is_proposed_and_the_person_has_it_in_their_calendar(
    portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    person = portal.context(chromium, JOBSEEKER, java_script_enabled=False).new_page()
    recruiter = portal.context(chromium, ADMINISTRATOR, java_script_enabled=False).new_page()
    application, vacancy = _application_at("Garrigue Numérique", portal)
    candidate = f"{portal.address}/offres/mes-offres/{vacancy}/candidatures/{application}/"
    at = (datetime.now() + timedelta(days=9)).replace(hour=10, minute=30, second=0, microsecond=0)
    place = f"12, rue des Genêts, salle {secrets.randbelow(900) + 100}"

    recruiter.goto(candidate)
    recruiter.get_by_role("button", name="Garder, et le dire à la personne").click()
    recruiter.get_by_role("button", name="Voir le texte").click()
    recruiter.get_by_role("button", name="Envoyer cette réponse").click()
    recruiter.goto(candidate)
    recruiter.get_by_role("button", name="Proposer un entretien").click()
    recruiter.locator("[name$=interview_at]").fill(at.strftime("%Y-%m-%dT%H:%M"))
    recruiter.locator("[name$=interview_place]").fill(place)
    photograph(recruiter, "20-propose-an-interview", artefacts)
    recruiter.get_by_role("button", name="Voir le texte").click()
    assert place in recruiter.locator("[name$='-text']").input_value()
    photograph(recruiter, "21-the-invitation-before-it-leaves", artefacts)
    recruiter.get_by_role("button", name="Envoyer cette réponse").click()

    told = _mail_that_says(portal, portal.accounts[JOBSEEKER]["email"], "entretien")
    assert f"/moi/candidatures/{application}/" in told
    _open_notice(person, portal, "propose un entretien", artefacts, "22-notices-of-the-person")
    photograph(person, "23-interview-of-the-person", artefacts)
    said = person.inner_text("main")
    assert "10:30" in said and place in said
    calendar = _calendar(person)
    assert calendar.decoded("dtstart").astimezone(ZoneInfo("Europe/Paris")).strftime("%H:%M") == "10:30"
    assert str(calendar["location"]) == place

    person.get_by_label("Je demande un autre moment").check()
    person.get_by_role("button", name="Envoyer ma réponse").click()
    expect_text(person, "Dites quels jours")
    person.get_by_label("Quand vous pouvez").fill("Le jeudi, à partir de 14 heures")
    person.get_by_role("button", name="Envoyer ma réponse").click()
    photograph(person, "24-interview-answered", artefacts)

    recruiter.goto(candidate)
    said = recruiter.inner_text("main")
    assert place in said and "demande un autre moment" in said and "à partir de 14 heures" in said
    photograph(recruiter, "25-interview-of-the-employer", artefacts)


def test_a_counsellor_suggests_notes_and_hands_over(
    portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    a_second_counsellor(portal, chromium)
    counsellor = portal.context(chromium, COUNSELLOR, java_script_enabled=False).new_page()
    colleague = portal.context(chromium, COLLEAGUE, java_script_enabled=False).new_page()
    portal.accounts["followed"] = {**portal.accounts[JOBSEEKER], "email": _EMAIL, "codes": []}
    person = portal.context(chromium, "followed", java_script_enabled=False).new_page()
    word = f"Ils forment sur place et vous connaissez ces marchés. ({secrets.token_hex(3)})"
    note = f"Atelier suivi ; prochaine étape : deux visites d’entreprise. ({secrets.token_hex(3)})"

    counsellor.goto(f"{portal.address}/accompagnement/")
    photograph(counsellor, "30-portfolio", artefacts)
    expect_text(counsellor, "demande attention")
    counsellor.get_by_role("link", name=FOLLOWED).first.click()
    own = counsellor.url
    photograph(counsellor, "31-person", artefacts)
    for part, name in (
        ("Profil", "32-profile"),
        ("Candidatures", "33-applications"),
        ("Offres", "34-offers"),
    ):
        counsellor.locator("main").get_by_role("link", name=part, exact=True).click()
        photograph(counsellor, f"{name}-of-the-person", artefacts)
    offer = counsellor.locator("article.offer").filter(has=counsellor.get_by_text("Proposer")).first
    title = offer.locator("h3").inner_text()
    offer.get_by_role("link", name="Proposer").click()
    counsellor.fill("[name=text]", word)
    photograph(counsellor, "35-suggest", artefacts)
    counsellor.get_by_role("button", name="Proposer").click()
    counsellor.locator("form[action*='/notes/'] textarea").fill(note)
    counsellor.get_by_role("button", name="Écrire la note").click()
    expect_text(counsellor, title)
    expect_text(counsellor, note)

    person.goto(f"{portal.address}/moi/candidatures/")
    photograph(person, "36-suggestion-received", artefacts)
    letter = person.locator("section.letters li").filter(has_text=word)
    assert "Mathilde Royer" in letter.inner_text()
    letter.get_by_role("button", name="Cela m’intéresse").click()
    expect_text(person, title, "h1")
    person.goto(f"{portal.address}/accompagnement/mon-accompagnement/")
    expect_text(person, note)
    person.goto(f"{portal.address}/droits/mes-donnees/")
    expect_text(person, "Mathilde Royer")  # who looked
    photograph(person, "37-who-looked", artefacts)

    counsellor.goto(own)
    expect_text(counsellor, "intéressé")
    name = portal.accounts[COLLEAGUE]["name"]
    _hand_over(counsellor, name, artefacts, "38-hand-over")
    assert counsellor.goto(own).status == 404  # type: ignore[union-attr]
    colleague.goto(f"{portal.address}/accompagnement/")
    colleague.get_by_role("link", name=FOLLOWED).first.click()
    assert colleague.url == own
    colleague.get_by_text(re.compile("vous a transmis cet accompagnement")).first.click()
    photograph(colleague, "39-handed-over", artefacts)
    found = colleague.inner_text("main")
    assert title in found and note in found
    person.goto(f"{portal.address}/accompagnement/mon-accompagnement/")
    expect_text(person, name)
    _hand_over(colleague, "Mathilde Royer", artefacts, "40-hand-back")
    assert counsellor.goto(own).status == 200  # type: ignore[union-attr]


def test_somebody_outside_the_territory_of_the_agency_does_not_exist_for_it(
    portal: Portal, chromium: Browser
) -> None:
    (stranger,) = rows(
        portal.folder,
        "SELECT p.id FROM jobseekers_profile p JOIN accounts_user u ON u.id = p.user_id"
        " WHERE u.email = 'maelle.roustan@example.org'",
    )
    counsellor = portal.context(chromium, COUNSELLOR).new_page()
    nobody = "00000000-0000-4000-8000-000000000000"
    for part in ("", "profil/", "offres/", "candidatures/", "transmettre/"):
        pages = []
        for key in (stranger, nobody):
            answer = counsellor.goto(f"{portal.address}/accompagnement/personnes/{key}/{part}")
            assert answer is not None and answer.status == 404
            pages.append(counsellor.inner_text("main"))
        assert pages[0] == pages[1]  # the page does not tell who is there


def test_the_operator_answers_a_contest_and_shows_that_the_journal_is_whole(
    portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    person = portal.context(chromium, JOBSEEKER, java_script_enabled=False).new_page()
    operator = portal.context(chromium, PLATFORM, java_script_enabled=False).new_page()
    wrong = f"Mes trois années d’accueil ne sont pas comptées. ({secrets.token_hex(3)})"
    answer = f"Vos trois années comptent pour l’accueil, pas pour cette offre. ({secrets.token_hex(3)})"

    person.goto(f"{portal.address}/moi/offres/")
    contested = rows(portal.folder, "SELECT vacancy_id FROM rights_contest")  # by tests that share the portal
    links = person.locator("article.offer h2 a, article.offer h3 a").all()
    offers = [link.get_attribute("href") or "" for link in links]
    person.goto(portal.address + next(each for each in offers if not any(key in each for key in contested)))
    person.get_by_role("link", name="Pourquoi ce rang").click()
    person.get_by_role("link", name="Contester").first.click()
    person.fill("[name=text]", wrong)
    person.get_by_role("button", name="Contester").click()

    operator.goto(f"{portal.address}/droits/bureau/")
    photograph(operator, "50-desk", artefacts)
    waiting = [link.get_attribute("href") or "" for link in operator.locator("main th a").all()]
    for address in waiting:
        operator.goto(portal.address + address)
        if wrong in operator.inner_text("main"):
            break
    expect_text(operator, wrong)
    assert (
        operator.locator("main table").count() == 1
    )  # the pair is scored again, beside the day of the contest
    expect_text(operator, "La somme")
    photograph(operator, "51-contest-with-the-pair-then-and-now", artefacts)
    operator.check("input[name=outcome][value=confirmed]")
    operator.fill("[name=answer]", answer)
    operator.get_by_role("button", name="Répondre").click()

    told = _mail_that_says(portal, portal.accounts[JOBSEEKER]["email"], "Catherine Vasseur")
    assert "contestation" in told
    _open_notice(person, portal, "Catherine Vasseur a répondu", artefacts, "52-notice-of-the-answer")
    photograph(person, "53-contest-answered", artefacts)
    expect_text(person, answer)
    expect_text(person, "Catherine Vasseur")

    operator.goto(f"{portal.address}/droits/journal/?check=1")
    expect_text(operator, "la chaîne est entière")
    for _ in range(60):  # the worker runs it when it starts, then each night
        if operator.locator("section[aria-labelledby=runs] tbody tr").count():
            break
        operator.wait_for_timeout(1000)
        operator.reload()
    proof = operator.locator("section[aria-labelledby=runs] tbody tr").first
    assert "entière" in proof.inner_text()
    photograph(operator, "54-journal-and-proof-of-retention", artefacts)


def test_an_employer_gives_its_program_a_key_and_takes_it_back(
    portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    page = portal.context(chromium, ADMINISTRATOR, java_script_enabled=False).new_page()
    program = f"Logiciel de recrutement {secrets.token_hex(3)}"

    page.goto(f"{portal.address}/offres/mes-offres/")
    page.get_by_role("link", name="Mon équipe").first.click()
    photograph(page, "60-team", artefacts)
    page.get_by_role("link", name="Donner une clé à un logiciel").click()
    page.fill("[name=key-name]", program)
    page.check("[name=key-scopes][value='offers:read']")
    page.get_by_role("button", name="Créer la clé").click()
    key = page.locator("section[aria-labelledby=secret] code").inner_text()
    photograph(page, "61-the-new-key", artefacts)
    page.get_by_role("link", name="Lire ce qu’un programme peut faire ici").click()
    photograph(page, "62-what-a-program-can-do", artefacts)

    status, body = _asked(portal, "/api/v1/offers", key)
    assert status == 200 and body["items"]
    assert _asked(portal, "/api/v1/offers", key[:-1] + ("0" if key[-1] != "0" else "1"))[0] == 401
    page.goto(f"{portal.address}/programmes/")
    assert key not in page.content()  # it is shown once
    card = page.locator("li.card").filter(has_text=program)
    card.get_by_role("button", name="Reprendre cette clé").click()
    assert _asked(portal, "/api/v1/offers", key)[0] == 401


def test_a_person_finds_a_public_employer_and_applies(
    portal: Portal, chromium: Browser, artefacts: Path
) -> None:
    page = portal.context(chromium, JOBSEEKER, java_script_enabled=False).new_page()
    message = f"Servir ici, c’est ce que je cherche. ({secrets.token_hex(3)})"

    page.goto(portal.address)
    page.get_by_role("link", name="Métiers du secteur public").first.click()
    photograph(page, "70-public-careers", artefacts)
    employers = [
        link.get_attribute("href") or ""
        for link in page.locator("li.card")
        .filter(has_text=re.compile(r"\d offres? (est|sont)"))
        .locator("h2 a")
        .all()
    ]
    assert employers
    _an_offer_to_apply_for(page, portal, employers, artefacts)
    title = page.inner_text("h1")
    page.get_by_role("link", name="Postuler").click()
    page.fill("[name=message]", message)
    page.get_by_role("button", name="Voir ce que l’employeur verra").click()
    expect_text(page, message)
    page.get_by_role("button", name="Envoyer ma candidature").click()
    photograph(page, "73-applied-to-a-public-employer", artefacts)
    page.goto(f"{portal.address}/moi/candidatures/")
    expect_text(page, title)


def _an_offer_to_apply_for(page: Page, portal: Portal, employers: list[str], artefacts: Path) -> None:
    """Open the first offer of a public employer for which nothing was sent yet."""
    for employer in employers:
        page.goto(portal.address + employer)
        photograph(page, "71-public-employer", artefacts)
        offers = [link.get_attribute("href") or "" for link in page.locator("article.offer h3 a").all()]
        for offer in offers:
            page.goto(portal.address + offer)
            if page.get_by_role("link", name="Postuler").count():
                photograph(page, "72-public-offer", artefacts)
                return
    raise AssertionError("no public offer is left to apply for")


def _application_at(employer: str, portal: Portal) -> tuple[str, str]:
    """The application of the jobseeker to ``employer``, and its offer."""
    found = [
        rows(
            portal.folder,
            f"SELECT a.{column} FROM vacancies_application a"  # noqa: S608 (constants of this file)
            " JOIN vacancies_vacancy v ON v.id = a.vacancy_id"
            " JOIN accounts_organisation o ON o.id = v.organisation_id"
            " JOIN jobseekers_profile p ON p.id = a.profile_id JOIN accounts_user u ON u.id = p.user_id"
            f" WHERE u.email = :email AND o.name = '{employer}' ORDER BY a.id LIMIT 1",
            email=portal.accounts[JOBSEEKER]["email"],
        )[0]
        for column in ("id", "vacancy_id")
    ]
    return found[0], found[1]


def _mail_that_says(portal: Portal, address: str, words: str) -> str:
    """The message to ``address`` with these words in it; it leaves by the worker."""
    return portal.mail_to(address, saying=words, wait=MAIL_LEAVES_WITHIN)


def _open_notice(page: Page, portal: Portal, words: str, artefacts: Path, name: str) -> None:
    page.goto(f"{portal.address}/avis/")
    photograph(page, name, artefacts)
    page.locator("li.card").filter(has_text=words).first.get_by_role("button").click()


def _calendar(page: Page) -> Any:
    """The event of the calendar file that the page offers."""
    with page.expect_download() as asked:
        page.get_by_role("link", name="Ajouter l’entretien à mon agenda").click()
    content = Path(asked.value.path()).read_bytes()
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def _hand_over(page: Page, to: str, artefacts: Path, name: str) -> None:
    page.get_by_role("link", name="Transmettre à un ou une collègue").click()
    page.locator("[name=colleague]").select_option(label=to)
    page.fill("[name=text]", "Deux candidatures attendent une réponse.")
    photograph(page, name, artefacts)
    page.get_by_role("button", name="Transmettre").click()


def _asked(portal: Portal, path: str, key: str) -> tuple[int, dict[str, Any]]:
    """What the API answers to a program that holds ``key``."""
    request = urllib.request.Request(  # noqa: S310 (loopback)
        portal.address + path, headers={"Authorization": f"Bearer {key}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 (loopback)
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
