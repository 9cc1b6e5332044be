"""The contract of an offer: its kind and, when it ends, for how many months.

What may come later ("débouchant sur un CDI",
"en vue d'embauche") is not the contract offered. A line that says
"type de contrat" is believed before anything else; of several kinds offered together the first is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from openemploi.extraction.model import Contract, Passage, Section
from openemploi.extraction.offer_text import OfferText


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """``months`` is ``None`` for a contract without an end or when the end is not said."""

    contract: Contract | None = None
    months: float | None = None
    evidence: tuple[tuple[str, Passage], ...] = ()


def read_contract(offer: OfferText) -> ContractTerms:
    """The contract that the offer proposes."""
    best: tuple[int, re.Match[str], Contract] | None = None
    for match in islice(offer.found(_KIND, outside=frozenset({Section.COMPANY, Section.LEGAL})), _MOST):
        kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        before = offer.before(match.start(), 60)
        if _LATER.search(before) or _NOT_OFFERED.search(before):
            continue
        rank = _rank(before, kind, offer.section(match.start()), match.start())
        if best is None or rank < best[0]:
            best = (rank, match, kind)
    if best is None:
        return ContractTerms()
    _, match, kind = best
    evidence = [("contract", offer.passage(*match.span()))]
    months = None
    if kind not in (Contract.PERMANENT, Contract.SELF_EMPLOYED, Contract.CIVIL_SERVICE):
        months, passage = _months(offer, match)
        if passage:
            evidence.append(("contract_months", passage))
    return ContractTerms(kind, months, tuple(evidence))


_MOST: Final = 500  # words looked at
_KINDS: Final[tuple[tuple[Contract, str], ...]] = (
    (Contract.APPRENTICESHIP,
     r"contrats? (?:d'apprentissage|de professionnalisation|d'alternance|en alternance)|\balternante?\b"
     r"|\bapprentie?\b"
     r"|\b(?:en|une|d'une|offre d'|offre en|recherche) alternance\b(?! (?:matin|jour|une|avec|de nuit))"
     r"|^alternance\b(?! (?:matin|jour|une|avec|de nuit))"
     r"|\balternance(?= ?(?:-|:|\(|h/f|f/h|de \d|sur \d))|apprenticeship|\bapprentice\b"),
    (Contract.INTERNSHIP,
     r"\b(?:recherch\w+|recrut\w+|en tant que|future?|poste de) (?:un |une |un\(e\) )?stagiaire\b"
     r"|^stagiaire\b"
     r"|\bstagiaire(?= ?(?:h/f|f/h|\())|\boffre de stage\b|\bstage(?= de \d| d'une duree| conventionne)"
     r"|\bconvention de stage|^stage\b|\binternship\b|\bintern\b|인턴"),
    (Contract.SEASONAL,
     r"\b(?:contrat |cdd |emploi |poste |travail )saisonnier\b|^saisonnier|\b(?:un|une"
     r"|des) saisonnier(?:e|s|es)?\b"
     r"|\bseasonal (?:contract|job|work|position|role)\b|\bcdd saisonnier"),
    (Contract.TEMPORARY,
     r"\bcontrat (?:d'|en |de travail )?(?:interim|travail temporaire|interimaire|temporaire)"
     r"|\bmissions? (?:d'|en )?interim\w*"
     r"|(?<!travail )\ben interim\b|\bcontrat de mission\b|\binterim\b(?= ?(?:$|-|\)|de \d|longue|\d|\())"
     r"|\btemp(?:orary)? (?:agency|assignment|staff)\b|파견직"),
    (Contract.FIXED_TERM,
     r"\bc\.?d\.?d\b|contrats? a duree determinee|\bagent contractuel"
     r"|\bcontractuel(?:le)? (?:de droit public|h/f|de la"
     r" fonction)|\bouvert aux contractuels|\bfixed[ -]term\b|\btemporary (?:contract|position|role)"
     r"|\b\d{1,2}[ -]month contract|계약직|기간제"),
    (Contract.PERMANENT,
     r"\bc\.?d\.?i\.?c?\b(?![ -]?(?:interimaire|i\b))|contrats? a duree indeterminee"
     r"|\bpermanent (?:contract|position|role|job)|\bpermanent\b(?=,| full|$)|정규직"),
    (Contract.CIVIL_SERVICE,
     r"\b(?:titulaire|fonctionnaire)s? (?:ou contractuel|de la fonction publique|par voie)"
     r"|\bpar voie (?:statutaire"
     r"|de mutation|de detachement)|\bfonctionnaires?\b|\brecrutement (?:sur concours|statutaire)"
     r"|\bconcours de la fonction publique|\bvacance d'emploi|\bcivil servant\b|공무원"),
    (Contract.SELF_EMPLOYED,
     r"\bauto-?entrepreneur\w*|\bmicro-?entrepr\w+|\bagents? commercia(?:l|ux)(?: independants?)?"
     r"|\bprofession liberale"
     r"|\bstatut (?:d')?independant|\bexercice liberal|\ben (?:freelance|liberal)\b|\bfreelances?\b"
     r"|\bself[- ]employed\b"
     r"|\bmandataires? (?:independants?|immobiliers?)|\btravailleurs? independants?|\bfranchisee?s?\b"
     r"|프리랜서"),
    (Contract.VOLUNTEERING,
     r"\bservice civique\b|\bmission (?:de )?benevol\w+|\bbenevole(?= h/f)|\bvolunteer (?:role|position)"
     r"|자원봉사"),
)  # fmt: skip
_KIND: Final = re.compile(
    r"(?<![a-z0-9])(?=[^\W_])(?:"
    + "|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(_KINDS))
    + ")",
    re.MULTILINE,
)
_LATER: Final = re.compile(
    r"(?:possibilite(?: d'evolution| d'embauche)?(?: en| de| vers)?|debouch\w+ sur|evolution vers"
    r"|en vue d(?:e|'un)|evolutif"
    r" (?:en|vers)|vers un|puis|transform\w+ en|perspective|potentiel(?:le)?|pouvant|suivi d'un"
    r"|embauche en|a la cle"
    r"|lead(?:ing)? to(?: a)?"
    r"|pourra|passage en|prolonge\w* en|ou)(?: un| une| d'un)?(?: contrat)?(?: en| de)? ?$"
)
_NOT_OFFERED: Final = re.compile(
    r"(?:\bni |pas de |sans |hors |autre que |avez (?:deja )?(?:effectue|fait) (?:un|des) )$"
    r"|(?:(?:nos|tous(?: les)?(?: types? de)?|differents|pluralite de(?: nos)?) contrats?"
    r"|recrutement de)[^\n.]{0,45}$"
)
_LABEL: Final = re.compile(
    r"(?:contrat|contract|type d'emploi|job type|employment type|statut|고용\s?형태|poste)[^\n:]{0,12}: ?$"
)


def _rank(before: str, kind: Contract, section: Section, start: int) -> int:
    """Smaller is surer: a label, then the title, then the terms, then anything else."""
    if _LABEL.search(before):
        return 0 if kind is not Contract.CIVIL_SERVICE else 5
    strong = kind in (Contract.APPRENTICESHIP, Contract.INTERNSHIP, Contract.SEASONAL)
    if start < 150:
        return 1 if strong else 2
    if kind in (Contract.SELF_EMPLOYED, Contract.CIVIL_SERVICE, Contract.VOLUNTEERING):
        return 6
    return 4 if section is Section.TERMS else 5


_UNITS: Final = {"mois": 1.0, "month": 1.0, "an": 12.0, "annee": 12.0, "year": 12.0,
                 "semaine": 12 / 52, "week": 12 / 52, "jour": 12 / 365, "day": 12 / 365,
    "개월": 1.0, "년": 12.0}  # fmt: skip
_NUMBERS: Final = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "neuf": 9, "douze": 12}
_LENGTH: Final = (
    r"(?P<n>\d{1,3}(?:[.,]\d)?|un|une|deux|trois|quatre|six|neuf|douze)(?:\s?(?:a|-"
    r"|/)\s?(?P<most>\d{1,2}))?\s?/?-?\s?"
    r"(?P<unit>mois|months?|ans?|annees?|years?|semaines?|weeks?|jours?|days?|개월|년)(?![a-z])"
)
_AFTER_KIND: Final = re.compile(
    r"[^\n.;€]{0,25}?(?:\b(?:de|d'|pour|sur|une duree de|duree|:|-|\()\s?|\s|'){1,3}(?:une duree (?:de"
    r"|d')\s?)?" + _LENGTH
)
_LABELLED: Final = re.compile(
    r"(?:duree(?: (?:du|de la|de) (?:contrat|mission|cdd))?(?: \(en mois\))?|missions? (?:d'interim )?de"
    r"|contrat de|length|기간)"
    r"\s{0,2}:?\s{0,2}(?:de |d')?(?:" + _LENGTH + r"|(?P<bare>\d{1,2})(?=\s*$))",
    re.MULTILINE,
)
_EXPERIENCE: Final = re.compile(r"\s{0,2}(?:d')?experience")
_ODD: Final = re.compile(r"essai|experience|formation de|preavis|anciennete|probation")


def _months(offer: OfferText, match: re.Match[str]) -> tuple[float | None, Passage | None]:
    line = offer.after(match.end(), 70)
    found = _AFTER_KIND.match(line)
    if found and not _ODD.search(found.group()) and not _EXPERIENCE.match(line, found.end()):
        return _length(found), offer.passage(match.start(), match.end() + found.end())
    for label in offer.found(
        _LABELLED, outside=frozenset({Section.COMPANY, Section.LEGAL, Section.BENEFITS})
    ):
        if _ODD.search(offer.before(label.start(), 25) + label.group()):
            continue
        if label["bare"]:
            if "mois" in label.group():
                return float(label["bare"]), offer.passage(*label.span())
            continue
        return _length(label), offer.passage(*label.span())
    return None, None


def _length(found: re.Match[str]) -> float:
    said = found["n"].replace(",", ".")
    number = float(_NUMBERS.get(said, 0) or said)
    unit = found["unit"]
    size = _UNITS.get(unit) or _UNITS[unit.rstrip("s")]
    return round(number * size, 1)
