"""Licences: which categories, held or denied, and which permits are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.licences import find_licences


def codes(text: str) -> list[str]:
    return [m.code for m in find_licences(text)]


def test_a_denied_licence_keeps_the_denial_in_its_passage() -> None:
    text = "5 ans de caisse, notions d'anglais, pas de permis B"
    (licence,) = find_licences(text)
    assert (licence.code, licence.negated) == ("driving:B", True)
    assert text[licence.start : licence.end] == "pas de permis B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("permis B et C", ["driving:B", "driving:C"]),
        ("Permis A, B", ["driving:A", "driving:B"]),
        ("permis de conduire", ["driving:B"]),
        ("titulaire du permis", ["driving:B"]),
        ("permis poids lourd", ["driving:C"]),
        ("permis super lourd", ["driving:CE"]),
        ("permis C + E", ["driving:CE"]),
        ("permis D transport en commun", ["driving:D"]),
        ("full driving licence", ["driving:B"]),
        ("Category C driving licence", ["driving:C"]),
        ("운전면허 소지자", ["driving:B"]),
        ("CACES 1, 3 et 5", ["caces:R489-1", "caces:R489-3", "caces:R489-5"]),
        ("CACES R489 cat. 3", ["caces:R489-3"]),
        ("R389 cat 3", ["caces:R389-3"]),
        ("CACES R482 A, B1 et C1", ["caces:R482-A", "caces:R482-B1", "caces:R482-C1"]),
        ("CACES nacelle", ["caces:R486"]),
        ("CACES 5 ans d'expérience", ["caces"]),
        ("habilitation électrique BR", ["electrical:BR"]),
        ("habilitations électriques B0/H0/BS", ["electrical:B0", "electrical:H0", "electrical:BS"]),
        ("SST, PSC1 et AFGSU niveau 2", ["first-aid:SST", "first-aid:PSC1", "first-aid:AFGSU2"]),
        ("SSIAP 1", ["security:SSIAP1"]),
        ("FIMO/FCO à jour", ["transport:FIMO", "transport:FCO"]),
        ("FIMO voyageurs", ["transport:FIMO-passengers"]),
        ("Certiphyto", ["pesticides:certiphyto"]),
        ("permis d'exploitation", ["alcohol:operating-permit"]),
        ("Permis B, véhicule", ["driving:B", "vehicle"]),
        ("Permis B et une voiture", ["driving:B", "vehicle"]),
        ("Permis B et voiture de service", ["driving:B"]),
        ("Permis B exigé, BE apprécié", ["driving:B", "driving:BE"]),
        ("Permis B exigé, ce contrat", ["driving:B"]),
        ("Full UK licence (B, BE)", ["driving:B", "driving:BE"]),
        ("1종 보통 면허", ["driving:B"]),
        ("1종 대형 면허", ["driving:C"]),
        ("CACES 5 et nacelle", ["caces:R489-5", "caces:R486"]),
        ("CACES 3 + pont roulant", ["caces:R489-3", "caces:R484"]),
        ("식품기사, 지게차운전기능사", ["forklift"]),
        ("IPAF 3a, forklift licence", ["platform:IPAF", "forklift"]),
    ],
)
def test_a_licence_has_a_stable_code(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "permis de construire",
        "permis de séjour",
        "ce stage m'a permis à 20 ans de",
        "Permis à jour",
        "PERMIS DE FEU",
        "full premises licence",
        "voiture de collection",
    ],
)
def test_other_permits_are_no_licence(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("sans permis", True),
        ("non titulaire du permis B", True),
        ("Non véhiculée", True),
        ("Non véhiculé", True),
        ("Véhiculée", False),
        ("no driving licence", True),
        ("permis B en cours d'obtention", True),
        ("permis B non exigé", True),
        ("permis B en cours de validité", False),
        ("permis B obligatoire", False),
        ("No French driving licence", True),
        ("Permis B : code obtenu, conduite en cours", True),
        ("SST 2022 (à recycler)", True),
        ("CACES 3 à renouveler", True),
        ("CACES R489 3 à renouveler en 2028", False),
        ("permis CE, périmé depuis mars", True),
    ],
)
def test_what_is_not_held_or_not_asked_is_negated(text: str, negated: bool) -> None:
    assert [m.negated for m in find_licences(text)] == [negated]


def test_a_title_that_has_run_out_is_not_held_and_one_that_will_run_out_is() -> None:
    text = "Chauffeur. ADR de base (matières dangereuses) - {} en 2023"
    assert [m.negated for m in find_licences(text.format("expiré"))] == [True]
    assert [m.negated for m in find_licences(text.format("expire"))] == [False]


def test_one_category_of_several_may_have_lapsed() -> None:
    found = find_licences("PERMIS\nB ET C (C A REPASSER, VISITE MEDICALE DEPASSEE)")
    assert [(m.code, m.negated) for m in found] == [("driving:B", False), ("driving:C", True)]


def test_a_licence_is_named_in_three_languages() -> None:
    assert licence_name("electrical:BR", "fr") == "habilitation électrique BR"
    assert licence_name("driving:CE", "ko") == "운전면허 CE"
    assert licence_name("unheard:of", "en") == "unheard:of"


@given(st.text(alphabet=st.sampled_from("permisPERMIS caces BCDE+()123,'/-\n.R489운전면허é")))
def test_any_text_is_read_and_spans_stay_inside(text: str) -> None:
    for mention in find_licences(text):
        assert 0 <= mention.start < mention.end <= len(text)
