"""French CVs of many layouts, read whole. The persons and most employers are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import CvStructure, ExperienceKind, YearMonth

_TEXTS = Path(__file__).parent / "cv_texts"


def read(name: str) -> CvStructure:
    text = (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    document = Document(name, "", MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_cv_structure(document, language="fr", today=date(2026, 11, 1))


def jobs(cv: CvStructure) -> list[tuple[str, str, str]]:
    return [(e.title, e.employer, e.place) for e in cv.experiences]


def studies(cv: CvStructure) -> list[tuple[str, str]]:
    return [(e.title, e.school) for e in cv.education]


def test_date_then_title_then_employer_on_one_line() -> None:
    cv = read("caissiere")
    assert jobs(cv) == [
        ("Hôtesse de caisse", "Carrefour Market", "Digne-les-Bains"),
        ("Employée libre-service", "Intermarché", "Sisteron (04)"),
        ("Saisonnière en camping", "Camping du Verdon", "Castellane"),
    ]
    first = cv.experiences[0]
    assert (first.start, first.end, first.months) == (YearMonth(2019), YearMonth(2023), 48)
    assert "Tenue du stand" in first.passage.text and "Intermarché" not in first.passage.text
    assert [(e.title, e.level, e.obtained) for e in cv.education] == [
        ("Baccalauréat professionnel Commerce", 4, None),
        ("BEP Vente", 3, False),
    ]


def test_italian_cooking_as_a_hobby_is_not_a_language_but_italian_spoken_is() -> None:
    cv = read("caissiere")
    assert [(c.code, c.level) for c in cv.languages] == [("en", "A2"), ("it", "C1")]
    assert len(cv.languages[1].evidence) == 1


def test_date_on_its_own_line_above_the_title() -> None:
    cv = read("agent-de-securite")
    assert jobs(cv) == [
        ("Agent de sécurité", "Securitas", "Marseille"),
        ("Cariste", "entrepôt XPO Logistics", "Vitrolles"),
    ]
    assert [e.months for e in cv.experiences] == [52, 42]
    assert [e.obtained for e in cv.education] == [None, None, False]


def test_title_employer_and_date_on_three_lines() -> None:
    cv = read("cuisinier")
    assert jobs(cv) == [
        ("Chef de partie", "Hôtel Le Clos", "Gap"),
        ("Commis de cuisine", "Restaurant Le Tourton des Alpes", "Gap"),
        ("Apprenti cuisinier", "Auberge du Lac", "Savines-le-Lac"),
    ]
    assert cv.experiences[0].current and cv.experiences[0].end is None
    assert cv.experiences[2].kind is ExperienceKind.APPRENTICESHIP
    assert cv.headline is not None and cv.headline.text == "Cuisinier"
    assert studies(cv) == [("CAP Cuisine", "CFA Régional des Métiers de Gap")]


def test_no_dates_at_all_and_work_that_nobody_paid() -> None:
    cv = read("sans-dates")
    assert [(e.title, e.employer, e.kind.value, e.months) for e in cv.experiences] == [
        ("Aide à domicile", "ADMR Manosque", "job", 36),
        ("Auxiliaire de vie auprès de ma mère, aidante familiale", "", "unpaid", 24),
        ("Agent d'entretien", "école Saint-Charles de Manosque", "job", None),
        ("Bénévole", "Restos du Coeur", "volunteering", None),
    ]
    assert all(e.start is None and e.end is None for e in cv.experiences)
    first = cv.education[0]
    assert (first.title, first.level, first.obtained) == ("DEAES", 3, False)


def test_headings_in_spaced_letters_and_dates_flush_right() -> None:
    cv = read("developpeur")
    assert [(e.title, e.employer, e.kind.value) for e in cv.experiences] == [
        ("Développeur full stack", "Société Générale", "job"),
        ("Développeur PHP", "Agence Webatlas", "apprenticeship"),
        ("Stage développeur", "Mairie de Villeurbanne", "internship"),
    ]
    assert studies(cv) == [
        ("Master informatique", "Université Claude Bernard Lyon 1"),
        ("Licence informatique", "Université de Bourgogne"),
    ]


def test_no_heading_at_all() -> None:
    cv = read("sans-titres")
    assert [(e.title, e.employer) for e in cv.experiences] == [
        ("Secrétaire médicale", "Cabinet du Dr Roux"),
        ("Assistante administrative", "Mairie de Chorges"),
        ("Congé parental", ""),
    ]
    assert cv.experiences[2].kind is ExperienceKind.UNPAID
    assert studies(cv) == [("BTS Assistant de manager", "Lycée Dominique Villars")]
    assert cv.contact.name is not None and cv.contact.name.text == "Marie Boulanger"


def test_rows_of_a_table() -> None:
    cv = read("lignes-tabulees")
    assert jobs(cv) == [
        ("Réceptionniste", "Hôtel Ibis", "Gap"),
        ("Femme de chambre", "Hôtel Mercure", "Digne"),
        ("Stagiaire réception", "Office de tourisme de Serre-Ponçon", ""),
        ("Trésorière", "Association Les Mains Vertes", ""),
    ]
    assert [e.kind.value for e in cv.experiences] == ["job", "job", "internship", "volunteering"]
    assert cv.experiences[2].months == 6


def test_bulleted_entries_self_employment_and_a_denied_language() -> None:
    cv = read("chauffeur-livreur")
    assert [(e.title, e.kind.value) for e in cv.experiences] == [
        ("Chauffeur-livreur VL", "job"),
        ("Auto-entrepreneur", "self_employed"),
        ("Maçon", "job"),
    ]
    assert [(c.code, c.negated) for c in cv.languages] == [("en", True)]
    assert {"driving:B", "driving:C", "driving:CE"} <= {c.code for c in cv.licences}


def test_a_student_with_a_licence_that_is_a_diploma() -> None:
    cv = read("etudiante")
    assert [(e.title, e.school, e.obtained) for e in cv.education] == [
        ("Licence 2 Droit", "Université d'Aix-Marseille", False),
        ("Baccalauréat général", "Lycée Vauvenargues", None),
    ]
    assert cv.experiences[0].title == "Équipière polyvalente"
    assert not any("3 à 8 ans" in p.text for p in cv.contact.protected)


def test_one_heading_for_jobs_and_diplomas() -> None:
    cv = read("emplois-et-formations-melees")
    assert [e.title for e in cv.experiences] == ["Technicien de maintenance", "Électromécanicien"]
    assert cv.experiences[0].employer.startswith("SANOFI CHIMIE")
    assert studies(cv) == [("BTS Maintenance des systèmes", "Lycée Pierre-Gilles de Gennes")]


def test_skills_first_and_experience_as_a_list() -> None:
    cv = read("competences-dabord")
    assert [(e.title, e.employer) for e in cv.experiences] == [
        ("Vendeuse en prêt-à-porter", "boutique Camaïeu"),
        ("Animatrice périscolaire", "commune d'Oraison"),
        ("Éducation de mes enfants", ""),
    ]
    assert cv.experiences[2].months == 60


def test_capitals_without_accents() -> None:
    cv = read("majuscules")
    assert cv.contact.name is not None and cv.contact.name.text == "DUBOIS CHANTAL"
    assert [(e.title, e.employer) for e in cv.experiences] == [
        ("VENDEUSE EN BOULANGERIE", "BOULANGERIE PINATEL"),
        ("CAISSIERE", "SARL LES HALLES"),
    ]
    assert studies(cv) == [("CAP VENTE", "LYCEE PAUL HERAUD")]
    assert cv.languages[0].level == "native"


def test_title_employer_dates_below_with_children_who_are_not_the_persons_age() -> None:
    cv = read("deux-lignes-puis-dates")
    assert [(e.title, e.employer) for e in cv.experiences] == [
        ("Assistante maternelle", ""),
        ("ATSEM", "École maternelle La Ponsonne"),
        ("Stage petite enfance", "Crèche Les Lutins"),
    ]
    assert cv.contact.protected == ()


def test_dates_under_the_employer_and_a_school_without_a_school_word() -> None:
    cv = read("comptable")
    assert [(e.title, e.months) for e in cv.experiences] == [
        ("Comptable unique", 94),
        ("Aide-comptable", 54),
        ("Stagiaire en comptabilité", 2),
    ]
    assert cv.experiences[0].employer == "SARL Alpes Énergies"
    assert studies(cv) == [
        ("DCG, UE 1 à 5 validées", "CNED"),
        ("BTS Comptabilité et gestion", "Lycée Dominique Villars"),
    ]
    assert [a.place for a in cv.search_areas] == ["Gap", "Embrun"]


def test_a_thread_of_dates_without_headings_where_a_task_names_a_diploma_word() -> None:
    cv = read("fil-de-dates")
    assert jobs(cv) == [
        ("Technicien fibre optique", "Circet", "Digne-les-Bains"),
        (
            "Technicien de maintenance informatique",
            "Conseil départemental des Alpes-de-Haute-Provence",
            "",
        ),
        ("Employé polyvalent", "camping Les Pins", "Gréoux-les-Bains"),
        ("Pompier volontaire", "", ""),
    ]
    assert [e.title for e in cv.education] == ["BTS SIO option SISR", "Bac STI2D"]


def test_korean() -> None:
    cv = read("coreen")
    assert cv.contact.name is not None and cv.contact.name.text == "김민수"
    assert [(e.title, e.employer, str(e.start)) for e in cv.experiences] == [
        ("소프트웨어 엔지니어", "삼성전자", "2015-03"),
        ("백엔드 개발자", "네이버 주식회사", "2012-03"),
    ]
    assert [(e.title, e.school, e.level) for e in cv.education] == [("컴퓨터공학 학사", "서울대학교", 6)]


@pytest.mark.parametrize("name", sorted(p.stem for p in _TEXTS.glob("*.txt")))
def test_every_field_is_a_stretch_of_the_document(name: str) -> None:
    text = (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    cv = read(name)
    for job in cv.experiences:
        assert all(value in job.passage.text for value in (job.title, job.employer, job.place))
    for course in cv.education:
        assert all(value in course.passage.text for value in (course.title, course.school))
    contact = cv.contact
    for found in (contact.name, contact.address, *contact.emails, *contact.phones, *contact.protected):
        assert found is None or text[found.start : found.end] == found.text
