"""The head of an entry taken apart: which piece is the title, which the employer or school, which the place.

Pieces are what stands between dates, bars,
dashes and commas. A cue word decides first ("Mairie", "serveuse");
without one, the order that the section's other entries keep; nothing is written that the head does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.cv_cues import (
    cities,
    is_name,
    is_organisation,
    is_place,
    is_school,
    is_task,
    is_title,
    organisation_at,
    title_at,
)
from openemploi.extraction.cv_entries import DatesByPlace, Entry
from openemploi.extraction.cv_head_parts import COMMA, TERMS, Part, commas, head_parts
from openemploi.extraction.cv_lines import Piece, folded, pieces
from openemploi.extraction.dates import find_durations

# "Vendeuse chez Zara", "Cook at Hilton", "Aide au sein de l'EHPAD".
_AT: Final = re.compile(
    r"\s+(?:chez|at|@|au sein d[eu](?:s| la| l['’])?|pour (?:le compte de|la soci[ée]t[ée]"
    r"|l['’]entreprise))\s+",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"\s+(?:(?:[àa]|dans)(?: la| l['’]| un| une)?|au|aux|pour (?:la|le))(?:\s+|(?<=['’]))(?=[^\W\d_])",
    re.IGNORECASE,
)
_AT_THE: Final = re.compile(r"\s+(?:aux?|à la|à l['’])\s*(?=[A-ZÀ-Ý])")
_KOREAN_EMPLOYER: Final = re.compile(
    r"(\S*(?:전자|회사|그룹|은행|병원|센터|학교|학원|마트|식당|카페|㈜\S+|\(주\)\S+"
    r"|\S(?:상사|산업|물산|건설|기업|테크|식품|유통|물류|화학|제약|정밀|금속|공업|무역|상회|백화점|호텔|요양원|의원|복지관"
    r"|어린이집|유치원|편의점|베이커리|미용실|시청|구청|군청|증권|보험|통신|푸드|엔지니어링|섬유|자동차|중공업|조선|개발))"
    r"(?:\s\S{1,12}(?:점|지사|공장))?)\s+(?=\S)"
)
_AT_HOME: Final = re.compile(r"a (?:mon |son )?domicile|a mon compte|at home")
_BEFORE_NAME: Final = re.compile(r"\s+(?=[A-ZÀ-Ý가-힣])")
_PREPOSITION: Final = re.compile(
    r"(?:^|\s)(?:d['’e]|du|des|de|en|of|l['’]|la|le|les|à|au|aux|et|and|&|the|for|in|sur|un|une)$", re.I
)
_ASIDE: Final = re.compile(r"\s*\(([^()]{2,60})\)\s*$")
_STATUS: Final = re.compile(
    r"free-?lance|independante?|auto-?entrepreneu(?:r|se)|micro-?entrepreneu(?:r|se)|benevole|volunteer"
    r"|stagiaire|apprentie?"
)
_TRAILING_PLACE: Final = re.compile(
    r"\s+(?P<place>(?:[^\W\d_][\w.'’-]*\s){0,3}[^\W\d_][\w.'’-]*,\s(?:[A-Z]{2}|S\.?Korea|France|USA|UK"
    r"|India|Canada)|à\s[A-ZÀ-Ý][^,\d(]{2,30}(?:\s\(\d{2,5}\))?"
    r"|[A-ZÀ-Ý][\w'’-]+\s?\(\d[\dAB]{1,4}\)|S\.?\s?Korea|\d{5}\s[A-ZÀ-Ý][^,\d]{2,30}|\(\d[\dAB]{1,2}\))$"
)


# "de 2015 à 2021 comme plombier", "L'Occitane, Manosque. Opératrice de conditionnement".
_AS: Final = re.compile(
    r"^(?:comme|en tant que|en qualité de|as an?)\s+|^(?:en tant qu|en qualité d)['’]\s?", re.IGNORECASE
)
_SENTENCE_BEFORE: Final = re.compile(r"(?P<place>[^.,]{3,40})\.\s+(?=[A-ZÀ-Ý])")


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry's head says, each part as written or empty. ``slot`` is where the title stood."""

    title: str = ""
    organisation: str = ""
    place: str = ""
    slot: tuple[int, int] | None = None
    sure: bool = False


