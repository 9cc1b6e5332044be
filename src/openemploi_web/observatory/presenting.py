"""A figure as a page shows it: its number in words, its interval, what it rests on, where it is from, its ways out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.labourmarket import wording
from openemploi.labourmarket.declared import queries
from openemploi.labourmarket.model import Figure, Interval, Reason, Row, Shape, SourceRef
from openemploi_web.ui import words
from openemploi_web.ui.charts import Box, Mark, box

NO_PAGES: Final[Mapping[str, str]] = {}
_SHARES: Final = frozenset({"share"})
_OCCUPATIONS: Final = frozenset(
    {"neighbouring_occupations", "skill_occupations", "skill_offers", "area_occupations", "area_tension"}
)
_NAMING: Final = frozenset({"communes", "employment_areas", "basins", "postcodes", "crosswalk_rome_fap"})
_SKILLS: Final = frozenset({"asked_skills", "rising_skills"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure is from, in one line with a link to the page of the data."""

    title: str
    producer: str
    licence: str
    about: str
    href: str
    dataset: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure, ready to be shown. ``chart`` is ``columns``, ``bars``, ``box`` or nothing."""

    name: str
    figure: Figure
    title: str
    value: str
    unit: str
    interval: str
    n: str
    why: str
    to_know: str
    place: str
    widened: bool
    period: str
    chart: str
    marks: list[Mark]
    box: Box | None
    whole: float | None
    label_head: str
    unit_head: str
    rule: str
    method: str
    says_not: str
    sources: list[Source]
    csv: str
    api: str
    withheld: int
    masked: int

    @property
    def main_sources(self) -> list[Source]:
        """The data that the figure is about."""
        return [source for source in self.sources if source.dataset in self._main] or self.sources

    @property
    def other_sources(self) -> list[Source]:
        """The data that only names things and says where they are."""
        return [source for source in self.sources if source not in self.main_sources]

    @property
    def _main(self) -> frozenset[str]:
        return frozenset(queries()[self.name].needs) - _NAMING

    @property
    def unit_shown(self) -> bool:
        """Whether the unit is written beside the number, which does not say it yet."""
        return not wording.is_grade(queries()[self.name])

    @property
    def list_rows(self) -> bool:
        """Whether the rows are listed without a chart."""
        return not self.chart and len(self.marks) > 1

    @property
    def known(self) -> bool:
        """Whether there is something to show."""
        return self.figure.known


def shown(figure: Figure, *, chart: str = "", pages: Mapping[str, str] = NO_PAGES) -> Shown:
    """``figure`` in the language in force; ``pages`` gives the catalogue's page of a dataset."""
    query, said = queries()[figure.name], wording.words(figure.name)
    marks = [_mark(figure, row) for row in figure.rows]
    return Shown(
        name=figure.name,
        figure=figure,
        title=said.title,
        value=value_words(figure),
        unit="" if query.unit in _SHARES else said.unit,
        interval=_interval(figure),
        n=_n(figure, said.unit_of_n),
        why=wording.why_unknown(figure),
        to_know=_to_know(figure, said.to_know),
        place=wording.area_name(figure.shown) if "area" in query.about else _("France"),
        widened=figure.widened and "area" in query.about,
        period=period_words(figure.period),
        chart=chart if marks else "",
        marks=marks,
        box=_box(figure),
        whole=_whole(figure),
        label_head=_label_head(figure.name),
        unit_head=said.unit_of_n if query.shape is Shape.SHARES else said.unit,
        rule=said.rule,
        method=said.method,
        says_not=said.says_not,
        sources=[_source(source, pages) for source in figure.sources],
        csv=reverse("observatory:csv", args=[figure.name]) + "?" + _asked(figure),
        api="/api/v1/observatory/figures?" + _asked(figure, name=figure.name),
        withheld=round(figure.facts.get("withheld", 0)),
        masked=figure.masked,
    )


