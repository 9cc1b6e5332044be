"""The query room under attack: what is asked, how much it costs, and what its process can reach."""

# ruff: noqa: S608  # the attacks are written here

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.library.queryroom.conftest import columns, table

from openemploi.errors import RequestError
from openemploi.queryroom import Ledger, Limits, Rules, Table, analyse, child, room, run
from openemploi.queryroom.reading import LONGEST

PATIENT = Limits(seconds=60)  # the machine of the tests may be busy


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return table(tmp_path_factory.mktemp("hostile") / "people.parquet", columns(1_000))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger", grant="hostile")


HOSTILE = [
    "SELECT count(*) FROM read_csv('/etc/passwd')",
    "SELECT count(*) FROM '/etc/passwd'",
    'SELECT count(*) FROM "/etc/passwd"',
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT count(*) FROM glob('/**')",
    "SELECT count(*) FROM people, read_blob('/etc/shadow')",
    "SELECT count(*) FROM sniff_csv('/etc/passwd')",
    "SELECT count(*) FROM duckdb_settings()",
    "SELECT count(*) FROM information_schema.tables",
    "SELECT count(*) FROM sqlite_master",
    "SELECT getenv('HOME'), count(*) FROM people",
    "SELECT count(*) FROM people WHERE commune = getenv('HOME')",
    "SELECT current_setting('home_directory'), count(*) FROM people",
    "ATTACH '/tmp/x.db'",
    "ATTACH ':memory:' AS x; SELECT count(*) FROM people",
    "COPY people TO '/tmp/x.csv'",
    "COPY (SELECT * FROM people) TO '/tmp/x.csv'",
    "EXPORT DATABASE '/tmp/x'",
    "INSTALL httpfs",
    "LOAD '/tmp/x.so'",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "CREATE TABLE x AS SELECT * FROM people",
    "CREATE MACRO f() AS 1",
    "INSERT INTO people VALUES (1)",
    "UPDATE people SET wage = 0",
    "DROP TABLE people",
    "DESCRIBE people",
    "SUMMARIZE people",
    "SHOW TABLES",
    "EXPLAIN ANALYZE SELECT count(*) FROM people",
    "PREPARE x AS SELECT 1",
    "EXECUTE x",
    "SELECT count(*) FROM people a, people b, people c, people d",
    "SELECT count(*) FROM people CROSS JOIN range(1000000000)",
    "SELECT count(*) FROM range(1000000000000)",
    "SELECT count(*) FROM people WHERE repeat('a', 1000000000) <> ''",
    "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM x) SELECT count(*) FROM x",
    "SELECT count(*) FROM people WHERE EXISTS (SELECT 1)",
    "SELECT count(*) FROM people WHERE age = (SELECT max(age) FROM people)",
    "SELECT count(*) FROM people WHERE wage = ANY (SELECT 1)",
    "SELECT (SELECT pseudonym FROM people LIMIT 1), count(*) FROM people",
    "SELECT list_transform([1], x -> x), count(*) FROM people",
    "SELECT count(*) FROM people, LATERAL (SELECT 1)",
    "SELECT count(*) FROM people GROUP BY random()",
    "SELECT sum(1 / (wage - 2000)) FROM people",
    "SELECT sum(CASE WHEN pseudonym = 'p1' THEN wage END) FROM people",
    "SELECT sum(wage) FILTER (WHERE pseudonym = 'p1') FROM people",
    "SELECT arg_max(pseudonym, wage) FROM people",
    "SELECT first(wage), last(wage), any_value(wage) FROM people",
    "SELECT mode(wage) FROM people",
    "SELECT histogram(wage) FROM people",
    "SELECT string_agg(pseudonym, ',') FROM people",
    "SELECT approx_quantile(wage, 0.5) FROM people",
    "SELECT row_number() OVER (), count(*) FROM people",
    "SELECT sum(wage) OVER (ORDER BY wage) FROM people",
    "SELECT COLUMNS('.*') FROM people",
    "SELECT people FROM people",
    "SELECT people.* EXCLUDE (sex) FROM people",
    "FROM people SELECT *",
    "FROM people",
    "TABLE people",
    "PIVOT people ON sex USING count(*)",
    "UNPIVOT people ON wage",
    "SELECT count(*) FROM people QUALIFY true",
    "SELECT count(*) FROM people USING SAMPLE 1",
    "SELECT count(*) FROM people WHERE commune SIMILAR TO '(a+)+$'",
    "SELECT count(*) FROM people WHERE regexp_matches(commune, '(a+)+$')",
    "SELECT count(*) FROM people WHERE commune GLOB '*'",
    "SELECT count(*) FROM people -- \n; DROP TABLE people",
    "SELECT count(*) FROM people; -- \nSELECT * FROM people",
    "SELECT count(*) FROM people /* */; /* */ SELECT 1",
    "SELECT count(*) FROM people;;SELECT 1",
    "SELECT /*+ hint */ * FROM people",
    'SELECT * FROM "people"',
    "sElEcT PSEUDONYM fRoM PEOPLE gRoUp By PSEUDONYM",
    'SELECT "nir", count(*) FROM people GROUP BY "nir"',
    "SELECT ＊ FROM people",
    "SELECT count(*) FROM ｐeople",
    "SELECT count(*) FROM people\u200b",
    "SELECT count(*)\u00a0FROM people WHERE pseudonym\u2028= 'p1'",
    "SELECT nır, count(*) FROM people GROUP BY 1",
    "SELECT count(*) FROM people WHERE 'a' = 'a' UNION ALL SELECT wage FROM people",
    "SELECT count(*) FROM people EXCEPT SELECT 1",
    "SELECT count(*) FROM people WHERE rowid = 1",
    "SELECT rowid, count(*) FROM people GROUP BY 1",
    "SELECT count(*) FROM restricted_rows",
    "SELECT count(*) FROM memory.main.restricted_rows",
    "SELECT count(*) FROM people WHERE age = ?",
    "SELECT count(*) FROM people WHERE age = $1",
    "SELECT count(*) FROM people WHERE age = 1e999",
    "SELECT count(*) FROM people LIMIT (SELECT 1)",
    "SELECT count(*) FROM people WHERE \x00",
    "SELECT count(*) FROM people WHERE commune = 'a' AND",
    "{{ settings }}",
    "';--",
    "\ufeff",
    "(" * 5_000,
    "SELECT " + "NOT " * 2_000 + "true FROM people",
    "SELECT count(*) FROM people WHERE " + "age = 1 OR " * 800 + "age = 2",
    "SELECT count(*) FROM people WHERE age IN (" + "1, " * 2_000 + "2)",
    "SELECT " + "-" * 4_000 + "1 FROM people",
    "SELECT " + "count(*), " * 900 + "count(*) FROM people",
    "SELECT count(*) FROM people WHERE commune = '" + "x" * 1_000_000 + "'",
    "/*" * 500_000,
]


