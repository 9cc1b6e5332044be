"""Words decide between occupations of like names: those of the title, of the text, and what is said of their kin."""

from __future__ import annotations

import numpy as np
import pytest

from openemploi.engine import Engine
from openemploi.extraction.occupation_kin import Kin, rome_code
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy


@pytest.fixture(scope="module")
def occupations(taxonomy: Taxonomy) -> list[int]:
    return [int(row) for row in taxonomy.concepts(ConceptKind.OCCUPATION)]


def test_what_is_said_of_one_occupation_counts_for_its_kin_alone(taxonomy: Taxonomy, occupations: list[int]):
    kin = Kin(taxonomy, occupations)
    cook = next(row for row, one in enumerate(occupations) if rome_code(taxonomy, one)[1] == "G1602")
    amounts = np.zeros(len(occupations))
    amounts[cook] = 1.0

    raised = kin.best(amounts)

    groups = [{code for name, code in taxonomy.other_codes(one) if name == "isco"} for one in occupations]
    families = [rome_code(taxonomy, one)[1] for one in occupations]
    near = {row for row, group in enumerate(groups) if group & groups[cook]}
    near |= {row for row, family in enumerate(families) if family in {families[one] for one in near}}
    assert set(np.flatnonzero(raised).tolist()) == near and cook in near
    assert 1 < len(near) < 40
    assert amounts.sum() == 1, "what was given is not changed"


def test_kin_of_nothing_known_is_oneself(taxonomy: Taxonomy):
    assert Kin(taxonomy, []).best(np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("text", "rome"),
    [("Vous préparez les commandes au rayon boucherie, désossez et découpez les viandes.", "D1101"),
     ("Vous tenez la caisse, encaissez les clients et contrôlez le fonds de caisse.", "D1505"),
     ("Vous façonnez et cuisez les pains, pétrissez la pâte, surveillez le four.", "D1102")],
)  # fmt: skip
def test_the_text_decides_what_a_vague_title_does_not_say(engine: Engine, text: str, rome: str):
    alone = dict(engine.builder.coder.rome("Employé de magasin"))
    beside = dict(engine.builder.coder.rome("Employé de magasin", text=text))

    assert beside[rome] > alone.get(rome, 0.0)


def test_few_words_decide_little(engine: Engine):
    coder = engine.builder.coder

    for heading in ("Curriculum vitae", "Compétences", "Anglais courant", "Mairie de Gap"):
        found = coder.best(heading)
        assert found is None or found.score < 0.5, heading
    for trade in ("cuisinier", "caissière", "serveuse"):
        found = coder.best(trade)
        assert found is not None and found.score >= 0.5, trade


@pytest.mark.parametrize(
    "title",
    ["Stagiaire", "Stagiaire (H/F)", "Employée", "Employé", "Saisonnière", "Job d'été", "Intérimaire", "Volunteer",
     "Helper", "Summer intern", "인턴", "사원", "아르바이트"],
)  # fmt: skip
def test_a_quality_without_a_trade_names_no_occupation(engine: Engine, title: str):
    assert engine.builder.coder.best(title) is None


@pytest.mark.parametrize(
    ("title", "rome"),
    [("Stagiaire comptable", "M1203"), ("Aide-comptable intérimaire", "M1203"), ("중환자실 간호사", "J1506"),
     ("서버 개발자", "M1805"), ("인턴 간호사", "J1506")],
)  # fmt: skip
def test_a_trade_beside_a_quality_is_coded(engine: Engine, title: str, rome: str):
    assert engine.builder.coder.rome(title)[0][0] == rome
