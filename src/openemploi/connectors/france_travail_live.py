"""The live API "Offres d'emploi v2" of France Travail: a token, pages, and patience.

OAuth client credentials; the token is renewed before it ends, and once more when it is refused on the way. A page
holds 150 offers at most and a search gives 3,150: what is beyond is for :mod:`.france_travail_fetch`, which cuts
searches into narrower ones. Too many calls (429) wait as long as the answer says; faults of the server and of the
network are tried again, each time later. The credentials come from the environment, go to the address of the token
and nowhere else, and stand in no message.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from openemploi import outgoing
from openemploi.errors import RequestError
from openemploi.i18n import _

PAGE: Final = 150
#: A search gives its first 3,150 offers, whatever their number.
MOST: Final = 3150
TOKEN_URL: Final = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire"  # noqa: S105
SEARCH_URL: Final = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"
_SCOPE: Final = "api_offresdemploiv2 o2dsoffre"
_TRIES: Final = 6
_LONGEST_WAIT: Final = 600.0
_MOST_BYTES: Final = 64 << 20
_EARLIER: Final = 60.0  # seconds before its end at which a token is renewed
_RANGE: Final = re.compile(r"(?:offres\s+)?(?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What France Travail gave for an application (francetravail.io): shown nowhere, not even by ``repr``."""

    identifier: str
    secret: str

    def __repr__(self) -> str:
        return "Credentials(…)"

    @classmethod
    def from_environment(cls) -> Credentials:
        """Those of the environment. Raises ``RequestError`` (``credentials_missing``)."""
        identifier = os.environ.get("OPENEMPLOI_FRANCE_TRAVAIL_ID", "")
        secret = os.environ.get("OPENEMPLOI_FRANCE_TRAVAIL_SECRET", "")
        if not identifier or not secret:
            raise RequestError(
                "credentials_missing",
                _("The credentials of the France Travail API are not set."),
                remedy=_(
                    "Set {names} to those of your application on francetravail.io.",
                    names="OPENEMPLOI_FRANCE_TRAVAIL_ID, OPENEMPLOI_FRANCE_TRAVAIL_SECRET",
                ),
            )
        return cls(identifier, secret)


@dataclass(frozen=True, slots=True)
class Page:
    """Offers of a search, and how many offers the whole search finds."""

    offers: tuple[Mapping[str, Any], ...]
    total: int


