"""Which links the head and the foot of a page offer, from what the person does here.

The links are named by their routes and those that an instance does not serve are left out, so that an app can be
switched off without an edit here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Entry = tuple[Text, str]

MY_PATHS: Final[Entry] = (_("My paths"), "pathways:index")
#: The spaces of those who think over where work could lead; who only recruits or operates the portal does not.
OWN_PATHS: Final = frozenset({"jobseeker", "counsellor"})
PUBLIC: Final[tuple[Entry, ...]] = (
    (_("Job offers"), "vacancies:search"),
    MY_PATHS,
    (_("Public-sector careers"), "employers:careers"),
    (_("Think over a change"), "mobility:start"),
    (_("Labour market"), "observatory:index"),
    (_("Data"), "repository:search"),
)
SPACES: Final[dict[str, tuple[Entry, ...]]] = {
    "jobseeker": (
        (_("My profile"), "jobseekers:profile"),
        (_("Offers for me"), "jobseekers:offers"),
        (_("My applications"), "jobseekers:applications"),
        (_("Who follows me"), "counselling:mine"),
        (_("My data"), "rights:data"),
    ),
    "employer": ((_("My offers"), "vacancies:list"), (_("My team"), "accounts:my-team")),
    "counsellor": (
        (_("My portfolio"), "counselling:portfolio"),
        (_("Agenda"), "counselling:agenda"),
        (_("Projects given to me"), "mobility:talks"),
    ),
    "producer": (
        (_("Requests for access"), "repository:access-desk"),
        (_("The data that I describe"), "repository:my-assets"),
    ),
    "research": ((_("My accesses"), "repository:my-accesses"),),
    "administrator": (
        (_("Contests"), "rights:desk"),
        (_("Journal"), "rights:audit"),
        (_("Organisations"), "accounts:organisations"),
        (_("Restricted data"), "repository:accesses"),
        (_("Other catalogues"), "repository:harvests"),
    ),
}
ACCOUNT: Final[tuple[Entry, ...]] = (
    (_("E-mail addresses"), "account_email"),
    (_("Password"), "account_change_password"),
    (_("Second factor"), "mfa_index"),
    (_("Linked accounts"), "socialaccount_connections"),
    (_("My data"), "rights:data"),
)
FOOT: Final[tuple[Entry, ...]] = (
    (_("Legal notice"), "rights:legal"),
    (_("My data"), "rights:data"),
    (_("Algorithms in use"), "rights:algorithms"),
    (_("Accessibility"), "rights:accessibility"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a menu; ``current`` when it is the page one is on."""

    label: Text
    url: str
    current: bool = False


def navigation(user: Any, *, path: str = "") -> tuple[Link, ...]:
    """The links of the main menu for ``user``: those of their spaces, then those for everybody."""
    entries: list[Entry] = []
    for space in spaces(user):
        entries += SPACES.get(space, ())
    here = set(spaces(user))
    public = (entry for entry in PUBLIC if entry != MY_PATHS or not here or here & OWN_PATHS)
    return links((*entries, *public), path=path)


def spaces(user: Any) -> tuple[str, ...]:
    """What ``user`` is here; nothing for a visitor."""
    if not getattr(user, "is_authenticated", False):
        return ()
    found: tuple[str, ...] = user.spaces() if hasattr(user, "spaces") else ()
    return found


def links(entries: Iterable[Entry], *, path: str = "") -> tuple[Link, ...]:
    """The entries whose routes are served. The one whose address begins ``path`` at most length is current."""
    found: dict[str, Text] = {}
    for label, name in entries:
        try:
            found.setdefault(reverse(name), label)
        except NoReverseMatch:
            continue
    current = max((url for url in found if path.startswith(url)), key=len, default=None)
    return tuple(Link(label=label, url=url, current=url == current) for url, label in found.items())
