"""The declared tests that condition sentences of ``phrases.yaml`` are bound to.

Each takes the situation and the values that stand in the sentence, and says yes, no, or ``None``: not said. They hold
no figure of their own: what the law fixes stands in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from openemploi.pathways.funding.model import Certification, Kind, Situation, Work


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in a sentence: two numbers, a region, a name; and what the sentence itself fixes."""

    n: float = 0
    m: float = 0
    region: str = ""
    who: str = ""
    fixed: tuple[str, ...] = ()


Test = Callable[[Situation, Values], bool | None]
TESTS: Final[dict[str, Test]] = {}
#: What each test asks first: the field of the situation (``training.hours`` of its course) that would answer it.
FACTS: Final[dict[str, str]] = {}


def _reads(fact: str) -> Callable[[Test], Test]:
    def declared(test: Test) -> Test:
        TESTS[test.__name__], FACTS[test.__name__] = test, fact
        return test

    return declared


def _at_least(value: float | None, least: float) -> bool | None:
    return None if value is None else value >= least


def _at_most(value: float | None, most: float) -> bool | None:
    return None if value is None else value <= most


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


@_reads("age")
def age_at_least(of: Situation, values: Values) -> bool | None:
    """Age in years."""
    return _at_least(of.age, values.n)


@_reads("age")
def age_under(of: Situation, values: Values) -> bool | None:
    """Age in years."""
    return _not(_at_least(of.age, values.n))


@_reads("registered")
def registered(of: Situation, values: Values) -> bool | None:
    """On the list of jobseekers."""
    return of.registered


@_reads("registered")
def not_registered(of: Situation, values: Values) -> bool | None:
    """Not on the list of jobseekers."""
    return _not(of.registered)


@_reads("compensated")
def compensated(of: Situation, values: Values) -> bool | None:
    """Has unemployment insurance; who is not registered has none."""
    return False if of.registered is False else of.compensated


@_reads("compensated")
def not_compensated(of: Situation, values: Values) -> bool | None:
    """Has no unemployment insurance."""
    return _not(compensated(of, values))


@_reads("minimum_income")
def minimum_income(of: Situation, values: Values) -> bool | None:
    """RSA, ASS or AAH."""
    return of.minimum_income


@_reads("work")
def works_as(of: Situation, values: Values) -> bool | None:
    """Their work is one of those the sentence fixes."""
    return None if of.work is None else of.work in map(Work, values.fixed)


@_reads("work")
def works_not_as(of: Situation, values: Values) -> bool | None:
    """Their work is none of those the sentence fixes."""
    return _not(works_as(of, values))


@_reads("months_worked")
def worked_at_least(of: Situation, values: Values) -> bool | None:
    """Months as an employee; those in the present firm are among them."""
    if of.months_worked is None:
        return True if _at_least(of.months_in_firm, values.n) else None
    return of.months_worked >= values.n


@_reads("months_in_firm")
def in_firm_at_least(of: Situation, values: Values) -> bool | None:
    """Months in the present firm."""
    return _at_least(of.months_in_firm, values.n)


@_reads("months_fixed_term")
def fixed_term_at_least(of: Situation, values: Values) -> bool | None:
    """Months under fixed-term contracts in the last twelve."""
    return _at_least(of.months_fixed_term, values.n)


@_reads("temp_hours")
def temp_hours_at_least(of: Situation, values: Values) -> bool | None:
    """Hours of temporary work in eighteen months, in all and in the agency."""
    both = (_at_least(of.temp_hours, values.n), _at_least(of.temp_hours_in_agency, values.m))
    return False if False in both else None if None in both else True


@_reads("days_worked")
def days_at_least(of: Situation, values: Values) -> bool | None:
    """Days worked in sixty months."""
    return _at_least(of.days_worked, values.n)


@_reads("months_public")
def public_service_at_least(of: Situation, values: Values) -> bool | None:
    """Months in the public sector."""
    return _at_least(of.months_public, values.n)


