"""Diplomas, courses and certifications of a CV.

A line opens a new entry when it brings what the entry already has: a second diploma,
a second school or a second
date. Levels, fields and "not obtained" come from :mod:`openemploi.extraction.diplomas`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_cues import is_name, is_organisation, is_place, is_school, is_task
from openemploi.extraction.cv_entries import DatesByPlace, anchor_dates, is_head_line, without_footers
from openemploi.extraction.cv_heads import without_place
from openemploi.extraction.cv_lines import Line, Piece, folded, passage, pieces
from openemploi.extraction.dates import DateRange
from openemploi.extraction.diplomas import DiplomaMention, find_diplomas
from openemploi.extraction.licences import find_licences
from openemploi.extraction.model import Education

_DIPLOMA: Final = re.compile(
    r"(?<!\w)(?:cap|bep|bepc|brevet|bac|baccalaureat|bts|btsa|dut|but|deug|deust|dea|dess|deaes|deas|deap"
    r"|dees|deme|licence|maitrise|master"
    r"|mastere|magistere|doctorat|these|titre (?:pro\w*|rncp)|tp|certificat\w*|dcg|dscg|dnmade|dma|bpa|bp"
    r"|bma|capa|capes|mc|cqp|cfg|dnb|bpjeps|bafa"
    r"|bafd|diplome\w*|diploma|formation"
    r"|degree|bachelor'?s?|master'?s|b\.?\s?s\.?(?:c\.?)?|b\.?a\.?|b\.?e\.?(?:ng)?|b\.?m\.?|b\.?tech"
    r"|m\.?\s?s\.?(?:c\.?)?|m\.?a\.?|m\.?eng|mba|ph\.?\s?d\.?|associate|a[- ]levels?|gcses?|ged"
    r"|high school|certified|certification|certificate|bootcamp|course|minor|remise a niveau|habilitation"
    r"|caces|sst|mooc|cours|stage|ingenieur|pgce|nvq|city (?:&|and) guilds"
    r"|ecole (?:de|superieure)|niveau|seconde|terminale|1ere|premiere|classe preparatoire|prepa|vae"
    r"|study abroad|exchange"
    r"|학사|석사|박사|졸업|수료|자격증|기능사|기사)(?!\w)"
)
_STRONG: Final = re.compile(r"\t+|\s{3,}|\s+[|•·●/–—\u00ad:-]+\s+|\s*[|•●]\s*|:\s+|;\s+|\s[–—]\s?")
_COMMA: Final = re.compile(r",\s+(?![^()\n]{0,80}\))")
_AT: Final = re.compile(
    r"\s+(?:(?:[àa]|de|à) l['’]|au |à la |chez |at |from |aupr[èe]s d[eu] |de (?=(?:Greta"
    r"|GRETA)))?(?=(?:lyc[ée]es?|coll[èe]ge|[ée]cole|universit[ée]|facult[ée]"
    r"|institut|iut|cfa|greta|afpa|ifsi|ifas|mfr|university|college|cned|cnam|campus|centre de formation"
    r"|cr[ée]ta)\b)",
    re.IGNORECASE,
)
_JUNK: Final = re.compile(
    r"(?:mention .*|avec mention|tres bien|assez bien|bien|obtenue?|non obtenue?|non validee?|validee?"
    r"|en cours|expected.*|grad(?:uated)?\.?|graduation.*"
    r"|cum\.?|gpa.*|[\d.]+ ?(?:gpa|/ ?[\d.]+)?|overall.*|magna .*|cum laude|honors|diplome obtenu"
    r"|equivalen.*|anticipated|par correspondance|a distance"
    r"|niveau \d|niv\.? \d|rncp .*|date.*|niveau|major:?|minor:?|en alternance|\(?anticipated\)?)"
)
_STATE: Final = re.compile(
    r"[ ,]+(?:avec )?mention (?:assez bien|tr[èe]s bien|bien|passable|ab|tb)\b.*$|"
    r"[ ,]+\(?(?:en cours|non valid[ée]e?|non obtenue?|in progress|expected)\)?[ .)]*$",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(r"\s*\((?:non )?(?:obtenu|valid[ée]|en cours)[^()]*\)$", re.IGNORECASE)
_KOREAN_SCHOOL: Final = re.compile(r"\S*(?:대학교|대학원|고등학교|대학|학원|교육원)\s+(?=\S)")
_NOT_OBTAINED: Final = re.compile(
    r"[,(]\s?niveau\b(?!\s?(?:\d|[iv]+\b))|non (?:valid|obten|acquis|termin|diplom)"
    r"|niveau (?:bac|cap|bep|bts|licence|master|brevet)|en cours|abandon|interrompu|inacheve|expected|anticipated"
    r"|in progress|not completed|candidate\b|재학|중퇴"
)


_BLANK: Final = re.compile(r"\n\s*\n")
_RATED: Final = re.compile(r"[★☆●○■□]{4}")  # a skill with its marks


@dataclass(slots=True)
class _Group:
    """Lines of one entry, growing while they are read."""

    lines: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    dates: list[DateRange] = field(default_factory=list)
    diploma: Line | None = None
    school: Line | None = None


def read_education(document: Document, *, lines: Sequence[Line], dates: DatesByPlace) -> list[Education]:
    """The education on ``lines``, one section of ``document``, in the order it is written."""
    found = []
    for group in _groups(document, without_footers(lines), dates):
        made = education(document, head=group.lines, body=group.body, dates=dates)
        if made is not None:
            found.append(made)
    return found


def education(
    document: Document, *, head: Sequence[Line], body: Sequence[Line], dates: DatesByPlace
) -> Education | None:
    """One diploma or course out of the lines that tell of it; ``None`` when they name neither it nor a school."""
    parts = [(line, part) for line in head for part in _parts(document.text, line, dates)]
    parts = [(line, part) for line, part in parts if not _JUNK.fullmatch(folded(part.text))]
    title = _title(document, parts)
    school = _school([part for _, part in parts], title, document.text)
    if title is None and not school:
        return None
    start, end = head[0].start, (body[-1] if body else head[-1]).end
    said = document.text[head[0].start : head[-1].end]
    mention = _mention(document, title, head) if title else None
    obtained = mention.obtained if mention else None
    times = [d for line in head for d in dates.on(line)]
    if obtained is None and _NOT_OBTAINED.search(folded(said)):
        obtained = False
    if any(d.current for d in times):
        obtained = False
    time = times[0] if times else None
    return Education(
        title=document.text[title[0] : title[1]] if title else "",
        passage=passage(document, start, end),
        school=school,
        level=mention.level if mention else None,
        field_of_study=mention.field_of_study if mention else "",
        start=time.start if time is not None and time.is_range else None,
        end=time.end if time is not None and not time.current else None,
        obtained=obtained,
    )


def is_diploma(text: str) -> bool:
    """Whether ``text`` names a diploma or a course.

    >>> is_diploma("CAP cuisine"), is_diploma("Serveuse")
    (True, False)
    """
    return _DIPLOMA.search(folded(text)) is not None


def _groups(document: Document, lines: Sequence[Line], dates: DatesByPlace) -> list[_Group]:
    groups: list[_Group] = []
    for line in lines:
        if dates.covers(line):
            continue
        if _RATED.search(line.text):
            continue
        dated = anchor_dates(line, dates=dates)
        short = is_head_line(line, bulleted=True)
        texts = [p.text for p in _parts(document.text, line, dates)] if short or dated else []
        diploma = any(_diploma_first(t) for t in texts) and not (
            line.bulleted and ":" in line.text and not dated
        )
        school = any(is_school(t) and not (diploma and _diploma_first(t) and len(texts) == 1) for t in texts)
        group = groups[-1] if groups else None
        told = (
            group is not None and group.body and line.bulleted and not dated and not group.lines[0].bulleted
        )
        news = bool(dated) or diploma or (school and not line.bulleted)
        if told or (
            not news
            and group is not None
            and group.diploma is not None
            and (group.school or not _named(line))
        ):
            if group is not None:
                group.body.append(line)
            continue
        if not news and not (short and is_name(line.text) and not _apart(document.text, group, line)):
            if group is not None:
                group.body.append(line)
            continue
        full = group is None or bool(
            (dated and group.dates)
            or (diploma and group.diploma)
            or (school and group.school)
            or (group.body and news)
        )
        # A name alone is what the next line dates ("Caltech / Ph.D.") or the school of the line above.
        if not news and group is not None and group.diploma is None and group.school is not None:
            full = False
        if full or group is None:
            group = _Group()
            groups.append(group)
        group.lines.append(line)
        group.dates.extend(dated)
        group.diploma = group.diploma or (line if diploma else None)
        group.school = group.school or (
            line if school or not (news and (diploma or not _named(line))) else None
        )
    return groups


def _apart(text: str, group: _Group | None, line: Line) -> bool:
    """Whether a blank line stands between a whole entry and ``line``."""
    return (
        group is not None
        and group.diploma is not None
        and bool(_BLANK.search(text, group.lines[-1].end, line.start))
    )


def _named(line: Line) -> bool:
    return is_head_line(line) and is_name(line.text) and not is_place(line.text)


def _diploma_first(text: str) -> bool:
    found = _DIPLOMA.search(folded(text))
    return found is not None and found.start() < 40 and (found.start() == 0 or not is_task(text))


def _parts(text: str, line: Line, dates: DatesByPlace) -> list[Piece]:
    found: list[Piece] = []
    at = line.start
    spans = [r.span for r in dates.between(max(0, line.start - 40), line.end) if r.span[1] > line.start]
    for start, end in [*spans, (line.end, line.end)]:
        for piece in pieces(text, at, max(at, min(start, line.end)), separator=_STRONG):
            found.extend(_around_school(text, piece))
        at = max(at, end)
    return found


def _around_school(text: str, piece: Piece) -> list[Piece]:
    """The piece cut where a school begins after a diploma: "BTS MUC lycée Esclangon", "B.S., State University"."""
    commas = list(pieces(text, piece.start, piece.end, separator=_COMMA))
    for at in range(1, len(commas)):
        head = text[commas[0].start : commas[at - 1].end]
        if is_school(commas[at].text) and is_diploma(head) and not is_diploma(commas[at].text):
            tail = Piece(commas[at].start, piece.end, text[commas[at].start : piece.end], ",")
            return [Piece(commas[0].start, commas[at - 1].end, head, piece.before), tail]
        if is_school(head) and is_diploma(commas[at].text) and not is_diploma(head):
            tail = Piece(commas[at].start, piece.end, text[commas[at].start : piece.end], ",")
            return [Piece(commas[0].start, commas[at - 1].end, head, piece.before), tail]
    korean = _KOREAN_SCHOOL.match(text, piece.start, piece.end)
    if korean is not None:
        school = text[piece.start : korean.end()].rstrip()
        first = Piece(piece.start, piece.start + len(school), school, piece.before)
        return [first, Piece(korean.end(), piece.end, text[korean.end() : piece.end], " ")]
    for found in _AT.finditer(text, piece.start, piece.end):
        head = text[piece.start : found.start()]
        if (
            found.start() > piece.start
            and is_diploma(head)
            and not re.search(r"\b(?:de|d['’]|du|of|in|en)$", head)
        ):
            return [
                Piece(piece.start, found.start(), head, piece.before),
                Piece(found.end(), piece.end, text[found.end() : piece.end], " "),
            ]
    return [piece]


def _title(document: Document, parts: Sequence[tuple[Line, Piece]]) -> tuple[int, int] | None:
    pool = [
        p
        for _, p in parts
        if _diploma_first(p.text) and not (is_school(p.text) and not _starts_diploma(p.text))
    ]
    pool = pool or [p for _, p in parts if not is_school(p.text) and not is_place(p.text)]
    if not pool or (
        not _diploma_first(pool[0].text) and not any(is_school(p.text) for _, p in parts) and len(parts) > 2
    ):
        return (pool[0].start, pool[0].end) if pool else None
    text = pool[0].text
    shorter, place = without_place(text)
    end = pool[0].start + len(shorter if place and is_diploma(shorter) else text)
    commas = list(pieces(document.text, pool[0].start, end, separator=_COMMA))
    said = _STATE.search(document.text, pool[0].start, end)
    if said is not None and said.start() > pool[0].start and len(commas) == 1:
        return pool[0].start, said.start()
    while len(commas) > 1 and not commas[-1].text.isdigit() and _JUNK.fullmatch(folded(commas[-1].text)):
        commas.pop()
    return pool[0].start, commas[-1].end if commas else end


def _starts_diploma(text: str) -> bool:
    return _DIPLOMA.match(folded(text)) is not None


def _school(parts: Sequence[Piece], title: tuple[int, int] | None, text: str) -> str:
    rest = [p for p in parts if title is None or not p.start <= title[0] < p.end]
    named = [p for p in rest if not is_place(p.text)]
    pool = [p for p in named if is_school(p.text)] or [p for p in named if is_organisation(p.text)]
    # Without a word that says so, only a name on a line of its own is a school ("Caltech").
    alone = [
        p
        for p in named
        if is_name(p.text)
        and not is_diploma(p.text)
        and not find_licences(p.text)
        and not _same_line(p, title, text)
    ]
    pool = pool or alone
    if not pool:
        return ""
    name = _NOT_A_NAME.sub("", pool[0].text)
    return without_place(name)[0].strip(" ,;:–-")


def _same_line(piece: Piece, title: tuple[int, int] | None, text: str) -> bool:
    if title is None:
        return False
    first, last = sorted((piece.start, title[0]))
    return "\n" not in text[first:last]


def _mention(document: Document, title: tuple[int, int], head: Sequence[Line]) -> DiplomaMention | None:
    if found := find_diplomas(document.text, *title):
        return found[0]
    # "BP Coiffure" is a diploma beside its year, "졸업" beside its school.
    line = next(line for line in head if line.start <= title[0] < line.end)
    found = find_diplomas(document.text, line.start, line.end)
    if len(found) > 1:
        found = [mention for mention in found if mention.start < title[1] and title[0] < mention.end]
    return found[0] if found else None
