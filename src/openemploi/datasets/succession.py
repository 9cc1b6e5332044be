"""The succession of communes from the datasets ``communes`` and ``commune_changes`` of a store."""

from __future__ import annotations

from openemploi.datasets.store import Store
from openemploi.territory.succession import Commune, Movement, Succession


def succession(store: Store) -> Succession:
    """Which commune of today each INSEE code belongs to, as far as the store's datasets tell.

    Without ``commune_changes`` only arrondissements, associated and delegated communes are followed.
    Raises ``RequestError`` (``dataset_unknown``) when ``communes`` was never imported.
    """
    store.need("communes")
    with store.connect() as connection:
        communes = connection.execute(
            "SELECT insee_code, kind, parent_code FROM communes.communes"
        ).fetchall()
        movements = (
            connection.execute(
                "SELECT event, date, kind_before, code_before, kind_after, code_after"
                " FROM commune_changes.commune_changes WHERE code_before IS NOT NULL AND code_after IS NOT NULL"
            ).fetchall()
            if store.current("commune_changes")
            else []
        )
    return Succession(
        (Commune(*row) for row in communes),
        (Movement(*row) for row in movements),
    )
