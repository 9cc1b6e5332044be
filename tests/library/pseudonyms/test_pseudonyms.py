"""Two offices and a third party: what is joined, what nobody sees, and what a new key breaks."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.library.pseudonyms.noisy import Written, people, written_again

from openemploi.errors import FormatError, RequestError
from openemploi.pseudonyms import (
    Contribution,
    Identity,
    IdentityColumns,
    Key,
    Register,
    Use,
    join,
    linking_texts,
    new_key,
    pseudonymise,
    read_key,
    write_key,
)
from openemploi.pseudonyms.identity import born_on

TODAY = date(2026, 11, 28)
UNTIL = date(2027, 6, 30)
IDENTITY = IdentityColumns("nom", "prenom", "naissance")


@pytest.fixture
def key() -> Key:
    return new_key("insertion-06", until=UNTIL)


@pytest.fixture
def secret() -> Key:
    return new_key("insertion-06", until=UNTIL)


def office(path: Path, persons: list[Written], **columns: list[str]) -> Path:
    """The file of one office: identities, and its own columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["nom", "prenom", "naissance", *columns])
        rows.writerows([*person, *values] for person, *values in zip(persons, *columns.values(), strict=True))
    return path


def contribution(path: Path, key: Key, *keep: str) -> Contribution:
    return pseudonymise(
        path, path.with_suffix(".parquet"), key=key, identity=IDENTITY, keep=keep, today=TODAY
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Lefèvre", "Hélène"), ("LEFEVRE", "HELENE")),
        (("Martin-Dubois", "Anne-Sophie"), ("martin dubois", "Anne Sophie")),
        (("Mme D'Aubigné", "Zoé"), ("DAUBIGNE", "zoe")),
        (("de La Fontaine", "Jean"), ("Delafontaine", "JEAN")),
        (("Durand née Martin", "Léa"), ("MARTIN", "Lea")),
        (("Martin épouse Durand", "Léa"), ("Martin", "Léa")),
        (("Œuvrard", "Benoît, Paul"), ("oeuvrard", "Benoit")),
        (("김", "민준"), ("김", "민준")),
    ],
)
def test_case_accents_hyphens_titles_and_birth_names_make_no_difference(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    first, second = (linking_texts(Identity(*names, date(1990, 5, 1))) for names in (one, two))

    assert first["full"] == second["full"]


@pytest.mark.parametrize(
    ("one", "two", "rule"),
    [
        (("Martin-Dubois", "Anne"), ("Martin", "Anne"), "parts"),
        (("Martin", "Anne-Sophie"), ("Martin", "Anne"), "parts"),
        (("Lefebvre", "Philippe"), ("Lefèvre", "Filipe"), "sound"),
        (("Thibault", "Mathieu"), ("Tibaud", "Matthieu"), "sound"),
        (("Nicolas", "Martin"), ("Martin", "Nicolas"), "swapped"),
    ],
)
def test_lenient_rules_join_what_is_cut_said_alike_or_turned_round(
    one: tuple[str, str], two: tuple[str, str], rule: str
) -> None:
    first, second = (linking_texts(Identity(*names, date(1990, 5, 1))) for names in (one, two))

    assert first["full"] != second["full"]
    assert first[rule] == second[rule]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Martin", "Anne", date(1990, 5, 1)), ("Martin", "Anne", date(1990, 5, 2))),
        (("Martin", "Marie", date(1990, 5, 1)), ("Martin", "Marion", date(1990, 5, 1))),  # twins
        (("Martin", "Anne", date(1990, 5, 1)), ("Morin", "Anne", date(1990, 5, 1))),
    ],
)
def test_different_people_have_no_text_in_common(
    one: tuple[str, str, date], two: tuple[str, str, date]
) -> None:
    first, second = linking_texts(Identity(*one)), linking_texts(Identity(*two))

    assert not set(first.values()) & set(second.values())


def test_nobody_is_joined_without_a_name_and_a_date_of_birth() -> None:
    assert linking_texts(Identity("Martin", "Anne", None)) == {}
    assert linking_texts(Identity("", "Anne", date(1990, 5, 1))) == {}
    assert born_on("31/02/1990") is None
    assert born_on("01.05.1990") == born_on("19900501") == date(1990, 5, 1)


def test_two_files_are_joined_and_nobody_sees_an_identity(tmp_path: Path, key: Key, secret: Key) -> None:
    persons = people(40, seed=3)
    employment = office(tmp_path / "employment.csv", persons, months=[str(n) for n in range(40)])
    housing = office(tmp_path / "housing.csv", persons[10:], aid=["yes"] * 30)
    one, two = contribution(employment, key, "months"), contribution(housing, key, "aid")
    joined = join(one.path, two.path, tmp_path / "joined.parquet", secret=secret, today=TODAY)

    assert (joined.linked, joined.only_first, joined.only_second, joined.rows) == (30, 10, 0, 30)
    table = pq.read_table(joined.path)
    assert table.column_names == ["person", "linked_by", "a_months", "b_aid"]
    assert sorted(table.column("a_months").to_pylist(), key=int) == [str(n) for n in range(10, 40)]
    for path in (one.path, two.path, joined.path):
        everything = " ".join(str(value) for row in pq.read_table(path).to_pylist() for value in row.values())
        for surname, given, born in persons:
            assert surname not in everything
            assert given not in everything
            assert born not in everything
    # The third party hands out pseudonyms that are in neither contribution.
    given_in = {
        value
        for path in (one.path, two.path)
        for row in pq.read_table(path).to_pylist()
        for value in row.values()
    }
    assert not given_in & set(table.column("person").to_pylist())


