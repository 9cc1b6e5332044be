"""What somebody who is signed in may want to do next, space by space: the first thing first, with how many wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do: what it is, why, and the page where it is done."""

    title: str
    text: str
    action: str
    url: str


def next_steps(user: Any) -> list[Step]:
    """The steps of ``user``; those whose pages this instance does not serve are left out."""
    found: list[Step] = []
    for title, text, action, route in _steps(user):
        address, _mark, query = route.partition("?")
        try:
            url = reverse(address)
        except NoReverseMatch:
            continue
        found.append(Step(title=title, text=text, action=action, url=f"{url}?{query}" if query else url))
    return found


Entry = tuple[str, str, str, str]


def _steps(user: Any) -> Iterator[Entry]:
    if user.needs_second_factor() and not is_mfa_enabled(user):
        yield (
            _("Set up your second factor"),
            _("You see other people’s data: your account needs it before you go on."),
            _("Set it up"),
            "mfa_activate_totp",
        )
    if user.has_profile:
        yield from _of_jobseeker(user.profile)
    for membership in user.active_memberships:
        kind = membership.organisation.kind
        if kind == "employer":
            yield from _of_employer(membership.organisation)
        elif kind == "counselling":
            yield (
                _("The people you follow"),
                membership.organisation.name,
                _("See my portfolio"),
                "counselling:portfolio",
            )
        elif kind == "operator":
            yield from _of_administrator()
        else:
            yield from _of_restricted_data(membership.organisation)
    if not user.spaces():
        yield from _of_nobody_yet()


def _of_restricted_data(organisation: Any) -> Iterator[Entry]:
    if organisation.kind == "producer":
        yield (
            _("Requests for access"),
            organisation.name,
            _("See the requests for access"),
            "repository:access-desk",
        )
    else:
        yield (_("Restricted data"), organisation.name, _("See my accesses"), "repository:my-accesses")


def _of_jobseeker(profile: Any) -> Iterator[Entry]:
    if not profile.documents.exists() and not profile.skills.exists():
        yield (
            _("Say what you can do"),
            _("With a CV or in your own words. You correct what was read before anybody sees it."),
            _("Begin"),
            "jobseekers:start",
        )
        return
    if not profile.wished_occupations and not profile.areas:
        yield (
            _("Say what you wish"),
            _("The work, the places and the hours that you want order the offers."),
            _("Give my wishes"),
            "jobseekers:wishes",
        )
    yield (
        _("Offers for me"),
        _("In the order of what you want and can get, with the reasons."),
        _("See the offers"),
        "jobseekers:offers",
    )
    sent = profile.applications.count()
    if sent:
        yield (
            _("My applications"),
            ngettext("You have sent %(count)s application.", "You have sent %(count)s applications.", sent)
            % {"count": sent},
            _("Follow them"),
            "jobseekers:applications",
        )


def _of_employer(organisation: Any) -> Iterator[Entry]:
    from openemploi_web.vacancies.models import Application, Vacancy

    if not Vacancy.objects.filter(organisation=organisation).exists():
        yield (_("Write your first offer"), organisation.name, _("Write an offer"), "vacancies:new")
        return
    waiting = (
        Application.objects.filter(vacancy__organisation=organisation, answered_at=None)
        .exclude(state=Application.State.WITHDRAWN)
        .count()
    )
    yield (
        _("My offers"),
        ngettext(
            "%(name)s: %(count)s person waits for an answer.",
            "%(name)s: %(count)s people wait for an answer.",
            waiting,
        )
        % {"name": organisation.name, "count": waiting},
        _("See my offers"),
        "vacancies:list",
    )


def _of_administrator() -> Iterator[Entry]:
    from openemploi_web.accounts.models import Organisation
    from openemploi_web.rights.models import Contest

    contests = Contest.objects.filter(state=Contest.State.OPEN).count()
    yield (
        _("Contests"),
        ngettext("%(count)s contest waits for an answer.", "%(count)s contests wait for an answer.", contests)
        % {"count": contests},
        _("Open the desk"),
        "rights:desk",
    )
    unverified = Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER, verified_at=None).count()
    yield (
        _("Organisations"),
        ngettext("%(count)s employer to verify.", "%(count)s employers to verify.", unverified)
        % {"count": unverified},
        _("See the organisations"),
        "accounts:organisations?kind=unverified" if unverified else "accounts:organisations",
    )


def _of_nobody_yet() -> Iterator[Entry]:
    yield (
        _("I look for work"),
        _("Say what you can do and what you wish. See the offers, and why each is proposed."),
        _("Begin"),
        "jobseekers:start",
    )
    yield (
        _("I recruit"),
        _("Register your organisation, or ask to join it if it is here already."),
        _("Register my organisation"),
        "accounts:new-organisation",
    )
