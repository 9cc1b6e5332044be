"""Appointments, the agenda by day, and the feed at a secret address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.models import Notice
from openemploi_web.counselling import actions_appointments as actions
from openemploi_web.counselling.actions import NotPossible
from openemploi_web.counselling.models import Appointment, CalendarKey
from openemploi_web.jobseekers.models import OfferMark
from tests.web import factories as make
from tests.web.counselling.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
PARIS = ZoneInfo("Europe/Paris")


def _moment(days: int, hour: int = 10) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def _meet(scene: Scene, **fields: Any) -> Appointment:
    values = {"at": _moment(3), "minutes": 45, "subject": "Parler de la santé", "place": "Bureau 4"} | fields
    return actions.make_appointment(actor=scene.counsellor, follow=scene.follow, **values)


def _feed(user: User) -> icalendar.Calendar:
    token = actions.make_calendar_key(actor=user)
    response = Client().get(reverse("counselling:feed", args=[token]))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def test_an_appointment_is_made_moved_and_cancelled_and_the_person_told_each_time(
    as_user: AsUser, scene: Scene
) -> None:
    client = as_user(scene.counsellor)
    day = _moment(3)
    terms = {"day": day.date().isoformat(), "hour": "10:00", "minutes": 30, "subject": "CV", "place": ""}
    client.post(reverse("counselling:appointment", args=[scene.profile.pk]), terms)
    made = Appointment.objects.get()
    client.post(reverse("counselling:move-appointment", args=[made.pk]), terms | {"hour": "14:30"})
    client.post(reverse("counselling:cancel-appointment", args=[made.pk]))
    made.refresh_from_db()

    assert timezone.localtime(made.at).hour == 14
    assert made.cancelled_at is not None and made.changes == 2
    told = Notice.objects.filter(user=scene.person).order_by("created_at")
    assert [row.kind for row in told] == ["appointment", "appointment_moved", "appointment_cancelled"]
    assert "14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in told[1].values["day"]


def test_an_hour_that_is_over_or_taken_is_refused_beside_its_field(as_user: AsUser, scene: Scene) -> None:
    _meet(scene, at=_moment(3, 10))
    client = as_user(scene.counsellor)
    address = reverse("counselling:appointment", args=[scene.profile.pk])
    terms = {"minutes": 45, "subject": "CV", "hour": "10:30"}

    taken = client.post(address, terms | {"day": _moment(3).date().isoformat()})
    past = client.post(address, terms | {"day": _moment(-1).date().isoformat()})

    assert (taken.status_code, past.status_code) == (422, 422)
    assert "hour" in taken.context["form"].errors and "day" in past.context["form"].errors
    assert Appointment.objects.count() == 1
    with pytest.raises(NotPossible):
        _meet(scene, at=_moment(3, 9) + timedelta(minutes=30))
    _meet(scene, at=_moment(3, 10) + timedelta(minutes=45))


def test_the_appointment_of_another_counsellor_is_not_found(as_user: AsUser, scene: Scene) -> None:
    made = _meet(scene)
    for looker in (scene.colleague, make.member(make.organisation("counselling", territory=["04"]))):
        for name in ("move-appointment", "cancel-appointment"):
            assert as_user(looker).post(reverse(f"counselling:{name}", args=[made.pk])).status_code == 404


def test_the_agenda_shows_both_sides_by_day(as_user: AsUser, scene: Scene) -> None:
    _meet(scene)

    theirs = as_user(scene.counsellor).get(reverse("counselling:agenda")).content.decode()
    own = as_user(scene.person).get(reverse("counselling:agenda")).content.decode()

    assert "Zélie Quintrec\u00a0: Parler de la santé" in theirs
    assert "Maud Giraud\u00a0: Parler de la santé" in own


def test_the_feed_holds_hours_of_paris_with_their_zone(scene: Scene) -> None:
    made = _meet(scene)
    calendar = _feed(scene.counsellor)
    event = calendar.walk("VEVENT")[0]

    assert event["UID"].startswith(str(made.pk))
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event.decoded("DTSTART") == made.at.astimezone(PARIS)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=45)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_the_counsellor_s_feed_names_nobody_and_no_subject(scene: Scene) -> None:
    _meet(scene)

    text = _feed(scene.counsellor).to_ical().decode()

    assert "Z. Q." in text
    for word in ("Zélie", "Quintrec", "santé", scene.person.email):
        assert word not in text


def test_a_moved_appointment_keeps_its_uid_and_a_cancelled_one_stays_as_cancelled(scene: Scene) -> None:
    made = _meet(scene)
    first = _feed(scene.person).walk("VEVENT")[0]
    terms = {"minutes": 45, "subject": "CV", "place": ""}
    actions.move_appointment(
        actor=scene.counsellor, appointment=made, follow=scene.follow, at=_moment(4), **terms
    )
    actions.cancel_appointment(actor=scene.counsellor, appointment=made, follow=scene.follow)
    last = _feed(scene.person).walk("VEVENT")[0]

    assert first["UID"] == last["UID"]
    assert (first["STATUS"], last["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert (first["SEQUENCE"], last["SEQUENCE"]) == (0, 2)


def test_a_person_s_feed_has_interviews_and_last_days_of_favourites_not_applied_for(scene: Scene) -> None:
    day = date.today() + timedelta(days=9)
    interview = make.application(
        make.vacancy(title="Caviste"), scene.profile, state="interview", interview_at=_moment(5)
    )
    kept, applied = make.vacancy(title="Gardien", closes_on=day), make.vacancy(title="Boucher", closes_on=day)
    make.application(applied, scene.profile)
    for vacancy in (kept, applied):
        OfferMark.objects.create(profile=scene.profile, vacancy=vacancy, mark="favourite")

    events = {str(event["SUMMARY"]): event for event in _feed(scene.person).walk("VEVENT")}

    assert len(events) == 2
    meeting = next(event for title, event in events.items() if "Caviste" in title)
    last_day = next(event for title, event in events.items() if "Gardien" in title)
    assert meeting["UID"].startswith(str(interview.pk)) and "DTEND" not in meeting
    assert last_day.decoded("DTSTART") == day


def test_an_interview_of_a_withdrawn_application_is_cancelled(scene: Scene) -> None:
    make.application(make.vacancy(), scene.profile, state="withdrawn", interview_at=_moment(5))

    assert _feed(scene.person).walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_only_the_last_address_opens_the_feed_and_only_its_hash_is_kept(
    as_user: AsUser, scene: Scene
) -> None:
    client = as_user(scene.person)
    page = client.post(reverse("counselling:calendar-address"))
    address = page.context["address"]
    old = address.removeprefix("http://127.0.0.1:8000")
    assert Client().get(old).status_code == 200
    assert CalendarKey.objects.get().token_hash not in address
    assert address not in client.get(reverse("counselling:agenda")).content.decode()

    actions.make_calendar_key(actor=scene.person)
    assert Client().get(old).status_code == 404
    assert Client().get(reverse("counselling:feed", args=["nothing"])).status_code == 404
    assert CalendarKey.objects.count() == 1


def test_a_removed_address_and_a_closed_account_open_nothing(as_user: AsUser, scene: Scene) -> None:
    address = reverse("counselling:feed", args=[actions.make_calendar_key(actor=scene.person)])
    scene.person.is_active = False
    scene.person.save()
    assert Client().get(address).status_code == 404

    scene.person.is_active = True
    scene.person.save()
    assert Client().get(address).status_code == 200
    as_user(scene.person).post(reverse("counselling:remove-calendar-address"))
    assert Client().get(address).status_code == 404


def test_a_person_who_is_not_followed_any_more_leaves_the_counsellor_s_feed(scene: Scene) -> None:
    from openemploi_web.counselling.actions import stop_follow

    _meet(scene)
    stop_follow(actor=scene.person, follow=scene.follow)

    assert _feed(scene.counsellor).walk("VEVENT") == []
    assert _feed(scene.person).walk("VEVENT")[0]["STATUS"] == "CANCELLED"
