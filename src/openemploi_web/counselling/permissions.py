"""Who may follow, look, suggest, write and meet: a counsellor, for the people who agreed, in the agency's territory."""

from __future__ import annotations

from typing import Any, Final

from openemploi_web.accounts.models import Organisation
from openemploi_web.accounts.permissions import may_manage_team
from openemploi_web.counselling.models import (
    Appointment,
    CounsellorNote,
    Follow,
    FollowRequest,
)
from openemploi_web.rights.consents import has_consent
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.terms import takes_applications

#: What each part of a person's page needs their consent for; the overview is the counsellor's own work with them.
PARTS: Final[dict[str, Consent.For | None]] = {
    "overview": None,
    "profile": Consent.For.COUNSEL_PROFILE,
    "offers": Consent.For.COUNSEL_MATCHES,
    "applications": Consent.For.COUNSEL_APPLICATIONS,
}


def may_ask_to_follow(actor: Any, organisation: Organisation) -> bool:
    """An agency asks people of its territory; one whose territory is not settled may see nobody, so it asks nobody."""
    return acts_for(actor, organisation) and bool(organisation.territory)


def may_answer_request(actor: Any, request: FollowRequest) -> bool:
    """Only the person decides who follows them: the one to whose address the request was sent."""
    return bool(actor.is_active and actor.has_profile and actor.email.lower() == request.email)


def follows(actor: Any, follow: Follow) -> bool:
    """To be of the same agency is not enough: the person agreed to one counsellor, in the place where it works."""
    return follow.counsellor_id == actor.pk and stands(follow) and acts_for(actor, follow.organisation)


def answers_for(actor: Any, follow: Follow) -> bool:
    """Whose counsellor has left the agency would be followed by nobody: its administrators find them another.

    They see the name and no more; as long as the counsellor is there, it is nobody else's affair.
    """
    counsellor = follow.counsellor
    return (
        stands(follow)
        and acts_for(actor, follow.organisation)
        and may_manage_team(actor, follow.organisation)
        and (counsellor is None or not acts_for(counsellor, follow.organisation))
    )


def may_look(actor: Any, follow: Follow, part: str) -> bool:
    """What a person did not agree to share is not looked at, followed or not."""
    needed = PARTS[part]
    return follows(actor, follow) and (needed is None or has_consent(follow.profile.user, needed))


def may_stop_follow(actor: Any, follow: Follow) -> bool:
    """Being followed is a help and no duty: the person stops it at any time; the counsellor may end their part."""
    return follow.ended_at is None and actor.pk in (follow.profile.user_id, follow.counsellor_id)


def may_suggest(actor: Any, follow: Follow, vacancy: Vacancy) -> bool:
    """A suggestion of an offer that takes nobody any more would waste the person's hope."""
    return follows(actor, follow) and takes_applications(vacancy)


def may_write_note(actor: Any, follow: Follow) -> bool:
    """Notes are about the work with a person who is followed; there are none about others."""
    return follows(actor, follow)


def may_remove_note(actor: Any, note: CounsellorNote, follow: Follow) -> bool:
    """Who wrote a note may take it back; a colleague's words are theirs."""
    return follows(actor, follow) and note.author_id == actor.pk


def may_make_appointment(actor: Any, follow: Follow) -> bool:
    """A counsellor gives appointments to the people they follow."""
    return follows(actor, follow)


def may_change_appointment(actor: Any, appointment: Appointment, follow: Follow) -> bool:
    """The counsellor whom it is with moves or cancels it, as long as it stands."""
    return (
        follows(actor, follow) and appointment.counsellor_id == actor.pk and appointment.cancelled_at is None
    )


def may_hand_over(actor: Any, follow: Follow, colleague: Any) -> bool:
    """A person stays with the agency that they agreed to: only a colleague of it takes over.

    Their counsellor hands them over, or an administrator of the agency once the counsellor has left it.
    """
    gives = answers_for(actor, follow) or (follows(actor, follow) and colleague.pk != actor.pk)
    return gives and acts_for(colleague, follow.organisation)


def may_have_calendar(actor: Any) -> bool:
    """Everybody with appointments may read them in a calendar of their own."""
    return bool(actor.is_active)


def acts_for(actor: Any, organisation: Organisation) -> bool:
    """Whether ``actor`` is a counsellor of ``organisation`` today: who left an agency sees nobody of it any more."""
    return bool(
        actor.is_active
        and organisation.kind == Organisation.Kind.COUNSELLING
        and any(m.organisation_id == organisation.pk for m in actor.active_memberships)
    )


def stands(follow: Follow) -> bool:
    """Whether the agreement holds: not ended, by a person who is still here and lives where the agency works."""
    profile = follow.profile
    return (
        follow.ended_at is None
        and profile.anonymised_at is None
        and bool(profile.department)
        and profile.department in follow.organisation.territory
    )
