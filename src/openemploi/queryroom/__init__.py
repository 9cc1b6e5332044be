"""Questions to restricted tables: only aggregates leave, from a child process that can reach nothing else.

:func:`analyse` understands a question or says which part is refused; :func:`run` answers it, masks small groups,
and refuses what would show one together with earlier answers (:class:`Ledger`). See ``docs/explanation/query-room.md``.
"""

from collections.abc import Sequence

from openemploi.queryroom.ledger import Ledger
from openemploi.queryroom.model import (
    DEFAULT_LIMITS,
    DEFAULT_RULES,
    Answer,
    Budget,
    Cell,
    Column,
    Kind,
    Left,
    Limits,
    Masked,
    Role,
    Row,
    Rules,
    Table,
)
from openemploi.queryroom.plan import Analysis
from openemploi.queryroom.room import run


def analyse(sql: str, tables: Sequence[Table]) -> Analysis:
    """See :func:`openemploi.queryroom.reading.analyse`."""
    from openemploi.queryroom.reading import analyse  # the answering process never needs the parser

    return analyse(sql, tables)


__all__ = [
    "DEFAULT_LIMITS",
    "DEFAULT_RULES",
    "Analysis",
    "Answer",
    "Budget",
    "Cell",
    "Column",
    "Kind",
    "Ledger",
    "Left",
    "Limits",
    "Masked",
    "Role",
    "Row",
    "Rules",
    "Table",
    "analyse",
    "run",
]
