"""The pages of the observatory: what is known with its source, what is unknown with its reason, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.observatory.exporting import written
from openemploi_web.repository.models import DataAsset, Producer
from tests.web import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]
PAGE = "/observatoire/metier/G1998/commune-04901/"


def _text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def _section(response, name: str) -> str:
    found = re.search(
        rf'<section class="card observed" id="{name}".*?</section>', response.content.decode(), re.S
    )
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).replace("\xa0", " ")


def test_a_page_opens_with_sentences_about_offers_and_the_difficulty_to_recruit(visitor: Client):
    text = _text(visitor.get(PAGE))

    assert (
        "Tilleuls : 6 offres parmi celles qui sont importées ici, une partie du marché (octobre 2025)."
        in text
    )
    assert "Sur 6 offres en tout, 6 disent un salaire." in text
    assert "Bassin du Val des Tilleuls : la difficulté à recruter était très forte en 2021 (5 sur 5)." in text


def test_a_figure_shows_its_number_interval_n_source_and_date(visitor: Client):
    pay = _section(visitor.get(PAGE), "pay_quartiles")

    assert "2 025 € par mois entre 1 900 et 2 150" in pay
    assert "n = 6 (offres qui disent un salaire)" in pay
    assert "France Travail, publié le 2025-10-31" in pay


def test_a_share_is_never_a_percentage_alone(visitor: Client):
    stated = _section(visitor.get(PAGE), "pay_stated")

    assert "6 sur 6 100 %, entre 61 % et 100 %" in stated


def test_what_is_only_known_for_a_larger_area_is_shown_as_such(visitor: Client):
    tension = _section(visitor.get(PAGE), "tension")

    assert "Inconnu pour : Tilleuls. Il n’est pas publié à cette échelle : commune." in tension
    assert "Ce qui suit porte sur un territoire plus grand : Bassin du Val des Tilleuls ." in tension


def test_for_an_area_without_figures_one_is_told_which_kind_of_area_to_choose(visitor: Client):
    tension = _section(visitor.get("/observatoire/metier/G1998/department-04/"), "tension")

    assert "Choisissez un territoire de ce type : bassin d’emploi." in tension


def test_what_was_not_imported_is_unknown_with_what_would_make_it_known(visitor: Client):
    projects = _section(visitor.get(PAGE), "recruitment_projects")

    assert (
        "Inconnu. Les données nécessaires n’ont pas été importées ici : Enquête Besoins en main-d’œuvre"
        in projects
    )
    assert "(bmo)." in projects
    assert "Importez l’enquête" in projects


def test_the_map_has_links_words_and_a_list_for_each_basin(visitor: Client):
    html = visitor.get(PAGE).content.decode()

    assert 'aria-label="Val des Tilleuls, 5 sur 5, très forte"' in html
    assert 'href="/observatoire/metier/G1998/basin-9399/"' in html
    assert html.count('href="/observatoire/metier/G1998/basin-9399/"') >= 2  # on the map and in the list


def test_words_are_looked_up_and_nothing_is_guessed(visitor: Client):
    found = visitor.get("/observatoire/", {"occupation": "galettière", "area": "Tilleuls"}).content.decode()
    nothing = _text(visitor.get("/observatoire/", {"occupation": "zblorg", "area": "zblorg"}))
    misspelt = _text(visitor.get("/observatoire/", {"area": "Sistron"}))

    assert 'href="/observatoire/metier/G1998/commune-04901/"' in found
    assert "Vouliez-vous dire Sisteron" in misspelt
    assert "Aucun métier ni aucune compétence" in nothing and "Aucun territoire n’a ce nom" in nothing


def test_an_insee_code_leads_to_the_address_of_its_commune(visitor: Client):
    response = visitor.get("/observatoire/metier/G1998/75199/")

    assert response.status_code == 302
    assert response["Location"] == "/observatoire/metier/G1998/commune-75056/"


@pytest.mark.parametrize(
    "address",
    [
        "/observatoire/metier/Z9999/commune-04901/",
        "/observatoire/metier/G1998/commune-99999/",
        "/observatoire/competence/1/",
        "/observatoire/territoire/moon-1/",
        "/observatoire/chiffres/gauge.csv",
        "/observatoire/chiffres/tension.csv",
    ],
)
def test_what_does_not_exist_is_not_found(visitor: Client, address: str):
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "/observatoire/competence/9100001/",
        "/observatoire/territoire/commune-04901/",
        "/observatoire/territoire/basin-9399/",
        "/observatoire/territoire/region-93/",
        "/observatoire/territoire/country-FR/",
        "/observatoire/",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en", "ko"])
def test_every_page_speaks_the_three_languages_without_an_account(address: str, language: str):
    response = Client(headers={"accept-language": language}).get(address)

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1 and "style=" not in html


def test_a_visitor_changes_nothing(visitor: Client):
    assert visitor.post(PAGE).status_code == 405


def test_a_portal_without_data_says_what_to_do(visitor: Client, _empty: None):
    text = _text(visitor.get("/observatoire/", {"occupation": "cuisinier", "area": "Nice"}))
    page = _text(visitor.get("/observatoire/metier/G1998/country-FR/"))

    assert "Il n’y a pas encore de chiffres ici" in text
    assert "openemploi data import" not in text
    assert "orthographe" not in text and "Aucun métier" not in text  # it is not that the words are wrong
    assert "(france_travail_offers); Code officiel géographique : communes (communes)." in page


def test_a_csv_has_the_rows_and_the_sources(visitor: Client):
    response = visitor.get("/observatoire/chiffres/area_occupations.csv", {"area": "commune-04901"})

    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0] == "code;label;value;k;n;low;high;note"
    assert any(line.startswith("G1998;Crêpier / Crêpière;") and ";6;10;" in line for line in lines)
    assert any(line.startswith("Source;france_travail_offers;") for line in lines)


@pytest.mark.parametrize("cell", ["=1+1", "+33", "@x", "-2", "\t=1", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_a_text(cell: str):
    assert written(cell) == f"'{cell}"
    assert written(-2.5) == "-2.5"


def test_the_source_leads_to_the_page_of_the_catalogue(visitor: Client):
    producer = Producer.objects.create(name="France Travail")
    asset = DataAsset.objects.create(
        producer=producer,
        title_fr="Offres",
        identifier="offres",
        store_name="france_travail_offers",
        published_at=timezone.now(),
    )

    assert f'href="/donnees/{asset.pk}/"' in visitor.get(PAGE).content.decode()


def test_a_second_look_computes_nothing_again(visitor: Client):
    from openemploi_web.observatory.selectors import observatory

    visitor.get(PAGE)
    kept = dict(observatory()._figures)
    visitor.get(PAGE)

    assert dict(observatory()._figures) == kept and kept


def test_only_who_runs_a_portal_without_data_reads_the_command(
    as_user: Callable[[User], Client], _empty: None
):
    administrator = make.member(make.organisation("operator"), name="Ida Ferrand")
    recruiter = make.member(make.organisation(), name="Noé Sabatier")

    assert "openemploi data import" in _text(as_user(administrator).get("/observatoire/"))
    assert "openemploi data import" not in _text(as_user(recruiter).get("/observatoire/"))
