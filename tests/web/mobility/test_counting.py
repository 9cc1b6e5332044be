"""Projects whose owners agreed become cases: once a month, without a way back, read with the operator's files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi.datasets.store import Store
from openemploi.diagnosis.cases import Ending
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.mobility import actions, actions_endings, carrying, counting
from openemploi_web.mobility.cases import recorded
from openemploi_web.mobility.models import CaseCount, MobilityProject, RecordedCase
from openemploi_web.mobility.told import Told, as_json
from openemploi_web.observatory import selectors
from tests.library.labourmarket import small_market as market
from tests.web import factories as make

Text = Callable[[Any], str]
JOB = "G1998"
NEXT = timezone.localdate() + timedelta(days=32)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Occupations and communes."""
    folder = tmp_path_factory.mktemp("official")
    known = Store.open(folder / "datasets")
    market.put_rome(known, folder)
    market.put_territory(known, folder)
    return known


@pytest.fixture(autouse=True)
def _instance(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """An instance that knows them, and no file of recorded projects."""
    settings.FOLDER = tmp_path
    monkeypatch.setattr(selectors, "store", lambda: store)


@pytest.fixture
def asks(browser: Client) -> Client:
    """Somebody with the same project as those who agreed."""
    carried = carrying.carry(HttpResponse(), carrying.Carried(Told(occupation=JOB, goals=(JOB,))))
    browser.cookies.load(carried.cookies)
    return browser


def kept(*, days_ago: int = 0, agreed: bool = True, **told: Any) -> tuple[MobilityProject, str]:
    """A project that was kept, with the yes that it counts."""
    project, code = actions.keep_project(
        actor=None,
        owner=None,
        told=as_json(Told(occupation=JOB, goals=(JOB,), words="Chez ma sœur, à Tilleuls", **told)),
        diagnosis={},
        day=timezone.localdate(),
        language="fr",
    )
    if agreed:
        actions_endings.agree(actor=None, project=project, code=code)
    project.created_at -= timedelta(days=days_ago)
    project.save(update_fields=["created_at"])
    return MobilityProject.objects.get(pk=project.pk), code


def made(project: MobilityProject, code: str, what: str = "made") -> None:
    month = timezone.localdate().replace(day=1)
    actions_endings.tell_ending(actor=None, project=project, code=code, what=what, month=month, why="")


def count(today: date = NEXT) -> int:
    return actions_endings.count_cases(actor=None, today=today)


def test_twelve_who_agreed_are_told_and_ten_are_not(asks: Client, page: Text) -> None:
    projects = [kept(days_ago=80) for _person in range(12)]
    for project, code in projects[:8]:
        made(project, code)
    for project, code in projects[10:]:
        actions_endings.disagree(actor=None, project=project, code=code)
    facts = reverse("mobility:diagnosis")
    few = "Fewer than 11 people with a similar project"
    assert few in page(asks.get(facts))  # nothing was counted yet

    assert count() == 10
    assert few in page(asks.get(facts))

    for project, code in projects[10:]:
        project.created_at = timezone.now()
        actions_endings.agree(actor=None, project=project, code=code)
    assert count(NEXT + timedelta(days=32)) == 12
    answer = page(asks.get(facts))
    assert "Of 12 people with a similar project, 8 had found" in answer
    assert "projects kept on this site whose owners agreed, counted on" in answer


def test_what_is_said_today_is_seen_from_the_next_count_on_and_not_before() -> None:
    projects = [kept(days_ago=80) for _person in range(12)]
    count()
    before = recorded()

    made(*projects[0])
    actions_endings.disagree(actor=None, project=projects[1][0], code=projects[1][1])
    actions.erase_project(actor=None, project=projects[2][0], code=projects[2][1])
    kept()
    assert count() == 0  # this month has its count
    assert recorded() == before

    assert count(NEXT + timedelta(days=32)) == 11
    assert sorted(each.ending for each in recorded().cases) == [Ending.FOUND, *[Ending.LOST] * 10]
    assert CaseCount.objects.count() == 2


def test_still_searching_counts_as_long_as_it_was_seen() -> None:
    for days, what in ((80, "searching"), (80, ""), (75, "made"), (80, "given_up")):
        project, code = kept(days_ago=days)
        if what:
            made(project, code, what)
    count()

    found = {each.ending: each.months for each in recorded().cases}

    assert found[Ending.SEARCHING] == 3
    assert found[Ending.LOST] == 0
    assert 2 <= found[Ending.FOUND] <= 3
    assert 2 <= found[Ending.OTHER] <= 3
    assert all(each.rounded for each in recorded().cases)


def test_a_look_without_a_word_is_when_it_was_last_seen() -> None:
    project, code = kept(days_ago=40)
    actions.replay(actor=None, project=project, code=code, diagnosis={}, day=timezone.localdate())
    count()

    assert [(each.ending, each.months) for each in recorded().cases] == [(Ending.LOST, 2)]


def test_a_case_holds_what_is_compared_and_nothing_that_leads_back() -> None:
    project, code = kept(aims=("place",), here="commune-75056", places=("commune-04901",), rent=900.0)
    count()

    row = RecordedCase.objects.values().get()
    del row["id"]
    assert row == {
        "state": "kept",
        "year": project.kept_on.year,
        "months": 0,
        "ending": "lost",
        "family": "G19",
        "region": "93",
        "other_job": False,
        "other_place": True,
    }
    assert not [field for field in RecordedCase._meta.get_fields() if field.is_relation]
    told = str(list(AuditEvent.objects.values()))
    assert str(RecordedCase.objects.get().pk) not in told
    assert code not in told


def test_a_project_erased_on_its_day_leaves_its_case_and_no_way_back() -> None:
    project, code = kept(days_ago=60)
    made(project, code)
    kept(agreed=False)
    count()
    keys = set(RecordedCase.objects.values_list("pk", flat=True))

    assert actions.forget_expired(actor=None, now=timezone.now() + timedelta(days=91)) == 2
    assert [each.ending for each in recorded().cases] == [Ending.FOUND]  # once, as it was counted

    assert count(NEXT + timedelta(days=92)) == 1
    assert [each.ending for each in recorded().cases] == [Ending.FOUND]
    assert keys.isdisjoint(RecordedCase.objects.values_list("pk", flat=True))
    assert count(date(NEXT.year + counting.YEARS + 1, 12, 1)) == 0


def test_a_project_whose_occupation_is_not_known_or_that_another_version_kept_does_not_count() -> None:
    strange, _code = kept()
    strange.told = {"v": 0}
    strange.save()
    nameless, _code = kept()
    nameless.told = as_json(Told(words="Je veux changer."))
    nameless.save()

    assert count() == 0


def test_files_and_kept_projects_are_read_together_and_both_are_named(
    asks: Client, page: Text, settings: Any
) -> None:
    folder = settings.FOLDER / "projects"
    folder.mkdir()
    (folder / "2025.csv").write_text(
        "started,ended,ending,goal,here,wanted\n" + f"2025-01-01,2025-06-01,found,{JOB},05,05\n" * 6
    )
    for _person in range(6):
        kept()
    count()

    answer = page(asks.get(reverse("mobility:diagnosis")))

    assert "Of 12 people with a similar project, 6 had found" in answer
    assert "files of whoever runs this site, changed last on" in answer
    (folder / "2026.csv").write_text("started\nnever\n")
    assert recorded().cases == ()


def test_who_keeps_their_project_is_asked_apart_and_the_box_is_empty(asks: Client, page: Text) -> None:
    form = page(asks.get(reverse("mobility:keep")))
    assert 'name="counts"' in form
    assert "checked" not in form

    asks.post(reverse("mobility:keep"))
    asks.post(reverse("mobility:keep"), {"counts": "on"})
    agreed = [project.agreed is not None for project in MobilityProject.objects.order_by("created_at")]
    assert agreed == [False, True]


def test_only_the_portal_itself_counts() -> None:
    with pytest.raises(Denied):
        actions_endings.count_cases(actor=make.jobseeker().user)