def read_head(entry: Entry, *, text: str, dates: DatesByPlace, slot: tuple[int, int] | None = None) -> Head:
    """Title, organisation and place of ``entry``. ``slot`` is where its neighbours have their title."""
    parts = head_parts(entry, text=text, dates=dates)
    titled = _title_part(parts, slot)
    if titled is None:
        return _without_title(parts, text)
    title, organisation, place = _inside(titled.text, alone=not _others(parts, titled))
    rest = _others(parts, titled)
    if not organisation:
        organisation, elsewhere = _organisation(rest, titled, text)
        place = place or elsewhere
    else:
        place = (
            place
            or next((p.text for p in rest if is_place(p.text)), "")
            or _organisation(rest, titled, text)[1]
        )
    if not organisation:
        title, organisation = _aside(title)
    if not place:
        title, place = _ending_place(title) if organisation else (title, "")
    if (before := _SENTENCE_BEFORE.match(title)) and is_place(before["place"]):
        title, place = title[before.end() :], place or before["place"]
    title = _AS.sub("", title)
    return Head(
        _clean(title),
        _clean(organisation),
        _clean(place).removeprefix("à ").removeprefix("a "),
        titled.slot,
        is_title(titled.text),
    )


def usual_slot(heads: Sequence[Head]) -> tuple[int, int] | None:
    """Where most heads whose title is sure have it."""
    slots = [head.slot for head in heads if head.sure and head.slot is not None]
    return max(set(slots), key=slots.count) if slots else None


def without_place(text: str) -> tuple[str, str]:
    """``text`` without the place it ends with, and that place.

    >>> without_place("Northwind Labs Bellevue, WA")
    ('Northwind Labs', 'Bellevue, WA')
    """
    parts = list(pieces(text, 0, len(text), separator=COMMA))
    for at in range(1, len(parts)):
        start = parts[at].start + (2 if parts[at].text.startswith("à ") else 0)
        tail = text[start : parts[-1].end]
        if (is_place(tail) or _town_after(parts, at)) and not (
            at == 1 and len(parts) == 2 and _is_state(tail)
        ):
            return text[: parts[at - 1].end], tail
    aside = _ASIDE.search(text)
    if aside is not None and is_place(aside[1]) and aside.start() > 0:
        return text[: aside.start()], aside[1]
    found = _TRAILING_PLACE.search(text)
    if found is None:
        return text, ""
    start = found.start("place")
    if "," in found["place"]:
        start = _city_start(text, start, found["place"])
    return (text[:start].rstrip(" ,-–"), text[start:]) if start > 0 else (text, "")


def _town_after(parts: Sequence[Piece], at: int) -> bool:
    """ "Hôtel Mercure, Digne": after a comma, one short name that is no organisation says where."""
    if at != 1 or len(parts) != 2 or not is_organisation(parts[0].text):
        return False
    tail = parts[1].text
    return len(tail.split()) <= 3 and is_name(tail) and not is_organisation(tail) and not is_title(tail)


def _is_state(tail: str) -> bool:
    return re.fullmatch(r"[A-Z]{2}|S\.?Korea|France|USA|UK|India|Canada", tail) is not None


def _city_start(text: str, start: int, place: str) -> int:
    """Where the town begins in "Labs New York, NY": the longest town known, else its last word."""
    town = place.split(",")[0]
    words = town.split(" ")
    for at in range(len(words)):
        if folded(" ".join(words[at:])) in cities():
            return start + len(town) - len(" ".join(words[at:]))
    return start + len(town) - len(words[-1])


