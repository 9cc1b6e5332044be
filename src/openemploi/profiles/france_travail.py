"""Offers of the France Travail API ("Offres d'emploi v2"), as answered and as shared in JSON lines.

Every key seen in real answers is decided here: a typed fact, a line of text, or left over and listed. Lists of
offers by partners use a shorter layout (``experience``, ``lieu``, ``appellation``, ``secteur``), read by the same
door. What the labels mean is in :mod:`~openemploi.profiles.france_travail_values`.
"""

from __future__ import annotations

import re

from openemploi.documents.model import MediaType
from openemploi.errors import FormatError, Where
from openemploi.extraction.model import (
    Contract,
    Hours,
    OfferTerms,
    Passage,
    Pay,
    Place,
    Section,
)
from openemploi.folding import fold
from openemploi.i18n import _
from openemploi.profiles import france_travail_values as values
from openemploi.profiles.france_travail_asks import (
    diplomas_asked,
    experience_asked,
    languages_asked,
    licences_asked,
    skills_asked,
)
from openemploi.profiles.model import StructuredOffer
from openemploi.profiles.record import Node
from openemploi.profiles.sheet import Sheet, one_line


def is_france_travail(value: object) -> bool:
    """Whether ``value`` looks like an offer of France Travail."""
    others = ("description", "romeCode", "typeContrat", "lieuTravail", "lieu", "appellationlibelle")
    return isinstance(value, dict) and "intitule" in value and any(key in value for key in others)


def read_france_travail(value: object, *, name: str, sha256: str, line: int | None = None) -> StructuredOffer:
    """The offer that ``value``, an object of the API, holds.

    Raises :class:`FormatError` ``offer_empty`` when there is neither a title nor a description.
    """
    record = Node(value)
    sheet = Sheet(french=True)
    evidence: list[tuple[str, Passage]] = []

    title_text = record.text("intitule")
    description = record.text("description")
    if title_text is None and description is None:
        raise FormatError(
            "offer_empty",
            _("This offer has neither a title nor a description."),
            remedy=_("Check that the file holds whole offers, with their title and description."),
            where=Where(file=name, line=line),
        )
    sheet.section(Section.HEADER)
    title = sheet.block(one_line(title_text)) if title_text else None
    if description:
        sheet.section(Section.OTHER)
        evidence.append(("description", sheet.block(description)))

    sheet.section(Section.PROFILE, label="profile")
    occupation = _codes(record, sheet)
    experience = experience_asked(record, sheet)
    diplomas = diplomas_asked(record, sheet)
    languages = languages_asked(record, sheet)
    licences = licences_asked(record, sheet)
    skills = skills_asked(record, sheet)

    sheet.section(Section.TERMS, label="terms")
    place = _place(record, sheet)
    contract, contract_months = _contract(record, sheet, evidence)
    hours, remote = _hours(record, sheet, evidence)
    pay = _pay(record, sheet)
    openings = record.whole("nombrePostes", low=1, high=100_000)
    if openings is not None:
        evidence.append(("openings", sheet.fact("openings", str(openings))))
    _lines(
        record,
        sheet,
        ("travel", "deplacementLibelle"),
        ("conditions", "conditionExercice"),
        ("hours", "complementExercice"),
        ("qualification", "qualificationLibelle"),
    )

    sheet.section(Section.BENEFITS)
    _extras(record, sheet)
    sheet.section(Section.COMPANY, label="company")
    employer = _company(record, sheet, evidence)
    offer_id = record.word_or_number("id")
    published = record.text("dateCreation")
    url = _link(record)
    notes = (
        (_("The description was cut by whoever shared this offer."),) if record.said_yes("truncated") else ()
    )
    return StructuredOffer(
        id=offer_id,
        document=sheet.document(name=name, sha256=sha256, media_type=MediaType.JSON, notes=notes),
        terms=OfferTerms(
            sections=sheet.sections(),
            title=title,
            employer=employer,
            contract=contract,
            contract_months=contract_months,
            hours=hours,
            pay=pay,
            place=place,
            remote=remote,
            openings=openings,
            experience=experience,
            languages=languages,
            licences=licences,
            diplomas=diplomas,
            evidence=tuple(evidence),
        ),
        stated_skills=skills,
        codes=occupation,
        published=published,
        url=url,
        not_carried=record.left_over(),
    )


