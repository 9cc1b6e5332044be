"""The journal of a person in plain words: who did what with their data, when, and why.

A public body says which agent acted (article L111-2 CRPA); a private employer answers as an organisation, and the
person reads the organisation and the role. What the person did themselves reads "you".
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import ACTIONS
from openemploi_web.core.models import AuditEvent
from openemploi_web.core.personal import APPS
from openemploi_web.rights.looks_words import REASONS, WORDS

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as a person reads it."""

    who: str
    what: str
    when: datetime
    why: str
    by_you: bool


_KINDS: Final[dict[str, Text]] = {
    Organisation.Kind.EMPLOYER: _("employer"),
    Organisation.Kind.COUNSELLING: _("counselling agency"),
    Organisation.Kind.OPERATOR: _("operator of this portal"),
    Organisation.Kind.PRODUCER: _("data producer"),
    Organisation.Kind.RESEARCH: _("research or observatory"),
}


def lines(events: Iterable[AuditEvent], *, reader: User) -> list[Line]:
    """``events`` in words for ``reader``, whom they are about."""
    rows = list(events)
    actors = User.objects.in_bulk({row.actor for row in rows if row.actor})
    organisations = Organisation.objects.in_bulk({row.organisation for row in rows if row.organisation})
    return [
        Line(
            who=_who(row, reader=reader, actors=actors, organisations=organisations),
            what=_what(row),
            when=row.at,
            why=_why(row),
            by_you=row.actor == reader.pk,
        )
        for row in rows
    ]


def _who(
    row: AuditEvent, *, reader: User, actors: dict[UUID, User], organisations: dict[UUID, Organisation]
) -> str:
    if row.actor is None:
        return _g("The portal itself")
    if row.actor == reader.pk:
        return _g("You")
    actor = actors.get(row.actor)
    organisation = organisations.get(row.organisation) if row.organisation else None
    if organisation is None and actor is not None:
        organisation = next((m.organisation for m in actor.active_memberships), None)
    if organisation is None:
        return _g("Somebody whose account is gone") if actor is None else _g("A person")
    role = str(_KINDS[organisation.kind])
    names_agents = organisation.public or organisation.kind != Organisation.Kind.EMPLOYER
    if names_agents and actor is not None and actor.name:
        return _g("%(name)s, %(organisation)s (%(role)s)") % {
            "name": actor.name,
            "organisation": organisation.name,
            "role": role,
        }
    return _g("%(organisation)s (%(role)s)") % {"organisation": organisation.name, "role": role}


def _what(row: AuditEvent) -> str:
    said = WORDS.get(row.action)
    if said is None:
        return _g("did something that has no words here yet (%(action)s)") % {"action": row.action}
    return str(said)


def _why(row: AuditEvent) -> str:
    if not row.reason:
        return ""
    return str(REASONS.get(row.reason, ""))


def every_action() -> set[str]:
    """The names of all actions of the portal, also of those whose modules nothing has loaded yet."""
    for app in APPS:
        for path in sorted(Path(__file__).resolve().parents[1].joinpath(app).glob("*.py")):
            if "@action" in path.read_text(encoding="utf-8"):
                import_module(f"openemploi_web.{app}.{path.stem}")
    return {name for name, function in ACTIONS.items() if function.__module__.startswith("openemploi_web.")}


def actions_without_words() -> list[str]:
    """The actions that may be about a person and have no words in the journal yet."""
    return sorted(name for name in every_action() if name not in WORDS and _about_somebody(ACTIONS[name]))


def _about_somebody(function: Callable[..., Any]) -> bool:
    return "person=" in inspect.getsource(inspect.unwrap(function))
