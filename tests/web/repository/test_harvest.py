"""Other catalogues are read into ours: what is new, changed, unchanged, gone or faulty, and what a kill leaves."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openemploi.catalogue import Dataset, read_dcat, serialise, write_dcat
from openemploi_web.core import jobs
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import Job
from openemploi_web.repository import actions_harvest as actions
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository import tasks_harvest
from openemploi_web.repository.models import DataAsset, HarvestItem, HarvestJob, HarvestSource, Producer
from openemploi_web.repository.records_catalogue import record_of
from tests.library.catalogue.example import BARE, CATALOGUE, OPEN, RESTRICTED
from tests.web import factories as make
from tests.web.repository import catalogue_world as world
from tests.web.repository.harvest_site import Site

ANSWERS = Path(__file__).parents[2] / "library" / "catalogue" / "answers"
States = HarvestJob.State


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.HARVEST_FROM_LOOPBACK = True
    served = Site()
    yield served
    served.close()


@pytest.fixture
def operator(db: None) -> Any:
    return world.operator()


def source(operator: Any, address: str, *, kind: str = "dcat", **fields: Any) -> HarvestSource:
    return actions.keep_source(
        actor=operator, source=None, name="Ailleurs", kind=kind, address=address, language="fr", **fields
    )


def harvest(of: HarvestSource, operator: Any) -> HarvestJob:
    job = actions.start_harvest(actor=operator, source=of)
    jobs.run_waiting()
    job.refresh_from_db()
    return job


def turtle(*datasets: Dataset) -> bytes:
    return serialise(write_dcat(dataclasses.replace(CATALOGUE, datasets=datasets)), format="turtle")


def test_a_catalogue_that_leaves_one_instance_is_the_same_in_another(
    operator: Any, site: Site, client: Client, settings: Any
):
    here = world.producer(homepage="https://region.example/", contact="donnees@region.example")
    world.full_asset(here)
    world.restricted_asset(here)
    world.asset(here, "Presque rien", description_fr="")
    before = {one.identifier: record_of(one) for one in selectors.whole(selectors.published())}
    for ending, media_type in (
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
    ):
        answer = client.get(f"/donnees/catalogue.{ending}")
        assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
        site.says(f"/catalogue.{ending}", answer.content, media_type)
    # A fresh instance: nothing of the first is left.
    DataAsset.objects.all().delete()
    Producer.objects.all().delete()

    for ending in ("ttl", "jsonld", "rdf"):
        job = harvest(source(operator, f"{site.address}/catalogue.{ending}"), operator)
        after = {one.identifier: record_of(one) for one in selectors.whole(selectors.published())}
        assert job.state == States.DONE
        assert after == before
        assert {one.identifier for one in selectors.published().filter(access="restricted")} == {
            one.identifier for one in before.values() if one.access == "restricted"
        }
        DataAsset.objects.all().delete()


def test_a_second_reading_changes_nothing(operator: Any, site: Site):
    site.says("/c.ttl", turtle(OPEN, RESTRICTED, BARE))
    ours = source(operator, f"{site.address}/c.ttl")
    harvest(ours, operator)
    before = list(DataAsset.objects.order_by("pk").values())
    terms = sorted(str(one.pk) for asset in DataAsset.objects.all() for one in asset.terms.all())

    again = harvest(ours, operator)

    assert list(DataAsset.objects.order_by("pk").values()) == before
    assert sorted(str(one.pk) for asset in DataAsset.objects.all() for one in asset.terms.all()) == terms
    assert selectors.outcomes(again) == {HarvestItem.Outcome.UNCHANGED: 3}


def test_what_changed_is_changed_and_what_disappeared_is_marked_and_comes_back(operator: Any, site: Site):
    site.says("/c.ttl", turtle(OPEN, RESTRICTED))
    ours = source(operator, f"{site.address}/c.ttl")
    harvest(ours, operator)
    site.says("/c.ttl", turtle(dataclasses.replace(OPEN, version="2026-11")))

    second = harvest(ours, operator)

    outcomes = HarvestItem.Outcome
    assert selectors.outcomes(second) == {outcomes.UPDATED: 1, outcomes.GONE: 1}
    gone = DataAsset.objects.get(identifier=RESTRICTED.identifier)
    assert gone.gone_at is not None
    assert gone.restriction == RESTRICTED.restriction[0].value  # what was known stays
    assert list(selectors.published()) == [DataAsset.objects.get(version="2026-11")]
    site.says("/c.ttl", turtle(OPEN, RESTRICTED))
    harvest(ours, operator)
    gone.refresh_from_db()
    assert gone.gone_at is None


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b"<html>", "text/html", 200, "catalogue_unreadable"),
        (b"", "text/turtle", 503, "answer_status"),
        (b"http://169.254.169.254/", "text/plain", 302, "address_inside"),
        (b'{"@context": "http://10.0.0.1/c"}', "application/ld+json", 200, "catalogue_reaches_out"),
    ],
)
def test_a_catalogue_that_does_not_answer_marks_nothing_as_gone(
    operator: Any, site: Site, body: bytes, media_type: str, status: int, code: str
):
    site.says("/c.ttl", turtle(OPEN))
    ours = source(operator, f"{site.address}/c.ttl")
    harvest(ours, operator)
    site.says("/c.ttl", body, media_type, status)

    job = harvest(ours, operator)

    assert job.state == States.FAILED
    assert [line.code for line in job.log.filter(step="stopped")] == [code]
    assert DataAsset.objects.get().gone_at is None


def test_a_ckan_and_a_udata_catalogue_are_read_with_their_errors(operator: Any, site: Site):
    ckan = (ANSWERS / "ckan_package_search.json").read_bytes()
    site.says("/ckan/api/3/action/package_search?rows=100&start=0&sort=id+asc", ckan, "application/json")
    first = json.loads((ANSWERS / "udata_datasets.json").read_bytes())
    first["next_page"] = f"{site.address}/api/1/datasets/?page=2"
    last = {**first, "data": [{"id": "second-page", "title": "Deuxième page"}], "next_page": None}
    site.says("/api/1/datasets/", json.dumps(first).encode(), "application/json")
    site.says("/api/1/datasets/?page=2", json.dumps(last).encode(), "application/json")

    of_ckan = harvest(source(operator, f"{site.address}/ckan/", kind="ckan"), operator)
    of_udata = harvest(source(operator, f"{site.address}/", kind="udata"), operator)

    assert (of_ckan.state, of_udata.state) == (States.DONE_WITH_ERRORS, States.DONE_WITH_ERRORS)
    assert of_ckan.items.count() == 4
    assert "result.results[3]" in set(of_ckan.errors.values_list("path", flat=True))
    assert of_udata.items.count() == 4
    restricted = DataAsset.objects.get(title_fr="Trajectoires")
    assert (restricted.access, restricted.restriction) == ("restricted", "Secret statistique")
    assert not restricted.producer.organisation_id


def test_a_set_that_cannot_be_read_any_more_is_not_gone(operator: Any, site: Site):
    def answer(title: str) -> bytes:
        result = {"count": 1, "results": [{"id": "a", "title": title}]}
        return json.dumps({"success": True, "result": result}).encode()

    path = "/api/3/action/package_search?rows=100&start=0&sort=id+asc"
    site.says(path, answer("Un titre"), "application/json")
    ours = source(operator, site.address, kind="ckan")
    harvest(ours, operator)
    site.says(path, answer(""), "application/json")

    job = harvest(ours, operator)

    assert job.state == States.DONE_WITH_ERRORS
    assert DataAsset.objects.get().gone_at is None


def test_a_job_whose_worker_died_goes_on_and_takes_nothing_in_twice(
    operator: Any, site: Site, monkeypatch: pytest.MonkeyPatch
):
    many = [dataclasses.replace(BARE, identifier=f"n{n:03}", uri=f"https://a.example/{n}") for n in range(60)]
    site.says("/c.ttl", turtle(*many))
    ours = source(operator, f"{site.address}/c.ttl")
    job = actions.start_harvest(actor=operator, source=ours)
    taken = jobs.take("first")
    assert taken is not None
    calls: list[int] = []

    def killed(**said: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt  # as abrupt as a kill: nothing after it is run by the job

    with monkeypatch.context() as context:
        context.setattr(tasks_harvest, "progress", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(taken, worker="first")
    assert DataAsset.objects.count() == 50
    Job.objects.filter(pk=taken.pk).update(
        state=Job.State.RUNNING, lease_until=timezone.now() - timedelta(seconds=1)
    )

    jobs.run_waiting()

    job.refresh_from_db()
    assert job.state == States.DONE
    assert DataAsset.objects.count() == 60
    assert selectors.outcomes(job) == {HarvestItem.Outcome.CREATED: 60}
    assert list(job.log.values_list("step", flat=True)) == ["started", "taken_up", "page", "ended"]


def test_a_reading_whose_workers_all_died_does_not_block_the_next(operator: Any, site: Site):
    site.says("/c.ttl", turtle(OPEN))
    ours = source(operator, f"{site.address}/c.ttl")
    dead = actions.start_harvest(actor=operator, source=ours)
    assert actions.start_harvest(actor=operator, source=ours) == dead  # asked twice, done once
    Job.objects.filter(pk=dead.work).update(state=Job.State.FAILED)

    second = harvest(ours, operator)

    dead.refresh_from_db()
    assert (dead.state, second.state) == (States.FAILED, States.DONE)


def test_our_own_set_that_comes_round_is_not_taken_in_twice(operator: Any, site: Site, client: Client):
    here = world.producer()
    mine = world.full_asset(here)
    site.says("/c.ttl", client.get("/donnees/catalogue.ttl").content)

    job = harvest(source(operator, f"{site.address}/c.ttl"), operator)

    assert selectors.outcomes(job) == {HarvestItem.Outcome.HELD: 1}
    assert list(DataAsset.objects.all()) == [mine]


def test_a_publisher_elsewhere_never_becomes_one_whose_people_decide_here(operator: Any, site: Site):
    ours = world.producer("Mission locale Exemple")
    site.says("/c.ttl", turtle(RESTRICTED))  # by a publisher of the same name

    harvest(source(operator, f"{site.address}/c.ttl"), operator)

    taken = DataAsset.objects.get()
    assert taken.producer != ours
    assert taken.producer.organisation is None


def test_a_harvest_is_started_when_its_day_has_come(operator: Any, site: Site):
    site.says("/c.ttl", turtle(OPEN))
    daily = source(operator, f"{site.address}/c.ttl", schedule="daily")
    source(operator, f"{site.address}/other.ttl", schedule="by_hand")

    assert tasks_harvest.harvest_due.call() == 1
    jobs.run_waiting()
    assert tasks_harvest.harvest_due.call() == 0
    daily.jobs.update(created_at=timezone.now() - timedelta(days=1))
    actions.pause_source(actor=operator, source=daily, paused=True)
    assert tasks_harvest.harvest_due.call() == 0
    actions.pause_source(actor=operator, source=daily, paused=False)
    assert tasks_harvest.harvest_due.call() == 1


def test_only_who_operates_the_instance_says_what_the_server_reads(db: None):
    stranger = world.member(world.producer(), role="administrator")

    with pytest.raises(Denied):
        source(stranger, "https://c.example/c.ttl")


def test_an_address_inside_is_not_asked_although_it_was_kept(operator: Any):
    ours = source(operator, "http://10.0.0.1/catalogue.ttl")

    job = harvest(ours, operator)

    assert [line.code for line in job.log.filter(step="stopped")] == ["address_inside"]


def test_the_desk_shows_each_error_with_its_place(operator: Any, site: Site, client: Client):
    path = "/api/3/action/package_search?rows=100&start=0&sort=id+asc"
    site.says(path, (ANSWERS / "ckan_package_search.json").read_bytes(), "application/json")
    job = harvest(source(operator, site.address, kind="ckan"), operator)
    make.with_second_factor(operator)
    client.force_login(operator)

    page = client.get(f"/donnees/moissons/travaux/{job.pk}/").content.decode()

    assert "result.results[7].resources[0].size" in page
    assert "«\u00a012 ko\u00a0» n’a pas pu être lu" in page
    assert client.get("/donnees/moissons/").status_code == 200
    assert client.get(f"/donnees/moissons/{job.source_id}/").status_code == 200


def test_the_desk_runs_a_reading(operator: Any, site: Site, client: Client):
    site.says("/c.ttl", turtle(OPEN))
    ours = source(operator, f"{site.address}/c.ttl")
    make.with_second_factor(operator)
    client.force_login(operator)

    answer = client.post(f"/donnees/moissons/{ours.pk}/lancer/", follow=True)
    jobs.run_waiting()

    assert answer.status_code == 200
    assert DataAsset.objects.get().title_fr == "Offres d’emploi par mois"


def test_the_form_refuses_an_address_that_is_none(operator: Any, client: Client):
    make.with_second_factor(operator)
    client.force_login(operator)
    said = {"name": "x", "kind": "dcat", "schedule": "daily", "language": "fr"}

    for address in ("ftp://c.example/", "http://user:secret@c.example/", "javascript:alert(1)"):
        answer = client.post("/donnees/moissons/nouvelle/", {**said, "address": address})
        assert answer.status_code == 422, address
    assert (
        client.post("/donnees/moissons/nouvelle/", {**said, "address": "https://c.example/"}).status_code
        == 302
    )


def test_what_was_read_is_read_again_the_same(operator: Any, site: Site, client: Client):
    """Harvested sets leave under the addresses and identifiers of their own catalogue."""
    site.says("/c.ttl", turtle(OPEN, RESTRICTED))
    harvest(source(operator, f"{site.address}/c.ttl"), operator)

    back = read_dcat(client.get("/donnees/catalogue.ttl").content, format="turtle").catalogue.datasets

    found = {one.identifier: one for one in back}
    # In which language the provenance is said is the one thing that is not kept.
    assert dataclasses.replace(found["offres-2026"], provenance=OPEN.provenance) == OPEN
    restricted = found["parcours"]
    assert (restricted.uri, restricted.access, restricted.legislation) == (
        RESTRICTED.uri,
        RESTRICTED.access,
        RESTRICTED.legislation,
    )
