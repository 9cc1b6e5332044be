"""How well a language is mastered, from the words or the test score that stand by its name.

The scale is the Common European Framework of Reference. Letters (A1…C2) are taken as written. For words there
is
no official table; the reading below is ours, chosen low in doubt so that nobody is promised more than was
said:
"débutant" A1; "notions", "bases", "scolaire", "beginner", "basic" A2; "intermédiaire", "conversational" B1;
"bon niveau", "lu, écrit, parlé", "opérationnel", "professional working proficiency" B2; "courant", "fluent",
"avancé" C1; "bilingue" C2; "langue maternelle", "native" NATIVE.

Scores: TOEIC Listening and Reading, TOEFL iBT (ETS, CEFR mapping studies: 120/225/550/785/945 and
42/72/95/114),
IELTS (IELTS "Setting IELTS entry scores", 4/5.5/7/8.5), JLPT (Japan Foundation, "CEFR level for reference",
lower
level of each grade), TOPIK (six grades taken in order as A1…C2: the reading in use in French and Korean
universities, not an official one), OPIc (ACTFL, "Assigning CEFR ratings to ACTFL assessments", speaking). DELF, DALF,
DELE, Goethe, CLES: by level. Marks out of five ("★★★☆☆", "3/5") are ours too: A1 for one, up to C1 for five; "LV1" says
which language came first at school and no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from openemploi.extraction.model import LanguageLevel as L

SCORE_LANGUAGE: Final = {
    "toeic": "en", "toefl": "en", "ielts": "en",
    "delf": "fr", "dalf": "fr", "tcf": "fr", "dele": "es", "goethe": "de", "topik": "ko", "jlpt": "ja",
    "opic": "en", "토익": "en", "토플": "en", "오픽": "en",
}  # fmt: skip

_WORDS: Final[tuple[tuple[str, L], ...]] = (
    # Longest and most particular first: the first that matches decides.
    (r"langues? maternelles?|maternelles?|de naissance|natifs?|mother tongue|native(?: or bilingual)?(?: speaker"
     r"| level)?"
     r"|first language|원어민|모국어", L.NATIVE),
    (r"(?:parfaitement )?(?:bilingues?|trilingues?|bilingual|trilingual)", L.C2),
    (r"assez bon(?:ne)?(?: niveau| maitrise)?|fairly good|limited working proficiency", L.B1),
    (r"(?:tres bon|excellent|parfait)(?:ne|e)?s? (?:niveau|maitrise|connaissances?|pratique|expression)"
     r"(?: professionnel(?:le)?)?|full professional proficiency|excellent(?:e)?|tb|(?<![가-힣])상(?![가-힣])|very good"
     r"|perfect(?:ly)?", L.C1),
    (r"(?:bon|solide)(?:ne)?s? (?:niveau|maitrise|connaissances?|pratique|bases)(?: professionnel(?:le)?)?"
     r"|professional working proficiency|working knowledge|(?:good|strong)(?: level| knowledge| command)?"
     r"|upper[ -]intermediate|intermediaire (?:superieur|avance)|operationnel(?:le)?s?|business level"
     r"|비즈니스", L.B2),
    (r"(?:pratique )?courante?s?|couramment|fluent(?:ly)?|fluency|avancee?s?|advanced|유창|능통|상급|고급", L.C1),
    (r"(?:lue?s?|ecrite?s?|parlee?s?)(?:\s?(?:,|/|-|&|et)\s?(?:lue?s?|ecrite?s?|parlee?s?)){1,2}"
     r"|(?:read|written|spoken)(?:\s?(?:,|/|-|&|and)\s?(?:read|written|spoken)){1,2}", L.B2),
    (r"(?:niveau )?(?:intermediaires?|moyen)|pre-?intermediate|intermediate|conversational"
     r"|conversation(?:nel)?\b"
     r"|중급|(?<![가-힣])중(?![가-힣])|일상\s?회화|회화\s?가능", L.B1),
    (r"vrais? debutants?|faux debutants?|debutante?s?(?! (?:accepte|bienvenu|possible))|initiation"
     r"|elementary beginner|초보", L.A1),
    (r"(?:quelques |bonnes? |simples )?(?:notions?|bases?|rudiments?|connaissances? de base"
     r"|connaissances? scolaires?)"
     r"(?: de base)?|scolaires?|elementaires?|beginner|basics?(?: knowledge| level)?"
     r"|elementary(?: proficiency)?"
     r"|some knowledge|a little|un (?:tout )?(?:petit )?peu|초급|기초|(?<![가-힣])하(?![가-힣])", L.A2),
)  # fmt: skip
# OPIc is graded like the ACTFL interview: ACTFL, "Assigning CEFR ratings to ACTFL assessments".
_OPIC: Final = {
    "al": L.B2, "ih": L.B1, "im": L.B1, "im1": L.B1, "im2": L.B1, "im3": L.B1, "il": L.A2,
    "nh": L.A1, "nm": L.A1, "nl": L.A1,
}  # fmt: skip
_CEFR: Final = r"(?P<cefr>[abc][12])\b(?:\s?\+)?(?:\s?(?:/|-|a|ou|to|or)\s?[abc][12]\b\+?)?"
_SCORE: Final = (
    r"(?P<test>toeic|toefl|ielts|topik|jlpt|delf|dalf|dele|goethe(?:-zertifikat)?|cles|tcf|opic|토익|토플|오픽)(?![a-z])"
    r"(?:\s{0,2}(?:ibt|listening|reading|score|de|of|:|=|-|\(|niveau|level|jlpt|grade"
    r"|n(?=[1-5]\b))){0,3}\s{0,2}"
    r"(?P<score>\d{1,3}(?:[.,]\d)?|[abc][12]|(?:al|ih|im[1-3]?|il|n[hml])(?![a-z]))(?![\d.,]*\d)(?:\s?/\s?\d{3})?(?:\s?(?:points|pts|급|점))?"
)
_GROUPS: Final = "|".join(f"(?P<w{i}>{words})" for i, (words, _) in enumerate(_WORDS))
_LEVEL: Final = rf"(?:{_SCORE}|{_CEFR}|(?:{_GROUPS})(?![a-z]))"

# What may stand between a name and its level without saying anything of its own.
_FILLER: Final = (
    r"(?:niveau|level|langue|proficiency|professionnel(?:le)?s?|technique|commercial|medical|business|tres"
    r"|very|oral"
    r"|ecrit|lu|parlee?|spoken|written|a l'oral|a l'ecrit|oral et ecrit|est|is|de|d'un|un|une|au|at|a|of|in"
    r"|en"
    r"|minimum|mini|minimal|min|souhaitee?|exigee?|requise?|indispensable|imperatif|obligatoire|avec|with"
    r"|certifiee?"
    r"|score|equivalent|cecrl|cecr|cefr|equivaut|appreciee?|plus|du|the|une bonne|능력|수준)"
)
_AFTER: Final = re.compile(rf"(?:[ \t:,()\[\]=*>|/-]|{_FILLER}\b){{0,10}}(?<![a-z0-9]){_LEVEL}\s?\)?")
_BEFORE: Final = re.compile(
    rf"(?<![a-z0-9]){_LEVEL}\s{{0,2}}[:)]?\s{{0,2}}"
    r"(?:(?:niveau|level|speaker|maitrise|connaissances?|de la|de|du|en|d'|l'|le|la|in|of|au|user|working"
    r"|knowledge"
    r"|langues?|pratique|orale?|ecrite?|professionnel(?:le)?|et|and|technique|command"
    r"|skills in)\s{0,2}){0,5}$"
)
_ANY_SCORE: Final = re.compile(rf"(?<![a-z0-9]){_SCORE}")

LEFT_CUE: Final = re.compile(
    r"\b(?:parl(?:e|er|ez|ons|ant|es)|speak(?:s|ing)?|read(?:s|ing)?|write|writing|pratiqu(?:e|er|ez|ant)"
    r"|maitris(?:e|er|ez|ant)|comprend(?:s|re|ez)?|comprehension|connaissances?|connaitre|knowledge|aisance"
    r"|a l'aise"
    r"|echang(?:e|er|es)|communiqu(?:e|er|ant)|communication|expression|lire|ecrire|langues?|niveau|command|"
    r"proficien(?:t|cy)|competences?|conversation|s'exprimer|anglophone)"
    r"(?:\s{1,2}(?:bien|couramment|un (?:tout )?(?:petit )?peu|orale?|ecrite?|et|professionnelle?|technique|parfaite?"
    r"|bonne?)){0,3}"
    r"\s{0,2}:?\s{0,2}(?:de la |de l'|de |du |d'|en |l'|le |la |of |in |the |un (?:tout )?(?:petit )?peu )?$"
)
RIGHT_CUE: Final = re.compile(
    r"[ \t:,(-]{0,4}(?:(?:est|is|serait|would be|sera) )?(?:(?:fortement|vivement|tres|strongly|highly) )?"
    r"(?:parlee?|lue?|ecrite?|orale?|spoken|written|professionnel|technique|commercial|des affaires|exigee?"
    r"|requise?"
    r"|souhaitee?|demandee?|appreciee?|indispensable|obligatoire|imperatif|required|mandatory|essential|desirable"
    r"|preferred"
    r"|(?:est |serait )?un (?:vrai |reel |gros )?(?:plus|atout|\+)|a (?:plus|bonus)|an (?:asset|advantage)|fluency"
    r"|speak(?:er|ing)"
    r"|lv[12]|toeic|toefl"
    r"|ielts|toeic|을? ?가능|를? ?가능|가능|구사|회화|우대|필수)(?![a-z])"
)


def level_after(text: str) -> tuple[L, int] | None:
    """The level with which ``text`` (flat, what follows a name) begins, and how many characters say it."""
    found = _AFTER.match(text)
    return (_level(found), _with_its_bracket(text, found.group())) if found else None


def level_before(text: str) -> tuple[L, int] | None:
    """The level with which ``text`` (flat, what leads to a name) ends, and how many characters say it."""
    found = _BEFORE.search(text)
    return (_level(found), len(text) - found.start()) if found else None


def scores(text: str) -> Iterator[tuple[str, L, int, int]]:
    """Every test result of a flat text: language code, level, start, end."""
    for found in _ANY_SCORE.finditer(text):
        code = SCORE_LANGUAGE.get(found["test"].split("-")[0])
        if code is not None:
            yield code, _score(found["test"], found["score"]), found.start(), found.end()


def _with_its_bracket(text: str, said: str) -> int:
    said = said.rstrip()
    if said.count("(") > said.count(")"):  # "(B2 minimum)": the passage closes what it opens
        close = text.find(")", len(said), len(said) + 25)
        return close + 1 if close >= 0 else len(said)
    if said.endswith(")") and "(" not in said:
        return len(said[:-1].rstrip())
    return len(said)


def _level(found: re.Match[str]) -> L:
    if found["test"]:
        return _score(found["test"], found["score"])
    if found["cefr"]:
        return L(found["cefr"].upper())
    return next(level for i, (_, level) in enumerate(_WORDS) if found[f"w{i}"])


def _score(test: str, score: str) -> L:
    if score in _OPIC:
        return _OPIC[score]
    if score[0] in "abc":
        return L(score.upper())
    points = float(score.replace(",", "."))
    if test in ("toeic", "토익"):
        return _step(points, (225, L.A2), (550, L.B1), (785, L.B2), (945, L.C1))
    if test in ("toefl", "토플"):
        return _step(points, (0, L.A2), (42, L.B1), (72, L.B2), (95, L.C1), (114, L.C2))
    if test == "ielts":
        return _step(points, (0, L.A2), (4, L.B1), (5.5, L.B2), (7, L.C1), (8.5, L.C2))
    grade = min(6, max(1, int(points)))
    if test == "jlpt":
        return (L.B2, L.B1, L.A2, L.A2, L.A1)[min(grade, 5) - 1]
    if test == "cles":
        return (L.B1, L.B2, L.C1)[min(grade, 3) - 1]
    return (L.A1, L.A2, L.B1, L.B2, L.C1, L.C2)[grade - 1]


def level_of_marks(share: float) -> L:
    """The level of ``share`` of the marks, "★★★☆☆": one more for each fifth, up to C1."""
    return _step(share, (0.4, L.A2), (0.6, L.B1), (0.8, L.B2), (1.0, L.C1))


def _step(points: float, *steps: tuple[float, L]) -> L:
    reached = L.A1
    for least, level in steps:
        reached = level if points >= least else reached
    return reached
