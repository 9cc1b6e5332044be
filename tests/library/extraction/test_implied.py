"""What follows from occupations, diplomas, licences and skills: each with its reason, none beyond its ceiling."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi import i18n
from openemploi.documents.model import Document, MediaType
from openemploi.engine import Engine
from openemploi.extraction.implied import (
    DIPLOMA_CEILING,
    FADED_MOST,
    IMPLIED_CEILING,
    LICENCE_CEILING,
    SKILL_CEILING,
    faded,
)
from openemploi.extraction.model import Education, Passage, SkillClaim, Source, YearMonth
from openemploi.extraction.trained import certificate_skills, licence_skills, trained_occupations
from openemploi.taxonomy.starter import OCCUPATION, SKILL, read_starter
from openemploi.taxonomy.starter.proofs import teaching_licences, training_diplomas

TODAY = date(2026, 11, 1)
HEAD = "Ana Diaz\nana.diaz@example.org\n\n"


def implied(engine: Engine, text: str) -> dict[str, SkillClaim]:
    """What follows from the CV ``text``, by the id of the skill."""
    document = Document("cv.txt", "", MediaType.TEXT, HEAD + text, (), 1, 1.0)
    claims = engine.builder.profile(document).skills
    return {c.uri.removeprefix(SKILL): c for c in claims if c.source is Source.IMPLIED}


def diploma(title: str, *, level: int | None = None, field: str = "", **more: object) -> Education:
    passage = Passage(title, 0, len(title), 1)
    return Education(title, passage, level=level, field_of_study=field, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "level", "occupations"),
    [
        ("CAP cuisine", 3, ["cook"]),
        ("Certificat d'aptitude professionnelle cuisinière", 3, ["cook"]),
        ("BEP/CAP Électricité", 3, ["electrician"]),
        ("Bac pro Métiers du commerce et de la vente", 4, ["shop-assistant"]),
        ("Baccalauréat professionnel, spécialité commerce", 4, ["shop-assistant"]),
        ("BTS Comptabilité et gestion", 5, ["accounting-clerk"]),
        ("Titre professionnel Conseiller en insertion professionnelle", None, ["employment-counsellor"]),
        ("Diplôme d'État d'aide-soignante", 4, ["nursing-assistant"]),
        ("DE infirmier", 6, ["nurse"]),
        ("Licence pro métiers de la GRH", 6, ["hr-assistant"]),
        ("CAP AEPE", 3, ["creche-assistant", "nursery-school-assistant"]),
        ("Bac général", 4, []),
        ("Brevet des collèges", None, []),
        ("Licence de lettres modernes", 6, []),
        ("Master droit", 7, []),
        ("Bac pro cuisine", 3, []),  # a level that is not this diploma's
    ],
)
def test_a_vocational_diploma_trains_for_an_occupation_and_a_general_one_for_none(title, level, occupations):
    assert trained_occupations(diploma(title, level=level)) == tuple(OCCUPATION + o for o in occupations)


def test_a_diploma_that_was_not_obtained_trains_for_nothing():
    assert trained_occupations(diploma("CAP cuisine", level=3, obtained=False)) == ()
    assert certificate_skills(diploma("Formation HACCP", obtained=False)) == ()


def test_a_certificate_is_about_skills_and_a_language_test_about_none():
    assert certificate_skills(diploma("Formation HACCP")) == (SKILL + "food-hygiene",)
    assert certificate_skills(diploma("TOEIC 850")) == ()


def test_there_are_150_diplomas_and_every_family_of_licences():
    families = {code.partition(":")[0] for row in teaching_licences() for code in row.codes}

    assert len(training_diplomas()) >= 150
    assert {"driving", "caces", "electrical", "first-aid", "childcare", "security", "transport"} <= families
    assert licence_skills("caces:R489-3") == (SKILL + "forklift-driving",)
    assert licence_skills("vehicle") == ()


def test_250_pairs_of_skills_of_which_one_needs_the_other():
    relations = [r for r in read_starter().relations if r.kind == "implies"]

    assert len(relations) >= 250


def test_a_diploma_implies_the_essential_skills_of_its_occupation_below_its_own_ceiling(engine):
    found = implied(engine, "Formation\n2026 CAP Boulanger, lycée Les Marronniers\n")

    claim = found["dough-kneading"]
    assert claim.confidence == pytest.approx(DIPLOMA_CEILING, abs=0.02)
    assert claim.evidence[0].text == "CAP Boulanger"
    assert claim.reason.endswith("CAP Boulanger")


@pytest.mark.parametrize("line", ["Niveau CAP Boulanger", "CAP Boulanger (en cours)", "2028 CAP Boulanger"])
def test_a_level_a_diploma_in_progress_and_one_to_come_imply_nothing(engine, line):
    assert implied(engine, f"Formation\n{line}\n") == {}


def test_a_diploma_fades_unless_a_job_in_the_occupation_followed(engine):
    school = "Formation\n1990 CAP Boulanger\n"
    job = "Expérience professionnelle\n2024 - 2026 : Boulanger, Le Fournil\n\n"

    alone, followed = (
        implied(engine, school)["dough-kneading"],
        implied(engine, job + school)["dough-kneading"],
    )
    assert alone.confidence == pytest.approx(DIPLOMA_CEILING * (1 - FADED_MOST), abs=0.01)
    assert followed.confidence > alone.confidence
    assert {passage.text for passage in followed.evidence} == {"Boulanger", "CAP Boulanger"}


def test_the_name_of_a_school_changes_nothing(engine):
    cv = "Formation\n2015 CAP Cuisine – {}\n"

    plain, famous = (implied(engine, cv.format(s)) for s in ("Lycée Jean Macé", "École Ferrandi"))
    assert plain.keys() == famous.keys()
    assert [c.confidence for c in plain.values()] == [c.confidence for c in famous.values()]
    assert implied(engine, "Formation\n2015 Bac général – Lycée de la boulangerie\n") == {}


def test_a_licence_implies_what_it_teaches_and_never_the_other_way_round(engine):
    claim = implied(engine, "Permis\nPermis B et C\n")["driving-lorry"]

    assert claim.confidence == LICENCE_CEILING
    assert "permis C" in claim.reason
    assert "driving-lorry" not in implied(engine, "Permis\nPermis C en cours d'obtention\n")


def test_a_skill_said_implies_what_nobody_has_it_without_and_no_chain_follows(engine):
    found = implied(engine, "Compétences\nDjango\n")

    assert {"python", "programming"} <= found.keys()
    assert found["python"].confidence <= SKILL_CEILING
    assert "Django" in found["python"].reason
    assert "html-css" not in found  # web development needs it, Django itself does not say so


def test_what_is_said_or_denied_is_never_implied(engine):
    assert "python" not in implied(engine, "Compétences\nDjango, Python\n")
    assert "till-operation" not in implied(
        engine,
        "Expérience\n2020 - 2024 : Caissière, Bio Vert\n\nCompétences\nJe ne sais pas tenir une caisse.\n",
    )


def test_several_reasons_are_one_claim_with_the_strongest_and_all_evidence(engine):
    job = "Expérience professionnelle\n2020 - 2026 : Boulanger, Le Fournil\n\nFormation\n2019 CAP Boulanger\n"
    claim = implied(engine, job)["dough-kneading"]

    assert "Boulanger" in claim.reason
    assert "CAP" not in claim.reason
    assert claim.confidence <= IMPLIED_CEILING
    assert [passage.text for passage in claim.evidence] == ["Boulanger", "CAP Boulanger"]


def test_an_occupation_left_long_ago_implies_less_and_never_under_the_floor(engine):
    cv = "Expérience professionnelle\n{} : Boulanger, Le Fournil\n"

    now, before, long_ago = (
        implied(engine, cv.format(y))["dough-kneading"].confidence
        for y in ("2021 - 2026", "2008 - 2013", "1975 - 1980")
    )
    assert now > before > long_ago
    assert long_ago == pytest.approx(now * (1 - FADED_MOST), rel=0.02)


def test_a_date_that_is_not_known_does_not_fade():
    assert faded(None, TODAY) == 1.0
    assert faded(YearMonth(2026), TODAY) == 1.0  # a whole year may have ended yesterday


@pytest.mark.parametrize(("language", "word"), [("fr", "diplôme"), ("en", "diploma"), ("ko", "학위")])
def test_the_reason_is_told_in_the_language_of_the_reader(taxonomy, language, word):
    spoken = i18n.language()
    i18n.use_language(language)
    try:
        reader = Engine(taxonomy, language=language, today=TODAY, cache=False)
        assert word in implied(reader, "Formation\n2026 CAP Boulanger\n")["dough-kneading"].reason
    finally:
        i18n.use_language(spoken)
