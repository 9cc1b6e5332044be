"""A real OpenID Connect provider on this machine: discovery, authorization with PKCE, token, keys, signed userinfo.

What it answers can be spoiled by a test: ``provider.spoil["userinfo"] = ...``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT: Final = "open-emploi"
SECRET: Final = "secret-of-the-tests"  # noqa: S105


class Provider:
    """The provider, its keys, the person who signs in there, and what it was asked."""

    def __init__(self, algorithm: str = "RS256") -> None:
        self.algorithm = algorithm
        self.key: Any = _key(algorithm)
        self.other_key: Any = _key(algorithm)
        self.person: dict[str, Any] = {
            "sub": "personne-1",
            "email": "ana@example.org",
            "email_verified": True,
            "given_name": "Ana",
            "usual_name": "Roux",
        }
        #: ``userinfo`` or ``id_token`` → a function from the claims to the token that is sent.
        self.spoil: dict[str, Callable[[dict[str, Any]], str]] = {}
        self.unsigned_json = False
        self.discovery_issuer = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Its entry in ``OPENEMPLOI_WEB_OIDC``."""
        return {
            "id": "essai",
            "name": "Connexion d’essai",
            "issuer": self.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "signed": True,
            **changes,
        }

    def sign(self, claims: dict[str, Any], *, key: Any = None, **header: Any) -> str:
        """A token of this provider."""
        return jwt.encode(claims, key or self.key, algorithm=self.algorithm, headers={"kid": "k1", **header})

    def claims(self, **more: Any) -> dict[str, Any]:
        """What every token of it says."""
        now = int(time.time())
        return {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "sub": self.person["sub"],
            **more,
        }

    def _token(self, kind: str, claims: dict[str, Any]) -> str:
        return self.spoil.get(kind, self.sign)(claims)

    def answer(self, path: str, form: dict[str, str], bearer: str) -> tuple[int, str, bytes]:
        """Status, kind of content, content."""
        if path == "/.well-known/openid-configuration":
            return _json(
                {
                    "issuer": self.discovery_issuer or self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "userinfo_endpoint": f"{self.issuer}/userinfo",
                    "jwks_uri": f"{self.issuer}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        if path == "/jwks":
            algorithm: Any = jwt.get_algorithm_by_name(self.algorithm)
            return _json({"keys": [{**algorithm.to_jwk(self.key.public_key(), as_dict=True), "kid": "k1"}]})
        if path == "/token":
            asked = self.codes.pop(form.get("code", ""), None)
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if asked is None or form.get("client_secret") != SECRET or proof != asked["code_challenge"]:
                return _json({"error": "invalid_grant"}, status=400)
            identity = self._token("id_token", self.claims(nonce=asked.get("nonce", "")))
            return _json({"access_token": "jeton", "token_type": "Bearer", "id_token": identity})
        if path == "/userinfo" and bearer == "Bearer jeton":
            said = {**self.claims(), **self.person}
            if self.unsigned_json:
                return _json(said)
            return 200, "application/jwt", self._token("userinfo", said).encode()
        return _json({"error": "unknown"}, status=404)

    def authorize(self, query: dict[str, str]) -> str:
        """The person signs in and agrees: where their browser is sent."""
        self.asked.append(query)
        code = f"code-{len(self.asked)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(_flat(parts.query)))
                    self.end_headers()
                    return
                self._send(*provider.answer(parts.path, {}, self.headers.get("Authorization", "")))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                self._send(*provider.answer(self.path, _flat(body), ""))

            def _send(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        return Handler


def _key(algorithm: str) -> Any:
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _json(value: Any, *, status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(value).encode()
