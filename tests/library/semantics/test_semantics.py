"""The vectors of a taxonomy: shipped for the starter, kept, made once, and learnt from only when it helps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from openemploi.engine import Engine
from openemploi.extraction.encoder import open_encoders
from openemploi.extraction.semantics import adapter, building
from openemploi.extraction.semantics.adapter import draw_together, unit
from openemploi.extraction.semantics.vector_cache import VectorCache, pack, unpack
from openemploi.taxonomy.store import Taxonomy


class Counting:
    """An encoder that counts what it was asked; a text's vector is made of its letters."""

    name = "counting"
    dimensions = 26

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        rows = np.array([[text.count(chr(97 + n)) for n in range(26)] for text in texts], np.float32)
        return adapter.unit(rows)


def test_a_fresh_install_has_nothing_to_encode(taxonomy: Taxonomy):
    """When this fails: ``make vectors``."""
    encoders = open_encoders("bundled")
    assert encoders is not None
    shipped = building._base(building._shipped())

    for name, encoder, things in (
        ("skills", encoders.skills, building._skills(taxonomy)),
        ("titles", encoders.titles, building._titles(taxonomy)),
    ):
        known = shipped.vectors(name)
        new = [thing.texts for thing in things if building._thing_key(encoder, thing) not in known]
        assert len(new) <= 0.02 * len(things), f"{len(new)} {name} are not in the shipped file: {new[:3]}"


def test_what_was_encoded_is_not_encoded_again_and_half_a_record_is_cut_off(tmp_path: Path):
    first, second = Counting(), Counting()
    before = VectorCache(tmp_path, first).encode(["un", "deux", "un"], tell=lambda _done, _all: None)
    file = next(tmp_path.iterdir())
    with file.open("ab") as stream:
        stream.write(b"killed")

    after = VectorCache(tmp_path, second).encode(["deux", "trois", "un"], tell=lambda _done, _all: None)

    assert second.asked == ["trois"]
    assert np.array_equal(after[[2, 0]], before[:2])
    assert file.stat().st_size % 34 == 0  # whole records: 8 bytes of key, 26 of vector


def test_eight_bits_keep_the_direction():
    vectors = adapter.unit(np.random.default_rng(1).standard_normal((50, 384)).astype(np.float32))

    kept = unpack(pack(vectors))
    assert (kept * vectors).sum(axis=1).min() > 0.999
    assert not unpack(pack(np.zeros((1, 384), np.float32))).any()