def test_the_key_of_the_contributors_does_not_find_a_person_in_what_is_handed_out(
    tmp_path: Path, key: Key, secret: Key
) -> None:
    persons = people(5, seed=1)
    one = contribution(office(tmp_path / "a.csv", persons), key)
    two = contribution(office(tmp_path / "b.csv", persons), key)
    joined = join(one.path, two.path, tmp_path / "joined.parquet", secret=secret, today=TODAY)

    surname, given, born = persons[0]
    text = linking_texts(Identity(surname, given, date.fromisoformat(born)))["full"]
    own = key.digest(text, use="full")
    assert own in pq.read_table(one.path).column("pseudonym_full").to_pylist()
    handed_out = pq.read_table(joined.path).column("person").to_pylist()
    assert own not in handed_out
    assert key.digest(own, use="person") not in handed_out
    assert secret.digest(own, use="person") in handed_out, "only who has both can"


def test_another_key_or_another_project_breaks_the_link(tmp_path: Path, key: Key, secret: Key) -> None:
    persons = people(20, seed=5)
    old = contribution(office(tmp_path / "old.csv", persons), key)
    new = contribution(office(tmp_path / "new.csv", persons), new_key(key.project, until=UNTIL))
    other = contribution(
        office(tmp_path / "other.csv", persons), Key("another-project", key.id, UNTIL, key.secret)
    )

    for file in (new, other):
        with pytest.raises(RequestError) as refused:
            join(old.path, file.path, tmp_path / "no.parquet", secret=secret, today=TODAY)
        assert refused.value.code == "contributions_differ"
        pseudonyms = [set(pq.read_table(c.path).column("pseudonym_full").to_pylist()) for c in (old, file)]
        assert not pseudonyms[0] & pseudonyms[1]
    assert not (tmp_path / "no.parquet").exists()


def test_a_file_that_is_contributed_again_under_the_new_key_joins_again(tmp_path: Path, secret: Key) -> None:
    persons, renewed = people(20, seed=5), new_key("insertion-06", until=UNTIL)
    one = contribution(office(tmp_path / "a.csv", persons), renewed)
    two = contribution(office(tmp_path / "b.csv", persons), renewed)

    assert join(one.path, two.path, tmp_path / "j.parquet", secret=secret, today=TODAY).linked == 20


def test_a_new_secret_gives_everybody_a_new_pseudonym(tmp_path: Path, key: Key, secret: Key) -> None:
    persons = people(20, seed=5)
    one = contribution(office(tmp_path / "a.csv", persons), key)
    two = contribution(office(tmp_path / "b.csv", persons), key)
    handed_out = []
    for name, made in (("1.parquet", secret), ("2.parquet", new_key(key.project, until=UNTIL))):
        joined = join(one.path, two.path, tmp_path / name, secret=made, today=TODAY)
        handed_out.append(set(pq.read_table(joined.path).column("person").to_pylist()))

    assert not handed_out[0] & handed_out[1]


def test_two_rows_with_one_pseudonym_are_joined_with_nobody(tmp_path: Path, key: Key, secret: Key) -> None:
    (person,) = people(1, seed=2)
    one = contribution(office(tmp_path / "a.csv", [person, person]), key)
    two = contribution(office(tmp_path / "b.csv", [person]), key)
    joined = join(one.path, two.path, tmp_path / "j.parquet", secret=secret, today=TODAY, unlinked=True)

    assert (joined.linked, joined.ambiguous, joined.rows) == (0, 2, 3)


def test_usual_differences_of_writing_are_joined_and_strangers_are_not(
    tmp_path: Path, key: Key, secret: Key
) -> None:
    draw = random.Random(7)  # noqa: S311  # invented people
    persons = people(4_000, seed=7)
    again = [written_again(person, draw) for person in persons[:3_000]]
    strangers = people(1_000, seed=8)
    one = contribution(
        office(tmp_path / "a.csv", persons, number=[str(n) for n in range(4_000)]), key, "number"
    )
    second = [written for _difference, written in again] + strangers
    two = contribution(
        office(tmp_path / "b.csv", second, number=[str(n) for n in range(4_000)]), key, "number"
    )
    joined = join(one.path, two.path, tmp_path / "j.parquet", secret=secret, today=TODAY)

    rows = pq.read_table(joined.path).to_pylist()
    right = sum(row["a_number"] == row["b_number"] and int(row["a_number"]) < 3_000 for row in rows)
    hopeless = sum(difference in ("one wrong letter", "another day") for difference, _written in again)
    print(
        f"precision {right / len(rows):.4f}, recall {right / 3_000:.4f}, hopeless {hopeless}, {joined.by_rule}"
    )
    assert right / len(rows) > 0.995
    assert right / 3_000 > 0.94
    assert right > (3_000 - hopeless) * 0.98


