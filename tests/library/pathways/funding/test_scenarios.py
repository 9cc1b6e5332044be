"""The scenarios of the ``.feature`` files beside this one: a person, a rule, and what it must answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from openemploi.pathways.funding import Amount, Answer, Care, Checked, Outcome, State, answer, answers, rules
from openemploi.pathways.funding.phrases import read_number
from openemploi.pathways.funding.words import situation_of

scenarios(".")


@pytest.fixture
def today() -> date:
    return date(2026, 3, 1)


@given(parsers.parse("on est le {day}"), target_fixture="today")
def _(day: str) -> date:
    return date.fromisoformat(day)


@given("une personne", target_fixture="said")
def _(datatable: list[list[str]]) -> dict[str, str]:
    return dict(datatable)


@given("en plus", target_fixture="said")
def _(said: dict[str, str], datatable: list[list[str]]) -> dict[str, str]:
    return said | dict(datatable)


@given(parsers.parse("en plus {name} : {value}"), target_fixture="said")
def _(said: dict[str, str], name: str, value: str) -> dict[str, str]:
    return said | {name: value}


@when(parsers.parse('on interroge "{code}"'), target_fixture="one")
def _(said: dict[str, str], today: date, code: str) -> Answer:
    rule = next(rule for rule in rules() if rule.code == code)
    return answer(rule, situation_of(said), today=today)


@when("on interroge toutes les règles", target_fixture="all_answers")
def _(said: dict[str, str], today: date) -> tuple[Answer, ...]:
    return answers(situation_of(said), today=today)


@then("c’est possible")
def _(one: Answer) -> None:
    assert one.outcome is Outcome.ELIGIBLE, _of(one, State.NOT_MET) + _of(one, State.NOT_SAID)


@then("c’est impossible")
def _(one: Answer) -> None:
    assert one.outcome is Outcome.NOT_ELIGIBLE


@then("on ne peut pas le dire")
def _(one: Answer) -> None:
    assert one.outcome is Outcome.CANNOT_TELL, _of(one, State.NOT_MET)


@then(parsers.parse("parce que la condition suivante manque : {sentence}"))
def _(one: Answer, sentence: str) -> None:
    assert sentence in _plain(_of(one, State.NOT_MET))


@then(parsers.parse("parce que ceci n’est pas dit : {sentence}"))
def _(one: Answer, sentence: str) -> None:
    assert sentence in _plain(_of(one, State.NOT_SAID))


@then(parsers.parse("on peut y arriver ainsi : {step}"))
def _(one: Answer, step: str) -> None:
    assert step in _plain([leaf.step for leaf in _leaves(one.conditions)])


@then("la personne n’y peut rien")
def _(one: Answer) -> None:
    assert one.out_of_reach


@then(parsers.parse("l’aide est de {euros} €"))
def _(one: Answer, euros: str) -> None:
    assert _bounds(one.aid) == (read_number(euros),) * 2


@then(parsers.parse("il reste {euros} € à payer"))
def _(one: Answer, euros: str) -> None:
    assert _bounds(one.remaining) == (read_number(euros),) * 2


@then(parsers.parse("le reste à payer va de {low} à {high} €"))
def _(one: Answer, low: str, high: str) -> None:
    assert _bounds(one.remaining) == (read_number(low), read_number(high))


@then(parsers.parse("le reste à payer est inconnu : {reason}"))
def _(one: Answer, reason: str) -> None:
    assert not one.remaining.known
    assert _plain([one.remaining.reason]) == [reason]


@then(parsers.parse("les autres frais sont aidés jusqu’à {euros} €"))
def _(one: Answer, euros: str) -> None:
    assert one.extra is not None
    assert one.extra.high == read_number(euros)


@then(parsers.parse("le revenu est de {euros} € du mois {first:d} au mois {last:d}"))
def _(one: Answer, euros: str, first: int, last: int) -> None:
    found = {month.number: _bounds(month.amount) for month in one.income if first <= month.number <= last}
    assert found == dict.fromkeys(range(first, last + 1), (read_number(euros),) * 2)


@then(parsers.parse("le revenu va de {low} à {high} € du mois {first:d} au mois {last:d}"))
def _(one: Answer, low: str, high: str, first: int, last: int) -> None:
    found = {month.number: _bounds(month.amount) for month in one.income if first <= month.number <= last}
    assert found == dict.fromkeys(range(first, last + 1), (read_number(low), read_number(high)))


@then(parsers.parse("la formation dure {count:d} mois"))
def _(one: Answer, count: int) -> None:
    assert len(one.income) == count


@then(parsers.parse("le revenu est inconnu : {reason}"))
def _(one: Answer, reason: str) -> None:
    found = {month.amount.reason for month in one.income} or {one.income_reason}
    assert set(_plain(found)) == {reason}


@then(parsers.parse("la source suivante est périmée : {title}"))
def _(one: Answer, title: str) -> None:
    assert title in [flag.about for flag in one.flags if flag.kind is Care.SOURCE_OLD]


@then(parsers.parse("le montant suivant est signalé : {name}"))
def _(one: Answer, name: str) -> None:
    assert name in [flag.about for flag in one.flags if flag.kind is Care.FIGURE_OLD]


@then("aucune source n’est périmée")
def _(one: Answer) -> None:
    assert [flag for flag in one.flags if flag.kind in (Care.SOURCE_OLD, Care.FIGURE_OLD)] == []


@then("la règle n’est plus en vigueur")
def _(one: Answer) -> None:
    assert Care.NOT_IN_FORCE in [flag.kind for flag in one.flags]


@then(parsers.parse('elle est remplacée par "{code}"'))
def _(one: Answer, code: str) -> None:
    assert one.replaced_by == code
    assert code in [rule.code for rule in rules()]


@then(parsers.parse("la décision revient à : {who}"))
def _(one: Answer, who: str) -> None:
    assert one.decided_by == who


@then(parsers.parse('"{code}" vient avant "{other}"'))
def _(all_answers: tuple[Answer, ...], code: str, other: str) -> None:
    order = [one.code for one in all_answers]
    assert order.index(code) < order.index(other)


@then(parsers.parse('"{code}" n’est pas proposé'))
def _(all_answers: tuple[Answer, ...], code: str) -> None:
    assert code not in [one.code for one in all_answers]


@then(parsers.parse("voici tout ce qui est possible : {codes}"))
def _(all_answers: tuple[Answer, ...], codes: str) -> None:
    found = {one.code for one in all_answers if one.outcome is Outcome.ELIGIBLE}
    assert found == set(codes.split(", "))


def _bounds(amount: Amount) -> tuple[float | None, float | None]:
    assert amount.known, amount.reason
    return round(amount.low or 0, 2), round(amount.high or 0, 2)


def _plain(sentences: Iterable[str]) -> list[str]:
    """Sentences with the spaces of a scenario's keyboard."""
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def _of(one: Answer, state: State) -> list[str]:
    return [leaf.sentence for leaf in _leaves(one.conditions) if leaf.state is state]


def _leaves(conditions: tuple[Checked, ...]) -> Iterator[Checked]:
    for condition in conditions:
        if condition.parts:
            yield from _leaves(condition.parts)
        else:
            yield condition
