"""The succession of communes from the datasets ``communes`` and ``commune_changes`` of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openemploi.datasets.store import Store
from openemploi.territory.succession import Commune, Movement, Succession

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COMMUNES: Final = "SELECT insee_code, kind, parent_code FROM communes.communes"
_MOVEMENTS: Final = """
SELECT event, date, kind_before, code_before, kind_after, code_after
FROM commune_changes.commune_changes
WHERE code_before IS NOT NULL AND code_after IS NOT NULL
"""


def succession(store: Store) -> Succession:
    """Which commune of today each INSEE code belongs to, as far as the store's datasets tell.

    Without ``commune_changes`` only arrondissements, associated and delegated communes are followed.
    Raises ``RequestError`` (``dataset_unknown``) when ``communes`` was never imported.
    """
    store.need("communes")
    with store.connect() as connection:
        return succession_in(connection, movements=store.current("commune_changes") is not None)


def succession_in(connection: DuckDBPyConnection, *, movements: bool) -> Succession:
    """The same in a connection that a store gave, with or without the dataset of ``movements``."""
    rows = connection.execute(_MOVEMENTS).fetchall() if movements else []
    return Succession(
        (Commune(*row) for row in connection.execute(_COMMUNES).fetchall()),
        (Movement(*row) for row in rows),
    )
