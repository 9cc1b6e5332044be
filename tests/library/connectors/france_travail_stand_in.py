"""A server that plays France Travail's API on this machine: tokens that end, pages, limits, and bad moods on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "tres-discret-9f3b"  # noqa: S105 - of nothing but this stand-in
START = datetime(2025, 9, 1, tzinfo=UTC)


@dataclass
class StandIn:
    """What the API knows and how it behaves.

    ``moods`` are answers given once each before the ordinary one: a status and headers. ``token_calls`` is how many
    searches a token is good for; ``stop_after``, after how many searches the API answers 500 for ever.
    """

    offers: list[dict[str, Any]]
    most: int = 3150
    token_calls: int = 1000
    stop_after: int | None = None
    moods: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    tokens: dict[str, int] = field(default_factory=dict)
    searches: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if form.get("client_secret") != SECRET or form.get("grant_type") != "client_credentials":
            return 401, {"error": "invalid_client"}
        name = f"jeton-{len(self.tokens)}"
        self.tokens[name] = self.token_calls
        return 200, {"access_token": name, "expires_in": 1499, "scope": form.get("scope", "")}

    def search(self, bearer: str, query: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        if not self.tokens.get(bearer, 0):
            return 401, {}, {"message": "jeton"}
        self.tokens[bearer] -= 1
        if self.moods:
            status, headers = self.moods.pop(0)
            return status, headers, {"message": "humeur"}
        if self.stop_after is not None and len(self.searches) >= self.stop_after:
            return 500, {}, {}
        self.searches.append(query)
        first, last = map(int, query["range"].split("-"))
        if first > self.most - 150 or last >= self.most or last - first > 149:
            return 400, {}, {"message": "La position de début est trop grande."}
        found = [
            one
            for one in self.offers
            if query["minCreationDate"] <= one["dateCreation"][:19] + "Z" <= query["maxCreationDate"]
            and query.get("departement", "") in ("", one["lieuTravail"]["libelle"][:2])
            and one["id"] not in self.gone
        ]
        found.sort(key=lambda one: str(one["dateCreation"]), reverse=True)
        if not found:
            return 204, {}, None
        part = found[first : last + 1]
        told = f"offres {first}-{first + len(part) - 1}/{len(found)}"
        return 206 if len(part) < len(found) else 200, {"Content-Range": told}, {"resultats": part}


def offers(count: int, *, apart: timedelta = timedelta(minutes=1)) -> list[dict[str, Any]]:
    """``count`` offers, one after the other in time, in two departments, each with somebody to write to."""
    return [
        {
            "id": f"{number:07}",
            "intitule": f"Crêpière n° {number}",
            "dateCreation": (START + number * apart).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "lieuTravail": {"libelle": "04 - ERMITAGE" if number % 3 else "06 - NUAGES"},
            "typeContrat": "CDI",
            "contact": {"courriel": "personne@exemple.invalid"},
        }
        for number in range(count)
    ]


@contextmanager
def served(api: StandIn) -> Iterator[StandIn]:
    """``api`` behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            status, answer = api.token(form)
            self._answer(status, {}, answer)

        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._answer(*api.search(bearer, query))

        def _answer(self, status: int, headers: dict[str, str], answer: Any) -> None:
            body = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    api.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
