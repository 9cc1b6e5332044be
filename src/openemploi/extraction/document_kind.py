"""Whether a text is an offer or a CV, told from the words each is written with."""

from __future__ import annotations

import re
from typing import Final

from openemploi.folding import fold

_OFFER: Final = re.compile(
    r"\bh\s*/\s*f\b|\bf\s*/\s*h\b|\bm/w/d\b|profil recherche|vos missions|missions principales|nous recherchons|"
    r"\brecrute\b|poste a pourvoir|nous offrons|avantages\s*:|remuneration|candidature|vous (?:serez|etes|aurez"
    r"|justifiez|maitrisez)|votre profil|rejoignez|we are (?:looking|hiring|seeking)|you will|your (?:role|profile)"
    r"|requirements|"
    r"responsibilities|what we offer|apply (?:now|by)|job description|모집|채용|담당 업무|자격 요건|우대"
)
_CV: Final = re.compile(
    r"curriculum|\bcv\b|experiences? professionnelles?|parcours professionnel|centres? d'interet|loisirs|nationalite|"
    r"ne\(?e?\)? le"
    r"|\b\d{2} ans\b|permis b\b|diplomes?\b|formations?\b"
    r"|mon (?:experience|parcours)"
    r"|je (?:suis|cherche|recherche)|"
    r"work experience|employment history|education|references|hobbies|interests|date of birth|이력서|경력|학력|자기소개"
)
_HEAD: Final = 6000


def is_offer(text: str) -> bool:
    """Whether ``text`` is written like an offer rather than like a CV; a CV when in doubt.

    >>> is_offer("La commune recrute un agent d'accueil (H/F). Vos missions : … Profil recherché : …")
    True
    >>> is_offer("Paul Martin. Expérience professionnelle : caissier, 2019-2023. Loisirs : football.")
    False
    """
    head = fold(text[:_HEAD])
    offer = len({found.group() for found in _OFFER.finditer(head)})
    person = len({found.group() for found in _CV.finditer(head)})
    return (offer >= 2 and offer > person) or (offer == 1 and person == 0)
