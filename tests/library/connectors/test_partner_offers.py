"""Partners' feeds: four layouts, one table, and nothing invented between them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_offers import apec, hellowork, jobteaser, public_service

from openemploi.errors import FormatError

KIND = "partner_offers"


def test_apec_says_commune_sector_and_pay(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, KIND, apec(tmp_path)).rows()

    assert (first["offer_id"], first["source"], first["title"]) == ("9001W", "apec", "Chef·fe crêpier F/H")
    assert first["created"] == dt.datetime(2025, 12, 11, 9, 41, 41)  # 10:41 in Paris
    assert (first["insee_code"], first["department"], first["naf_code"]) == ("04301", "04", "56.10C")
    assert (first["pay_low"], first["pay_high"], first["pay_period"]) == (18_500.0, 22_000.0, "year")
    assert (first["contract_months"], first["apprenticeship"]) == (12.0, True)
    assert first["description"] == "Vous cuisez\xa0:\ndes crêpes"
    assert (second["pay"], second["pay_low"], second["contract_months"]) == ("A négocier", None, None)
    assert (third["pay_low"], third["pay_high"], third["department"]) == (21_000.0, None, "971")


def test_hellowork_leaves_elements_empty_and_those_are_null(tmp_path: Path) -> None:
    first, second = read(tmp_path, KIND, hellowork(tmp_path)).rows()

    assert (first["latitude"], first["longitude"], first["siret"]) == (44.1, 6.25, "99999999900001")
    assert (first["contract_months"], first["full_time"], first["remote"]) == (24.0, True, "Pas_teletravail")
    assert first["department"] is None  # the postcodes of Corsica do not tell
    assert first["description"] == "Cuire.\n\nDu calme."
    assert (second["siret"], second["latitude"], second["department"]) == (None, None, "04")
    assert second["created"] == dt.datetime(2024, 7, 30, 21, 21, 39)


def test_jobteaser_and_pass_give_the_same_table(tmp_path: Path) -> None:
    one = read(tmp_path / "a", KIND, jobteaser(tmp_path)).rows()[0]
    other = read(tmp_path / "b", KIND, public_service(tmp_path)).rows()[0]

    assert list(one) == list(other)
    assert (one["source"], one["siren"], one["remote"]) == ("jobteaser", "999999999", None)
    assert (one["description"], one["apprenticeship"]) == ("Cuire & servir", True)
    assert (other["offer_id"], other["title"], other["place"]) == ("A-2099-1", "Crêpier d’État H/F", "NICE")
    assert other["created"] == dt.datetime(2025, 2, 26, 15, 40, 27)
    assert (other["employer"], other["url"]) == (
        "Ministère des Nuages",
        "https://exemple.invalid/offre/crepier",
    )
    assert "personne@" not in str(other)


def test_an_element_that_no_offer_has_any_more_stops_the_import(tmp_path: Path) -> None:
    path = apec(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("COG_lieu", "Commune"), encoding="utf-8")

    with pytest.raises(FormatError) as refused:
        read(tmp_path, KIND, path)
    assert (refused.value.code, "COG_lieu" in refused.value.message) == ("column_missing", True)


def test_a_wrong_value_is_told_with_its_line_and_element(tmp_path: Path) -> None:
    path = apec(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("04301", "Ermitage"), encoding="utf-8")

    found = read(tmp_path, KIND, path)

    assert [row["offer_id"] for row in found.rows()] == ["9002W", "9003W"]
    (wrong,) = found.rejected
    assert (wrong["line"], wrong["column"], wrong["value"]) == (4, "COG_lieu", "Ermitage")


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), [("apec", 5), ("hello-work", 5), ("jobteaser", 2), ("pass", 7)])
def test_the_feeds_of_partners_are_read_whole(name: str, count: int, tmp_path: Path) -> None:
    ending = "rss" if name == "pass" else "xml"
    found = read_shared(tmp_path, KIND, f"formats/import-{name}.test.input.{ending}")

    assert (len(found.rows()), found.manifest.rejected, found.manifest.notes) == (count, 0, ())
