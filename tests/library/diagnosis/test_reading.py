"""What somebody's own words say of their project, with the passage of each field; nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.library.diagnosis.valley import TOLD

from openemploi.diagnosis.flat import Flat
from openemploi.diagnosis.model import Aim
from openemploi.diagnosis.places_said import places_said
from openemploi.diagnosis.reading import Reading, read_project
from openemploi.labourmarket.model import Area, Level
from openemploi.labourmarket.observatory import Observatory

if TYPE_CHECKING:
    from openemploi.labourmarket.looking_up import LookUp

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 11, 1)
_PIECES = (
    "je suis", "soigneuse", "à Tilleuls", "autour de", "Saules", "1 200 €", "loyer", "deux enfants de", "6", "ans",
    "quitter", "au", "Les Orpins", "dans", "mois", "mon mari", "œ’é", "살", ".", ",", "il me faut", "offres", "(38)",
)  # fmt: skip


def read(words: str, known: Observatory) -> Reading:
    return read_project(words, look_up=known.look_up, today=TODAY)


def test_a_project_told_in_one_sentence_is_read_whole(known: Observatory):
    project = read(TOLD, known).project

    assert project.occupation is not None and project.occupation.code == "J1998"
    assert [goal.code for goal in project.goals] == ["J1998"]
    assert project.here is not None and project.here.name == "Paris"
    assert [place.code for place in project.places] == ["04901"]
    assert project.household.partner is not None and project.household.partner.code == "A1998"
    assert (project.household.has_partner, project.household.children, project.household.rent) == (
        True,
        (6,),
        700,
    )
    assert project.aims == {Aim.PLACE}


def test_every_field_that_was_read_has_the_passage_it_was_read_in(known: Observatory):
    project = read(TOLD, known).project

    assert project.evidence["places"].text == "Tilleuls"
    assert project.evidence["household.children"].text == "un enfant de 6 ans"
    for passage in project.evidence.values():
        assert project.words[passage.start : passage.end] == passage.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soigneuse à Paris, je veux vivre à Tilleuls", "soigneur à Paris, je veux vivre à Tilleuls"),
        (
            "Je suis bergère à Colzas et mon mari est soigneur",
            "Je suis berger à Colzas et ma femme est soigneuse",
        ),
        ("Je suis seule, crêpière à Colzas", "Je suis seul, crêpier à Colzas"),
    ],
)
def test_a_woman_and_a_man_who_say_the_same_are_read_the_same(one: str, other: str, known: Observatory):
    hers, his = read(one, known), read(other, known)

    assert hers.project.occupation == his.project.occupation is not None
    assert (hers.project.goals, hers.project.here, hers.project.places) == (
        his.project.goals,
        his.project.here,
        his.project.places,
    )
    assert hers.project.household.partner == his.project.household.partner


def test_a_word_that_is_mostly_one_occupation_is_taken_and_the_others_are_offered(known: Observatory):
    choice = next(one for one in read(TOLD, known).choices if one.name == "occupation")

    assert choice.taken
    assert [occupation.code for occupation in choice.occupations] == ["J1998", "L1998"]


def test_a_word_for_several_occupations_is_not_chosen_between(known: Observatory):
    reading = read("Je suis crieuse à Colzas", known)

    assert reading.project.occupation is None
    assert [one.code for one in reading.choices[0].occupations] == ["D1998", "D1999"]
    assert not reading.choices[0].taken


def test_a_place_of_which_there_are_two_is_asked_about_unless_its_department_is_said(known: Observatory):
    unclear = read("berger, je veux vivre à Saules", known)
    clear = read("berger, je veux vivre à Saules (38)", known)

    assert unclear.project.places == ()
    assert [area.code for area in unclear.choices[0].areas] == ["26901", "38901"]
    assert [place.code for place in clear.project.places] == ["38901"]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Je vis à Digne.", ["Digne-les-Bains"]),
        ("Je vis à digne.", []),  # without a capital it may be any word
        ("Je vis à Aix.", ["Aix-en-Provence", "Aix-les-Bains", "Aix"]),  # asked back, the larger first
        ("Je vis à Château-Arnoux.", ["Château-Arnoux-Saint-Auban"]),
        ("Je vis à La Seyne.", ["La Seyne-sur-Mer"]),
        ("Je vis à Isle-sur-la-Sorgue.", ["L'Isle-sur-la-Sorgue"]),
        ("Je vis à Salon.", ["Salon-de-Provence", "Salon"]),
        ("Je vis à Toulon.", ["Toulon"]),  # nobody calls Toulon-sur-Arroux so
        ("Je vis dans le Nord.", ["Nord"]),
    ],
)
def test_a_town_is_known_by_the_beginning_of_its_name(words: str, places: list[str]):
    called = {
        "digne les bains": Area(Level.COMMUNE, "04070", "Digne-les-Bains"),
        "aix": Area(Level.COMMUNE, "19002", "Aix"),
        "aix en provence": Area(Level.COMMUNE, "13001", "Aix-en-Provence"),
        "aix les bains": Area(Level.COMMUNE, "73008", "Aix-les-Bains"),
        "chateau": Area(Level.COMMUNE, "71112", "Château"),
        "chateau arnoux saint auban": Area(Level.COMMUNE, "04049", "Château-Arnoux-Saint-Auban"),
        "la seyne sur mer": Area(Level.COMMUNE, "83126", "La Seyne-sur-Mer"),
        "seyne": Area(Level.COMMUNE, "04205", "Seyne"),
        "l isle sur la sorgue": Area(Level.COMMUNE, "84054", "L'Isle-sur-la-Sorgue"),
        "isle": Area(Level.COMMUNE, "87075", "Isle"),
        "salon de provence": Area(Level.COMMUNE, "13103", "Salon-de-Provence"),
        "salon": Area(Level.COMMUNE, "10360", "Salon"),
        "toulon": Area(Level.COMMUNE, "83137", "Toulon"),
        "toulon sur arroux": Area(Level.COMMUNE, "71542", "Toulon-sur-Arroux"),
        "nord": Area(Level.DEPARTMENT, "59", "Nord"),
        "nord sur erdre": Area(Level.COMMUNE, "44110", "Nord-sur-Erdre"),
    }

    found = places_said(Flat.of(words), cast("LookUp", _OnlyAreas(called)), occupations=())

    assert [area.name for one in found for area in one.areas] == places


class _OnlyAreas:
    """The areas that a test names, and no occupation."""

    def __init__(self, called: dict[str, Area]) -> None:
        self.called = called

    def occupation_names(self, _language: str = "fr", *, ours: bool = False) -> list[tuple[str, str]]:
        return []

    def area_names(self) -> list[tuple[str, Area]]:
        return list(self.called.items())

    def larger(self, _area: Area) -> tuple[Area, ...]:
        return ()


@pytest.mark.parametrize(
    ("words", "here", "places"),
    [
        ("Je vis à Paris et je voudrais m'installer autour de Colzas.", "Paris", ["Colzas"]),
        ("Nous voulons quitter Paris pour Tilleuls ou Colzas.", "Paris", ["Tilleuls", "Colzas"]),
        ("berger a colzas, je veux vivre a tilleuls", "Colzas", ["Tilleuls"]),
        ("J'habite aux Orpins.", "Les Orpins", []),
        ("Les loyers de Paris sont chers.", None, []),
        ("Envie de déménager dans les Hautes-Alpes", None, ["Hautes-Alpes"]),
        ("I live in Paris and I want to move to Colzas", "Paris", ["Colzas"]),
    ],
)
def test_where_one_lives_and_where_one_would_are_told_apart(
    words: str, here: str | None, places: list[str], known: Observatory
):
    project = read(words, known).project

    assert (project.here.name if project.here else None) == here
    assert [place.name for place in project.places] == places


@pytest.mark.parametrize(
    ("words", "held", "goal"),
    [
        ("Je suis crêpier et je voudrais devenir berger", "G1998", "A1998"),
        ("Bergère, je cherche un poste de crêpière à Colzas", "A1998", "G1998"),
        ("Je travaille comme orthoptiste", "J1999", "J1999"),
        ("Je veux me reconvertir comme bergère", None, "A1998"),
    ],
)
def test_the_occupation_held_and_the_one_wanted_are_told_apart(
    words: str, held: str | None, goal: str, known: Observatory
):
    project = read(words, known).project

    assert (project.occupation.code if project.occupation else None) == held
    assert [one.code for one in project.goals] == [goal]


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("deux enfants de 4 et 9 ans", (4, 9)),
        ("un fils de 3 ans et une fille de 12 ans", (3, 12)),
        ("un bébé de 8 mois", (0,)),
        ("sans enfant", ()),
        ("a 6-year-old daughter", (6,)),
        ("6살 아이", (6,)),
        ("je n'en parle pas", None),
    ],
)
def test_ages_of_children_are_read(words: str, ages: tuple[int, ...] | None, known: Observatory):
    assert read(words, known).project.household.children == ages


def test_children_without_ages_are_asked_about(known: Observatory):
    reading = read("nous avons trois enfants", known)

    assert reading.project.household.children is None
    assert [choice.name for choice in reading.choices] == ["household.children"]


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("loyer de 1 200 euros maximum", "rent", 1200),
        ("budget logement 650 €", "rent", 650),
        ("je peux mettre 800 € de loyer", "rent", 800),
        ("rent up to 900 €", "rent", 900),
        ("월세 900유로", "rent", 900),
        ("loyer cher", "rent", None),
    ],
)
def test_what_can_be_paid_for_housing_is_read(
    words: str, field: str, value: float | None, known: Observatory
):
    assert getattr(read(words, known).project.household, field) == value


def test_beliefs_are_read_with_their_numbers(known: Observatory):
    words = (
        "Je pense qu'il y a 50 offres et qu'on est payé 2 300 € brut. Je pense trouver en 3 mois. "
        "Les loyers y sont autour de 600 €."
    )
    beliefs = read(words, known).project.beliefs

    assert (beliefs.offers, beliefs.pay, beliefs.months, beliefs.rent) == (50, 2300, 3, 600)


def test_a_belief_without_a_number_has_its_passage_and_no_value(known: Observatory):
    reading = read("Il paraît qu'il y a beaucoup d'offres à Colzas", known)

    assert reading.project.beliefs.offers is None
    assert reading.project.evidence["beliefs.offers"].text == "beaucoup d'offres"


def test_what_local_rents_are_thought_to_be_is_no_budget(known: Observatory):
    assert read("Les loyers y sont autour de 600 €", known).project.household.rent is None


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("dans six mois", 6), ("d'ici un an", 12), ("avant septembre", 10), ("before March 2027", 4),
        ("pour la rentrée", 10), ("6개월 이내", 6), ("un jour", None),
    ],
)  # fmt: skip
def test_a_deadline_is_counted_in_months_from_today(words: str, months: float | None, known: Observatory):
    assert read(words, known).project.deadline == months


def test_pay_said_net_is_asked_about_instead_of_converted(known: Observatory):
    reading = read("il me faut au moins 2 000 € net", known)

    assert reading.project.pay_needed is None
    assert [choice.name for choice in reading.choices] == ["pay_needed"]
    assert read("il me faut 1 800 € brut", known).project.pay_needed == 1800


def test_steps_taken_are_read_and_those_denied_are_not(known: Observatory):
    assert read("J'ai déjà postulé et nous avons mis de l'argent de côté", known).project.steps == {
        "applied",
        "saved_money",
    }
    assert read("Je n'ai pas encore postulé", known).project.steps == frozenset()


def test_reasons_are_kept_in_the_persons_words(known: Observatory):
    project = read("Je veux vivre à Colzas parce que la ville me fatigue. Rien d'autre.", known).project

    assert project.reasons == "parce que la ville me fatigue"


def test_words_without_a_project_leave_everything_unknown(known: Observatory):
    reading = read("Bonjour, il fait beau.", known)

    assert (reading.project.occupation, reading.project.places, reading.project.aims) == (
        None,
        (),
        frozenset(),
    )
    assert reading.choices == ()


def test_without_data_numbers_are_still_read(nothing: Observatory, tmp_path: Path):
    project = read_project(TOLD, look_up=nothing.look_up, today=TODAY).project

    assert (project.occupation, project.here, project.places) == (None, None, ())
    assert project.household.children == (6,)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=12).map(" ".join))
def test_whatever_is_written_is_read_and_each_passage_is_what_stands_there(words: str, known: Observatory):
    project = read(words, known).project

    for passage in project.evidence.values():
        assert project.words[passage.start : passage.end] == passage.text
    assert len(project.places) <= 4


@pytest.mark.parametrize(
    ("words", "held", "wanted", "partner", "here", "places"),
    [
        (
            "I am a domestic cleaner in Paris and want to live in Tilleuls. My husband is a baker; we have a son of 6.",
            "K1304", "K1304", "D1102", "Paris", ["Tilleuls"],
        ),
        ("I work as a baker in Paris. I would like to become a primary teacher.", "D1102", "K2106", None, "Paris", []),
        ("Paris에서 제빵사로 일하고 있어요. Tilleuls에서 살고 싶어요. 아내는 가사 도우미예요. 아이는 6살이에요.",
         "D1102", "D1102", "K1304", "Paris", ["Tilleuls"]),
        ("저는 제빵사입니다. 가사도우미가 되고 싶어요.", "D1102", "K1304", None, None, []),
        ("Je suis femme de ménage à Tilleuls.", "K1304", "K1304", None, "Tilleuls", []),
    ],
)  # fmt: skip
def test_occupations_are_read_in_english_in_korean_and_by_names_that_rome_does_not_have(
    words: str,
    held: str,
    wanted: str,
    partner: str | None,
    here: str | None,
    places: list[str],
    known: Observatory,
):
    project = read(words, known).project

    assert project.occupation is not None and project.occupation.code == held
    assert [goal.code for goal in project.goals] == [wanted]
    assert (project.household.partner and project.household.partner.code) == partner
    assert (project.here and project.here.name) == here
    assert [place.name for place in project.places] == places
    assert project.household.children == ((6,) if "6" in words else None)


def test_the_end_of_english_names_is_asked_about_when_several_end_so(known: Observatory):
    reading = read("I work in Paris and my wife is a teacher.", known)

    choice = next(one for one in reading.choices if one.name == "household.partner")
    assert {one.code for one in choice.occupations} == {"K2106", "K2107"}
    assert reading.project.household.partner is None


def test_english_names_are_not_looked_for_in_a_french_text(known: Observatory):
    assert read("Je suis teacher dans une grande maison de campagne.", known).project.occupation is None


@pytest.mark.parametrize(
    ("words", "pay", "asked"),
    [
        ("Je gagne 1 650 euros et j'aimerais autre chose", None, False),
        ("Je suis payée 1 500 € brut", None, False),
        ("Mon salaire est de 1 800 € brut", None, False),
        ("I earn 1 900 € gross", None, False),
        ("Je pense qu'on y gagne 1 950 euros", None, True),
        ("Un soudeur gagne 2 100 € net", None, True),
        ("Je gagnerais 2 050 € brut là-bas", 2050, False),
        ("Je crois qu'un soudeur est payé 2 200 € brut", 2200, False),
    ],
)
def test_own_pay_is_no_belief_and_an_amount_neither_gross_nor_net_is_asked(
    words: str, pay: float | None, asked: bool, known: Observatory
):
    reading = read(words, known)

    assert reading.project.beliefs.pay == pay
    assert ("beliefs.pay" in [choice.name for choice in reading.choices]) is asked