def _codes(record: Node, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    codes = []
    rome = record.text("romeCode")
    if rome and re.fullmatch(r"[A-N]\d{4}", rome):
        codes.append(("rome", rome))
    elif rome:
        record.give_back("romeCode")
    naf = record.text("codeNAF")
    if naf:
        codes.append(("naf", naf))
    _lines(
        record,
        sheet,
        ("occupation", "romeLibelle"),
        ("appellation", "appellationlibelle"),
        ("appellation", "appellation"),
    )
    for diploma in record.items("formations"):
        formacode = diploma.word_or_number("codeFormation")
        if formacode:
            codes.append(("formacode", formacode))
    return tuple(dict.fromkeys(codes))


def _place(record: Node, sheet: Sheet) -> Place | None:
    short = record.text("lieu")
    label = record.text("lieuTravail", "libelle") or short
    place = record.get("lieuTravail")
    insee, postcode = place.text("commune"), place.word_or_number("codePostal")
    latitude = place.number("latitude", low=-90, high=90)
    longitude = place.number("longitude", low=-180, high=180)
    if (latitude is None) != (longitude is None) or (latitude == 0 and longitude == 0):
        place.give_back("latitude")
        place.give_back("longitude")
        latitude = longitude = None
    if not (label or insee or postcode or latitude is not None):
        return None
    passage = sheet.fact("place", label or postcode or insee or f"{latitude}, {longitude}")
    return Place(
        label=passage.text,
        insee_code=insee,
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        evidence=(passage,),
    )


def _contract(
    record: Node, sheet: Sheet, evidence: list[tuple[str, Passage]]
) -> tuple[Contract | None, float | None]:
    code, label = record.text("typeContrat"), record.text("typeContratLibelle")
    nature = record.text("natureContrat")
    work_study = record.flag("alternance") is True
    contract = values.CONTRACTS.get(code or "")
    if code and contract is None:
        record.give_back("typeContrat")
    if label or code:
        evidence.append(("contract", sheet.fact("contract", label or code or "")))
    if nature:
        sheet.fact("nature", nature)
    if work_study:
        evidence.append(("contract", sheet.fact("work_study", sheet.word("yes"))))
    folded = fold(f"{nature or ''} {label or ''}")
    if "apprentissage" in folded or "professionnalisation" in folded or work_study:
        contract = Contract.APPRENTICESHIP
    elif contract is None and "non salarie" in folded:
        contract = Contract.SELF_EMPLOYED
    return contract, values.months(label) if label and contract is not Contract.PERMANENT else None


def _hours(
    record: Node, sheet: Sheet, evidence: list[tuple[str, Passage]]
) -> tuple[Hours | None, bool | None]:
    passages: list[Passage] = []
    said: dict[str, None] = {}
    for label in (
        record.text("dureeTravailLibelle"),
        record.text("dureeTravailLibelleConverti"),
        *(item.text() for item in record.items("contexteTravail", "horaires")),
    ):
        if label and one_line(label) not in said:
            said[one_line(label)] = None
            passages.append(sheet.fact("hours", label))
    remote = None
    for item in record.items("contexteTravail", "conditionsExercice"):
        condition = item.text()
        if condition and condition != "Autre":
            passage = sheet.fact("conditions", condition)
            if "teletravail" in fold(condition):
                remote = True
                evidence.append(("remote", passage))
    extra = record.text("complementExercice")
    whole = " | ".join(said)
    hours = Hours(
        weekly=next((h for h in map(values.weekly_hours, said) if h is not None), None),
        full_time=values.full_time(whole),
        evidence=tuple(passages),
        patterns=values.patterns(f"{whole} | {extra or ''}"),
    )
    known = hours.weekly is not None or hours.full_time is not None or hours.patterns
    return (hours if known else None), remote


def _pay(record: Node, sheet: Sheet) -> Pay | None:
    label = record.text("salaire", "libelle")
    comment = record.text("salaire", "commentaire")
    passage = sheet.fact("pay", label) if label else None
    if comment:
        sheet.fact("pay_note", comment)
    amount = values.pay(label) if label else None
    if amount is None or passage is None:
        record.give_back("salaire", "libelle")
        return None
    low, high, period = amount
    return Pay(low=low, high=high, period=period, evidence=(passage,))


def _extras(record: Node, sheet: Sheet) -> None:
    salary = record.get("salaire")
    seen: dict[str, None] = {}
    for node in (
        salary.get("complement1"),
        salary.get("complement2"),
        *(item.get("libelle") for item in salary.items("listeComplements")),
    ):
        label = node.text()
        if label and label != "Autre" and label not in seen:
            seen[label] = None
            sheet.fact("extras", label)


def _company(record: Node, sheet: Sheet, evidence: list[tuple[str, Passage]]) -> str:
    company = record.get("entreprise")
    employer = ""
    name = company.text("nom")
    if name:
        passage = sheet.fact("employer", name)
        evidence.append(("employer", passage))
        employer = passage.text
    about = company.text("description")
    if about:
        sheet.block(about)
    _lines(
        record,
        sheet,
        ("sector", "secteurActiviteLibelle"),
        ("sector", "secteur"),
        ("staff", "trancheEffectifEtab"),
    )
    if company.said_yes("entrepriseAdaptee") | record.said_yes("entrepriseAdaptee"):
        sheet.fact("adapted_company", sheet.word("yes"))
    if record.said_yes("accessibleTH"):
        sheet.fact("open_to_disabled", sheet.word("yes"))
    if record.said_yes("employeurHandiEngage"):
        sheet.fact("handi_engage", sheet.word("yes"))
    return employer


def _link(record: Node) -> str | None:
    for keys in (("origineOffre", "urlOrigine"), ("contact", "urlPostulation")):
        url = record.text(*keys)
        if url and url.startswith(("https://", "http://")):
            return url
        record.give_back(*keys)
    return None


def _lines(record: Node, sheet: Sheet, *facts: tuple[str, str]) -> None:
    for label, key in facts:
        text = record.text(key)
        if text:
            sheet.fact(label, text)
