"""What a person sees of offers and of their applications; what belongs to somebody else is not found (404)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from openemploi_web.counselling.models import Suggestion
from openemploi_web.jobseekers.models import OfferMark, Profile, SavedSearch, Version
from openemploi_web.vacancies.models import Application, Invite, Vacancy


def own_profile(user: Any) -> Profile | None:
    """The profile of ``user``, if they look for work here."""
    if not getattr(user, "is_authenticated", False):
        return None
    try:
        profile: Profile = user.profile  # kept with the account: the menu of the page asks for it as well
    except Profile.DoesNotExist:
        return None
    return profile


def open_offer(identifier: UUID) -> Vacancy:
    """An offer that one may speak of: published, or closed since. Raises 404 for a draft."""
    offer = (
        Vacancy.objects.exclude(state=Vacancy.State.DRAFT)
        .select_related("organisation", "establishment")
        .filter(pk=identifier)
        .first()
    )
    if offer is None:
        raise Http404
    return offer


def marks(profile: Profile, mark: OfferMark.Mark) -> QuerySet[OfferMark]:
    """The offers that the person marked so, the last marked first."""
    return profile.marks.filter(mark=mark).select_related("vacancy__organisation")


def mark_of(profile: Profile, vacancy: Vacancy) -> OfferMark | None:
    """What the person said of this offer."""
    return profile.marks.filter(vacancy=vacancy).first()


def application_to(profile: Profile, vacancy: Vacancy) -> Application | None:
    """The person's application for this offer; there is one at most."""
    return profile.applications.filter(vacancy=vacancy).first()


def applications_of(profile: Profile) -> QuerySet[Application]:
    """The person's applications, the last sent first."""
    return profile.applications.select_related("vacancy__organisation").order_by("-sent_at", "pk")


def application_for(user: Any, identifier: UUID) -> Application:
    """An application of ``user``. Raises 404 for somebody else's."""
    found = (
        Application.objects.select_related("vacancy__organisation", "profile")
        .filter(pk=identifier, profile__user=user)
        .first()
    )
    if found is None:
        raise Http404
    return found


def search_for(user: Any, identifier: UUID) -> SavedSearch:
    """A saved search of ``user``. Raises 404 for somebody else's."""
    found = SavedSearch.objects.select_related("profile").filter(pk=identifier, profile__user=user).first()
    if found is None:
        raise Http404
    return found


def version_for(profile: Profile, identifier: str) -> Version:
    """A version of the person's own profile. Raises 404 otherwise."""
    try:
        found = profile.versions.filter(pk=UUID(identifier)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def suggestion_for(user: Any, identifier: UUID) -> Suggestion:
    """What a counsellor suggested to ``user``. Raises 404 otherwise."""
    found = (
        Suggestion.objects.select_related("profile", "vacancy")
        .filter(pk=identifier, profile__user=user)
        .first()
    )
    if found is None:
        raise Http404
    return found


def invite_for(user: Any, identifier: UUID) -> Invite:
    """An employer's invitation to ``user``. Raises 404 otherwise."""
    found = (
        Invite.objects.select_related("profile", "vacancy").filter(pk=identifier, profile__user=user).first()
    )
    if found is None:
        raise Http404
    return found


def letters_waiting(profile: Profile) -> dict[str, QuerySet[Any]]:
    """``suggestions`` of counsellors and ``invites`` of employers that wait for an answer, for offers still open.

    Few people have any: a short question comes before the long one.
    """
    suggestions = profile.suggestions.filter(state=Suggestion.State.SENT)
    invites = profile.invites.filter(state=Invite.State.SENT)
    found: dict[str, QuerySet[Any]] = {}
    if suggestions.exists():
        found["suggestions"] = suggestions.filter(vacancy__state=Vacancy.State.PUBLISHED).select_related(
            "vacancy__organisation", "counsellor"
        )
    if invites.exists():
        found["invites"] = invites.filter(vacancy__state=Vacancy.State.PUBLISHED).select_related(
            "vacancy__organisation"
        )
    return found
