"""Addresses are told of what happened, signed, once the journal holds it; and never lead into a private network."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from openemploi_web.api import actions, addresses, webhooks
from openemploi_web.api.models import Delivery, Webhook
from openemploi_web.api.tasks import tell_addresses
from openemploi_web.vacancies import actions_offers
from tests.web.api.conftest import Scene


class Receiver(ThreadingHTTPServer):
    """A partner's server that keeps what it was sent and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 204

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?x=1"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_TO_LOOPBACK = True
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def told_of(scene: Scene, receiver: Receiver, *events: str) -> Webhook:
    return actions.add_webhook(
        actor=scene.administrator, organisation=scene.employer, url=receiver.url, events=events
    )


def test_an_event_is_sent_signed_and_names_nobody(scene: Scene, receiver: Receiver) -> None:
    from openemploi_web.jobseekers import actions_offers as person

    webhook = told_of(scene, receiver, "application.received", "application.withdrawn")
    person.withdraw(actor=scene.profile.user, application=scene.application)

    assert tell_addresses.call() == {"noted": 1, "taken": 1}

    headers, body = receiver.got[0]
    assert webhooks.verified(
        webhook.secret,
        timestamp=headers["OpenEmploi-Timestamp"],
        body=body,
        given=headers["OpenEmploi-Signature"],
    )
    told = json.loads(body)
    assert (told["event"], told["subject"]) == (
        "application.withdrawn",
        {"kind": "application", "id": str(scene.application.pk)},
    )
    assert str(scene.profile.user.pk) not in body.decode()
    assert tell_addresses.call() == {"noted": 0, "taken": 0}


def test_who_applies_is_told_as_an_application(scene: Scene, receiver: Receiver) -> None:
    from openemploi_web.jobseekers import actions_offers as person
    from openemploi_web.jobseekers.snapshots import snapshot
    from tests.web import factories as make

    told_of(scene, receiver, "application.received")
    profile = make.jobseeker()
    sent = person.apply(
        actor=profile.user, profile=profile, vacancy=scene.vacancy, snapshot=snapshot(profile)
    )

    webhooks.note()

    assert Delivery.objects.get().payload["subject"] == {"kind": "application", "id": str(sent.pk)}


def test_a_signature_of_another_time_or_body_does_not_hold() -> None:
    body, at = b'{"a":1}', 1_800_000_000
    given = webhooks.signature("s", timestamp=at, body=body)

    assert webhooks.verified("s", timestamp=str(at), body=body, given=given, now=at + 299)
    assert not webhooks.verified("s", timestamp=str(at), body=body, given=given, now=at + 301)
    assert not webhooks.verified("s", timestamp=str(at + 1), body=body, given=given, now=at)
    assert not webhooks.verified("s", timestamp=str(at), body=b"{}", given=given, now=at)
    assert not webhooks.verified("t", timestamp=str(at), body=body, given=given, now=at)


def test_an_address_is_told_of_its_own_organisation_and_of_what_it_asked_for(
    scene: Scene, receiver: Receiver
) -> None:
    told_of(scene, receiver, "offer.closed")
    actor = scene.other.token.made_by if scene.other.token else None
    assert actor is not None

    actions_offers.close(actor=actor, vacancy=scene.other_vacancy, reason="filled")
    actions_offers.publish(actor=scene.administrator, vacancy=scene.vacancy)

    assert webhooks.note() == 0


@pytest.mark.parametrize("status", [500, 302, 404])
def test_what_is_not_taken_is_tried_again_later(scene: Scene, receiver: Receiver, status: int) -> None:
    told_of(scene, receiver, "offer.closed")
    actions_offers.close(actor=scene.administrator, vacancy=scene.vacancy, reason="filled")
    receiver.status = status

    tell_addresses.call()
    tell_addresses.call()

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.status) == ("waiting", 1, status)
    assert delivery.next_at is not None
    assert delivery.next_at > timezone.now() + timedelta(seconds=20)
    assert len(receiver.got) == 1
    receiver.status = 200
    Delivery.objects.update(next_at=timezone.now())
    assert webhooks.send_due() == 1


def test_a_message_is_given_up_in_the_end(scene: Scene, receiver: Receiver) -> None:
    told_of(scene, receiver, "offer.closed")
    actions_offers.close(actor=scene.administrator, vacancy=scene.vacancy, reason="filled")
    webhooks.note()
    receiver.status = 500
    for _ in range(len(webhooks.WAITS) + 1):
        Delivery.objects.update(next_at=timezone.now())
        webhooks.send_due()

    assert Delivery.objects.get().state == Delivery.State.GIVEN_UP
    assert webhooks.send_due() == 0


def test_an_address_that_is_stopped_is_sent_nothing(scene: Scene, receiver: Receiver) -> None:
    webhook = told_of(scene, receiver, "offer.closed")
    actions_offers.close(actor=scene.administrator, vacancy=scene.vacancy, reason="filled")
    webhooks.note()

    actions.stop_webhook(actor=scene.administrator, webhook=webhook)

    assert webhooks.send_due() == 0
    assert receiver.got == []


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 (refused)
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:db8::1",
    "not an address",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_are_not_written_to(ip: str) -> None:
    assert not addresses.allowed(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"]
)
def test_public_addresses_are(ip: str) -> None:
    assert addresses.allowed(ip)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://user:secret@example.org/",
        "https://example.org:22/",
        "https://example.org:99999/",
        "https:///path",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://exam ple.org/",
        "https://example.org/a\r\nHost: x",
    ],
)
def test_an_address_that_leads_elsewhere_is_refused_as_written(url: str) -> None:
    with pytest.raises(addresses.NotAllowed):
        addresses.check(url)
        addresses.target(url)


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: rows)

    with pytest.raises(addresses.NotAllowed):
        addresses.target("https://hooks.example.org/")


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: rows)
    where = addresses.target("https://hooks.example.org/in?x=1")
    opened: list[Any] = []

    def connect(address: Any, **_options: Any) -> Any:
        opened.append(address)
        raise OSError

    monkeypatch.setattr(addresses.socket, "create_connection", connect)
    with pytest.raises(OSError):
        addresses.post(where, body=b"", headers={})

    assert (where.host, where.path, opened) == ("hooks.example.org", "/in?x=1", [("93.184.216.34", 443)])


def test_the_page_refuses_a_private_address_and_shows_the_secret_once(scene: Scene, as_user: Any) -> None:
    client = as_user(scene.administrator)
    given = {"hook-events": ["offer.closed"]}

    refused = client.post("/programmes/adresses/", {**given, "hook-url": "https://10.0.0.1/"})
    added = client.post("/programmes/adresses/", {**given, "hook-url": "https://example.org/in"})

    assert refused.status_code == 422
    webhook = Webhook.objects.get()
    assert webhook.secret in added.content.decode()
    assert webhook.secret not in client.get("/programmes/").content.decode()
