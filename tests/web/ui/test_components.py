"""Each component says its state in words, and says what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation

from openemploi_web.ui import words
from openemploi_web.ui.gallery import Part, Passage, Side
from openemploi_web.ui.states import CHIP_STATES


@pytest.fixture(autouse=True)
def _french() -> Any:
    with translation.override("fr"):
        yield


def shown(source: str, **values: Any) -> str:
    """What a template shows, on one line."""
    return " ".join(Template(source).render(Context(values)).split())


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("said", "écrit"),
        ("implied", "déduit"),
        ("near", "proche"),
        ("missing", "absent"),
        ("unknown", "inconnu"),
        ("added", "ajouté"),
        ("rejected", "écarté"),
    ],
)
def test_a_chip_says_its_state_in_a_word_and_a_shape(status: str, word: str) -> None:
    page = shown("{% evidence_chip 'Soudure' status %}", status=status)
    assert "Soudure" in page
    assert word in page
    assert "<svg" in page
    assert "<details" not in page
    assert status in CHIP_STATES


def test_a_chip_opens_the_passage_with_its_page() -> None:
    passage = Passage("J’ai soudé <vite>", page=2, source="cv.pdf")
    page = shown("{% evidence_chip 'Soudure' 'said' passages=p %}", p=[passage])
    assert "<details" in page
    assert "J’ai soudé &lt;vite&gt;" in page
    assert "cv.pdf, page 2" in page


def test_a_chip_refuses_a_state_that_has_no_word() -> None:
    with pytest.raises(TemplateSyntaxError, match="none of said"):
        shown("{% evidence_chip 'Soudure' 'perhaps' %}")


def test_the_explanation_bar_and_its_table_give_the_same_figures() -> None:
    parts = [Part("Compétences", 37.5, 75, "dites"), Part("Trajet", None, 25, "lieu inconnu")]
    page = shown("{% explanation_bar parts total='37,5 sur 100' %}", parts=parts)
    assert 'width="37.50%"' in page  # half of what three quarters of the bar are worth
    assert page.count("37,5 sur 75") == 2  # said by the drawing, written in the table
    assert page.count("inconnu sur 25") == 2
    assert "part__room--unknown" in page


def test_a_bar_whose_share_is_unknown_has_no_width() -> None:
    page = shown(
        "{% usefulness_bars wanted chance %}",
        wanted=Side(0.5, "2 de vos 4 souhaits", [("Lieu", "unknown", "non dit")]),
        chance=Side(None, "Inconnu : aucune compétence"),
    )
    assert 'width="50.00%"' in page
    assert "bar--unknown" in page
    assert "Inconnu : aucune compétence" in page
    assert "non dit" in page


def test_a_figure_shows_its_interval_number_source_and_day() -> None:
    page = shown(
        "{% figure_value 12.4 unit='%' low=10 high=14 n=1320 source='DARES' date=day %}", day=date(2026, 3, 2)
    )
    assert "12,4" in page
    assert "entre 10 et 14" in page
    assert "DARES, 2 mars 2026" in page
    assert 'cx="60.00%"' in page


@pytest.mark.parametrize(
    ("value", "written"), [(15.37, "15,4"), (2.96, "3"), (1849.99, "1\xa0850"), (12.5, "12,5"), (0.04, "0")]
)
def test_a_number_is_rounded_and_not_cut(value: float, written: str) -> None:
    assert words.number(value).replace("\u202f", "\xa0") == written


def test_a_figure_that_is_not_known_says_so_and_why() -> None:
    page = shown("{% figure_value None reason='Moins de 11 offres' %}")
    assert "inconnu" in page
    assert "Moins de 11 offres" in page


def test_nought_is_a_figure() -> None:
    assert "inconnu" not in shown("{% figure_value 0 %}")


def test_each_cell_of_a_comparison_carries_the_name_of_its_column() -> None:
    page = shown("{% comparison columns rows %}", columns=["A", "B"], rows=[("Contrat", ["CDI", "CDD"])])
    assert 'data-label="A">CDI' in page
    assert 'data-label="B">CDD' in page


def test_a_comparison_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        shown("{% comparison columns rows %}", columns=["A", "B"], rows=[("Contrat", ["CDI"])])


def test_a_decision_not_taken_is_said_and_a_disagreement_too() -> None:
    assert "Personne n’a encore décidé" in shown("{% decision 'Présélectionner' %}")
    page = shown("{% decision 'Présélectionner' choice='Refuser' who='C. Martin' differs=True %}")
    assert "Choisi par C. Martin" in page
    assert "n’a pas suivi la proposition" in page


def test_progress_is_refreshed_only_while_it_runs() -> None:
    running = shown("{% progress 1200 2000 text='fichiers lus' %}")
    assert 'value="1200" max="2000"' in running
    assert "data-refresh" in running
    assert "data-refresh" not in shown("{% progress 2 2 running=False %}")
    assert "value=" not in shown("{% progress 0 None text='Attend' %}")


def test_pagination_keeps_the_other_parameters() -> None:
    request = RequestFactory().get("/offres/?metier=soudure&page=2")
    page = shown("{% pagination list %}", list=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?metier=soudure&amp;page=3" rel="next"' in page
    assert 'aria-current="page"' in page
    assert "11 à 20 sur 100" in page


def test_one_page_needs_no_pagination() -> None:
    assert shown("{% pagination list %}", list=Paginator(range(3), 10).page(1)) == ""


def test_a_level_says_what_the_person_does() -> None:
    assert "Avec de l’aide" in shown("{% skill_level 1 %}")
    assert shown("{% skill_level 3 %}").count("is-reached") == 3
    assert "pas encore évalué" in shown("{% skill_level None %}")


def test_steps_say_which_are_done_and_which_is_current() -> None:
    page = shown("{% stepper steps 2 %}", steps=["CV", "Lecture", "Souhaits"])
    assert 'aria-label="Étape 2 sur 3"' in page
    assert page.count("fait") == 1
    assert page.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [(38, "3 ans et 2 mois"), (12, "1 an"), (1, "1 mois"), (0, "0 mois"), (None, "inconnu")],
)
def test_months_are_said_in_years_and_months(value: int | None, said: str) -> None:
    assert words.months(value) == said


@pytest.mark.parametrize(("language", "said"), [("fr", "1 850 €"), ("en", "€1,850"), ("ko", "1,850 €")])
def test_money_is_written_as_the_language_does(language: str, said: str) -> None:
    with translation.override(language):
        assert words.money(1850).replace("\u202f", " ").replace("\u00a0", " ") == said


def test_money_with_cents_keeps_them() -> None:
    assert words.money(11.65).replace("\u00a0", " ") == "11,65 €"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (-1, "demain"),
        (40, "il y a 40 jours"),
        (-3, "dans 3 jours"),
        (800, "il y a 2 ans et 2 mois"),
    ],
)
def test_a_day_is_said_from_today(days: int, said: str) -> None:
    assert words.since(timezone.localdate() - timedelta(days=days)) == said


def test_a_day_is_written_with_its_month() -> None:
    assert words.day(date(2026, 3, 2)) == "2 mars 2026"
    with translation.override("ko"):
        assert words.day(date(2026, 3, 2)) == "2026년 3월 2일"


@dataclass
class Known:
    """A person as the frame sees one."""

    roles: tuple[str, ...]
    is_authenticated: bool = True

    def spaces(self) -> tuple[str, ...]:
        return self.roles


def test_the_menu_marks_the_page_one_is_on_and_only_that() -> None:
    from openemploi_web.ui.navigation import links

    found = links([("Galerie", "ui:gallery"), ("Accueil", "home"), ("Rien", "no:such")], path="/ui/")
    assert [(link.url, link.current) for link in found] == [("/ui/", True), ("/", False)]


def test_a_visitor_has_no_space() -> None:
    from openemploi_web.ui.navigation import spaces

    assert spaces(None) == ()
    assert spaces(Known(("employer",))) == ("employer",)
