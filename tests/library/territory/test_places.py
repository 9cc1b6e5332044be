"""Towns as people write them."""

from __future__ import annotations

import pytest

from openemploi.territory.places import locate, spelt_like


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Marseile", "Marseille"),
        ("digne les bain", "Digne-les-Bains"),
        ("Forcalquié", "Forcalquier"),
        ("04000 Toulose", "Toulouse"),
        ("Saint Etiene", "Saint-Étienne"),
    ],
)
def test_a_misspelt_town_is_offered_and_not_found(written: str, meant: str):
    assert locate(written) is None
    assert spelt_like(written)[0] == meant


@pytest.mark.parametrize("written", ["Gap", "zblorg", "", "04100", "N", "\x00", "a" * 10_000])
def test_what_is_known_or_like_nothing_has_no_other_spelling(written: str):
    assert spelt_like(written) == ()
