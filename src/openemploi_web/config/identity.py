"""The identity providers through which people may sign in, from ``OPENEMPLOI_WEB_OIDC``.

docs/how-to/identity-provider.md says how an operator connects one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

VARIABLE: Final = "OPENEMPLOI_WEB_OIDC"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An OpenID Connect provider.

    Parameters
    ----------
    id:
        Its part of our addresses: ``/compte/oidc/<id>/login/callback/`` is registered with the provider.
    issuer:
        Its address; ``/.well-known/openid-configuration`` is read below it. https, unless it is this machine.
    scopes, parameters:
        What is asked for, and what is added to the request (``acr_values``).
    signed:
        Whether information about the person is taken as a signed JWT only.
    email_verified:
        Whether the provider vouches for every address without saying so in ``email_verified``.
    origins:
        Further origins that the provider's sign-in page sends the browser through.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    secret: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    parameters: dict[str, str] = field(default_factory=dict)
    signed: bool = False
    email_verified: bool = False
    origins: tuple[str, ...] = ()

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """Where the browser may be sent to sign in; for the Content-Security-Policy."""
        parts = urlsplit(self.issuer)
        return (f"{parts.scheme}://{parts.netloc}", *self.origins)

    def for_allauth(self) -> dict[str, Any]:
        """The entry of ``SOCIALACCOUNT_PROVIDERS``."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer,
                "issuer": self.issuer,
                "scope": list(self.scopes),
                "auth_params": dict(self.parameters),
                "oauth_pkce_enabled": True,
                "signed": self.signed,
                "email_verified": self.email_verified,
            },
        }


def identity_providers(text: str) -> tuple[IdentityProvider, ...]:
    """The providers of a JSON list, or of one JSON object. Raises ``ValueError`` with what is wrong, never a secret.

    >>> identity_providers("")
    ()
    """
    if not text.strip():
        return ()
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ValueError("it is not JSON") from error
    entries = given if isinstance(given, list) else [given]
    found = tuple(_provider(entry) for entry in entries)
    if len({one.id for one in found}) != len(found):
        raise ValueError("two providers have the same id")
    return found


def _provider(entry: Any) -> IdentityProvider:
    if not isinstance(entry, dict):
        raise ValueError("a provider is a JSON object")
    if unknown := sorted(set(entry) - set(IdentityProvider.__dataclass_fields__)):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    if lacking := [name for name in ("id", "name", "issuer", "client_id") if not entry.get(name)]:
        raise ValueError(f"missing: {', '.join(lacking)}")
    for name in ("id", "name", "issuer", "client_id", "secret"):
        if not isinstance(entry.get(name, ""), str):
            raise ValueError(f"{name} is a text")
    for name in ("signed", "email_verified"):
        if not isinstance(entry.get(name, False), bool):
            raise ValueError(f"{name} is true or false")
    for name in ("scopes", "origins"):
        if not _texts(entry.get(name, [])):
            raise ValueError(f"{name} is a list of texts")
    parameters = entry.get("parameters", {})
    if not isinstance(parameters, dict) or not _texts(list(parameters.values())):
        raise ValueError("parameters is an object of texts")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", entry["id"]):
        raise ValueError("id has small letters, figures and dashes")
    for address in (entry["issuer"], *entry.get("origins", [])):
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ValueError(f"{address} is not an https address")
    lists = {name: tuple(entry[name]) for name in ("scopes", "origins") if name in entry}
    return IdentityProvider(**{**entry, **lists})


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
