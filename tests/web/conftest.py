"""What the portal's tests share: the database's guard, one engine for all, and clients for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import django
import pytest
from django.test import Client

django.setup()  # the settings are named by tests/conftest.py, after pytest-django has looked for them

if TYPE_CHECKING:
    from openemploi.engine import Engine
    from openemploi_web.accounts.models import User


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _journal_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions empties the tables afterwards, which the journal's seal refuses."""
    if not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    from openemploi_web.core.seal import seal, unseal

    seal()
    yield
    unseal()


class _Undefined(str):
    """What Django writes where a template names something that nothing gave it: a fault, in tests."""

    def __mod__(self, name: object) -> str:
        raise LookupError(f"a template names {name}, which nothing gave it")


@pytest.fixture(scope="session", autouse=True)
def _templates_name_what_they_are_given() -> None:
    """In the settings, not in the engine: a test that changes TEMPLATES for itself makes the engine anew."""
    from django.conf import settings
    from django.template import engines

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("%s")
    engines["django"].engine.string_if_invalid = _Undefined("%s")  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _one_engine(engine: Engine) -> None:
    """Screens compare with the tests' engine."""
    from openemploi_web.core import engine as portal

    portal._engines["fr"] = engine


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A client that has come in as somebody, with their second factor where it is asked."""

    def log_in(user: User) -> Client:
        from tests.web.factories import with_second_factor

        if user.needs_second_factor():
            with_second_factor(user)
        client = Client(headers={"accept-language": "fr"})
        client.force_login(user)
        return client

    return log_in
