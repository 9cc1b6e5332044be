"""Working time of an offer: hours a week, full or part time, and when one works.

"35h" is a week; "8h-12h" is a morning. Hours count as weekly when the text says so,
or when they lie between 35 and
39, which no clock shows. Hours of a month ("151,67 h", "169 h par mois") are told as a week's: 12 months
in 52 weeks.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from openemploi.extraction.contract import offers_contract
from openemploi.extraction.model import Hours, Section
from openemploi.extraction.offer_text import OfferText


def read_hours(offer: OfferText) -> Hours | None:
    """Working time as the offer says it; ``None`` when it says nothing."""
    spans: list[tuple[int, int]] = []
    weekly = _weekly(offer, spans) or _monthly(offer, spans)
    full_time = _full_time(offer, spans)
    if full_time and weekly is not None and weekly < 30:
        full_time = None  # the text speaks of both: "9 h par semaine… un temps complet comprend…"
    elif full_time is None and weekly is not None and weekly < 30 and not _left_open(offer):
        full_time = False
    patterns = _patterns(offer, spans)
    if weekly is None and full_time is None and not patterns:
        return None
    evidence = tuple(offer.passage(*span) for span in dict.fromkeys(spans))
    return Hours(weekly, full_time, evidence, patterns)


_MOST: Final = 2_000  # figures looked at
_NOT_HERE: Final = frozenset({Section.COMPANY, Section.LEGAL})
_NUMBER: Final = re.compile(
    r"(?<![\d:h,.€/-])(?P<h>\d{1,2})(?:[.,](?P<part>\d{1,2}))?\s?"
    r"(?:(?:h|heures?|hours?|hrs?|시간)(?:\s?(?P<min>[0-5]\d|\d)(?!\d))?(?![a-z]))"
    r"|(?<![\d:h,.€/-])(?P<bare>\d{2}(?:[.,]\d{1,2})?)\s?/\s?semaine"
)
_WEEK_AFTER: Final = re.compile(
    r"\s{0,2}(?:de travail )?(?:\(?\s?(?:/|par|a la|per|a|each|-)?\s?(?:semaine|sem\b|week)|\(?hebdo"
    r"|semaine"
    r"|du lundi|a temps|annualise|modul|weekly|(?:over|sur) (?:[4-6]|four|five|six|quatre|cinq) (?:days|jours))"
)
_WEEK_BEFORE: Final = re.compile(
    r"(?:hebdomadaire|semaine de|hebdo|duree (?:du travail|de travail)|temps (?:plein|complet|partiel)"
    r"|contrat(?: de)?|base"
    r"|cdi|cdd|interim|weekly hours|hours per week|주)[^\n\d]{0,22}$"
)
_CLOCK_BEFORE: Final = re.compile(
    r"(?:\b(?:a|de|entre|et|jusqu'a|vers|des|apres|avant|sous|dans les|toutes les|sous les|from|to|at"
    r"|until) |(?:\d|h)\s?[-/>]\s?|[/>]\s?)$"
)
_CLOCK_AFTER: Final = re.compile(
    r"\s?(?:[-/>]\s?\d{1,2}(?![\d.,])(?! \d{3})"
    r"(?!\s?(?:(?:a|-) ?\d{1,3} ?)?(?:€|k€|euros?|mois|months?|£))|(?:a|et|to) \d{1,2}\s?h"
    r"|/\s?24|par (?:jour|mois)|/ ?(?:jour|mois)|mensuel)"
)
_PAY_AFTER: Final = re.compile(r" ?[-/] ?(?:£ ?\d|\d[\d ,.]{0,8}(?:€|euros?))")
_CDI_BEFORE: Final = re.compile(r"\bcd[id][ ,-]{0,3}$")
_OVER_DAYS: Final = re.compile(r"(?:jours|days)$")
_TRAINING: Final = re.compile(r"\b(?:formation|stage|training|course)\b[^\n.;]{0,30}$")


def _here(offer: OfferText, match: re.Match[str]) -> bool:
    """Whether it speaks of the post: not what the employer says of itself, unless right after the "CDI" it offers."""
    if offer.section(match.start()) not in _NOT_HERE:
        return True
    contract = _CDI_BEFORE.search(offer.before(match.start(), 10))
    return contract is not None and offers_contract(offer, match.start() - len(contract.group()))


def _weekly(offer: OfferText, spans: list[tuple[int, int]]) -> float | None:
    best: tuple[int, float, tuple[int, int]] | None = None
    for match in islice(offer.found(_NUMBER), _MOST):
        value = _value(match)
        if not 1 <= value <= 48 or not _here(offer, match):
            continue
        before, after = offer.before(match.start(), 45), offer.after(match.end(), 30)
        said = _WEEK_AFTER.match(after)
        if said and _OVER_DAYS.search(said.group()) and (value < 20 or _TRAINING.search(before)):
            continue
        told = _WEEK_BEFORE.search(before) or _PAY_AFTER.match(after)
        rank = 0 if match["bare"] or said else 1 if told else 2
        if _CLOCK_AFTER.match(after) or (rank and _CLOCK_BEFORE.search(before) and not 34 < value < 40):
            continue
        if (
            rank == 1
            and _CLOCK_BEFORE.search(before)
            and not re.search(r"(?:contrat|plein|partiel|base|complet) de $", before)
        ):
            continue
        if rank == 2 and (not 35 <= value <= 39.5 or re.search(r"(?:sous|dans les|moins de) $", before)):
            continue
        if best is None or rank < best[0]:
            best = (rank, value, (match.start(), match.end() + (said.end() if said else 0)))
    if best is None:
        return None
    spans.append(best[2])
    return best[1]


_MONTHLY: Final = re.compile(
    r"(?<![\d:h,.€/-])(?<!\d a )(?<!\d - )(?:(?P<n>\d{2,3}(?:[.,]\d{1,2})?)\s?(?:h|heures?)"
    r"\s?(?:/\s?mois|par mois|mensuel\w*)|(?P<whole>151[.,]67)\s?(?:h|heures)(?![a-z]))"
)
_EXTRA: Final = re.compile(
    r"\b(?:suppl\w*|sup|majore\w*|dont|astreintes?|formation|teletravail|delegation)\b[^\n.;]{0,30}$"
)


def _monthly(offer: OfferText, spans: list[tuple[int, int]]) -> float | None:
    for match in islice(offer.found(_MONTHLY, outside=_NOT_HERE), _MOST):
        weekly = round(float((match["n"] or match["whole"]).replace(",", ".")) * 12 / 52, 2)
        if weekly <= 48 and not _EXTRA.search(offer.before(match.start(), 45)):
            spans.append(match.span())
            return weekly
    return None


def _value(match: re.Match[str]) -> float:
    if match["bare"]:
        return float(match["bare"].replace(",", "."))
    whole = float(match["h"])
    if match["part"]:
        whole = float(f"{match['h']}.{match['part']}")
    return round(whole + int(match["min"] or 0) / 60, 2)


_FULL: Final = re.compile(
    r"\btemps[ -](?:plein|complet)\b|\btemps de travail ?:? ?(?:a )?100 ?%|\bfull[ -]time\b|풀타임|전일제"
)
_PART: Final = re.compile(
    r"\btemps de travail ?:? ?(?:a )?[1-9]\d ?%|\btemps[ -](?:partiel|non complet)\b"
    r"|\bmi-temps\b|\bpart[ -]time\b|파트타임|시간제"
)


def _left_open(offer: OfferText) -> bool:
    """Whether the text names full or part time without telling which one it is."""
    return next(offer.found(_FULL), None) is not None or next(offer.found(_PART), None) is not None


def _full_time(offer: OfferText, spans: list[tuple[int, int]]) -> bool | None:
    full = next(offer.found(_FULL, outside=_NOT_HERE), None)
    part = next(offer.found(_PART, outside=_NOT_HERE), None)
    said = full or part
    if said is None or (full and part):  # nothing said, or the choice is left
        return None
    spans.append(said.span())
    return full is not None


_PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    "night": re.compile(
        r"\b(?:travail|poste|equipe|horaires?|service|veille|rotations?|semaines?|heures?)s? (?:de |en "
        r"|la )?nuits?\b|\b(?:de|la|en"
        r"|ou) nuits?\b(?!ee)|(?:^|[-:(/] ?)nuits?\b(?=\s?(?:$|[,;/)]|et week|- ?week))"
        r"|\bjours? ?(?:/|et|ou) ?nuits?\b"
        r"|\b2[0-3] ?[h:](?: ?\d\d)? ?(?:-|/|a|to|until) ?0?[4-8] ?[h:](?!\d{3})"  # 22h - 6h
        r"|\bnight (?:shifts?|work)|\bnights\b|야간",
        re.MULTILINE,
    ),
    "weekend": re.compile(
        r"\b(?:les |le |un |1 |week-?ends?|du )?(?:week-?ends?|samedis?|dimanches?)\b|\bweekends?\b"
        r"|\b(?:saturdays?|sundays?)\b|주말"
    ),
    "shift": re.compile(
        r"\b[2345]\s?[x*]\s?[78]\b|\btravail poste\b|\bhoraires? postes?\b|\bequipes? (?:alternantes?"
        r"|postee?s?|successives)"
        r"|\b(?:shift work|rotating shifts?|rota)\b|\bhoraires? d'equipe\b|교대"
    ),
    "split": re.compile(
        r"\b(?:avec|en|horaires?) coupures?\b|\bhoraires? (?:de)?coupes?\b|\bsplit shifts?\b|\bdecoupes\b"
    ),
    "evening": re.compile(
        r"\b(?:le|les|du|en|tous les|travail (?:le|en)|fermeture du) soir(?:s|ee|ees)?\b|\bevenings?\b|저녁"
    ),
}  # fmt: skip
_FREE: Final = re.compile(
    r"(?:repos|libres?|pas de|pas le|sans|ferme|off|aucun|hors|jamais|non travailles?|excepte"
    r"|sauf)[^\n.;,]{0,22}$"
)
_FREE_AFTER: Final = re.compile(r"[^\n.;,]{0,12}?(?:libres?|non travailles?|de repos|off\b|chome|ferme)")


def _patterns(offer: OfferText, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    found = []
    for name, pattern in _PATTERNS.items():
        for match in offer.found(pattern, outside=_NOT_HERE):
            before, after = offer.before(match.start(), 40), offer.after(match.end(), 25)
            if _FREE.search(before) or _FREE_AFTER.match(after) or "soirees d'entreprise" in before:
                continue
            found.append(name)
            spans.append(match.span())
            break
    return tuple(found)
