"""A pupil's words cut into clauses, each liked or disliked.

A comma or an "et" ends a clause; its polarity is that of the last word of liking before it ("je déteste rester assis,
le bruit" dislikes both), until a full stop. "Pas peur" is no fear. The question asked says how a text begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from openemploi.pathways.orientation.model import Answers, Clause, Polarity, Question
from openemploi.pathways.orientation.neutral import Word, neutral_words

_LONGEST: Final = 4000  # characters of an answer that are read
_MOST: Final = 60  # clauses
_STOP: Final = re.compile(r"[.!?\n;•]+(?=\s|$)|\n")
_CUT: Final = re.compile(
    r"[,:()/–—]|(?<!\w)(?:et|ou|mais|puis|sauf|hormis|sinon|par contre|en revanche|and|or|but|except)(?!\w)"
    r"|(?<=고)\s|(?<=지만)\s",
    re.IGNORECASE,
)
_EXCEPT: Final = re.compile(r"(?<!\w)(?:sauf|hormis|except)(?!\w)", re.IGNORECASE)
_TURNED: Final = re.compile(
    r"(?:pas|jamais|aucune?)[ ](?:du[ ]tout[ ])?(?:de[ ])?(?:peur|déteste|horreur|marre)"
    r"|ne[ ]me[ ](?:fait|font)[ ]pas[ ]peur"
    r"|(?:not|n['’]t)[ ](?:afraid|hate|scared)",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(
    r"""(?<!\w)(?:
      d[ée]test\w* | ha(?:i|is|ït|ir) | j['’]?[ ]?ai[ ]horreur | horreur[ ]d\w* | peur | phobie | marre
    | d[ée]go[ûu]t\w*
    | (?:m['’])?ennu\w+ | (?:me[ ])?saoul\w* | (?:me[ ])?so[uû]le\w* | [ée]nerv\w+ | beurk | [ée]vit\w*
    | fatigu\w+ | stress\w*
    | suppor\w+[ ]pas |
      (?:veux|voudrais|peux|aime|aimerais|kiffe|adore|intéresse|plaît|plait|tente|suis)
      [ ](?:vraiment[ ]|trop[ ]|du[ ]tout[ ])?(?:pas|plus|guère|jamais)(?:[ ](?:du[ ]tout|trop|tellement|vraiment))?
    | pas[ ](?:envie|question|mon[ ]truc|fan|aimer|être|avoir|faire|travailler|rester|passer|du[ ]tout|trop|de
      |d['’]|le|la|les)
    | surtout[ ]pas | jamais | sans | aucune?[ ]envie | null?e?[ ]en | (?:mal|malade)[ ](?:en|à)
    | hate\w* | dislike\w* | can['’]?t[ ]stand | afraid
    | don['’]t[ ](?:like|want) | do[ ]not[ ](?:like|want) | never | boring
    )(?!\w) | 싫\w* | 무서\w* | 못\w* | 지루\w*""",
    re.IGNORECASE | re.VERBOSE,
)
_FOR: Final = re.compile(
    r"""(?<!\w)(?:
      aim\w+ | ador\w+ | kiff\w* | pr[ée]f[éèe]r\w* | passionn\w* | passion | envie | r[êe]v\w+
    | fan | plai[ts]\w* | int[ée]ress\w*
    | (?:bon(?:ne)?|fort(?:e)?|dou[ée]e?|doué)[ ](?:en|avec|pour|à|aux?)
    | voudrais | souhaite\w* | content\w* | heureu(?:x|se)
    | pas[ ]mal | attir[ée]+\w* | curieu(?:x|se) | plaisir | facile | cool | génial\w* | habitude
    | like\w* | lov\w+ | enjoy\w* | prefer\w* | want\w* | dream\w* | good[ ]at | fond
    )(?!\w) | 좋\w* | 즐\w*""",
    re.IGNORECASE | re.VERBOSE,
)
_STARTS: Final = {
    Question.LIKES: Polarity.LIKED,
    Question.SUBJECTS: Polarity.LIKED,
    Question.TASKS: Polarity.LIKED,
    Question.DISLIKES: Polarity.DISLIKED,
}
_OTHER: Final = {Polarity.LIKED: Polarity.DISLIKED, Polarity.DISLIKED: Polarity.LIKED}


def read_clauses(
    answers: Answers, *, vocabulary: Collection[str] = frozenset(), pairs: Mapping[str, str] | None = None
) -> tuple[Clause, ...]:
    """The clauses of ``answers`` that say something, question by question, in order; at most 60.

    ``vocabulary`` and ``pairs`` as for :func:`.neutral.neutral_words`. What is beyond 4,000 characters is
    not read.

    >>> said = Answers(likes="J'aime l'eau, mais pas le froid")
    >>> [(clause.text, clause.polarity.value) for clause in read_clauses(said)]
    [("J'aime l'eau", 'liked'), ('pas le froid', 'disliked')]
    """
    found: list[Clause] = []
    for question in Question:
        text = getattr(answers, question.value)[:_LONGEST]
        words = neutral_words(text, vocabulary=vocabulary, pairs=pairs)
        for start, end, polarity in _cut(text, _STARTS[question]):
            said = _content(text, start, end, words)
            if said:
                found.append(Clause(question, start, end, text[start:end], said, polarity))
    return tuple(found[:_MOST])


def _cut(text: str, begins: Polarity) -> list[tuple[int, int, Polarity]]:
    """The clauses of ``text`` with what each is, spaces left out."""
    found: list[tuple[int, int, Polarity]] = []
    for low, high in _between(_STOP, text, 0, len(text)):
        polarity = begins
        for start, end in _between(_CUT, text, low, high):
            if _EXCEPT.search(text, max(low, start - 8), start):
                polarity = _OTHER[polarity]
            polarity = _polarity(text[start:end], polarity)
            if text[start:end].strip():
                lead = len(text[start:end]) - len(text[start:end].lstrip())
                found.append((start + lead, start + len(text[start:end].rstrip()), polarity))
    return found


def _polarity(part: str, before: Polarity) -> Polarity:
    if _TURNED.search(part):
        return Polarity.LIKED
    against, liking = _AGAINST.search(part), _FOR.search(part)
    if against:
        return Polarity.DISLIKED
    return Polarity.LIKED if liking else before


def _content(text: str, start: int, end: int, words: list[Word]) -> tuple[str, ...]:
    """The words of a clause that say what it is about: those of liking and disliking are left out."""
    part = text[start:end]
    cues = [found.span() for pattern in (_TURNED, _AGAINST, _FOR) for found in pattern.finditer(part)]
    said = []
    for word in words:
        if not word.said or not (start <= word.start < end):
            continue
        low, high = word.start - start, word.end - start
        if any(cue[0] <= low and high <= cue[1] for cue in cues):
            continue
        said.append(word.said)
    return tuple(said)


def _between(breaks: re.Pattern[str], text: str, low: int, high: int) -> list[tuple[int, int]]:
    edges = [low]
    for found in breaks.finditer(text, low, high):
        edges += [found.start(), found.end()]
    edges.append(high)
    return list(zip(edges[::2], edges[1::2], strict=True))
