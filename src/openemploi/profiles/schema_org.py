"""Offers marked up as schema.org ``JobPosting`` (JSON-LD), alone or inside the page of a website.

schema.org leaves most properties to free text or to one of several types; both are read. Skills that a posting
lists count as essential, for it has no way to say less. A day or a week is no period of pay here: such pay stays
in the text and is listed.
"""

from __future__ import annotations

import re

from openemploi.documents.model import MediaType
from openemploi.errors import FormatError, Where
from openemploi.extraction.language import language_of
from openemploi.extraction.model import (
    Contract,
    DiplomaRequirement,
    ExperienceRequirement,
    Hours,
    LicenceRequirement,
    OfferTerms,
    Passage,
    Pay,
    Place,
    RequirementKind,
    Section,
)
from openemploi.folding import fold
from openemploi.i18n import _
from openemploi.profiles.france_travail_values import months, weekly_hours
from openemploi.profiles.model import StatedSkill, StructuredOffer
from openemploi.profiles.record import Node
from openemploi.profiles.schema_org_terms import CREDENTIALS, EMPLOYMENT, FULL_TIME, PERIODS
from openemploi.profiles.sheet import Sheet, one_line, plain_text


def read_schema_org(value: object, *, name: str, sha256: str, line: int | None = None) -> StructuredOffer:
    """The offer that ``value``, a ``JobPosting`` object, holds.

    Raises :class:`FormatError` ``offer_empty`` when there is neither a title nor a description.
    """
    record = Node(value)
    record.keep("@type")
    record.keep("@context")
    title_text = record.text("title") or record.text("name")
    description = plain_text(record.text("description") or "")
    if not title_text and not description:
        raise FormatError(
            "offer_empty",
            _("This offer has neither a title nor a description."),
            remedy=_("Check that the file holds whole offers, with their title and description."),
            where=Where(file=name, line=line),
        )
    stated = (record.text("inLanguage") or "").lower()
    sheet = Sheet(french=(stated or language_of(f"{title_text or ''} {description}")).startswith("fr"))
    evidence: list[tuple[str, Passage]] = []
    sheet.section(Section.HEADER)
    title = sheet.block(one_line(plain_text(title_text))) if title_text else None
    if description:
        sheet.section(Section.OTHER)
        evidence.append(("description", sheet.block(description)))
    _prose(record, sheet, "responsibilities", Section.TASKS)

    sheet.section(Section.PROFILE, label="profile")
    codes = _occupation(record, sheet)
    experience = _experience(record, sheet)
    diplomas, licences = _credentials(record, sheet)
    skills = _skills(record, sheet)

    sheet.section(Section.TERMS, label="terms")
    place = _place(record, sheet)
    contract, full_time, time_said = _employment(record, sheet, evidence)
    schedule = record.text("workHours")
    if schedule:
        time_said.append(sheet.fact("hours", schedule))
    hours = Hours(
        weekly=weekly_hours(schedule) if schedule else None, full_time=full_time, evidence=tuple(time_said)
    )
    pay = _pay(record.get("baseSalary"), sheet)
    remote = None
    if "TELECOMMUTE" in (record.text("jobLocationType") or "").upper():
        remote = True
        evidence.append(("remote", sheet.fact("remote", sheet.word("yes"))))
    else:
        record.give_back("jobLocationType")
    openings = record.whole("totalJobOpenings", low=1, high=100_000)
    if openings is not None:
        evidence.append(("openings", sheet.fact("openings", str(openings))))
    for label, key in (("start", "jobStartDate"), ("valid_through", "validThrough")):
        words = record.text(key)
        if words:
            sheet.fact(label, words)
    for key in ("jobBenefits", "incentiveCompensation"):
        _prose(record, sheet, key, Section.BENEFITS)
    employer = _company(record, sheet, evidence)
    published = record.text("datePosted")
    url = record.text("url")
    if url and not url.startswith(("https://", "http://")):
        record.give_back("url")
        url = None
    return StructuredOffer(
        id=_identifier(record),
        document=sheet.document(name=name, sha256=sha256, media_type=MediaType.JSON),
        terms=OfferTerms(
            sections=sheet.sections(),
            title=title,
            employer=employer,
            contract=contract,
            hours=hours if hours.weekly is not None or hours.full_time is not None else None,
            pay=pay,
            place=place,
            remote=remote,
            openings=openings,
            experience=experience,
            licences=licences,
            diplomas=diplomas,
            evidence=tuple(evidence),
        ),
        stated_skills=skills,
        codes=codes,
        published=published,
        url=url,
        not_carried=record.left_over(),
    )


