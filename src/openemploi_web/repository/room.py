"""A query of the portal's query room, from the text to the page: who may, what is understood, what comes out.

The library's room does the rest in a process of its own (``openemploi.queryroom``). The text is kept before it is
looked at and what came of it afterwards, so that a query whose process was killed is in the register too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from openemploi.errors import OpenEmploiError
from openemploi.queryroom import model, refusals
from openemploi.queryroom.ledger import Ledger
from openemploi.queryroom.reading import analyse
from openemploi.queryroom.room import run
from openemploi_web.accounts.models import User
from openemploi_web.core.folders import folder
from openemploi_web.repository import actions_room, restricted
from openemploi_web.repository.models import Grant, RoomQuery, RoomTable
from openemploi_web.ui import words

#: Figures that a grant may be told, for each query of its budget.
CELLS_A_QUERY: Final = 100
#: Codes of faults that are nobody's attempt: they cost no query of the budget.
FAULTS: Final = ("query_failed", "query_ledger_damaged", "room_not_ready")

_MASKED: Final[dict[str, str | Promise]] = {
    "small": gettext_lazy("fewer than %(threshold)s people, or it would let such a group be worked out"),
    "dominated": gettext_lazy("one person makes up most of it"),
    "few_unknown": gettext_lazy("only a few people have no value here"),
    "quantile": gettext_lazy("too few people on one side"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: exactly and as people read it, or why it is masked."""

    text: str
    words: str = ""
    masked: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One group of an answer."""

    keys: tuple[str, ...]
    people: Shown
    cells: tuple[Shown, ...]

    def written(self) -> list[str]:
        """As a line of a CSV file: values, people, why something is masked."""
        why = dict.fromkeys(cell.masked for cell in (self.people, *self.cells) if cell.masked)
        figures = ["" if cell.masked else cell.text for cell in (*self.cells, self.people)]
        return [*self.keys, *figures, "; ".join(why)]


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer as a table."""

    heads: tuple[str, ...]
    keys: int
    rows: tuple[Line, ...]
    threshold: int
    told: int
    masked: int
    figures_masked: int

    @property
    def span(self) -> int:
        """The columns of figures and of people: a group that is masked whole says why once."""
        return len(self.heads) - self.keys + 1


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column that may be asked about, or not."""

    name: str
    label: str
    role: str
    step: str


def described(grant: Grant) -> RoomTable | None:
    """How the table of ``grant`` may be asked; ``None`` when its producer has not said it yet."""
    found = RoomTable.objects.filter(asset=grant.asset_id).first()
    return found if found is not None and restricted.table_of(grant.asset) is not None else None


def ask(*, actor: User, grant: Grant, text: str) -> RoomQuery:
    """Put a query and wait for what comes of it, ten seconds at most.

    Raises ``NotPossible`` when the budget is used up and ``Denied`` when the access does not hold.
    """
    query = actions_room.ask_query(actor=actor, grant=grant, text=text)
    table = described(grant)
    try:
        if table is None:
            raise _not_ready()
        analysis = analyse(text, (_table(grant, table),))
        ledger = ledger_of(grant)
        _whole(ledger, grant)
        answer = run(
            analysis,
            ledger=ledger,
            rules=model.Rules(threshold=table.threshold),
        )
    except OpenEmploiError as refusal:
        return actions_room.keep_refusal(
            actor=actor,
            query=query,
            code=refusal.code,
            said=f"{refusal.message} {refusal.remedy}",
            fault=refusal.code in FAULTS,
        )
    return actions_room.keep_answer(
        actor=actor,
        query=query,
        answer=_kept(answer),
        rows=answer.told,
        cells=sum(cell.masked is None for row in answer.rows for cell in row.cells),
        masked=answer.masked + answer.figures_masked,
        milliseconds=round(answer.seconds * 1000),
        fingerprint=answer.fingerprint,
    )


def ledger_of(grant: Grant) -> Ledger:
    """What was answered to the organisation about this set: its people can put their answers together."""
    place = folder("rooms") / str(grant.organisation_id) / str(grant.asset_id)
    budget = model.Budget(queries=grant.budget, cells=grant.budget * CELLS_A_QUERY)
    return Ledger(place, grant=str(grant.pk), budget=budget)


def columns(table: RoomTable) -> list[ColumnShown]:
    """The columns, with what each is for, in words."""
    roles = {
        "unit": _("counted, never shown"),
        "identifier": _("never used"),
        "group": _("group and filter"),
        "measure": _("sum, average, median"),
    }
    found = []
    for row in table.columns:
        step = row.get("step")
        narrowest = ""
        if step and row["kind"] == "date":
            narrowest = ngettext("by %(count)s day or wider", "by %(count)s days or wider", int(step)) % {
                "count": int(step)
            }
        elif step:
            narrowest = _("by ranges of %(width)s or wider") % {"width": words.number(step)}
        found.append(ColumnShown(row["name"], row.get("label", ""), roles[row["role"]], narrowest))
    return found


def examples(table: RoomTable) -> list[tuple[str, str]]:
    """Queries that this table answers, with what each asks."""
    groups = [row["name"] for row in table.columns if row["role"] == "group" and not row.get("step")]
    measures = [row["name"] for row in table.columns if row["role"] == "measure"]
    people, mean = pgettext("a name in SQL", "people"), pgettext("a name in SQL", "mean")
    middle = pgettext("a name in SQL", "middle")
    found = []
    if groups:
        first = groups[0]
        found.append(
            (
                _("How many people in each group"),
                f"SELECT {first}, count(*) AS {people} FROM {table.name} GROUP BY {first}",  # noqa: S608 (to be read)
            )
        )
    if groups and measures:
        found.append(
            (
                _("An average and a median by group"),
                f"SELECT {groups[0]}, avg({measures[0]}) AS {mean}, median({measures[0]}) AS {middle} "  # noqa: S608
                f"FROM {table.name} GROUP BY {groups[0]}",
            )
        )
    return found


def shown(query: RoomQuery) -> AnswerShown | None:
    """The answer of ``query`` for people; ``None`` when there is none."""
    kept: Any = query.answer
    if not kept:
        return None
    threshold = kept["threshold"]
    return AnswerShown(
        heads=(*kept["keys"], *kept["figures"]),
        keys=len(kept["keys"]),
        rows=tuple(_lines(kept, threshold)),
        threshold=threshold,
        told=kept["told"],
        masked=kept["masked"],
        figures_masked=kept["figures_masked"],
    )


def _lines(kept: dict[str, Any], threshold: int) -> Iterator[Line]:
    small = str(_MASKED["small"]) % {"threshold": threshold}
    for row in kept["rows"]:
        yield Line(
            keys=tuple(_text(key) for key in row["keys"]),
            people=Shown("", masked=small) if row["n"] is None else _figure(row["n"]),
            cells=tuple(
                Shown("", masked=str(_MASKED[cell["masked"]]) % {"threshold": threshold})
                if cell.get("masked")
                else _figure(cell.get("value"))
                for cell in row["cells"]
            ),
        )


def _figure(value: Any) -> Shown:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Shown(_text(value), words.number(value, decimals=2) if number else _text(value))


def _text(value: Any) -> str:
    if value is None:
        return words.unknown()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _kept(answer: model.Answer) -> dict[str, Any]:
    return {
        "keys": list(answer.keys),
        "figures": list(answer.figures),
        "rows": [
            {
                "keys": [_plain(key) for key in row.keys],
                "n": row.n,
                "cells": [
                    {"masked": cell.masked.value} if cell.masked else {"value": _plain(cell.value)}
                    for cell in row.cells
                ],
            }
            for row in answer.rows
        ],
        "told": answer.told,
        "masked": answer.masked,
        "figures_masked": answer.figures_masked,
        "threshold": answer.threshold,
    }


def _plain(value: model.Scalar) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _whole(ledger: Ledger, grant: Grant) -> None:
    """Refuse when answers were given that the ledger does not know, as after a backup without its folder.

    Without them no difference with an earlier answer could be seen. Raises ``query_ledger_damaged``.
    """
    given = RoomQuery.objects.filter(
        grant__organisation=grant.organisation_id,
        grant__asset=grant.asset_id,
        outcome=RoomQuery.Outcome.ANSWERED,
    ).count()
    if given > len(ledger.entries()):
        raise refusals.ledger_damaged()


def _table(grant: Grant, table: RoomTable) -> model.Table:
    path = restricted.table_of(grant.asset)
    assert path is not None  # described() looked
    return model.Table(
        name=table.name,
        files=(path,),
        columns=tuple(
            model.Column(
                name=row["name"],
                role=model.Role(row["role"]),
                kind=model.Kind(row["kind"]),
                step=row.get("step"),
                values=tuple(row.get("values") or ()),
                label=row.get("label", ""),
            )
            for row in table.columns
        ),
    )


def _not_ready() -> OpenEmploiError:
    from openemploi.errors import RequestError

    return RequestError(
        "room_not_ready",
        _("The producer has not said yet how this table may be asked."),
        remedy=_("Write to the producer. Nothing was asked."),
    )
