"""Whether a text is an offer or a CV, told from the words each is written with."""

from __future__ import annotations

import re
from typing import Final

from openemploi.folding import fold

# What an offer says and a CV hardly ever.
_OFFER: Final = re.compile(
    r"(?<!\w)(?:h\s*/\s*f|f\s*/\s*h)\b|\bm/[wf]/[dx]\b|profil recherche|vos (?:missions|activites)|missions principales"
    r"|(?:nous|on) (?:re)?cherch(?:e|ons)\b|\brecrut(?:e|ons)\b|\bembauche\b|\b(?:re)?cherchons\b"
    r"|postes? (?:vacant|a pourvoir)"
    r"|nous offrons|avantages\s*:|candidature|\b(?:votre|ton) profil|rejoignez|debutant\w*(?:\(e\))? accepte"
    r"|vous (?:serez|etes|aurez|avez|justifiez|maitrisez|savez|assurez|intervenez|participerez)"
    r"|\bvous (?!trouverez|recevrez|pourrez|devez|souhait|permett|remerci|prie|aviez|avez)\w{3,}ez\b"
    r"|\btu (?:maitrises|prepares)"
    r"|\b(?!je )\w+ (?:\([^)\n]{1,20}\) )?(?:a [\w' -]{2,25} |, )?(?:re)?cherche "
    r"(?=[a-z]{3,15}(?:\(e\)|eu[rs]e?|ere?|rice|ien(?:ne)?|ante?|iste|e de )|un)"
    r"|\benvoye[rz] (?:votre |vos |un )?cv\b|recherch\w+ personnes?\b"
    r"|we(?:'re| are) (?:looking|hiring|seeking)|you will|what you'll"
    r"|\byour (?:role|profile)|requirements|responsibilities"
    r"|what we offer|we offer|apply (?:now|by)|job (?:description|title)|applicants|\w+ (?:needed|wanted)\b"
    r"|(?:essential|desirable|required)\s*[:.,]|모집|채용|구인|구합니다|담당\s?업무|자격\s?요건|우대|주요\s?업무|근무지"
)
# What an offer says of the job, and a person sometimes of what they want or had.
_TERMS: Final = re.compile(
    r"\bcdi\b|\bcdd\b|temps (?:partiel|plein|complet)|\d ?h(?:eures)?\s?(?:/|par |hebdo)\s?(?:sem\w*)?"
    r"|\b[23]\d ?h\b|salaire|remuneration|\bsmic\b|\b(?:brut|net)s?\b"
    r"|per (?:hour|annum)|\d\s?(?:€|euros?|k€)|[€£]\s?\d|full-time|part-time"
    r"|\b(?:exige|souhaite|apprecie|obligatoire|indispensable|imperati(?:f|ve))e?s?\b|serait un (?:plus|\+)"
    r"|est un (?:plus|atout)"
    r"|\b(?:required|desirable|preferred|essential)\b|would be a (?:bonus|plus)|nice to have"
    r"|\b(?:salary|immediate start)\b"
    r"|\bformation assuree|급여|시급|연봉|필수|무관"
)
# What a person says of themselves.
_CV: Final = re.compile(
    r"curriculum|(?:^|\n)\W{0,3}cv\b|experiences? professionnelles?|parcours professionnel|centres? d'interet|loisirs"
    r"|nationalite|\bne(?:\(e\)|e)? le|mon (?:experience|parcours|bts|bac|cap|permis)"
    r"|\b(?:je (?:suis|cherche|recherche|souhaite)"
    r"|j'ai|j'etais|je n'ai)\b|\bi (?:am|have|was|worked)\b|\bmy (?:experience|own)\b"
    r"|(?:^|\n)\W{0,3}(?:en )?recherche? (?:d'|un |une )?(?:emploi|poste|travail|contrat|stage|cdi|cdd|alternance)\b"
    r"|employment history|hobbies|date of birth|이력서|자기소개|저는"
)
# What stands in both, and counts for a person only where something else speaks of one.
_EITHER: Final = re.compile(
    r"\bcv\b|permis b\b|diplomes?\b|formations?\b|work experience|education|references|interests|경력|학력"
)
_AGE: Final = re.compile(r"(?:^|[\n,|•-])\s*\d{2} ans\s*(?:$|[\n,|•.-])")
# "2019 – 2023", "depuis 2018", "03/2020 - aujourd'hui", "2021.03 ~ 현재".
_PAST: Final = re.compile(
    r"\b(?:19|20)\d\d\b\.?(?:\d\d)?\s*(?:[-–—~/à]|a|au|to|until)\s*(?:\w{3,9}\.?\s|\d\d[/.])?(?:(?:19|20)\d\d"
    r"|aujourd|present|now|today|ce jour|현재|date|en cours)|\b(?:depuis|since)\s(?:\w{3,9}\s)?(?:19|20)\d\d"
    r"|(?:^|\n)\W{0,3}(?:(?:\d\d/)?(?:19|20)\d\d)\b"
)
# An address of a person at the head: offers put theirs at the end.
_CONTACT: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?<!\d)0[1-79](?:[ .-]?\d\d){4}(?!\d)|\b010-\d{4}-\d{4}")
_HEAD: Final = 6000
_TOP: Final = 300  # characters that a CV gives its address in
_DATES: Final = 3  # stretches of a life that count


def is_offer(text: str) -> bool:
    """Whether ``text`` is written like an offer rather than like a CV; a CV when in doubt.

    >>> is_offer("La commune recrute un agent d'accueil (H/F). Vos missions : … Profil recherché : …")
    True
    >>> is_offer("Paul Martin. Expérience professionnelle : caissier, 2019-2023. Loisirs : football.")
    False
    """
    head = fold(text[:_HEAD])
    asks, terms = _different(_OFFER, head), _different(_TERMS, head)
    person = _different(_CV, head) + min(len(_PAST.findall(head)), _DATES)
    person += bool(_AGE.search(head)) + bool(_CONTACT.search(head[:_TOP]))
    if person:
        person += _different(_EITHER, head)
    if asks:
        return 2 * asks + terms > 2 * person
    return terms >= 2 and not person


def _different(pattern: re.Pattern[str], text: str) -> int:
    """How many different things ``pattern`` finds in ``text``."""
    return len({found.group() for found in pattern.finditer(text)})
