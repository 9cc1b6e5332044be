"""A finished record leaves in the formats that fit it, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.errors import RequestError
from openemploi.profiles.detect import read_value
from openemploi.profiles.model import StructuredCv, StructuredOffer
from openemploi.profiles.writers import CV_FORMATS, OFFER_FORMATS, write

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("name", CV_FORMATS)
def test_a_cv_is_written_in_the_formats_of_cvs_and_read_again(engine, samples, name):
    profile = engine.read_cv(samples / "cvs" / "secretaire.docx")

    written = write(profile, format_name=name, today=TODAY)

    again = read_value(written.data, name="cv.json", sha256="0" * 64)
    assert isinstance(again, StructuredCv)
    assert again.structure.contact.name is not None
    assert again.structure.contact.name.text == "Martine Olivero"
    assert written.not_carried


@pytest.mark.parametrize("name", OFFER_FORMATS)
def test_an_offer_is_written_in_the_formats_of_offers_and_read_again(engine, samples, name):
    posting = engine.read_offer(samples / "offers" / "caissier-mairie.txt")

    written = write(posting, format_name=name, today=TODAY)

    again = read_value(written.data, name="offer.json", sha256="0" * 64)
    assert isinstance(again, StructuredOffer)
    assert again.terms.contract == posting.terms.contract


def test_an_offer_is_no_resume(engine, samples):
    posting = engine.read_offer(samples / "offers" / "caissier-mairie.txt")

    with pytest.raises(RequestError) as refused:
        write(posting, format_name="json-resume", today=TODAY)

    assert refused.value.code == "format_does_not_fit"
    assert "france-travail" in refused.value.remedy
