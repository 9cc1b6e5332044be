"""The catalogue for everybody: search, the page of a set, its table, its versions; and what a restricted one hides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openemploi.catalogue.validation import check_dcat
from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi_web.core.store import store
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository import tables
from openemploi_web.repository.models import AssetTerm, DataAsset, Grant
from openemploi_web.repository.records_catalogue import record_of
from tests.web import factories as make
from tests.web.repository import catalogue_world as world
from tests.web.repository.access_world import accesses, granted

pytestmark = pytest.mark.django_db
SEARCH = "/donnees/"
HEADER = "INSEE_C;LIBGEO;DEP;loypredm2;lwr.IPm2;upr.IPm2"


@pytest.fixture
def rents(tmp_path: Path, settings: Any) -> Callable[..., str]:
    """Imports lines of a file of rents into the instance's store; the name of the dataset."""
    settings.FOLDER = tmp_path / "portal"

    def give(*lines: str, name: str = "rents.csv") -> str:
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        import_file(store(), connector("rents"), path)
        return "rents"

    return give


def titles(answer: Any) -> list[str]:
    return [row["asset"].title_fr for row in answer.context["rows"]]


def test_a_visitor_finds_open_and_restricted_sets_by_words_theme_place_producer_access_and_format(
    client: Client,
):
    here = world.producer()
    full = world.full_asset(here)
    world.restricted_asset(here)
    other = world.asset(world.producer("Observatoire"), "Élèves par lycée")

    assert titles(client.get(SEARCH)) == [
        "Offres d’emploi par mois",
        "Parcours de personnes",
        "Élèves par lycée",
    ]
    for query, wanted in (
        ("text=offres", [full]),
        ("text=JOBS", [full]),
        ("text=fayence", [full]),
        ("text=observatoire", [other]),
        ("access=restricted", ["Parcours de personnes"]),
        (f"theme={world.AUTHORITY}data-theme/SOCI", [full]),
        ("place=Pays de Fayence", [full]),
        (f"producer={other.producer_id}", [other]),
        (f"format={world.AUTHORITY}file-type/CSV", [full]),
        ("text=offres&access=restricted", []),
        ("theme=nobody-has-it", []),
        ("access=nonsense", ["Offres d’emploi par mois", "Parcours de personnes", "Élèves par lycée"]),
    ):
        found = titles(client.get(f"{SEARCH}?{query}"))
        assert found == [getattr(one, "title_fr", one) for one in wanted], query


def test_a_draft_and_what_is_gone_are_found_by_nobody(client: Client):
    here = world.producer()
    draft = world.asset(here, "Brouillon", published_at=None)
    world.asset(here, "Disparu", gone_at=timezone.now())

    assert titles(client.get(SEARCH)) == []
    assert client.get(f"{SEARCH}{draft.pk}/").status_code == 404
    assert b"Brouillon" not in client.get(f"{SEARCH}catalogue.ttl").content
    assert client.get(f"{SEARCH}{draft.pk}.ttl").status_code == 404
    make.with_second_factor(mine := world.member(here))
    client.force_login(mine)
    assert client.get(f"{SEARCH}{draft.pk}/").status_code == 200


def test_what_i_can_use_is_what_is_open_what_is_mine_and_what_was_granted(client: Client):
    there = accesses()
    opened = world.asset(world.producer(), "Ouvert")
    world.restricted_asset(world.producer("Autre"))
    grant = granted(there)

    def usable(user: Any) -> set[DataAsset]:
        return set(selectors.found(user, {"mine": True}))

    assert usable(there.asker) == {opened, there.asset}
    assert usable(there.first) == {opened, there.asset}  # its own
    assert usable(make.user()) == {opened}
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert usable(there.asker) == {opened}


def test_the_search_asks_the_database_the_same_number_of_times_for_one_set_and_for_twenty(
    client: Client, django_assert_max_num_queries: Any
):
    here = world.producer()
    for _number in range(20):
        world.full_asset(here)

    with django_assert_max_num_queries(12):
        assert len(titles(client.get(f"{SEARCH}?text=offres"))) == 20


