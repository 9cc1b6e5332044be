"""The demonstration set is what it says it is: whole, consistent, fictitious, and understood by the engine."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from openemploi.engine import Engine
from openemploi.extraction.model import Source
from openemploi.territory.places import locate
from openemploi_web.demonstration.content import load
from openemploi_web.demonstration.model import (
    DEPARTMENTS,
    ApplicationState,
    Commune,
    Content,
    Offer,
    OfferState,
    OrganisationKind,
    Person,
    ProfileState,
    RefusalReason,
    Role,
)
from openemploi_web.jobseekers.reading import occupations_for
from openemploi_web.vacancies.models import Application as VacancyApplication


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


def communes(content: Content) -> set[Commune]:
    return {
        *(place.commune for organisation in content.organisations for place in organisation.establishments),
        *(person.commune for person in content.people),
        *(place.commune for person in content.people for place in person.wishes.places),
        *(offer.commune for offer in content.offers),
    }


def addresses(content: Content) -> list[str]:
    return [
        *(organisation.correspondent.email for organisation in content.organisations),
        *(person.email for person in content.people),
        *(counsellor.email for counsellor in content.counsellors),
        *(account.email for account in content.accounts),
    ]


def luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def test_the_set_has_the_size_that_a_demonstration_needs(content: Content) -> None:
    employers = [each for each in content.organisations if each.kind is OrganisationKind.EMPLOYER]

    assert len(employers) >= 18
    assert sum(each.public for each in employers) >= 7
    assert len(content.organisations) - len(employers) == 4
    assert len(content.people) >= 36
    assert sum(person.cv is not None for person in content.people) >= len(content.people) // 2
    assert len(content.offers) >= 60
    assert len(content.applications) >= 60


def test_every_departement_has_people_employers_offers_and_an_agency(content: Content) -> None:
    assert {person.commune.department for person in content.people} == set(DEPARTMENTS)
    assert {offer.commune.department for offer in content.offers} == set(DEPARTMENTS)
    assert {
        place.commune.department for each in content.organisations for place in each.establishments
    } == set(DEPARTMENTS)
    assert set(chain.from_iterable(each.territory for each in content.organisations)) == set(DEPARTMENTS)


def test_every_commune_is_known_to_the_gazetteer_and_lies_in_its_departement(content: Content) -> None:
    for commune in communes(content):
        point = locate(commune.name)
        assert point is not None, commune.name
        assert 43 < point.latitude < 45.2 and 4.2 < point.longitude < 7.8, commune.name
        assert re.fullmatch(r"\d{5}", commune.insee) and commune.insee.startswith(commune.department)


def test_keys_are_unique(content: Content) -> None:
    for records in (content.organisations, content.people, content.offers, content.counsellors):
        keys = Counter(record.key for record in records)
        assert max(keys.values()) == 1, keys.most_common(1)
    pairs = Counter((application.person, application.offer) for application in content.applications)
    assert max(pairs.values()) == 1, pairs.most_common(1)


def test_every_reference_resolves(content: Content) -> None:
    organisations = {each.key: each for each in content.organisations}
    people = {person.key for person in content.people}
    offers = {offer.key for offer in content.offers}
    counsellors = {counsellor.key for counsellor in content.counsellors}

    for offer in content.offers:
        places = {place.key: place for place in organisations[offer.organisation].establishments}
        assert places[offer.establishment].commune == offer.commune, offer.key
    for application in content.applications:
        assert application.person in people and application.offer in offers
    for counsellor in content.counsellors:
        assert organisations[counsellor.organisation].kind is OrganisationKind.COUNSELLING
        assert set(counsellor.people) <= people
    for suggestion in content.suggestions:
        assert suggestion.offer in offers
    for record in (*content.suggestions, *content.notes, *content.appointments):
        assert record.counsellor in counsellors and record.person in people


def test_a_refusal_is_given_one_of_the_reasons_that_the_portal_knows() -> None:
    assert {str(reason) for reason in RefusalReason} <= set(VacancyApplication.Refusal.values)


def test_every_siret_is_well_formed_unique_and_plainly_fictitious(content: Content) -> None:
    places = [place for each in content.organisations for place in each.establishments]

    for place in places:
        assert re.fullmatch(r"000\d{11}", place.siret), place.key
        assert luhn(place.siret[:9]) and luhn(place.siret), place.key
    assert len({place.siret for place in places}) == len(places)


def test_nobody_can_be_written_to_or_called_by_mistake(content: Content) -> None:
    cvs = [person.cv.read_text(encoding="utf-8") for person in content.people if person.cv]

    assert all(address.endswith("@example.org") for address in addresses(content))
    assert all(re.fullmatch(r"06 39 98 \d\d \d\d", person.phone) for person in content.people)
    for text in cvs:
        assert set(re.findall(r"@[\w.]+\w", text)) == {"@example.org"}
        assert all(phone.startswith("06 39 98") for phone in re.findall(r"\b0\d(?: \d\d){4}\b", text))


def test_a_cv_carries_the_address_and_the_number_of_its_person(content: Content) -> None:
    for person in content.people:
        if person.cv:
            text = person.cv.read_text(encoding="utf-8")
            assert person.email in text and person.phone in text, person.key


def test_every_cv_file_belongs_to_somebody(content: Content) -> None:
    used = {person.cv for person in content.people if person.cv}

    assert set(next(iter(used)).parent.iterdir()) == used


def test_offers_have_a_date_unless_they_are_drafts(content: Content) -> None:
    for offer in content.offers:
        assert (offer.published_days_ago is None) == (offer.state is OfferState.DRAFT), offer.key
        assert offer.pay is None or offer.pay.low <= offer.pay.high
    assert {offer.state for offer in content.offers} == set(OfferState)


def test_an_application_answers_a_published_offer_and_follows_its_time(content: Content) -> None:
    offers = {offer.key: offer for offer in content.offers}

    for application in content.applications:
        published = offers[application.offer].published_days_ago
        assert published is not None and application.days_ago <= published, application
        if application.answered_days_ago is not None:
            assert application.answered_days_ago <= application.days_ago, application


def test_whoever_is_refused_is_given_a_reason_and_a_courteous_answer(content: Content) -> None:
    for application in content.applications:
        refused = application.state is ApplicationState.REFUSED
        assert (application.reason is not None) == refused
        answered = application.state in (
            ApplicationState.REFUSED,
            ApplicationState.INTERVIEW,
            ApplicationState.HIRED,
        )
        assert bool(application.answer) == answered == (application.answered_days_ago is not None)


def test_some_offers_have_many_applicants_and_some_people_wait_for_more_than_ten_days(
    content: Content,
) -> None:
    applicants = Counter(application.offer for application in content.applications)
    waiting = [
        application
        for application in content.applications
        if application.days_ago > 10 and application.state in (ApplicationState.SENT, ApplicationState.SEEN)
    ]

    assert sum(5 <= count <= 8 for count in applicants.values()) >= 4
    assert len(waiting) >= 5
    assert {application.state for application in content.applications} == set(ApplicationState)


def test_only_people_with_a_whole_profile_apply(content: Content) -> None:
    half = {person.key for person in content.people if person.state is ProfileState.HALF_FILLED}

    assert half
    assert half.isdisjoint(application.person for application in content.applications)


def test_a_counsellor_follows_people_of_their_territory_who_agreed(content: Content) -> None:
    territories = {each.key: each.territory for each in content.organisations}
    people = {person.key: person for person in content.people}

    for counsellor in content.counsellors:
        for person in (people[key] for key in counsellor.people):
            assert person.consents.counselling, person.key
            assert person.commune.department in territories[counsellor.organisation], person.key
    followed = [key for counsellor in content.counsellors for key in counsellor.people]
    assert len(followed) == len(set(followed))
    for record in (*content.suggestions, *content.notes, *content.appointments):
        team = next(each for each in content.counsellors if each.key == record.counsellor)
        assert record.person in team.people, record


def test_public_employers_say_how_one_enters_and_private_ones_need_not(content: Content) -> None:
    for organisation in content.organisations:
        recruits_publicly = organisation.public and organisation.kind is OrganisationKind.EMPLOYER
        assert bool(organisation.entries) == recruits_publicly, organisation.key
        assert all(entry.category in {"A", "B", "C"} for entry in organisation.entries)


def test_each_role_has_one_account_that_belongs_to_the_set(content: Content) -> None:
    people = {person.key: person.email for person in content.people}
    counsellors = {counsellor.key: counsellor.email for counsellor in content.counsellors}
    organisations = {each.key for each in content.organisations}

    assert Counter(account.role for account in content.accounts) == dict.fromkeys(Role, 1)
    for account in content.accounts:
        assert account.person is None or people[account.person] == account.email
        assert account.counsellor is None or counsellors[account.counsellor] == account.email
        assert account.organisation is None or account.organisation in organisations


def test_the_engine_finds_the_name_skills_and_work_of_each_cv(content: Content, engine: Engine) -> None:
    for person in content.people:
        if person.cv:
            profile = engine.read_cv(person.cv)
            said = [skill for skill in profile.skills if skill.source is Source.SAID]
            assert profile.language == person.language, person.key
            assert profile.occupations and len(said) >= 5, person.key
            assert profile.structure.experiences, person.key
            assert profile.structure.contact.name is not None, person.key


def test_the_engine_reads_in_each_offer_the_terms_that_the_set_states(
    content: Content, engine: Engine, tmp_path: Path
) -> None:
    for offer in content.offers:
        path = tmp_path / f"{offer.key}.txt"
        path.write_text(f"{offer.title}\n\n{offer.text}\n", encoding="utf-8")
        posting = engine.read_offer(path)
        terms, pay = posting.terms, offer.pay
        assert terms.contract is offer.contract, offer.key
        assert terms.hours is not None and terms.hours.weekly == offer.hours.weekly, offer.key
        assert terms.pay is not None and pay is not None, offer.key
        assert (terms.pay.low, terms.pay.high, terms.pay.period) == (pay.low, pay.high, pay.period), offer.key
        assert len(posting.requirements) >= 4, offer.key


def test_every_wish_names_an_occupation_that_the_portal_understands(content: Content, engine: Engine) -> None:
    said = {occupation for person in content.people for occupation in person.wishes.occupations}

    assert [one for one in said if not occupations_for(one, engine=engine)] == []


@pytest.mark.parametrize("word", ["né le", "née le", "nationalité", "marié"])
def test_nobody_states_a_birth_date_a_nationality_or_a_family_situation(content: Content, word: str) -> None:
    texts = [_words(person) for person in content.people]

    assert not [text for text in texts if word in text.casefold()]


def test_texts_are_written_with_typographic_apostrophes(content: Content) -> None:
    texts = [offer.text for offer in content.offers if _french(offer)]
    texts += [application.message for application in content.applications]

    assert not [text for text in texts if "'" in text]


def _words(person: Person) -> str:
    story = " ".join((person.story.done, person.story.wanted, person.story.limits))
    return story + (person.cv.read_text(encoding="utf-8") if person.cv else "")


def _french(offer: Offer) -> bool:
    return offer.language == "fr"


@pytest.mark.parametrize("day", range(1, 8))
def test_interviews_are_on_the_thursday_that_the_answers_name(day: int):
    from datetime import datetime

    from openemploi_web.demonstration.load import _next_thursday

    now = datetime(2026, 11, day)
    assert _next_thursday(now).weekday() == 3
    assert 2 <= (_next_thursday(now) - now).days <= 8


def test_people_are_followed_before_anything_was_done_with_them(content: Content):
    from openemploi_web.demonstration.afterwards import _followed_days

    done = [(row.person, row.days_ago) for row in content.suggestions]
    done += [(note.person, note.days_ago) for note in content.notes]
    assert done and all(_followed_days(content, person) > days for person, days in done)
