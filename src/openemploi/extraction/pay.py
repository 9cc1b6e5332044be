"""Pay as the offer announces it, never converted. Bonuses, allowances and turnover are not pay.

The period is the one said. Where none is said, an amount that follows "salaire",
"rémunération" or "taux" takes the
only period that a wage of its size can have (9 to 60 an hour, 500 to 9 999 a month,
15 000 and more a year); so does a figure without a currency that says "brut" or follows "salaire".
An amount that stands by itself between commas or dashes ("CDI, 28-32 k€, Lyon") is yearly when it is
15 000 to 150 000, outside of what is said of the work, the person and the employer.
Pay announced net is not kept: it cannot be compared with a gross one.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from openemploi.extraction.model import Pay, Section
from openemploi.extraction.offer_text import OfferText


def read_pay(offer: OfferText) -> Pay | None:
    """The pay that the offer announces, or ``None`` when it does not say an amount ("selon profil", "SMIC")."""
    best: tuple[int, Pay] | None = None
    for match in islice(offer.found(_AMOUNT, outside=frozenset({Section.LEGAL})), _MOST):
        found = _read(offer, match)
        if found and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else None


_MOST: Final = 2_000  # figures looked at
_DIGITS: Final = (
    r"\d{1,3}(?:[ .']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d{3}){2,3}(?!\d)"
    r"|\d{1,8}(?:[.,]\d{1,4})?(?!\d)"
)
_MONEY: Final = r"€|euros?\b|eur\b|£|\$|usd\b|gbp\b|만\s?원|원"
_AMOUNT: Final = re.compile(
    r"(?<![\d.,])(?P<pre>[£$€]\s?)?"
    rf"(?P<low>{_DIGITS})\s?(?P<klow>k(?![a-z])|k(?=\s?(?:€|euros?|eur))"
    rf"|ke\b)?\s?(?P<cur1>{_MONEY})?(?P<cents>\d\d(?!\d))?"
    r"(?:\s?(?:brut\w*\s?)?(?:/\s?(?:h|heure|mois|an)\s)?(?:a|et|-|/|to|and|~|jusqu'a)\s?(?:[£$€]\s?)?"
    rf"(?P<high>{_DIGITS})\s?(?P<khigh>k(?![a-z])|k(?=\s?(?:€|euros?|eur))|ke\b)?\s?(?P<cur2>{_MONEY})?)?"
)
_PERIODS: Final = (
    (
        "hour",
        r"(?:de l'|l'|par |per |/ ?|a l'|an |de |euros ?)?(?:heures?|hours?|hr|p/?h|h)\b|horaires?|시급|시간",
    ),
    ("month", r"(?:par |per |/ ?|a |le |du )?(?:mois|months?)\b|mensuels?|mensuelle|월급|월"),
    ("year", r"(?:par |per |/ ?|a |l'|a l')?(?:an|annee|years?|annum|pa)\b|annuels?|annuelle|연봉|per annum"),
)
_PERIOD_AFTER: Final = re.compile(
    r"[ ,]{0,2}(?:(?:brute?s?|bruts|gross|fixes?|environ|minimum|en|\+|,|\(|\)|sur 1[23] mois"
    r"|euros?) ?){0,4}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _PERIODS) + r")(?![a-z])"
)
_PERIOD_BEFORE: Final = re.compile(
    r"(?P<hour>taux horaire|salaire (?:brut )?horaire|(?:remuneration|base) horaire|hourly|시급)"
    r"|(?P<month>mensuel(?:le)?|par mois|monthly|월급|월\s?급여|(?<!\d)월(?=\s?$))"
    r"|(?P<year>annuel(?:le)?|package|annual"
    r"|yearly"
    r"|연봉)"
)
_PAY_WORD: Final = re.compile(
    r"salaires?|remuneration|remuneree?|taux|brut|gross|salary|pay\b|wage|package|fixe|시급|월급|연봉|급여"
    r"|compensation"
)
_NOT_PAY: Final = re.compile(
    r"(?:prime|panier|indemnit|parrainage|deplacement|chiffre d'affaires|\bca\b"
    r"|variable|bonus"
    r"|cooptation|recompense|remise|frais|segur|allocation|forfait(?! jours?\b| cadres?\b)|credit"
    r"|nuitee|repas"
    r"|complement|commission|investi|capital|budget|million|levee|loyer|bourse|majoration|portefeuille|poids|tonnage"
    r"|gratification d)[^\n.;€]{0,45}$"
    # What a comma parts from the amount: "participation à la mutuelle, 30 k€".
    r"|(?:ticket|titre|mutuelle|cheque|cadeau|participation"
    r"|매출|수당|식대|교통비|지원금|상여|성과급|보증금|인센티브)[^\n.;,€]{0,45}$"
)
_NOT_PAY_AFTER: Final = re.compile(
    r"\s{0,2}(?:/ ?(?:jour|j\b|repas)|par (?:jour|repas|intervention|nuit)|de (?:prime|ca\b|chiffre"
    r"|variable|remise|panier|bonus)"
    r"|millions?|md\b|m€|par semaine|de budget|d'investissement|d'economie)"
)
_NET: Final = re.compile(r"[ ,]{0,2}(?:en |environ )?(?:nets?\b|net\b)")
_GROSS_AFTER: Final = re.compile(r"\s?bruts?\b")
_SALARY_BEFORE: Final = re.compile(
    r"(?:salaire|remuneration|taux horaire)(?: (?:mensuel|annuel|horaire|brute?|de base|fixe)){0,2}\s?:?\s?"
    r"(?:(?:de|entre|a partir de) )?$"
)
_YEAR: Final = re.compile(r"20[23]\d")
_ENDS: Final = re.compile(r"\s?(?:$|[.,;)+/-](?!\d)|selon\b|par\b|a negocier|mensuel|annuel|horaire)")
_WORK: Final = frozenset({Section.TASKS, Section.PROFILE})
_FROM: Final = r"(?:(?:de|entre|from|between|a partir de) )?$"
_ALONE_BEFORE: Final = re.compile(rf"(?:^|[,;|(.!-] ?){_FROM}")
_OFFERED_BEFORE: Final = re.compile(rf"\b(?:we offer|offrons|proposons|fixe) {_FROM}")
_ALONE_AFTER: Final = re.compile(
    r"\s?(?:$|[.,;|)+-]|selon\b|bruts?\b|gross\b|doe\b|depending\b|fixe|variable|a negocier|negociable)"
)
_CURRENCY: Final = {"£": "GBP", "gbp": "GBP", "$": "USD", "usd": "USD"}


def _read(offer: OfferText, match: re.Match[str]) -> tuple[int, Pay] | None:
    money = match["cur2"] or match["cur1"] or (match["pre"] or "").strip()
    thousands = match["khigh"] or match["klow"]
    before, after = offer.before(match.start(), 90), offer.after(match.end(), 45)
    if not money and not thousands and not _bare_pay(match, before, after):
        return None
    if _NOT_PAY.search(before) or _NOT_PAY_AFTER.match(after) or _NET.match(after):
        return None
    won = "원" in money
    low = _number(match["low"], match["klow"] or thousands, match["cents"] if match["cur1"] else None)
    high = _number(match["high"], thousands, None) if match["high"] else low
    if "만" in money:
        low, high = low * 10_000, high * 10_000
    if high < low:
        high = low
    worded = _PAY_WORD.search(before) is not None or after.lstrip().startswith(("brut", "gross", "fixe"))
    period, length = _period(before, after, low, worded=worded, guess=not won)
    if period is None and not won and _by_itself(offer, match, before, after, low):
        period = "year"
    if period is None or not _plausible(low, period, won=won):
        return None
    if not worded and offer.section(match.start()) is Section.COMPANY:
        return None
    start = match.start()
    if lead := re.search(r"(?:entre|de|a partir de|from|jusqu'a|minimum|between) $", before):
        start -= len(lead.group())
    passage = offer.passage(start, match.end() + length)
    currency = "KRW" if won else _CURRENCY.get(money, "EUR")
    return (0 if worded else 1), Pay(low, high, period, currency, (passage,))


def _bare_pay(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a figure without a currency is pay: "1 900 brut", "Salaire : 12.50"; not "Salaire 2027"."""
    said = match["high"] or match["low"]
    if len(said) < 4:
        return False
    if _GROSS_AFTER.match(after):
        return True
    return (
        _SALARY_BEFORE.search(before) is not None
        and not _YEAR.fullmatch(said)
        and _ENDS.match(after) is not None
    )


