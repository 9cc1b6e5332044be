"""Twins: the same CV, one protected fact apart. Nothing that a score may look at differs between two twins.

``original`` is the CV as its source has it. Each other file changes (or adds, when the CV kept silent) what its name
says; ``everything`` changes all at once. ``wording`` is apart: it is ``sex`` with the titles said in the other gender
(caissière, caissier), which must not change a score either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from people import address_of
from writers.sheet import Person, Sheet, Source

WITH_PHOTO = (
    "pdf", "pdf-two-columns", "pdf-table", "pdf-scan", "jpeg-photo", "png", "docx", "docx-text-boxes", "odt", "html",
)  # fmt: skip
OTHER_NAMES = {"f": ("Aïssatou", "Benmoussa"), "m": ("Abdelkader", "Camara")}
PLAIN_NAMES = {"f": ("Catherine", "Dupuy"), "m": ("François", "Lambert")}
KOREAN_NAMES = {"f": ("보람", "신"), "m": ("경수", "신")}
FIRST_NAME_OF_OTHER_SEX = {"f": "Vincent", "m": "Véronique"}
KOREAN_OTHER_SEX = {"f": "철수", "m": "영희"}
SHOWN = {
    "fr": {
        "age": "Âge : {age} ans",
        "nationality": "Nationalité : {nationality}",
        "sex": "Civilité : {title}",
    },
    "en": {"age": "Age: {age}", "nationality": "Nationality: {nationality}", "sex": "Title: {title}"},
    "ko": {"age": "나이: {age}세", "nationality": "국적: {nationality}", "sex": "성별: {title}"},
}
NATIONALITIES = {
    "fr": ("ivoirienne", "française"),
    "en": ("Ivorian", "French"),
    "ko": ("코트디부아르", "프랑스"),
}
SAYS = {"age": ("{age}", "{birth}"), "nationality": ("{nationality}",), "sex": ("{title}",)}
GENDERS = tuple(
    pair.split("/")
    for pair in (
        "aide-soignante/aide-soignant caissière/caissier vendeuse/vendeur serveuse/serveur cheffe/chef hôtesse/hôte "
        "agente/agent employée/employé opératrice/opérateur conductrice/conducteur développeuse/développeur "
        "animatrice/animateur infirmière/infirmier professeure/professeur cuisinière/cuisinier bergère/berger "
        "maraîchère/maraîcher assistante/assistant étudiante/étudiant électricienne/électricien "
        "technicienne/technicien boulangère/boulanger maçonne/maçon soudeuse/soudeur chauffeuse/chauffeur "
        "livreuse/livreur ouvrière/ouvrier chaudronnière/chaudronnier magasinière/magasinier confirmée/confirmé "
        "diplômée/diplômé administrative/administratif polyvalente/polyvalent débutante/débutant "
        "formatrice/formateur apprentie/apprenti intérimaire/intérimaire régisseuse/régisseur "
        "suppléante/suppléant aidante/aidant née/né mariée/marié divorcée/divorcé"
    ).split()
)  # fmt: skip


def twins(source: Source) -> Iterator[Sheet]:
    """The original first, then one sheet for each fact that this CV's format can show."""
    person, sheet = source.person, source.sheet
    yield source.filled(key="original")
    changes = {
        "name": _renamed(person, sheet.language),
        "sex": _other_sex(person, sheet.language),
        "age": replace(person, born="2004-02-17" if (person.age or 0) > 40 else "1963-09-30"),
        "address": replace(
            person, address="Cité des Micocouliers, bâtiment C", postcode="13015", town="Marseille"
        ),
        "nationality": _foreign(person, sheet.language),
        "photo": replace(person, photo=not person.photo),
    }
    for fact, twin in changes.items():
        if fact == "photo" and sheet.form not in WITH_PHOTO:
            continue
        yield _showing(source, fact).filled(key=fact, person=twin)
    yield _everything(source)
    if sheet.language == "fr":
        said = _reworded(_showing(source, "sex").sheet, to=_opposite(person))
        yield replace(source, sheet=said).filled(key="wording", person=changes["sex"])


def _everything(source: Source) -> Sheet:
    language = source.sheet.language
    person = _foreign(_other_sex(_renamed(source.person, language), language), language)
    person = replace(
        person,
        born="2004-02-17" if (source.person.age or 0) > 40 else "1963-09-30",
        address="Cité des Micocouliers, bâtiment C",
        postcode="13015",
        town="Marseille",
        photo=not person.photo,
    )
    shown = _showing(_showing(_showing(source, "age"), "nationality"), "sex")
    return shown.filled(key="everything", person=person)


def _renamed(person: Person, language: str) -> Person:
    sex = person.sex or "f"
    if language == "ko":
        first, last = KOREAN_NAMES[sex]
        return replace(person, first_name=first, last_name=last)
    first, last = OTHER_NAMES[sex]
    if address_of(first, last) == person.email or person.nationality not in ("", "française"):
        first, last = PLAIN_NAMES[sex]
    return replace(person, first_name=first, last_name=last, email=address_of(first, last))


def _other_sex(person: Person, language: str) -> Person:
    sex = person.sex or "f"
    if language == "ko":
        return replace(person, first_name=KOREAN_OTHER_SEX[sex], sex=_opposite(person))
    first = FIRST_NAME_OF_OTHER_SEX[sex]
    return replace(person, first_name=first, sex=_opposite(person), email=address_of(first, person.last_name))


def _opposite(person: Person) -> str:
    return "m" if person.sex == "f" else "f"


def _foreign(person: Person, language: str) -> Person:
    foreign, french = NATIONALITIES[language]
    return replace(person, nationality=french if person.nationality not in ("", french) else foreign)


def _showing(source: Source, fact: str) -> Source:
    """The source with a line that says ``fact``, unless it has one already."""
    sheet = source.sheet
    if fact not in SAYS:
        return source
    if any(word in line for word in SAYS[fact] for line in (*sheet.contact, sheet.body)):
        return source
    if sheet.form == "europass-xml":
        return source  # the format has its own place for it
    line = SHOWN[sheet.language][fact]
    if sheet.body:
        return replace(source, sheet=replace(sheet, body=sheet.body.rstrip("\n") + "\n" + line + "\n"))
    return replace(source, sheet=replace(sheet, contact=(*sheet.contact, line)))


def _reworded(sheet: Sheet, *, to: str) -> Sheet:
    """The headline, the titles and what is said of the person in the other gender; tasks may speak of others."""
    contact = tuple(_other_gender(line, to=to) for line in sheet.contact)
    sections = tuple(
        replace(
            section,
            entries=tuple(replace(e, title=_other_gender(e.title, to=to)) for e in section.entries),
        )
        for section in sheet.sections
    )
    headline, body = _other_gender(sheet.headline, to=to), _other_gender(sheet.body, to=to)
    return replace(sheet, headline=headline, contact=contact, sections=sections, body=body)


def _other_gender(text: str, *, to: str) -> str:
    """``text`` with the words of ``GENDERS`` in the other gender; other words stay."""
    for feminine, masculine in GENDERS:
        old, new = (feminine, masculine) if to == "m" else (masculine, feminine)
        for before, after in ((old, new), (old.capitalize(), new.capitalize()), (old.upper(), new.upper())):
            text = re.sub(rf"(?<![\w{{-]){re.escape(before)}(?![\w}}-])", after, text)
    return text
