"""JSON Resume, Reactive Resume and the four layouts of Europass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openemploi.errors import FormatError
from openemploi.extraction.model import ExperienceKind, Level, YearMonth
from openemploi.profiles.detect import read_structured, read_value
from openemploi.profiles.model import StructuredCv

LEARNER = """<?xml version="1.0" encoding="UTF-8"?>
<europass:learnerinfo xmlns:europass="http://europass.cedefop.europa.eu/Europass/V2.0" locale="fr_FR">
  <docinfo><xsdversion>{version}</xsdversion></docinfo>
  <identification><firstname>Léo</firstname><lastname>Petit</lastname>
    <contactinfo><email>leo@example.org</email></contactinfo></identification>
  <workexperiencelist><workexperience>
    <period><from><year>2008</year><month>--02</month><day>---03</day></from><to></to></period>
    <position><label>Maçon</label></position><activities>Murs et dalles</activities>
    <employer><name>Bâti Ouest</name></employer>
  </workexperience></workexperiencelist>
  <languagelist>
    <language type="mother"><name>Italiano</name></language>
    <language type="foreign"><name>Inglese</name>
      <level><listening>b1</listening><writing>a2</writing></level></language>
  </languagelist>
  <skilllist><skill type="technical">Lecture de plans</skill><skill type="artistic"></skill></skilllist>
