"""schema.org JobPosting, alone and inside a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from openemploi.errors import FormatError
from openemploi.extraction.model import Contract
from openemploi.profiles.detect import read_structured
from openemploi.profiles.model import StructuredOffer
from openemploi.profiles.schema_org import read_schema_org


def read(value: dict[str, Any]) -> StructuredOffer:
    return read_schema_org(value, name="offer.json", sha256="0")


def test_facts_are_typed(posting: dict[str, Any], passages_hold: Callable[..., int]) -> None:
    found = read(posting)
    terms = found.terms
    assert passages_hold(found) > 8
    assert (found.id, found.published) == ("F-12", "2026-02-03")
    assert terms.contract is Contract.TEMPORARY
    assert terms.hours is not None and (terms.hours.full_time, terms.hours.weekly) == (True, 37.5)
    assert terms.pay is not None
    assert (terms.pay.low, terms.pay.high, terms.pay.period, terms.pay.currency) == (
        12.5,
        14.0,
        "hour",
        "GBP",
    )
    assert terms.place is not None
    assert (terms.place.label, terms.place.postcode) == ("LS1 1AA Leeds, GB", "LS1 1AA")
    assert (terms.place.latitude, terms.place.longitude) == (53.8, -1.55)
    assert terms.experience is not None and terms.experience.months == 24
    assert [d.level for d in terms.diplomas] == [4]
    assert [s.label for s in found.stated_skills] == ["dough kneading", "oven work", "stock control"]
    assert found.codes == (("onet", "51-3011.00"),)
    assert found.not_carried == ("identifier.name", "hiringOrganization.logo", "directApply")


def test_html_becomes_readable_lines_and_labels_follow_the_language(posting: dict[str, Any]) -> None:
    text = read(posting).document.text
    assert "You knead & shape the dough.\n- Early shifts\n- Small team" in text
    assert "Employer: Old Mill Bakery" in text


def test_a_posting_is_found_in_the_graph_of_a_page(posting: dict[str, Any]) -> None:
    graph = {
        "@graph": [{"@type": "WebPage"}, {**posting, "@type": ["Thing", "https://schema.org/JobPosting"]}]
    }
    page = (
        "<!DOCTYPE html>\n<html><head><script>var a = '{';</script>\n"
        f"<script type='application/ld+json'>{json.dumps(graph)}</script></head><body></body></html>"
    )
    found = read_structured(page, name="page.html")
    assert isinstance(found, StructuredOffer) and found.id == "F-12"


def test_a_page_without_a_posting_is_unknown() -> None:
    page = '<html><script type=\'application/ld+json\'>{"@type": "Recipe"}</script></html>'
    assert read_structured(page) is None


def test_broken_linked_data_names_its_line() -> None:
    with pytest.raises(FormatError) as error:
        read_structured(
            "<html>\n<script type='application/ld+json'>\n{\"@type\": }</script></html>", name="p.html"
        )
    assert (error.value.code, error.value.where.line) == ("json_invalid", 3)


def test_pay_by_the_day_is_not_converted(posting: dict[str, Any]) -> None:
    posting["baseSalary"]["value"]["unitText"] = "DAY"
    found = read(posting)
    assert found.terms.pay is None
    assert any(path.startswith("baseSalary") for path in found.not_carried)


def test_a_sentence_under_skills_is_text_and_no_skill(posting: dict[str, Any]) -> None:
    posting["skills"] = (
        "You have worked for some years in a bakery where everything is made by hand, every day."
    )
    found = read(posting)
    assert found.stated_skills == ()
    assert posting["skills"] in found.document.text


def test_remote_work_is_read(posting: dict[str, Any]) -> None:
    posting["jobLocationType"] = "TELECOMMUTE"
    assert read(posting).terms.remote is True
