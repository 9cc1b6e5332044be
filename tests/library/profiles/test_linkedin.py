"""LinkedIn's archive: what tells a working life is read, and nothing of other people."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.linkedin import archive

from openemploi.documents import Limits, read
from openemploi.documents.exports import TABLES
from openemploi.documents.model import MediaType
from openemploi.errors import DocumentError
from openemploi.extraction.model import LanguageLevel, YearMonth
from openemploi.profiles.detect import read_structured
from openemploi.profiles.model import StructuredCv


@pytest.fixture
def given(tmp_path: Path) -> Callable[[bytes], StructuredCv]:
    def read_archive(data: bytes) -> StructuredCv:
        path = tmp_path / "export.zip"
        path.write_bytes(data)
        document = read(path, limits=Limits())
        assert document.media_type is MediaType.LINKEDIN
        found = read_structured(document, today=date(2026, 3, 15))
        assert isinstance(found, StructuredCv)
        return found

    return read_archive


def test_work_training_skills_and_languages_are_read(
    given: Callable[[bytes], StructuredCv], passages_hold: Callable[..., int]
) -> None:
    found = given(archive())

    structure = found.structure
    assert found.language == "fr"
    assert [(one.title, one.employer) for one in structure.experiences] == [
        ("Serveuse", "Auberge du Lac"), ("Vendeuse", "Bazar Central"),
    ]  # fmt: skip
    assert structure.experiences[0].start == YearMonth(2019, 3)
    assert structure.experiences[0].end == YearMonth(2022, 12)
    assert structure.experiences[1].current
    assert [one.title for one in structure.education] == ["CAP restaurant"]
    assert [one.label for one in found.stated_skills] == [
        "Tenir une caisse", "Service en salle", "Prendre une commande",
    ]  # fmt: skip
    levels = {one.code: one.level for one in structure.languages}
    assert levels == {"en": None, "fr": LanguageLevel.NATIVE}  # no level of the European scale is guessed
    assert "formé deux apprentis" in found.document.text
    assert found.not_carried == ("linkedin.Endorsement_Received_Info[1].Skill Name",)  # the person refused it
    assert passages_hold(found)


@pytest.mark.parametrize("theirs", ["Secret", "personne", "Noé", "Vial", "Ada", "Roux", "Mar 3", "Jongler"])
def test_nothing_of_other_people_nor_what_was_refused_is_read(
    given: Callable[[bytes], StructuredCv], theirs: str
) -> None:
    assert theirs not in given(archive()).document.text


def test_a_date_that_is_none_is_given_back(given: Callable[[bytes], StructuredCv]) -> None:
    row = {
        "Company Name": "Ici",
        "Title": "Cuisinier",
        "Started On": "il y a longtemps",
        "Finished On": "2020",
    }

    found = given(archive(Positions=[row]))

    assert found.structure.experiences[0].start is None
    assert "linkedin.Positions[0].Started On" in found.not_carried


def test_any_other_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as kept:
        kept.writestr("Connections.csv", "First Name\nZoé\n")

    with pytest.raises(DocumentError) as fault:
        read(path, limits=Limits())

    assert fault.value.code == "document_unsupported_type"


def test_a_table_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr("Skills.csv", "Name\n" + "".join(f"skill {n}\n" for n in range(5_000)))
    path.write_bytes(written.getvalue())

    with pytest.raises(DocumentError) as fault:
        read(path, limits=Limits())

    assert fault.value.code == "document_bomb"


def test_no_column_names_somebody() -> None:
    assert not [
        column for columns in TABLES.values() for column in columns if "First" in column or "Last" in column
    ]
