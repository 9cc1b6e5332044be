"""Single entries of CVs: what is the title, the employer and the place. The employers and persons are invented."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_cues import is_place, is_title
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import CvStructure, ExperienceKind


def read(text: str, *, language: str = "fr") -> CvStructure:
    document = Document("cv", "", MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_cv_structure(document, language=language, today=date(2026, 11, 1))


def jobs(text: str, *, heading: str = "Expérience") -> list[tuple[str, str, str]]:
    return [(e.title, e.employer, e.place) for e in read(f"{heading}\n{text}").experiences]


@pytest.mark.parametrize(
    ("line", "title", "employer", "place"),
    [
        # An employer that no word announces stands between a title and a town.
        ("2019-2021 Vendeuse, Zoraya, Lyon", "Vendeuse", "Zoraya", "Lyon"),
        ("2019-2021 Shop Assistant, Bramwells, Exeter", "Shop Assistant", "Bramwells", "Exeter"),
        ("2019-2021 Serveuse, Le Grillon, Saint Denis", "Serveuse", "Le Grillon", "Saint Denis"),
        ("2019-2021 Cook, Silver Ladle, Houston, TX", "Cook", "Silver Ladle", "Houston, TX"),
        ("2019-2021 Vendeuse, Lyon", "Vendeuse", "", "Lyon"),
        ("2019-2021 Vendeuse, caissière, Lyon", "Vendeuse, caissière", "", "Lyon"),
        # Trades that are told by a word or by several.
        (
            "2019-2021 : Femme de chambre, Hôtel du Pont, Gap",
            "Femme de chambre",
            "Hôtel du Pont",
            "Gap",
        ),
        ("2019-2021 : Serrurier, Ets Malvaux, Gap", "Serrurier", "Ets Malvaux", "Gap"),
        # Two titles of one job.
        ("2019-2021 Conducteur PL / SPL, Trévoz, Lille", "Conducteur PL / SPL", "Trévoz", "Lille"),
        ("2019-2021 Maçon - Carreleur, SARL Ravel, Gap", "Maçon - Carreleur", "SARL Ravel", "Gap"),
        ("2019-2021 Vendeuse / Caissière, Zoraya", "Vendeuse / Caissière", "Zoraya", ""),
        ("2019-2021 Serveuse - Le Grillon", "Serveuse", "Le Grillon", ""),
        # Organisations that look like tasks.
        ("2019-2021 Éducatrice – Fondation Malvaux – Lyon", "Éducatrice", "Fondation Malvaux", "Lyon"),
        ("Vendeuse, Zoraya, Lens (6 mois, 2024)", "Vendeuse", "Zoraya", "Lens"),
        # Said as a sentence.
        (
            "Entreprise Ravel & Fils à Gap de 2015 à 2021 comme plombier",
            "plombier",
            "Entreprise Ravel & Fils",
            "Gap",
        ),
        (
            "2019-2021 : Zoraya, Nyons. Opératrice de conditionnement",
            "Opératrice de conditionnement",
            "Zoraya",
            "Nyons",
        ),
        # Work without a trade's name.
        ("2018-2020 plonge au restaurant", "plonge", "restaurant", ""),
        (
            "2018-2020 : taille des oliviers, Domaine Ravel, Nyons",
            "taille des oliviers",
            "Domaine Ravel",
            "Nyons",
        ),
    ],
)
def test_title_employer_and_place_of_one_line(line: str, title: str, employer: str, place: str) -> None:
    assert jobs(line) == [(title, employer, place)]


@pytest.mark.parametrize(
    "gap",
    [
        "Depuis 2024 : sans emploi, formation en cours",
        "2021-2022 : arrêt maladie",
        "2020-2021 : recherche d'emploi",
        "2020-2021 : career break",
        "2020-2021 : 구직 활동",
    ],
)
def test_a_gap_between_two_jobs_is_no_job(gap: str) -> None:
    assert [title for title, _employer, _place in jobs(f"{gap}\n2015-2019 : Vendeuse, Zoraya, Lyon")] == [
        "Vendeuse"
    ]


def test_licences_with_a_year_are_no_job() -> None:
    said = "CACES R482 A et F, AIPR opérateur, recyclage FCO 2023"

    assert [title for title, _employer, _place in jobs(f"2015-2019 : Maçon, SARL Ravel, Gap\n{said}")] == [
        "Maçon"
    ]


def test_who_helps_others_find_work_has_a_job() -> None:
    assert jobs("2020-2021 : Conseillère en recherche d'emploi, Mission locale, Gap")


@pytest.mark.parametrize(
    ("line", "title", "employer"),
    [
        ("2019.01 ~ 2021.12 가온상사 경리", "경리", "가온상사"),
        ("2019.01 ~ 2021.12 다솜물류  지게차 운전원", "지게차 운전원", "다솜물류"),
        ("2019.01 ~ 2021.12 주방 보조", "주방 보조", ""),
        ("2018.07 ~ 2020.12 마루마트 동래점 판매사원", "판매사원", "마루마트 동래점"),
    ],
)
def test_a_korean_line_says_when_where_and_as_what(line: str, title: str, employer: str) -> None:
    assert [(e.title, e.employer) for e in read(f"경력\n{line}", language="ko").experiences] == [
        (title, employer)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "2018-2020 le magasin a doublé ses ventes.",
        "en 2019 j'ai suivi une formation",
        "- 2018-2020 suivi des stocks",
    ],
)
def test_a_date_that_opens_a_sentence_opens_no_job(sentence: str) -> None:
    assert jobs(f"2015-2021 Vendeuse, Zoraya, Lyon\n{sentence}") == [("Vendeuse", "Zoraya", "Lyon")]


def test_a_title_above_the_employer_belongs_to_the_job_though_the_first_job_has_one_line() -> None:
    text = """Vendeuse, Zoraya, Tours
