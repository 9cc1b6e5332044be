"""Names that people type where a few occupations and communes are known: found, asked back, or left as typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openemploi.datasets.store import Store
from tests.library.labourmarket import small_market as market

Text = Callable[[Any], str]


@pytest.fixture(scope="session")
def _market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mobility-market")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    market.put_rome(store, folder)
    market.put_tension(store, folder)
    return folder / "datasets"


@pytest.fixture(autouse=True)
def _served(_market: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.observatory import selectors

    monkeypatch.setattr(selectors, "store", lambda: Store.open(_market))


@pytest.fixture
def crepier(browser: Client) -> Client:
    """Somebody whose words name an occupation and two places that are known here."""
    browser.post(reverse("mobility:start"), {"words": "Je suis crêpier à Tilleuls, je veux vivre à Colzas."})
    return browser


def test_what_was_read_stands_in_its_field_with_its_passage(crepier: Client, page: Text):
    read = page(crepier.get(reverse("mobility:read")))

    assert 'value="Crêpier / Crêpière"' in read
    assert 'value="Tilleuls"' in read
    assert 'value="Colzas"' in read
    assert "<q>Colzas</q>" in read


def test_a_corrected_name_has_no_passage_any_more(crepier: Client, page: Text):
    crepier.post(reverse("mobility:read"), {"occupation": "Crêpier / Crêpière", "place_1": "Tilleuls"})

    read = page(crepier.get(reverse("mobility:read")))
    assert "<q>Colzas</q>" not in read
    assert 'value="Tilleuls"' in read


def test_a_name_that_is_not_known_is_asked_again_and_can_be_left_out(crepier: Client, page: Text):
    asked = crepier.post(reverse("mobility:read"), {"place_1": "Nullepart-les-Oies"})
    text = asked.content.decode()

    assert asked.status_code == 422
    assert "Nothing here is called “Nullepart-les-Oies”" in text
    assert "Go on without it" in text
    left = crepier.post(reverse("mobility:read"), {"place_1": "Nullepart-les-Oies", "place_1_choice": "none"})
    assert left.url == reverse("mobility:beliefs")


def test_the_facts_come_with_their_source_and_the_idea_beside_them(crepier: Client, page: Text):
    crepier.post(reverse("mobility:beliefs"), {"offers": "500"})

    facts = page(crepier.get(reverse("mobility:diagnosis")))
    assert "Crêpier / Crêpière" in facts
    assert "more than is observed" in facts
    assert "Source:" in facts


def test_the_places_named_and_lived_in_are_compared(crepier: Client, page: Text):
    areas = page(crepier.get(reverse("mobility:areas")))

    assert 'data-place="Colzas"' in areas
    assert "Where you live today." in areas


def test_weights_out_of_range_change_nothing(crepier: Client, page: Text):
    usual = page(crepier.get(reverse("mobility:areas")))
    names = [part.split('"')[0] for part in usual.split('type="range" name="')[1:]] or ["offers"]

    wrong = crepier.get(reverse("mobility:areas"), {names[0]: "99"})
    assert wrong.status_code == 200


def test_the_paper_of_a_known_market_has_two_pages(crepier: Client):
    import pypdfium2

    crepier.post(reverse("mobility:read"), {
        "occupation": "Crêpier / Crêpière", "here": "Tilleuls", "place_1": "Colzas", "place_2": "Paris",
        "has_partner": "yes", "partner": "Crêpier / Crêpière", "has_children": "yes", "children": "3, 6, 9",
        "rent": "700", "pay_needed": "1900", "deadline": "6",
    })  # fmt: skip
    paper = pypdfium2.PdfDocument(crepier.get(reverse("mobility:pdf")).content)

    assert len(paper) == 2


def test_of_a_name_that_means_more_than_ten_the_first_ten_are_offered_with_their_department(
    crepier: Client, page: Text, monkeypatch: pytest.MonkeyPatch
):
    from openemploi.labourmarket.model import Area, Level
    from openemploi_web.mobility import naming

    towns = tuple(Area(Level.COMMUNE, "04901", f"Villeneuve {n}") for n in range(13))
    monkeypatch.setattr(naming, "places_called", lambda _text, _look_up: towns)

    asked = crepier.post(reverse("mobility:read"), {"place_1": "Villeneuve"}).content.decode()

    assert "Villeneuve 9 (Alpes-de-Haute-Provence)" in asked
    assert "Villeneuve 10" not in asked
    assert "write its whole name or its postcode" in asked


def test_a_commune_that_only_ends_as_what_was_typed_is_not_taken_for_it(crepier: Client):
    asked = crepier.post(reverse("mobility:read"), {"place_1": "le Orpins-en-Rien"})

    assert asked.status_code == 422