def _title_part(parts: Sequence[Part], slot: tuple[int, int] | None) -> Part | None:
    sure = [p for p in parts if is_title(p.text)]
    if sure:
        # "Freelance" says how somebody worked, not as what, when a job is named too.
        sure = [p for p in sure if not _STATUS.fullmatch(folded(p.text))] or sure
        return next((p for p in sure if p.slot == slot), sure[0])
    open_parts = [p for p in parts if not is_place(p.text)]
    named = [p for p in open_parts if not is_organisation(p.text)]
    if slot is not None and len(open_parts) > 1:
        same = [p for p in open_parts if p.slot == slot]
        if same:
            return same[0]
    listed = [p for p in parts if any(is_title(c.text) for c in commas(p.text))]
    if listed:
        return listed[0]
    if len(open_parts) == 1 and (
        _named_work(open_parts[0].text) or _split_organisation(open_parts[0].text)[1]
    ):
        return open_parts[0]
    return named[0] if named and (len(open_parts) > 1 or not is_organisation(open_parts[0].text)) else None


def _named_work(text: str) -> bool:
    """ "Vendanges, Domaine Cazes": work without a trade's name, before the organisation that it was done for."""
    parts = commas(text)
    return (
        len(parts) > 1
        and organisation_at(parts[0].text) is None
        and not is_school(parts[0].text)
        and is_organisation(parts[1].text)
    )


def _others(parts: Sequence[Part], titled: Part) -> list[Part]:
    return [p for p in parts if p is not titled and not is_task(p.text) and not _is_sentence(p.text)]


def _is_sentence(text: str) -> bool:
    """Whether ``text`` is told like a task: "Toilettes, changes, prévention des escarres." """
    return text.endswith(".") and len(text.split()) > 3 and len(text.split()[-1]) > 5


def _inside(text: str, *, alone: bool) -> tuple[str, str, str]:
    """Title, organisation and place out of the one piece that holds the title."""
    joined = _AT.search(text)
    if joined is not None and joined.start() > 0:
        organisation, place = without_place(_clean(text[joined.end() :]))
        return text[: joined.start()], organisation, place
    parts = commas(text)
    first = next((i for i, p in enumerate(parts) if is_title(p.text)), 0)
    cut = next(
        (
            i
            for i in range(first + 1, len(parts))
            if is_organisation(parts[i].text) or is_place(parts[i].text)
        ),
        None,
    )
    if cut is None and alone and len(parts) > first + 1 and is_name(parts[first + 1].text):
        cut = first + 1 if not is_title(parts[first + 1].text) else None
    if first > 0 and cut is None:
        organisation, place = without_place(text[: parts[first - 1].end])
        return text[parts[first].start :], organisation, place
    if cut is not None and is_place(parts[cut].text):
        found = _named_before_place(text, parts[first:])
        if found is not None:
            return found
    if cut is not None:
        title, rest = text[parts[first].start : parts[cut - 1].end], text[parts[cut].start :]
        if is_place(rest) or is_place(parts[cut].text):
            head, organisation = _split_organisation(title)
            return head, organisation, rest
        organisation, place = without_place(rest)
        return title, organisation, place
    title, organisation = _split_organisation(text)
    if organisation:
        organisation, place = without_place(organisation)
        return title, organisation, place
    title, place = _ending_place(text) if alone else (text, "")
    return title, "", place


def _named_before_place(text: str, parts: Sequence[Piece]) -> tuple[str, str, str] | None:
    """ "Vendeuse, Zara, Lyon": what stands between a title and a place is the employer, known or not."""
    end = parts[-1].end
    place = next((i for i in range(1, len(parts)) if is_place(text[parts[i].start : end])), len(parts))
    while place > 1 and is_place(parts[place - 1].text) and not is_title(parts[place - 1].text):
        place -= 1
    name = 1
    while name < place and not (is_name(parts[name].text) and not is_title(parts[name].text)):
        name += 1
    if not is_title(parts[0].text) or name >= place or place == len(parts):
        return None
    title, employer = parts[name - 1].end, text[parts[name].start : parts[place - 1].end]
    return text[parts[0].start : title], employer, text[parts[place].start : end]


