"""Addresses outside: which are connected to, at the moment of the connection, and how much of an answer is read."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from openemploi import outgoing
from openemploi.outgoing import AddressRefused, NoAnswer, fetch, is_public, resolve


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        route = self.path.partition("?")[0]
        if route.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", route.removeprefix("/to/"))
            self.end_headers()
            return
        if route == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        if route == "/key":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{self.headers['X-Key']} {self.headers['Accept']}".encode())
            return
        packed = route == "/packed"
        body = gzip.compress(b"0" * 5_000_000) if packed else b"hello " + self.headers["Host"].encode()
        self.send_response(404 if route == "/missing" else 200)
        self.send_header("Content-Type", "Text/Plain; charset=utf-8")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if route == "/slow":
            for _part in range(20):
                self.wfile.write(b"x" * 70_000)
                time.sleep(0.05)
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _here(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.9.9", "192.168.1.1",  # noqa: S104
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a00:1::", "2001:0:7f00:1::", "not an address", "", "1.1.1.1.1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "193.252.1.1", "2606:4700::1111", "::ffff:9.9.9.9"])
def test_an_address_of_the_internet_is(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "address_inside"),
        ("http://[::1]/", "address_inside"),
        ("http://169.254.169.254/latest/meta-data/", "address_inside"),
        ("http://10.0.0.7:8080/api", "address_inside"),
        ("http://[::ffff:127.0.0.1]/", "address_inside"),
        ("http://[64:ff9b::7f00:1]/", "address_inside"),
        ("http://2130706433/", "address_inside"),  # 127.0.0.1 in decimal
        ("http://0x7f000001/", "address_inside"),  # in hexadecimal
        ("http://0x7f.1/", "address_inside"),
        ("http://017700000001/", "address_inside"),  # in octal
        ("http://127.1/", "address_inside"),
        ("http://localhost/", "address_inside"),
        ("http://127.0.0.1#@example.org/", "address_inside"),
        ("http://0177.0.0.1/", "address_not_web"),
        ("http://example.org@127.0.0.1/", "address_not_web"),
        ("http://user:secret@example.org/", "address_not_web"),
        ("http://example.org\\@127.0.0.1/", "address_not_web"),
        ("http://example.org:22/", "address_not_web"),
        ("http://example.org:5432/", "address_not_web"),
        ("ftp://example.org/", "address_not_web"),
        ("file:///etc/passwd", "address_not_web"),
        ("gopher://127.0.0.1:70/", "address_not_web"),
        ("//example.org/", "address_not_web"),
        ("", "address_not_web"),
    ],
)
def test_an_address_that_leads_inside_is_never_connected_to(
    url: str, code: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))

    with pytest.raises(AddressRefused) as refused:
        fetch(url)

    assert refused.value.code == code


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["9.9.9.9", "127.0.0.1"], ["9.9.9.9", "fd00::1"]])
def test_a_name_with_one_private_address_is_refused(answers: list[str], monkeypatch: pytest.MonkeyPatch):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in answers]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_a, **_k: rows)

    with pytest.raises(AddressRefused, match=r"data\.example\.org"):
        resolve("data.example.org", port=443)


def test_a_name_is_looked_up_once_and_the_address_that_was_looked_at_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
):
    answers = iter([["9.9.9.9"], ["127.0.0.1"]])  # a name that answers differently the second time
    looked: list[str] = []
    connected: list[str] = []

    def look(host: str, port: int, **_k: Any) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(answers)]

    def connect(address: tuple[str, int], *_a: Any, **_k: Any) -> Any:
        connected.append(address[0])
        raise OSError

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", look)
    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(NoAnswer):
        fetch("https://data.example.org/catalogue.ttl")

    assert looked == ["data.example.org"]
    assert connected == ["9.9.9.9"]


def test_an_answer_is_read_under_the_name_that_was_asked_for(served: str):
    answer = fetch(f"{served}/catalogue", ports=None, allowed=_here)

    assert answer.body.decode() == "hello " + served.removeprefix("http://")
    assert (answer.media_type, answer.url) == ("text/plain", f"{served}/catalogue")


def test_a_redirection_is_followed_when_it_leads_outside(served: str):
    assert fetch(f"{served}/to//there", ports=None, allowed=_here).body.startswith(b"hello")


def test_a_key_is_not_sent_on_to_another_machine(served: str):
    sent = {"X-Key": "secret", "Accept": "text/turtle"}
    other = served.replace("127.0.0.1", "2130706433") + "/key"  # the same machine under another name
    there, here = (
        fetch(f"{served}/to/{to}", headers=sent, ports=None, allowed=_here).body for to in (other, "/key")
    )

    assert here == b"secret text/turtle"
    assert there == b"None text/turtle"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://10.0.0.1/", "address_inside"),
        ("http://169.254.169.254/", "address_inside"),
        ("http://[::1]/", "address_inside"),
        ("ftp://example.org/", "address_not_web"),
        ("http://a:b@127.0.0.1/", "address_not_web"),
    ],
)
def test_a_redirection_inside_is_refused(served: str, to: str, code: str):
    with pytest.raises(AddressRefused) as refused:
        fetch(f"{served}/to/{to}", ports=None, allowed=_here)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("route", "asked", "code"),
    [
        ("/packed", {"most_bytes": 100_000}, "answer_too_large"),
        ("/slow", {"most_bytes": 200_000}, "answer_too_large"),
        ("/slow", {"seconds": 0.2}, "answer_too_slow"),
        ("/missing", {}, "answer_status"),
        ("/round", {}, "answer_status"),
    ],
)
def test_an_answer_that_is_too_much_is_not_read(served: str, route: str, asked: dict[str, Any], code: str):
    with pytest.raises(NoAnswer) as refused:
        fetch(served + route, ports=None, allowed=_here, **asked)

    assert refused.value.code == code


def test_a_packed_answer_within_the_limit_is_unpacked(served: str):
    assert len(fetch(f"{served}/packed", ports=None, allowed=_here).body) == 5_000_000
