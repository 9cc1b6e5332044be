"""Reading a signed JWT of an identity provider: what it says, or why it is refused.

Only the two signatures that providers of public services use are taken, each with a key of its own kind, so that
neither ``none`` nor a public key used as a password gets through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import jwt

#: Signature → the kind of key it is made with.
_KINDS: Final = {"RS256": "RSA", "ES256": "EC"}
_LEEWAY_SECONDS: Final = 30


class TokenRefused(Exception):
    """The token is not what it should be; the message says why and holds nothing of it."""


def claims(
    token: str,
    *,
    keys: Mapping[str, Any],
    issuer: str,
    audience: str,
    required: Sequence[str] = ("iss", "aud", "sub"),
) -> dict[str, Any]:
    """What ``token`` says. Raises :class:`TokenRefused`.

    Parameters
    ----------
    keys:
        The provider's public keys, as its ``jwks_uri`` gives them.
    audience:
        Our name with the provider; the token must be for us, and when it is for others too, asked for by us.
    required:
        Claims that must be there; time limits are verified when they are there.
    """
    try:
        header = jwt.get_unverified_header(token)
        algorithm = str(header.get("alg"))
        if algorithm not in _KINDS:
            raise TokenRefused("its signature is of a kind that is not taken")
        said: dict[str, Any] = jwt.decode(
            token,
            key=_key(keys, kid=header.get("kid"), algorithm=algorithm).key,
            algorithms=[algorithm],
            issuer=issuer,
            audience=audience,
            leeway=_LEEWAY_SECONDS,
            options={"require": list(required)},
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(type(error).__name__) from error
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (several or "azp" in said) and said.get("azp") != audience:
        raise TokenRefused("it was asked for by another party")
    return said


def _key(keys: Mapping[str, Any], *, kid: Any, algorithm: str) -> jwt.PyJWK:
    usable = [
        key
        for key in keys.get("keys", ())
        if isinstance(key, dict)
        and key.get("kty") == _KINDS[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (algorithm != "ES256" or key.get("crv") == "P-256")
    ]
    named = [key for key in usable if key.get("kid") == kid] if kid is not None else usable
    if len(named) != 1:
        raise TokenRefused("no key of the provider is the one that signed it")
    return jwt.PyJWK.from_dict(named[0], algorithm=algorithm)
