"""How much experience an offer asks for, in months; 0 when it says that beginners are welcome.

Of a range ("2 à 3 ans") the lower figure is what is asked. "Une première expérience" has no length and
is not read.
Years that speak of the employer ("fort de 20 ans d'expérience") are not asked of anybody.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from openemploi.extraction.diplomas import find_diplomas
from openemploi.extraction.insistence import requirement_kind
from openemploi.extraction.model import ExperienceRequirement, RequirementKind, Section
from openemploi.extraction.offer_text import NEVER_ASKS, OfferText


def read_experience(offer: OfferText) -> ExperienceRequirement | None:
    """The experience asked for; ``None`` when the offer says nothing of it."""
    for welcome in offer.found(_BEGINNER, outside=NEVER_ASKS):
        if not _NOT_BEGINNER.search(offer.before(welcome.start(), 30)):
            return ExperienceRequirement(0, RequirementKind.OPTIONAL, (offer.passage(*welcome.span()),))
    best: ExperienceRequirement | None = None
    for match in islice(offer.found(_YEARS), _MOST):
        asked = _asked(offer, match)
        if asked and (best is None or _stronger(asked, best)):
            best = asked
    return best


_BEGINNER: Final = re.compile(
    r"debutant(?:e|s|es|\(e\)s?|\.e\.?s?|\(s\))?(?: (?:motive\w*|compris|aussi|egalement"
    r"|\(e\)))?(?: (?:est|sont|etre))?"
    r"(?: les)? ?(?:accepte\w*|bienvenu\w*|admis|possible|forme\w*|ok\b)"
    r"|(?:ouvert|accessible|convient)(?:e|s|es)? (?:aux?|a des|a un\w?) (?:profils? )?debutante?s?"
    r"|(?:accepte|acceptons|accueillons)\w* (?:les |des )?debutante?s?|debutante?(?:\(e\))? (?:ou|/"
    r"|et) (?:experimente|confirme)\w*"
    r"|(?:meme|que vous soyez) debutante?|(?:requis|experience|niveau)\w* ?: ?debutante?(?:\(e\))?(?= |,"
    r"|\n|$)"
    r"|(?:aucune|pas d'|sans) ?experience(?: \w+){0,2}? (?:requise|exigee|necessaire|demandee|obligatoire"
    r"|acceptee?)"
    r"|experience (?:non|pas|n'est pas) (?:requise|exigee|necessaire|demandee|obligatoire|indispensable)"
    r"|premier emploi accepte|(?:avec ou )sans experience|no (?:prior "
    r"|previous )?experience (?:is )?(?:required|needed|necessary)"
    r"|beginners? (?:are )?(?:welcome|accepted)|entry[ -]level|경력\s?무관|신입(?:\s?가능|/경력)?"
    r"|경력\s?:\s?무관"
)
_NOT_BEGINNER: Final = re.compile(r"(?:pas de|pas aux|non|pas un poste|aucun) $")
_WORDS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
}  # fmt: skip
_IN_WORDS: Final = "|".join(_WORDS)
_N: Final = rf"(?<![\d,.])(?P<n>\d{{1,2}}(?:[.,]5)?|{_IN_WORDS})"
_YEARS: Final = re.compile(
    rf"\b{_N}(?:\s?(?:\+|ou plus|ans?)?\s?(?:a|-|/|ou|et|to)\s?(?P<most>\d{{1,2}}|{_IN_WORDS}))?"
    r"\s?\+?\s?(?:\([^)\n]{1,8}\) ?)?(?P<unit>ans?|annees?|mois|years?|months?|yrs?|년|개월)(?![a-z])"
    r"(?: minimum| mini?\.?(?![a-z]))?(?P<more>\s?(?:ou plus|et plus|이상))?"
)
_MOST: Final = 300  # figures looked at: a text with more is no offer
_LONGEST: Final = 180  # months; longer is the age of a firm
_MONTHS: Final = ("mois", "month", "개월")
_EXPERIENCE: Final = re.compile(
    r"experience|\b(?:xp|exp)\b|경력|experimente|pratique professionnelle"
    r"|anciennete dans (?:un|le) poste"
)
_EMPLOYER: Final = re.compile(
    r"(?:depuis|fort\w* de|plus de|nos|notre|existe|cree\w*|il y a|a plus de|anniversaire|garantie|age de"
    r"|ages? de)[^.\n]{0,30}$"
)
_NOT_ASKED: Final = re.compile(
    r"(?:cdd|cdi|mission|contrat|duree|stage|alternance|formation|renouvelable|valable|apres|des|dans les"
    r"|enfants?|anciennete)"
    r"[^.\n,;:]{0,18}$"
)
# "At least one year in a hotel", "2 ans dans la vente": asked for without the word, where the profile is told;
# anywhere when it says "vous justifiez d'au moins 3 ans dans la vente".
_AT_LEAST: Final = r"(?P<least>(?:un |a )?(?:at least|minimum(?: of)?|au moins|minimum de) )"
_AT_WORK_BEFORE: Final = re.compile(rf"^\W{{0,4}}{_AT_LEAST}?$")
_YOU_SHOW: Final = re.compile(
    rf"\b(?:vous|tu) (?:justifie[zs]|dispose[zs]|avez|as|posse?de[zs])(?: deja)? (?:d'|de )?"
    rf"(?:plus de )?{_AT_LEAST}?$"
)
_AT_WORK_AFTER: Final = re.compile(
    r"(?= (?:(?:minimum|at least) )?(?:in|as|dans|comme|en tant que|en qualite d|a un poste|sur un poste"
    r"|en(?! (?:cdi|cdd|contrat|alternance|apprentissage|interim|france)))\b)"
)


def _asked(offer: OfferText, match: re.Match[str]) -> ExperienceRequirement | None:
    section = offer.section(match.start())
    before, after = offer.before(match.start(), 70), offer.after(match.end(), 60)
    near = re.split(r"[.;](?:\s|$)", after)[0][:40]
    cut = re.split(r"[.;!](?:\s|$)", before)[-1]
    follows = re.match(
        r"[ ,']{0,2}(?:[\w-]+ ){0,2}(?:de |d'|of |')? ?(?:[\w-]+ ){0,2}(?:experience|pratique|(?:xp|exp)\b"
        r"|경력)|[ ,']{0,2}(?:de|dans (?:le|un|ce)) metier",
        near,
    )
    if not follows and (_YOU_SHOW.search(cut) or _told_alone(cut, section)):
        follows = _AT_WORK_AFTER.match(near)
    leads = _EXPERIENCE.search(cut)
    if not follows and not leads:
        return None
    if (section in NEVER_ASKS or _EMPLOYER.search(cut)) and not re.search(
        r"\b(?:vous|profil|tu|justifi"
        r"|au moins)",
        cut,
    ):
        return None
    if "hors interim" in after:  # the law's condition for agency work in care, not the employer's
        return None
    if not follows and _NOT_ASKED.search(cut):
        return None
    months = _count(match)
    if months > _LONGEST:
        return None
    start, end = match.span()
    if follows:
        end += follows.end()
    elif leads:
        start -= len(cut) - leads.start()
    kind = requirement_kind(offer.document.text, start, end, default=RequirementKind.ESSENTIAL)
    if kind is RequirementKind.ESSENTIAL and _or_a_diploma(offer, start, end):
        kind = RequirementKind.OPTIONAL
    return ExperienceRequirement(months, kind, (offer.passage(start, end),))


def _told_alone(cut: str, section: Section) -> bool:
    """Whether nothing stands before the years in their sentence, but "at least" where it is not the profile."""
    alone = _AT_WORK_BEFORE.search(cut)
    return alone is not None and (section is Section.PROFILE or alone["least"] is not None)


def _or_a_diploma(offer: OfferText, start: int, end: int) -> bool:
    """Whether a diploma will do instead: "DEAES ou expérience de 3 ans", "2 ans d'expérience ou CAP"."""
    text = offer.document.text
    if lead := _OR_BEFORE.search(offer.before(start, 100)):
        return _DIPLOMA.search(lead.group()) is not None or bool(
            find_diplomas(text, start - len(lead.group()), start)
        )
    following = _OR_AFTER.match(offer.after(end, 60))
    stop = end + following.end() if following else end
    return (
        any(found.start - stop < 12 for found in find_diplomas(text, stop, stop + 60)) if following else False
    )


_OR_BEFORE: Final = re.compile(
    r"[^.;\n]{3,80}\b(?:ou|or)(?: (?:une?|an?|d'une|bien|minimum|au moins|justifier|avoir))* ?(?:d'|de )?$"
)
_DIPLOMA: Final = re.compile(r"\b(?:diplome|titre|certificat|qualification)\b")
_OR_AFTER: Final = re.compile(r"[^,.;\n]{0,40}?\b(?:ou|or) ")


def _count(match: re.Match[str]) -> int:
    said = match["n"].replace(",", ".")
    number = float(_WORDS.get(said, 0) or said)
    return round(number if match["unit"].startswith(_MONTHS) else number * 12)


def _stronger(one: ExperienceRequirement, other: ExperienceRequirement) -> bool:
    """The first figure holds, unless it was only wished for and this one is demanded."""
    return other.kind is not RequirementKind.ESSENTIAL and one.kind is RequirementKind.ESSENTIAL
