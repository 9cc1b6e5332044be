"""The journal as the operator reads it: what was done at once to several people or several times is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.models import AuditEvent
from openemploi_web.rights.desk_words import DESK_WORDS
from openemploi_web.rights.looks_words import REASONS

#: So many people of one line are named at once; beyond, they are counted and their names opened.
NAMED_AT_ONCE: Final = 3


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One line: the entries ``first`` to ``last`` of the journal, that one person made in one minute."""

    first: int
    last: int
    times: int
    at: datetime
    what: str
    who: str
    organisation: str
    people: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def many(self) -> bool:
        """Too many people to name them all at once."""
        return len(self.people) > NAMED_AT_ONCE


def desk_lines(events: Iterable[AuditEvent]) -> Iterator[DeskLine]:
    """``events``, which follow one another, in words; those alike of one minute together."""
    rows = list(events)
    accounts = {row.actor for row in rows if row.actor} | {row.person for row in rows if row.person}
    users = User.objects.in_bulk(accounts)
    organisations = Organisation.objects.in_bulk({row.organisation for row in rows if row.organisation})
    for same in _together(rows):
        row = same[0]
        organisation = organisations.get(row.organisation) if row.organisation else None
        numbers = [one.number for one in same]
        people = dict.fromkeys(one.person for one in same if one.person)
        reasons = dict.fromkeys(one.reason for one in same if one.reason in REASONS)
        yield DeskLine(
            first=min(numbers),
            last=max(numbers),
            times=len(same),
            at=row.at,
            what=str(DESK_WORDS.get(row.action, row.action)),
            who=str(users.get(row.actor, _("account gone"))) if row.actor else _("the portal"),
            organisation=organisation.name if organisation else "",
            people=tuple(str(users.get(person, _("account gone"))) for person in people),
            why=tuple(str(REASONS[reason]) for reason in reasons),
        )


def _together(rows: Iterable[AuditEvent]) -> Iterator[list[AuditEvent]]:
    """Neighbours that one person did alike in one minute: to one person, or to several for one reason."""
    for _same, group in groupby(rows, key=_alike):
        alike = list(group)
        if len({row.person for row in alike}) == 1:
            yield alike
        else:
            for _reason, part in groupby(alike, key=lambda row: row.reason):
                yield list(part)


def _alike(row: AuditEvent) -> tuple[object, ...]:
    return row.action, row.actor, row.organisation, row.at.replace(second=0, microsecond=0)
