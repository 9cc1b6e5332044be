"""A browser in English, and the answers of an instance without any data: everything is unknown, every page is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

WORDS = "Je suis infirmière à Paris, je veux vivre à Gap, mon conjoint est boulanger, un enfant de 6 ans, loyer 900 €"


@pytest.fixture(autouse=True)
def _tries_are_forgotten(db: None) -> None:
    cache.clear()


@pytest.fixture
def browser() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def told(browser: Client) -> Client:
    """Somebody who told the seed case, to an instance that knows neither occupations nor places."""
    browser.post(reverse("mobility:start"), {"words": WORDS})
    return browser


@pytest.fixture
def page() -> Callable[[Any], str]:
    """The text of an answer that is well."""

    def text(answer: Any) -> str:
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    return text