def _name(node: Node) -> str | None:
    """The words of a property that may be text or an object with a name."""
    words = node.text() or node.text("name") or node.text("@value")
    if words:
        node.keep("@type")
    return plain_text(words) if words else None


def _prose(record: Node, sheet: Sheet, key: str, section: Section) -> None:
    words = [text for text in (_name(item) for item in record.items(key)) if text]
    if words:
        sheet.section(section)
        for text in words:
            sheet.block(text)


def _listed(words: str) -> list[str]:
    return [word for word in (part.strip() for part in re.split(r"[,;\n•]", words)) if word]


def _identifier(record: Node) -> str | None:
    node = record.get("identifier")
    for keys in (("value",), ()):
        found = node.word_or_number(*keys)
        if found:
            node.keep("@type")
            return found
    return None


def _occupation(record: Node, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    codes = []
    for item in record.items("occupationalCategory"):
        words = _name(item)
        code = item.text("codeValue") or item.text("termCode")
        if words:
            sheet.fact("occupation", words)
        found = _code(code or words or "")
        if found:
            codes.append(found)
            item.keep("inCodeSet")
            item.keep("@type")
        elif code:
            sheet.fact("occupation", code)
    industry = _name(record.get("industry"))
    if industry:
        sheet.fact("sector", industry)
    return tuple(dict.fromkeys(codes))


def _code(words: str) -> tuple[str, str] | None:
    if words.startswith("http://data.europa.eu/esco/"):
        return "esco", words
    for scheme, pattern in (
        ("onet", r"\b\d{2}-\d{4}\.\d{2}\b"),
        ("rome", r"\b[A-N]\d{4}\b"),
        ("isco", r"^\d{4}$"),
    ):
        found = re.search(pattern, words)
        if found:
            return scheme, found.group()
    return None


def _experience(record: Node, sheet: Sheet) -> ExperienceRequirement | None:
    node = record.get("experienceRequirements")
    count = node.whole("monthsOfExperience", low=0, high=720)
    words = node.text() or node.text("description")
    if count is None and words is None:
        return None
    node.keep("@type")
    shown = sheet.fact("experience", plain_text(words) if words else f"{count} {_months_word(sheet)}")
    if count is None:
        said = months(words or "")
        count = round(said) if said is not None else None
    if count is None or count > 720:
        return None
    kind = RequirementKind.ESSENTIAL if count else RequirementKind.OPTIONAL
    return ExperienceRequirement(months=count, kind=kind, evidence=(shown,))


def _months_word(sheet: Sheet) -> str:
    return "mois" if sheet.french else "months"


def _credentials(
    record: Node, sheet: Sheet
) -> tuple[tuple[DiplomaRequirement, ...], tuple[LicenceRequirement, ...]]:
    diplomas, licences = [], []
    for item in (*record.items("educationRequirements"), *record.items("qualifications")):
        category = item.text("credentialCategory")
        words = _name(item) or item.text("description") or category
        if not words:
            continue
        item.keep("@type")
        code = item.text("identifier")
        if category == "license" and code and re.fullmatch(r"[a-z-]+:[\w-]+", code):
            shown = sheet.fact("licence", words)
            licences.append(
                LicenceRequirement(
                    code=code, label=shown.text, kind=RequirementKind.ESSENTIAL, evidence=(shown,)
                )
            )
            continue
        item.give_back("identifier")
        shown = sheet.fact("diploma" if category else "requirements", words)
        if category:
            diplomas.append(
                DiplomaRequirement(
                    label=shown.text,
                    kind=RequirementKind.ESSENTIAL,
                    evidence=(shown,),
                    level=CREDENTIALS.get(fold(category)),
                )
            )
    return tuple(diplomas), tuple(licences)


def _skills(record: Node, sheet: Sheet) -> tuple[StatedSkill, ...]:
    found = []
    for item in record.items("skills"):
        words = _name(item)
        if not words:
            continue
        uri = item.text("termCode") or item.text("identifier") or item.text("url")
        item.keep("inDefinedTermSet")
        parts = [words] if uri else _listed(words)
        # A list of names has short names; anything longer is a sentence, and stays one line of text.
        if not uri and any(len(part) > 60 for part in parts):
            sheet.block(words)
            continue
        for part in parts:
            passage = sheet.fact("skill", part)
            code = ("esco", uri) if uri and "/esco/" in uri else ("uri", uri) if uri else None
            found.append(
                StatedSkill(
                    label=passage.text,
                    passage=passage,
                    code=code,
                    kind=RequirementKind.ESSENTIAL,
                    level=None,
                )
            )
    return tuple(found)


def _place(record: Node, sheet: Sheet) -> Place | None:
    for item in record.items("jobLocation"):
        address, geo = item.get("address"), item.get("geo")
        postcode = address.word_or_number("postalCode")
        parts = [
            address.text("streetAddress"),
            " ".join(part for part in (postcode, address.text("addressLocality")) if part),
            address.text("addressRegion"),
            _name(address.get("addressCountry")),
            address.text(),
        ]
        label = ", ".join(one_line(part) for part in parts if part) or _name(item)
        if not label:
            continue
        for node in (item, address, geo):
            node.keep("@type")
        latitude = geo.number("latitude", low=-90, high=90)
        longitude = geo.number("longitude", low=-180, high=180)
        if latitude is None or longitude is None:
            for key in ("latitude", "longitude"):
                geo.give_back(key)
            latitude = longitude = None
        shown = sheet.fact("place", label)
        return Place(
            label=shown.text,
            postcode=postcode,
            latitude=latitude,
            longitude=longitude,
            evidence=(shown,),
        )
    return None


def _employment(
    record: Node, sheet: Sheet, evidence: list[tuple[str, Passage]]
) -> tuple[Contract | None, bool | None, list[Passage]]:
    contract, full_time, said = None, None, []
    for item in record.items("employmentType"):
        words = item.text()
        if not words:
            continue
        passage = sheet.fact("contract", words)
        for word in _listed(words):
            key = re.sub(r"[\s-]+", "_", fold(word)).upper()
            if key in FULL_TIME:
                full_time = FULL_TIME[key] if full_time is None else full_time
                said.append(passage)
            elif key in EMPLOYMENT and contract is None:
                contract = EMPLOYMENT[key]
                evidence.append(("contract", passage))
            else:
                item.give_back()
    return contract, full_time, said


def _pay(node: Node, sheet: Sheet) -> Pay | None:
    value = node.get("value")
    low, high = value.number("minValue", low=0.01), value.number("maxValue", low=0.01)
    single = value.number("value", low=0.01) or value.number(low=0.01) or node.number(low=0.01)
    low, high = low or single or high, high or single or low
    unit = value.text("unitText") or node.text("unitText")
    currency = node.text("currency") or value.text("currency")
    if low is None or high is None:
        return None
    low, high = min(low, high), max(low, high)
    amount = f"{low:g} – {high:g}" if high != low else f"{low:g}"
    shown = sheet.fact("pay", " ".join(part for part in (amount, currency, unit) if part))
    period = PERIODS.get((unit or "").upper())
    if period is None or currency is None or not re.fullmatch(r"[A-Z]{3}", currency):
        for keys in (("value", "unitText"), ("unitText",), ("currency",), ("value", "currency")):
            node.give_back(*keys)
        for key in ("minValue", "maxValue", "value"):
            value.give_back(key)
        value.give_back()
        node.give_back()
        return None
    node.keep("@type")
    value.keep("@type")
    return Pay(low=low, high=high, period=period, currency=currency, evidence=(shown,))


def _company(record: Node, sheet: Sheet, evidence: list[tuple[str, Passage]]) -> str:
    sheet.section(Section.COMPANY, label="company")
    name = _name(record.get("hiringOrganization"))
    employer = ""
    if name:
        passage = sheet.fact("employer", name)
        evidence.append(("employer", passage))
        employer = passage.text
    about = record.text("hiringOrganization", "description") or record.text("employerOverview")
    if about:
        sheet.block(plain_text(about))
    return employer
