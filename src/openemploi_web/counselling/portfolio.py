"""The people whom a counsellor follows with the facts of this week, in a few queries however many they are.

Only what each person agreed to share is fetched for them. People stand in groups by their first fact and, in a
group, by its date; those about whom nothing calls for attention come last, by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Membership, Organisation
from openemploi_web.counselling import selectors
from openemploi_web.counselling.facts import (
    NAMES,
    Applied,
    Fact,
    Kind,
    Meeting,
    ProfileState,
    Row,
    Suggested,
    facts_of,
)
from openemploi_web.counselling.models import Appointment, Follow, Suggestion
from openemploi_web.jobseekers.models import OfferMark, Skill
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.models import Application

_LOOKED_BACK: Final = timedelta(days=400)  # older steps make no fact of this week


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the portfolio; ``commune`` is empty when they do not share their profile."""

    follow: Follow
    name: str
    commune: str
    facts: tuple[Fact, ...]

    @property
    def first(self) -> Fact | None:
        """The fact under which they stand."""
        return self.facts[0] if self.facts else None


@dataclass(frozen=True, slots=True)
class Group:
    """People who stand under one kind of fact."""

    key: str
    name: str | Promise
    people: tuple[Person, ...]


def people(user: Any, organisation: Organisation) -> list[Person]:
    """Everybody whom ``user`` follows, in the order of the list."""
    found = people_in(selectors.people_followed(user, organisation))
    order = list(Kind)
    return sorted(
        found,
        key=lambda one: (
            (order.index(one.first.kind), one.first.at.timestamp()) if one.first else (len(order), 0.0),
            one.name.casefold(),
        ),
    )


def people_in(follows: Sequence[Follow]) -> list[Person]:
    """Each of ``follows`` with what calls for attention."""
    now = timezone.now()
    shared = selectors.shared_by(follow.profile.user_id for follow in follows)
    rows = _rows(follows, shared, now=now)
    return [
        Person(
            follow=follow,
            name=selectors.name_of(follow.profile),
            commune=(
                follow.profile.commune
                if Consent.For.COUNSEL_PROFILE in shared.get(follow.profile.user_id, ())
                else ""
            ),
            facts=tuple(facts_of(rows[follow.profile_id], now=now)),
        )
        for follow in follows
    ]


def with_fact(people: Iterable[Person], kind: str) -> list[Person]:
    """Those about whom there is a fact of ``kind``, that fact first."""
    found = []
    for one in people:
        first = [fact for fact in one.facts if fact.kind == kind]
        if first:
            rest = [fact for fact in one.facts if fact.kind != kind]
            found.append(Person(one.follow, one.name, one.commune, (*first, *rest)))
    return sorted(found, key=lambda one: (one.facts[0].at, one.name.casefold()))


def groups(people: Iterable[Person]) -> list[Group]:
    """``people``, in their order, under the kind of their first fact."""
    found = []
    for key, members in groupby(people, key=lambda one: one.first.kind.value if one.first else ""):
        name = NAMES[key] if key else _("Nothing calls for attention this week")
        found.append(Group(key or "nothing", name, tuple(members)))
    return found


def _rows(follows: Sequence[Follow], shared: dict[UUID, frozenset[str]], *, now: datetime) -> dict[UUID, Row]:
    def sharing(purpose: str) -> list[UUID]:
        return [f.profile_id for f in follows if purpose in shared.get(f.profile.user_id, ())]

    profiles, matches = sharing(Consent.For.COUNSEL_PROFILE), sharing(Consent.For.COUNSEL_MATCHES)
    applying = sharing(Consent.For.COUNSEL_APPLICATIONS)
    everybody = [follow.profile_id for follow in follows]
    meetings = _meetings(follows, since=now - _LOOKED_BACK)
    agencies = {follow.organisation_id for follow in follows}
    suggestions = _suggestions(everybody, matches, agencies, since=now - _LOOKED_BACK)
    applications = _applications(applying, since=now - _LOOKED_BACK)
    skilled = set(
        Skill.objects.filter(profile__in=profiles)
        .exclude(state=Skill.State.REJECTED)
        .order_by()
        .values_list("profile", flat=True)
        .distinct()
    )
    known, told = set(profiles), set(applying)
    return {
        follow.profile_id: Row(
            since=follow.created_at,
            meetings=tuple(meetings[follow.profile_id]),
            suggestions=tuple(suggestions[follow.profile_id]),
            applications=tuple(applications[follow.profile_id]) if follow.profile_id in told else None,
            profile=(
                ProfileState(
                    has_skills=follow.profile_id in skilled,
                    has_wishes=bool(follow.profile.wished_occupations or follow.profile.areas),
                    edited_at=follow.profile.edited_at,
                )
                if follow.profile_id in known
                else None
            ),
        )
        for follow in follows
    }


def _meetings(follows: Sequence[Follow], *, since: datetime) -> dict[UUID, list[Meeting]]:
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    rows = Appointment.objects.filter(
        profile__in=[follow.profile_id for follow in follows],
        counsellor__in={follow.counsellor_id for follow in follows},
        cancelled_at=None,
        at__gte=since,
    ).order_by("at", "pk")
    for profile, at, subject in rows.values_list("profile", "at", "subject"):
        found[profile].append(Meeting(at, subject))
    return found


def _suggestions(
    profiles: list[UUID], matches: list[UUID], agencies: set[UUID], *, since: datetime
) -> dict[UUID, list[Suggested]]:
    marks = OfferMark.objects.filter(profile__in=matches, mark=OfferMark.Mark.NOT_FOR_ME).order_by("pk")
    reasons = {
        (profile, vacancy): OfferMark.Reason(reason).label if reason else ""
        for profile, vacancy, reason in marks.values_list("profile", "vacancy", "reason")
    }
    found: dict[UUID, list[Suggested]] = defaultdict(list)
    team = Membership.objects.filter(organisation__in=agencies)
    rows = Suggestion.objects.filter(
        profile__in=profiles, created_at__gte=since, counsellor__in=team.values("user")
    ).order_by("created_at", "pk")
    for profile, vacancy, title, state, answered in rows.values_list(
        "profile", "vacancy", "vacancy__title", "state", "answered_at"
    ):
        found[profile].append(Suggested(title, state, answered, str(reasons.get((profile, vacancy), ""))))
    return found


def _applications(profiles: list[UUID], *, since: datetime) -> dict[UUID, list[Applied]]:
    found: dict[UUID, list[Applied]] = defaultdict(list)
    rows = Application.objects.filter(profile__in=profiles, sent_at__gte=since).order_by("sent_at", "pk")
    for profile, title, sent, state, answered, interview in rows.values_list(
        "profile", "vacancy__title", "sent_at", "state", "answered_at", "interview_at"
    ):
        found[profile].append(Applied(title, sent, state, answered, interview))
    return found
