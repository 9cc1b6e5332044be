"""The live client against a server that plays the API: everything once, nothing lost, and no secret told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.library.connectors.france_travail_stand_in import SECRET, START, StandIn, offers, served
from tests.library.connectors.reading import read
from typer.testing import CliRunner

from openemploi import outgoing
from openemploi.cli.app import app
from openemploi.connectors import france_travail_live
from openemploi.connectors.france_travail_fetch import Search, fetch_offers
from openemploi.connectors.france_travail_live import Credentials, FranceTravail
from openemploi.errors import RequestError
from openemploi.outgoing import AddressRefused, NoAnswer

Api = Callable[..., FranceTravail]
WRONG = "faux-b81"
END = START + timedelta(days=10)
SEARCH = Search(since=START, until=END)


@pytest.fixture
def waits() -> list[float]:
    """The seconds that the client wished to wait."""
    return []


@pytest.fixture
def api(waits: list[float]) -> Iterator[Api]:
    opened: list[FranceTravail] = []

    def open_(stand_in: StandIn, *, secret: str = SECRET) -> FranceTravail:
        client = FranceTravail(
            Credentials("id", secret),
            token_url=f"{stand_in.url}/jeton?realm=%2Fpartenaire",
            search_url=f"{stand_in.url}/offres/search",
            per_second=1e6,
            client=outgoing.client(ports=None, allowed=lambda address: True),
            wait=waits.append,
        )
        opened.append(client)
        return client

    yield open_
    for one in opened:
        one.__exit__()


def ids(path: Path) -> list[str]:
    return sorted(json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines())


def test_a_search_of_several_pages_is_fetched_whole_and_can_be_imported(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(400))) as stand_in:
        found = fetch_offers(api(stand_in), SEARCH, path)

    assert (found.offers, found.missed, found.calls) == (400, 0, 3)
    assert ids(path) == [f"{number:07}" for number in range(400)]
    assert len(read(tmp_path, "france_travail_offers", path).rows("offers")) == 400
    assert sorted(one.name for one in tmp_path.iterdir()) == ["offres.jsonl", "store"]


def test_more_offers_than_a_search_gives_are_fetched_by_narrower_dates(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(7000))) as stand_in:
        found = fetch_offers(api(stand_in), SEARCH, path)

    assert (found.offers, found.missed) == (7000, 0)
    assert ids(path) == [f"{number:07}" for number in range(7000)]
    assert len({query["minCreationDate"] for query in stand_in.searches}) > 2
    assert all(int(query["range"].split("-")[1]) < 3150 for query in stand_in.searches)


def test_departments_are_searched_one_by_one(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(30))) as stand_in:
        found = fetch_offers(api(stand_in), Search(("06",), ("G1998",), START, END), path)

    assert found.offers == 10
    assert {(query["departement"], query["codeROME"]) for query in stand_in.searches} == {("06", "G1998")}


def test_the_people_to_write_to_are_not_kept(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(3))) as stand_in:
        fetch_offers(api(stand_in), SEARCH, path)

    assert "intitule" in path.read_text(encoding="utf-8")
    assert "personne@" not in path.read_text(encoding="utf-8")


def test_a_token_that_ends_on_the_way_is_renewed_and_never_logged(
    api: Api, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(StandIn(offers(600), token_calls=2)) as stand_in:
        found = fetch_offers(api(stand_in), SEARCH, tmp_path / "offres.jsonl")

    assert (found.offers, len(stand_in.tokens)) == (600, 2)
    assert caplog.text
    assert not [token for token in stand_in.tokens if token in caplog.text]
    assert SECRET not in caplog.text


def test_too_many_calls_wait_as_long_as_the_answer_says_and_faults_are_tried_again(
    api: Api, waits: list[float], tmp_path: Path
) -> None:
    moods = [(429, {"Retry-After": "7"}), (500, {}), (503, {})]
    with served(StandIn(offers(5), moods=moods)) as stand_in:
        found = fetch_offers(api(stand_in), SEARCH, tmp_path / "offres.jsonl")

    assert found.offers == 5
    assert [seconds for seconds in waits if seconds >= 1] == [7.0, 2.0, 4.0]


def test_what_was_interrupted_goes_on_where_it_stopped(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(7000), stop_after=35)) as stand_in:
        with pytest.raises(NoAnswer) as stopped:
            fetch_offers(api(stand_in), SEARCH, path)
        assert stopped.value.code == "answer_status"
        assert not path.exists()
        begun = len(ids(tmp_path / "offres.jsonl.part"))
        with (tmp_path / "offres.jsonl.part").open("ab") as file:
            file.write(b'{"id": "half a li')  # killed while it wrote
        stand_in.stop_after = None
        before = len(stand_in.searches)
        found = fetch_offers(api(stand_in), SEARCH, path)

    assert 0 < begun < 7000
    assert found.offers == 7000
    assert ids(path) == [f"{number:07}" for number in range(7000)]
    assert len(stand_in.searches) - before < 7000 / 150 + 8  # what was there is not asked for again


def test_another_search_does_not_go_on_with_a_file_that_was_begun(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(7000), stop_after=35)) as stand_in:
        with pytest.raises(NoAnswer):
            fetch_offers(api(stand_in), SEARCH, path)
        with pytest.raises(RequestError) as refused:
            fetch_offers(api(stand_in), Search(("06",), since=START, until=END), path)

    assert refused.value.code == "fetch_other"


def test_a_file_that_is_being_fetched_is_left_to_whoever_fetches_it(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(400))) as stand_in:
        told: list[str] = []

        def meanwhile(_offers: int) -> None:
            with pytest.raises(RequestError) as refused:
                fetch_offers(api(stand_in), SEARCH, path)
            told.append(refused.value.code)

        assert fetch_offers(api(stand_in), SEARCH, path, progress=meanwhile).offers == 400

    assert told == ["fetch_busy"]


def test_an_end_that_was_not_given_stays_the_same_when_it_goes_on(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "offres.jsonl"
    with served(StandIn(offers(7000), stop_after=35)) as stand_in:
        with pytest.raises(NoAnswer):
            fetch_offers(api(stand_in), Search(since=START), path, now=lambda: END)
        stand_in.stop_after = None
        found = fetch_offers(
            api(stand_in), Search(since=START), path, now=lambda: datetime(2099, 1, 1, tzinfo=UTC)
        )

    assert (found.until, found.offers) == (END, 7000)


def test_more_offers_in_one_second_than_a_search_gives_are_told_as_missed(api: Api, tmp_path: Path) -> None:
    crowd = offers(3200, apart=timedelta(0))
    with served(StandIn(crowd)) as stand_in:
        found = fetch_offers(api(stand_in), Search(since=START, until=START), tmp_path / "offres.jsonl")

    assert (found.offers, found.missed) == (3150, 50)


def test_a_slice_that_lost_offers_while_it_was_read_is_read_once_more(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(StandIn(offers(300))) as stand_in:
        client = api(stand_in)
        page = client.page

        def and_one_goes(query: dict[str, str], *, first: int = 0) -> france_travail_live.Page:
            found = page(query, first=first)
            stand_in.gone.add("0000299")  # the newest: every later offer moves up by one
            return found

        monkeypatch.setattr(client, "page", and_one_goes)
        path = tmp_path / "offres.jsonl"
        fetch_offers(client, SEARCH, path)

    assert set(ids(path)) >= {f"{number:07}" for number in range(299)}


def test_wrong_credentials_are_said_without_being_shown(
    api: Api, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(StandIn(offers(1))) as stand_in, pytest.raises(RequestError) as refused:
        fetch_offers(api(stand_in, secret=WRONG), SEARCH, tmp_path / "offres.jsonl")

    assert refused.value.code == "credentials_refused"
    told = f"{refused.value.message} {refused.value.remedy} {caplog.text} {Credentials('id', SECRET)!r}"
    assert SECRET not in told
    assert WRONG not in told


def test_a_search_that_the_api_does_not_take_is_not_tried_again(api: Api, tmp_path: Path) -> None:
    with (
        served(StandIn(offers(1), moods=[(400, {})])) as stand_in,
        pytest.raises(RequestError) as refused,
    ):
        fetch_offers(api(stand_in), SEARCH, tmp_path / "offres.jsonl")

    assert (refused.value.code, "humeur" in refused.value.message) == ("search_refused", True)
    assert stand_in.searches == []


def test_the_client_does_not_speak_to_this_machine_unless_a_test_says_so() -> None:
    inside = "http://127.0.0.1/jeton"
    with (
        FranceTravail(Credentials("id", SECRET), token_url=inside) as client,
        pytest.raises(AddressRefused),
    ):
        client.page({})


def test_the_command_says_which_settings_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENEMPLOI_FRANCE_TRAVAIL_ID", raising=False)
    result = CliRunner().invoke(app, ["data", "fetch", "offers", str(tmp_path / "o.jsonl"), "--lang", "en"])

    assert result.exit_code == 3
    assert "OPENEMPLOI_FRANCE_TRAVAIL_ID" in result.output


def test_the_command_fetches_and_says_how_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENEMPLOI_FRANCE_TRAVAIL_ID", "id")
    monkeypatch.setenv("OPENEMPLOI_FRANCE_TRAVAIL_SECRET", SECRET)
    ordinary = outgoing.client
    monkeypatch.setattr(outgoing, "client", lambda: ordinary(ports=None, allowed=lambda address: True))
    with served(StandIn(offers(12))) as stand_in:
        monkeypatch.setitem(FranceTravail.__init__.__kwdefaults__, "token_url", f"{stand_in.url}/jeton")
        monkeypatch.setitem(FranceTravail.__init__.__kwdefaults__, "search_url", f"{stand_in.url}/search")
        result = CliRunner().invoke(
            app,
            [*("data", "fetch", "offers", str(tmp_path / "o.jsonl"), "--department", "06", "--json"),
             *("--since", "2025-09-01", "--until", "2025-09-02")],
        )  # fmt: skip

    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["offers"], told["missed"], told["until"]) == (4, 0, "2025-09-01T23:59:59+00:00")
    assert len(ids(tmp_path / "o.jsonl")) == 4