def test_only_named_columns_leave_and_never_an_identity(tmp_path: Path, key: Key) -> None:
    path = office(tmp_path / "a.csv", people(3, seed=1), email=["x@example.org"] * 3, months=["1", "2", "3"])

    assert pq.read_schema(contribution(path, key, "months").path).names[-1] == "months"
    with pytest.raises(RequestError) as refused:
        contribution(path, key, "nom")
    assert refused.value.code == "contribution_identity"


def test_rows_without_a_date_of_birth_are_left_out_and_counted(tmp_path: Path, key: Key) -> None:
    made = contribution(office(tmp_path / "a.csv", [*people(3, seed=1), ("Martin", "Anne", "")]), key)

    assert (made.rows, made.left_out) == (3, 1)
    assert pq.read_metadata(made.path).num_rows == 3


def test_parquet_with_real_dates_gives_the_same_pseudonyms(tmp_path: Path, key: Key) -> None:
    persons = people(10, seed=1)
    table = pa.table(
        {
            "nom": [p[0] for p in persons],
            "prenom": [p[1] for p in persons],
            "naissance": [date.fromisoformat(p[2]) for p in persons],
        }
    )
    pq.write_table(table, tmp_path / "p.parquet")
    columnar = pseudonymise(
        tmp_path / "p.parquet", tmp_path / "q.parquet", key=key, identity=IDENTITY, keep=(), today=TODAY
    )
    text = contribution(office(tmp_path / "a.csv", persons), key)

    assert pq.read_table(columnar.path).equals(pq.read_table(text.path))
    assert columnar.sha256 == text.sha256


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("nom;prenom\nA;B\n", "contribution_column"),
        ("", "contribution_column"),
        ("\xff\xfe", "contribution_column"),
    ],
)
def test_a_file_that_is_not_what_was_said_is_refused_and_nothing_is_left(
    tmp_path: Path, key: Key, content: str, code: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(RequestError) as refused:
        contribution(path, key)
    assert refused.value.code == code
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_bytes_that_are_no_table_are_refused(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"nom;prenom;naissance\n\xff\xfe;B;C\n")

    with pytest.raises(FormatError) as refused:
        contribution(path, key)
    assert refused.value.code == "contribution_unreadable"


def test_a_key_is_kept_for_its_owner_alone_and_never_shown(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "key.json"
    write_key(key, path)

    assert read_key(path, today=TODAY) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert str(key.secret) not in repr(key)
    with pytest.raises(RequestError) as twice:
        write_key(key, path)
    path.chmod(0o644)
    with pytest.raises(RequestError) as opened:
        read_key(path, today=TODAY)
    path.chmod(0o600)
    with pytest.raises(RequestError) as late:
        read_key(path, today=date(2027, 7, 1))
    path.write_text("{}")
    with pytest.raises(RequestError) as wrong:
        read_key(path, today=TODAY)
    assert [e.value.code for e in (twice, opened, late, wrong)] == [
        "key_not_written", "key_open_to_others", "key_expired", "key_invalid",
    ]  # fmt: skip


def test_the_register_says_who_gave_what_and_who_used_it(tmp_path: Path, key: Key, secret: Key) -> None:
    persons = people(20, seed=5)
    one = contribution(office(tmp_path / "a.csv", persons), key)
    two = contribution(office(tmp_path / "b.csv", persons), key)
    joined = join(one.path, two.path, tmp_path / "j.parquet", secret=secret, today=TODAY)
    register = Register(tmp_path / "register")
    register.contributed(one, by="Employment office")
    register.contributed(two, by="Housing office")
    register.joined(
        joined, project=key.project, of=(one.sha256, two.sha256), secret_id=secret.id, today=TODAY
    )
    for purpose in ("Return to work", "Housing and work", "Return to work"):
        register.used("j.parquet", by="Observatory", purpose=purpose, today=TODAY)

    assert register.uses_of("Housing office") == [
        Use("Observatory", 3, ("Housing and work", "Return to work"))
    ]
    assert register.uses_of("Somebody else") == []
    first = register.entries()[0]
    assert (first["by"], first["rows"], first["key_id"], first["sha256"]) == (
        "Employment office", 20, key.id, one.sha256,
    )  # fmt: skip


@pytest.mark.parametrize("change", ["edit", "drop", "swap"])
def test_a_register_that_was_changed_shows_it(tmp_path: Path, change: str) -> None:
    register = Register(tmp_path)
    for number in range(4):
        register.used(f"{number}.parquet", by="Observatory", purpose="Return to work", today=TODAY)
    path = tmp_path / "register.jsonl"
    lines = path.read_text().splitlines()
    match change:
        case "edit":
            lines[1] = lines[1].replace("Observatory", "Nobody")
        case "drop":
            del lines[1]
        case _:
            lines[1], lines[2] = lines[2], lines[1]
    path.write_text("\n".join(lines) + "\n")

    with pytest.raises(RequestError) as damaged:
        register.entries()
    assert damaged.value.code == "register_damaged"
