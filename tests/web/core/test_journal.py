"""The journal's chain: whole while others write, broken by whoever changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openemploi_web.core import journal
from openemploi_web.core.models import AuditEvent, ChainHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> int:
    """How many entries there are, three of which were added here."""
    return [journal.append("test.done", actor=None) for _ in range(3)][-1].number


def test_entries_added_while_it_is_checked_do_not_break_it(
    three: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = journal._all

    def and_one_more() -> Iterator[AuditEvent]:
        yield from list(walk())
        journal.append("test.meanwhile", actor=None)

    monkeypatch.setattr(journal, "_all", and_one_more)

    assert journal.verify() == (three, None)


def test_the_walk_may_see_entries_added_since_it_began(three: int, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = journal._all

    def one_more_first() -> Iterator[AuditEvent]:
        journal.append("test.meanwhile", actor=None)
        yield from walk()

    monkeypatch.setattr(journal, "_all", one_more_first)

    assert journal.verify() == (three + 1, None)


def test_an_end_cut_off_is_found(three: int, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = journal._all
    monkeypatch.setattr(journal, "_all", lambda: list(walk())[:-1])

    assert journal.verify() == (three - 1, three)


def test_an_entry_behind_the_head_is_found(three: int) -> None:
    ChainHead.objects.filter(pk=1).update(
        number=three - 1, digest=AuditEvent.objects.get(number=three - 1).digest
    )

    assert journal.verify() == (three, three + 1)


def test_another_seal_at_the_head_is_found(three: int) -> None:
    ChainHead.objects.filter(pk=1).update(digest="f" * 64)

    assert journal.verify()[1] == three + 1
