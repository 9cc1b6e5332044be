"""Ten thousand random and hostile strings: no exception, passages stand where they say, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from openemploi.engine import Engine

COUNT = 10_000
_WORDS = (
    "vendre vendeuse boulanger caisse monteur Java SQL 제빵사 용접을 계산대 운영 cashier forklift CACES permis B "
    "soudure TIG l'anglais aujourd'hui C++ C# .NET R&D 3,5 10h-12h €/h n°1 …"
).split()
_SIGNS = (
    "\x00\x01\x07\x1b\x7f\x85\u00a0\u00ad\u200b\u200d\u200e\u202e\u2066\u2069\ufeff\ufffd\u0301\u0308\u20e3\t\n\r\v\f"
    "'’`\"«»()[]{}<>|\\/*+?^$.,;:!-–—_%#@&=~"
)
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0x97F),
    (0xE00, 0xE7F), (0x1100, 0x11FF), (0x2000, 0x206F), (0x3040, 0x30FF), (0x3130, 0x318F), (0x4E00, 0x4FFF),
    (0xAC00, 0xD7A3), (0xE000, 0xE0FF), (0xFB00, 0xFDFF), (0xFE00, 0xFE0F), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF),
)  # fmt: skip


def _strings() -> Iterator[str]:
    dice = random.Random(2026)  # noqa: S311 - a draw, not a secret
    yield from ("", " ", "\n", "\x00", "\u202e", "e\u0301" * 500, "ﬁ" * 200, "İ" * 200, "ß" * 300, "각" * 300)
    while True:
        kind = dice.random()
        pieces = []
        for _ in range(dice.randint(1, 14)):
            if kind < 0.25:  # one script
                low, high = dice.choice(_RANGES)
                pieces.append("".join(chr(dice.randint(low, high)) for _ in range(dice.randint(1, 12))))
            elif kind < 0.7:  # words that mean something, cut by signs
                pieces.append(dice.choice(_WORDS))
                pieces.append(dice.choice(_SIGNS) if dice.random() < 0.5 else " ")
            else:  # anything
                low, high = dice.choice(_RANGES)
                pieces.append(chr(dice.randint(low, high)) * dice.choice((1, 1, 1, 40)))
                pieces.append(dice.choice((" ", dice.choice(_SIGNS), dice.choice(_WORDS))))
        yield "".join(pieces)


@pytest.fixture(scope="module")
def strings() -> list[str]:
    source = _strings()
    return [next(source) for _ in range(COUNT)]


def test_what_is_found_stands_where_it_says_whatever_is_read_and_by_whom(
    engine: Engine, strings: list[str]
) -> None:
    finder = engine.builder.finder

    found = [finder.skills(text) for text in strings]

    for text, mentions in zip(strings, found, strict=True):
        for mention in mentions:
            assert 0 <= mention.start < mention.end <= len(text), repr(text)
            assert text[mention.start : mention.end].strip(), repr(text)
    assert sum(map(bool, found)) > COUNT / 20, "too few of the strings say anything"
    with ThreadPoolExecutor(4) as pool:  # backwards, by several
        again = list(pool.map(finder.skills, reversed(strings)))
    assert again == found[::-1]


def test_any_title_has_probabilities_or_no_occupation(engine: Engine, strings: list[str]) -> None:
    for text in strings[:: COUNT // 400]:
        for one in engine.builder.coder.code(text, limit=3):
            assert 0 < one.score <= 1, repr(text)


def test_a_line_of_a_megabyte_is_read(engine: Engine) -> None:
    line = "vendre du pain, tenir une caisse et " * 30_000
    assert len(line) > 1_000_000

    mentions = engine.builder.finder.skills(line)

    assert all(line[m.start : m.end].strip() for m in mentions)
    assert mentions[-1].end > 1_000_000
