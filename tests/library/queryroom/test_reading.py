"""What a question may say, and what each refusal says about the part that is refused."""

# ruff: noqa: S608  # the tests write their own questions

from __future__ import annotations

from datetime import date

import pytest

from openemploi.errors import RequestError
from openemploi.queryroom import Table, analyse
from openemploi.queryroom.plan import Bucket, Function
from openemploi.queryroom.reading import LONGEST
from openemploi.queryroom.wording import condition_sql


def test_a_question_becomes_groups_figures_and_a_condition_of_constants(people: Table) -> None:
    read = analyse(
        "SELECT Commune, count(*) AS people, avg(wage) FROM people p WHERE age >= 25 AND p.sex = 'F'"
        " AND since BETWEEN DATE '2024-01-01' AND '2024-12-31' GROUP BY 1 ORDER BY people DESC LIMIT 5;",
        [people],
    )

    assert [key.column.name for key in read.keys] == ["commune"]
    assert [figure.function for figure in read.figures] == [Function.COUNT_ROWS, Function.AVG]
    assert condition_sql(read.condition) == (
        '(("age" >= ?) AND ("sex" = ?) AND ("since" BETWEEN ? AND ?))',
        [25.0, "F", date(2024, 1, 1), date(2024, 12, 31)],
    )
    assert (read.order[0].position, read.order[0].descending, read.limit) == (1, True, 5)


@pytest.mark.parametrize(
    ("written", "bucket", "by"),
    [
        ("date_trunc('month', since)", Bucket.TRUNC, "month"),
        ("year(since)", Bucket.YEAR, None),
        ("extract(year FROM since)", Bucket.YEAR, None),
        ("floor(age / 10) * 10", Bucket.WIDTH, 10.0),
        ("age // 5 * 5", Bucket.WIDTH, 5.0),
        ("left(commune, 2)", Bucket.LEFT, 2),
        ("substring(commune, 1, 3)", Bucket.LEFT, 3),
    ],
)
def test_groups_may_be_made_wider(people: Table, written: str, bucket: Bucket, by: object) -> None:
    (key,) = analyse(f"SELECT {written} AS g, count(*) FROM people GROUP BY g", [people]).keys

    assert (key.bucket, key.by) == (bucket, by)


@pytest.mark.parametrize(
    ("sql", "code", "part"),
    [
        ("SELECT * FROM people", "query_rows", "*"),
        ("SELECT wage FROM people", "query_rows", "wage"),
        ("SELECT pseudonym, count(*) FROM people GROUP BY 1", "query_role", "pseudonym"),
        ("SELECT nir, count(*) FROM people GROUP BY 1", "query_unknown_column", "nir"),
        ("SELECT count(*) FROM people WHERE pseudonym = 'p1'", "query_role", "pseudonym"),
        ("SELECT count(*) FROM people WHERE wage > 3000", "query_role", "wage"),
        ("SELECT wage, count(*) FROM people GROUP BY wage", "query_role", "wage"),
        ("SELECT age, count(*) FROM people GROUP BY age", "query_bucket", "age"),
        ("SELECT date_trunc('week', since), count(*) FROM people GROUP BY 1", "query_bucket", "since"),
        ("SELECT max(wage) FROM people", "query_extreme", "MAX"),
        ("SELECT min(age) FROM people", "query_extreme", "MIN"),
        ("SELECT quantile_cont(wage, 0.999) FROM people", "query_extreme", "0.999"),
        ("SELECT sum(age) FROM people", "query_role", "age"),
        ("SELECT sum(DISTINCT wage) FROM people", "query_function", "DISTINCT"),
        ("SELECT string_agg(commune) FROM people", "query_function", "commune"),
        ("SELECT list(wage) FROM people", "query_function", "wage"),
        ("SELECT count(*) + 1 FROM people", "query_function", "+ 1"),
        ("SELECT sum(wage * 2) FROM people", "query_function", "* 2"),
        ("SELECT count(*) FILTER (WHERE sex = 'F') FROM people", "query_function", "FILTER"),
        ("SELECT count(*) OVER () FROM people", "query_function", "OVER"),
        ("SELECT count(*) FROM people HAVING count(*) < 3", "query_clause", "HAVING"),
        ("SELECT DISTINCT commune, count(*) FROM people GROUP BY 1", "query_clause", "DISTINCT"),
        ("SELECT count(*) FROM people LIMIT 5 OFFSET 1", "query_clause", "OFFSET"),
        ("SELECT count(*) FROM people a JOIN people b ON a.age = b.age", "query_clause", "JOIN"),
        ("WITH x AS (SELECT 1) SELECT count(*) FROM people", "query_clause", "WITH"),
        ("SELECT count(*) FROM (SELECT * FROM people LIMIT 1)", "query_clause", "LIMIT 1"),
        ("SELECT count(*) FROM people TABLESAMPLE 1", "query_clause", "SAMPLE"),
        ("SELECT count(*) FROM employers", "query_unknown_table", "employers"),
        ("SELECT count(*) FROM people WHERE commune IN (SELECT 'a')", "query_condition", "SELECT"),
        ("SELECT count(*) FROM people WHERE commune = sex", "query_type", "sex"),
        ("SELECT count(*) FROM people WHERE age = 'vingt'", "query_type", "vingt"),
        ("SELECT count(*) FROM people WHERE since > 'hier'", "query_type", "hier"),
        ("SELECT count(*) FROM people WHERE commune LIKE 'a%' ESCAPE 'b'", "query_condition", "ESCAPE"),
        ("SELECT count(*) FROM people WHERE random() < 0.5", "query_condition", "RANDOM"),
        ("SELECT commune FROM people GROUP BY commune", "query_rows", "commune"),
        ("SELECT commune, count(*) FROM people GROUP BY ROLLUP (commune)", "query_function", "ROLLUP"),
        ("SELECT count(*) FROM people ORDER BY wage", "query_clause", "wage"),
        ("SELECT count(*) FROM people WHERE", "query_not_sql", ""),
        ("", "query_not_sql", ""),
        ("DELETE FROM people", "query_not_a_select", "SELECT"),
        ("SELECT count(*) FROM people; SELECT 1", "query_not_a_select", "SELECT"),
        ("SELECT count(*) FROM people UNION SELECT 1", "query_not_a_select", "SELECT"),
    ],
)
def test_what_is_not_known_to_be_safe_is_refused_and_named(
    people: Table, sql: str, code: str, part: str
) -> None:
    with pytest.raises(RequestError) as refused:
        analyse(sql, [people])

    assert refused.value.code == code
    assert part.lower() in refused.value.message.lower()
    assert refused.value.remedy


def test_a_text_is_bounded_in_length_and_in_depth(people: Table) -> None:
    for sql in ("SELECT count(*) FROM people" + " " * LONGEST, "SELECT " + "(" * 60 + "1" + ")" * 60):
        with pytest.raises(RequestError) as refused:
            analyse(sql, [people])
        assert refused.value.code == "query_too_long"


def test_a_table_that_is_not_granted_is_answered_as_one_that_does_not_exist(people: Table) -> None:
    with pytest.raises(RequestError) as refused:
        analyse("SELECT count(*) FROM other_producers_table", [people])

    assert "people" in refused.value.remedy
