"""The page "cuisinier × Nice" from the shared real data, in a real Chromium: maps, plots, and each figure checked.

What a figure should be is computed here from the raw files, with the csv and json modules only: another way than the
connectors, the store and the declared queries of the page.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.browser.conftest import AXE, Portal, photograph
from tests.browser.shared_data import DATA, FILES, lay, needs_shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser
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
    "lheo",
)
COOK: Final = "G1609"  # "Cuisinier / Cuisinière" of ROME 4, which was cut from sheet G1602 of ROME 3
SHEET: Final = "G1602"
NICE: Final = "06088"
CAUSES: Final = {
    "ind_int_emb_d": "Les employeurs embauchent beaucoup",
    "ind_main_oeuvre_d": "Peu de personnes cherchent ce travail",
    "ind_specif_form_empl_d": "Le travail demande une formation précise",
    "ind_cond_travail_d": "Les conditions de travail sont dures",
    "ind_dur_empl_d": "Les emplois ne durent pas",
    "ind_mismatch_geo_d": "Les personnes n’habitent pas là où sont les emplois",
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.timeout(1800),
    needs_shared,
]


@pytest.fixture(scope="module")
def market(portal: Portal) -> Portal:
    """The portal with the shared data in its store."""
    return lay(portal, *KINDS)


@pytest.fixture(scope="module")
def window(market: Portal, chromium: Browser) -> Iterator[Window]:
    """The page, without an account, in French."""
    context = market.context(chromium, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{market.address}/observatoire/metier/{COOK}/{NICE}/", timeout=120_000)
    assert page.url.endswith(f"/observatoire/metier/{COOK}/commune-{NICE}/")
    yield page
    assert said == []
    context.close()


def _card(window: Window, name: str) -> str:
    """The text of a figure."""
    return _plain(window.locator(f"#{name}").inner_text())


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")


@cache
def _rows(name: str, *, delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding=encoding)
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


@cache
def _in_zip(name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(DATA / FILES["rome"]) as archive:
        text = archive.read(f"unix_{name}_v460_utf8.csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def _offers() -> list[Any]:
    lines = (DATA / FILES["france_travail_offers"]).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def _basin() -> str:
    return next(row["BE19"] for row in _rows(FILES["basins"]) if row["CODE_COMMUNE_INSEE"] == NICE)


def _tension() -> dict[str, str]:
    rows = _rows(FILES["tension"], delimiter=";")
    return next(row for row in rows if row["ROME"] == SHEET and row["cbassin"] == _basin())


def test_the_page_opens_with_what_is_known_and_what_is_not(window: Window):
    assert _plain(window.locator("h1").inner_text()) == "Cuisinier / Cuisinière, Nice"
    lead = _plain(" ".join(window.locator("main .lead").all_inner_texts()))

    assert "Nice : le nombre d’offres est inconnu." in lead
    assert "Bassin de Nice : la difficulté à recruter était très forte en 2021 (5 sur 5)." in lead


def test_offers_are_those_of_the_files_and_of_the_larger_area_that_has_some(window: Window):
    here = [offer for offer in _offers() if offer["lieuTravail"].get("commune") == NICE]
    cooks = [offer for offer in _offers() if offer["romeCode"] == COOK]
    months = Counter(offer["dateCreation"][:7] for offer in cooks)
    card = _card(window, "offers_per_month")

    assert here == [] and len({offer["description"] for offer in cooks}) == len(cooks)
    assert "Inconnu pour : Nice." in card and "0 observation, tous métiers" in card
    assert "Ce qui suit porte sur un territoire plus grand : France." in card
    assert f"{len(cooks)} offres" in card and f"n = {len(cooks)} (offres)" in card
    assert "France Travail" in card
    columns = window.locator("#offers_per_month svg.chart-columns")
    assert columns.is_visible() and columns.locator("rect").count() == len(months)
    titles = [_plain(title) for title in columns.locator("rect title").all_text_contents()]
    assert [title.rsplit(" ", 1)[1] for title in titles] == [str(months[month]) for month in sorted(months)]


def test_tension_and_its_six_causes_are_those_of_the_basin(window: Window):
    row = _tension()
    offers = _number(float(row["oee"].replace(",", ".")))
    tension, causes = _card(window, "tension"), _card(window, "tension_causes")

    assert f"{row['ind_tension_d']} sur 5" in tension and f"n = {offers} (offres de l’année)" in tension
    for card in (tension, causes):
        assert "Bassin de Nice" in card and "Période : 2021." in card
        assert "France Travail, édition 2021" in card
    lines = window.locator("#tension_causes tbody tr")
    assert lines.count() == 6 and lines.first.locator("svg.chart-bar").is_visible()
    shown = {_plain(line).split(" sur 5")[0] for line in lines.all_inner_texts()}
    assert shown == {f"{label} {row[column]}" for column, label in CAUSES.items()}


def test_people_who_look_for_the_work_are_counted_for_the_basin(window: Window):
    people = float(_tension()["defm_abc"].replace(",", "."))

    assert f"{_number(people)} personnes" in _card(window, "people_looking")


def test_the_tension_of_the_family_is_that_of_dares_for_the_department(window: Window):
    family = re.search(
        rf'"{SHEET}"[^=]*=\s*"(\w+)"', (DATA / FILES["crosswalk_rome_fap"]).read_text("latin-1")
    )
    assert family
    row = next(
        row
        for row in _rows(FILES["dares_tension"])
        if (row["fap"], row["niveau_geo"], row["dep"]) == (family[1], "dep", "06")
    )
    card = _card(window, "family_tension")

    assert f"{float(row['Catégorie Tension']):.0f} sur 5" in card and "Alpes-Maritimes" in card
    assert f"n = {_number(float(row['Emploi moyen']))} (personnes en emploi)" in card
    assert "Dares, édition 2019" in card


def test_the_rent_is_that_of_the_commune_with_its_interval(window: Window):
    rows = _rows(FILES["rents"], delimiter=";", encoding="latin-1")
    row = next(row for row in rows if row["INSEE"] == NICE.lstrip("0"))
    value, low, high = (
        f"{float(row[name].replace(',', '.')):.1f}".removesuffix(".0").replace(".", ",")
        for name in ("loypredm2", "lwr.IPm2", "upr.IPm2")
    )
    card = _card(window, "rents")

    assert f"{value} € par m² et par mois entre {low} et {high}" in card
    assert f"n = {_number(float(row['NBobs_commune']))} (annonces)" in card
    assert "Inconnu" not in card


def test_sectors_that_hire_are_those_of_the_crosswalk(window: Window):
    rows = [row for row in _rows(FILES["crosswalk_rome_naf"]) if row["rome_id"] == SHEET]
    hires = [(int(row["hirings"]), row["naf_label"]) for row in rows]
    card = _card(window, "hires_by_sector")

    assert f"n = {_number(sum(count for count, _label in hires))} (embauches)" in card
    for count, label in sorted(hires, reverse=True)[:8]:
        assert f"{_plain(label)} {_number(count)}" in card


def test_neighbouring_occupations_are_those_of_rome_with_the_skills_they_share(window: Window):
    names = {row["code_rome"]: row["libelle_rome"] for row in _in_zip("referentiel_code_rome")}
    kinds = {row["code_ogr"] for row in _in_zip("referentiel_competence")}
    kinds |= {row["code_ogr_savoir"] for row in _in_zip("referentiel_savoir")}
    skills: dict[str, set[str]] = {}
    for row in _in_zip("coherence_item"):
        if row["code_ogr"] in kinds:
            skills.setdefault(row["code_rome"], set()).add(row["code_ogr"])
    targets = [row["code_rome_cible"] for row in _in_zip("rubrique_mobilite") if row["code_rome"] == COOK]
    card = _card(window, "neighbouring_occupations")

    assert targets
    for target in targets[:12]:
        shared = len(skills[COOK] & skills.get(target, set()))
        assert f"{_plain(names[target])} {shared} sur {len(skills[COOK])}" in card


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pay_quartiles", "Il repose sur 0 observation, et il en faut au moins 5."),
        ("contract_shares", "Il repose sur 0 observation, et il en faut au moins 5."),
        ("asked_skills", "Il repose sur 0 observation, et il en faut au moins 5."),
        ("rising_skills", "Il repose sur 0 observation"),
        ("recruitment_projects", "par métier et bassin d’emploi (bmo)."),
        ("recruitment_difficulty", "par métier et bassin d’emploi (bmo)."),
        ("training_sessions", "ne couvre presque pas ce territoire"),
        ("areas_offers", "ne couvre presque pas ce territoire"),
    ],
)
def test_what_is_not_known_is_shown_as_unknown_with_its_reason(window: Window, name: str, reason: str):
    card = _card(window, name)

    assert "Inconnu" in card and reason in card
    assert window.locator(f"#{name} .figure__value").count() == 0
    assert window.locator(f"#{name} svg[role=img]").count() == 0


def test_the_map_shows_the_communes_of_the_region_and_leads_to_each_basin(window: Window):
    basins = {row["BE19"] for row in _rows(FILES["basins"]) if row["REG"] == "93"}
    region = {
        row["COM"] for row in _rows(FILES["communes"]) if row["REG"] == "93" and row["TYPECOM"] == "COM"
    }
    placed = {
        row["Code_commune_INSEE"]
        for row in _rows(FILES["postcodes"], delimiter=";")
        if row["coordonnees_gps"]
    }
    grades = {
        row["cbassin"]: row["ind_tension_d"]
        for row in _rows(FILES["tension"], delimiter=";")
        if row["ROME"] == SHEET
    }
    drawing = window.locator("#basins_tension svg[role=group]")
    links = drawing.locator("a.map-area")

    assert drawing.is_visible() and links.count() == len(basins)
    dots = "".join(path.get_attribute("d") or "" for path in drawing.locator("path.map-dots").all())
    assert dots.count("M") >= 0.98 * len(region & placed) - 10  # Marseille's arrondissements are one commune
    for link in links.all():
        code = (link.get_attribute("href") or "").rsplit("basin-", 1)[1].strip("/")
        assert f"{grades[code]} sur 5" in _plain(link.get_attribute("aria-label") or "")
    twin = window.locator("#basins_tension table a")
    assert twin.count() == len(basins)
    links.first.focus()
    assert window.evaluate("document.activeElement.matches('a.map-area')")


def test_every_known_figure_names_its_source_and_can_be_taken_away(window: Window, market: Portal):
    for card in window.locator("section.observed").all():
        text = _plain(card.inner_text())
        name = card.get_attribute("id")
        if card.locator(".behind").count():
            assert "Source : " in text and "importé le" in text, name
        address = card.locator(".ways-out a").get_attribute("href")
        answer = window.request.get(f"{market.address}{address}")
        assert answer.ok and answer.text().lstrip("\ufeff").startswith("code;label;value"), name


def test_nothing_serious_is_found_by_axe_and_nothing_is_wider_than_a_telephone(
    window: Window, artefacts: Path
):
    photograph(window, "observatory-cook-nice", artefacts)
    for part in window.locator("main details").all():
        part.evaluate("each => each.open = true")
    for width in (1280, 320):
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        for drawing in ("#basins_tension svg[role=group]", "#offers_per_month svg.chart-columns"):
            box = window.locator(drawing).bounding_box()
            assert box and box["width"] > 200 and box["height"] > 100, drawing
        window.evaluate(AXE)
        found = window.evaluate(
            "() => axe.run().then(found => found.violations"
            ".filter(fault => ['serious', 'critical'].includes(fault.impact))"
            ".map(fault => fault.id + ': ' + fault.nodes[0].html))"
        )
        assert found == []


def test_the_choice_leads_from_words_to_the_page_by_keyboard(
    market: Portal, chromium: Browser, artefacts: Path
):
    context = market.context(chromium, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{market.address}/observatoire/")
    page.get_by_label("Métier ou compétence").fill("cuisinier")
    page.get_by_label("Territoire").fill("nice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observatoire/?*")
    photograph(page, "observatory-choice", artefacts)

    page.get_by_role("link", name="Nice", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/metier/{COOK}/commune-{NICE}/")
    for address, heading, name in (
        ("/observatoire/territoire/commune-06088/", "Nice", "observatory-nice"),
        ("/observatoire/territoire/region-93/", "Provence-Alpes-Côte d’Azur", "observatory-region"),
        ("/observatoire/competence/124952/", "", "observatory-skill"),
    ):
        answer = page.goto(f"{market.address}{address}")
        assert answer is not None and answer.ok, address
        assert heading in page.get_by_role("heading", level=1).inner_text()
        photograph(page, name, artefacts)
    context.close()