def _label_head(name: str) -> str:
    if name in ("offers_per_month", "area_offers"):
        return _("Month")
    if name in _OCCUPATIONS:
        return _("Occupation")
    if name in _SKILLS:
        return _("Skill")
    if name in ("area_rents", "skill_places"):
        return _("Area")
    return {
        "tension_causes": _("Cause"),
        "contract_shares": _("Contract"),
        "hires_by_sector": _("Activity"),
        "family_tension": _("Family"),
        "training_sessions": _("Training"),
        "area_training": _("Training"),
        "area_facilities": _("Domain"),
        "pay_quartiles": _("Quartile"),
    }.get(name, _("Figure"))


def value_words(figure: Figure) -> str:
    """The number of a figure; empty when its rows say it all."""
    if figure.value is None:
        return ""
    only = figure.rows[0] if len(figure.rows) == 1 else None
    if _is_share(figure) and only is not None:  # never a percentage alone
        return _("%(k)s of %(n)s") % {"k": words.number(only.k), "n": words.number(only.n)}
    return number(figure, figure.value)


def _to_know(figure: Figure, declared: str) -> str:
    if figure.unknown is None or figure.unknown.reason is not Reason.NOT_PUBLISHED:
        return declared
    kinds = ", ".join(wording.level_name(level) for level in queries()[figure.name].levels)
    return _("Choose an area of this kind: %(kinds)s.") % {"kinds": kinds}


def _is_share(figure: Figure) -> bool:
    return queries()[figure.name].unit in _SHARES


def number(figure: Figure, value: float) -> str:
    """A value of ``figure`` with the decimals and the sign of its unit."""
    query = queries()[figure.name]
    if query.unit in _SHARES:
        return percent(value)
    if query.unit == "points":
        return f"+{words.number(round(100 * value))}"
    if wording.is_grade(query):
        return _("%(value)s of 5") % {"value": words.number(value)}
    return words.number(round(value, query.decimals), decimals=max(query.decimals, 1))


def percent(share: float) -> str:
    """A share with the sign of the language."""
    return _("%(number)s %%") % {"number": words.number(round(100 * share))}


def period_words(period: str) -> str:
    """``2025-08`` as "August 2025"; ``2025-05/2026-04`` from one to the other; a year as it is."""
    first, _slash, last = period.partition("/")
    if last:
        return _("%(first)s to %(last)s") % {"first": month(first), "last": month(last)}
    return month(first)


def month(code: str, *, short: bool = False) -> str:
    """A month in words; what is no month stays as it is."""
    year, dash, number_of_month = code.partition("-")
    if not dash or not (year + number_of_month).isdecimal():
        return code
    return date_format(date(int(year), int(number_of_month), 1), _("M y") if short else _("F Y"))


def _mark(figure: Figure, row: Row) -> Mark:
    query = queries()[figure.name]
    label = wording.row_label(figure, row)
    if figure.name in ("offers_per_month", "area_offers"):
        label = month(row.label, short=True)
    if row.value is None:
        said = _("fewer than %(n)s") % {"n": query.mask_under} if row.masked else words.unknown()
        return Mark(label, None, said, href=_row_link(figure, row))
    return Mark(
        label=label,
        value=row.value,
        words=_row_words(figure, row),
        low=row.low,
        high=row.high,
        note=_row_note(figure, row),
        href=_row_link(figure, row),
    )


def _row_words(figure: Figure, row: Row) -> str:
    query = queries()[figure.name]
    if query.interval is Interval.NEWCOMBE:
        return _("%(n)s points") % {"n": number(figure, row.value or 0)}
    if query.shape is Shape.SHARES:
        return _("%(k)s of %(n)s") % {"k": words.number(row.k), "n": words.number(row.n)}
    if figure.name == "neighbouring_occupations":
        return _("%(k)s of %(n)s") % {"k": words.number(row.k), "n": words.number(row.n)}
    if wording.is_grade(query):
        return f"{number(figure, row.value or 0)}, {wording.grade(row.value or 0)}"
    return number(figure, row.value or 0)


