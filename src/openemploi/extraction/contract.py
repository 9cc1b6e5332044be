"""The contract of an offer: its kind and, when it ends, for how many months.

What may come later ("débouchant sur un CDI",
"en vue d'embauche") is not the contract offered. A line that says
"type de contrat" is believed before anything else; of several kinds offered together the first is kept.
A post of the civil service that is "open to contract staff", or filled by a contract only failing that, stays one.
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
    for match in islice(offer.found(_KIND), _MOST):
        kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        before, section = offer.before(match.start(), 60), offer.section(match.start())
        if _LATER.search(before) or _NOT_OFFERED.search(before):
            continue
        if section in _OF_THE_EMPLOYER and not offers_contract(offer, match.start()):
            continue
        titled = match.start() < _HEAD and match.group().startswith("saisonnier")
        weak = None if titled else _weakness(match.group())
        if (weak and section is Section.TASKS) or ((weak or titled) and _OTHER_SENSE.search(before)):
            continue
        rank = weak or _rank(before, kind, section, match.start())
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


def offers_contract(offer: OfferText, start: int) -> bool:
    """Whether the "CDI" at ``start`` is offered, though the sentence speaks of the employer or of how to apply.

    "Rejoignez notre équipe en CDI" and "Envoyez votre CV. CDI 35h" are; "nos 200 CDI" and "embauchés en CDI" are not.
    """
    plain = _PLAIN.match(offer.even, start)
    if not plain:
        return False
    before = offer.before(start, 90)
    return bool(plain["hours"] or _OFFERS_BEFORE.search(before)) and not _MANY.search(before)


_MOST: Final = 500  # words looked at
_HEAD: Final = 150  # characters in which the title stands
_OF_THE_EMPLOYER: Final = frozenset({Section.COMPANY, Section.LEGAL})
_PLAIN: Final = re.compile(r"c\.?d\.?[id]\b(?! interimaire)(?P<hours>[ ,-]{0,3}\d{2} ?h)?")
_OFFERS_BEFORE: Final = re.compile(
    r"(?:^|[.!?:|] ?|\b(?:rejoi|integr|propos|recherch|recrut|pourvoir|poste)[^\n.!?]{0,60}"
    r"\b(?:en|un|contrat) )$"
)
_MANY: Final = re.compile(r"\d{2}[^\n.!?]{0,40}$|\b(?:nos|chaque annee|embauche\w*|deja)\b[^\n.!?]{0,40}$")
_REPLACEMENT: Final = (
    r"\bremplacement(?: (?:d'un|d'une|de|pour|en|suite a un))? (?:conges? (?:de )?"
    r"(?:maternite|paternite|parental|maladie)"
    r"|arret maladie|maladie|maternite)|\bmaternity cover\b"
)
_BY_THE_SESSION: Final = (
    r"(?<!des )(?<!les )(?<!nos )(?<!aux )(?<!de )\bvacataires?\b|\bvacations? ?: ?\d{1,3}(?:[.,]\d\d?)? ?€"
)
_GRADE: Final = (
    r"\bcadres? d'emplois\b|\bcategorie ?:? ?[abc]\b(?=[ ,)(-]{0,4}(?:filiere|(?:de la )?fonction publique))"
    r"|\bgrades?(?:\(s\))? ?: ?(?:adjoint|attache|redacteur|technicien|ingenieur|assistant|animateur|educateur"
    r"|auxiliaire|infirmier|atsem|gardien|brigadier|agent (?:de maitrise|social|territorial|specialise))"
)
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
     r"|\bsaisonnier(?:e|s|es)?\b(?=[^\n]{0,40}(?:\n|$))|\bpour (?:la|une|toute la) saison\b"
    r"|\bsaison (?:d'|de l')?(?:ete|hiver|estivale|hivernale)\b"
    r"|\bseasonal (?:contract|job|work|position|role)\b|\bcdd saisonnier"),
    (Contract.TEMPORARY,
     r"\bcontrat (?:d'|en |de travail )?(?:interim|travail temporaire|interimaire|temporaire)"
     r"|\bmissions? (?:d'|en )?interim\w*"
     r"|(?<!travail )\ben interim\b|\bcontrat de mission\b|\binterim\b(?= ?(?:$|-|\)|de \d|longue|\d|\())"
     r"|\btemp(?:orary)? (?:agency|assignment|staff)\b|파견직"),
    (Contract.FIXED_TERM,
     rf"{_REPLACEMENT}|{_BY_THE_SESSION}|\bc\.?d\.?d\b|contrats? a duree determinee|\bagent contractuel"
     r"|\bcontractuel(?:le)? (?:de droit public|h/f|de la"
     r" fonction)|\bouverte? aux contractuels|\bfixed[ -]term\b|\btemporary (?:contract|position|role|to perm\w*)"
     r"|\btemporary\b(?= ?(?:[,.()]|$))|\btemp[ -]to[ -]perm\w*|\b\d{1,2}[ -]months? contract|계약직|기간제"),
    (Contract.PERMANENT,
     r"\bc\.?d\.?i\.?c?\b(?![ -]?(?:interimaire|i\b))|contrats? a duree indeterminee"
     r"|\bpermanent (?:contract|position|role|job)|\bpermanent\b(?=,| full|$)|정규직"),
    (Contract.CIVIL_SERVICE,
     rf"{_GRADE}|\bouverte? aux (?:titulaires|fonctionnaires)"
     r"|\bemploi permanent\b(?=[^\n]{0,80}(?:contractuel|titulaire|fonctionnaire)|\W+(?:vacance|creation) d'emploi)"
     r"|\b(?:titulaire|fonctionnaire)s? (?:ou contractuel|de la fonction publique|par voie)"
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
    r"|\ba defaut\b[^\n]{0,30}$|(?:\bnos|\bde|\bavec|\bcompte) \d{2,} $"
)
# Words that tell the kind only where nothing else does, the surest first, after those of ``_rank``.
_WEAK: Final = (
    re.compile(rf"{_REPLACEMENT}|{_BY_THE_SESSION}|saisonnier.*|pour .*saison|saison .*|temporary"),
    re.compile(_GRADE),
    re.compile(r"ouverte? aux contractuels"),
)
_OTHER_SENSE: Final = re.compile(
    r"\b(?:activites?|clientele|produits?|cuisine|carte|menus?|variations?|fluctuations?|pics?|affluence|legumes?"
    r"|fruits?|ventes?|logements?|hebergement|collections?|encadr\w+|gestion|gerer|recrut\w+ des|ouvert)\b[^\n.]{0,25}$"
)


def _weakness(said: str) -> int | None:
    """7 and more for a word that gives way to any other kind; ``None`` for a plain one."""
    return next((7 + at for at, weak in enumerate(_WEAK) if weak.fullmatch(said)), None)


_LABEL: Final = re.compile(
    r"(?:contrat|contract|type d'emploi|job type|employment type|statut|고용\s?형태|poste)[^\n:]{0,12}: ?$"
)


def _rank(before: str, kind: Contract, section: Section, start: int) -> int:
    """Smaller is surer: a label, then the title, then the terms, then anything else."""
    if _LABEL.search(before):
        return 0 if kind is not Contract.CIVIL_SERVICE else 5
    strong = kind in (Contract.APPRENTICESHIP, Contract.INTERNSHIP, Contract.SEASONAL)
    if start < _HEAD:
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
    r"[^\n.;€]{0,25}?(?:\b(?:de|d'|pour|sur|une duree de|duree)\s?|[:(-]\s?|\s|'){1,3}(?:une duree (?:de"
    r"|d')\s?)?" + _LENGTH
)
_LABELLED: Final = re.compile(
    r"(?:duree(?: (?:du|de la|de) (?:contrat|mission|cdd))?(?: \(en mois\))?|missions? (?:d'interim )?de"
    r"|contrat de|length|기간)"
    r"\s{0,2}:?\s{0,2}(?:de |d')?(?:" + _LENGTH + r"|(?P<bare>\d{1,2})(?=\s*$))",
    re.MULTILINE,
)
_LENGTH_ALONE: Final = re.compile(_LENGTH)
_MONTHS: Final = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_DAY: Final = (
    r"(?P<d{0}>\d{{1,2}})(?:er)?(?: (?P<m{0}>janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre)|/(?P<k{0}>0?[1-9]|1[0-2])(?!\d))(?:[ /](?P<y{0}>20\d\d))?"
)
_DATES: Final = re.compile(rf"\bdu {_DAY.format(1)} au {_DAY.format(2)}")
_NOT_THE_TERM: Final = re.compile(
    r"\b(?:candidatures?|entretiens?|ferme\w*|conges?|vacances|inscri\w+|formation|ouvert\w*|salon|festival)\b[^\n.;]{0,40}$"
)
_EXPERIENCE: Final = re.compile(r"\s{0,2}(?:d')?experience")
_ODD: Final = re.compile(r"essai|experience|formation de|preavis|anciennete|probation")


def _months(offer: OfferText, match: re.Match[str]) -> tuple[float | None, Passage | None]:
    if within := _LENGTH_ALONE.search(match.group()):
        return _length(within), offer.passage(*match.span())
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
    for dates in offer.found(_DATES, outside=frozenset({*_OF_THE_EMPLOYER, Section.BENEFITS, Section.TASKS})):
        if not _NOT_THE_TERM.search(offer.before(dates.start(), 60)):
            return _between(dates), offer.passage(*dates.span())
    return None, None


def _between(dates: re.Match[str]) -> float | None:
    """Months from the first to the last day of "du 4 janvier au 30 avril 2027"; ``None`` when they go backwards."""
    months = [_month(dates[f"m{n}"], dates[f"k{n}"]) for n in (1, 2)]
    first, last = (int(dates[name]) for name in ("d1", "d2"))
    years = int(dates["y2"]) - int(dates["y1"]) if dates["y1"] and dates["y2"] else 0
    length = years * 12 + months[1] - months[0] + (last - first + 1) / 30
    if length <= 0 and not dates["y1"]:
        length += 12
    return round(length, 1) if length > 0 else None


def _month(name: str | None, number: str | None) -> int:
    return int(number or 0) or 1 + next(
        at for at, start in enumerate(_MONTHS) if (name or "jan").startswith(start)
    )


def _length(found: re.Match[str]) -> float:
    said = found["n"].replace(",", ".")
    number = float(_NUMBERS.get(said, 0) or said)
    unit = found["unit"]
    size = _UNITS.get(unit) or _UNITS[unit.rstrip("s")]
    return round(number * size, 1)
