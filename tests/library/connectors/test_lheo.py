"""Training catalogues: trainings, actions and sessions from XML, whatever its size."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors.reading import Read, read, read_shared
from tests.library.connectors.samples_market import lheo

from openemploi.errors import FormatError


def _changed(folder: Path, old: str, new: str) -> Path:
    path = lheo(folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def _counts(found: Read) -> dict[str, int]:
    return {table.name: table.rows for table in found.manifest.tables}


def test_every_level_has_its_rows(tmp_path: Path) -> None:
    assert _counts(read(tmp_path, "lheo", lheo(tmp_path))) == {
        "trainings": 3,
        "training_codes": 5,
        "actions": 2,
        "action_audiences": 1,
        "action_funding": 1,
        "sessions": 3,
    }


def test_a_training_with_what_it_is_about(tmp_path: Path) -> None:
    found = read(tmp_path, "lheo", lheo(tmp_path))
    first, second, third = found.rows("trainings")
    assert (first["number"], first["created"], first["certifying"]) == ("F_1", date(2025, 1, 2), True)
    assert (first["expected_results"], first["organisation_name"]) == (None, "Académie des Cimes")
    assert (second["title"], third["number"], third["certifying"]) == ("=> Lire une carte", None, False)
    assert [
        (row["scheme"], row["code"], row["edition"], row["tag"]) for row in found.rows("training_codes")
    ] == [
        ("formacode", "42752", "V14", "principal"),
        ("nsf", "221", None, None),
        ("rome", "G1602", None, None),
        ("rome", "G1603", None, None),
        ("rncp", "RNCP90001", None, None),
    ]


def test_a_person_to_contact_is_in_no_table(tmp_path: Path) -> None:
    found = read(tmp_path, "lheo", lheo(tmp_path))
    assert "personne@exemple.fr" not in str([found.rows(table.name) for table in found.manifest.tables])


def test_an_action_with_its_place_price_and_trainer(tmp_path: Path) -> None:
    found = read(tmp_path, "lheo", lheo(tmp_path))
    first, second = found.rows("actions")
    assert (first["place_name"], first["insee_code"], first["latitude"], first["longitude"]) == (
        *("Refuge-école", "04001", 44.1, 6.25),
    )
    assert (first["hours_centre"], first["total_price"], first["trainer_siret"]) == (
        585,
        4200.5,
        "01234567800019",
    )
    assert (second["number"], second["rhythm"], second["total_price"]) == (None, None, None)
    assert found.rows("action_funding") == [{"action": 1, "funder": "2", "places": 12}]


def test_a_date_of_zeros_is_not_known(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "lheo", lheo(tmp_path)).rows("sessions")
    assert (first["starts"], first["enrolment_starts"], first["enrolment_ends"]) == (
        *(date(2026, 9, 1), None, date(2026, 8, 15)),
    )
    assert (second["number"], second["ends"]) == ("S_2", None)
    assert (third["action"], third["training"], third["starts"]) == (2, 1, date(2026, 10, 5))


def test_a_date_that_is_none_loses_its_session_only_and_says_where(tmp_path: Path) -> None:
    path = _changed(tmp_path, "20270901", "20270931")
    found = read(tmp_path, "lheo", path)
    (one,) = found.rejected
    assert (one["table"], one["column"], one["value"], one["reason"]) == (
        *("sessions", "periode/debut", "20270931", "not_date"),
    )
    assert one["line"] == 1 + path.read_text(encoding="utf-8").split('"S_2"')[0].count("\n")
    assert _counts(found)["sessions"] == 2


def test_other_editions_of_the_language_have_other_namespaces(tmp_path: Path) -> None:
    found = read(tmp_path, "lheo", _changed(tmp_path, "http://www.lheo.org/2.2", "https://lheo.gouv.fr/2.3"))
    assert _counts(found)["sessions"] == 3


def test_a_catalogue_without_any_training_is_one_and_another_document_is_none(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.xml"
    path.write_text("<lheo><offres/></lheo>", encoding="utf-8")
    assert _counts(read(tmp_path, "lheo", path))["trainings"] == 0
    path.write_text("<rss><channel/></rss>", encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "lheo", path)
    assert refused.value.code == "xml_element_missing"


def test_an_entity_from_outside_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = _changed(
        tmp_path,
        "<lheo ",
        f'<!DOCTYPE lheo [<!ENTITY outside SYSTEM "{tmp_path / "secret.txt"}">]>\n<lheo ',
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("Sans numéro", "A &outside; B"), encoding="utf-8"
    )
    assert "secret" not in str(read(tmp_path, "lheo", path).rows("trainings"))


@pytest.mark.shared
def test_the_real_sample(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "lheo", "training/lheo-2.2-sample.xml")
    (session,) = found.rows("sessions")
    assert (session["starts"], session["enrolment_starts"], found.rejected) == (date(2017, 10, 30), None, [])
