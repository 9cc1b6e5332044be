"""What somebody was trained for: the occupations of a diploma, the skills of a licence or of a certificate.

The rows are in ``taxonomy/starter/diplomas.yaml`` and ``licences.yaml``. Only the words of the diploma and of
its field are read, never a school's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from openemploi.extraction.model import Education
from openemploi.folding import STOP_WORDS, fold, stem, words
from openemploi.taxonomy.starter import OCCUPATION, SKILL
from openemploi.taxonomy.starter.proofs import TrainingDiploma, teaching_licences, training_diplomas

_GAP: Final = 3  # words between a diploma and its field: "bac pro en alternance, spécialité commerce"
_STATE: Final = re.compile(r"\bD\.?E\.?(?=\s)")  # "DE infirmier": as a word, "de" would say nothing
_SCHOOL: Final = re.compile(
    r"\b(?:lyc[ée]es?|coll[èe]ge|[ée]cole|universit[ée]|facult[ée]|institut|iut|cfa|greta|afpa|ifsi|ifas|mfr|university"
    r"|cned|cnam|campus|centre de formation|acad[ée]mie|academy)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LONG: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"\b(?:{long})\b"), short)
    for long, short in (
        ("certificat d aptitude professionnelle agricole", "capa"),
        ("certificat d aptitude professionnelle", "cap"),
        ("brevet d etudes professionnelles agricoles", "bepa"),
        ("brevet d etudes professionnelles", "bep"),
        ("bac(?:calaureat)? pro(?:fessionnel)?", "bacpro"),
        ("bac(?:calaureat)? techno(?:logique)?", "bactechno"),
        ("brevet de technicien superieur agricole|bts agricole", "btsa"),
        ("brevet de technicien superieur", "bts"),
        ("diplome universitaire de technologie", "dut"),
        ("bachelor universitaire de technologie", "but"),
        ("brevet professionnel", "bp"),
        ("brevet des metiers d art", "bma"),
        ("titre pro(?:fessionnel)?|tp", "titrepro"),
        ("licence pro(?:fessionnelle)?", "licencepro"),
        ("mention complementaire|mc", "mentioncomp"),
        ("certificat de qualification professionnelle", "cqp"),
        ("diplomee? d etat", "diplome etat"),
    )
)
VOCATIONAL: Final = frozenset(
    "cap capa bep bepa bacpro bts btsa bp bpa bma titrepro licencepro mentioncomp cqp".split()
)

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    diploma: _Words
    field: _Words
    row: TrainingDiploma


def trained_occupations(education: Education) -> tuple[str, ...]:
    """The URIs of the occupations that a diploma held trains for; none when it is general, unknown or not obtained.

    >>> from openemploi.extraction.model import Passage
    >>> held = Education("CAP cuisine", Passage("CAP cuisine", 0, 11, 1), level=3, field_of_study="cuisine")
    >>> trained_occupations(held)
    ('urn:openemploi:occupation:cook',)
    """
    if education.obtained is False:
        return ()
    said = _said(education)
    best: _Name | None = None
    for at, word in enumerate(said):
        for name in _names().get(word, ()):
            if education.level in (None, name.row.level) and _stands(name, said, at):
                longer = best is None or (len(name.field), len(name.diploma)) > (
                    len(best.field),
                    len(best.diploma),
                )
                best = name if longer else best
    return tuple(OCCUPATION + name for name in best.row.occupations) if best else ()


def vocational_field(education: Education) -> str:
    """The field of a vocational diploma held, as written; empty when it is none, or general."""
    if education.obtained is False or not VOCATIONAL & set(_plain(education.title).split()):
        return ""
    return education.field_of_study


def certificate_skills(education: Education) -> tuple[str, ...]:
    """The URIs of the skills that a certificate or a course is about ("formation HACCP")."""
    if education.obtained is False:
        return ()
    said = _said(education)
    return tuple(
        dict.fromkeys(
            skill
            for name, skills in _certificates()
            if any(said[at : at + len(name)] == name for at in range(len(said)))
            for skill in skills
        )
    )


def diploma_name(education: Education) -> str:
    """The diploma as its title writes it, up to where a school is named; empty when the title begins with one."""
    title = education.title.partition(education.school)[0] if education.school else education.title
    return _SCHOOL.sub("", title).strip(" ,;:–-|(")


def licence_skills(code: str) -> tuple[str, ...]:
    """The URIs of the skills that whoever holds the licence ``code`` has learnt.

    >>> licence_skills("first-aid:SST")
    ('urn:openemploi:skill:first-aid',)
    """
    return _licences().get(code, ())


def _said(education: Education) -> _Words:
    """The words of the diploma and of its field, in the form in which names are compared."""
    title, field = diploma_name(education), education.field_of_study
    return _compared(title + (f" {field}" if field and field not in title else ""))


def _compared(text: str) -> _Words:
    plain = _plain(_STATE.sub("diplôme d'État", text))
    return tuple(stem(word) for word in plain.split() if word not in STOP_WORDS)


def _plain(text: str) -> str:
    plain = " ".join(words(fold(text)))
    for long, short in _LONG:
        plain = long.sub(short, plain)
    return plain


def _stands(name: _Name, said: _Words, at: int) -> bool:
    end = at + len(name.diploma)
    if said[at:end] != name.diploma:
        return False
    size = len(name.field)
    return not size or any(said[start : start + size] == name.field for start in range(end, end + _GAP + 1))


@cache
def _names() -> dict[str, list[_Name]]:
    """Every diploma with each of its fields, by the first word of the diploma."""
    found: defaultdict[str, list[_Name]] = defaultdict(list)
    for row in training_diplomas():
        for diploma in map(_compared, row.diplomas):
            for field in map(_compared, row.fields or ("",)):
                found[diploma[0]].append(_Name(diploma, field, row))
    return dict(found)


@cache
def _certificates() -> Sequence[tuple[_Words, tuple[str, ...]]]:
    return [(_compared(name), _uris(row.skills)) for row in teaching_licences() for name in row.names]


@cache
def _licences() -> dict[str, tuple[str, ...]]:
    return {code: _uris(row.skills) for row in teaching_licences() for code in row.codes}


def _uris(skills: Sequence[str]) -> tuple[str, ...]:
    return tuple(SKILL + name for name in skills)
