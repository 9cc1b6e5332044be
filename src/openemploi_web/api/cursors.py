"""Lists in pages that stay right while rows come and go: each page says where the next begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from openemploi_web.api.problems import invalid

MOST: Final = 100
Limit = Annotated[int, Query(20, ge=1, le=MOST, description="How many at most.")]
After = Annotated[
    str, Query("", max_length=200, description="The `next` of the page before; nothing for the first page.")
]
Next = Annotated[str | None, Field(description="Give it as `after` for the next page; null on the last.")]
Row = TypeVar("Row")


def page(rows: QuerySet[Any], *, after: str, limit: int, by: str) -> tuple[list[Any], str | None]:
    """The rows after a cursor by ``by`` (a moment, the latest first) and the cursor of the next page."""
    found = rows.order_by(f"-{by}", "pk")
    if after:
        at, key = _opened(after)
        found = found.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__gt": key}))
    some = list(found[: limit + 1])
    last = some[limit - 1] if len(some) > limit else None
    return some[:limit], _closed(getattr(last, by), last.pk) if last is not None else None


def page_of(
    rows: Sequence[Row], *, after: str, limit: int, key: Callable[[Row], UUID]
) -> tuple[list[Row], str | None]:
    """The same for a list that is in memory in its own order. A cursor that is gone begins again."""
    start = 0
    if after:
        wanted = _opened(after)[1]
        start = next((n + 1 for n, row in enumerate(rows) if key(row) == wanted), 0)
    some = list(rows[start : start + limit])
    more = start + limit < len(rows)
    return some, _closed(None, key(some[-1])) if more and some else None


def _closed(at: datetime | None, key: UUID) -> str:
    text = f"{at.isoformat() if at else ''}|{key}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(text: str) -> tuple[datetime, UUID]:
    try:
        at, _bar, key = (
            base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            .decode("ascii")
            .partition("|")
        )
        when = datetime.fromisoformat(at) if at else datetime.min.replace(tzinfo=None)
        if at and when.tzinfo is None:
            raise ValueError(at)
        return when, UUID(key)
    except (ValueError, binascii.Error):
        raise invalid(
            _("This is not the “next” of a page."), where="query.after", code="bad_cursor"
        ) from None