def _row_note(figure: Figure, row: Row) -> str:
    query = queries()[figure.name]
    if query.shape is Shape.SHARES and row.low is not None and row.high is not None:
        if query.interval is Interval.NEWCOMBE:
            return ""
        return _("between %(low)s and %(high)s") % {"low": percent(row.low), "high": percent(row.high)}
    if query.interval is Interval.PRODUCER and row.low is not None and row.high is not None:
        return _("between %(low)s and %(high)s") % {
            "low": number(figure, row.low),
            "high": number(figure, row.high),
        }
    if figure.name == "area_tension" and row.n is not None:
        return ngettext("%(n)s offer", "%(n)s offers", row.n) % {"n": words.number(row.n)}
    if figure.name == "skill_occupations" and row.note == "Principale":
        return _("at its heart")
    return ""


def _row_link(figure: Figure, row: Row) -> str:
    if figure.name in _OCCUPATIONS:
        area = figure.asked.token if "area" in queries()[figure.name].about else "country-FR"
        return reverse("observatory:occupation", args=[row.code, area])
    if figure.name in _SKILLS and row.code.isdecimal():
        return reverse("observatory:skill", args=[row.code])
    if figure.name == "area_rents":
        return reverse("observatory:area", args=[f"commune-{row.code}"])
    if figure.name == "skill_places" and row.code != "?":
        return reverse("observatory:area", args=[f"department-{row.code}"])
    return ""


def _interval(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return percent(figure.value) if figure.value is not None and _is_share(figure) else ""
    if _is_share(figure):
        return _("%(share)s, between %(low)s and %(high)s") % {
            "share": percent(figure.value),
            "low": percent(figure.low),
            "high": percent(figure.high),
        }
    low, high = (number(figure, end) for end in (figure.low, figure.high))
    if queries()[figure.name].interval is Interval.POISSON:
        low, high = words.number(round(figure.low)), words.number(round(figure.high))
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def _n(figure: Figure, unit: str) -> str:
    if figure.n is None or not figure.known:
        return ""
    return _("n = %(n)s (%(unit)s)") % {"n": words.number(figure.n), "unit": unit}


def _box(figure: Figure) -> Box | None:
    if queries()[figure.name].shape is not Shape.QUARTILES or len(figure.rows) != 3:
        return None
    first, middle, third = (row.value or 0.0 for row in figure.rows)
    return box(first, middle, third, low=figure.low, high=figure.high)


def _whole(figure: Figure) -> float | None:
    query = queries()[figure.name]
    if wording.is_grade(query):
        return 5.0
    if query.shape is Shape.SHARES and query.interval is not Interval.NEWCOMBE:
        return 1.0
    if figure.name == "neighbouring_occupations":
        return float(figure.n or 0) or None
    return None


def _source(source: SourceRef, pages: Mapping[str, str]) -> Source:
    parts = [
        _("published %(day)s") % {"day": source.published} if source.published else "",
        _("edition %(edition)s") % {"edition": source.edition} if source.edition else "",
        _("imported on %(day)s") % {"day": words.day(date.fromisoformat(source.imported[:10]))},
    ]
    return Source(
        title=source.title,
        producer=source.producer,
        licence=source.licence,
        about=", ".join(part for part in parts if part),
        href=_page_of(source, pages),
        dataset=source.dataset,
    )


def _page_of(source: SourceRef, pages: Mapping[str, str]) -> str:
    if own := pages.get(source.dataset):
        return own
    return source.address if source.address.startswith("https://") else ""


def _asked(figure: Figure, *, name: str = "") -> str:
    query = queries()[figure.name]
    asked = {"name": name} if name else {}
    if figure.occupation:
        asked["occupation"] = figure.occupation.code
    if "area" in query.about:
        asked["area"] = figure.asked.token
    if figure.skill:
        asked["skill"] = figure.skill.code
    return urlencode(asked)