def _split_organisation(text: str) -> tuple[str, str]:
    """A title cut before the organisation that follows it with no sign: "Agent d'accueil à la mairie de Gap"."""
    korean = _KOREAN_EMPLOYER.match(text)
    if korean is not None and is_title(text[korean.end() :]):
        return text[korean.end() :], korean[1]
    job, organisation = title_at(text), organisation_at(text)
    if job is None:
        # "Plonge au restaurant Le Lac": work, then where.
        at = next((m for m in _IN.finditer(text) if organisation_at(text[m.end() :]) == 0), None)
        if at is None or organisation_at(text[: at.start()]) is not None:
            return text, ""
        return text[: at.start()], text[at.end() :]
    cuts = [(m.start(), m.end()) for m in _AT_THE.finditer(text) if is_name(text[m.end() :])]
    if organisation is not None and organisation > job:
        cuts.extend((m.start(), m.end()) for m in _IN.finditer(text) if organisation_at(text[m.end() :]) == 0)
        cuts.extend(
            (m.start(), m.end())
            for m in _BEFORE_NAME.finditer(text)
            if organisation_at(text[m.end() :]) == 0 and not _PREPOSITION.search(text[: m.start()])
        )
    for start, end in cuts:
        before, rest = text[:start], text[end:]
        if (
            is_title(before)
            and not is_title(rest)
            and len(rest) > 2
            and before.count("(") == before.count(")")
        ):
            return before, rest
    return text, ""


def _ending_place(text: str) -> tuple[str, str]:
    shorter, place = without_place(text)
    return (shorter, place) if place and is_title(shorter) else (text, "")


def _organisation(rest: Sequence[Part], titled: Part | None, text: str) -> tuple[str, str]:
    place = next((p.text for p in rest if is_place(p.text)), "")
    names = [p for p in rest if not is_place(p.text) and not find_durations(p.text)]
    names = [p for p in names if not p.text[0].islower() or organisation_at(p.text) == 0]
    # A second job title is part of the same person's title, not the employer.
    pool = [p for p in names if is_organisation(p.text)] or [p for p in names if not is_title(p.text)]
    if not pool:
        return "", place
    chosen = pool[0]
    name, inner = without_place(chosen.text)
    if _AT_HOME.fullmatch(folded(name)):
        return "", inner or place
    if not inner and (titled is None or chosen.slot[0] != titled.slot[0]):
        name = _with_department(chosen, names, text) or name
    return name, inner or place


def _with_department(chosen: Part, names: Sequence[Part], text: str) -> str | None:
    """ "Ohio State University — IT Service Desk": what a dash adds on the employer's own line belongs to its name."""
    same = [p for p in names if p.slot[0] == chosen.slot[0]]
    if (
        len(same) < 2
        or any(is_title(p.text) for p in same)
        or not all(p.piece.before[:1] in "–—-" for p in same[1:])
    ):
        return None
    return text[same[0].piece.start : same[-1].piece.end]


def _without_title(parts: Sequence[Part], text: str) -> Head:
    organisation, place = _organisation(parts, None, text)
    return Head("", _clean(organisation), _clean(place))


def _aside(title: str) -> tuple[str, str]:
    """ "Caissière (Carrefour)": the employer in brackets."""
    found = _ASIDE.search(title)
    if found is None or TERMS.fullmatch(folded(found[1])) or any(c.isdigit() for c in found[1]):
        return title, ""
    if is_organisation(found[1]) or (is_name(found[1]) and not is_place(found[1]) and not is_title(found[1])):
        return title[: found.start()], found[1]
    return title, ""


def _clean(text: str) -> str:
    found = _ASIDE.search(text)
    if found is not None:
        length = [d for d in find_durations(found[1]) if (d.start, d.end) == (0, len(found[1]))]
        if length or (TERMS.fullmatch(folded(found[1])) and not any(c.isdigit() for c in found[1])):
            text = text[: found.start()]
    text = text.strip(' \t\u00a0,;:|•·-–—/\u00ad"«»“”')
    return text.split("\n")[0].rstrip()
