"""How far a job is, said as people say it: French has no "de Le Mans"."""

from __future__ import annotations

import pytest
from django.utils import translation

from openemploi_web.vacancies.comparison import far_from


@pytest.mark.parametrize(
    ("language", "place", "said"),
    [
        ("fr", "Le Mans", "à 30\u00a0km du Mans à vol d’oiseau"),
        ("fr", "Agen", "à 30\u00a0km d'Agen à vol d’oiseau"),
        ("fr", "Gap", "à 30\u00a0km de Gap à vol d’oiseau"),
        ("en", "Le Mans", "30 km from Le Mans as the crow flies"),
    ],
)
def test_a_distance_is_said_from_its_place(language: str, place: str, said: str) -> None:
    with translation.override(language):
        assert far_from(place, km=30.4) == said
