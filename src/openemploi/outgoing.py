"""Addresses outside: checked when they are connected to, so that nothing inside can be reached through us.

Whoever gives an address (a catalogue to harvest, a partner's feed, a place to be told of events) must not make the
server speak to its own network. A name is looked up once, *every* address that it has must be public, and the
connection goes to the one that was looked at: a name that answers differently the second time gains nothing. Each
redirection is a new address and is checked again. No proxy of the environment is asked.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from openemploi.errors import RequestError
from openemploi.i18n import _

#: Ports on which catalogues and interfaces are served; others are those of mail, databases, machines' own services.
PORTS: Final = frozenset({80, 443, 8080, 8443})
REDIRECTIONS: Final = 5
_STEP_SECONDS: Final = 10.0
_CHUNK: Final = 1 << 16
_HARMLESS: Final = frozenset({"accept", "accept-language", "user-agent"})  # said to whoever answers
#: Addresses that hold another one: what counts is the one that they lead to.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[str], bool]


class AddressRefused(RequestError):
    """An address that is not written to or read from: it leads inside, or is none."""


class NoAnswer(RequestError):
    """An address outside did not answer as it should: no connection, a fault, too long, too large."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address outside answered.

    Parameters
    ----------
    url:
        Where the answer came from, after the redirections.
    media_type:
        In small letters and without parameters; empty when it was not said.
    body:
        The bytes, unpacked.
    """

    url: str
    media_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever other address it is wrapped in.

    >>> is_public("192.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("9.9.9.9")
    (False, False, True)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_global(one) for one in _unwrapped(ip))


def resolve(host: str, *, port: int, allowed: Allowed = is_public) -> str:
    """The IP address to connect to for ``host``. Every address that the name has must be ``allowed``.

    Raises
    ------
    AddressRefused
        ``address_unknown`` when the name has no address, ``address_inside`` when one of them is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused(
            "address_unknown",
            _("The name {host} is not known.", host=host),
            remedy=_("Check the address, or try again later."),
        ) from None
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not addresses or not all(allowed(one) for one in addresses):
        raise AddressRefused(
            "address_inside",
            _("{host} leads into a private network.", host=host),
            remedy=_("Give an address that can be reached from the internet."),
        )
    return addresses[0]


def fetch(
    url: str,
    *,
    most_bytes: int = 50 << 20,
    seconds: float = 60.0,
    headers: Mapping[str, str] | None = None,
    ports: frozenset[int] | None = PORTS,
    allowed: Allowed = is_public,
) -> Answer:
    """GET ``url``, with its redirections.

    Parameters
    ----------
    most_bytes:
        The longest body that is read, counted after it is unpacked.
    seconds:
        For everything together; each wait on the network is of 10 s at most.
    headers:
        Sent with the first request; only ``Accept``, ``Accept-Language`` and ``User-Agent`` go on to another machine.
    ports:
        Those that are connected to; ``None`` is all of them, for tests.
    allowed:
        Which IP addresses may be connected to. Tests alone give another one than :func:`is_public`.

    Raises
    ------
    AddressRefused
        ``address_not_web``, ``address_unknown`` or ``address_inside``: see :func:`resolve`.
    NoAnswer
        ``answer_missing``, ``answer_status``, ``answer_too_large``, ``answer_too_slow``.
    """
    until = time.monotonic() + seconds
    client = httpx.Client(
        transport=_Pinned(ports=ports, allowed=allowed), trust_env=False, timeout=_STEP_SECONDS
    )
    with client:
        checked(url, ports=ports)
        request = client.build_request("GET", url, headers={"Accept-Encoding": "gzip", **(headers or {})})
        for _hop in range(REDIRECTIONS + 1):
            with _answers():
                response = client.send(request, stream=True)
            try:
                if response.next_request is None:
                    _good(response)
                    with _answers():
                        body = b"".join(_unpacked(response, most_bytes=most_bytes, until=until))
                    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                    return Answer(str(request.url), kind, body)
                request = _without_secrets(response.next_request, after=request, given=headers or {})
            finally:
                response.close()
    raise _no_answer("answer_status", _("The address leads from one to another without end."))


