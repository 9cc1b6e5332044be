"""What answers in one's own words say beside skills: wishes, and work told in a sentence.

The library reads CVs; "I have been a waiter for five years, I would like to work with computers" has no section and
no date. Here a text is cut in clauses; a clause that wishes is never read as a skill, and one that tells of work
becomes an experience. What is not sure is left to the review page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from openemploi.documents import Document, read
from openemploi.engine import Engine
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.dates import find_durations
from openemploi.extraction.language import language_of
from openemploi.extraction.model import (
    CvStructure,
    Experience,
    ExperienceKind,
    Passage,
    SkillClaim,
)
from openemploi.profiles.model import JobseekerProfile, StructuredCv
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import search
from openemploi.territory.places import locate

Span = tuple[int, int]
PROPOSED: Final = 3  # occupations proposed for one wish: enough to choose from, few enough to read
_SAME: Final = 0.95  # likeness of names over which a wish names one occupation
_NAMED: Final = 0.8  # likeness of names over which somebody named their work
_LEAST: Final = 0.03  # probability under which an occupation has little to do with the words

_ICH: Final = r"(?:je\b|j['’]|moi\b|i\b|i['’]|my\b)"
_BREAK: Final = re.compile(
    rf"[.;!?\n]+|,\s*(?:mais\s+|et\s+|but\s+|and\s+)?(?={_ICH})|\s(?:et|mais|puis|ensuite|and|but|then)\s+(?={_ICH})",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"""(?<!\w)(?:
      j['’]\s?aimerais(?:[ ]bien)? | je[ ](?:voudrais|souhaite(?:rais)?|r[êe]ve|veux|cherche|recherche)(?:[ ]bien)?
    | j['’]\s?ai[ ]envie | j['’]\s?esp[èe]re | mon[ ](?:projet|r[êe]ve)[ ](?:est|serait)
    | je[ ]suis[ ]int[ée]ress[ée]e?[ ]par | ce[ ]qui[ ]me[ ]pla[iî](?:t|rait)[ ]c['’]est
    | i[ ]would[ ](?:like|love) | i['’]d[ ](?:like|love) | i[ ](?:want|hope|dream) | i['’]?(?:[ ]a)?m[ ]looking[ ]for
    | my[ ](?:dream|goal|aim)[ ]is
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_KOREAN_WISH: Final = re.compile(
    r"(?P<what>[^.,;!?\n]*?)(?:에서|으로|로|을|를|이|가)?\s*(?:일|근무|취업)?\s*(?:하고|되고)\s*싶"
)
#: What stands between the wish and its object: "travailler dans le", "devenir", "find a job as a".
_TOWARDS: Final = re.compile(
    r"""^(?:\s|\b(?:
      travailler|devenir|[êe]tre|trouver|exercer|apprendre|me[ ]reconvertir|me[ ]former|[ée]voluer|rester|faire|aller
     |changer|vers|dans|comme|en[ ]tant[ ]que|avec|en|au|aux|du|des|de|d['’]|[àa]|la|le|les|l['’]|un|une
     |emploi|travail|poste|m[ée]tiers?|place|job|secteur|domaine|monde|formation
     |to|work|be|become|do|find|learn|get|train|a|an|the|as|in|with|into|position|field|of|being)(?=\s|$|(?<=['’]))
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
_END: Final = re.compile(
    r"""\s*(?:,|\(|[ ](?:[àa]|pr[èe]s[ ]de|autour[ ]de|sur|vers|in|near|around)[ ](?-i:[A-ZÀ-Ý])
    |[ ](?:dans[ ]un[ ]rayon|si[ ]possible|parce[ ]que|parce[ ]qu['’]|car|pour|afin|mais|en[ ](?:cdi|cdd|int[ée]rim)
      |[àa][ ](?:temps|mi-temps|domicile)|plus[ ]tard|un[ ]jour|because|so[ ]that|if[ ]possible|full[ ]time
      |part[ ]time|one[ ]day)\b).*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_OR: Final = re.compile(r"\s+(?:ou|et|or|and)\s+(?:dans\s+|comme\s+|in\s+|as\s+)?", re.IGNORECASE)
_TERMS: Final = re.compile(
    r"^(?:cdi|cdd|int[ée]rim|temps|mi-temps|stage|mission|alternance|apprentissage|contrat|contract|full|part|tout"
    r"|n['’]importe|quelque|any|something|plus|moins|mieux|quitter|arr[êe]ter|mettre|utiliser"
    r"|d[ée]velopper|valoriser|leave|stop|use)\b",
    re.IGNORECASE,
)
_ABLE: Final = re.compile(
    r"(?<!\w)(?:je[ ]sais|j['’]ai[ ](?!envie)|je[ ]peux|je[ ]ma[iî]trise|je[ ]suis|je[ ]parle"
    r"|i[ ]can|i[ ]know|i[ ]have)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?<!\w)(?:ne|n['’]\w*|pas|plus|jamais|aucune?|sans|ni|not|no|never|cannot|can['’]t|don['’]t|without)(?!\w)|없|못|않",
    re.IGNORECASE,
)
_WORKED: Final = re.compile(
    r"""(?<!\w)(?:
      (?P<now>je[ ]suis|je[ ]travaille[ ](?:comme|en[ ]tant[ ]que)|i['’]?(?:[ ]a)?m|i[ ]work[ ]as
        |i[ ]have[ ](?:been|worked)(?:[ ]as)?|i['’]ve[ ]been)
     |j['’]ai[ ](?:[ée]t[ée]|travaill[ée][ ](?:comme|en[ ]tant[ ]que))|j['’][ée]tais|i[ ]was|i[ ]worked[ ]as
    )[ ](?:actuellement[ ]|aussi[ ]|longtemps[ ]|currently[ ])?(?:une?[ ]|an?[ ])?
    (?P<title>[^\d,;.!?\n]{3,80}?)
    (?=\s*$|\s+(?:depuis|pendant|durant|chez|dans|[àa]|au|en|for|since|at|in)\b|[,;.!?\n])""",
    re.IGNORECASE | re.VERBOSE,
)
_KOREAN_WORKED: Final = re.compile(
    r"(?P<title>[가-힣 ]{2,20}?)(?:으로|로)\s*(?:\d+\s*년[^.]{0,6})?(?P<now>일하고|일했)"
)
_CARED: Final = re.compile(
    r"(?<!\w)(?:j['’]ai (?:gard[ée]|aid[ée]|soign[ée]|accompagn[ée]|[ée]lev[ée])|je (?:garde|m['’]occupe|aide)"
    r"|je me suis occup[ée]e?|i (?:cared|looked after|raised|care|look after))\b"
    r"[^.;!?\n]{0,60}?\b(?:m[èe]re|p[èe]re|parents?"
    r"|enfants?|fils|filles?|fr[èe]re|s[œo]e?ur|grands?|mari|femme|[ée]poux|proche|mother|father|children|son|daughter"
    r"|brother|sister|grand\w+|husband|wife|family)\b",
    re.IGNORECASE,
)
_VOLUNTEER: Final = re.compile(r"(?<!\w)(?:b[ée]n[ée]vol\w*|volunteer\w*|자원봉사)", re.IGNORECASE)
_PAY: Final = re.compile(
    r"(?:au moins|minimum|plus de|at least)\s*(?:de\s*)?(\d[\d\s\u202f\u00a0.]{2,6}\d)\s*(?:€|euros?)"
    r"(?!\s*(?:de l['’]heure|par an|/\s*h|/\s*an))",
    re.IGNORECASE,
)
_REMOTE: Final = re.compile(r"t[ée]l[ée]travail|remote work|work(?:ing)? from home|재택", re.IGNORECASE)
_KM: Final = re.compile(r"(\d{1,3})\s?(?:km|kilom[èe]tres?|kilometers?|킬로미터)", re.IGNORECASE)
_BEFORE_PLACE: Final = re.compile(
    r"^(?:\s|\b(?:[àa]|autour|de|d['’]|vers|pr[èe]s|proche|dans|sur|en|un|rayon|jusqu['’][àa]|environ|je|cherche|habite"
    r"|voudrais|travailler|in|near|around|within|of)(?=\s|$|(?<=['’])))+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like to do, as said, and the occupations that this may be, likeliest first."""

    text: str
    uris: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answers:
    """The four plain questions. Each may be empty."""

    done: str = ""
    wish: str = ""
    where: str = ""
    cannot: str = ""

    @property
    def text(self) -> str:
        """The answers as one text, a paragraph each."""
        return "\n\n".join(part for part in (self.done, self.wish, self.where, self.cannot) if part)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says beside skills. ``unknown_places`` were said and are in no list of places."""

    wishes: tuple[Wish, ...] = ()
    areas: tuple[tuple[str, float | None], ...] = ()
    unknown_places: tuple[str, ...] = ()
    minimum_pay: int | None = None
    remote: bool = False


def tidy(text: str) -> str:
    """One answer as it is kept: single spaces, no blank lines, so that its passages are found again."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def read_answers(path: Path, answers: Answers, *, engine: Engine) -> tuple[JobseekerProfile, Told]:
    """Understand the answers kept at ``path``: the profile, without what was only wished, and the wishes.

    Raises ``DocumentError`` as :meth:`openemploi.engine.Engine.read_cv`.
    """
    document = read(path, limits=engine.limits)
    language = language_of(document.text)
    structure = read_cv_structure(document, language=language, today=engine.today)
    structure = replace(
        structure,
        headline=None,
        experiences=(*structure.experiences, *_told_experiences(document, structure, engine=engine)),
    )
    source = StructuredCv(document, language, structure, stated_skills=(), not_carried=())
    profile = engine.builder.profile(source)
    silent = tuple(_silent(document.text, answers))
    profile = replace(
        profile,
        skills=tuple(
            claim for read_ in profile.skills if (claim := _said_outside(read_, silent)) is not None
        ),
    )
    return profile, what_is_wished(document.text, answers=answers, engine=engine)


def what_is_wished(text: str, *, engine: Engine, answers: Answers | None = None) -> Told:
    """The wishes in ``text``; the answer to "what would you like" is a wish even without "I would like"."""
    answers = answers or Answers()
    spans = list(_wish_objects(text))
    low, high = _place_of(answers.wish, text)
    for start, end in _clauses(text, low, high):
        if not any(start <= a < end for a, _b in spans) and not _DENIED.search(text[start:end]):
            spans += _objects(text, start, end)
    wishes: dict[str, Wish] = {}
    for start, end in sorted(set(spans)):
        said = text[start:end]
        wishes.setdefault(said.lower(), Wish(said, occupations_for(said, engine=engine), start, end))
    areas, unknown = places(answers.where)
    pay = _PAY.search(text)
    return Told(
        wishes=tuple(wishes.values()),
        areas=areas,
        unknown_places=unknown,
        minimum_pay=int(re.sub(r"\D", "", pay[1])) if pay else None,
        remote=any(
            not _DENIED.search(text[a:b])
            for a, b in _clauses(text, 0, len(text))
            if _REMOTE.search(text[a:b])
        ),
    )


def occupations_for(said: str, *, engine: Engine, limit: int = PROPOSED) -> tuple[str, ...]:
    """The occupation that ``said`` names, else those of the field it names; none when nothing is like it."""
    taxonomy = engine.taxonomy
    named = search(taxonomy, said, kinds=[ConceptKind.OCCUPATION], limit=1)
    coded = [one for one in engine.builder.coder.code(said, limit=limit * 2) if one.score >= _LEAST]
    if named and named[0].score >= _SAME and coded and coded[0].score >= 3 * coded[-1].score:
        return (taxonomy.uri(taxonomy.canonical(coded[0].concept)),)
    return tuple(dict.fromkeys(taxonomy.uri(taxonomy.canonical(one.concept)) for one in coded))[:limit]


def places(answer: str) -> tuple[tuple[tuple[str, float | None], ...], tuple[str, ...]]:
    """The places that an answer names, each with the radius said, and those that are not known."""
    radius = float(found[1]) if (found := _KM.search(answer)) else None
    known: list[tuple[str, float | None]] = []
    unknown: list[str] = []
    for part in re.split(r"[,;/\n.]|\s(?:ou|et|or|and)\s", _KM.sub(" ", answer)):
        name = _BEFORE_PLACE.sub("", part).strip(" .()-")
        name = re.sub(r"\s+(?:dans|within|autour|around)\b.*$", "", name, flags=re.IGNORECASE).strip()
        if len(name) < 2:
            continue
        point = locate(name)
        if point is not None:
            known.append((point.name, radius))
        elif name[:1].isupper():
            unknown.append(name)
    return tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown))


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of ``text[start:end]``, without blanks at their ends."""
    at = start
    for stop, after in [(m.start(), m.end()) for m in _BREAK.finditer(text, start, end)] + [(end, end)]:
        inner = text[at:stop]
        if inner.strip():
            yield at + len(inner) - len(inner.lstrip()), at + len(inner.rstrip())
        at = after


def _wish_objects(text: str) -> Iterator[Span]:
    for start, end in _clauses(text, 0, len(text)):
        clause = text[start:end]
        if (cue := _WISH.search(clause)) is not None and not _denied_wish(clause, cue):
            yield from _objects(text, start + cue.end(), end)
        elif (korean := _KOREAN_WISH.search(clause)) is not None and korean["what"].strip():
            said = korean["what"]
            low = start + korean.start("what") + len(said) - len(said.lstrip())
            yield low, low + len(said.strip())


def _denied_wish(clause: str, cue: re.Match[str]) -> bool:
    """ "I would like not to…", "je souhaite ne plus…"."""
    return bool(re.match(r"\s*(?:ne\b|n['’]|not\b|plus\b)", clause[cue.end() :], re.IGNORECASE))


def _objects(text: str, start: int, end: int) -> Iterator[Span]:
    """What is wished in ``text[start:end]``, after the verbs that lead to it; several when joined by "or"."""
    rest = text[start:end]
    lead = _TOWARDS.match(rest)
    low = start + (lead.end() if lead else 0)
    if low >= end:
        return
    stop = _END.search(text[low:end])
    high = low + stop.start() if stop else end
    at = low
    for cut in [*_OR.finditer(text, low, high), None]:
        piece_end = cut.start() if cut else high
        piece = text[at:piece_end]
        lead = _TOWARDS.match(piece)
        begin = at + (lead.end() if lead else 0)
        said = text[begin:piece_end].strip()
        if len(said) > 2 and not _TERMS.match(said) and locate(said) is None:
            yield begin, begin + len(said)
        at = cut.end() if cut else high


def _silent(text: str, answers: Answers) -> Iterator[Span]:
    """Where no skill is said: what is wished, and what cannot be done when no word denies it."""
    for start, end in _clauses(text, 0, len(text)):
        if _WISH.search(text[start:end]) or _KOREAN_WISH.search(text[start:end]):
            yield start, end
    for start, end in _clauses(text, *_place_of(answers.wish, text)):
        if not _ABLE.search(text[start:end]):
            yield start, end
    for start, end in _clauses(text, *_place_of(answers.cannot, text)):
        if not _DENIED.search(text[start:end]):
            yield start, end


def _said_outside(claim: SkillClaim, silent: Sequence[Span]) -> SkillClaim | None:
    """``claim`` without its passages in ``silent``; nothing when none is left."""
    kept = tuple(p for p in claim.evidence if not any(low <= p.start < high for low, high in silent))
    return replace(claim, evidence=kept) if kept else None


def _place_of(answer: str, text: str) -> Span:
    start = text.rfind(answer) if answer else -1
    return (start, start + len(answer)) if start >= 0 else (0, 0)


def _told_experiences(document: Document, structure: CvStructure, *, engine: Engine) -> Iterator[Experience]:
    """Work that a sentence tells of and that the library, which looks for sections and dates, did not list."""
    text = document.text
    taken = [(e.passage.start, e.passage.end) for e in structure.experiences]
    for start, end in _clauses(text, 0, len(text)):
        clause = text[start:end]
        if any(low < end and start < high for low, high in taken) or _WISH.search(clause):
            continue
        made = _experience(clause, engine=engine)
        if made is None:
            continue
        title, kind, current = made
        months = sum(span.months for span in find_durations(clause)) or None
        passage = Passage(clause, start, end, document.page_at(start))
        yield Experience(title=title, passage=passage, current=current, months=months, kind=kind)


def _experience(clause: str, *, engine: Engine) -> tuple[str, ExperienceKind, bool] | None:
    since = bool(re.search(r"\b(?:depuis|since)\b|째|i(?: ha|['’])ve been", clause, re.IGNORECASE))
    if _VOLUNTEER.search(clause) and not _DENIED.search(clause):
        return _sentence(clause), ExperienceKind.VOLUNTEERING, since
    if _CARED.search(clause) and not _DENIED.search(clause):
        return _sentence(clause), ExperienceKind.UNPAID, since
    worked = _WORKED.search(clause) or _KOREAN_WORKED.search(clause)
    if worked is None or _DENIED.search(clause):
        return None
    title = worked["title"].strip()
    named = search(engine.taxonomy, title, kinds=[ConceptKind.OCCUPATION], limit=1)
    if not named or named[0].score < _NAMED:
        return None
    return (
        title[:1].upper() + title[1:],
        ExperienceKind.JOB,
        bool(worked["now"]) and (since or "일하고" in clause),
    )


def _sentence(clause: str) -> str:
    """A clause as a title: without "I have", "then", "also"."""
    short = re.sub(
        r"^(?:(?:et|puis|aussi|ensuite|and|then|also)\s+)*(?:j['’]ai (?:aussi |[ée]t[ée] )?|je (?:suis |me suis )?"
        r"|i (?:was |have been |also )?)",
        "",
        clause,
        flags=re.IGNORECASE,
    )
    short = re.sub(r"\s+(?:pendant|depuis|durant|for|since)\b.*$", "", short, flags=re.IGNORECASE).strip()
    return (short[:1].upper() + short[1:])[:200]


def plain_wishes(wishes: Iterable[Wish]) -> list[dict[str, object]]:
    """``wishes`` as a profile keeps them."""
    return [{"text": wish.text[:200], "uris": list(wish.uris)} for wish in wishes]
