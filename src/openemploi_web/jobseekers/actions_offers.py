"""What a person does with offers: mark, keep a search, apply, withdraw, answer who wrote to them.

To apply copies the profile into the application, as it was shown to the person; what they change afterwards does not
reach the employer. What cannot be done any more is a :class:`NotPossible` with a sentence for the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Membership
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.models import Notice
from openemploi_web.core.notices import tell
from openemploi_web.counselling.models import Suggestion
from openemploi_web.jobseekers import permissions_offers as permissions
from openemploi_web.jobseekers.models import OfferMark, OfferTold, Profile, SavedSearch
from openemploi_web.vacancies.models import Application, Invite, Vacancy
from openemploi_web.vacancies.terms import takes_applications

MOST_SEARCHES = 30
_COMING: Final = {
    Application.Coming.YES: "interview_accepted",
    Application.Coming.OTHER: "interview_other",
    Application.Coming.NO: "interview_declined",
}


class NotPossible(Exception):
    """What the person asked for cannot be done any more; its words say why and that nothing was lost."""


class AlreadyApplied(NotPossible):
    """The person has applied for this offer; ``application`` is the one."""

    def __init__(self, application: Application) -> None:
        super().__init__(_("You have already applied for this offer. Your application is below."))
        self.application = application


@action
def mark_offer(*, actor: Any, profile: Profile, vacancy: Vacancy, mark: str, reason: str = "") -> OfferMark:
    """Keep an offer as a favourite, or set it aside with a reason. The last word counts."""
    allow(
        permissions.may_mark_offers(actor, profile),
        actor=actor,
        subject=vacancy,
        person=profile.user_id,
        reason=mark,
    )
    said, _made = OfferMark.objects.update_or_create(
        profile=profile, vacancy=vacancy, defaults={"mark": OfferMark.Mark(mark), "reason": reason}
    )
    return said


@action
def unmark_offer(*, actor: Any, profile: Profile, vacancy: Vacancy) -> None:
    """Take back what one said of an offer."""
    allow(permissions.may_mark_offers(actor, profile), actor=actor, subject=vacancy, person=profile.user_id)
    OfferMark.objects.filter(profile=profile, vacancy=vacancy).delete()


@action
def choose_other_ways(*, actor: Any, profile: Profile, shown: bool) -> None:
    """Have offers outside one's occupations beside one's list, or not."""
    allow(
        permissions.may_choose_other_ways(actor, profile),
        actor=actor,
        person=profile.user_id,
        reason="shown" if shown else "hidden",
    )
    profile.other_ways = shown
    profile.save(update_fields=["other_ways"])


@action
def save_search(
    *, actor: Any, profile: Profile, name: str, filters: Mapping[str, Any], alert: str
) -> SavedSearch:
    """Keep a search under a name; what is already on line is not told again. Raises :class:`NotPossible`."""
    allow(permissions.may_keep_searches(actor, profile), actor=actor, person=profile.user_id, reason=alert)
    if profile.searches.count() >= MOST_SEARCHES:
        raise NotPossible(
            _("You keep %(count)s searches, which is the most. Remove one first.") % {"count": MOST_SEARCHES}
        )
    return SavedSearch.objects.create(
        profile=profile, name=name, filters=dict(filters), alert=SavedSearch.Alert(alert)
    )


@action
def change_search(*, actor: Any, search: SavedSearch, name: str, alert: str) -> None:
    """Another name, or another rhythm of alerts."""
    allow(
        permissions.may_change_search(actor, search),
        actor=actor,
        subject=search,
        person=search.profile.user_id,
        reason=alert,
    )
    search.name, search.alert = name, SavedSearch.Alert(alert)
    search.save(update_fields=["name", "alert"])


@action
def remove_search(*, actor: Any, search: SavedSearch) -> None:
    """Forget a search."""
    allow(
        permissions.may_change_search(actor, search),
        actor=actor,
        subject=search,
        person=search.profile.user_id,
    )
    search.delete()


@action
def stop_alert(*, search: SavedSearch) -> None:
    """Send no more mail for this search: asked through the signed link of a mail, which is the permission."""
    allow(True, actor=None, subject=search, person=search.profile.user_id, reason="signed_link")
    search.alert = SavedSearch.Alert.NEVER
    search.save(update_fields=["alert"])


@action
def tell_found(*, search: SavedSearch, offers: Sequence[Vacancy], link: str) -> Notice:
    """Write down that the person is told of ``offers``, each once, and return their notice.

    Called by the scheduled job. The notice counts as mailed: the alert's own mail, with the offers and the way out of
    it, is a job of the same transaction.
    """
    from openemploi_web.jobseekers.tasks_offers import mail_alert

    allow(True, actor=None, subject=search, person=search.profile.user_id, details={"offers": len(offers)})
    search.told_at = timezone.now()
    search.save(update_fields=["told_at"])
    OfferTold.objects.bulk_create(OfferTold(profile=search.profile, vacancy=offer) for offer in offers)
    notice = tell(search.profile.user, "offers_found", link=link, count=len(offers), search=search.name)
    notice.mailed_at = search.told_at
    notice.save(update_fields=["mailed_at"])
    mail_alert.enqueue(search=str(search.pk), offers=[str(offer.pk) for offer in offers])
    return notice


@action
def found_nothing(*, searches: Sequence[SavedSearch]) -> None:
    """Write down that these searches were run and found nothing new: one entry of the journal for all of them."""
    allow(True, actor=None, details={"searches": len(searches)})
    SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(told_at=timezone.now())


@action
def apply(
    *,
    actor: Any,
    profile: Profile,
    vacancy: Vacancy,
    snapshot: Mapping[str, Any],
    version_label: str = "",
    message: str = "",
) -> Application:
    """Send the profile, as it is in ``snapshot``, to the employer. Raises :class:`NotPossible`."""
    allow(
        permissions.may_apply(actor, profile, vacancy),
        actor=actor,
        subject=vacancy,
        person=profile.user_id,
        organisation=vacancy.organisation_id,
    )
    # Nobody applies while the offer is being closed: that person would never be told.
    offer = Vacancy.objects.select_for_update(of=("self",), no_key=True).get(pk=vacancy.pk)
    if (before := profile.applications.filter(vacancy=offer).first()) is not None:
        raise AlreadyApplied(before)
    if not takes_applications(offer):
        raise NotPossible(_("This offer does not take applications any more. Nothing was sent."))
    try:
        with transaction.atomic():
            sent = Application.objects.create(
                vacancy=offer,
                profile=profile,
                snapshot=dict(snapshot),
                version_label=version_label,
                message=message,
                sent_at=timezone.now(),
            )
    except IntegrityError:  # the same button, twice at once
        raise AlreadyApplied(profile.applications.get(vacancy=offer)) from None
    note_details(application=str(sent.pk))
    profile.suggestions.filter(vacancy=offer, state=Suggestion.State.SENT).update(
        state=Suggestion.State.TAKEN, answered_at=timezone.now()
    )
    profile.invites.filter(vacancy=offer, state=Invite.State.SENT).update(
        state=Invite.State.TAKEN, answered_at=timezone.now()
    )
    _tell_team(offer, "application_received")
    return sent


@action
def withdraw(*, actor: Any, application: Application) -> None:
    """Take an application back; the employer's team is told, without the person's name. Raises :class:`NotPossible`."""
    allow(
        permissions.may_withdraw(actor, application),
        actor=actor,
        subject=application,
        person=actor.pk,
        organisation=application.vacancy.organisation_id,
    )
    current = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if current.state not in Application.OPEN:
        raise NotPossible(_("This application is over already. Nothing was changed."))
    current.state = application.state = Application.State.WITHDRAWN
    current.save(update_fields=["state"])
    _tell_team(application.vacancy, "application_withdrawn")


@action
def answer_interview(*, actor: Any, application: Application, coming: str, words: str = "") -> None:
    """Say whether one comes, or when one could; the last word before the interview counts. The team is told.

    To say no is not to withdraw: the employer may answer with another moment. Raises :class:`NotPossible`.
    """
    allow(
        permissions.may_answer_interview(actor, application),
        actor=actor,
        subject=application,
        person=actor.pk,
        organisation=application.vacancy.organisation_id,
        reason=coming,
    )
    said = Application.Coming(coming)
    current = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if current.state != Application.State.INTERVIEW or current.interview_at is None:
        raise NotPossible(_("No interview is proposed any more. Nothing was changed."))
    if current.interview_at <= timezone.now():
        raise NotPossible(_("This interview is over. Nothing was changed."))
    if current.interview_at != application.interview_at:
        raise NotPossible(
            _("The employer has moved the interview meanwhile. Read the new day and hour first.")
        )
    if (current.coming, current.coming_words) == (said, words):
        return  # the same button, twice
    current.coming, current.coming_words = said, words
    current.save(update_fields=["coming", "coming_words"])
    application.coming, application.coming_words = said, words
    link = reverse("vacancies:candidate", args=[application.vacancy_id, application.pk])
    _tell_team(application.vacancy, _COMING[said], link=link)


@action
def answer_suggestion(*, actor: Any, suggestion: Suggestion, interested: bool) -> None:
    """Say to the counsellor whether the offer is for me. The first answer stands."""
    allow(
        permissions.may_answer_suggestion(actor, suggestion),
        actor=actor,
        subject=suggestion,
        person=actor.pk,
        reason="taken" if interested else "declined",
    )
    state = Suggestion.State.TAKEN if interested else Suggestion.State.DECLINED
    Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.SENT).update(
        state=state, answered_at=timezone.now()
    )


@action
def answer_invite(*, actor: Any, invite: Invite, interested: bool) -> None:
    """Answer an employer who invites; the employer learns who one is only when one applies."""
    allow(
        permissions.may_answer_invite(actor, invite),
        actor=actor,
        subject=invite,
        person=actor.pk,
        organisation=invite.vacancy.organisation_id,
        reason="taken" if interested else "declined",
    )
    state = Invite.State.TAKEN if interested else Invite.State.DECLINED
    Invite.objects.filter(pk=invite.pk, state=Invite.State.SENT).update(
        state=state, answered_at=timezone.now()
    )


def _tell_team(vacancy: Vacancy, kind: str, *, link: str = "") -> None:
    link = link or reverse("vacancies:candidates", args=[vacancy.pk])
    team = Membership.objects.filter(
        organisation=vacancy.organisation_id, ended_at=None, user__is_active=True
    )
    for membership in team.select_related("user"):
        tell(membership.user, kind, link=link, offer=vacancy.title)
