"""Why a question is refused: one code, one sentence and one remedy each."""

from __future__ import annotations

from typing import Final

from openemploi.errors import RequestError
from openemploi.i18n import _

#: Codes of refusals that follow from the words of a question alone: the data was not looked at, so they tell nothing of
#: it and cost no question.
BEFORE_THE_DATA: Final = (
    "query_too_long", "query_not_sql", "query_not_a_select", "query_clause", "query_unknown_table",
    "query_unknown_column", "query_role", "query_rows", "query_function", "query_extreme", "query_condition",
    "query_type", "query_bucket", "query_too_complex",
)  # fmt: skip


def too_long(limit: int) -> RequestError:
    """The text is over the limit, or nested too deep to be read."""
    return RequestError(
        "query_too_long",
        _("The question is over {limit} characters, or nested too deep.", limit=limit),
        remedy=_("Ask it in smaller parts."),
    )


def not_sql(part: str) -> RequestError:
    """It is not one statement that can be read."""
    return RequestError(
        "query_not_sql",
        _("The question cannot be read as SQL near “{part}”.", part=part),
        remedy=_("Write one SELECT, as in the examples."),
    )


def not_a_select() -> RequestError:
    """It is another statement, or several."""
    return RequestError(
        "query_not_a_select",
        _("The room answers one SELECT at a time and nothing else."),
        remedy=_("Keep one SELECT with groups and figures; remove other statements."),
    )


def clause(part: str) -> RequestError:
    """A clause that the room does not take."""
    return RequestError(
        "query_clause",
        _("“{part}” cannot be used here.", part=part),
        remedy=_("Use SELECT, FROM one table, WHERE, GROUP BY, ORDER BY and LIMIT."),
    )


def no_table(known: str) -> RequestError:
    """It says what it wants and not of which table."""
    return RequestError(
        "query_unknown_table",
        _("The question does not say which table it asks about (FROM)."),
        remedy=_("Ask about: {known}.", known=known),
    )


def unknown_table(name: str, known: str) -> RequestError:
    """Not a granted table."""
    return RequestError(
        "query_unknown_table",
        _("“{name}” is not a table of your access.", name=name),
        remedy=_("Ask about: {known}.", known=known),
    )


def unknown_column(name: str, known: str) -> RequestError:
    """Not a declared column, or one that may never be used."""
    return RequestError(
        "query_unknown_column",
        _("“{name}” is not a column that may be used.", name=name),
        remedy=_("Use: {known}.", known=known),
    )


def role(name: str, part: str) -> RequestError:
    """A column used for what it is not for."""
    return RequestError(
        "query_role",
        _("The column “{name}” cannot be used in {part}.", name=name, part=part),
        remedy=_("Group and filter by the columns that describe people; sum or average the quantities."),
    )


def rows(part: str) -> RequestError:
    """Rows, not aggregates."""
    return RequestError(
        "query_rows",
        _("“{part}” would show rows; only figures about groups leave the room.", part=part),
        remedy=_("Select columns of GROUP BY and figures: count(*), sum, avg, median, stddev."),
    )


def function(part: str) -> RequestError:
    """Not a function of the list."""
    return RequestError(
        "query_function",
        _("“{part}” is not a function of the room.", part=part),
        remedy=_(
            "Figures: count, count(distinct), sum, avg, median, quantile_cont, stddev."
            " Groups: date_trunc, year, floor(x / 10) * 10, left."
        ),
    )


def extreme(part: str) -> RequestError:
    """Least and greatest show one person's value."""
    return RequestError(
        "query_extreme",
        _("“{part}” would show the value of one person.", part=part),
        remedy=_("Ask quantile_cont(x, 0.05) or another of 0.05, 0.10, 0.15 … 0.95."),
    )


def condition(part: str) -> RequestError:
    """Not a plain comparison."""
    return RequestError(
        "query_condition",
        _("The condition “{part}” is not a plain comparison of a column with constants.", part=part),
        remedy=_("Use =, <>, <, >, BETWEEN, IN, LIKE and IS NULL, joined by AND, OR and NOT."),
    )


def wrong_type(part: str, kind: str) -> RequestError:
    """A constant that cannot be compared with the column."""
    return RequestError(
        "query_type",
        _("“{part}” is not a value of type {kind}.", part=part, kind=kind),
        remedy=_("Compare texts with 'text', dates with '2026-01-31', numbers with 12.5."),
    )


def bucket(name: str, step: str) -> RequestError:
    """Groups narrower than the producer allows."""
    return RequestError(
        "query_bucket",
        _("“{name}” is grouped by ranges of {step} or wider.", name=name, step=step),
        remedy=_("Use floor(x / width) * width for numbers, date_trunc for dates."),
    )


def too_complex(part: str, limit: int) -> RequestError:
    """More of something than a question may have."""
    return RequestError(
        "query_too_complex",
        _("The question has more than {limit} {part}.", limit=limit, part=part),
        remedy=_("Ask it in smaller parts."),
    )


def too_many_cells(limit: int) -> RequestError:
    """The answer would have too many groups."""
    return RequestError(
        "query_too_many_cells",
        _("The answer would have more than {limit} groups.", limit=limit),
        remedy=_("Group by fewer columns or wider ranges, or filter."),
    )


def differencing(threshold: int) -> RequestError:
    """With earlier answers it would show a small group."""
    return RequestError(
        "query_differencing",
        _(
            "With the answers that were already given, this one would show a group of fewer than"
            " {threshold} people.",
            threshold=threshold,
        ),
        remedy=_("Ask for groups that differ from the earlier ones by more people, or for wider groups."),
    )


def budget() -> RequestError:
    """Nothing left."""
    return RequestError(
        "query_budget",
        _("The questions or figures of this access are used up."),
        remedy=_("Ask the producer to renew the access."),
    )


def too_slow(seconds: float) -> RequestError:
    """Over its time."""
    return RequestError(
        "query_too_slow",
        _("The answer took more than {seconds} s and was given up.", seconds=f"{seconds:g}"),
        remedy=_("Group by fewer columns, or filter."),
    )


def too_large() -> RequestError:
    """Over its memory or its rows."""
    return RequestError(
        "query_too_large",
        _("The answer needed too much memory and was given up."),
        remedy=_("Group by fewer columns, or filter."),
    )


def failed() -> RequestError:
    """The process ended without an answer; the fault is ours or the table's."""
    return RequestError(
        "query_failed",
        _("The question could not be answered. Nothing has left the room."),
        remedy=_("Try again; if it fails again, tell the producer: the table may not be as declared."),
    )


def ledger_damaged() -> RequestError:
    """What was answered before is not known any more, so nothing can be answered safely."""
    return RequestError(
        "query_ledger_damaged",
        _("The register of what was answered before is damaged, so nothing can be answered safely."),
        remedy=_("Restore the folder of the register from a backup, or grant a new access."),
    )
