"""Which occupations a text names, and whose they are: held, wanted, or the partner's.

The whole names of ROME count wherever they have two words; a single word ("guide", "second") only where an occupation
is expected: after "je suis", "devenir", "mon mari est", or at the start of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from openemploi.diagnosis.flat import Flat
from openemploi.diagnosis.names import Names, names_of
from openemploi.extraction.language import language_of
from openemploi.extraction.model import Passage
from openemploi.labourmarket.looking_up import LookUp

Role = Literal["occupation", "goals", "household.partner"]
_OFFERED: Final = 6
_NEAR: Final = 8  # letters behind an occupation that say what it is to the person


@dataclass(frozen=True, slots=True)
class Said:
    """An occupation that was named. ``codes``: what it may be, most likely first; ``sure``: the first is meant."""

    role: Role
    passage: Passage
    codes: tuple[str, ...]
    sure: bool


_ARTICLE: Final = (
    r"\s*(?:(?:une?|l[ea]s?|l'|an?|the|anciens?|ancienne|jeune|actuellement|aujourd'hui|toujours|aussi|actuel(?:le)?|"
    r"currently)\s*){0,3}$"
)
_CUE: Final = re.compile(
    r"(?:\b(?:suis|etais|est|sont|etait|etre|devenir|devenue?|comme|en tant qu[e']|profession(?: d[e'])?|"
    r"(?:metiers?|postes?|emplois?|travail|boulot|job|offres?|diplome\w*|formation|experience) (?:de|d'|pour)|"
    r"reconver\w+ (?:en|dans|comme|vers)|passer (?:a|de|d')|cherche|recherche|"
    r"i am|i'm|(?:work|working|worked|job) as|become|becoming|is|was|am|to be)|[:(])" + _ARTICLE
)
_START: Final = re.compile(r"(?:^|[.;!?\n,(]\s*|\bet\s+)(?:(?:une?|ancienne?|jeune|future?|an?)\s+)?$")
_WANTED: Final = re.compile(
    r"\b(?:devenir|reconver\w+|(?:veux|voudrais|souhait\w+|aimerais|reve|envie d[e']) (?:\w+ ){0,2}?"
    r"(?:etre|travailler comme|exercer)|passer (?:a|de|d')|nouveau metier|changer de metier|pour etre|(?:re)?cherch\w+|"
    r"become|becoming|want to (?:be|work))\b"
)
_WANTED_AFTER: Final = re.compile(
    r"(?:이|가|으?로)\s*(?:되고|될|되려|일하고 싶|전직|이직|취업)"
)  # Korean says it behind
_MYSELF: Final = re.compile(r"\b(?:je|j'|moi|nous|i|저는|나는|제가|내가)\b")
_SMALL_WORDS: Final = frozenset(
    "a au aux avec ce de des du en et il je la le les ma mon on ou par pour qui se si sur un une est suis ne pas poste "
    "postes emploi emplois travail metier job offre offres formation stage cdi cdd interim projet profession".split()
)


def occupations_said(text: Flat, look_up: LookUp, *, partner: re.Pattern[str]) -> tuple[Said, ...]:
    """The occupations of ``text`` in the order they are said; ``partner`` finds the words for a partner."""
    return tuple(_said(text, names_of(look_up), partner))


def _said(text: Flat, names: Names, partner: re.Pattern[str]) -> Iterator[Said]:
    language = language_of(text.written)
    word = 0
    while word < len(text.words):
        token = text.words[word]
        if token.folded in _SMALL_WORDS:
            word += 1
            continue
        before = text.before(token.start)
        spoken = _last(partner, before)
        expected = language == "ko" or bool(
            _CUE.search(before)
            or _START.search(before)
            or (spoken and not before[spoken.end() :].strip(" ,"))
        )
        found = names.occupation_at(text.words, word, head=expected, language=language)
        if found is None or not (expected or found.after - found.first > 1):
            word += 1
            continue
        passage = text.passage(token.start, text.words[found.after - 1].end)
        role = _role(before, spoken)
        if role == "occupation" and _WANTED_AFTER.search(text.letters[passage.start : passage.end + _NEAR]):
            role = "goals"
        yield Said(role, passage, found.codes[:_OFFERED], found.sure)
        word = found.after


def _role(before: str, spoken: re.Match[str] | None) -> Role:
    if spoken:
        between = before[spoken.end() :]
        if len(between) < 60 and between.count(",") < 2 and not _MYSELF.search(between):
            return "household.partner"
    wanted = _last(_WANTED, before)
    if wanted and before[wanted.end() :].count(",") == 0:
        return "goals"
    return "occupation"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is meant
        pass
    return found
