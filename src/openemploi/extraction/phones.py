"""Telephone numbers, with their places.

A number that its country has handed out counts anywhere; one that only has the right length (numbers kept for
films and examples, new ranges) counts after a word such as "Tél." or among the first details, so that it is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers

_SIGNS: Final = r"[ \u00a0\t\u2010-\u2015().·/-]"
_PHONE: Final = re.compile(
    rf"(?<![\w+.,/-])(?:\+|\(\+?|00)?\d(?:{_SIGNS}{{0,3}}\d){{7,14}}(?![\w@]|[.,/-]\d)"
)
# The figures on a line that are not one number: two numbers, or a number and a postcode.
_RUN: Final = re.compile(rf"(?:\d|\+\d|{_SIGNS}){{8,80}}")
_A_DATE: Final = r"(?<!\d)\d\d?[/.]\d\d?[/.](?:19|20)\d\d(?!\d)"
_PART: Final = re.compile(
    rf"{_A_DATE}|(?P<ten>(?<!\d)0[1-9](?:{_SIGNS}{{0,3}}\d\d){{4}}(?!\d))"
    r"|(?P<other>(?<!\d)\+?\d(?:[ \u00a0.()-]?\d){7,14}(?!\d))"
)
_NO_PHONE: Final = re.compile(rf"(?<!\d)(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d(?!\d)|{_A_DATE}")
_AMERICAN: Final = re.compile(r"(?:\+?1[ .-]?)?\(?\d{3}\)?[ .\u2010-\u2015-]?\d{3}[ .\u2010-\u2015-]\d{4}")
_AS_PHONE: Final = re.compile(r"(?:0[1-9]\d{7,9}|\+\d{8,14})$")
_LABEL: Final = re.compile(
    r"(?<!\w)(?:t[ée]l(?:[ée]phone)?|mobile|portable|port|phone|cell|전화(?:번호)?|휴대폰|핸드폰|연락처|☎|✆|📞|📱)"
    r"\W{0,4}$",
    re.IGNORECASE,
)
_REGIONS: Final = {"fr": ("FR", "BE", "CH"), "en": ("US", "GB", "FR"), "ko": ("KR", "FR")}


def find_phones(text: str, *, language: str, details: int) -> Iterator[tuple[int, int]]:
    """Where the telephone numbers of ``text`` stand.

    ``language`` (ISO 639-1) tells which national numbers to expect; up to ``details`` stand the person's own details.

    >>> text = "06 12 34 56 78 / 04 92 31 00 00"
    >>> [text[start:end] for start, end in find_phones(text, language="fr", details=0)]
    ['06 12 34 56 78', '04 92 31 00 00']
    """
    at = 0
    while found := _PHONE.search(text, at):
        start, end = found.span()
        own = start < details or _LABEL.search(text, max(0, start - 16), start) is not None
        parts = [(start, end)] if _is_phone(found.group(), language) else _parts(text, start, language)
        if not parts and own and _may_be_phone(found.group(), language):
            parts = [(start, end)]
        for left, right in parts:
            opened = (
                left and text[left - 1] == "(" and ")" in text[left:right] and "(" not in text[left:right]
            )
            yield left - bool(opened), right
        at = parts[-1][1] if parts else end


def _parts(text: str, start: int, language: str) -> list[tuple[int, int]]:
    run = _RUN.match(text, start)
    if run is None:
        return []
    named = [found for found in _PART.finditer(text, start, run.end()) if found["ten"] or found["other"]]
    return [found.span() for found in named if _is_phone(found.group(), language)]


@lru_cache(maxsize=1_000)
def _is_phone(number: str, language: str) -> bool:
    if _NO_PHONE.search(number):
        return False
    # Numbers of the French overseas departments have metadata of their own.
    overseas = "FR" in _regions(number, language) and re.fullmatch(r"0[1-9]\d{8}", re.sub(r"\D", "", number))
    return bool(overseas) or any(map(phonenumbers.is_valid_number, _read(number, language)))


def _may_be_phone(number: str, language: str) -> bool:
    """Whether ``number`` is written as a telephone number, though nobody was given it."""
    if _NO_PHONE.search(number) or not _AS_PHONE.match(re.sub(r"[^\d+]", "", number)):
        return False
    return any(map(phonenumbers.is_possible_number, _read(number, language)))


def _read(number: str, language: str) -> Iterator[phonenumbers.PhoneNumber]:
    for region in _regions(number, language):
        try:
            yield phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue


def _regions(number: str, language: str) -> tuple[str, ...]:
    regions = _REGIONS.get(language, _REGIONS["fr"])
    regions += ("US",) if _AMERICAN.fullmatch(number) else ()
    return regions + (("KR",) if number.startswith("01") else ())