@pytest.mark.parametrize("sql", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_is_refused_before_any_process_starts(people: Table, sql: str) -> None:
    began = time.process_time()
    with pytest.raises(RequestError) as refused:
        analyse(sql, [people])

    assert refused.value.code.startswith("query_")
    assert len(refused.value.message) < 300
    assert time.process_time() - began < 5


def test_what_is_quoted_in_a_condition_stays_a_constant(people: Table, ledger: Ledger) -> None:
    nasty = "x'' OR 1=1; COPY people TO ''/tmp/openemploi-leak''; --"
    answer = run(
        analyse(f"SELECT count(*) FROM people WHERE commune = '{nasty}'", [people]),
        ledger=ledger,
        limits=PATIENT,
    )

    assert answer.told == 0
    assert not Path("/tmp/openemploi-leak").exists()  # noqa: S108


def test_every_kind_of_figure_is_answered_from_behind_the_shut_doors(people: Table, ledger: Ledger) -> None:
    answer = run(
        analyse(
            "SELECT sex, left(commune, 2), year(since), count(*), count(wage), count(DISTINCT pseudonym),"
            " count(DISTINCT commune), sum(wage), avg(wage), stddev(wage), median(wage),"
            " quantile_cont(wage, 0.25) FROM people"
            " WHERE (age BETWEEN 20 AND 60 OR disabled) AND commune LIKE '06%' AND since >= '2024-01-01'"
            " GROUP BY ALL ORDER BY avg(wage) DESC",
            [people],
        ),
        ledger=ledger,
        limits=PATIENT,
    )

    assert answer.told == 4
    assert all(len(row.cells) == 9 for row in answer.rows)
    again = run(
        analyse("SELECT sex, count(*) FROM people GROUP BY sex", [people]), ledger=ledger, limits=PATIENT
    )
    assert again.told == 2, "the register is read and compared in the shut process too"


def in_the_jail(program: str) -> dict[str, object]:
    """What ``program`` finds when it runs as the answering process does."""
    source = (
        "import json, os, socket, sys; from openemploi.queryroom.jail import bounded, closed;"
        "from openemploi.queryroom import Limits\n"
        "def tried(what):\n"
        "    try: what()\n"
        "    except OSError as error: return type(error).__name__\n"
        "    return 'done'\n"
        "bounded(Limits()); shut = closed(); found = {'shut': shut}\n"
        + program
        + "\nprint(json.dumps(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, timeout=60, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_process_reads_and_writes_no_file_and_opens_no_connection(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s")
    found = in_the_jail(
        f"found['read'] = tried(lambda: open({str(secret)!r}))\n"
        f"found['write'] = tried(lambda: open({str(tmp_path / 'new')!r}, 'w').write('x' * 10))\n"
        "found['list'] = tried(lambda: os.listdir('/'))\n"
        "found['run'] = tried(lambda: os.execv('/bin/true', ['true']))\n"
        "found['connect'] = tried(lambda: socket.create_connection(('127.0.0.1', 9), timeout=2))"
    )

    if not found["shut"]:
        pytest.skip("this kernel has no Landlock")
    assert {found[name] for name in ("read", "list", "run")} == {"PermissionError"}
    assert found["write"] in ("PermissionError", "OSError")
    assert found["connect"] == "PermissionError"


def test_the_engine_itself_reads_nothing_once_the_doors_are_shut(people: Table, monkeypatch) -> None:
    tried: list[str] = []
    connect = child._connected

    def watched(limits: Limits):
        connection = connect(limits)
        tried.append("connected")
        open_connections.append(connection)
        return connection

    open_connections: list = []
    monkeypatch.setattr(child, "_connected", watched)
    order = child.Order(
        analyse("SELECT count(*) FROM people", [people]), Rules(), PATIENT, (), Path("/"), b"k", 10
    )
    child.replied(order, shut=lambda: False)  # the engine's own locks alone

    (connection,) = open_connections
    for sql in (
        "SELECT * FROM read_csv('/etc/passwd')",
        f"SELECT * FROM '{people.files[0]}'",
        "SELECT * FROM glob('/*')",
        "ATTACH '/tmp/x.db'",
        "COPY restricted_rows TO '/tmp/openemploi-leak'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|permission|cannot|locked|not.*allowed|access"):
            connection.execute(sql).fetchall()


def test_the_process_gets_none_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENEMPLOI_WEB_SECRET", "do-not-pass-on")

    assert set(room._ENVIRONMENT) == {"LC_ALL", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TZ"}


def test_a_question_that_takes_too_long_is_killed(people: Table, ledger: Ledger, monkeypatch) -> None:
    monkeypatch.setattr(room, "_PROGRAM", "import time; time.sleep(600)")
    monkeypatch.setattr(room, "_GRACE", 0.0)
    began = time.monotonic()
    with pytest.raises(RequestError) as refused:
        run(analyse("SELECT count(*) FROM people", [people]), ledger=ledger, limits=Limits(seconds=1))

    assert refused.value.code == "query_too_slow"
    assert time.monotonic() - began < 10
    assert not [c for c in psutil.Process().children(recursive=True) if _sleeps(c)]
    assert ledger.left().queries == 99


def _sleeps(process: psutil.Process) -> bool:
    try:
        return "sleep(600)" in " ".join(process.cmdline())
    except (psutil.ZombieProcess, psutil.NoSuchProcess):
        return False  # dead, waiting to be reaped or gone


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.kill(os.getpid(), 11)", "query_failed"),
        ("import sys; sys.stdout.write('{}')", "query_failed"),
        ("import sys; sys.stdout.buffer.write(b'\\xff' * 10_000)", "query_failed"),
        ("import sys\nwhile True: sys.stdout.buffer.write(b'x' * 1_000_000)", "query_too_large"),
    ],
)
def test_a_process_that_was_taken_over_is_not_believed(
    people: Table, ledger: Ledger, monkeypatch, program: str, code: str
) -> None:
    monkeypatch.setattr(room, "_PROGRAM", program)
    with pytest.raises(RequestError) as refused:
        run(analyse("SELECT count(*) FROM people", [people]), ledger=ledger, limits=PATIENT)

    assert refused.value.code == code


