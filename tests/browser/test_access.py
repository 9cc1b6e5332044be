"""Restricted data from the request to the end of the access, by the people it is for, in a real browser.

Who asks has no JavaScript. Everything that was done is in the chained journal; on a copy of the database one entry is
changed by hand, and the check finds it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import Portal, expect_text, photograph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.timeout(900)
PURPOSE = (
    "Nous voulons savoir dans quelles communes on attend le plus longtemps une formation, pour que la Région ouvre "
    "des places là où elles manquent. Le résultat est publié par commune, sans personne."
)
BY_COMMUNE = (
    "SELECT commune, count(*) AS personnes, avg(attente_jours) AS attente FROM attentes GROUP BY commune"
)
EVERYBODY = "SELECT count(*) AS personnes FROM attentes"
ALL_BUT_FEW = "SELECT count(*) AS personnes FROM attentes WHERE commune <> 'Peille'"


def test_an_access_from_the_request_to_its_end(
    portal: Portal, chromium: Browser, artefacts: Path, tmp_path: Path
) -> None:
    asks = portal.context(chromium, "data_researcher", java_script_enabled=False).new_page()
    page = f"{portal.address}/donnees/{_asset(portal)}/demander/"

    _refused_for_no_purpose(asks, page, artefacts)
    _asked(asks, artefacts)
    for number, role in enumerate(("data_producer", "data_producer_second")):
        decides = portal.context(chromium, role).new_page()
        _approved(decides, portal, artefacts if number else None)

    asks.goto(f"{portal.address}/donnees/acces/")
    photograph(asks, "access-05-my-accesses", artefacts)
    asks.locator(".cards a").first.click()
    photograph(asks, "access-06-grant", artefacts)
    grant = asks.url
    _queried(asks, artefacts)
    _differencing_refused(asks, grant, artefacts)
    _revoked(portal.context(chromium, "data_producer").new_page(), grant, artefacts)

    answer = asks.goto(f"{grant}salle/")
    assert answer is not None and answer.status == 403
    photograph(asks, "access-11-closed", artefacts)
    closed = asks.request.post(
        f"{grant}salle/",
        form={"text": BY_COMMUNE, "csrfmiddlewaretoken": _token(asks)},
        headers={"referer": f"{grant}salle/"},
    )
    assert closed.status == 403
    assert "Les conditions ne sont pas tenues" in closed.text()

    _all_in_the_chain(portal.context(chromium, "platform_administrator").new_page(), portal, artefacts)
    _a_changed_entry_is_found(portal, tmp_path)


def _refused_for_no_purpose(page: Page, address: str, artefacts: Path) -> None:
    page.goto(address)
    photograph(page, "access-01-request", artefacts)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect_text(page, "Choisissez une finalité.")
    page.get_by_label("démarchage commercial").check()
    page.get_by_label("Finalité, avec vos mots").fill(PURPOSE)
    page.get_by_role("button", name="Envoyer la demande").click()
    photograph(page, "access-02-refused-at-once", artefacts)
    expect_text(page, "le démarchage commercial n’est pas d’intérêt général")


def _asked(page: Page, artefacts: Path) -> None:
    page.get_by_role("link", name="Demander à nouveau").click()
    page.get_by_label("salle de requêtes").check()
    page.get_by_label("conduire une politique publique").check()
    page.get_by_label("Finalité, avec vos mots").fill(PURPOSE)
    page.get_by_role("button", name="Envoyer la demande").click()
    page.locator(
        ".errors, .error-summary, [role=alert]"
    ).first.wait_for()  # the rest is said beside each field
    photograph(page, "access-03-what-is-missing", artefacts)
    page.get_by_label("mission d’intérêt public").check()
    page.get_by_label("Comment vous protégez les données").fill(
        "Poste chiffré, une personne, rien n’est copié."
    )
    page.get_by_role("button", name="Envoyer la demande").click()
    expect_text(page, "En attente d’une décision")


def _approved(page: Page, portal: Portal, artefacts: Path | None) -> None:
    page.goto(f"{portal.address}/donnees/acces/decisions/")
    page.get_by_role("link", name="Laboratoire des transitions").first.click()
    if artefacts:
        expect_text(page, "1 accord sur 2 est donné")
        photograph(page, "access-04-second-decision", artefacts)
    page.locator("summary", has_text="Approuver").click()
    page.get_by_label("Conditions").fill("Citez la source. Prévenez-nous avant de publier.")
    page.get_by_role("button", name="Approuver la demande").click()
    expect_text(page, "L’accès est accordé" if artefacts else "Une deuxième personne décide", "body")


def _queried(page: Page, artefacts: Path) -> None:
    page.get_by_role("link", name="Ouvrir la salle de requêtes").click()
    expect_text(page, "Citez la source")
    photograph(page, "access-07-room", artefacts)
    page.get_by_label("Votre requête, en SQL").fill(BY_COMMUNE)
    page.get_by_role("button", name="Interroger").click()
    photograph(page, "access-08-answer", artefacts)
    told = page.inner_text("main")
    assert "masqué" in told and "moins de 11 personnes" in told
    nice = page.locator("table.answer tr", has_text="Nice").inner_text().split()
    assert int(nice[1]) > 100
    few = page.locator("table.answer tr", has_text="Peille")
    assert few.count() == 0 or "masqué" in few.inner_text()


def _differencing_refused(page: Page, grant: str, artefacts: Path) -> None:
    for text in (EVERYBODY, ALL_BUT_FEW):
        page.goto(f"{grant}salle/")
        page.get_by_label("Votre requête, en SQL").fill(text)
        page.get_by_role("button", name="Interroger").click()
    photograph(page, "access-09-differencing", artefacts)
    assert "moins de 11 personnes" in page.locator("form").filter(has_text="Interroger").inner_text()
    assert page.get_by_label("Votre requête, en SQL").input_value() == ALL_BUT_FEW  # nothing was lost


def _revoked(page: Page, grant: str, artefacts: Path) -> None:
    page.goto(grant)
    expect_text(page, "Rosalie Dumas")  # who asked what
    page.get_by_role("link", name="Retirer l’accès").click()
    page.get_by_label("La raison, avec des mots").fill("Les conditions ne sont pas tenues.")
    page.get_by_role("button", name="Retirer l’accès").click()
    photograph(page, "access-10-revoked", artefacts)
    expect_text(page, "Retiré")


def _all_in_the_chain(page: Page, portal: Portal, artefacts: Path) -> None:
    page.goto(f"{portal.address}/donnees/acces/tous/?check=1")
    photograph(page, "access-12-operator", artefacts)
    told = page.inner_text("main")
    assert "La chaîne tient" in told
    assert "qui n’est plus valable" in told  # the attempt after the end
    page.goto(f"{portal.address}/donnees/acces/registre/")
    photograph(page, "access-13-register", artefacts)
    expect_text(page, "Laboratoire des transitions")
    assert "Rosalie" not in page.inner_text("main")
    with _opened(portal.folder) as database:
        done = [row[0] for row in database.execute("SELECT action FROM core_auditevent ORDER BY number")]
    steps = [
        "repository.ask_access",  # refused at once
        "repository.ask_access",
        "repository.approve",
        "repository.approve",
        "repository.ask_query",
        "repository.keep_answer",
        "repository.keep_refusal",
        "repository.revoke",
        "repository.note_closed",
    ]
    there = iter(done)
    assert all(step in there for step in steps)  # in this order


def _a_changed_entry_is_found(portal: Portal, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with _opened(portal.folder) as database, sqlite3.connect(copy / _database(portal.folder).name) as target:
        database.backup(target)
        assert _verified(copy, portal) == "None"
        (number,) = target.execute(
            "SELECT number FROM core_auditevent WHERE action = 'repository.revoke' ORDER BY number DESC"
        ).fetchone()
        target.execute("DROP TRIGGER audit_no_update")  # who owns the file can do this
        target.execute("UPDATE core_auditevent SET actor = NULL WHERE number = ?", [number])
    assert _verified(copy, portal) == str(number)


def _verified(folder: Path, portal: Portal) -> str:
    """Where the chain breaks in the instance of ``folder``, as the program says it."""
    for name in ("secret", "instance.toml"):
        if (portal.folder / name).exists():
            shutil.copy(portal.folder / name, folder / name)
    program = (
        "import django; django.setup(); from openemploi_web.core import journal; print(journal.verify()[1])"
    )
    environment = os.environ | {
        "OPENEMPLOI_WEB_FOLDER": str(folder),
        "OPENEMPLOI_WEB_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "openemploi_web.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _asset(portal: Portal) -> str:
    with _opened(portal.folder) as database:
        (key,) = database.execute(
            "SELECT id FROM repository_dataasset WHERE identifier = 'demonstration:attentes'"
        ).fetchone()
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _opened(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{_database(folder)}?mode=ro", uri=True)


def _database(folder: Path) -> Path:
    return next(path for path in sorted(folder.glob("*.sqlite3")))


def _token(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
