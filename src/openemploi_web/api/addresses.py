"""Sending to an address that somebody else chose, without it leading into the portal's own network.

The name is looked up once, every address that it has must be public, and the connection goes to the one that was
looked at: a name that answers differently the second time gains nothing. No redirection is followed, no proxy asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from openemploi.outgoing import AddressRefused, is_public, resolve

PATIENCE: Final = 10.0  # seconds, for each step
_PORTS: Final = frozenset({443, 8443})
_MOST_READ: Final = 4096


class NotAllowed(ValueError):
    """The address is not one that the portal writes to; the reason is in words."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the name for the certificate, the address for the connection."""

    host: str
    port: int
    path: str
    ip: str
    secure: bool


def target(url: str) -> Target:
    """Look an address up. Raises :class:`NotAllowed`."""
    host, port, path, secure = _parts(url)
    try:
        ip = resolve(host, port=port, allowed=allowed)
    except AddressRefused as fault:
        if fault.code == "address_unknown":
            raise NotAllowed(_("This name is not known.")) from None
        raise NotAllowed(_("This address leads into a private network.")) from None
    return Target(host, port, path, ip, secure)


def check(url: str) -> None:
    """Look at an address as it is written. Raises :class:`NotAllowed`."""
    host, _port, _path, _secure = _parts(url)
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return
    if not allowed(str(ip)):
        raise NotAllowed(_("This address leads into a private network."))


def allowed(text: str) -> bool:
    """Whether the portal may connect to an IP address: public ones only, whatever they are wrapped in."""
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if ip.is_loopback:
        return _loopback()
    return is_public(str(ip))


def post(where: Target, *, body: bytes, headers: Mapping[str, str]) -> int:
    """Send and return the status of the answer. Raises ``OSError`` or ``http.client.HTTPException``."""
    connection = _Connection(where)
    try:
        connection.request("POST", where.path, body=body, headers=dict(headers))
        response = connection.getresponse()
        response.read(_MOST_READ)
        return response.status
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was looked at, and checks the certificate for the name."""

    def __init__(self, where: Target) -> None:
        super().__init__(where.host, where.port, timeout=PATIENCE)
        self._where = where

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.create_connection((self._where.ip, self._where.port), timeout=PATIENCE)
        if self._where.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._where.host)


def _parts(url: str) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAllowed(_("This is not an address.")) from None
    secure = parts.scheme == "https"
    if not secure and not (parts.scheme == "http" and _loopback()):
        raise NotAllowed(_("The address begins with https://."))
    if not host or parts.username is not None or parts.password is not None:
        raise NotAllowed(
            _("The address holds a name of a machine, and neither name nor password of a person.")
        )
    port = port or (443 if secure else 80)
    if port not in _PORTS and not _loopback():
        raise NotAllowed(_("Ports other than 443 and 8443 are not written to."))
    path = parts.path or "/"
    if any(character <= " " or character > "~" for character in f"{host}{path}{parts.query}"):
        raise NotAllowed(_("This is not an address."))
    return host, port, f"{path}?{parts.query}" if parts.query else path, secure


def _loopback() -> bool:
    """Tests alone write to this machine."""
    return bool(getattr(settings, "WEBHOOKS_TO_LOOPBACK", False))
