"""The facts of a week: pure functions over rows, each with its sentence and the day it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from openemploi_web.counselling.facts import (
    Applied,
    Kind,
    Meeting,
    ProfileState,
    Row,
    Suggested,
    facts_of,
)

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _words(row: Row) -> list[tuple[str, str]]:
    return [(fact.kind.value, fact.words) for fact in facts_of(row, now=NOW)]


def _applied(days: float, state: str = "sent", **fields: object) -> Applied:
    return Applied("Gardien", NOW - days * DAY, state, **fields)  # type: ignore[arg-type]


def test_a_person_about_whom_nothing_is_due_has_no_fact() -> None:
    assert _words(Row(since=NOW - 3 * DAY, applications=(), profile=None)) == []


def test_an_interview_tomorrow_says_its_hour_and_its_offer() -> None:
    tomorrow = (timezone.localtime(NOW) + DAY).replace(hour=10, minute=0)
    row = Row(since=NOW, applications=(_applied(2, "interview", interview_at=tomorrow),))

    assert _words(row) == [("interview", "Interview tomorrow at 10:00 for “Gardien”")]


def test_what_is_not_shared_gives_no_fact() -> None:
    shared = Row(since=NOW - 40 * DAY, applications=(), profile=ProfileState(False, False, NOW))
    hidden = Row(since=NOW - 40 * DAY, applications=None, profile=None)

    assert {kind for kind, _words in _words(shared)} == {"quiet", "profile"}
    assert _words(hidden) == []


def test_the_oldest_application_without_an_answer_is_named_and_the_others_counted() -> None:
    row = Row(since=NOW, applications=(_applied(12), _applied(11), _applied(15, "seen"), _applied(3)))

    assert _words(row) == [("waiting", "No answer for 15 days for “Gardien”, and for 2 other applications")]


def test_ten_days_without_an_answer_are_still_patience() -> None:
    assert _words(Row(since=NOW, applications=(_applied(9.9),))) == []


def test_a_withdrawn_application_waits_for_nobody() -> None:
    assert _words(Row(since=NOW, applications=(_applied(20, "withdrawn"),))) == []


def test_three_suggestions_declined_are_said_with_their_reasons() -> None:
    declined = [Suggested("A", "declined", NOW - n * DAY, "too far") for n in (2, 3, 4)]

    assert _words(Row(since=NOW, suggestions=tuple(declined[:2]))) == []
    assert _words(Row(since=NOW, suggestions=tuple(declined))) == [
        ("declined", "3 suggestions declined, the last 2 days ago: too far")
    ]


def test_an_answer_is_news_for_a_week() -> None:
    new = Row(since=NOW, applications=(_applied(20, "refused", answered_at=NOW - 2 * DAY),))
    old = Row(since=NOW, applications=(_applied(20, "refused", answered_at=NOW - 8 * DAY),))

    assert _words(new) == [("answer", "Answer for “Gardien” 2 days ago: not this time")]
    assert _words(old) == []


def test_thirty_days_without_an_application_are_counted_from_the_following_too() -> None:
    assert _words(Row(since=NOW - 10 * DAY, applications=(_applied(50, "refused"),))) == []
    assert [kind for kind, _ in _words(Row(since=NOW - 31 * DAY, applications=()))] == ["quiet"]


def test_no_appointment_for_long_is_said_unless_one_is_planned() -> None:
    past, coming = Meeting(NOW - 50 * DAY, "CV"), Meeting(NOW + 20 * DAY, "Point")

    assert [kind for kind, _ in _words(Row(since=NOW - 90 * DAY, meetings=(past,)))] == ["apart"]
    assert _words(Row(since=NOW - 90 * DAY, meetings=(past, coming))) == []


def test_facts_stand_by_kind_and_then_by_day() -> None:
    row = Row(
        since=NOW - 40 * DAY,
        meetings=(Meeting(NOW + 2 * DAY, "B"), Meeting(NOW + DAY, "A")),
        profile=ProfileState(True, False, NOW),
        applications=(_applied(12),),
    )

    found = facts_of(row, now=NOW)

    assert [fact.kind for fact in found] == [
        Kind.APPOINTMENT,
        Kind.APPOINTMENT,
        Kind.WAITING,
        Kind.PROFILE,
    ]
    assert [fact.at for fact in found[:2]] == [NOW + DAY, NOW + 2 * DAY]
