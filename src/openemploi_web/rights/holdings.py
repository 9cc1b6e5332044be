"""What is held about one person: every row of every model that declares its owner, in words and as querysets.

The page "my data", the archive and erasure all walk the same rows, so that none can forget what another shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Invitation
from openemploi_web.core.personal import Purpose, personal_of, portal_models
from openemploi_web.counselling.models import FollowRequest
from openemploi_web.rights.purposes import HELD, Held

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """A model in words: for which purpose it is held, what it is and what is in it."""

    purpose: Purpose
    name: Text
    content: Text


#: Rows about somebody who may have no account: they are found by the address.
BY_ADDRESS: Final = (Invitation, FollowRequest)

WORDS: Final[dict[str, Words]] = {
    "accounts.User": Words(
        Purpose.ACCOUNT, _("Account"), _("your e-mail address, your name, the day of your last visit")
    ),
    "accounts.Invitation": Words(
        Purpose.ACCOUNT, _("Invitations to a team"), _("the e-mail address that was invited")
    ),
    "accounts.Membership": Words(
        Purpose.EMPLOYMENT, _("Teams"), _("the organisations you act for, and in which role")
    ),
    "accounts.JoinRequest": Words(
        Purpose.EMPLOYMENT, _("Wishes to join a team"), _("the organisation that you asked, and its answer")
    ),
    "core.Job": Words(
        Purpose.ACCOUNT, _("Work in the background"), _("what you asked for and how far it is; kept 7 days")
    ),
    "core.Notice": Words(Purpose.ACCOUNT, _("Notices"), _("what the portal told you")),
    "mobility.MobilityProject": Words(
        Purpose.MOBILITY,
        _("Projects of a change"),
        _("what you told of it, what was answered, the address for reminders"),
    ),
    "mobility.Replay": Words(
        Purpose.MOBILITY, _("Projects looked at again"), _("what was answered on a later day")
    ),
    "mobility.Talk": Words(
        Purpose.MOBILITY,
        _("Talks on a project"),
        _("the counsellor who has it, their view of it, what you concluded"),
    ),
    "mobility.ProjectEnding": Words(
        Purpose.MOBILITY,
        _("What became of a project"),
        _("whether it was made, in which month, why not; who said so"),
    ),
    "mobility.Agreement": Words(
        Purpose.SIMILAR, _("Projects that may count among similar ones"), _("that you agreed, and when")
    ),
    "jobseekers.Profile": Words(
        Purpose.PROFILE,
        _("Profile"),
        _("your telephone, your commune, your answers in your own words, your wishes and constraints"),
    ),
    "jobseekers.CvDocument": Words(
        Purpose.PROFILE, _("CVs and texts you gave"), _("the file, its text, what was read in it")
    ),
    "jobseekers.Skill": Words(
        Purpose.PROFILE, _("Skills"), _("each skill, where it was read, your own rating")
    ),
    "jobseekers.Experience": Words(
        Purpose.PROFILE, _("Experience"), _("what you did, where, when, in which words")
    ),
    "jobseekers.Education": Words(Purpose.PROFILE, _("Diplomas and training"), _("title, school, year")),
    "jobseekers.Language": Words(Purpose.PROFILE, _("Languages"), _("language and level")),
    "jobseekers.Licence": Words(
        Purpose.PROFILE, _("Licences"), _("licences and permits that you have, or not")
    ),
    "jobseekers.Version": Words(
        Purpose.PROFILE, _("Versions of your profile"), _("your profile as it stood when you froze it")
    ),
    "jobseekers.SavedSearch": Words(Purpose.PROFILE, _("Saved searches"), _("name and filters")),
    "jobseekers.OfferMark": Words(
        Purpose.PROFILE, _("What you said of offers"), _("favourite, or not for you and why")
    ),
    "jobseekers.OfferTold": Words(
        Purpose.PROFILE, _("Offers told by e-mail"), _("which offers an alert has told you of")
    ),
    "vacancies.Application": Words(
        Purpose.APPLICATION,
        _("Applications"),
        _("the profile that you sent, your message, the answer of the employer"),
    ),
    "vacancies.Decision": Words(
        Purpose.APPLICATION,
        _("Decisions on your applications"),
        _("what the machine proposed, what a person chose, and why"),
    ),
    "vacancies.Unmasking": Words(
        Purpose.APPLICATION, _("Who asked for your name"), _("which employer, when, for which reason")
    ),
    "vacancies.TeamNote": Words(
        Purpose.APPLICATION, _("Notes of employers"), _("what a team wrote about your application")
    ),
    "vacancies.Invite": Words(
        Purpose.APPLICATION, _("Invitations of employers"), _("the offer and the words to you")
    ),
    "vacancies.ImportedFile": Words(
        Purpose.APPLICATION,
        _("CVs that an employer gave"),
        _("a CV of yours that an employer had and read here"),
    ),
    "counselling.Follow": Words(
        Purpose.COUNSELLING, _("Who follows you"), _("the counsellor, the agency, since when")
    ),
    "counselling.FollowRequest": Words(
        Purpose.COUNSELLING, _("Requests to follow you"), _("the e-mail address, who asks, until when")
    ),
    "counselling.Suggestion": Words(
        Purpose.COUNSELLING, _("Suggestions of your counsellor"), _("the offer, why, your answer")
    ),
    "counselling.CounsellorNote": Words(
        Purpose.COUNSELLING, _("Notes of your counsellor"), _("what they wrote on your work together")
    ),
    "counselling.Appointment": Words(Purpose.COUNSELLING, _("Appointments"), _("day, place, what for")),
    "counselling.Handover": Words(
        Purpose.COUNSELLING, _("Changes of counsellor"), _("the facts that one told the other")
    ),
    "counselling.CalendarKey": Words(
        Purpose.COUNSELLING, _("Calendar address"), _("the print of a secret address, not the address")
    ),
    "rights.Consent": Words(
        Purpose.ACCOUNTABILITY, _("Consents"), _("what you agreed to, when, and when you took it back")
    ),
    "rights.Contest": Words(
        Purpose.ACCOUNTABILITY, _("Contests"), _("your words, the answer, the comparison before and after")
    ),
    "rights.Erasure": Words(
        Purpose.ACCOUNTABILITY, _("Erasures you asked for"), _("receipt number, day; nothing else")
    ),
    "repository.Discussion": Words(
        Purpose.ACCOUNTABILITY,
        _("Discussions of data that you opened"),
        _("the subject, in your words; the day"),
    ),
    "repository.Comment": Words(
        Purpose.ACCOUNTABILITY, _("Messages about data"), _("your words, for which organisation, when")
    ),
    "repository.Reuse": Words(
        Purpose.EMPLOYMENT, _("Uses of data that you declared"), _("for which service and organisation")
    ),
    "repository.HarvestJob": Words(
        Purpose.EMPLOYMENT, _("Catalogues that you had read"), _("which one, when")
    ),
    "repository.AccessRequest": Words(
        Purpose.EMPLOYMENT,
        _("Requests for restricted data"),
        _("what you asked for your organisation, why, and the answer"),
    ),
    "repository.AccessPerson": Words(
        Purpose.EMPLOYMENT, _("Requests that name you"), _("that you will use restricted data")
    ),
    "repository.AccessDecision": Words(
        Purpose.EMPLOYMENT,
        _("Your decisions on restricted data"),
        _("what you decided on a request, your words, when"),
    ),
    "repository.Grant": Words(
        Purpose.EMPLOYMENT, _("Accesses that you took back"), _("which one, why, when")
    ),
    "repository.GrantPerson": Words(
        Purpose.EMPLOYMENT, _("Your accesses to restricted data"), _("to which data, since when")
    ),
    "repository.Contribution": Words(
        Purpose.EMPLOYMENT, _("Files that you gave for your organisation"), _("to which project, when")
    ),
    "repository.CopyTaken": Words(
        Purpose.ACCOUNTABILITY, _("Marked copies that you took"), _("of which data, on which day")
    ),
    "repository.RoomQuery": Words(
        Purpose.ACCOUNTABILITY,
        _("Your queries of restricted data"),
        _("what you asked, when, and what came of it"),
    ),
    "rights.ArchiveFile": Words(
        Purpose.ACCOUNTABILITY, _("Archives"), _("the copy of your data that you asked for; kept 7 days")
    ),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """How many rows of one kind there are about a person."""

    words: Words
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """All that is held for one purpose."""

    held: Held
    holdings: tuple[Holding, ...]


def owned_models() -> Iterator[type[models.Model]]:
    """Every model whose rows are about somebody."""
    for model in portal_models():
        if personal_of(model).owners or model in BY_ADDRESS:
            yield model


def rows_of(model: type[models.Model], user: Any) -> QuerySet[Any]:
    """The rows of ``model`` that are about ``user``."""
    manager: models.Manager[Any] = model._default_manager
    if model in BY_ADDRESS:
        return manager.filter(email__iexact=user.email).order_by("pk")
    wanted = Q()
    for path in personal_of(model).owners:
        wanted |= Q(pk=user.pk) if path == "self" else Q(**{path: user.pk})
    return manager.filter(wanted).distinct().order_by("pk")


def held_about(user: Any) -> list[Group]:
    """What is held about ``user``, by purpose; kinds of which there is nothing are left out."""
    found: dict[Purpose, list[Holding]] = {}
    for model in owned_models():
        count = rows_of(model, user).count()
        if count:
            words = WORDS[model._meta.label]
            found.setdefault(words.purpose, []).append(Holding(words, count))
    return [Group(entry, tuple(found[entry.purpose])) for entry in HELD if entry.purpose in found]


def file_fields(model: type[models.Model]) -> list[str]:
    """The names of the columns of ``model`` that hold a file."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
