"""The diplomas that a CV or an offer names, with their level in the French framework (decree 2019-14).

Levels: 3 CAP, 4 baccalauréat, 5 bac+2, 6 licence and maîtrise, 7 master, 8 doctorat; they are those of the
European
Qualifications Framework. State diplomas of care and social work have the level of their latest reform.
British
qualifications follow the UK's own referencing to the EQF, Korean ones years of study. A diploma without a
level of
its own (brevet des collèges, CQP) has ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DiplomaName:
    """A pattern on flat text, the level, and what must hold for the words to mean a diploma.

    ``capitals``: written in capitals ("CAP", not "cap"). ``company``: other diploma words stand near.
    """

    pattern: str
    level: int | None
    capitals: bool = False
    company: bool = False


_STATE: Final[tuple[tuple[str, int], ...]] = (
    (r"infirmier\w{0,2}(?:\(\w{1,3}\))?(?! anesth| de bloc)", 6),
    (r"infirmiere?(?:\(e\))? (?:anesthesiste|de bloc operatoire)|puericultrice", 7),
    (r"aide[ -]soignant\w{0,2}|auxiliaires? de puericulture|moniteur[ -]educateur"
     r"|technicien(?:ne)? de l'intervention sociale", 4),
    (r"accompagnante?s? educati\w{1,3}(?: et social\w{0,2})?|auxiliaires? de vie(?: sociale)?"
     r"|ambulancier\w{0,2}"
     r"|aide medico[ -]psychologique|assistante? familiale?", 3),
    (r"educat(?:eur|rice) (?:specialisee?|de jeunes enfants|technique)"
     r"|assistante?(?: de)? (?:service )?sociale?"
     r"|ergotherapeute|psychomotricien(?:ne)?|manipulat(?:eur|rice)|pedicure"
     r"|conseiller\w{0,2} en economie", 6),
    (r"masseur[ -]kinesitherapeute|kinesitherapeute|sage[ -]femme|architecte", 7),
    (r"docteur en (?:medecine|pharmacie)|medecin", 8),
)  # fmt: skip

_PLAIN: Final[tuple[DiplomaName, ...]] = (
    DiplomaName(r"(?:ba|bsc|beng|bed|llb|b\.a\.?|b\.sc\.?)(?: ?\((?:hons|honours)\)| hons)", 6),
    DiplomaName(r"ba|beng|llb", 6, capitals=True, company=True),
    DiplomaName(r"pgce|postgraduate (?:certificate|diploma)(?: in education)?", 7),
    DiplomaName(r"전문대(?:학교?)?(?=\s?(?:\S{1,10}과\s?)?졸업)", 5),
    DiplomaName(r"대학교(?=\s?(?:\S{1,10}(?:과|부|전공)\s?)?졸업)", 6),
    DiplomaName(r"doctorat|docteur en|ph\.? ?d\.?|doctorate|doctoral degree|박사(?:\s?학위)?", 8),
    DiplomaName(r"bac(?:calaureat)?\s?\+\s?8", 8),
    DiplomaName(
        r"bac(?:calaureat)?\s?\+\s?[56](?:\s?/\s?\+?\s?[5-8])?|diplome d'ingenieur|ecoles? d'ingenieurs?"
        r"|formation d'ingenieur|titre d'ingenieur|ingenieur diplomee?"
        r"|diplome d'etudes (?:superieures specialisees|"
        r"approfondies)|msc|m\.sc\.?|mba|master'?s degree|master of (?:science|arts|business|education"
        r"|engineering)"
        r"(?: administration)?|mastere(?: specialisee?)?|dscg|cafdes|capes|dess|석사(?:\s?학위)?",
        7,
    ),
    DiplomaName(r"masters? ?(?:[12]|i{1,2}|pro(?:fessionnel)?|recherche|meef|degree)(?![a-z])", 7),
    DiplomaName(r"masters?", 7, company=True),
    DiplomaName(
        r"bac(?:calaureat)?\s?\+\s?[34](?:\s?(?:/|a|ou)\s?\+?\s?[3-5])?"
        r"|licences? pro(?:fessionnelles?)?(?![a-z])"
        r"|bachelor'?s degree|bachelor of \w{2,12}|bachelor|bsc|b\.sc\.?|undergraduate degree"
        r"|(?:university|honours|college) degree|dcg|decesf|caferuis|desjeps|dees|deeje|deass|deets|dei|ibode"
        r"|maitrise universitaire|(?<!전문)학사(?:\s?학위)?|대졸(?:자)?|4년제",
        6,
    ),
    DiplomaName(r"licence(?: [123])?", 6, company=True),
    DiplomaName(r"iade|demk", 7, capitals=True),
    DiplomaName(
        r"but(?= (?:tc|gea|gaco|mmi|gmp|geii|mt2e|gccd|hse|qlio|gim|sgm|info|informatique|techniques|genie|mesures"
        r"|metiers|carrieres|chimie|gestion|packaging|statistique|reseaux|information)\b)",
        6,
        capitals=True,
    ),
    DiplomaName(r"b\.?u\.?t\.?", 6, capitals=True, company=True),
    DiplomaName(r"ide", 6, capitals=True, company=True),
    DiplomaName(
        r"bac(?:calaureat)?\s?\+\s?2(?:\s?(?:/|a|ou|-)\s?\+?\s?[34])?|bts ?a?"
        r"|brevet de technicien superieur(?: agricole)?"
        r"|dut|diplome universitaire de technologie|deug|deust|hnd|hnc|foundation degree|dejeps|dma"
        r"|전문학사|전문대졸|초대졸",
        5,
    ),
    DiplomaName(
        r"bac(?:calaureat)? ?pro(?:fessionnel)?(?![a-z])|bac(?:calaureat)? ?(?:techno(?:logique)?|general"
        r"|stmg|stg|stt"
        r"|sti2d|sti|st2s|stl|sms|es|s|l|scientifique|litteraire)(?![a-z])|baccalaureat|a[ -]levels?|bp ?jeps"
        r"|brevet professionnel|brevet de technicien|daeu|deas|deap|deme|detisf|bta|bma|bepecaser"
        r"|mention complementaire"
        r"|high school diploma|고졸(?:자)?|고등학교\s?졸업",
        4,
    ),
    DiplomaName(r"bac(?!\s?\+)", 4, company=True),
    DiplomaName(r"bp|bt", 4, capitals=True, company=True),
    DiplomaName(
        r"certificat d'aptitude professionnelle|brevet d'etudes professionnelles(?: agricoles)?|bepa?|capa"
        r"|deaes|deavs"
        r"|deamp|deaf|bapaat|gcses?",
        3,
    ),
    DiplomaName(r"cap(?: aepe)?", 3, company=True),
    DiplomaName(
        r"brevet des colleges|diplome national du brevet|dnb|certificat de formation generale"
        r"|titre pro(?:fessionnel)?"
        r"(?![a-z])|titre rncp|cqp|certificat de qualification professionnelle|중졸",
        None,
    ),
    DiplomaName(r"nvq(?: level [1-7])?|rncp", None, company=True),
    DiplomaName(r"city (?:&|and) guilds(?: level [1-7])?", None),
)

DIPLOMAS: Final[tuple[DiplomaName, ...]] = (
    *(
        DiplomaName(
            rf"(?:diplomes? d'etat (?:d'|de |d |en )?|de (?:d'|de )?|diplomee? d'etat )(?:{who})"
            rf"|(?:{who})(?: de|,)? ?diplomee?s?(?:\(e\))?(?:\.e)? d'etat",
            level,
        )
        for who, level in _STATE
    ),
    DiplomaName(r"diplomes? d'etat(?! (?:membre|francais))", None),
    *_PLAIN,
)

# Words that, near "licence", "master", "bac" or "CAP", tell that a diploma is meant.
COMPANY: Final = (
    r"\b(?:bac\b(?! a )|bac ?\+|bts|dut|deug|bep\b|cap[/ ,]|cap ou|master ?[12]|licence|diplom|universit"
    r"|obten|obtenu"
    r"|titulaire|niveau (?:d'etude|minimum|bac|bep|cap|licence|master)|niveau|formation|etudes?|faculte"
    r"|lycee|ecole"
    r"|mention|qualification|certifi|degree|graduat|education|(?:19|20)\d\d\b|bachelor|scolaire|cfa\b|iut\b"
    r"|bp\b)"
)
# What follows or leads the same words when they mean something else.
NOT_AFTER: Final = (
    r"(?:s? (?:a(?! bac)|de (?:retention|plonge|rangement|lavage|tri|peinture|vente|ramassage)|acier|gastro|poubelle"
    r"|plastique|inox|open|apache|mit|gpl|ouverte|sportive|federale|iv\b|4\b|de (?:logiciel|pilote|transport"
    r"|peche|taxi"
    r"|debit|boisson|maitre|marque)|the\b|class\b|key\b|chef\b|plan\b|file|franchise|coach"
    r"|data (?:management|manager)"
    r"|emploi|interim|sur\b|vers\b|gemini|d'agde|ferret|vert\b|formation\b|to\b|agreement|plates?\b|holder)"
    r"|(?:class|mind|card|key|ing\b|ed\b))"
)
NOT_BEFORE: Final = (
    r"(?:\b(?:driving|driver|driver's|sia|software|operating|personal|alcohol|fishing|scrum|web|to|game"
    r"|harbour|house"
    r"|post|floor|toast|sous|must|can|will|nouveau|tv|pilot|street|the|maintenir le|garder le|tenir le"
    r"|franchir un"
    r"|un nouveau) $)"
)
