"""Using an access: the query room, copies, what is refused, what its producer sees, and what a closed access gives."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from openemploi_web.accounts.models import Membership, User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.repository import actions_decisions, actions_room, restricted, room, selectors_access
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.models import CopyTaken, Grant, RoomQuery
from tests.web import factories as make
from tests.web.repository.access_world import Accesses, accesses, ended, granted, table, with_table

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
BY_COMMUNE = "SELECT commune, count(*) AS personnes, avg(days) AS attente FROM attentes GROUP BY commune"


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.FOLDER = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def there() -> Accesses:
    made = accesses()
    with_table(made)
    return made


@pytest.fixture
def grant(there: Accesses) -> Grant:
    return granted(there)


def _ask(client: Client, grant: Grant, text: str) -> str:
    answer = client.post(reverse("repository:room", args=[grant.pk]), {"text": text}, follow=True)
    return str(answer.content.decode())


def test_groups_come_out_and_a_small_one_is_masked_in_words(there: Accesses, grant: Grant, as_user: AsUser):
    page = _ask(as_user(there.asker), grant, BY_COMMUNE)

    query = RoomQuery.objects.get()
    assert query.outcome == "answered" and query.masked >= 1
    assert "masqué" in page and "moins de 11 personnes" in page
    shown = room.shown(query)
    assert shown is not None
    by_commune = {row.keys[0]: row for row in shown.rows}
    assert int(by_commune["Nice"].people.text) > 100
    assert "Gourdon" not in by_commune or by_commune["Gourdon"].people.masked


def test_rows_never_come_out(there: Accesses, grant: Grant, as_user: AsUser):
    page = _ask(as_user(there.asker), grant, "SELECT * FROM attentes")

    query = RoomQuery.objects.get()
    assert (query.outcome, query.answer) == ("refused", None)
    assert query.code.startswith("query_")
    assert "p0001" not in page


def test_an_attempt_to_single_out_by_difference_is_refused(there: Accesses, grant: Grant, as_user: AsUser):
    client = as_user(there.asker)
    _ask(client, grant, "SELECT count(*) AS n FROM attentes")

    _ask(client, grant, "SELECT count(*) AS n FROM attentes WHERE commune <> 'Gourdon'")

    assert RoomQuery.objects.order_by("created_at").last().code == "query_differencing"


def test_what_one_learned_counts_for_the_colleague_and_for_another_access(there: Accesses, as_user: AsUser):
    first, second = granted(there), granted(there)
    _ask(as_user(there.asker), first, "SELECT count(*) AS n FROM attentes")

    _ask(as_user(there.colleague), second, "SELECT count(*) AS n FROM attentes WHERE commune <> 'Gourdon'")

    assert RoomQuery.objects.get(grant=second).code == "query_differencing"


def test_without_what_was_answered_before_nothing_is_answered(there: Accesses, grant: Grant, as_user: AsUser):
    client = as_user(there.asker)
    _ask(client, grant, "SELECT count(*) AS n FROM attentes")
    shutil.rmtree(room.ledger_of(grant).folder)  # a backup was put back without it

    _ask(client, grant, "SELECT count(*) AS n FROM attentes WHERE commune <> 'Gourdon'")

    last = RoomQuery.objects.order_by("created_at").last()
    assert (last.outcome, last.code) == ("failed", "query_ledger_damaged")


def test_the_answer_is_taken_as_csv_with_the_reason_of_what_is_masked(
    there: Accesses, grant: Grant, as_user: AsUser
):
    client = as_user(there.asker)
    _ask(client, grant, BY_COMMUNE)

    answer = client.get(reverse("repository:query-csv", args=[RoomQuery.objects.get().pk]))

    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0][:3] == ["commune", "personnes", "attente"]
    assert all(not row[1] for row in rows[1:] if row[-1])
    assert AuditEvent.objects.filter(action="repository.take_answer").count() == 1


def test_every_query_is_seen_by_the_producer(there: Accesses, grant: Grant, as_user: AsUser):
    _ask(as_user(there.asker), grant, BY_COMMUNE)
    _ask(as_user(there.asker), grant, "SELECT pseudonym FROM attentes")

    page = as_user(there.second).get(reverse("repository:uses", args=[there.asset.pk])).content.decode()

    assert page.count("Rosalie Dumas") == 2
    assert "GROUP BY commune" in page and "SELECT pseudonym" in page
    used = selectors_access.uses_of(there.asset)[0]
    assert (used.queries, used.refused) == (2, 1)


def test_the_budget_bounds_how_many_are_asked(there: Accesses, as_user: AsUser):
    grant = granted(there, budget=1)
    client = as_user(there.asker)
    _ask(client, grant, "SELECT count(*) AS n FROM attentes")

    with pytest.raises(NotPossible):
        actions_room.ask_query(actor=there.asker, grant=grant, text="SELECT 1")
    assert client.post(reverse("repository:room", args=[grant.pk]), {"text": "SELECT 1"}).status_code == 422
    assert RoomQuery.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "spent"),
    [
        ("SELECT 1", 0),
        ("selec commune", 0),
        ("SELECT pseudonym FROM attentes", 0),
        ("SELECT count(*) AS n FROM attentes", 1),
    ],
)
def test_only_a_query_that_looked_at_the_data_costs_one(
    there: Accesses, grant: Grant, as_user: AsUser, text: str, spent: int
):
    as_user(there.asker).post(reverse("repository:room", args=[grant.pk]), {"text": text})

    assert RoomQuery.objects.count() == 1  # it is in the register in any case
    assert selectors_access.spent(grant) == spent


def test_the_examples_speak_the_language_of_the_page_and_are_understood(grant: Grant):
    from openemploi.queryroom.reading import analyse

    table = room.described(grant)
    assert table is not None
    for language, name in (("fr", "personnes"), ("en", "people"), ("ko", "인원")):
        with translation.override(language):
            found = [text for _what, text in room.examples(table)]
        assert f"AS {name} " in found[0]
        for text in found:
            analyse(text, (room._table(grant, table),))


def test_an_access_that_was_taken_back_opens_nothing_from_that_moment(
    there: Accesses, grant: Grant, as_user: AsUser
):
    client = as_user(there.asker)
    as_user(there.first).post(
        reverse("repository:revoke", args=[grant.pk]), {"reason": "Publication non prévue."}
    )

    answer = client.post(reverse("repository:room", args=[grant.pk]), {"text": BY_COMMUNE})

    assert answer.status_code == 403
    assert "Publication non prévue." in answer.content.decode()
    assert RoomQuery.objects.get().outcome == "closed"
    assert AuditEvent.objects.get(action="repository.note_closed").reason == "revoked"
    assert Notice.objects.filter(user=there.colleague, kind="access_revoked").exists()
    assert [one.kind for one in selectors_access.anomalies()] == ["closed"]


def test_an_access_ends_by_itself_without_any_job(there: Accesses, grant: Grant, as_user: AsUser):
    ended(grant)

    assert as_user(there.asker).get(reverse("repository:room", args=[grant.pk])).status_code == 403
    with pytest.raises(Denied):
        actions_room.ask_query(actor=there.asker, grant=grant, text=BY_COMMUNE)


def test_an_answer_that_was_being_computed_when_the_access_was_taken_back_is_not_given(
    there: Accesses, grant: Grant
):
    query = actions_room.ask_query(actor=there.asker, grant=grant, text=BY_COMMUNE)
    actions_decisions.revoke(actor=there.first, grant=grant, reason="Fuite.")

    kept = actions_room.keep_answer(
        actor=there.asker,
        query=query,
        answer={"rows": [["Nice", 200]]},
        rows=1,
        cells=1,
        masked=0,
        milliseconds=5,
        fingerprint="x",
    )

    assert (kept.outcome, kept.answer) == ("closed", None)


def test_who_has_left_the_organisation_has_left_the_access(there: Accesses, grant: Grant, as_user: AsUser):
    Membership.objects.filter(user=there.colleague).update(ended_at=grant.starts_at)

    assert as_user(there.colleague).get(reverse("repository:room", args=[grant.pk])).status_code == 404
    assert [one.kind for one in selectors_access.anomalies()] == ["left"]


def test_a_query_of_another_organisation_is_not_found(there: Accesses, grant: Grant, as_user: AsUser):
    _ask(as_user(there.asker), grant, BY_COMMUNE)
    query = RoomQuery.objects.get()
    stranger = as_user(make.member(make.organisation("research"), role="administrator"))

    for name in ("query", "query-csv"):
        assert stranger.get(reverse(f"repository:{name}", args=[query.pk])).status_code == 404
        assert as_user(there.colleague).get(reverse(f"repository:{name}", args=[query.pk])).status_code == 200


def test_a_copy_is_the_same_all_day_and_another_for_each_person(there: Accesses, as_user: AsUser):
    grant = granted(there, use="copy")
    page = reverse("repository:take-copy", args=[grant.pk])

    def take(who: User) -> str:
        return b"".join(as_user(who).post(page).streaming_content).decode()  # type: ignore[attr-defined]

    first, again, other = take(there.asker), take(there.asker), take(there.colleague)

    assert first == again != other
    assert "Laboratoire du travail (fictif)" in first.split("\r\n")[0]
    assert len(first.split("\r\n")) == 600 + 3
    copies = CopyTaken.objects.order_by("created_at")
    assert [copy.times for copy in copies] == [2, 1]
    assert copies[0].secret not in first
    assert not list((restricted.folder("work")).glob("*.csv"))  # nothing is left behind


def test_the_producer_finds_whose_copy_leaked_from_a_part_of_it(there: Accesses, as_user: AsUser):
    grant = granted(there, use="copy")
    page = reverse("repository:take-copy", args=[grant.pk])
    copies = {
        who: b"".join(as_user(who).post(page).streaming_content).decode()  # type: ignore[attr-defined]
        for who in (there.asker, there.colleague)
    }
    _notice, head, *lines = copies[there.colleague].split("\r\n")
    part = io.BytesIO("\n".join([head, *lines[100:400]]).encode())
    part.name = "trouvé.csv"

    answer = as_user(there.first).post(reverse("repository:trace", args=[there.asset.pk]), {"file": part})

    text = answer.content.decode()
    assert "Achille Morin" in text and "Rosalie Dumas" not in text
    event = AuditEvent.objects.get(action="repository.found_leak")
    assert event.person == there.colleague.pk


def test_a_room_access_gives_no_copy_and_a_copy_access_no_room(there: Accesses, as_user: AsUser):
    client = as_user(there.asker)

    assert client.post(reverse("repository:take-copy", args=[granted(there).pk])).status_code == 404
    assert client.get(reverse("repository:room", args=[granted(there, use="copy").pk])).status_code == 404


def test_the_room_waits_until_its_producer_has_said_what_the_columns_are(as_user: AsUser):
    there = accesses()
    grant = granted(there)

    page = _ask(as_user(there.asker), grant, BY_COMMUNE)

    assert "n’a pas encore dit comment" in page
    assert RoomQuery.objects.get().outcome == "failed"
    assert selectors_access.spent(grant) == 0


def test_a_table_is_deposited_and_described_on_the_pages(as_user: AsUser):
    there = accesses()
    client = as_user(there.first)
    file = io.BytesIO(table())
    file.name = "attentes.csv"

    client.post(reverse("repository:deposit", args=[there.asset.pk]), {"file": file})
    there.asset.refresh_from_db()
    roles = {
        "pseudonym": "unit",
        "commune": "group",
        "occupation": "group",
        "age": "group",
        "days": "measure",
    }
    answer = client.post(
        reverse("repository:describe-room", args=[there.asset.pk]),
        {"threshold": "11", "step_age": "5", **{f"role_{name}": role for name, role in roles.items()}},
    )

    assert answer.status_code == 302
    assert there.asset.room.name == "attentes"
    assert restricted.store().folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_no_table_is_refused_with_what_to_do(as_user: AsUser):
    there = accesses()
    file = io.BytesIO(b"Nom de famille;Pr\xe9nom\n1;2\n")
    file.name = "liste.csv"

    answer = as_user(there.first).post(reverse("repository:deposit", args=[there.asset.pk]), {"file": file})

    assert answer.status_code == 422
    assert not restricted.version_of(there.asset)


def test_two_columns_cannot_both_say_whose_row_it_is(there: Accesses, as_user: AsUser):
    answer = as_user(there.first).post(
        reverse("repository:describe-room", args=[there.asset.pk]),
        {
            "threshold": "11",
            "role_pseudonym": "unit",
            "role_commune": "unit",
            "role_occupation": "group",
            "role_age": "group",
            "role_days": "measure",
        },
    )

    assert answer.status_code == 422
