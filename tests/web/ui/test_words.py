"""Days, months and menus in words, in the language of the page."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from openemploi_web.ui import words
from openemploi_web.ui.navigation import navigation


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("fr", date(2027, 1, 1), "1er janvier 2027"),
        ("fr", date(2027, 1, 11), "11 janvier 2027"),
        ("fr", date(2027, 1, 21), "21 janvier 2027"),
        ("en", date(2027, 1, 1), "1 January 2027"),
        ("ko", date(2027, 1, 1), "2027년 1월 1일"),
    ],
)
def test_french_writes_the_first_of_a_month_with_its_letters(language: str, value: date, said: str):
    with translation.override(language):
        assert words.day(value) == said


def test_the_day_of_the_week_goes_before_the_first_too():
    with translation.override("fr"):
        assert words.weekday(date(2026, 12, 1)) == "mardi 1er décembre"
        assert words.weekday(date(2026, 12, 2)) == "mercredi 2 décembre"


@pytest.mark.parametrize(
    ("text", "said"),
    [("2025-09", "sept. 2025"), ("2023", "2023"), ("2024-03-15", "mars 2024"), ("été 2022", "été 2022"), ("", "")],
)  # fmt: skip
def test_a_month_of_a_cv_is_written_out_and_what_is_none_stays(text: str, said: str):
    with translation.override("fr"):
        assert words.month_said(text) == said


def test_the_list_of_faults_has_a_space_before_the_colon_in_french():
    class Named(forms.Form):
        title = forms.CharField(label="Titre")

    with translation.override("fr"):
        page = Template("{% error_summary form %}").render(Context({"form": Named({})}))
    assert "Titre\u00a0: " in page


@pytest.mark.parametrize(
    ("spaces", "shown"),
    [
        (("administrator",), False),
        (("employer",), False),
        (("jobseeker",), True),
        (("jobseeker", "employer"), True),
        (("counsellor",), True),
        ((), True),
    ],
)
def test_ones_own_paths_are_in_the_menu_of_those_who_look_for_them(spaces: tuple[str, ...], shown: bool):
    user = SimpleNamespace(is_authenticated=True, spaces=lambda: spaces)

    with translation.override("fr"):
        assert ("Mes pistes" in [str(link.label) for link in navigation(user)]) is shown