def _names(noise: float, *, concepts: int = 800, dimensions: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Three names a concept: what they mean, and a way of speaking in two directions that means nothing."""
    dice = np.random.default_rng(3)
    meaning = np.repeat(dice.standard_normal((concepts, dimensions)), 3, axis=0)
    manner = np.zeros_like(meaning)
    manner[:, :4] = noise * dice.standard_normal((3 * concepts, 4))
    rows = meaning + manner + 0.3 * dice.standard_normal(meaning.shape)
    return adapter.unit(rows.astype(np.float32)), np.repeat(np.arange(concepts), 3)


def test_the_map_learns_to_look_past_the_manner_of_speaking():
    learnt = adapter.learn(*_names(6.0))

    assert learnt.card["used"] == 1
    assert learnt.card["mrr_after"] > learnt.card["mrr_before"] + 0.1


def test_a_map_without_a_gain_is_not_used():
    vectors, concepts = _names(0.0)
    dice = np.random.default_rng(0)

    learnt = adapter.learn(vectors, dice.permutation(concepts))  # names that have nothing in common
    assert learnt.card["used"] == 0 or learnt.card["mrr_after"] > learnt.card["mrr_before"]
    assert adapter.learn(vectors[:90], concepts[:90]).card["used"] == 0  # too few to learn from


def test_the_same_names_give_the_same_map():
    one, other = adapter.learn(*_names(6.0)), adapter.learn(*_names(6.0))

    assert np.array_equal(one.matrix, other.matrix)


@pytest.mark.parametrize(
    ("title", "rome"),
    [("Caissière", "D1505"), ("hôtesse de caisse", "D1505"), ("cook", "G1602"), ("요리사", "G1602"),
     ("Développeur Java (H/F)", "M1805"), ("aide soignante de nuit", "J1501"),
     ("aide-soignante bénévole", "J1501"), ("Volunteer firefighter", "K1705")],
)  # fmt: skip
def test_titles_of_three_languages_are_coded_with_a_probability(engine: Engine, title: str, rome: str):
    found = engine.builder.coder.rome(title)

    assert found[0][0] == rome
    assert 0.3 < found[0][1] <= 1
    assert sum(probability for _code, probability in found) <= 1.01


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Serveur.se en salle", "Serveur en salle"), ("chargé·e de recrutement", "chargé de recrutement"),
     ("Assistant(e) administratif(ve)", "Assistant administratif"),
     ("Technicien-ne de laboratoire", "Technicien de laboratoire")],
)  # fmt: skip
def test_a_title_in_both_genders_at_once_is_that_in_one(engine: Engine, written: str, plain: str):
    coder = engine.builder.coder

    assert coder.rome(written) == coder.rome(plain) != []


def test_a_title_like_no_name_is_read_by_the_name_that_it_begins_with(engine: Engine):
    assert engine.builder.coder.rome("Serveur kiosque Brûlerie Ximenes")[0][0] == "G1803"
    assert engine.builder.coder.rome("Kiosque Brûlerie Ximenes") == []


@pytest.mark.parametrize("text", ["zblorg", "Mme Dupont", "Lycée Alexandra David-Néel", "", "12345", "!!!"])
def test_what_is_no_title_names_no_occupation(engine: Engine, text: str):
    assert engine.builder.coder.best(text) is None


@pytest.mark.parametrize(
    "title", ["serveur en salle", "directeur commercial", "opérateur de production", "infirmier"]
)
def test_both_genders_of_a_title_are_one_question(engine: Engine, title: str):
    other = {
        "serveur": "serveuse",
        "directeur": "directrice",
        "opérateur": "opératrice",
        "infirmier": "infirmière",
    }
    first, _blank, rest = title.partition(" ")
    feminine = f"{other[first]} {rest}".strip().replace("commercial", "commerciale")

    assert engine.builder.coder.code(title) == engine.builder.coder.code(feminine)


def test_a_label_in_other_words_is_linked_with_a_probability(engine: Engine):
    linker = engine.builder.linker
    assert linker is not None

    labels = [
        engine.taxonomy.label(one.concept)
        for one in linker.link("suivi de la caisse du magasin", language="fr")
    ]
    assert any("caisse" in label for label in labels[:3])
    assert linker.link("", language="fr") == []
    assert all(0 <= one.probability <= 1 for one in linker.link("재고 관리", language="ko"))


def test_like_meanings_are_nearer_than_others_in_three_languages(engine: Engine):
    assert engine.semantics is not None

    skills = engine.semantics.skills.encode(
        ["gérer des stocks", "stock management", "재고 관리", "traire les vaches"]
    )
    french, english, korean, other = skills
    assert min(french @ english, french @ korean) > french @ other


def test_titles_of_like_work_are_more_alike_than_others(engine: Engine):
    titles = engine.builder.titles
    assert titles is not None

    alike, other = titles.matrix(["caissier"], ["employée de caisse", "géologue"])[0]
    assert alike > other


def test_a_map_of_its_own_draws_the_names_of_one_kind_of_work_together_and_keeps_others_apart(engine: Engine):
    names, work = engine.semantics.titles, engine.semantics.work
    rows = np.flatnonzero(names.owners[1:] == names.owners[:-1])[::20]
    others = np.random.default_rng(3).permutation(rows)

    def margin(vectors: np.ndarray) -> float:
        """How much nearer two names of one occupation are than names of two."""
        of_one = (vectors[rows] * vectors[rows + 1]).sum(1)
        of_two = (vectors[rows] * vectors[others]).sum(1)[rows != others]
        return float(of_one.mean() - of_two.mean())

    assert margin(work.vectors) > margin(names.vectors) + 0.02
    assert work.vectors.shape[1] < names.vectors.shape[1]
    text = ["vendeuse en boulangerie", ""]
    assert np.allclose(np.linalg.norm(work.encode(text), axis=1), [1, 0], atol=1e-5)


def test_of_few_names_nothing_is_drawn_together():
    dice = np.random.default_rng(5)
    vectors = unit(dice.standard_normal((60, 300)).astype(np.float32))

    few = draw_together(vectors, np.repeat(np.arange(20), 3))

    assert not few.card["used"]
    assert np.allclose(np.linalg.norm(few.apply(vectors), axis=1), 1, atol=1e-5)


def test_without_an_encoder_titles_are_coded_by_their_letters(
    taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENEMPLOI_ENCODER", "none")

    engine = Engine(taxonomy, language="fr", cache=False)
    assert engine.semantics is None
    assert engine.builder.coder.rome("boulanger")[0][0] == "D1102"
    assert engine.builder.linker is None
