"""Who may mark offers, apply and answer in a person's name: the person, and nobody else."""

from __future__ import annotations

from typing import Any

from openemploi_web.counselling.models import Suggestion
from openemploi_web.jobseekers.models import Profile, SavedSearch
from openemploi_web.vacancies.models import Application, Invite, Vacancy


def may_mark_offers(actor: Any, profile: Profile) -> bool:
    """What a person likes or not is theirs: a counsellor suggests, and does not choose for them."""
    return _is_theirs(actor, profile)


def may_choose_other_ways(actor: Any, profile: Profile) -> bool:
    """What stands beside a person's list is their own choice, as the list is for them alone."""
    return _is_theirs(actor, profile)


def may_keep_searches(actor: Any, profile: Profile) -> bool:
    """A saved search sends mail to its owner, so only the owner makes one."""
    return _is_theirs(actor, profile)


def may_change_search(actor: Any, search: SavedSearch) -> bool:
    """As for making one."""
    return _is_theirs(actor, search.profile)


def may_apply(actor: Any, profile: Profile, vacancy: Vacancy) -> bool:
    """To apply hands one's data to an employer: only the person decides that. A draft is no offer yet."""
    return _is_theirs(actor, profile) and vacancy.state != Vacancy.State.DRAFT


def may_withdraw(actor: Any, application: Application) -> bool:
    """A person takes back what they sent, at any time before the end, and owes nobody a reason."""
    return application.profile is not None and _is_theirs(actor, application.profile)


def may_answer_interview(actor: Any, application: Application) -> bool:
    """Whoever is invited says whether they come; nobody says it for them."""
    return application.profile is not None and _is_theirs(actor, application.profile)


def may_answer_suggestion(actor: Any, suggestion: Suggestion) -> bool:
    """The counsellor proposes, the person answers."""
    return _is_theirs(actor, suggestion.profile)


def may_answer_invite(actor: Any, invite: Invite) -> bool:
    """The employer invites, the person answers; until then the employer does not know who they are."""
    return _is_theirs(actor, invite.profile)


def _is_theirs(actor: Any, profile: Profile) -> bool:
    return profile.anonymised_at is None and actor is not None and profile.user_id == actor.pk
