"""What the API answers when it cannot do what was asked: one shape for every status of every operation.

``code`` is for programs and never changes; ``message`` and ``remedy`` are for people, in the language they asked for;
``where`` is the place in what was sent: ``body.title``, ``query.limit``, ``line 3``. Next: ``service.py``.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from openemploi.errors import OpenEmploiError
from openemploi_web.core.actions import Denied
from openemploi_web.vacancies.actions_candidates import AnsweredMeanwhile, ReasonMissing

MOST_FAULTS: Final = 20


class Fault(Schema):
    """One thing that is wrong."""

    code: str
    message: str
    remedy: str
    where: str | None = None


class Refusal(Fault):
    """Why it was not done. ``more`` holds the other faults of the same request."""

    more: list[Fault] = Field(default_factory=list)


#: Every operation may answer these; each is declared in the OpenAPI document.
REFUSALS: Final[Any] = {frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429}): Refusal}


class Problem(Exception):
    """Ends a request with a refusal."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        remedy: str,
        *,
        where: str | None = None,
        more: list[Fault] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.fault = Refusal(code=code, message=message, remedy=remedy, where=where, more=more or [])
        self.headers = headers or {}


def not_found() -> Problem:
    """There is nothing there, or the key may not know of it."""
    return Problem(404, "not_found", _("There is nothing here."), _("Check the identifier and the address."))


def no_access() -> Problem:
    """What was asked is not this organisation's to do."""
    return Problem(
        403,
        "not_allowed",
        _("This key may not do that."),
        _("Ask an administrator of your organisation for a key that may."),
    )


def invalid(message: str, *, where: str, code: str = "invalid_value", remedy: str = "") -> Problem:
    """A value that cannot be taken."""
    return Problem(422, code, message, remedy or _("Correct it and send the request again."), where=where)


def handlers(api: NinjaAPI) -> None:
    """Have ``api`` answer every fault in this shape."""

    def answer(_request: HttpRequest, fault: Any) -> HttpResponse:
        return answer_problem(_problem(fault))

    for kind in (
        Problem,
        Denied,
        Http404,
        ValidationError,
        HttpError,
        OpenEmploiError,
        ReasonMissing,
        AnsweredMeanwhile,
    ):
        api.add_exception_handler(kind, answer)


def _problem(fault: Exception) -> Problem:
    match fault:
        case Problem():
            return fault
        case Denied():
            return no_access()
        case Http404():
            return not_found()
        case ValidationError():
            return of_validation(fault)
        case OpenEmploiError():
            return of_library(fault)
        case ReasonMissing():
            return reason_missing(fault)
        case AnsweredMeanwhile():
            return Problem(
                409, "answered_meanwhile", str(fault), _("Read the application again, then answer.")
            )
        case HttpError(status_code=401):
            return key_not_accepted()
        case _:
            return bad_request()


def key_not_accepted() -> Problem:
    """Nobody knows who asks."""
    return Problem(
        401,
        "key_not_accepted",
        _("A key is needed, and this one is missing, unknown, over or taken back."),
        _("Send “Authorization: Bearer …” with a key of your organisation."),
        headers={"WWW-Authenticate": "Bearer"},
    )


def bad_request() -> Problem:
    """The request is not HTTP and JSON as they should be."""
    return Problem(
        400,
        "bad_request",
        _("The request could not be read."),
        _("Send JSON in UTF-8, without null characters."),
    )


def reason_missing(fault: Exception) -> Problem:
    """A refusal or a disagreement without its reason."""
    return invalid(str(fault), where="body.reason", code="reason_missing")


def of_library(fault: OpenEmploiError) -> Problem:
    """A document, an offer or a term that the library could not read."""
    return Problem(422, fault.code, fault.message, fault.remedy, where="body")


def of_validation(fault: ValidationError) -> Problem:
    """The faults that were found in the values, the first of them in front."""
    found = [
        Fault(
            code="invalid_value",
            message=str(row["msg"]),
            remedy=_("Correct it and send the request again."),
            where=place(row["loc"]),
        )
        for row in fault.errors[:MOST_FAULTS]
    ]
    first = found[0]
    return Problem(422, first.code, first.message, first.remedy, where=first.where, more=found[1:])


def place(location: Any) -> str:
    """``body.requirements.0.uri`` from the parts of a place; the names of parameters of Python are left out."""
    parts = [str(part) for part in location]
    if parts and parts[0] == "body" and len(parts) > 1 and parts[1] == "body":
        parts = parts[1:]
    return ".".join(parts)[:200]


def answer_problem(problem: Problem) -> HttpResponse:
    """The refusal as JSON."""
    return HttpResponse(
        problem.fault.model_dump_json(),
        status=problem.status,
        content_type="application/json; charset=utf-8",
        headers=problem.headers,
    )