def _by_itself(offer: OfferText, match: re.Match[str], before: str, after: str, low: float) -> bool:
    """Whether a yearly amount stands between commas or dashes, where the terms are told."""
    section = offer.section(match.start())
    if section is Section.COMPANY or not 15_000 <= low <= 150_000 or not _ALONE_AFTER.match(after):
        return False
    offered = _OFFERED_BEFORE.search(before) is not None
    return offered or (section not in _WORK and _ALONE_BEFORE.search(before) is not None)


def _number(said: str, thousands: str | None, cents: str | None) -> float:
    plain = re.sub(r"[ '](?=\d{3})", "", said)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    elif re.fullmatch(r"\d{1,3}\.\d{3},\d{1,2}", plain):
        plain = plain.replace(".", "")
    value = float(plain.replace(",", "."))
    if cents and "." not in plain and "," not in plain:  # 11€88
        value += int(cents) / 100
    return value * 1000 if thousands and value < 1000 else value


def _period(before: str, after: str, low: float, *, worded: bool, guess: bool) -> tuple[str | None, int]:
    if said := _PERIOD_AFTER.match(after):
        return said.lastgroup, said.end()
    gross = re.match(r"\s?(?:bruts?|gross)\b", after)
    length = gross.end() if gross else 0
    if leads := list(_PERIOD_BEFORE.finditer(before[-60:])):
        return leads[-1].lastgroup, length
    if not worded or not guess:
        return None, 0
    if 9 <= low <= 60:
        return "hour", length
    if 500 <= low <= 9_999:
        return "month", length
    return ("year", length) if low >= 15_000 else (None, 0)


def _plausible(low: float, period: str, *, won: bool) -> bool:
    if won:
        return low >= 1_000
    return {"hour": 4 <= low <= 200, "month": 300 <= low <= 25_000, "year": 3_000 <= low <= 400_000}[period]
