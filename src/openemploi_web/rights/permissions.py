"""Who may do what with rights: a person with their own, the instance's administrators with what they answer for."""

from __future__ import annotations

from typing import Any

from openemploi_web.rights.models import ArchiveFile, Contest, Erasure
from openemploi_web.vacancies.models import Vacancy


def may_give_consent(user: Any) -> bool:
    """Consent is given by the person it is about and by nobody in their place; those who look for work are asked."""
    return bool(user.is_active and user.has_profile)


def may_withdraw_consent(user: Any) -> bool:
    """Taking back must always be possible, even when the profile is gone."""
    return bool(user.is_active)


def may_ask_archive(user: Any) -> bool:
    """Everybody has a copy of what is held about them (articles 15 and 20 GDPR)."""
    return bool(user.is_active)


def may_take_archive(user: Any, archive: ArchiveFile) -> bool:
    """An archive holds everything of a person: it is for that person alone."""
    return bool(archive.user_id == user.pk)


def may_plan_erasure(user: Any) -> bool:
    """Who still acts for an organisation leaves its team first: their colleagues' work hangs on their account."""
    return bool(user.is_active and not user.active_memberships)


def may_cancel_erasure(user: Any, erasure: Erasure) -> bool:
    """Only the person changes their mind, until it is done."""
    return bool(erasure.user_id == user.pk and erasure.state == Erasure.State.PLANNED)


def may_erase(actor: Any) -> bool:
    """The portal itself erases when the delay is over; no person can erase another."""
    return actor is None


def may_contest(user: Any, vacancy: Vacancy) -> bool:
    """Who was compared with an offer may contest it; for that they have a profile that was compared."""
    return bool(user.is_active and user.has_profile)


def may_answer_contests(user: Any) -> bool:
    """The operator answers for the comparison before the law, by a named person."""
    return bool(user.is_administrator)


def may_answer_contest(user: Any, contest: Contest) -> bool:
    """A named person answers, once; nobody answers their own contest."""
    return bool(user.is_administrator and contest.state == Contest.State.OPEN and contest.user_id != user.pk)


def may_read_journal(user: Any) -> bool:
    """Those who answer for the instance check what was done on it; reading it leaves a trace as well."""
    return bool(user.is_administrator)


def may_keep_retention(actor: Any) -> bool:
    """Retention is the portal's own task: nobody chooses who is made anonymous."""
    return actor is None
