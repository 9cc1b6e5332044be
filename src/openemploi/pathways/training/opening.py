"""Which offers learning one skill would open: those that ask for it, and those that then lack nothing else.

A counting rule: an offer is met when every skill that it marks as required is held, or, where it marks none, every
skill that it names. A skill in free text has no code and counts as not held. Offers that name no skill say nothing.
Experience, diplomas and distance are not looked at: an offer that a skill opens may still ask for more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from openemploi.labourmarket.intervals import poisson
from openemploi.labourmarket.model import Area, Figure, Occupation, Reason, Skill, SourceRef, Unknown
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.linking import ogr_codes
from openemploi.pathways.training.model import JobsOpened, Wanted
from openemploi.taxonomy.store import Taxonomy

ASKS: Final = "skill_asked"
OPENS: Final = "skill_opens"
LEAST: Final = 30  # offers that name skills: with fewer, that none asks for one says nothing
_DATASET: Final = "france_travail_offers"


def jobs_opened(
    known: Observatory,
    wanted: Iterable[Wanted],
    *,
    held: frozenset[str],
    area: Area,
    goal: Occupation | None = None,
    taxonomy: Taxonomy | None = None,
) -> tuple[JobsOpened, ...]:
    """For each of ``wanted``, the offers of ``area`` that learning it alone opens; those that open most first.

    ``held`` are OGR codes. With ``goal``, offers of that occupation only. Counts are of offers imported, each once;
    their interval (exact Poisson, 95 %) says between which numbers as many offers drawn at the same pace would have
    been. An area with fewer than ``LEAST`` offers that name skills gives the figures of a larger one, and says so.
    """
    skills = tuple(wanted)
    codes = [ogr_codes(skill, taxonomy) for skill in skills]
    source = known.source(_DATASET)
    if source is None:
        unknown = Unknown(Reason.NOT_IMPORTED, datasets=(_DATASET,))
        return tuple(
            _unknown(skill, each, area, goal, unknown) for skill, each in zip(skills, codes, strict=True)
        )
    first: Unknown | None = None
    for shown in (area, *known.look_up.larger(area)):
        rows = _rows(known, shown, goal, held, sorted({code for each in codes for code in each}))
        n = int(rows[0]["n"]) if rows else 0
        if n >= LEAST:
            counts = {row["code"]: (int(row["asks"]), int(row["opens"])) for row in rows}
            period = rows[0]["period"] or ""
            about = Figure(OPENS, area, shown, goal, unknown=first, n=n, period=period, sources=(source,))
            found = [_counted(skill, each, about, counts) for skill, each in zip(skills, codes, strict=True)]
            return tuple(sorted(found, key=lambda one: (-(one.opens.value or 0), -(one.asks.value or 0))))
        first = first or Unknown(Reason.TOO_FEW, n=n, needed=LEAST)
    unknown = first or Unknown(Reason.TOO_FEW, n=0, needed=LEAST)
    return tuple(
        _unknown(skill, each, area, goal, unknown, (source,))
        for skill, each in zip(skills, codes, strict=True)
    )


def _rows(
    known: Observatory, area: Area, goal: Occupation | None, held: frozenset[str], codes: list[str]
) -> list[dict[str, Any]]:
    given = {"level": area.level.value, "area": area.code, "held": sorted(held), "codes": codes}
    rome = [goal.code, goal.parent] if goal else []
    rows: list[dict[str, Any]] = known.table(_OPENED, rome=rome, **given).to_pylist()
    return rows


def _counted(
    skill: Wanted, codes: tuple[str, ...], about: Figure, counts: dict[str, tuple[int, int]]
) -> JobsOpened:
    if not codes:
        return _unknown(skill, codes, about.asked, about.occupation, Unknown(Reason.NO_ROW), about.sources)
    asks, opens = (sum(counts.get(code, (0, 0))[place] for code in codes) for place in (0, 1))
    return JobsOpened(
        skill, _figure(about, ASKS, skill, codes, asks), _figure(about, OPENS, skill, codes, opens)
    )


def _figure(about: Figure, name: str, skill: Wanted, codes: tuple[str, ...], count: int) -> Figure:
    low, high = poisson(count)
    return replace(
        about, name=name, skill=Skill(codes[0], skill.label), value=float(count), low=low, high=high
    )


def _unknown(
    skill: Wanted,
    codes: tuple[str, ...],
    area: Area,
    goal: Occupation | None,
    unknown: Unknown,
    sources: tuple[SourceRef, ...] = (),
) -> JobsOpened:
    named = Skill(codes[0] if codes else skill.code, skill.label)
    asks, opens = (
        Figure(name, area, area, goal, named, unknown=unknown, n=unknown.n, sources=sources)
        for name in (ASKS, OPENS)
    )
    return JobsOpened(skill, asks, opens)


# ``needs``: what an offer asks for; ``lacks``: how much of it is not held, and the one skill when it is one.
_OPENED: Final = """
WITH offers AS (
  SELECT id, month FROM house.offers
  WHERE first AND within($level, $area, commune, employment_area, basin, department, region)
    AND (len($rome) = 0 OR list_contains($rome, rome_code))
), named AS (
  SELECT s.offer_id, s.code, s.required IS TRUE AS required,
         bool_or(s.required IS TRUE) OVER (PARTITION BY s.offer_id) AS marked
  FROM house.offer_skills s JOIN offers o ON o.id = s.offer_id
), needs AS (
  SELECT DISTINCT offer_id, code FROM named WHERE required OR NOT marked
), lacks AS (
  SELECT offer_id, any_value(code) AS code FROM needs WHERE NOT list_contains($held, code)
  GROUP BY offer_id HAVING count(*) = 1
), all_ AS (
  SELECT count(DISTINCT offer_id) AS n FROM named
), months AS (
  SELECT CASE WHEN min(month) = max(month) THEN min(month) ELSE min(month) || '/' || max(month) END AS period
  FROM offers
)
SELECT c.code, (SELECT n FROM all_) AS n, (SELECT period FROM months) AS period,
       (SELECT count(DISTINCT offer_id) FROM named d WHERE d.code = c.code) AS asks,
       (SELECT count(*) FROM lacks l WHERE l.code = c.code) AS opens
FROM (SELECT unnest(list_concat($codes, [''])) AS code) c
"""