2021 – présent
Accueil
Hôtesse de caisse
Primalis - Gap
2019 – 2021
Encaissement
Serveuse
Le Grillon, Tours
2017 - 2019"""
    assert jobs(text) == [
        ("Vendeuse", "Zoraya", "Tours"),
        ("Hôtesse de caisse", "Primalis", "Gap"),
        ("Serveuse", "Le Grillon", "Tours"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("2019-2021 Préparateur de commandes, Apprentis du Midi", ExperienceKind.JOB),
        ("2019-2021 Éducatrice, Fondation Apprentis d'Ambleteuse", ExperienceKind.JOB),
        ("2019-2021 Apprentie cuisinière, Le Grillon", ExperienceKind.APPRENTICESHIP),
        ("2019-2021 Cuisinier (apprentissage), Le Grillon", ExperienceKind.APPRENTICESHIP),
    ],
)
def test_the_kind_is_told_by_the_title_and_not_by_the_employer(line: str, kind: ExperienceKind) -> None:
    assert [e.kind for e in read(f"Expérience\n{line}").experiences] == [kind]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Serrurier", "Serrurière"),
        ("Charcutier", "Charcutière"),
        ("Homme de ménage", "Femme de ménage"),
        ("Second de cuisine", "Seconde de cuisine"),
        ("Commerçant", "Commerçante"),
        ("Tuteur", "Tutrice"),
        ("Policeman", "Policewoman"),
    ],
)
def test_a_trade_is_known_in_both_genders(here: str, there: str) -> None:
    assert is_title(here) and is_title(there)


@pytest.mark.parametrize(
    "text", ["Intérimaire", "Garde d'enfants", "IDE", "Head Gardener", "Midwife Band 6", "간병인", "생산직"]
)
def test_names_of_trades(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text", ["Le Forgeron", "Au Vigneron", "Gardener Street Kitchen", "한국도로공사", "중앙공원", "Classeur"]
)
def test_a_name_that_holds_a_trade_is_no_title(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "St Etienne",
        "Aix en Provence",
        "Villeneuve d'Ascq",
        "Clermont-Fd",
        "Bristol BS6",
        "Corbas",
        "Foix",
        "Lyon",
    ],
)
def test_a_town_is_known_however_it_is_spelt(text: str) -> None:
    assert is_place(text)


@pytest.mark.parametrize(
    "text", ["Fontaine Service", "Vendanges", "Plonge", "Accueil", "foix gras", "Zoraya"]
)
def test_what_is_no_town(text: str) -> None:
    assert not is_place(text)


_TWO_JOBS = """2019-2021 : Vendeuse, Zoraya, Lyon
2016-2019 : Caissière, Primalis, Gap"""


@pytest.mark.parametrize(
    "label",
    [
        "HABILITATIONS : B2V, BR – Permis B",
        "Langues : anglais courant",
        "CACES : R489 catégorie 3",
        "Informatique : tableur, messagerie",
        "Loisirs : vélo",
    ],
)
def test_a_one_line_label_above_jobs_without_a_heading_takes_none_of_them(label: str) -> None:
    cv = read(f"Ana Malvaux\nVendeuse\n\n{label}\n\n{_TWO_JOBS}")
    assert [e.title for e in cv.experiences] == ["Vendeuse", "Caissière"]
    assert not [e.title for e in cv.education if "Vendeuse" in e.title or "Caissière" in e.title]


def test_a_one_line_label_below_jobs_without_a_heading_hides_none_of_them() -> None:
    cv = read(f"Ana Malvaux\nVendeuse\n\n{_TWO_JOBS}\n\nBénévolat : trésorière du club de boules (2008-2016)")
    assert [(e.title, e.kind) for e in cv.experiences if e.title in ("Vendeuse", "Caissière")] == [
        ("Vendeuse", ExperienceKind.JOB),
        ("Caissière", ExperienceKind.JOB),
    ]
    assert [e.kind for e in cv.experiences if "trésorière" in e.passage.text] == [ExperienceKind.VOLUNTEERING]


def test_dated_diplomas_under_a_label_stay_diplomas() -> None:
    cv = read("Ana Malvaux\nHabilitations : B2V\n2016-2018 BTS Électrotechnique, lycée Ravel")
    assert not cv.experiences and "BTS Électrotechnique" in [e.title for e in cv.education]


def test_jobs_under_a_heading_stay_there_below_a_label() -> None:
    cv = read(f"Ana Malvaux\nLangues : anglais courant\n2004-2008 membre du club\nExpérience\n{_TWO_JOBS}")
    assert [e.title for e in cv.experiences] == ["Vendeuse", "Caissière"]