@_reads("cpf")
def has_cpf(of: Situation, values: Values) -> bool | None:
    """Something is on the account."""
    return None if of.cpf is None else of.cpf > 0


@_reads("disabled")
def disabled(of: Situation, values: Values) -> bool | None:
    """A recognised disability."""
    return of.disabled


@_reads("region")
def lives_in(of: Situation, values: Values) -> bool | None:
    """INSEE code of the region."""
    return None if of.region is None else of.region == values.region


@_reads("diploma")
def diploma_at_most(of: Situation, values: Values) -> bool | None:
    """Level of the highest diploma."""
    return _at_most(of.diploma, values.n)


@_reads("experience_years")
def experienced(of: Situation, values: Values) -> bool | None:
    """Any experience in relation with the certification."""
    return None if of.experience_years is None else of.experience_years > 0


@_reads("promise")
def promised(of: Situation, values: Values) -> bool | None:
    """An employer would hire after the course."""
    return of.promise


@_reads("contract")
def contract_offered(of: Situation, values: Values) -> bool | None:
    """An employer would sign a work-study contract."""
    return of.contract


@_reads("employer_agrees")
def employer_agrees(of: Situation, values: Values) -> bool | None:
    """The present employer agrees."""
    return of.employer_agrees


@_reads("employer_pays")
def employer_pays(of: Situation, values: Values) -> bool | None:
    """Somebody else pays a part."""
    return of.employer_pays


@_reads("validated")
def validated(of: Situation, values: Values) -> bool | None:
    """France Travail validated the course."""
    return of.validated


@_reads("other_funding")
def no_other_funding(of: Situation, values: Values) -> bool | None:
    """Nobody else pays the whole."""
    return _not(of.other_funding)


@_reads("accompanied")
def accompanied(of: Situation, values: Values) -> bool | None:
    """By a prescriber; France Travail is one for whoever is registered."""
    if of.registered or of.accompanied:
        return True
    return None if of.registered is None else of.accompanied


@_reads("advised")
def advised(of: Situation, values: Values) -> bool | None:
    """Asked for career advice first."""
    return of.advised


@_reads("project_approved")
def project_approved(of: Situation, values: Values) -> bool | None:
    """The commission approved."""
    return of.project_approved


@_reads("reviewed_lately")
def no_recent_review(of: Situation, values: Values) -> bool | None:
    """No skills review on public money in five years."""
    return _not(of.reviewed_lately)


@_reads("fund_paid")
def fund_paid(of: Situation, values: Values) -> bool | None:
    """Paid the contribution of the self-employed."""
    return of.fund_paid


@_reads("training.kind")
def is_a(of: Situation, values: Values) -> bool | None:
    """The training is of the kind that the sentence fixes."""
    return None if of.training.kind is None else of.training.kind in map(Kind, values.fixed)


@_reads("training.certification")
def leads_to(of: Situation, values: Values) -> bool | None:
    """The training leads to one of the certifications that the sentence fixes."""
    found = of.training.certification
    return None if found is None else found in map(Certification, values.fixed)


@_reads("training.hours")
def hours_at_most(of: Situation, values: Values) -> bool | None:
    """Hours of the training."""
    return _at_most(of.training.hours, values.n)


@_reads("training.hours")
def hours_at_least(of: Situation, values: Values) -> bool | None:
    """Hours of the training."""
    return _at_least(of.training.hours, values.n)


@_reads("training.months")
def months_at_most(of: Situation, values: Values) -> bool | None:
    """Length of the training."""
    return _at_most(of.training.length, values.n)


@_reads("training.regional")
def regional(of: Situation, values: Values) -> bool | None:
    """Bought by the Region."""
    return of.training.regional


@_reads("training.france_travail")
def agreed_for_pay(of: Situation, values: Values) -> bool | None:
    """Agreed by France Travail."""
    return of.training.france_travail


@_reads("training.opco")
def run_by_opco(of: Situation, values: Values) -> bool | None:
    """Organised by a skills operator."""
    return of.training.opco
