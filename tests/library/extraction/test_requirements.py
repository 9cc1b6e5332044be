"""How much the skills of an offer are asked: a wish for a diploma or for experience leaves the task essential."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Document, MediaType
from openemploi.engine import Engine
from openemploi.extraction.model import RequirementKind, Source
from openemploi.taxonomy.starter import SKILL

KIND = RequirementKind


def asked(engine: Engine, text: str) -> dict[str, RequirementKind]:
    """What the offer ``text`` asks outright, by the id of the skill."""
    document = Document("offer.txt", "", MediaType.TEXT, text, (), 1, 1.0)
    requirements = engine.builder.posting(document).requirements
    return {r.uri.removeprefix(SKILL): r.kind for r in requirements if r.source is Source.SAID}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Missions :\n- {task}\nProfil :\nUne expérience en maçonnerie serait un plus", KIND.ESSENTIAL),
        ("Profil :\nCAP maçonnerie souhaité\n\nMissions :\n- {task}", KIND.ESSENTIAL),
        ("Missions :\n- {task}\nProfil :\nLa maçonnerie serait un plus", KIND.OPTIONAL),
        ("Missions :\n- {task}\nOn vous apprend :\n- La maçonnerie", KIND.LEARNABLE),
        ("Profil :\nUne expérience en maçonnerie serait un plus", KIND.OPTIONAL),
    ],
)
def test_a_wish_for_experience_or_a_diploma_is_none_for_the_skill(
    engine: Engine, text: str, kind: RequirementKind
) -> None:
    found = asked(engine, "Maçon (H/F)\n\n" + text.format(task="Monter des murs en maçonnerie"))
    assert set(found.values()) == {kind}
