"""Making a twin: set rows aside, learn from the rest, draw, throw copies away, measure, and refuse when too near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa

from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.synthetic.checks import copies, privacy, utility
from openemploi.synthetic.columns import Columns, Floats, Ints, read, to_arrow
from openemploi.synthetic.drawing import Drawn, draw
from openemploi.synthetic.model import Card, Twin, Use

_FOLDS: Final = 5  # of the people; the first is never learnt from
_LEAST_PEOPLE: Final = 10  # times the threshold
_ROUNDS: Final = 20


def twin(
    table: pa.Table, *, roles: Mapping[str, Use], seed: int, rows: int | None = None, threshold: int = 11
) -> Twin:
    """A synthetic twin of ``table``.

    Parameters
    ----------
    table:
        The restricted table, one row a person or several.
    roles:
        Which columns are the unit and identifiers; every other one is learnt. Free texts must be identifiers.
    seed:
        Makes the same twin again from the same table.
    rows:
        How many invented rows; as many as the table has by default. Each is a person of its own.
    threshold:
        Fewest people that a value, a knot of a curve or a copied combination must have.

    Raises :class:`~openemploi.errors.RequestError`: ``twin_too_small`` for a table of few people or no learnt column,
    ``twin_too_near`` when the twin comes nearer to real people than :class:`~openemploi.synthetic.model.Privacy`
    allows.
    """
    columns = read(table, roles, threshold=threshold)
    people = np.unique(columns.people)
    if len(people) < _LEAST_PEOPLE * threshold or not (columns.quantities or columns.categories):
        raise RequestError(
            "twin_too_small",
            _("A table of fewer than {count} people, or without columns to learn, has no twin.",
              count=_LEAST_PEOPLE * threshold),
            remedy=_("Describe the columns instead, or wait until the table has more people."),
        )  # fmt: skip
    count = rows or len(table)
    random = np.random.default_rng(seed)
    fold = (random.permutation(len(people)) % _FOLDS)[np.searchsorted(people, columns.people)]
    learnt = np.flatnonzero(fold != 0)
    drawn = _without_copies(columns, learnt, count, seed, threshold)
    measured = privacy(columns, drawn, fold, threshold=threshold, seed=seed)
    if not measured.passed:
        raise RequestError(
            "twin_too_near",
            _("The twin comes too near to real people: {near} of the distance of strangers, {copied} copies.",
              near=_share(measured.median_ratio, measured.fifth_ratio), copied=measured.copied),
            remedy=_("Leave out columns that single people out, or group their values, and try again."),
        )  # fmt: skip
    merged = tuple((category.name, category.merged) for category in columns.categories if category.merged)
    card = Card(
        rows=count,
        real_rows=len(table),
        threshold=threshold,
        seed=seed,
        merged=merged,
        privacy=measured,
        utility=utility(columns, drawn, threshold=threshold),
    )
    return Twin(_table(table.schema, roles, columns, drawn, count), card)


def _without_copies(columns: Columns, learnt: Ints, count: int, seed: int, threshold: int) -> Drawn:
    """Draw until there are ``count`` rows that are nobody's."""
    kept: list[Drawn] = []
    missing = count
    for number in range(_ROUNDS):
        drawn = draw(
            columns, learnt, rows=max(missing, threshold), seed=seed + 1_000 * number, threshold=threshold
        )
        fine = np.flatnonzero(~copies(columns, drawn, threshold=threshold))[:missing]
        kept.append(_taken(drawn, fine))
        missing -= len(fine)
        if not missing:
            break
    else:
        raise RequestError(
            "twin_too_near",
            _("The columns leave no room for invented people: most combinations are somebody's."),
            remedy=_("Leave out columns that single people out, or group their values, and try again."),
        )
    return Drawn(
        tuple(np.concatenate([d.categories[i] for d in kept]) for i in range(len(columns.categories))),
        tuple(np.concatenate([d.quantities[i] for d in kept]) for i in range(len(columns.quantities))),
    )


def _taken(drawn: Drawn, rows: Ints) -> Drawn:
    return Drawn(tuple(c[rows] for c in drawn.categories), tuple(q[rows] for q in drawn.quantities))


def _table(
    schema: pa.Schema, roles: Mapping[str, Use], columns: Columns, drawn: Drawn, count: int
) -> pa.Table:
    quantities: dict[str, Floats] = {
        quantity.name: values for quantity, values in zip(columns.quantities, drawn.quantities, strict=True)
    }
    categories = {
        category.name: [category.labels[code] for code in codes]
        for category, codes in zip(columns.categories, drawn.categories, strict=True)
    }
    arrays = []
    for field in schema:
        if roles.get(field.name, Use.VALUE) is not Use.VALUE:
            arrays.append(_invented(field, count))
        elif field.name in quantities:
            arrays.append(to_arrow(quantities[field.name], field.type))
        else:
            arrays.append(pa.array(categories[field.name], field.type))
    return pa.Table.from_arrays(arrays, schema=schema.remove_metadata())


def _invented(field: pa.Field, count: int) -> pa.Array:
    numbers = range(1, count + 1)
    if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
        return pa.array([f"fictif-{number:07d}" for number in numbers], field.type)
    if pa.types.is_integer(field.type):
        return pa.array(list(numbers), pa.int64()).cast(field.type)
    return pa.nulls(count, field.type)


def _share(*ratios: float | None) -> str:
    known = [ratio for ratio in ratios if ratio is not None]
    return f"{min(known):.2f}" if known else "?"
