"""The CV export of the Europass portal since 2020: an HR-XML ``Candidate``, which has no published schema.

Read from what the portal writes. Occupations come with their ESCO address, languages with ISO 639-2 codes and one
level for each aspect, of which the lowest is kept; education levels are those of the EQF.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from openemploi.documents.model import MediaType
from openemploi.extraction.language_names import language_name
from openemploi.extraction.model import ExperienceKind, LanguageLevel, OccupationClaim, Section, YearMonth
from openemploi.profiles.cv_sheet import CvSheet, year_month
from openemploi.profiles.language_codes import language_code, language_level, lowest
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node

_ESCO: Final = "http://data.europa.eu/esco/"
# Section of the export, its item, its heading here.
_TEXTS: Final = (
    ("PublicationHistory", "Publication", "publications"),
    ("Projects", "Project", "projects"),
    ("ConferencesAndSeminars", "ConferenceAndSeminar", "other"),
    ("CreativeWorks", "CreativeWork", "other"),
    ("SocialAndPoliticalActivities", "SocialAndPoliticalActivity", "other"),
    ("NetworksAndMemberships", "NetworkAndMembership", "other"),
    ("HonorsAndAwards", "HonorAndAward", "awards"),
)


def read_candidate(root: Node, *, name: str, sha256: str, today: date | None) -> StructuredCv:
    """The CV of a ``Candidate`` document."""
    profile = root.get("CandidateProfile")
    cv = CvSheet(language=(profile.text("@languageCode") or "en").lower(), today=today)
    _person(root.get("CandidatePerson"), cv)
    cv.sheet.section(Section.SUMMARY, label="summary")
    cv.add_text(profile.text("ExecutiveSummary"))
    cv.sheet.section(Section.EXPERIENCE, label="work")
    occupations = []
    for employer in profile.items("EmploymentHistory", "EmployerHistory"):
        for position in employer.items("PositionHistory"):
            claim = _position(position, employer, cv)
            if claim and claim not in occupations:
                occupations.append(claim)
    cv.sheet.section(Section.EXPERIENCE, label="volunteer")
    for item in profile.items("VoluntaryWorks", "VoluntaryWork"):
        start, end, current = _period(item.get("Date"))
        cv.add_experience(
            title=item.text("Title"),
            place=item.text("Location"),
            start=start,
            end=end,
            current=current,
            kind=ExperienceKind.VOLUNTEERING,
            text=_texts(item.text("Description")),
        )
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in profile.items("EducationHistory", "EducationOrganizationAttendance"):
        _education(item, cv)
    cv.sheet.section(Section.LANGUAGES, label="languages")
    _languages(root, profile, cv)
    cv.sheet.section(Section.LICENCES, label="licences")
    for item in profile.items("Licenses", "License"):
        category = item.text("LicenseTypeCode") or item.text("Title") or item.text()
        if category and not cv.add_licence(category):
            for key in ("LicenseTypeCode", "Title"):
                item.give_back(key)
            item.give_back()
    cv.sheet.section(Section.SKILLS, label="skills")
    for item in profile.items("Skills", "Skill"):
        label = item.text("Title") or item.text("Name") or item.text()
        if label:
            cv.add_skills(label)
    for key, item_key, label in _TEXTS:
        cv.sheet.section(Section.OTHER, label=label)
        for item in profile.items(key, item_key):
            _free(item, cv)
    for others in profile.items("Others"):
        cv.sheet.section(Section.OTHER)
        cv.add_text(others.text("Title"))
        for item in others.items("Other"):
            _free(item, cv)
    return cv.finish(
        name=name,
        sha256=sha256,
        media_type=MediaType.XML,
        not_carried=root.left_over(),
        occupations=tuple(occupations),
    )


def _texts(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _free(item: Node, cv: CvSheet) -> None:
    dates = _texts(
        item.text("Date", "StartDate", "FormattedDateTime"), item.text("Date", "EndDate", "FormattedDateTime")
    )
    head = _texts(item.text("Title"), item.text("Location"), " – ".join(dates))
    cv.add_text(", ".join(head))
    cv.add_text(item.text("Description"))


def _person(person: Node, cv: CvSheet) -> None:
    name = _texts(person.text("PersonName", "GivenName"), person.text("PersonName", "FamilyName"))
    if name:
        cv.add_name(" ".join(name))
    addresses = []
    for item in person.items("Communication"):
        channel, use = item.text("ChannelCode"), item.text("UseCode")
        uri, dial = item.text("URI"), item.text("DialNumber")
        if uri:
            kind = {"Email": "email", "Telephone": "phone"}.get(channel or "", "link")
            cv.add_contact("phone" if use == "whatsapp" else kind, uri)
        if dial:
            country = item.word_or_number("CountryDialing")
            item.keep("CountryCode")
            cv.add_contact("phone", f"+{country} {dial}" if country else dial)
        item.keep("OtherTitle")
        address = _address(item.get("Address"))
        if address:
            addresses.append(address)
    for address in addresses:
        cv.add_contact("address", address)
    for key, label in (("BirthDate", "birth"), ("GenderCode", "gender")):
        value = person.text(key)
        if value:
            cv.add_contact("protected", value, label=label)
    for item in person.items("NationalityCode"):
        nationality = item.text()
        if nationality:
            cv.add_contact("protected", nationality, label="nationality")


def _address(node: Node) -> str | None:
    town = _texts(node.word_or_number("PostalCode"), node.text("CityName"))
    country = node.text("CountryCode")
    lines = [line.text() for line in node.items("AddressLine")]
    return ", ".join(_texts(*lines, " ".join(town), country.upper() if country else None)) or None


def _period(node: Node) -> tuple[YearMonth | None, YearMonth | None, bool]:
    start, end = _month(node.get("StartDate")), _month(node.get("EndDate"))
    goes_on = node.flag("CurrentIndicator") is True or node.flag("Ongoing") is True
    return start, end, goes_on and end is None


def _month(node: Node) -> YearMonth | None:
    found = year_month(node.word_or_number("FormattedDateTime"))
    if found is None:
        node.give_back("FormattedDateTime")
    return found


def _position(position: Node, employer: Node, cv: CvSheet) -> OccupationClaim | None:
    start, end, current = _period(position.get("EmploymentPeriod"))
    uri = position.text("PositionTitle", "@languageID")
    if uri and not uri.startswith(_ESCO):
        position.give_back("PositionTitle", "@languageID")
        uri = None
    elif uri:
        position.keep("PositionTitle", "@typeCode")
    country = position.text("Country")
    place = _texts(position.text("City"), country.upper() if country else None)
    return cv.add_experience(
        title=position.text("PositionTitle", "#text") or position.text("PositionTitle"),
        employer=employer.text("OrganizationName"),
        place=", ".join(place),
        start=start,
        end=end,
        current=current,
        text=_texts(position.text("Description")),
        occupation_uri=uri,
    )


def _education(item: Node, cv: CvSheet) -> None:
    start, end, current = _period(item.get("AttendancePeriod"))
    degree = item.get("EducationDegree")
    cv.add_education(
        title=degree.text("DegreeName"),
        school=item.text("OrganizationName"),
        level=item.whole("EducationLevelCode", low=1, high=8),
        start=start,
        end=end,
        current=current,
        text=_texts(degree.text("Thesis"), degree.text("OccupationalSkillsCovered")),
    )


def _languages(root: Node, profile: Node, cv: CvSheet) -> None:
    for item in root.items("CandidatePerson", "PrimaryLanguageCode"):
        written = item.text("#text") or item.text()
        if not written:
            continue
        code = language_code(written)
        if code is None:
            item.give_back("#text")
            item.give_back()
        else:
            item.keep("@name")
        cv.add_language(
            code=code, label=language_name(code, cv.language) if code else written, level=LanguageLevel.NATIVE
        )
    for item in profile.items("PersonQualifications", "PersonCompetency"):
        written = item.text("CompetencyID", "#text") or item.text("CompetencyID")
        if item.text("TaxonomyID") != "language" or not written:
            for keys in (("CompetencyID", "#text"), ("CompetencyID",), ("TaxonomyID",)):
                item.give_back(*keys)
            continue
        levels, shown = [], []
        for aspect in item.items("CompetencyDimension"):
            word = aspect.text("Score", "ScoreText")
            level = language_level(word) if word else None
            if level is None:
                aspect.give_back("Score", "ScoreText")
                continue
            levels.append(level)
            kind = aspect.text("CompetencyDimensionTypeCode") or ""
            shown.append(f"{kind.split('-')[-1]} {level}".strip())
        code = language_code(written)
        if code is None:
            item.give_back("CompetencyID", "#text")
            item.give_back("CompetencyID")
        else:
            item.keep("CompetencyID", "@schemeName")
        label = language_name(code, cv.language) if code else written
        cv.add_language(code=code, label=label, level=lowest(levels), shown=", ".join(shown))
