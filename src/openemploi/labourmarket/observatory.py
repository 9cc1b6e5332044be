"""Figures by occupation, area and skill, computed by the declared queries over the datasets of a store.

An :class:`Observatory` reads the versions that were current when it was made and keeps what it computed;
:func:`observatory` gives the one of the process, made anew when a version was switched. Next: :mod:`.declared`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import duckdb
import pyarrow as pa

from openemploi.datasets.opened import Opened, state_of
from openemploi.datasets.store import Store, Version
from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.labourmarket.computing import Computed, computed
from openemploi.labourmarket.declared import Query, queries
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import (
    FRANCE,
    ORDER,
    Area,
    Figure,
    Level,
    Occupation,
    Reason,
    Shape,
    Skill,
    SourceRef,
    Unknown,
)
from openemploi.labourmarket.places import Commune, communes_of
from openemploi.labourmarket.preparing import prepare

_MOST_KEPT: Final = 20_000
_PARAMETER: Final = re.compile(r"\$([a-z_]+)")

_Key = tuple[str, Occupation | None, Area, Skill | None]


class _Outdated(Exception):
    """A dataset was imported by an older connector, whose tables lack a column that is asked for."""


class Observatory:
    """Figures over the versions of ``store`` that are current now. Can be used by several threads at once."""

    def __init__(self, store: Store) -> None:
        self.state = state_of(store)
        self._versions: dict[str, Version] = {name: store.need(name) for name in store.datasets()}
        self._connection = store.connect(versions={name: one.name for name, one in self._versions.items()})
        prepare(self._connection, datasets=tuple(self._versions))
        self.look_up = LookUp(self._connection, datasets=tuple(self._versions))
        self._figures: dict[_Key, Figure] = {}
        self._coverage: dict[tuple[str, Area], int] = {}
        self._places_of_offers: dict[str, set[tuple[str, str]]] = {}
        self._communes: dict[str, tuple[Commune, ...]] = {}

    def figure(
        self,
        name: str,
        *,
        occupation: Occupation | None = None,
        area: Area = FRANCE,
        skill: Skill | None = None,
    ) -> Figure:
        """The figure called ``name``.

        What is not known for ``area`` is looked for in the larger areas that it lies in; ``Figure.unknown`` then says
        why, and ``Figure.shown`` which area it is about.

        Raises ``RequestError``: ``figure_unknown``, ``figure_needs`` (it is about an occupation or a skill, and none
        was given).
        """
        query = _query(name)
        _check(query, occupation, skill)
        occupation = occupation if "occupation" in query.about else None
        skill = skill if "skill" in query.about else None
        area = area if "area" in query.about else FRANCE
        key = (name, occupation, area, skill)
        found = self._figures.get(key)
        if found is None:
            found = self._figure(query, occupation, area, skill)
            if len(self._figures) >= _MOST_KEPT:
                self._figures.clear()
            self._figures[key] = found
        return found

    def sources(self, query: Query) -> tuple[SourceRef, ...]:
        """The data that ``query`` reads, as far as it is there."""
        names = dict.fromkeys((*query.needs, *query.uses))
        return tuple(source_of(self._versions[name]) for name in names if name in self._versions)

    def communes_of(self, region: str) -> tuple[Commune, ...]:
        """The communes of a region with the areas they lie in, for maps."""
        if region not in self._communes:
            self._communes[region] = communes_of(self._connection, region, datasets=self.datasets)
        return self._communes[region]

    def source(self, dataset: str) -> SourceRef | None:
        """The version of ``dataset`` that is read here; ``None`` when it was not imported."""
        version = self._versions.get(dataset)
        return source_of(version) if version else None

    def table(self, sql: str, **given: Any) -> pa.Table:
        """What ``sql`` gives over the datasets and schema ``house``: for rooms above that need rows, not a figure."""
        return self._connection.cursor().sql(sql, params=given or None).to_arrow_table()

    @property
    def datasets(self) -> tuple[str, ...]:
        """What is there to read."""
        return tuple(self._versions)

    def _figure(self, query: Query, occupation: Occupation | None, area: Area, skill: Skill | None) -> Figure:
        first: Unknown | None = None
        if missing := tuple(name for name in query.needs if name not in self._versions):
            first = Unknown(Reason.NOT_IMPORTED, datasets=missing)
            return Figure(query.name, area, area, occupation, skill, unknown=first)
        sources = self.sources(query)
        areas = (area, *self.look_up.larger(area)) if "area" in query.about else (FRANCE,)
        for one in areas:
            try:
                found = (
                    self._computed(query, occupation, one, skill)
                    if one.level in query.levels
                    else Unknown(Reason.NOT_PUBLISHED)
                )
            except _Outdated:
                found = Unknown(Reason.OUTDATED, datasets=query.needs)
            if isinstance(found, Unknown):
                first = first or found
                continue
            if first and found.value == 0:
                continue  # that a larger area has none either says nothing of the asked one
            return Figure(
                name=query.name,
                asked=area,
                shown=one,
                occupation=occupation,
                skill=skill,
                value=found.value,
                rows=found.rows,
                unknown=first,
                n=found.n,
                low=found.low,
                high=found.high,
                masked=found.masked,
                period=found.period,
                sources=sources,
                facts=found.facts,
            )
        return Figure(query.name, area, area, occupation, skill, unknown=first, sources=sources)

    def _computed(
        self, query: Query, occupation: Occupation | None, area: Area, skill: Skill | None
    ) -> Computed | Unknown:
        given: dict[str, Any] = {"level": area.level.value, "area": area.code}
        if occupation:
            given |= {
                "rome": occupation.code,
                "parent": occupation.parent,
                "families": list(occupation.families),
            }
        if skill:
            given["skill"] = skill.code
        covered: int | None = None
        if query.covered:
            covered = self._covered(query.covered, area, given)
        rows = [] if self._has_no_offer(query, occupation, area) else self._rows(query.sql, given)
        found = computed(query, rows, covered=covered)
        if covered is not None and isinstance(found, Computed) and found.value == 0 and covered < query.least:
            return Unknown(Reason.NOT_COVERED, n=covered, needed=query.least)
        return found

    def _covered(self, sql: str, area: Area, given: Mapping[str, Any]) -> int:
        if (sql, area) not in self._coverage:
            self._coverage[sql, area] = int(self._rows(sql, given)[0]["covered"] or 0)
        return self._coverage[sql, area]

    def _has_no_offer(self, query: Query, occupation: Occupation | None, area: Area) -> bool:
        """Whether a query over the offers of an occupation need not be run: there is none in the area."""
        if occupation is None or query.shape is Shape.TABLE or "house.offers" not in query.sql:
            return False
        if occupation.code not in self._places_of_offers:
            levels = ", ".join(level.value for level in ORDER[:-1])
            sql = f"SELECT DISTINCT {levels} FROM house.offers WHERE rome_code = $rome"  # noqa: S608
            rows = self._rows(sql, {"rome": occupation.code})
            found = {(name, code) for row in rows for name, code in row.items()}
            self._places_of_offers[occupation.code] = found | {(Level.COUNTRY, FRANCE.code)}
        return (area.level, area.code) not in self._places_of_offers[occupation.code]

    def _rows(self, sql: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        named = {name: given[name] for name in set(_PARAMETER.findall(sql))}
        cursor = self._connection.cursor()  # one for each thread
        try:
            cursor.execute(sql, named)
        except (duckdb.BinderException, duckdb.CatalogException) as fault:
            raise _Outdated from fault
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_opened: Final = Opened(Observatory)


def observatory(store: Store) -> Observatory:
    """The observatory of ``store`` in this process; made anew (about a second) when a version was switched."""
    return _opened(store)


def _query(name: str) -> Query:
    found = queries().get(name)
    if found is None:
        raise RequestError(
            "figure_unknown",
            _("There is no figure called {name}.", name=name),
            remedy=_("Choose one of: {names}.", names=", ".join(queries())),
        )
    return found


def _check(query: Query, occupation: Occupation | None, skill: Skill | None) -> None:
    given = {"occupation": occupation, "skill": skill, "area": FRANCE}
    for name in query.about:
        if given[name] is None:
            raise RequestError(
                "figure_needs",
                _("The figure {name} is about one occupation or skill, and none was named.", name=query.name),
                remedy=_("Give the ROME code of an occupation, or the OGR code of a skill."),
            )


def source_of(version: Version) -> SourceRef:
    """What a figure says of the data that it rests on."""
    manifest = version.manifest
    return SourceRef(
        dataset=manifest.dataset,
        version=manifest.version,
        title=manifest.title,
        producer=manifest.producer,
        licence=manifest.licence,
        published=manifest.source.published,
        edition=manifest.edition,
        imported=manifest.imported,
        address=manifest.source.address or manifest.homepage,
    )
