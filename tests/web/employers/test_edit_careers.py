"""A public employer presents itself and the occupations that it recruits; others do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from tests.web import factories as make

pytestmark = pytest.mark.django_db


def test_an_occupation_is_added_changed_and_taken_away(as_user: Callable[[User], Client]) -> None:
    town = make.organisation(public=True)
    client = as_user(make.member(town))
    given = {"occupation": "Jardinier / Jardinière", "way": "competition", "category": "C"}

    client.post(reverse("employers:add-entry", args=[town.pk]), given)
    entry = town.careers.get()
    client.post(reverse("employers:edit-entry", args=[town.pk, entry.pk]), {**given, "way": "both"})
    entry.refresh_from_db()
    assert (entry.way, entry.category) == ("both", "C")
    assert entry.occupation_uri

    client.post(reverse("employers:drop-entry", args=[town.pk, entry.pk]))
    assert not town.careers.exists()


def test_the_presentation_is_read_by_everybody(as_user: Callable[[User], Client]) -> None:
    town = make.organisation(public=True)

    as_user(make.member(town)).post(
        reverse("employers:edit-careers", args=[town.pk]), {"presentation": "Nous entretenons les parcs."}
    )

    town.refresh_from_db()
    assert town.presentation == "Nous entretenons les parcs."


def test_neither_another_employer_nor_a_private_one_has_this_page(as_user: Callable[[User], Client]) -> None:
    town, company = make.organisation(public=True), make.organisation(public=False)

    assert (
        as_user(make.member(company)).get(reverse("employers:edit-careers", args=[town.pk])).status_code
        == 404
    )
    assert (
        as_user(make.member(company)).get(reverse("employers:edit-careers", args=[company.pk])).status_code
        == 404
    )
