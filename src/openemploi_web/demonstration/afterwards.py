"""What gives the demonstration set its past and its company: days that went by, and counsellors who follow people.

Called by :mod:`openemploi_web.demonstration.load` when people, offers and applications are there.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.actions import action, allow
from openemploi_web.core.models import Notice
from openemploi_web.counselling.models import Appointment, CounsellorNote, Follow, Suggestion
from openemploi_web.demonstration import model
from openemploi_web.demonstration.laid import Laid
from openemploi_web.vacancies.models import Application, Vacancy


@action
def set_back(*, actor: None, content: model.Content, laid: Laid) -> None:
    """Give offers, applications and answers the days of the content; nobody is mailed of what is long past."""
    allow(actor is None, actor=actor)
    now = timezone.now()
    for offer in content.offers:
        if offer.published_days_ago is not None:
            since = now - timedelta(days=offer.published_days_ago)
            Vacancy.objects.filter(pk=laid.vacancies[offer.key].pk).update(
                published_at=since, created_at=since
            )
    for row in content.applications:
        rows = Application.objects.filter(
            vacancy=laid.vacancies[row.offer], profile=laid.profiles[row.person]
        )
        sent = now - timedelta(days=row.days_ago)
        rows.update(sent_at=sent, created_at=sent)
        Vacancy.objects.filter(pk=laid.vacancies[row.offer].pk, published_at__gt=sent).update(
            published_at=sent - timedelta(days=2)
        )
        if row.answered_days_ago is not None:
            rows.exclude(answered_at=None).update(answered_at=now - timedelta(days=row.answered_days_ago))
    Notice.objects.update(mailed_at=now)
    recruiting = Notice.objects.filter(user__memberships__organisation__kind=Organisation.Kind.EMPLOYER)
    Notice.objects.filter(pk__in=recruiting.values("pk")).update(
        read_at=now
    )  # they have seen those of last month


@action
def follow_up(*, actor: None, content: model.Content, laid: Laid) -> None:
    """Who follows whom, what was suggested and noted, and the appointments."""
    allow(actor is None, actor=actor)
    now = timezone.localtime()
    agencies = {row.key: laid.organisations[row.organisation] for row in content.counsellors}
    for counsellor in content.counsellors:
        for key in counsellor.people:
            Follow.objects.create(
                profile=laid.profiles[key],
                organisation=agencies[counsellor.key],
                counsellor=laid.users[counsellor.key],
                created_at=now - timedelta(days=_followed_days(content, key)),
            )
    applied = {(row.person, row.offer) for row in content.applications}
    for row in content.suggestions:
        Suggestion.objects.create(
            profile=laid.profiles[row.person],
            vacancy=laid.vacancies[row.offer],
            counsellor=laid.users[row.counsellor],
            text=row.sentence.strip(),
            state=Suggestion.State.TAKEN if (row.person, row.offer) in applied else Suggestion.State.SENT,
            created_at=now - timedelta(days=row.days_ago),
        )
    for note in content.notes:
        CounsellorNote.objects.create(
            profile=laid.profiles[note.person],
            organisation=agencies[note.counsellor],
            author=laid.users[note.counsellor],
            text=note.text.strip(),
            created_at=now - timedelta(days=note.days_ago),
        )
    for meeting in content.appointments:
        day = (now + timedelta(days=meeting.in_days)).date()
        Appointment.objects.create(
            profile=laid.profiles[meeting.person],
            counsellor=laid.users[meeting.counsellor],
            at=timezone.make_aware(datetime.combine(day, time.fromisoformat(meeting.hour))),
            minutes=meeting.minutes,
            place=meeting.place,
            subject=meeting.subject,
        )


def _followed_days(content: model.Content, person: str) -> int:
    """Since how many days ``person`` is followed: a week before the first thing that was done with them."""
    done = [row.days_ago for row in content.suggestions if row.person == person]
    done += [note.days_ago for note in content.notes if note.person == person]
    done += [-row.in_days for row in content.appointments if row.person == person]
    return max([*done, 0]) + 7
