"""Invented records in the layouts that the profiles read; nobody in them exists."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openemploi.extraction.model import Passage
from openemploi.profiles.model import StructuredCv, StructuredOffer

SHARED = Path(__file__).parents[4] / "shared"

FRANCE_TRAVAIL: dict[str, Any] = {
    "id": "900ZZZ1",
    "intitule": "Boulanger / Boulangère (H/F)",
    "description": "Vous pétrissez, façonnez et enfournez.\nVous tenez le poste de nuit.\n\nFormation sur place.",
    "dateCreation": "2026-02-03T08:00:00.000Z",
    "dateActualisation": "2026-02-04T08:00:00.000Z",
    "lieuTravail": {
        "libelle": "63 - CLERMONT FERRAND",
        "latitude": 45.78,
        "longitude": 3.08,
        "codePostal": "63000",
        "commune": "63113",
    },
    "romeCode": "D1102",
    "romeLibelle": "Boulanger / Boulangère",
    "appellationlibelle": "Ouvrier boulanger / Ouvrière boulangère",
    "entreprise": {
        "nom": "Fournil des Volcans",
        "description": "Une boulangerie de quartier.",
        "logo": "https://exemple.fr/logo.png",
        "entrepriseAdaptee": False,
    },
    "typeContrat": "CDD",
    "typeContratLibelle": "Contrat à durée déterminée - 6 Mois",
    "natureContrat": "Contrat travail",
    "experienceExige": "E",
    "experienceLibelle": "2 An(s)",
    "formations": [
        {
            "codeFormation": "21538",
            "domaineLibelle": "Boulangerie",
            "niveauLibelle": "CAP, BEP et équivalents",
            "exigence": "E",
        },
        {"niveauLibelle": "Bac+2 ou équivalents", "exigence": "S"},
    ],
    "langues": [{"libelle": "Anglais", "exigence": "S"}],
    "permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}],
    "competences": [
        {"code": "101234", "libelle": "Pétrir une pâte", "exigence": "E"},
        {"libelle": "Tenir une caisse", "exigence": "S"},
    ],
    "qualitesProfessionnelles": [
        {"libelle": "Travailler en équipe", "description": "Capacité à travailler avec les autres."}
    ],
    "salaire": {
        "libelle": "Mensuel de 1802,50 Euros à 2100 Euros sur 12 mois",
        "commentaire": "Selon profil",
        "complement1": "Mutuelle",
        "listeComplements": [{"code": "7", "libelle": "Mutuelle"}],
    },
    "dureeTravailLibelle": "36H45/semaine\nTravail de nuit",
    "dureeTravailLibelleConverti": "Temps plein",
    "contexteTravail": {
        "horaires": ["36H45/semaine\nTravail de nuit"],
        "conditionsExercice": ["Possibilité de télétravail"],
    },
    "alternance": False,
    "nombrePostes": 2,
    "accessibleTH": True,
    "deplacementCode": "1",
    "deplacementLibelle": "Jamais",
    "codeNAF": "10.71C",
    "origineOffre": {"origine": "1", "urlOrigine": "https://exemple.fr/offres/900ZZZ1"},
}

SCHEMA_ORG: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "identifier": {"@type": "PropertyValue", "name": "Fournil", "value": "F-12"},
    "title": "Baker",
    "description": "<p>You knead &amp; shape the dough.</p><ul><li>Early shifts</li><li>Small team</li></ul>",
    "datePosted": "2026-02-03",
    "validThrough": "2026-04-01",
    "employmentType": ["FULL_TIME", "TEMPORARY"],
    "hiringOrganization": {
        "@type": "Organization",
        "name": "Old Mill Bakery",
        "logo": "https://example.org/l.png",
    },
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Leeds",
            "postalCode": "LS1 1AA",
            "addressCountry": "GB",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 53.8, "longitude": "-1.55"},
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "minValue": 12.5, "maxValue": 14, "unitText": "HOUR"},
    },
    "workHours": "37h30 a week",
    "totalJobOpenings": "3",
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24},
    "educationRequirements": {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": "high school",
    },
    "skills": "dough kneading, oven work; stock control",
    "occupationalCategory": "51-3011.00 Bakers",
    "directApply": True,
}

JSON_RESUME: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Ada Merle",
        "label": "Warehouse team leader",
        "email": "ada@example.org",
        "phone": "+33 6 00 00 00 00",
        "url": "https://ada.example.org",
        "image": "https://ada.example.org/me.png",
        "summary": "Ten years in warehouses and on the road.",
        "location": {"address": "1 Long Street", "city": "Lille", "postalCode": "59000", "countryCode": "FR"},
        "profiles": [{"network": "Code", "username": "ada", "url": "https://code.example.org/ada"}],
    },
    "work": [
        {
            "name": "Parcels & Co",
            "position": "Team leader",
            "location": "Lille",
            "startDate": "2020-03-01",
            "summary": "Leads eight order pickers.",
            "highlights": ["Cut errors by half"],
        },
        {"name": "Boxes Ltd", "position": "Order picker", "startDate": "2016-01", "endDate": "2018-12"},
    ],
    "volunteer": [
        {"organization": "Food bank", "position": "Driver", "startDate": "2015", "endDate": "2017"}
    ],
    "education": [
        {
            "institution": "Lycée du Nord",
            "area": "Logistics",
            "studyType": "Diploma",
            "startDate": "2012",
            "endDate": "2014",
            "score": "14/20",
            "courses": ["Stock control"],
        }
    ],
    "skills": [
        {"name": "Forklift driving", "level": "Advanced", "keywords": ["Reach truck", "Counterbalance"]},
        {"name": "Spreadsheets", "level": "wizard"},
    ],
    "languages": [
        {"language": "French", "fluency": "Native speaker"},
        {"language": "English", "fluency": "B2"},
        {"language": "Quenya", "fluency": "poetic"},
    ],
    "meta": {"version": "v1.0.0"},
}

PASSPORT: dict[str, Any] = {
    "SkillsPassport": {
        "Locale": "fr",
        "DocumentInfo": {"DocumentType": "ECV", "XSDVersion": "V3.4"},
        "LearnerInfo": {
            "Identification": {
                "PersonName": {"FirstName": "Ida", "Surname": "Roux"},
                "ContactInfo": {
                    "Email": {"Contact": "ida@example.org"},
                    "Telephone": [{"Contact": "+33 6 11 11 11 11", "Use": {"Code": "mobile"}}],
                    "Address": {"Contact": {"AddressLine": "2 rue Haute", "Municipality": "Brest"}},
                },
                "Demographics": {
                    "Birthdate": {"Year": 1990, "Month": 5, "Day": 17},
                    "Gender": {"Code": "F", "Label": "Féminin"},
                },
                "Photo": {"MimeType": "image/png", "Data": "AAAA"},
            },
            "Headline": {"Type": {"Code": "job_applied_for"}, "Description": {"Label": "Aide-soignante"}},
            "WorkExperience": [
                {
                    "Period": {
                        "From": {"Year": 2019, "Month": 4},
                        "To": {"Year": 2022, "Month": 3},
                        "Current": False,
                    },
                    "Position": {"Label": "Aide-soignante"},
                    "Activities": "<p>Soins de nuit</p><ul><li>Toilettes</li></ul>",
                    "Employer": {
                        "Name": "Résidence des Pins",
                        "ContactInfo": {"Address": {"Contact": {"Municipality": "Brest"}}},
                    },
                }
            ],
            "Education": [
                {
                    "Period": {"From": {"Year": 2017}, "To": {"Year": 2018}},
                    "Title": "Diplôme d'État d'aide-soignant",
                    "Organisation": {"Name": "Institut de Brest"},
                    "Level": {"Code": "4", "Label": "CEC niveau 4"},
                }
            ],
            "Achievement": [{"Title": {"Label": "Loisirs"}, "Description": "Chorale"}],
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Code": "fr", "Label": "français"}}],
                    "ForeignLanguage": [
                        {
                            "Description": {"Code": "en", "Label": "anglais"},
                            "ProficiencyLevel": {
                                "Listening": "B2",
                                "SpokenInteraction": "A2",
                                "Writing": "B1",
                            },
                        },
                        {"Description": {"Label": "dothraki"}},
                    ],
                },
                "JobRelated": {"Description": "Aide à la toilette"},
                "Driving": {"Description": ["B"]},
            },
        },
    }
}


@pytest.fixture
def offer() -> dict[str, Any]:
    return copy.deepcopy(FRANCE_TRAVAIL)


@pytest.fixture
def posting() -> dict[str, Any]:
    return copy.deepcopy(SCHEMA_ORG)


@pytest.fixture
def resume() -> dict[str, Any]:
    return copy.deepcopy(JSON_RESUME)


@pytest.fixture
def passport() -> dict[str, Any]:
    return copy.deepcopy(PASSPORT)


@pytest.fixture(scope="session")
def records() -> dict[str, dict[str, Any]]:
    """One record of each JSON format; not to be changed."""
    return {"offer": FRANCE_TRAVAIL, "posting": SCHEMA_ORG, "resume": JSON_RESUME, "passport": PASSPORT}


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of real data is not beside this checkout")
    return SHARED


@pytest.fixture
def passages_hold() -> Callable[[StructuredOffer | StructuredCv], int]:
    """Checks that every passage of a record is what its document says there, and counts them."""

    def check(record: StructuredOffer | StructuredCv) -> int:
        found = list(_passages(record))
        for passage in found:
            assert record.document.text[passage.start : passage.end] == passage.text
        for block in record.document.blocks:
            assert 0 <= block.start <= block.end <= len(record.document.text)
        return len(found)

    return check


@pytest.fixture
def bare() -> Callable[[object], object]:
    """A record without passages, sections and document: what two readings must have in common."""
    return _bare


def _passages(value: object) -> Iterator[Passage]:
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _passages(inner)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _passages(getattr(value, field.name))


def _bare(value: object) -> object:
    if isinstance(value, Passage):
        return "passage"
    if isinstance(value, tuple):
        return tuple(_bare(inner) for inner in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _bare(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in ("evidence", "sections", "document", "passage")
        }
    return value
