"""Korean words cut into what names something and the particles and endings that hang on it.

"재고관리를 했습니다" holds 재고, 관리 and nothing else to look for. The analyser is Kiwi (package ``kiwipiepy``), when
it is installed: where it is not, :mod:`~openemploi.extraction.words` takes words as they are written. The first Korean
text of a process loads it, once; what it answers depends on the text alone.
"""

from __future__ import annotations

import os
import re
import threading
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from openemploi.folding import Token, fold, is_korean, tokens

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from kiwipiepy import Token as Morpheme

# Letters; no word of Korean is longer, and the analyser's time would grow with its square.
_LONGEST_WORD: Final = 30
_LONGEST_PIECE: Final = 300  # letters given to the analyser at once, cut between two words

# One syllable, also where its letters are written apart (NFD), as some systems do.
_SYLLABLE: Final = re.compile(r"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.", re.DOTALL)
_APART: Final = re.compile(r"[\u1100-\u115f][\u1160-\u11a7]")
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

# By the tags of Kiwi: particles, endings, what makes a verb of a noun, the copula, auxiliaries, signs.
_HANGS_ON: Final = ("J", "E", "XSV", "XSA", "XSM", "VX", "VC", "SP", "SF", "SS", "SE", "SO", "SW", "W", "Z")
_VERB: Final = ("VV", "VA")
_SAYS_NOTHING: Final = frozenset("하 되 있 없 않 그렇 이렇 위하 통하 대하".split())  # verbs that name no work
_PLURAL: Final = frozenset(("들", "님", "씨"))
# Nouns that hang on what is said before them: 할 수, 하는 것.
_HELPING: Final = frozenset("수 것 등 중 때 줄 바 데 뿐 만큼 대로 및 또한 그리고".split())
# Endings after which the same thought goes on: "친절하게 응대", "만들어 드리고".
_GOES_ON: Final = frozenset("게 어 아 지 도록".split())
# What may follow a name in one word and leaves it the name of the work: 용접작업 is welding, 용접기 a machine.
_LEAVES_IT: Final = frozenset(
    """
    업무 작업 일 경험 경력 기술 능력 역량 실력 실무 직무 담당 담당자 전문 전문가 분야 관련 가능 가능자 유경험자 경력자
    경험자 우대 필수 위주 전반 일체 수행 진행 및 등 중 후 시 상
    """.split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a Korean word that may name something: ``text[start:end]``, compared as ``stem``.

    ``word_end`` is where the written word ends, with all that hangs on it; 0 for a verb with its endings, which as it
    is written is no name. A name may begin here when the piece ``opens``, and end here when it ``closes``; after one
    that ``breaks`` another thought begins.
    """

    start: int
    end: int
    word_end: int
    stem: str
    opens: bool = True
    closes: bool = True
    breaks: bool = False


def analyser() -> str:
    """What cuts Korean words here, with its version; empty when they are read as they are written."""
    return _version() if os.environ.get("OPENEMPLOI_KOREAN", "").strip() != "none" else ""


def pieces(text: str) -> Iterator[Piece]:
    """The words of ``text`` in order, the Korean ones cut."""
    for part in _parts(text):
        yield from _cut(text, part)


@cache
def _version() -> str:
    try:
        return f"kiwi {version('kiwipiepy')} {version('kiwipiepy_model')}"
    except PackageNotFoundError:
        return ""


_Span = tuple[int, int, str, str]  # start, end, form and tag of a morpheme
_lock: Final = threading.Lock()
_loaded: list[Kiwi] = []


def _analysed(text: str) -> Sequence[Morpheme]:
    with _lock:  # the library does not say that one analyser may be asked by two threads
        if not _loaded:
            from kiwipiepy import Kiwi

            with warnings.catch_warnings():
                # It warns that 0, no thread of its own, meant something else once.
                warnings.simplefilter("ignore", DeprecationWarning)
                # Its dictionaries of proper names cost four times the time and twice the memory, and found no more.
                _loaded.append(Kiwi(num_workers=0, load_default_dict=False, load_multi_dict=False))
        found: Sequence[Morpheme] = _loaded[0].tokenize(text)
        return found


def _parts(text: str) -> Iterator[list[Token]]:
    """The words of ``text``, by lines, and by as many as may be analysed together."""
    part: list[Token] = []
    for word in tokens(text):
        if part and (
            word.end - part[0].start > _LONGEST_PIECE
            or word.end - word.start > _LONGEST_WORD
            or part[-1].end - part[-1].start > _LONGEST_WORD
            or "\n" in text[part[-1].end : word.start]
        ):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _cut(text: str, words: Sequence[Token]) -> Iterator[Piece]:
    start, end = words[0].start, words[-1].end
    if not is_korean(text[start:end]) or words[0].end - start > _LONGEST_WORD:
        yield from (Piece(word.start, word.end, word.end, word.folded) for word in words)
        return
    composed, places = _composed(text[start:end])
    spans = [
        (start + places[m.start], start + places[m.start + m.len], m.form, str(m.tag))
        for m in _analysed(composed)
    ]
    at = 0
    for word in words:
        while at < len(spans) and spans[at][0] < word.start:
            at += 1
        first = at
        while at < len(spans) and spans[at][0] < word.end:
            at += 1
        if is_korean(word.folded):
            yield from _of_word(text, word, spans[first:at], alone=len(words) == 1)
        else:
            yield Piece(word.start, word.end, word.end, word.folded)


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """``text`` in whole syllables, and where each letter of it, and its end, stood."""
    text = _LONE_SURROGATE.sub("\ufffd", text)
    if not _APART.search(text):
        return text, range(len(text) + 1)
    whole: list[str] = []
    places: list[int] = []
    for one in _SYLLABLE.finditer(text):
        letters = unicodedata.normalize("NFC", one.group()) if len(one.group()) > 1 else one.group()
        whole.append(letters)
        places += [one.start()] * len(letters)  # letters that make no syllable stay several
    return "".join(whole), [*places, len(text)]


def _of_word(text: str, word: Token, spans: Sequence[_Span], *, alone: bool) -> Iterator[Piece]:
    """The pieces of one written word. One that stands ``alone`` is often cut wrongly: it may be a name as a whole."""
    kept = [n for n, (_start, _end, form, tag) in enumerate(spans) if not _hangs_on(form, tag)]
    if len(kept) == 1 and _says_nothing(*spans[kept[0]][2:]):
        return
    breaks = any(tag in ("EC", "EF") and form not in _GOES_ON for _s, _e, form, tag in spans)
    # A verb without a syllable of an ending behind a noun, in the same word, is the rest of a noun: 수선사, 돌봄.
    verbs = [n for n in kept if spans[n][3].startswith(_VERB) and (n == kept[0] or spans[n][1] < word.end)]
    conjugated = bool(verbs) and not alone
    before, tag_before = word.start, ""
    for n in kept:
        _start, end, form, tag = spans[n]
        start, end = (max(before, spans[n][0]) if tag_before else word.start), min(end, word.end)
        if start >= end:
            continue  # two morphemes in one syllable
        yield Piece(
            start,
            end,
            0 if conjugated else word.end,
            form + "다" if n in verbs else fold(text[start:end]),
            opens=not (tag.startswith("XSN") or tag_before.startswith(("XPN", "MM"))),
            closes=n + 1 == len(spans) or _leaves_it(*spans[n + 1][2:]),
            breaks=breaks and n == kept[-1],
        )
        before, tag_before = end, tag


def _hangs_on(form: str, tag: str) -> bool:
    return tag.startswith(_HANGS_ON) or (tag == "XSN" and form in _PLURAL)


def _leaves_it(form: str, tag: str) -> bool:
    return _hangs_on(form, tag) or form in _LEAVES_IT


def _says_nothing(form: str, tag: str) -> bool:
    return (tag in ("MAJ", "NNB") and form in _HELPING) or (tag.startswith(_VERB) and form in _SAYS_NOTHING)