</europass:learnerinfo>"""

CANDIDATE = """<Candidate xmlns="http://www.europass.eu/1.0"><CandidatePerson>
  <PersonName><GivenName>Mia</GivenName><FamilyName>Lund</FamilyName></PersonName>
  <Communication><ChannelCode>Email</ChannelCode><URI>mia@example.org</URI></Communication>
  <PrimaryLanguageCode name="NORMAL">swe</PrimaryLanguageCode></CandidatePerson>
  <CandidateProfile languageCode="en"><EmploymentHistory><EmployerHistory>
    <OrganizationName>North Wind</OrganizationName>
    <PositionHistory>
      <PositionTitle typeCode="URI" languageID="http://data.europa.eu/esco/occupation/0001">Welder</PositionTitle>
      <EmploymentPeriod><StartDate><FormattedDateTime>2021-10</FormattedDateTime></StartDate>
        <CurrentIndicator>true</CurrentIndicator></EmploymentPeriod>
      <Description>&lt;ol&gt;&lt;li&gt;&lt;p&gt;MIG and TIG&lt;/p&gt;&lt;/li&gt;&lt;/ol&gt;</Description>
    </PositionHistory></EmployerHistory></EmploymentHistory>
  <PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">ger</CompetencyID>
    <TaxonomyID>language</TaxonomyID>
    <CompetencyDimension><CompetencyDimensionTypeCode>CEF-Speaking-Interaction</CompetencyDimensionTypeCode>
      <Score><ScoreText>B1</ScoreText></Score></CompetencyDimension></PersonCompetency></PersonQualifications>
  </CandidateProfile></Candidate>"""


def cv(value: object) -> StructuredCv:
    found = read_value(value, name="cv.json", sha256="0", today=date(2024, 3, 15))
    assert isinstance(found, StructuredCv)
    return found


def test_json_resume(resume: dict[str, Any], passages_hold: Callable[..., int]) -> None:
    found = cv(resume)
    assert passages_hold(found) > 15
    jobs = found.structure.experiences
    assert [(e.title, e.employer, e.kind, e.months, e.current) for e in jobs] == [
        ("Team leader", "Parcels & Co", ExperienceKind.JOB, 49, True),
        ("Order picker", "Boxes Ltd", ExperienceKind.JOB, 36, False),
        ("Driver", "Food bank", ExperienceKind.VOLUNTEERING, 24, False),
    ]
    assert "- Cut errors by half" in jobs[0].passage.text
    school = found.structure.education[0]
    assert (school.title, school.field_of_study, school.end) == ("Diploma", "Logistics", YearMonth(2014))
    assert [(s.label, s.level) for s in found.stated_skills] == [
        ("Forklift driving", Level.ADVANCED),
        ("Reach truck", None),
        ("Counterbalance", None),
        ("Spreadsheets", None),
    ]
    assert [(x.code, x.level) for x in found.structure.languages] == [("fr", "native"), ("en", "B2")]
    assert found.not_carried == (
        "basics.image",
        "education[0].score",
        "skills[1].level",
        "languages[2]",
        "meta",
    )


def test_contact_has_passages_so_that_it_can_be_masked(resume: dict[str, Any]) -> None:
    found = cv(resume)
    contact = found.structure.contact
    assert contact.name is not None and contact.name.text == "Ada Merle"
    assert contact.address is not None and "1 Long Street" in contact.address.text
    assert [link.text for link in contact.links] == [
        "https://ada.example.org",
        "https://code.example.org/ada",
    ]


def test_passport_in_json(passport: dict[str, Any], passages_hold: Callable[..., int]) -> None:
    found = cv(passport)
    structure = found.structure
    assert passages_hold(found) > 10
    assert found.language == "fr"
    assert structure.headline is not None and structure.headline.text == "Aide-soignante"
    assert [(e.employer, e.place, str(e.start), str(e.end), e.months) for e in structure.experiences] == [
        ("Résidence des Pins", "Brest", "2019-04", "2022-03", 36)
    ]
    assert "Soins de nuit\n- Toilettes" in structure.experiences[0].passage.text
    assert structure.education[0].level == 4
    assert [x.code for x in structure.licences] == ["driving:B"]
    assert [p.text for p in structure.contact.protected] == ["1990-05-17", "Féminin"]


def test_a_language_has_the_lowest_of_its_levels(passport: dict[str, Any]) -> None:
    assert [(x.code, x.level) for x in cv(passport).structure.languages] == [("fr", "native"), ("en", "A2")]


def test_an_unknown_language_is_listed(passport: dict[str, Any]) -> None:
    linguistic = "SkillsPassport.LearnerInfo.Skills.Linguistic"
    assert f"{linguistic}.ForeignLanguage[1]" in cv(passport).not_carried


def test_isced_levels_are_not_taken_for_eqf(passport: dict[str, Any]) -> None:
    passport["SkillsPassport"]["LearnerInfo"]["Education"][0]["Level"] = {"Code": "5", "Label": "ISCED 5A"}
    found = cv(passport)
    assert found.structure.education[0].level is None
    assert any(path.endswith("Level.Code") for path in found.not_carried)


def test_learner_xml_of_version_2(passages_hold: Callable[..., int]) -> None:
    found = read_structured(LEARNER.format(version="V2.0"), name="leo.xml", today=date(2009, 2, 1))
    assert isinstance(found, StructuredCv)
    assert passages_hold(found) == 5
    job = found.structure.experiences[0]
    assert (job.title, job.employer, job.current, job.months) == ("Maçon", "Bâti Ouest", True, 13)
    assert [(x.code, x.level) for x in found.structure.languages] == [("it", "native"), ("en", "A2")]
    assert found.not_carried == ("workexperiencelist.workexperience.period.from.day",)


def test_a_version_that_does_not_exist_is_refused_with_its_line() -> None:
    with pytest.raises(FormatError) as error:
        read_structured(LEARNER.format(version="NOPE-1"), name="leo.xml")
    assert (error.value.code, error.value.where.line) == ("europass_unknown_version", 3)


def test_candidate_of_the_portal(passages_hold: Callable[..., int]) -> None:
    found = read_structured(CANDIDATE, name="mia.xml")
    assert isinstance(found, StructuredCv)
    assert passages_hold(found) > 4
    job = found.structure.experiences[0]
    assert job.occupation is not None
    assert job.occupation.uri == "http://data.europa.eu/esco/occupation/0001"
    assert found.occupations == (job.occupation,)
    assert "- MIG and TIG" in job.passage.text
    assert [(x.code, x.level) for x in found.structure.languages] == [("sv", "native"), ("de", "B1")]
    assert found.not_carried == ()


def test_reactive_resume_keeps_hidden_parts_out() -> None:
    found = cv(
        {
            "basics": {"name": "Noa Vidal", "headline": "Cook", "email": "noa@example.org"},
            "sections": {
                "experience": {
                    "hidden": False,
                    "items": [
                        {"company": "Blue Plate", "position": "Cook", "period": "March 2022 - Present"},
                        {"company": "Secret", "position": "Spy", "period": "2019 - 2020", "hidden": True},
                    ],
                },
                "languages": {"items": [{"language": "Polish", "fluency": "Conversational"}]},
            },
            "metadata": {"page": {"locale": "en-US"}},
        }
    )
    assert [e.employer for e in found.structure.experiences] == ["Blue Plate"]
    assert found.structure.experiences[0].start == YearMonth(2022, 3)
    assert found.structure.experiences[0].current
    assert "Secret" not in found.document.text
    assert "sections.experience.items[1]" in found.not_carried
    assert [(x.code, x.level) for x in found.structure.languages] == [("pl", "B1")]


@pytest.mark.parametrize("value", [{"basics": {}}, {"SkillsPassport": {}}, {"basics": {"name": 3}}])
def test_an_empty_cv_is_refused(value: object) -> None:
    with pytest.raises(FormatError) as error:
        cv(value)
    assert error.value.code == "cv_empty"
