"""What is read in a pupil's words: clauses, liked or disliked, without names and in one gender."""

from __future__ import annotations

import pytest

from openemploi.pathways.orientation.clauses import read_clauses
from openemploi.pathways.orientation.model import Answers, Polarity
from openemploi.pathways.orientation.neutral import one_word

LIKED, DISLIKED = Polarity.LIKED, Polarity.DISLIKED


def _read(text: str, question: str = "likes") -> list[tuple[str, Polarity]]:
    return [(" ".join(one.words), one.polarity) for one in read_clauses(Answers(**{question: text}))]


def test_a_clause_is_liked_or_disliked_until_another_word_of_liking_comes() -> None:
    assert _read("j'aime réparer des vélos, les motos, je déteste rester assis, le bruit. Le bois") == [
        ("réparer vélos", LIKED), ("motos", LIKED), ("assis", DISLIKED), ("bruit", DISLIKED), ("bois", LIKED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "je n'aime pas le bruit", "le bruit m'énerve", "surtout pas de bruit", "j'ai horreur du bruit",
        "je ne supporte pas le bruit", "pas envie de bruit", "j'aime tout sauf le bruit", "J'évite le bruit",
    ],
)  # fmt: skip
def test_people_have_many_words_for_not_wanting_something(text: str) -> None:
    assert _read(text)[-1] == ("bruit", DISLIKED)


def test_no_fear_of_something_is_no_aversion() -> None:
    assert _read("je n'ai pas peur du sang") == [("sang", LIKED)]


def test_the_question_says_how_a_text_begins() -> None:
    assert _read("le bruit, mais j'aime le froid", "dislikes") == [("bruit", DISLIKED), ("froid", LIKED)]


def test_the_words_of_a_clause_are_found_where_the_pupil_wrote_them() -> None:
    text = "Moi, j'aime l'œuvre de Rose. Et le bois."
    assert all(text[one.start : one.end] == one.text for one in read_clauses(Answers(likes=text)))


@pytest.mark.parametrize(
    "text",
    [
        "Je m'appelle Fatima Benali, j'aime dessiner", "Je suis une fille et j'aime dessiner",
        "Je suis un garçon, j'aime dessiner", "J'habite aux Tilleuls et j'aime dessiner",
        "J'ai 14 ans, j'aime dessiner", "Élève au collège Nelson-Ferrand, j'aime dessiner",
        "Je vis dans la cité des Glycines, j'aime dessiner", "Je viens de Grande-Terre, j'aime dessiner",
        "My name is Kevin, I love dessiner", "J'aime dessiner avec Aminata",
    ],
)  # fmt: skip
def test_who_and_where_somebody_is_says_nothing(text: str) -> None:
    assert _read(text) == [("dessiner", LIKED)]


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        pair.split("/")
        for pair in """
        infirmière/infirmier passionnée/passionné soigneuse/soigneux soigneuse/soigneur assises/assis
        nouvelle/nouveau
        créative/créatif lycéenne/lycéen sociales/sociaux gentille/gentil discrète/discret
        fière/fier agricultrice/agriculteur
        sœur/frère maman/papa copines/copains mamie/papi heureuses/heureux marocaine/marocain
        intellectuelle/intellectuel
        """.split()
    ],
)
def test_a_word_is_compared_as_one_for_a_girl_and_a_boy(hers: str, his: str) -> None:
    assert one_word(hers) == one_word(his) != ""


def test_a_last_e_goes_when_the_word_is_one_without_it() -> None:
    words = frozenset({"precis", "precise", "veterinaire"})
    assert [one_word(one, vocabulary=words) for one in ("précise", "vétérinaire", "costaude")] == [
        "précis", "vétérinaire", "costaud",
    ]  # fmt: skip


def test_an_answer_of_any_length_is_read_up_to_a_limit() -> None:
    assert len(read_clauses(Answers(likes="j'aime le bois, " * 5000))) == 60
