"""10,000 random and hostile strings: nothing raises, and what is read stands where it is said to."""

from __future__ import annotations

import random

from openemploi.engine import Engine

SEED = 20261124
COUNT = 10_000
LONG = 40  # strings that are also given an occupation and linked: encoding takes longer
PARTS = (
    "caisse", "permis B", "5 ans de", "soudeur", "anglais", "Excel", "요리사", "재고 관리",
    "مرحبا", "עברית", "Ω", "ﬁ", "œuf",
    "\u202e", "\u200b",
    "\u0000", "\x1b[31m", "👩‍🍳", "🇫🇷", "e\u0301", "\ud800", "\t", "\n", "\r\n", "•", "/", "(", "…", "--", "'",
    "%s{}$(rm)", "<script>", "a" * 300, "ı", "ß", "\ufeff", "１２３", "²", "C++", ".NET",
)  # fmt: skip


def _strings() -> list[str]:
    dice = random.Random(SEED)  # noqa: S311 - not a secret
    made = ["", " ", "\n" * 1000, "\x00" * 50, "((((" * 500, "é" * 5000]
    while len(made) < COUNT:
        if dice.random() < 0.3:
            made.append("".join(chr(dice.randrange(0x10FFFF)) for _ in range(dice.randrange(40))))
        else:
            made.append(dice.choice(("", " ")).join(dice.choices(PARTS, k=dice.randrange(1, 12))))
    return made


def test_nothing_raises_and_offsets_map_back(engine: Engine):
    finder = engine.builder.finder
    for text in _strings():
        for mention in (*finder.skills(text, language="fr"), *finder.occupations(text)):
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end].strip()


def test_hostile_titles_are_coded_and_linked_the_same_twice(engine: Engine):
    coder, linker = engine.builder.coder, engine.builder.linker
    assert linker is not None and engine.semantics is not None
    chosen = _strings()[:: COUNT // LONG]

    first = [(coder.best(text), linker.link(text, language="fr")) for text in chosen]
    engine.semantics.forget()
    assert [(coder.best(text), linker.link(text, language="fr")) for text in reversed(chosen)] == first[::-1]


def test_a_line_of_a_megabyte_is_read(engine: Engine):
    line = "conduire un chariot élévateur et gérer des stocks " * 20_000

    assert engine.builder.finder.skills(line[:300_000], language="fr")
    engine.builder.coder.best(line)
