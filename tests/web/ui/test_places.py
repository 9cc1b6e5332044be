"""A misspelt town is not guessed: what it may be is said, and who wrote it chooses."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from openemploi_web.accounts.forms import known_commune
from openemploi_web.jobseekers.forms_profile import WishesForm
from openemploi_web.jobseekers.models import Profile
from openemploi_web.ui.places import did_you_mean, not_found
from openemploi_web.vacancies.filters import OfferFilterForm


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Vouliez-vous dire Sisteron, Sautron\u00a0?"),
        ("en", "Did you mean Sisteron, Sautron?"),
        ("ko", "혹시 Sisteron, Sautron을(를) 찾으시나요?"),
    ],
)
def test_towns_spelt_nearly_the_same_are_named_in_each_language(language: str, sentence: str):
    with translation.override(language):
        assert did_you_mean("sistron") == sentence
        assert not_found("sistron").endswith(sentence)


def test_nothing_is_offered_where_nothing_is_spelt_like_it_or_the_town_is_known():
    assert (
        did_you_mean("zblorg") == did_you_mean("Sisteron") == did_you_mean("") == did_you_mean("04200") == ""
    )
    assert not_found("zblorg").endswith(".")


def test_every_form_that_refuses_a_town_says_what_it_may_be():
    asked = OfferFilterForm({"place": "Sistron"})
    wished = WishesForm({"place_1": "Sistron"}, profile=Profile())
    with pytest.raises(forms.ValidationError) as refused:
        known_commune("Sistron")

    told = [asked.errors["place"][0], wished.errors["place_1"][0], refused.value.messages[0]]

    assert all("Sisteron" in one for one in told), told
