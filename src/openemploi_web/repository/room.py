"""A query of the portal's query room, from the text to the page: who may, what is understood, what comes out.

The library's room does the rest in a process of its own (``openemploi.queryroom``). The text is kept before it is
looked at and what came of it afterwards, so that a query whose process was killed is in the register too.
"""

from __future__ import annotations

from openemploi_web.repository.models import Grant, RoomTable


def described(grant: Grant) -> RoomTable | None:
    """How the table of ``grant`` may be asked; ``None`` when its producer has not said it yet."""
    return RoomTable.objects.filter(asset=grant.asset_id).first()
