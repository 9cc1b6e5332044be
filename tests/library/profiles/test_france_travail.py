"""Offers of the France Travail API: what each key becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from openemploi.errors import FormatError
from openemploi.extraction.model import Contract, RequirementKind, Section
from openemploi.profiles.france_travail import read_france_travail
from openemploi.profiles.france_travail_values import months, pay, weekly_hours
from openemploi.profiles.model import StructuredOffer


def read(value: dict[str, Any]) -> StructuredOffer:
    return read_france_travail(value, name="offre.json", sha256="0")


def test_every_passage_stands_in_the_text(offer: dict[str, Any], passages_hold: Callable[..., int]) -> None:
    assert passages_hold(read(offer)) > 15


def test_text_starts_with_the_title_and_keeps_the_description_as_given(offer: dict[str, Any]) -> None:
    found = read(offer)
    assert found.document.text.startswith("Boulanger / Boulangère (H/F)\n")
    assert offer["description"] in found.document.text
    assert dict(found.terms.evidence)["description"].text == offer["description"]


def test_facts_are_typed(offer: dict[str, Any]) -> None:
    terms = read(offer).terms
    assert (terms.contract, terms.contract_months) == (Contract.FIXED_TERM, 6.0)
    assert terms.pay is not None and terms.hours is not None and terms.place is not None
    assert (terms.pay.low, terms.pay.high, terms.pay.period) == (1802.5, 2100.0, "month")
    assert (terms.hours.weekly, terms.hours.full_time, terms.hours.patterns) == (36.75, True, ("night",))
    assert (terms.place.insee_code, terms.place.postcode) == ("63113", "63000")
    assert terms.experience is not None
    assert (terms.experience.months, terms.experience.kind) == (24, RequirementKind.ESSENTIAL)
    assert (terms.openings, terms.remote, terms.employer) == (2, True, "Fournil des Volcans")
    assert [(d.level, d.field_of_study, d.kind.value) for d in terms.diplomas] == [
        (3, "Boulangerie", "essential"),
        (5, "", "optional"),
    ]
    assert [(x.code, x.kind.value) for x in terms.languages] == [("en", "optional")]
    assert [(x.code, x.gate) for x in terms.licences] == [("driving:B", True)]


def test_stated_skills_keep_their_codes_and_attitudes_are_marked(offer: dict[str, Any]) -> None:
    skills = read(offer).stated_skills
    assert [(s.label, s.code, s.kind.value, s.transversal) for s in skills] == [
        ("Pétrir une pâte", ("ogr", "101234"), "essential", False),
        ("Tenir une caisse", None, "optional", False),
        ("Travailler en équipe", None, "optional", True),
    ]


def test_codes_date_and_link_are_kept(offer: dict[str, Any]) -> None:
    found = read(offer)
    assert found.codes == (("rome", "D1102"), ("naf", "10.71C"), ("formacode", "21538"))
    assert found.published == "2026-02-03T08:00:00.000Z"
    assert found.url == "https://exemple.fr/offres/900ZZZ1"


def test_what_has_no_place_is_listed_by_its_path(offer: dict[str, Any]) -> None:
    offer["cleInconnue"] = {"a": [1, 2]}
    assert read(offer).not_carried == (
        "dateActualisation",
        "entreprise.logo",
        "entreprise.entrepriseAdaptee",
        "qualitesProfessionnelles[0].description",
        "salaire.listeComplements[0].code",
        "deplacementCode",
        "origineOffre.origine",
        "cleInconnue",
    )


def test_the_company_is_a_section_of_its_own(offer: dict[str, Any]) -> None:
    found = read(offer)
    spans = {span.section: found.document.text[span.start : span.end] for span in found.terms.sections}
    assert "Une boulangerie de quartier." in spans[Section.COMPANY]
    assert "Pétrir une pâte" in spans[Section.PROFILE]


def test_pay_of_an_unknown_period_stays_in_the_text_and_is_listed(offer: dict[str, Any]) -> None:
    offer["salaire"] = {"libelle": "Autre de 2100,00 Euros à 2300,00 Euros"}
    found = read(offer)
    assert found.terms.pay is None
    assert "Autre de 2100,00 Euros" in found.document.text
    assert "salaire" in found.not_carried


def test_experience_without_a_duration_is_not_given_one(offer: dict[str, Any]) -> None:
    offer["experienceLibelle"] = "Expérience exigée"
    found = read(offer)
    assert found.terms.experience is None
    assert {"experienceLibelle", "experienceExige"} <= set(found.not_carried)


def test_beginners_are_welcome(offer: dict[str, Any]) -> None:
    offer.update(experienceExige="D", experienceLibelle="Débutant accepté")
    experience = read(offer).terms.experience
    assert experience is not None and experience.months == 0


@pytest.mark.parametrize(
    ("code", "nature", "expected"),
    [
        ("CDI", "Contrat travail", Contract.PERMANENT),
        ("CDI", "Contrat apprentissage", Contract.APPRENTICESHIP),
        ("CDD", "Contrat de professionnalisation", Contract.APPRENTICESHIP),
        ("MIS", "Contrat travail", Contract.TEMPORARY),
        ("SAI", "Contrat travail", Contract.SEASONAL),
        ("FRA", "Emploi non salarié", Contract.SELF_EMPLOYED),
        ("XYZ", "Contrat travail", None),
    ],
)
def test_kind_of_contract(offer: dict[str, Any], code: str, nature: str, expected: Contract | None) -> None:
    offer.update(typeContrat=code, natureContrat=nature)
    found = read(offer)
    assert found.terms.contract is expected
    assert ("typeContrat" in found.not_carried) is (expected is None)


def test_no_diploma_needed_is_not_a_requirement(offer: dict[str, Any]) -> None:
    offer["formations"] = [{"niveauLibelle": "Aucune formation scolaire", "exigence": "S"}]
    found = read(offer)
    assert found.terms.diplomas == ()
    assert "Aucune formation scolaire" in found.document.text


def test_the_short_layout_of_shared_lists_is_read() -> None:
    found = read(
        {
            "id": "1",
            "intitule": "Soudeur (H/F)",
            "description": "Soudure à l'arc",
            "experience": "3 An(s)",
            "lieu": "44 - Nantes",
            "typeContrat": "CDI",
            "secteur": "Métallurgie",
            "truncated": True,
        }
    )
    assert found.terms.experience is not None and found.terms.experience.months == 36
    assert found.terms.place is not None and found.terms.place.label == "44 - Nantes"
    assert len(found.document.notes) == 1
    assert found.not_carried == ()


def test_an_offer_of_nothing_is_refused() -> None:
    with pytest.raises(FormatError) as error:
        read({"intitule": " ", "description": 3})
    assert error.value.code == "offer_empty"


def test_wrong_types_are_listed_and_never_guessed(offer: dict[str, Any]) -> None:
    offer.update(typeContrat=7, nombrePostes="beaucoup", langues="Anglais", entreprise=[1])
    offer["lieuTravail"]["latitude"] = "nord"
    found = read(offer)
    assert found.terms.openings is None
    assert found.terms.place is not None and found.terms.place.latitude is None
    assert {"typeContrat", "nombrePostes", "langues", "entreprise", "lieuTravail.latitude"} <= set(
        found.not_carried
    )


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Horaire de 11,88 Euros à 14,5 Euros", (11.88, 14.5, "hour")),
        ("Mensuel de 1802.0 Euros sur 12.0 mois", (1802.0, 1802.0, "month")),
        ("Annuel de 36 000,00 Euros à 38 000,00 Euros sur 13 mois", (36000.0, 38000.0, "year")),
        ("Annuel de", None),
        ("Autre de 5 Euros", None),
        ("Horaire de 0 Euros", None),
    ],
)
def test_pay_labels(label: str, expected: tuple[float, float, str] | None) -> None:
    assert pay(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("24H30", 24.5),
        ("39 H", 39.0),
        ("Temps partiel - 1H15/semaine", 1.25),
        ("151h/mois", None),
        ("Autre", None),
    ],
)
def test_hours_labels(label: str, expected: float | None) -> None:
    assert weekly_hours(label) == expected


def test_durations() -> None:
    assert [months(label) for label in ("CDD - 18 Mois", "6 Mois", "3 An(s)", "5 Jour(s)", "CDI")] == [
        18.0,
        6.0,
        36.0,
        0.16,
        None,
    ]
