"""Answers in one's own words: what is done, what is wished, what is denied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openemploi.extraction.model import ExperienceKind, Source
from openemploi_web.jobseekers.reading import Answers, Told, places, read_answers, tidy, what_is_wished

if TYPE_CHECKING:
    from openemploi.engine import Engine
    from openemploi.profiles.model import JobseekerProfile

STORY = "je suis serveur depuis cinq ans, j'aimerais travailler dans l'informatique, je n'ai pas le permis"


def told(engine: Engine, folder: Path, **answers: str) -> tuple[JobseekerProfile, Told]:
    given = Answers(**{name: tidy(text) for name, text in answers.items()})
    path = folder / "answers.txt"
    path.write_text(given.text, encoding="utf-8")
    return read_answers(path, given, engine=engine)


def labels(engine: Engine, uris: tuple[str, ...]) -> list[str]:
    rows = [engine.taxonomy.find(uri) for uri in uris]
    return [engine.taxonomy.label(row) for row in rows if row is not None]


def test_five_years_as_a_waiter_are_an_experience_of_sixty_months(engine: Engine, tmp_path: Path) -> None:
    profile, _told = told(engine, tmp_path, done=STORY)
    (waiter,) = profile.structure.experiences
    assert (waiter.title, waiter.months, waiter.current) == ("Serveur", 60, True)
    assert waiter.occupation is not None
    assert "serveur" in waiter.occupation.label
    assert any(claim.label == "tenir une caisse" and claim.reason for claim in profile.skills)


def test_computing_is_a_wish_and_no_skill(engine: Engine, tmp_path: Path) -> None:
    profile, wished = told(engine, tmp_path, done=STORY)
    assert [wish.text for wish in wished.wishes] == ["informatique"]
    assert any("informatique" in label for label in labels(engine, wished.wishes[0].uris))
    assert not any("informatique" in claim.label for claim in profile.skills)


def test_no_licence_is_a_denied_licence(engine: Engine, tmp_path: Path) -> None:
    profile, _told = told(engine, tmp_path, done=STORY)
    assert [(one.code, one.negated) for one in profile.structure.licences] == [("driving:B", True)]


def test_caring_and_volunteering_are_experiences_like_others(engine: Engine, tmp_path: Path) -> None:
    text = "J'ai gardé ma mère malade pendant deux ans. J'ai été bénévole aux Restos du Cœur pendant 3 ans."
    profile, _told = told(engine, tmp_path, done=text)
    found = {(e.kind, e.title, e.months) for e in profile.structure.experiences}
    assert found == {
        (ExperienceKind.UNPAID, "Gardé ma mère malade", 24),
        (ExperienceKind.VOLUNTEERING, "Bénévole aux Restos du Cœur", 36),
    }


def test_what_cannot_be_done_is_never_read_as_a_skill(engine: Engine, tmp_path: Path) -> None:
    profile, _told = told(
        engine, tmp_path, done="Je sais tenir une caisse.", cannot="Conduire un chariot élévateur"
    )
    assert [claim.label for claim in profile.skills if claim.source is Source.SAID and not claim.negated] == [
        "tenir une caisse"
    ]
    assert not any("chariot" in claim.label for claim in profile.skills if not claim.negated)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("Je voudrais devenir électricien à Toulon parce que j'aime ça.", ["électricien"]),
        ("J’aimerais bien travailler dans la vente ou dans l’accueil, en CDI", ["vente", "accueil"]),
        ("I would like to work in computing.", ["computing"]),
        ("컴퓨터 분야에서 일하고 싶어요.", ["컴퓨터 분야"]),
        ("Je ne veux plus travailler la nuit.", []),
        ("Je cherche un CDI à temps partiel.", []),
        ("Je travaille dans la vente.", []),
    ],
)
def test_only_a_wish_is_a_wish(engine: Engine, text: str, wishes: list[str]) -> None:
    assert [wish.text for wish in what_is_wished(text, engine=engine).wishes] == wishes


def test_a_wish_that_names_an_occupation_proposes_that_one(engine: Engine) -> None:
    (wish,) = what_is_wished("Je souhaite devenir électricien du bâtiment.", engine=engine).wishes
    assert labels(engine, wish.uris) == ["électricien du bâtiment / électricienne du bâtiment"]


def test_words_that_name_no_occupation_propose_none(engine: Engine) -> None:
    (wish,) = what_is_wished("Je voudrais devenir zblorg.", engine=engine).wishes
    assert wish.uris == ()


def test_places_are_found_with_their_radius_and_unknown_ones_are_told() -> None:
    assert places("Digne-les-Bains ou Manosque, 30 km, Zblorgville") == (
        (("Digne-les-Bains", 30.0), ("Manosque", 30.0)),
        ("Zblorgville",),
    )


def test_the_least_pay_and_working_from_home_are_read(engine: Engine) -> None:
    wished = what_is_wished("Au moins 1 800 euros par mois, en télétravail si possible.", engine=engine)
    assert (wished.minimum_pay, wished.remote) == (1800, True)
    assert not what_is_wished("Je ne veux pas de télétravail.", engine=engine).remote
