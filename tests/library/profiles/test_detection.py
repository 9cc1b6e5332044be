"""Telling formats apart, and refusing what would do harm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from openemploi.documents.model import Document, MediaType
from openemploi.errors import FormatError
from openemploi.profiles.detect import read_structured, unknown_format
from openemploi.profiles.model import StructuredOffer


@pytest.mark.parametrize(
    "text",
    ["", "Maçon, dix ans d'expérience", "{}", "[]", '{"name": "x"}', "[1, 2]", "<rss><item/></rss>"],
)
def test_other_things_are_nobodys(text: str) -> None:
    assert read_structured(text) is None


def test_a_document_keeps_its_name_and_digest(offer: dict[str, Any]) -> None:
    source = Document(
        name="offre.json",
        sha256="abc",
        media_type=MediaType.JSON,
        text="\ufeff" + json.dumps(offer),
        blocks=(),
        pages=1,
        quality=1.0,
    )
    found = read_structured(source)
    assert isinstance(found, StructuredOffer)
    assert (found.document.name, found.document.sha256) == ("offre.json", "abc")


def test_bad_json_names_its_line_and_column() -> None:
    with pytest.raises(FormatError) as error:
        read_structured('{"intitule": "Maçon",\n "description": }', name="o.json")
    where = error.value.where
    assert (error.value.code, where.file, where.line, where.column) == ("json_invalid", "o.json", 2, 17)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"intitule": NaN}', "json_invalid"),
        ('{"intitule": -Infinity}', "json_invalid"),
        ('{"intitule": ' + "9" * 5000 + "}", "json_invalid"),
        ("[" * 100_000 + "]" * 100_000, "json_too_deep"),
        ('{"a":' * 80 + "1" + "}" * 80, "json_too_deep"),
        ("<a>" * 100 + "</a>" * 100, "xml_too_deep"),
        ("<learnerinfo><docinfo></learnerinfo>", "xml_invalid"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><learnerinfo>&a;</learnerinfo>', "xml_doctype"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><SkillsPassport/>', "xml_doctype"),
    ],
)
def test_hostile_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(FormatError) as error:
        read_structured(text, name="x")
    assert error.value.code == code


def test_numbers_beyond_measure_and_lone_surrogates_do_no_harm() -> None:
    text = '{"intitule": "Ma\\ud800çon", "description": "x", "nombrePostes": 1e999, "lieuTravail": {"latitude": 1e400}}'
    found = read_structured(text)
    assert isinstance(found, StructuredOffer)
    found.document.text.encode("utf-8")
    assert set(found.not_carried) == {"nombrePostes", "lieuTravail"}


def test_a_name_given_twice_is_not_lost() -> None:
    found = read_structured('{"intitule": "Maçon", "description": "x", "intitule": "Peintre"}')
    assert isinstance(found, StructuredOffer)
    assert found.document.text.startswith("Maçon")
    assert found.not_carried == ("intitule#2",)


def test_the_error_for_unknown_formats_says_what_is_read() -> None:
    error = unknown_format(name="x.json", line=4)
    assert (error.code, error.where.line) == ("profile_unknown_format", 4)
    assert "Europass" in error.remedy