def test_the_page_says_what_is_known_and_that_the_rest_is_not(client: Client):
    here = world.producer()
    full, bare = (
        world.full_asset(here),
        world.asset(here, "Presque rien", description_fr="", access="unknown"),
    )

    page = client.get(f"{SEARCH}{full.pk}/").content.decode()
    for said in (
        "CC BY 4.0",
        "du 1er janvier 2024",
        "98,7 %",
        "RGPD",
        "Article L. 5312-1",
        "17,9",
        "Provence-Alpes",
    ):
        assert said in page, said
    assert "il n’y a pas de population à laquelle comparer" in page
    assert "personne ne l’a mesuré" in page
    nothing = client.get(f"{SEARCH}{bare.pk}/").content.decode()
    assert "Personne n’a dit ce qu’elles contiennent." in nothing
    assert "accès\u00a0: non indiqué" in nothing
    assert nothing.count("non indiqué") >= 9
    assert "0 %" not in nothing


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Offres d’emploi"), ("en", "Job offers"), ("ko", "월별 구인")]
)
def test_the_page_speaks_the_language_of_its_reader(client: Client, language: str, title: str):
    one = world.full_asset(world.producer())

    page = client.get(f"{SEARCH}{one.pk}/", headers={"accept-language": language}).content.decode()

    assert f"<h1>{title}" in page


def test_a_set_without_a_title_in_french_is_shown_by_the_one_it_has(client: Client):
    one = world.asset(world.producer(), "", title_en="Only in English")

    assert "Only in English" in client.get(f"{SEARCH}{one.pk}/").content.decode()


def test_freshness_is_late_only_by_the_frequency_that_was_said(client: Client):
    here = world.producer()
    today = timezone.localdate()
    monthly = f"{world.AUTHORITY}frequency/MONTHLY"
    late = world.asset(here, "a", modified=today - timedelta(days=90), frequency=monthly)
    on_time = world.asset(here, "b", modified=today - timedelta(days=20), frequency=monthly)
    unsaid = world.asset(here, "c", modified=today - timedelta(days=900))
    unknown = world.asset(here, "d")

    tones = [
        client.get(f"{SEARCH}{one.pk}/").context["freshness"]["tone"]
        for one in (late, on_time, unsaid, unknown)
    ]

    assert tones == ["attention", "met", "plain", "unknown"]


def test_an_open_set_shows_its_first_rows_plots_with_their_table_and_its_columns(
    client: Client, rents: Callable[..., str]
):
    lines = [f"06{n:03};Commune {n};06;{10 + n},5;9,5;20,5" for n in range(1, 41)]
    one = world.asset(world.producer(), store_name=rents(*lines))

    page = client.get(f"{SEARCH}{one.pk}/").content.decode()

    (table,) = tables.tables_of(store().need("rents"))
    assert (table.rows, len(table.first)) == (40, tables.ROWS)
    numbers = next(plot for plot in table.plots if plot.column == "rent")
    assert sum(mark.value or 0 for mark in numbers.marks) == 40
    words = next(plot for plot in table.plots if plot.column == "department")
    assert [(mark.label, mark.value) for mark in words.marks] == [("06", 40)]
    assert "name" not in {plot.column for plot in table.plots}  # a plot of names says nothing
    assert "Commune 1" in page
    assert page.count('<svg class="chart-columns"') == sum(plot.numbers for plot in table.plots)
    assert page.count("Les mêmes chiffres en mots") == sum(plot.numbers for plot in table.plots)


