"""Offers of the API: every layout of file, what each field becomes, and what is not taken."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_offers import OFFERS, offers_array, offers_lines, search_answer

from openemploi.errors import FormatError

KIND = "france_travail_offers"


def test_an_offer_is_read_with_what_its_sentences_mean(tmp_path: Path) -> None:
    offer = read(tmp_path, KIND, offers_array(tmp_path)).rows("offers")[0]

    assert (offer["offer_id"], offer["source"], offer["origin"]) == ("199ZZZA", "france_travail", "1")
    assert offer["created"] == dt.datetime(2025, 8, 21, 12, 46, 54)
    assert (offer["rome_code"], offer["insee_code"], offer["department"]) == ("G1998", "04301", "04")
    assert (offer["latitude"], offer["longitude"]) == (44.1, 6.25)
    assert (offer["contract"], offer["contract_months"], offer["weekly_hours"]) == ("CDD", 6.0, 36.5)
    assert (offer["pay_low"], offer["pay_high"], offer["pay_period"], offer["pay_months"]) == (
        1850.0,
        2000.0,
        "month",
        13.0,
    )
    assert (offer["experience"], offer["experience_months"], offer["positions"]) == ("E", 24.0, 2)
    assert (offer["naf_code"], offer["accessible"], offer["full_time"]) == ("56.10C", True, True)
    assert offer["remote"] == "Possibilité de télétravail"


def test_what_an_offer_does_not_say_is_null(tmp_path: Path) -> None:
    offer = read(tmp_path, KIND, offers_array(tmp_path)).rows("offers")[1]

    assert offer["department"] == "2A"  # its label says so
    for name in (
        *("insee_code", "latitude", "pay_low", "pay_period", "siret", "rome_code", "accessible", "full_time"),
        *("contract_months", "experience", "employer"),
    ):
        assert offer[name] is None, name


def test_what_an_offer_asks_for_stands_in_tables_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, KIND, offers_array(tmp_path))

    assert [tuple(row.values()) for row in found.rows("offer_skills")] == [
        ("199ZZZA", "skill", "9100001", "Cuire des crêpes", True),
        ("199ZZZA", "skill", None, "Chanter", False),
        ("199ZZZA", "quality", None, "Faire preuve de calme", None),
    ]
    assert [tuple(row.values()) for row in found.rows("offer_asks")] == [
        ("199ZZZA", "language", None, "Breton", None, False),
        ("199ZZZA", "licence", None, "B - Véhicule léger", None, True),
        ("199ZZZA", "training", "42799", "Crêperie", "CAP, BEP et équivalents", False),
    ]


def test_the_people_to_write_to_are_not_taken(tmp_path: Path) -> None:
    found = read(tmp_path, KIND, offers_array(tmp_path))

    kept = json.dumps([found.rows(table.name) for table in found.manifest.tables], default=str)
    assert "199ZZZA" in kept
    assert "personne" not in kept.casefold()
    assert "agence@" not in kept


@pytest.mark.parametrize("write", [offers_array, search_answer, offers_lines])
def test_each_layout_of_file_gives_the_same_offers(write: object, tmp_path: Path) -> None:
    found = read(tmp_path, KIND, write(tmp_path))  # type: ignore[operator]

    assert [row["offer_id"] for row in found.rows("offers")] == [offer["id"] for offer in OFFERS]


def test_lines_that_are_no_offers_are_told_one_by_one(tmp_path: Path) -> None:
    found = read(tmp_path, KIND, offers_lines(tmp_path))

    assert [(row["line"], row["reason"]) for row in found.rejected] == [
        (2, "not_json"),
        (3, "not_object"),
        (4, "encoding"),
    ]
    assert found.rejected[0]["row"] == '{"id": "cut\n'


def test_a_wrong_value_loses_its_offer_alone_with_the_official_name_of_the_field(tmp_path: Path) -> None:
    path = tmp_path / "wrong.jsonl"
    bad = [{**OFFERS[0], "romeCode": "K13"}, {**OFFERS[1], "dateCreation": "hier"}, OFFERS[2]]
    path.write_text("\n".join(map(json.dumps, bad)), encoding="utf-8")

    found = read(tmp_path, KIND, path)

    assert [row["offer_id"] for row in found.rows("offers")] == ["199ZZZB"]
    assert sorted((row["line"], row["column"], row["value"], row["reason"]) for row in found.rejected) == [
        (1, "romeCode", "K13", "pattern"),
        (2, "dateCreation", "hier", "not_date"),
    ]


def test_a_field_that_no_offer_has_any_more_stops_the_import(tmp_path: Path) -> None:
    path = tmp_path / "changed.jsonl"
    renamed = [
        {("libelle" if key == "intitule" else key): value for key, value in one.items()} for one in OFFERS
    ]
    path.write_text("\n".join(map(json.dumps, renamed)), encoding="utf-8")

    with pytest.raises(FormatError) as refused:
        read(tmp_path, KIND, path)
    assert (refused.value.code, "intitule" in refused.value.message) == ("column_missing", True)


def test_a_field_that_is_new_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps({**OFFERS[0], "semaineDeQuatreJours": True}), encoding="utf-8")

    assert read(tmp_path, KIND, path).manifest.notes == ("unknown_column: offers: semaineDeQuatreJours",)


@pytest.mark.shared
def test_the_real_offers_are_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, KIND, "offers/france_travail_offres_dev.jsonl")
    rows = found.rows("offers")

    assert (len(rows), found.manifest.rejected, found.manifest.notes) == (368, 0, ())
    assert len({row["rome_code"] for row in rows}) == 175
    assert len(found.rows("offer_skills")) == 566 + 235
    said = [row for row in rows if row["pay"]]
    assert (len(said), sum(row["pay_low"] is not None for row in said)) == (210, 208)
