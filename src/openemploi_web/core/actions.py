"""Every write of the portal: a keyword-only function that asked its permission, in one transaction, in the journal.

::

    @action
    def withdraw(*, actor: User, application: Application, reason: str) -> None:
        allow(may_withdraw(actor, application), actor=actor, subject=application, person=application.person_id)
        application.state = Application.State.WITHDRAWN
        application.save()

``allow`` raises :class:`Denied` (403) when the permission is refused. An action that returns without having called it
raises :class:`PermissionNotAsked` and nothing is written. While a request or a job is served, :func:`guarded` refuses
every INSERT, UPDATE and DELETE outside an action. ``told_later`` runs a function after the commit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction

from openemploi_web.core import journal

P = ParamSpec("P")
R = TypeVar("R")

#: Tables that Django, allauth and the job queue write by themselves: sessions, who a person is and how they prove it.
#: What a person may do is in none of them.
FREE_TABLES: Final = (
    "django_session",
    "account_",
    "mfa_",
    "socialaccount_",
    "accounts_user",
    "core_job",
    "core_auditevent",
    "core_chainhead",
    "vacancies_indexchange",
    "api_tokenuse",
    "api_delivery",
)
_WRITE: Final = re.compile(r'\s*(?:insert(?: or \w+)? into|update|delete from)\s+"?(\w+)', re.IGNORECASE)
ACTIONS: Final[dict[str, Callable[..., Any]]] = {}


class Denied(PermissionDenied):
    """The person may not do this."""


class PermissionNotAsked(RuntimeError):
    """An action ended without having asked its permission: a fault of the program, and nothing was written."""


class WriteOutsideAction(RuntimeError):
    """Something wrote outside an action: a fault of the program, and nothing was written."""


@dataclass(slots=True)
class _Frame:
    name: str
    events: list[dict[str, Any]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


_frame: ContextVar[_Frame | None] = ContextVar("action", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make ``function`` an action. Its name in the journal is ``app.function``."""
    parts = function.__module__.split(".")
    name = f"{parts[1] if len(parts) > 1 else parts[0]}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{name} takes named arguments only")
        frame = _Frame(name)
        with transaction.atomic():
            token = _frame.set(frame)
            try:
                result = function(*args, **kwargs)
            finally:
                _frame.reset(token)
            if not frame.events:
                raise PermissionNotAsked(name)
            for event in frame.events:
                event["details"] = {**event["details"], **frame.details}
                journal.append(name, **event)
        return result

    ACTIONS[name] = run
    return run


def allow(
    granted: bool,
    *,
    actor: Any,
    subject: models.Model | None = None,
    person: UUID | None = None,
    organisation: UUID | None = None,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Go on when ``granted``, and say what the journal will hold. Raises :class:`Denied` otherwise.

    Parameters
    ----------
    actor:
        The account that acts; ``None`` is the portal itself (a scheduled job).
    person:
        The account of the person whom this is about; they read it in their journal.
    organisation:
        The organisation on whose behalf it is done.
    reason:
        A short code or the choice of a list; never free text.
    details:
        Facts that are not personal.
    """
    frame = _frame.get()
    if frame is None:
        raise PermissionNotAsked("allow() is called in an action")
    if not granted:
        raise Denied(frame.name)
    frame.events.append(
        {
            "actor": getattr(actor, "pk", None),
            "subject": subject,
            "person": person,
            "organisation": organisation,
            "reason": reason,
            "details": dict(details or {}),
        }
    )


def note_details(**details: Any) -> None:
    """Add facts to the journal's entry of the action that is going on; nothing personal."""
    frame = _frame.get()
    if frame is not None:
        frame.details.update(details)


def told_later(function: Callable[[], None]) -> None:
    """Run ``function`` when what is being done is kept for good."""
    transaction.on_commit(function)


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse writes outside actions on this thread's connection."""
    with connection.execute_wrapper(_refuse):
        yield


def _refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if _frame.get() is None:
        written = _WRITE.match(sql)
        if written and not written[1].startswith(FREE_TABLES):
            raise WriteOutsideAction(f"{written[1]} is written outside an action")
    return execute(sql, params, many, context)