def test_the_csv_of_an_open_set_is_whole_and_runs_nothing(client: Client, rents: Callable[..., str]):
    lines = ["06001;@SUM(1);06;12,5;9,5;20,5", "06002;+33;06;-1;9,5;20,5", "06003;-2+3;06;12;9,5;20,5"]
    one = world.asset(world.producer(), store_name=rents(*lines))

    answer = client.get(f"{SEARCH}{one.pk}/tables/rents.csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["name"], row["rent"]) for row in rows] == [("'@SUM(1)", "12.5"), ("'-2+3", "12.0")]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(f"{SEARCH}{one.pk}/tables/other.csv").status_code == 404


@pytest.mark.parametrize(
    "closed",
    [{"access": "restricted", "restriction": "x"}, {"access": "unknown"}, {"published_at": None}],
)
def test_the_table_of_what_is_not_open_and_published_never_leaves(
    client: Client, rents: Callable[..., str], closed: dict[str, Any]
):
    one = world.asset(world.producer(), store_name=rents("06001;Antibes;06;12,5;9,5;20,5"), **closed)
    make.with_second_factor(member := world.member(one.producer))
    client.force_login(member)

    page = client.get(f"{SEARCH}{one.pk}/")

    assert page.status_code == 200
    assert b"Antibes" not in page.content
    assert client.get(f"{SEARCH}{one.pk}/tables/rents.csv").status_code == 404
    assert client.get(f"{SEARCH}{one.pk}/versions/").status_code == 404


@pytest.mark.parametrize("name", ["../../etc", "rents'; DROP", "nothing", "R"])
def test_a_name_that_is_none_of_the_store_shows_no_table(client: Client, name: str):
    one = world.asset(world.producer(), store_name=name)

    assert client.get(f"{SEARCH}{one.pk}/").status_code == 200


def test_two_versions_are_compared(client: Client, rents: Callable[..., str]):
    rents("06001;Antibes;06;12,5;9,5;20,5", "06002;Nice;06;13,5;9,5;20,5", name="old.csv")
    rents("06001;Antibes;06;12,9;9,5;20,5", "06003;Grasse;06;13,5;9,5;20,5", name="new.csv")
    one = world.asset(world.producer(), store_name="rents")

    page = client.get(f"{SEARCH}{one.pk}/versions/")

    (table,) = page.context["compared"]
    assert (table.added, table.removed, table.changed) == (1, 1, 1)
    assert "Comparer les versions" in client.get(f"{SEARCH}{one.pk}/").content.decode()
    assert client.get(f"{SEARCH}{one.pk}/versions/?from=nothing&to=../..").status_code == 200


def test_a_restricted_set_says_why_and_how_to_ask(client: Client):
    one = world.restricted_asset(world.producer())
    elsewhere = world.producer("Ailleurs")
    elsewhere.organisation = None
    elsewhere.save()
    nobody = world.restricted_asset(elsewhere)

    page = client.get(f"{SEARCH}{one.pk}/").content.decode()

    assert "usage d’intérêt général seulement" in page
    assert "Article L. 5314-2 du code du travail" in page
    assert f'href="/donnees/{one.pk}/demander/"' in page
    assert (
        f'href="/donnees/{nobody.pk}/demander/"' not in client.get(f"{SEARCH}{nobody.pk}/").content.decode()
    )


def test_the_catalogue_leaves_in_dcat_ap_as_the_shapes_ask(client: Client):
    from rdflib import Graph

    here = world.producer(homepage="https://region.example/")
    world.full_asset(here)
    world.restricted_asset(here)

    graph = Graph().parse(data=client.get(f"{SEARCH}catalogue.ttl").content, format="turtle")

    assert [one for one in check_dcat(graph) if one.severity == "violation"] == []


def test_the_catalogue_leaves_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch):
    from openemploi.catalogue import read_dcat
    from openemploi_web.repository import views_dcat

    monkeypatch.setattr(views_dcat, "PER_PAGE", 2)
    here = world.producer()
    for number in range(5):
        world.asset(here, f"Jeu {number}", identifier=f"n{number}")

    found: list[str] = []
    address = f"{SEARCH}catalogue.jsonld"
    while address:
        reading = read_dcat(client.get(address).content, format="json-ld")
        found += [one.identifier for one in reading.catalogue.datasets]
        address = reading.next

    assert found == ["n0", "n1", "n2", "n3", "n4"]


def test_a_set_leaves_by_itself_and_an_unknown_ending_is_not_found(client: Client):
    one = world.full_asset(world.producer())

    for ending in ("ttl", "jsonld", "rdf"):
        assert client.get(f"{SEARCH}{one.pk}.{ending}").status_code == 200
    assert client.get(f"{SEARCH}{one.pk}.exe").status_code == 404
    assert client.get(f"{SEARCH}catalogue.csv").status_code == 404


def test_a_place_without_an_address_keeps_its_name(db: None):
    one = world.asset(world.producer())
    AssetTerm.objects.create(asset=one, kind="place", value="Pays de Fayence", label="Pays de Fayence")

    (place,) = record_of(DataAsset.objects.get(pk=one.pk)).places

    assert (place.uri, place.label) == ("", "Pays de Fayence")


def test_what_was_measured_and_what_could_not_be_is_said(rents: Callable[..., str]):
    one = world.asset(
        world.producer(),
        store_name=rents("06001;Antibes;06;12,5;9,5;20,5", "06002;Nice;06;;;", "bad;x;06;1;1;1"),
        modified=date(2026, 1, 1),
    )

    found = {str(measure.dimension): measure for measure in tables.measured(one)}

    assert found["validity"].value == pytest.approx(2 / 3)
    assert found["validity"].n == 3
    assert found["completeness"].value is not None
    assert 0 < found["completeness"].value < 1
    assert found["freshness"].value == (timezone.localdate() - date(2026, 1, 1)).days
    assert (found["representativeness"].value, found["representativeness"].unknown_because) == (
        None,
        "no_reference",
    )
    bare = {
        str(measure.dimension): measure
        for measure in tables.measured(world.asset(one.producer, "Sans table"))
    }
    assert [bare[name].unknown_because for name in ("completeness", "validity", "freshness")] == [
        "no_table",
        "no_table",
        "no_date",
    ]
