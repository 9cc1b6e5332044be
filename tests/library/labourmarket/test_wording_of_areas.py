"""How areas are called in French sentences: "de" and "à" contracted and elided, with the articles that names take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openemploi.i18n import use_language
from openemploi.labourmarket.model import FRANCE, Area, Level
from openemploi.labourmarket.preparing import divisions
from openemploi.labourmarket.wording import area_name, of_area, to_area


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    use_language("fr")
    yield
    use_language("fr")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Alpes de Haute Provence", "Bassin des Alpes de Haute Provence"),
        ("Le Puy", "Bassin du Puy"),
        ("Les Herbiers", "Bassin des Herbiers"),
        ("La Rochelle", "Bassin de La Rochelle"),
        ("L'Isle Jourdain", "Bassin de L'Isle Jourdain"),
        ("Agen", "Bassin d'Agen"),
        ("Etang de Berre", "Bassin de l'Etang de Berre"),
        ("Haguenau", "Bassin de Haguenau"),
        ("Hirson", "Bassin d'Hirson"),
        ("Yssingeaux", "Bassin d'Yssingeaux"),
        ("Nord Cotentin", "Bassin du Nord Cotentin"),
        ("Est Var", "Bassin de l'Est Var"),
        ("Vallee de la Drome", "Bassin de la Vallee de la Drome"),
        ("Pays Basque", "Bassin du Pays Basque"),
        ("Vienne Roussillon", "Bassin de Vienne Roussillon"),
        ("Bassin Minier Ouest", "Bassin Minier Ouest"),
        ("T4 Paris Ouest La Défense", "Bassin T4 Paris Ouest La Défense"),
        ("Gap", "Bassin de Gap"),
    ],
)
def test_a_basin(name: str, called: str):
    assert area_name(Area(Level.BASIN, "9999", name)) == called
    of_it = of_area(Area(Level.BASIN, "9999", name))
    assert of_it == f"du b{called[1:]}"


@pytest.mark.parametrize(
    ("level", "name", "of_it", "to_it"),
    [
        (Level.COMMUNE, "Le Mans", "du Mans", "au Mans"),
        (Level.COMMUNE, "Les Orres", "des Orres", "aux Orres"),
        (Level.COMMUNE, "Aix-en-Provence", "d'Aix-en-Provence", "à Aix-en-Provence"),
        (Level.COMMUNE, "Vienne", "de Vienne", "à Vienne"),
        (Level.DEPARTMENT, "Vienne", "de la Vienne", "à la Vienne"),
        (Level.DEPARTMENT, "Hautes-Alpes", "des Hautes-Alpes", "aux Hautes-Alpes"),
        (Level.DEPARTMENT, "Hérault", "de l'Hérault", "à l'Hérault"),
        (Level.DEPARTMENT, "Haute-Corse", "de la Haute-Corse", "à la Haute-Corse"),
        (Level.DEPARTMENT, "Paris", "de Paris", "à Paris"),
        (Level.REGION, "Pays de la Loire", "des Pays de la Loire", "aux Pays de la Loire"),
        (Level.REGION, "Île-de-France", "de l'Île-de-France", "à l'Île-de-France"),
        (Level.EMPLOYMENT_AREA, "Le Puy", "de la zone d’emploi du Puy", "à la zone d’emploi du Puy"),
        (Level.BASIN, "Agen", "du bassin d'Agen", "au bassin d'Agen"),
    ],
)
def test_behind_of_and_to(level: Level, name: str, of_it: str, to_it: str):
    area = Area(level, "99", name)
    assert (of_area(area), to_area(area)) == (of_it, to_it)


def test_every_department_and_region_takes_an_article_except_these():
    without = {
        name
        for part, level in (("departments", Level.DEPARTMENT), ("regions", Level.REGION))
        for name in divisions()[part].values()
        if of_area(Area(level, "99", name)) in (f"de {name}", f"d'{name}")
    }
    assert without == {"Paris", "Mayotte", "La Réunion"}
    assert of_area(FRANCE) == "de la France"


def test_other_languages_have_the_name_alone():
    use_language("en")
    basin = Area(Level.BASIN, "9999", "Le Puy")
    assert (area_name(basin), of_area(basin), to_area(basin)) == ("Basin of Le Puy",) * 3