def client(
    *,
    seconds: float = 30.0,
    ports: frozenset[int] | None = PORTS,
    allowed: Allowed = is_public,
) -> httpx.Client:
    """A client for an interface that is spoken to at length: every address is checked as in :func:`fetch`.

    Redirections are not followed. ``seconds`` is for each wait on the network. What it raises is httpx's, and
    :class:`AddressRefused`.
    """
    return httpx.Client(transport=_Pinned(ports=ports, allowed=allowed), trust_env=False, timeout=seconds)


class _Pinned(httpx.BaseTransport):
    """Connects to the address that was looked at; the certificate is checked for the name."""

    def __init__(self, *, ports: frozenset[int] | None, allowed: Allowed) -> None:
        self._ports = ports
        self._allowed = allowed
        # A connection serves one request: two names on one machine never share one.
        self._wire = httpx.HTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0), retries=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request`` to the address that its name has now."""
        host, port = checked(request.url, ports=self._ports)
        address = resolve(host, port=port, allowed=self._allowed)
        return self._wire.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # with the name, in "Host"
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    def close(self) -> None:
        """Close what is open."""
        self._wire.close()


def checked(url: httpx.URL | str, *, ports: frozenset[int] | None = PORTS) -> tuple[str, int]:
    """The name and port of an address, looked at as it is written. Raises :class:`AddressRefused`."""
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, TypeError):
        raise _not_web() from None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in ("http", "https") or not parts.host or parts.userinfo:
        raise _not_web()
    if ports is not None and port not in ports:
        raise _not_web()
    return parts.raw_host.decode("ascii"), port


def _without_secrets(
    request: httpx.Request, *, after: httpx.Request, given: Mapping[str, str]
) -> httpx.Request:
    """httpx takes only "Authorization" away when a redirection leads elsewhere; a key may be in any header."""
    here, there = after.url, request.url
    if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
        for name in given:
            if name.lower() not in _HARMLESS and name in request.headers:
                del request.headers[name]
    return request


def _not_web() -> AddressRefused:
    return AddressRefused(
        "address_not_web",
        _("This is not the address of a page."),
        remedy=_("Give one that begins with https://, without user name, on a usual port."),
    )


def _no_answer(code: str, message: str) -> NoAnswer:
    return NoAnswer(code, message, remedy=_("Try again later, or ask whoever keeps the address."))


@contextlib.contextmanager
def _answers() -> Iterator[None]:
    try:
        yield
    except httpx.InvalidURL:
        raise _not_web() from None
    except httpx.UnsupportedProtocol:
        raise _not_web() from None
    except httpx.TimeoutException:
        raise _no_answer("answer_too_slow", _("The address answers too slowly.")) from None
    except (httpx.HTTPError, OSError, zlib.error):
        raise _no_answer("answer_missing", _("The address does not answer.")) from None


def _good(response: httpx.Response) -> None:
    if response.status_code != 200:
        raise _no_answer(
            "answer_status", _("The address answers with the status {status}.", status=response.status_code)
        )


def _unpacked(response: httpx.Response, *, most_bytes: int, until: float) -> Iterator[bytes]:
    packed = response.headers.get("content-encoding", "identity").lower()
    if packed not in ("identity", "gzip", "x-gzip"):
        raise _no_answer("answer_missing", _("The address answers in a packing that was not asked for."))
    unpack = None if packed == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 16)
    left = most_bytes
    for raw in response.iter_raw(_CHUNK):
        chunk = raw if unpack is None else unpack.decompress(raw, left + 1)
        left -= len(chunk)
        if left < 0 or (unpack is not None and unpack.unconsumed_tail and left <= 0):
            raise _no_answer(
                "answer_too_large", _("The answer is longer than {count} bytes.", count=most_bytes)
            )
        if time.monotonic() > until:
            raise _no_answer("answer_too_slow", _("The address answers too slowly."))
        yield chunk


def _unwrapped(ip: _Ip) -> list[_Ip]:
    found: list[_Ip] = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inside = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64 or ip.packed[:12] == bytes(12):
            inside.append(ipaddress.IPv4Address(ip.packed[-4:]))
        found += [one for one in inside if one is not None]
        if ip.ipv4_mapped is not None:
            found.remove(ip)  # Python calls all mapped addresses private
    return found


def _global(ip: _Ip) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)
