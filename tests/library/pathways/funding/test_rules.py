"""What holds for every rule that comes with the library, and for every sentence a rule may be written in."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from openemploi.i18n import use_language
from openemploi.pathways import funding
from openemploi.pathways.funding import Care, Rule, Situation, Source, Training, answers, flags, rules
from openemploi.pathways.funding.conditions import TESTS
from openemploi.pathways.funding.money import INCOMES, PAYMENTS
from openemploi.pathways.funding.phrases import Part, Phrase, Sentence, number, phrases, recognise
from openemploi.pathways.funding.rules import Choice, figures

FOLDER = Path(str(resources.files(funding)))
DAY = date(2026, 11, 29)
PLACES = re.compile(r"\{(?:n|m|région|qui)\}")


@pytest.fixture(params=rules(), ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def sentences(conditions: tuple[Sentence | Choice, ...]) -> list[Sentence]:
    """All sentences, those of choices too."""
    found: list[Sentence] = []
    for one in conditions:
        found += [one] if isinstance(one, Sentence) else sentences(one.parts)
    return found


def test_each_rule_has_a_source_with_an_address_and_the_day_it_was_read_or_says_that_it_is_not_known(
    rule: Rule,
) -> None:
    assert rule.sources
    for source in rule.sources:
        assert source.title
        assert source.address.startswith("https://")
        unknown = Care.NEVER_CHECKED in [flag.kind for flag in flags(rule, today=DAY)]
        assert source.checked is not None or unknown
    assert any(source.checked for source in rule.sources)


def test_each_condition_is_bound_to_a_test_and_each_sum_to_a_calculation(rule: Rule) -> None:
    assert {one.phrase.bound for one in sentences(rule.conditions)} <= set(TESTS)
    assert {one.phrase.bound for one in rule.payment} <= set(PAYMENTS)
    assert {one.phrase.bound for one in rule.income} <= set(INCOMES)


def test_the_number_that_is_tested_is_the_number_that_is_read(rule: Rule) -> None:
    for one in [*sentences(rule.conditions), *rule.payment, *rule.income]:
        for value, place in ((one.values.n, "{n}"), (one.values.m, "{m}")):
            assert (place in one.phrase.pattern) is bool(value)
            assert not value or number(value).replace("\u202f", "") in re.sub(
                r"[ \u00a0\u202f]", "", one.text
            )


def test_the_code_of_a_rule_is_the_name_of_its_file() -> None:
    assert sorted(rule.code for rule in rules()) == sorted(
        file.stem for file in (FOLDER / "rules").glob("*.yaml")
    )


def test_a_rule_that_ended_leads_to_one_that_is_in_force(rule: Rule) -> None:
    if rule.until:
        after = next(one for one in rules() if one.code == rule.replaced_by)
        assert after.until is None


def test_every_region_has_a_rule() -> None:
    from openemploi.pathways.funding.regions import REGIONS

    named = {one.values.region for rule in rules() for one in sentences(rule.conditions) if one.values.region}

    assert named == set(REGIONS)


@pytest.fixture(params=phrases(), ids=lambda phrase: phrase.pattern)
def phrase(request: pytest.FixtureRequest) -> Phrase:
    found: Phrase = request.param
    return found


def test_a_sentence_is_there_in_three_languages_with_the_same_places(phrase: Phrase) -> None:
    for texts in (phrase.said, phrase.step):
        assert not texts or [code for code, _text in texts] == ["fr", "en", "ko"]
        places = [set(PLACES.findall(text)) for _code, text in texts]
        assert all(found == places[0] for found in places)


def test_a_sentence_is_bound_to_something_that_exists(phrase: Phrase) -> None:
    assert phrase.bound in {Part.CONDITIONS: TESTS, Part.PAYMENT: PAYMENTS, Part.INCOME: INCOMES}[phrase.part]


def test_no_sentence_can_be_taken_for_another(phrase: Phrase) -> None:
    text = phrase.pattern.replace("{n}", "12").replace("{m}", "6").replace("{qui}", "la mairie")
    found = recognise(text.replace("{région}", "Corse"), part=phrase.part)

    assert found is not None
    assert found.phrase is phrase


def test_every_declared_test_and_calculation_is_used_by_a_sentence() -> None:
    assert {phrase.bound for phrase in phrases()} == {*TESTS, *PAYMENTS, *INCOMES}


def test_two_ways_of_typing_are_one_sentence() -> None:
    one = recognise("Vous n'êtes pas à la retraite", part=Part.CONDITIONS)
    other = recognise("Vous n’êtes  pas à la retraite.", part=Part.CONDITIONS)

    assert one is not None
    assert other is not None
    assert one.phrase is other.phrase


def test_a_figure_of_a_year_carries_it_and_is_flagged_when_the_year_is_over() -> None:
    rule = next(rule for rule in rules() if rule.code == "aref")

    old = {flag.about for flag in flags(rule, today=DAY) if flag.kind is Care.FIGURE_OLD}

    assert figures()["plafond RFF"].year == 2025
    assert old == {"plafond RFF (2025)"}


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 2, 28), []),
        (date(2027, 1, 15), []),
        (date(2027, 1, 16), [Care.SOURCE_OLD]),
        (date(2030, 1, 1), [Care.SOURCE_OLD]),
    ],
)
def test_a_source_expires_the_day_after_its_months_are_over(day: date, kinds: list[Care]) -> None:
    import dataclasses

    source = Source("Un texte", "https://exemple.fr/", date(2026, 1, 15), 12)
    rule = dataclasses.replace(rules()[0], sources=(source,), figures=(), until=None, since=date(2000, 1, 1))

    assert [flag.kind for flag in flags(rule, today=day)] == kinds


def test_every_answer_shows_its_expired_sources() -> None:
    found = answers(Situation(), today=date(2040, 1, 1), over=True)

    assert len(found) == len(rules())
    for one in found:
        flagged = {flag.about for flag in one.flags if flag.kind in (Care.SOURCE_OLD, Care.NEVER_CHECKED)}
        assert flagged == {source.title for source in one.sources}


def test_nothing_said_is_never_yes() -> None:
    found = answers(Situation(), today=DAY)

    assert {one.outcome.value for one in found} == {"cannot_tell"}


def test_the_start_of_the_course_decides_which_rules_hold_and_today_which_sources() -> None:
    course = Training(start=date(2027, 1, 1))

    codes = {one.code for one in answers(Situation(training=course), today=date(2025, 12, 1))}

    assert "periode-de-reconversion" in codes
    assert "pro-a" not in codes


def test_a_sentence_is_said_in_the_language_of_the_reader() -> None:
    one = recognise("Vous avez au moins 16 ans.", part=Part.CONDITIONS)
    assert one is not None
    try:
        use_language("en")
        assert one.said == "You are at least 16 years old."
        assert one.step == "Wait until you are 16."
        use_language("ko")
        assert one.said == "만 16세 이상입니다."
    finally:
        use_language("fr")
    assert one.said == "Vous avez au moins 16 ans."
