"""Many CVs out of few: same working lives told by other people, in another order, a few years off, less complete.

The name of each file starts with the name of its source (``caissiere-confirmee-v017.pdf``), so that a benchmark
knows which trade to expect. Pictures are left out: reading them needs Tesseract.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from people import somebody_else
from writers.sheet import Section, Sheet, Source, mapped

TEXT_FORMATS = (
    "pdf", "pdf-two-columns", "pdf-table", "docx", "docx-text-boxes", "odt", "rtf", "html", "txt",
    "txt-windows-1252", "txt-utf-16",
)  # fmt: skip
STRUCTURED = ("json-resume", "europass-xml")
YEAR = re.compile(r"\b(19[6-9]\d|20[0-3]\d)\b")
DROPPED = 0.2  # share of the lines and skills that a variation leaves out


def variations(sources: Sequence[Source], *, count: int, seed: int = 1) -> Iterator[Sheet]:
    """``count`` sheets, going round the sources; the same seed gives the same sheets."""
    for number in range(count):
        source = sources[number % len(sources)]
        dice = random.Random(f"{seed}/{number}/{source.sheet.key}")  # noqa: S311 - not a secret
        yield varied(source, dice=dice, key=f"{source.sheet.key}-v{number:03d}")


def varied(source: Source, *, dice: random.Random, key: str) -> Sheet:
    """One variation of ``source``."""
    person = somebody_else(source.person, dice=dice, language=source.sheet.language)
    sheet = source.filled(key=key, form=_form(source.sheet, dice), person=person)
    sections = tuple(_varied_section(section, dice) for section in sheet.sections)
    if sheet.form not in STRUCTURED:
        sections = tuple(dice.sample(sections, len(sections)))
    sheet = replace(sheet, sections=sections)
    years = dice.randint(-3, 0)
    return mapped(_shifted_entries(sheet, years), lambda text: _shifted(text, years))


def _form(sheet: Sheet, dice: random.Random) -> str:
    if sheet.form in STRUCTURED:
        return sheet.form
    if sheet.body:
        return dice.choice(("txt", "txt-utf-16", "docx", "pdf", "html"))
    if sheet.language == "ko":
        return dice.choice(("pdf", "docx", "odt", "html", "txt", "txt-utf-16"))
    return dice.choice(TEXT_FORMATS)


def _varied_section(section: Section, dice: random.Random) -> Section:
    entries = tuple(replace(entry, lines=_some(entry.lines, dice)) for entry in section.entries)
    return replace(section, items=_some(section.items, dice), entries=entries)


def _some(lines: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    """Most of ``lines`` in another order; never none of them."""
    kept = [line for line in lines if dice.random() >= DROPPED] or list(lines[:1])
    return tuple(dice.sample(kept, len(kept)))


def _shifted(text: str, years: int) -> str:
    return YEAR.sub(lambda found: str(int(found.group()) + years), text) if "@" not in text else text


def _shifted_entries(sheet: Sheet, years: int) -> Sheet:
    """The structured dates, which are no texts for ``mapped``."""
    sections = tuple(
        replace(
            section,
            entries=tuple(
                replace(entry, start=_shifted(entry.start, years), end=_shifted(entry.end, years))
                for entry in section.entries
            ),
        )
        for section in sheet.sections
    )
    return replace(sheet, sections=sections)
