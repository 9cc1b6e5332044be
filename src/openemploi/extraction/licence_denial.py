"""Whether a text denies a licence that it names: not held, being prepared, not asked for, run out."""

from __future__ import annotations

import re
from typing import Final

_NO_BEFORE: Final = re.compile(
    r"\bne (?:necessite|requiert|demande)(?:nt)? pas (?:forcement |obligatoirement )?(?:le |de |d'|un )?$|"
    r"\b(?:pas(?: encore)?(?: titulaires?)?|sans|aucune?|ni|non[ -]titulaires?|jamais eu|no|without"
    r"|not have"
    r"|don't have|do not hold)\s{1,2}"
    r"(?:(?:de|d'|du|des|le|la|l'|mon|ma|encore|any|a|the|un|une|valid|full|french|uk|eu|european|current)"
    r"\s{0,2}){0,3}$"
    r"|\b(?:en cours d'obtention|en preparation|prepare (?:actuellement )?|preparing|studying for)\s{0,2}"
    r"(?:du |de la |d'un |le |la |mon |un |my |a |the )?$"
)
# A title that has run out, or that waits to be taken (again): nobody may use it today.
LAPSED: Final = (
    r"(?:(?:est |is )?(?:a (?:renouveler|recycler|repasser|refaire|revalider|mettre a jour|passer)"
    r"(?! (?:en|avant|d'ici|courant|fin|le|au|tous)\b)"
    r"|perimee?s?|expirees?|expire(?P<present>s?)|echue?s?|caduque?s?|depassee?s?|expired|lapsed|out of date"
    r"|to be renewed|(?:plus|pas|non) (?:a jour|valables?|valides?|renouvelee?s?|recyclee?s?))\b)"
)
_ASIDE: Final = (  # what may stand between the title and the word for its end: "ADR de base (citernes) - expiré"
    r"(?:\s{1,2}(?:de base|initiale?s?|niveau \d|(?:obtenue?s? )?(?:en |de )?(?:19|20)\d\d)){0,2}"
    r"(?:\s?\([^()\n]{1,40}\))?[\s:,(–—-]{0,4}"
)
_GONE_AFTER: Final = re.compile(_ASIDE + LAPSED)
_NO_AFTER: Final = re.compile(
    r"[\s:,(-]{0,4}(?:(?:est |is )?(?:actuellement )?"
    r"(?:en cours(?! de validite| valide)|en preparation|in progress|bientot|prevue?s?\b"
    r"|code (?:de la route )?(?:obtenu|valide|passe|reussi|ok|en poche)|conduite en cours"
    r"|(?:je suis |suis )?inscrite? (?:au code|a l'auto|en auto))"
    r"(?: (?:d'obtention|de passage|d'acquisition|de preparation|d'apprentissage))?"
    r"|(?:est |is |n'est )?(?:non|pas|not) (?:exige|requis|obligatoire|necessaire|indispensable|demande"
    r"|required|needed)e?s?"
    r"|non\b(?! fumeur)|aucun\b|none\b|neant\b|retire\b|suspendu\b|annule\b|없음|불필요)"
)
_SELF_DENIED: Final = re.compile(r"(?:pas de|sans|aucun|ni|ni de) |non[ -]")


def denial(part: str, even: str, left: int, right: int) -> tuple[int, int, bool]:
    """Where the licence at ``part[left:right]`` and its denial stand, and whether it is denied.

    ``even`` is ``part`` made flat.
    """
    if _SELF_DENIED.match(even, left, right):
        return left, right, True
    if before := _NO_BEFORE.search(even, max(0, left - 50), left):
        return before.start(), right, True
    if after := _NO_AFTER.match(even, right, right + 60):
        return left, after.end(), True
    if (gone := _GONE_AFTER.match(even, right, right + 90)) and not _still_runs(part, gone):
        return left, gone.end(), True
    return left, right, False


def _still_runs(part: str, gone: re.Match[str]) -> bool:
    """Whether the word is "expire" ("expire en 2029") and not "expiré"."""
    return gone["present"] is not None and part[gone.start("present") - 1] not in "éÉ"
