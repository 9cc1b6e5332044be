"""Whatever the text, reading a CV neither raises nor loses its place, and takes time in proportion."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import CvStructure, Passage

_WORDS = st.sampled_from(
    """
    Vendeuse Leclerc Gap 2015 - 2018 : – | • , ( ) depuis à mars CAP Lycée Bac en cours Formation EXPÉRIENCE Langues
    06 12 34 56 78 @ ana@x.fr Né le 12/03/1990 rue 04000 recherche CDI Mobilité km \n \n\n \t 20XX (6 mois) M. Paul
    경력 현재 2년 😀 \u202e \x00 stage bénévole chez Mairie de niveau non validé www. www.x.fr Nom anglais courant
    """.split(" ")
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=80).map(" ".join))


def read(text: str) -> CvStructure:
    blocks = (Block(0, len(text), 1),) if text else ()
    document = Document("cv", "", MediaType.TEXT, text, blocks, 1, 1.0)
    return read_cv_structure(document, language="fr", today=date(2026, 11, 1))


def passages(cv: CvStructure) -> Iterator[Passage]:
    contact = cv.contact
    yield from (p for p in (contact.name, contact.address, cv.headline) if p is not None)
    yield from (*contact.emails, *contact.phones, *contact.links, *contact.protected)
    yield from (e.passage for e in (*cv.experiences, *cv.education))
    for claim in (*cv.languages, *cv.licences, *cv.search_areas):
        yield from claim.evidence
    yield from cv.hours.evidence if cv.hours else ()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_every_passage_is_what_stands_there_and_nothing_is_invented(text: str) -> None:
    cv = read(text)
    for found in passages(cv):
        assert text[found.start : found.end] == found.text and found.text and found.page == 1
    for job in cv.experiences:
        assert all(value in job.passage.text for value in (job.title, job.employer, job.place))
        assert job.title or job.employer
    for course in cv.education:
        assert all(value in course.passage.text for value in (course.title, course.school))
    assert cv.sections[0].start == 0 and cv.sections[-1].end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " " * 100_000,
        "a" * 100_000,
        "1 " * 50_000,
        "@" * 100_000,
        "(" * 100_000,
        "2015 - " * 15_000,
        "recherche " * 10_000,
        "😀" * 50_000,
        "\u202eמ" * 50_000,
        "Vendeuse – Leclerc, Gap 2015-2018\n" * 1_500,
        "Xx Yy\n" * 15_000,
    ],
    ids=lambda text: text[:6],
)
def test_long_hostile_texts_take_seconds_and_not_minutes(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 15
