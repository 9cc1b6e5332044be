"""Many offers in one request, one a line, each answered by a line as soon as it is written.

Each line is written by itself: a fault in one does not hold up the others, and a request that broke off is sent again
as it was. A snapshot is the whole of what an organisation offers: what is not in it is closed. It closes nothing
unless it arrived whole and every line was sound, so that a cut connection never closes an offer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from django.db import DatabaseError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import ValidationError as Unsound

from openemploi.errors import OpenEmploiError
from openemploi_web.api import bodies, scopes
from openemploi_web.api.keys import Caller, Key
from openemploi_web.api.offers import caller
from openemploi_web.api.problems import REFUSALS, Problem, of_library, place
from openemploi_web.api.schemas import LineIn
from openemploi_web.api.writing import keep_offer
from openemploi_web.core.actions import guarded
from openemploi_web.vacancies import actions_offers
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.selectors import vacancies_of

router: Final = Router(tags=["offers"])
log: Final = logging.getLogger(__name__)


@router.post(
    "/offers/bulk",
    auth=Key(scopes.OFFERS_WRITE, body=bodies.LINES),
    response={200: Any, **REFUSALS},
    operation_id="put_offers",
    summary="Write many offers, one a line",
)
def put_offers(
    request: HttpRequest,
    mode: Annotated[Literal["merge", "snapshot"], Query()] = "merge",
    count: Annotated[
        int | None,
        Query(ge=1, le=bodies.MOST_LINES, description="With a snapshot: how many lines you send."),
    ] = None,
    closing: Annotated[Literal["filled", "cancelled", "other"], Query()] = "cancelled",
) -> Any:
    """JSON Lines in, JSON Lines out: each offer as in `put_offer`, with its `reference`.

    With `mode=snapshot` the lines are all the offers that you have. Those of your organisation that came by the API and
    are not in it are closed with the reason `closing`, and everybody who waits is answered; provided that `count` lines
    came and all were taken.
    """
    asked = caller(request)
    if mode == "snapshot" and count is None:
        raise Problem(
            422,
            "invalid_value",
            _("A snapshot needs the number of its lines."),
            _("Send it as the parameter “count”."),
            where="query.count",
        )
    return StreamingHttpResponse(
        _answers(request, asked, snapshot=mode == "snapshot", count=count, closing=closing),
        content_type=bodies.LINES_TYPE,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _answers(
    request: HttpRequest, asked: Caller, *, snapshot: bool, count: int | None, closing: str
) -> Iterator[bytes]:
    """One line for each line, then one for all."""
    language = getattr(request, "LANGUAGE_CODE", "fr")
    seen: dict[str, int] = {}
    totals = {"created": 0, "updated": 0, "unchanged": 0, "refused": 0}
    whole = True
    number = 0
    lines = _lines(request)
    while True:
        with translation.override(language), guarded():
            try:
                line = next(lines, None)
            except Problem as problem:  # of the request, not of a line: what follows cannot be told apart
                whole, line = False, b""
                answer = {"line": number + 1, "result": "refused", "fault": problem.fault.model_dump()}
            else:
                if line is None:
                    break
                number += 1
                answer = _one(asked, line, number=number, seen=seen)
        totals[str(answer["result"])] += 1
        yield _told(answer)
        if not whole:
            break
    with translation.override(language), guarded():
        closed, note = 0, ""
        if snapshot and (totals["refused"] or number != count):
            note = _("Nothing was closed: lines are missing or were refused.")
        elif snapshot:
            closed = _close_others(asked, seen, reason=closing)
    yield _told({"result": "end", "lines": number, **totals, "closed": closed, "note": note})


def _one(asked: Caller, line: bytes, *, number: int, seen: dict[str, int]) -> dict[str, Any]:
    try:
        given = LineIn.model_validate(bodies.load(line))
        if given.reference in seen:
            raise Problem(
                409,
                "given_twice",
                _("This reference is on line %(line)s already.") % {"line": seen[given.reference]},
                _("Send each offer once."),
                where="reference",
            )
        seen[given.reference] = number
        kept = keep_offer(asked, reference=given.reference, given=given)
        return {"line": number, **kept.model_dump(mode="json")}
    except Problem as problem:
        fault = problem.fault
    except Unsound as unsound:
        first = unsound.errors()[0]
        fault = Problem(
            422,
            "invalid_value",
            str(first["msg"]),
            _("Correct it and send the request again."),
            where=place(first["loc"]),
        ).fault
    except OpenEmploiError as error:
        fault = of_library(error).fault
    except DatabaseError:
        log.exception("a line of offers in bulk was not written")
        fault = Problem(503, "not_written", _("The offer could not be written."), _("Send it again.")).fault
    return {"line": number, "result": "refused", "fault": fault.model_dump()}


def _lines(request: HttpRequest) -> Iterator[bytes]:
    """The lines as they come, empty ones left out. Raises :class:`Problem` when they end before they should."""
    expected = int(request.META.get("CONTENT_LENGTH") or 0)
    read = number = 0
    while read < expected:
        try:
            line = request.readline(bodies.MOST_BYTES_A_LINE + 1)
        except UnreadablePostError:
            line = b""
        if not line:
            raise Problem(
                400,
                "cut_off",
                _("The request ended before its end."),
                _("Send it again: nothing is done twice."),
            )
        read += len(line)
        if len(line) > bodies.MOST_BYTES_A_LINE:
            raise bodies.too_large()
        if not line.strip():
            continue
        number += 1
        if number > bodies.MOST_LINES:
            raise bodies.too_large()
        yield line


def _close_others(asked: Caller, seen: dict[str, int], *, reason: str) -> int:
    others = [
        vacancy
        for vacancy in vacancies_of(asked.actor)
        .filter(organisation=asked.organisation, origin=Vacancy.Origin.API, state=Vacancy.State.PUBLISHED)
        .exclude(external_id="")
        if vacancy.external_id not in seen
    ]
    for vacancy in others:
        actions_offers.close(actor=asked.actor, vacancy=vacancy, reason=reason)
    return len(others)


def _told(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