def test_too_little_memory_is_a_refusal_and_nothing_else(people: Table, ledger: Ledger) -> None:
    with pytest.raises(RequestError) as refused:
        run(
            analyse("SELECT count(*) FROM people", [people]),
            ledger=ledger,
            limits=replace(PATIENT, memory_bytes=200_000_000),
        )

    assert refused.value.code in ("query_too_large", "query_failed")


def test_a_table_of_too_many_rows_is_refused(people: Table, ledger: Ledger) -> None:
    with pytest.raises(RequestError) as refused:
        run(
            analyse("SELECT count(*) FROM people", [people]),
            ledger=ledger,
            limits=replace(PATIENT, most_rows=999),
        )

    assert refused.value.code == "query_too_large"


def test_two_questions_at_once_tell_no_more_than_one_after_the_other(people: Table, ledger: Ledger) -> None:
    told, codes = [], []

    def ask(sql: str) -> None:
        try:
            told.append(run(analyse(sql, [people]), ledger=ledger, limits=PATIENT))
        except RequestError as error:
            codes.append(error.code)

    threads = [
        threading.Thread(target=ask, args=(sql,))
        for sql in (
            "SELECT count(*) FROM people",
            "SELECT count(*) FROM people WHERE NOT (commune = '06000' AND age = 33)",
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(told), codes) == (1, ["query_differencing"])


def test_an_account_without_rights_gets_its_answer_too(people: Table, ledger: Ledger, monkeypatch) -> None:
    """Bounds that root does not feel (no new process) are felt by the account that the portal runs as."""
    if os.getuid() != 0:
        pytest.skip("every other test of this file is run by such an account")
    copy = Path(tempfile.mkdtemp()) / "people.parquet"
    shutil.copy(people.files[0], copy)
    copy.parent.chmod(0o711)
    copy.chmod(0o644)
    become = "import os; os.setgid(65534); os.setuid(65534); main()"
    monkeypatch.setattr(room, "_PROGRAM", room._PROGRAM.replace("main()", become))
    answer = run(
        analyse(
            "SELECT sex, count(*), median(wage) FROM people GROUP BY sex", [replace(people, files=(copy,))]
        ),
        ledger=ledger,
        limits=PATIENT,
    )
    shutil.rmtree(copy.parent)

    assert answer.told == 2


conditions = st.sampled_from(
    [
        "", "WHERE sex = 'F'", "WHERE disabled", "WHERE NOT disabled", "WHERE commune < '06005'",
        "WHERE commune = '06000' OR disabled", "WHERE NOT (commune = '06001' AND sex = 'H')",
        "WHERE age BETWEEN 20 AND 29", "WHERE age <> 44", "WHERE since < '2024-06-01'",
        "WHERE wage_known", "WHERE commune IN ('06000', '06001') AND sex = 'F'",
    ]
)  # fmt: skip
groupings = st.sampled_from(
    ["", "sex", "commune", "sex, commune", "disabled", "floor(age / 10) * 10", "year(since)"]
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10_000),
    size=st.integers(30, 250),
    questions=st.lists(st.tuples(conditions, groupings), min_size=2, max_size=5),
    threshold=st.integers(3, 11),
)
def test_no_told_group_is_small_and_no_two_nested_ones_differ_by_few(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    size: int,
    questions: list[tuple[str, str]],
    threshold: int,
) -> None:
    folder = tmp_path_factory.mktemp("pairs")
    rows = columns(size, seed=seed)
    made = table(folder / "people.parquet", rows)
    ledger = Ledger(folder / "ledger", grant="g")
    frame = {name: np.array(values, dtype=object) for name, values in rows.items()}
    told: list[frozenset[int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            room,
            "_exchanged",
            lambda request, limits: child.replied(pickle.loads(request), shut=lambda: False),  # noqa: S301
        )
        for where, group in questions:
            where = where.replace("wage_known", "sex IS NOT NULL")
            sql = f"SELECT {group + ', ' if group else ''}count(*), avg(wage) FROM people {where}" + (
                f" GROUP BY {group}" if group else ""
            )
            try:
                answer = run(analyse(sql, [made]), ledger=ledger, rules=Rules(threshold=threshold))
            except RequestError as error:
                assert error.code == "query_differencing"
                continue
            for row in answer.rows:
                if row.n is not None:
                    members = those(frame, where, group, row.keys)
                    assert row.cells[0].value == row.n == len(members) >= threshold
                    told.append(members)
    for one in told:
        for other in told:
            if one < other:
                assert len(other) - len(one) >= threshold


def those(frame: dict[str, np.ndarray], where: str, group: str, keys: tuple[object, ...]) -> frozenset[int]:
    """The rows of a told group, found without the room."""
    age, sex, commune, since = (frame[name] for name in ("age", "sex", "commune", "since"))
    disabled = frame["disabled"].astype(bool)
    chosen = {
        "": sex == sex, "WHERE sex = 'F'": sex == "F", "WHERE disabled": disabled, "WHERE NOT disabled": ~disabled,
        "WHERE commune < '06005'": commune < "06005",
        "WHERE commune = '06000' OR disabled": (commune == "06000") | disabled,
        "WHERE NOT (commune = '06001' AND sex = 'H')": ~((commune == "06001") & (sex == "H")),
        "WHERE age BETWEEN 20 AND 29": (age >= 20) & (age <= 29), "WHERE age <> 44": age != 44,
        "WHERE since < '2024-06-01'": np.array([str(day) < "2024-06-01" for day in since]),
        "WHERE sex IS NOT NULL": sex == sex,
        "WHERE commune IN ('06000', '06001') AND sex = 'F'": np.isin(commune.astype(str), ["06000", "06001"])
        & (sex == "F"),
    }[where].astype(bool)  # fmt: skip
    values = {
        "sex": sex, "commune": commune, "disabled": disabled, "floor(age / 10) * 10": age // 10 * 10,
        "year(since)": np.array([day.year for day in since]),
    }  # fmt: skip
    for name, key in zip(group.split(", ") if group else [], keys, strict=True):
        chosen &= (values[name] == key).astype(bool)
    return frozenset(np.flatnonzero(chosen).tolist())


def test_a_killed_room_leaves_a_register_that_still_answers(people: Table, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from openemploi.queryroom import *;"
        "from tests.library.queryroom.conftest import COLUMNS\n"
        f"people = Table('people', (Path({str(people.files[0])!r}),), COLUMNS)\n"
        f"ledger = Ledger(Path({str(tmp_path / 'ledger')!r}), grant='g')\n"
        "print('ready', flush=True)\n"
        "while True: run(analyse('SELECT sex, count(*) FROM people GROUP BY sex', [people]), ledger=ledger)"
    )
    for pause in (0.6, 1.3):
        running = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(pause)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()

    answer = run(
        analyse("SELECT sex, count(*) FROM people GROUP BY sex", [people]),
        ledger=Ledger(tmp_path / "ledger", grant="g"),
        limits=PATIENT,
    )
    assert answer.told == 2
    assert LONGEST == 10_000