class FranceTravail:
    """The API, spoken to one call at a time.

    Parameters
    ----------
    per_second:
        Calls a second at most; the API allows ten to an application.
    client:
        Another client than that which connects to public addresses alone: for tests.
    wait, clock:
        How to wait, and what time it is, in seconds: for tests.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        token_url: str = TOKEN_URL,
        search_url: str = SEARCH_URL,
        per_second: float = 5.0,
        client: httpx.Client | None = None,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credentials = credentials
        self._token_url, self._search_url = token_url, search_url
        self._between = 1 / per_second
        self._client = client or outgoing.client()
        self._wait, self._clock = wait, clock
        self._token, self._ends, self._next_call = "", 0.0, 0.0

    def __enter__(self) -> FranceTravail:
        return self

    def __exit__(self, *fault: object) -> None:
        self._client.close()

    def page(self, query: Mapping[str, str], *, first: int = 0) -> Page:
        """The offers ``first`` to ``first + 149`` of a search.

        Raises ``RequestError``: ``credentials_refused``, ``search_refused`` when the API does not take the query, and
        ``NoAnswer`` (``answer_missing``, ``answer_status``, ``answer_too_slow``, ``answer_too_large``) once patience
        has run out.
        """
        asked = {**query, "range": f"{first}-{min(first + PAGE, MOST) - 1}"}
        response = self._get(asked)
        if response.status_code == 204:
            return Page((), 0)
        try:
            found = json.loads(response.content).get("resultats") or []
        except (ValueError, AttributeError):
            raise _no_answer(
                "answer_status", _("France Travail answers with something else than offers.")
            ) from None
        offers = tuple(one for one in found if isinstance(one, dict))
        told = _RANGE.search(response.headers.get("content-range", ""))
        return Page(offers, int(told[3]) if told else first + len(offers))

    def _get(self, asked: Mapping[str, str]) -> httpx.Response:
        renewed = False
        for attempt in range(_TRIES):
            response = self._send(
                lambda: self._client.build_request(
                    "GET",
                    self._search_url,
                    params=dict(asked),
                    headers={"Authorization": f"Bearer {self._valid_token()}", "Accept": "application/json"},
                )
            )
            if response is not None and response.status_code in (200, 204, 206):
                return response
            if response is not None and response.status_code == 401 and not renewed:
                renewed, self._token = True, ""
                continue
            self._later(response, attempt)
        raise _no_answer("answer_missing", _("France Travail does not answer."))

    def _valid_token(self) -> str:
        if not self._token or self._clock() >= self._ends:
            self._token, lasting = self._new_token()
            self._ends = self._clock() + max(lasting - _EARLIER, lasting / 2)
        return self._token

    def _new_token(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.identifier,
            "client_secret": self._credentials.secret,
            "scope": _SCOPE,
        }
        for attempt in range(_TRIES):
            response = self._send(lambda: self._client.build_request("POST", self._token_url, data=form))
            if response is not None and response.status_code == 200:
                try:
                    answer = json.loads(response.content)
                    return str(answer["access_token"]), float(answer.get("expires_in", 600))
                except (ValueError, KeyError, TypeError, AttributeError):
                    break
            if response is not None and response.status_code in (400, 401, 403):
                break
            self._later(response, attempt)
        raise RequestError(
            "credentials_refused",
            _("France Travail does not accept the credentials."),
            remedy=_(
                "Check them on francetravail.io, and that the application may use “Offres d'emploi v2”."
            ),
        )

    def _send(self, request: Callable[[], httpx.Request]) -> httpx.Response | None:
        """The answer, read whole; ``None`` when none came."""
        built = request()
        now = self._clock()
        if now < self._next_call:
            self._wait(self._next_call - now)
        self._next_call = self._clock() + self._between
        try:
            response = self._client.send(built, stream=True)
            try:
                body = b""
                for part in response.iter_bytes():
                    body += part
                    if len(body) > _MOST_BYTES:
                        raise _no_answer(
                            "answer_too_large",
                            _("The answer is longer than {count} bytes.", count=_MOST_BYTES),
                        )
            finally:
                response.close()
        except (httpx.TransportError, OSError):
            return None
        headers = {
            name: value
            for name, value in response.headers.items()
            if name not in ("content-encoding", "content-length")
        }
        return httpx.Response(response.status_code, headers=headers, content=body)

    def _later(self, response: httpx.Response | None, attempt: int) -> None:
        """Wait before another try, or raise when there is no use in one."""
        status = response.status_code if response is not None else 0
        if status in (400, 401, 403, 404):
            raise _refused(response)
        seconds = 2.0**attempt
        if response is not None and "retry-after" in response.headers:
            seconds = _retry_after(response.headers["retry-after"], seconds)
        if attempt + 1 >= _TRIES or seconds > _LONGEST_WAIT:
            if status:
                raise _no_answer(
                    "answer_status", _("The address answers with the status {status}.", status=status)
                )
            raise _no_answer("answer_missing", _("France Travail does not answer."))
        self._wait(seconds)


def _retry_after(text: str, otherwise: float) -> float:
    """Seconds that an answer asks to wait: a number, or a date."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return otherwise


def _refused(response: httpx.Response | None) -> RequestError:
    said = ""
    with contextlib.suppress(ValueError, AttributeError):
        said = str(json.loads(response.content).get("message", ""))[:300] if response is not None else ""
    return RequestError(
        "search_refused",
        _(
            "France Travail does not take this search ({status}): {said}",
            status=response.status_code if response is not None else "–",
            said=said or "–",
        ),
        remedy=_("Check the departments, codes and dates, and that the application may use the API."),
    )


def _no_answer(code: str, message: str) -> outgoing.NoAnswer:
    return outgoing.NoAnswer(
        code, message, remedy=_("Try again later: what was fetched is kept, and goes on.")
    )
