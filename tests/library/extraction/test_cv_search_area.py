"""Where, with which contract and for which hours somebody looks for work."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import Contract, CvStructure


def read(text: str) -> CvStructure:
    text = f"Ana Diaz\n5 rue Haute, 13001 Marseille\n{text}\nEXPÉRIENCE\n2019-2021 Vendeuse, Zara, Lyon (CDD)"
    document = Document("cv", "", MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_cv_structure(document, language="fr", today=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Mobilité : Digne et 30 km autour", [("Digne", 30.0)]),
        ("Recherche un emploi sur Manosque", [("Manosque", None)]),
        ("Je recherche un poste à temps plein à Gap ou Briançon", [("Gap", None), ("Briançon", None)]),
        ("Mobile sur toute la région PACA", [("PACA", None)]),
        ("Secteur de Gap, rayon de 20 km", [("Gap", 20.0)]),
        ("Rayon de 20 km", [("", 20.0)]),
        ("20 km autour de Sisteron", [("Sisteron", 20.0)]),
        ("Willing to relocate to Lyon", [("Lyon", None)]),
        ("Mobilité nationale", [("nationale", None)]),
        ("Mobilité : permis B, véhicule", []),
        ("Mobilité : Manosque et 30 km", [("Manosque", 30.0)]),
        ("Mobilité : Briançon", [("Briançon", None)]),
        ("Secteur Digne / Sisteron", [("Digne", None), ("Sisteron", None)]),
        ("Je peux travailler à Digne ou Sisteron", [("Digne", None), ("Sisteron", None)]),
        ("Autour de Brignoles, 40 km.", [("Brignoles", 40.0)]),
        ("Je recherche un poste de jour : Gap, Embrun.", [("Gap", None), ("Embrun", None)]),
        ("Je recherche un poste : Vendeuse, Caissière", []),
        ("니스와 앙티브에서 일하고 싶습니다.", [("니스", None), ("앙티브", None)]),
        ("좋은 회사에서 일하고 싶습니다.", []),
        ("Vendeuse", []),
    ],
)
def test_only_what_is_said_is_a_search_area(text: str, areas: list[tuple[str, float | None]]) -> None:
    found = read(text).search_areas
    assert [(a.place, a.radius_km) for a in found] == areas
    assert all("Marseille" not in a.place for a in found)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("\nMobilité\nToulon, La Seyne, 40 km autour\n", [("Toulon", 40.0), ("La Seyne", 40.0)]),
        ("\nRecherche\nCastellane et 35 km. CDD accepté.\n", [("Castellane", 35.0)]),
        (
            "\nMobilité\nPas de permis. Bus et scooter 50. Hyères, La Crau.\n",
            [("Hyères", None), ("La Crau", None)],
        ),
        ("\nRecherche\nVendeuse\n", []),
        ("\nMobilité\nVéhicule, Permis B\n", []),
        ("\nLoisirs\nMarathon de Paris, 42 km\n", []),
    ],
)
def test_towns_alone_are_a_search_area_under_a_heading_that_says_so(
    text: str, areas: list[tuple[str, float | None]]
) -> None:
    assert [(a.place, a.radius_km) for a in read(text).search_areas] == areas


@pytest.mark.parametrize(
    ("text", "contracts"),
    [
        ("Recherche CDI", [Contract.PERMANENT]),
        ("Disponible en intérim ou CDD", [Contract.FIXED_TERM, Contract.TEMPORARY]),
        ("Je recherche une alternance", [Contract.APPRENTICESHIP]),
        ("Recherche CDI, pas d'intérim", [Contract.PERMANENT]),
        ("Vendeuse", []),
    ],
)
def test_contracts_wished_for_are_not_those_held(text: str, contracts: list[Contract]) -> None:
    assert list(read(text).contracts) == contracts


def test_hours() -> None:
    hours = read("Recherche temps partiel, 24h par semaine, travail de nuit accepté").hours
    assert hours is not None
    assert (hours.weekly, hours.full_time, hours.patterns) == (24.0, False, ("night",))
    assert read("Vendeuse").hours is None
