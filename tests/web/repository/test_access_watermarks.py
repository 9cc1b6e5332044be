# ruff: noqa: S311 (what is drawn here is no secret)
"""Whose copy a file is: a hundred people took one, and parts of one were found."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from typing import Final

import pytest

from openemploi_web.repository.watermarks import marked, who_leaked

COLUMNS: Final = ("pseudonym", "commune", "occupation", "year", "days")
_draw = random.Random(6)
ROWS: Final = [
    (
        f"p{number:05d}",
        _draw.choice(("Nice", "Menton", "Grasse", "Antibes")),
        _draw.choice(("Serveur / Serveuse", "Secrétaire", "Maçon, maçonne")),
        str(_draw.choice((2023, 2024, 2025))),
        str(_draw.randrange(5, 400)),
    )
    for number in range(1000)
]
COPIES: Final = [
    (f"copy-{number}", f"N{number:04d}", hashlib.sha256(str(number).encode()).hexdigest())
    for number in range(100)
]


def _copy(number: int) -> str:
    _name, label, secret = COPIES[number]
    return "".join(marked(COLUMNS, ROWS, secret=secret, notice=f"Copie {label}. Ne pas transmettre."))


def _lines(text: str) -> list[str]:
    return text.split("\r\n")[1:-1]  # without the line that is read


def test_a_copy_holds_every_row_unchanged():
    read = list(csv.reader(io.StringIO(_copy(7))))

    assert read[0] == ["# Copie N0007. Ne pas transmettre."]
    assert tuple(read[1]) == COLUMNS
    assert sorted(map(tuple, read[2:])) == sorted(ROWS)


def test_two_copies_are_two_files():
    assert _copy(1) != _copy(2)
    assert _copy(1) == _copy(1)


def test_a_few_rows_with_the_line_on_top_are_known_by_its_number():
    lines = _copy(42).split("\r\n")[:10]

    found = who_leaked("\r\n".join(lines), COLUMNS, ROWS, copies=COPIES)

    assert (found.copy, found.channel) == ("copy-42", "number")


def test_the_number_of_somebody_else_written_on_a_copy_accuses_nobody_wrongly():
    forged = _copy(42).replace("N0042", "N0043")

    assert who_leaked(forged, COLUMNS, ROWS, copies=COPIES).copy == "copy-42"


@pytest.mark.parametrize("leaker", [3, 58, 97])
def test_half_of_the_rows_written_anew_are_known_by_their_order(leaker: int):
    rows = list(csv.reader(io.StringIO("\n".join(_lines(_copy(leaker))))))
    half = [row for row in rows[1:] if random.Random(f"{leaker}{row[0]}").random() < 0.5]
    text = io.StringIO()
    csv.writer(text).writerows([rows[0], *half])  # another program's quotes

    found = who_leaked(text.getvalue(), COLUMNS, ROWS, copies=COPIES)

    assert (found.copy, found.channel) == (f"copy-{leaker}", "order")
    assert found.agreeing == found.compared == len(half) - 1


@pytest.mark.parametrize("leaker", [3, 58, 97])
def test_half_of_the_rows_sorted_as_lines_are_known_by_their_quotes(leaker: int):
    head, *lines = _lines(_copy(leaker))
    half = sorted(line for line in lines if random.Random(f"{leaker}{line[:8]}").random() < 0.5)

    found = who_leaked("\n".join([head, *half]), COLUMNS, ROWS, copies=COPIES)

    assert (found.copy, found.channel) == (f"copy-{leaker}", "quotes")
    assert found.agreeing == found.compared


def test_rows_sorted_by_commune_keep_their_order_within_each():
    rows = list(csv.DictReader(io.StringIO("\n".join(_lines(_copy(12))))))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["commune"]))  # stable, as a spreadsheet's is

    found = who_leaked(text.getvalue(), COLUMNS, ROWS, copies=COPIES)

    assert (found.copy, found.channel) == ("copy-12", "order")


def test_without_the_columns_of_two_a_copy_is_still_known():
    rows = list(csv.DictReader(io.StringIO("\n".join(_lines(_copy(31))))))
    text = io.StringIO()
    writer = csv.DictWriter(text, ("days", "pseudonym"), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)

    assert who_leaked(text.getvalue(), COLUMNS, ROWS, copies=COPIES).copy == "copy-31"


def test_rows_shuffled_and_written_anew_accuse_nobody():
    rows = list(csv.reader(io.StringIO("\n".join(_lines(_copy(12))))))
    body = rows[1:]
    random.Random(1).shuffle(body)
    text = io.StringIO()
    csv.writer(text).writerows([rows[0], *body])

    found = who_leaked(text.getvalue(), COLUMNS, ROWS, copies=COPIES)

    assert (found.copy, found.rows) == (None, 1000)


def test_a_file_of_another_source_accuses_nobody():
    assert who_leaked("a,b\r\n1,2\r\n", COLUMNS, ROWS, copies=COPIES).copy is None
    assert who_leaked("", COLUMNS, ROWS, copies=COPIES).copy is None


def test_a_copy_of_somebody_who_is_not_among_the_hundred_accuses_nobody():
    secret = hashlib.sha256(b"stranger").hexdigest()
    text = "".join(marked(COLUMNS, ROWS, secret=secret, notice="x")).split("\r\n", 1)[1]

    assert who_leaked(text, COLUMNS, ROWS, copies=COPIES).copy is None


def test_a_cell_that_begins_like_a_formula_is_escaped_and_a_number_below_zero_is_not():
    text = "".join(marked(("a", "b"), [("=1+1", "-3.5")], secret="ab" * 32, notice="x"))

    assert text.split("\r\n")[2].replace('"', "") == "'=1+1,-3.5"
