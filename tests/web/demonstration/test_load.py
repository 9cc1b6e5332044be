"""The demonstration set, laid by the actions that people use."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.web.factories import jobseeker

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core import journal
from openemploi_web.demonstration import load as loading
from openemploi_web.demonstration.content import load as content
from openemploi_web.demonstration.load import Login, load
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Application, Vacancy


@pytest.mark.django_db
def test_the_set_is_laid_once_whole_and_one_can_work_with_it() -> None:
    from django.test import Client

    from openemploi_web.jobseekers.models import CvDocument, Profile

    wanted = content()
    logins = load()

    restricted = {"data_producer", "data_producer_second", "data_researcher"}
    assert {login.role for login in logins} == {account.role for account in wanted.accounts} | restricted
    assert Profile.objects.count() == len(wanted.people)
    assert not CvDocument.objects.exclude(state="read").exists()
    assert Application.objects.count() == len(wanted.applications)
    for state in ("published", "closed", "draft"):
        assert Vacancy.objects.filter(state=state).count() == sum(o.state == state for o in wanted.offers)
    assert Organisation.objects.count() == len(wanted.organisations) + 3
    count, broken = journal.verify()
    assert count > 500 and broken is None
    seeker = User.objects.get(email=next(login.email for login in logins if login.role == "jobseeker"))
    found = search.offers_for(seeker.profile, count=20)
    assert len(found) >= 10 and found[0].chance.share and found[0].usefulness.share
    assert Client().login(username=seeker.email, password=logins[0].password)

    before = User.objects.count()
    assert [login.email for login in load()] == [login.email for login in logins]
    assert User.objects.count() == before


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the demonstration for this test alone."""
    monkeypatch.setattr(loading, "folder", lambda _name: tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_where_people_are_already_nothing_is_laid(own_folder: Path) -> None:
    jobseeker()  # as after a backup was put back

    assert load() == []

    assert User.objects.count() == 1
    assert not list(own_folder.iterdir())


@pytest.mark.django_db
def test_accounts_written_before_the_loading_was_killed_are_found_again(own_folder: Path) -> None:
    login = Login("jobseeker", "Inès", "ines@example.org", "demo", "Cherche un emploi.", ("1", "2"))
    (own_folder / "accounts.draft").write_text(json.dumps([asdict(login)]))
    jobseeker()

    assert load() == [login]
    assert [path.name for path in own_folder.iterdir()] == ["accounts.json"]
