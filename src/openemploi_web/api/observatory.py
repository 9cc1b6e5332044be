"""Figures of the labour market for programs: those of the observatory's pages, with what stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from openemploi.labourmarket import wording
from openemploi.labourmarket.declared import queries
from openemploi.labourmarket.model import FRANCE, Figure
from openemploi_web.api import scopes
from openemploi_web.api.keys import Key
from openemploi_web.api.problems import REFUSALS, invalid
from openemploi_web.observatory.selectors import area_for, observatory, occupation_for, skill_for

router: Final = Router(tags=["reference"])
if TYPE_CHECKING:
    FigureName: TypeAlias = str
else:
    FigureName = Literal[tuple(queries())]  # so that the document lists them


class FigureArea(Schema):
    """A kind of area, its code and its name."""

    level: Literal["commune", "employment_area", "basin", "department", "region", "country"]
    code: str
    name: str


class FigureRow(Schema):
    """One line. `k` of `n` is a share; `low` and `high` are the ends of the interval at 95 %; null is unknown."""

    code: str
    label: str
    value: float | None
    k: int | None
    n: int | None
    low: float | None
    high: float | None
    masked: bool
    note: str


class FigureSource(Schema):
    """The version of a dataset that was read."""

    dataset: str
    version: str
    title: str
    producer: str
    licence: str
    published: str
    edition: str
    imported: str
    address: str


class MarketFigure(Schema):
    """A figure. `unknown` says why it is not known for the area asked; `shown` is the area that it is about."""

    name: str
    title: str
    unit: str
    unit_of_n: str
    asked: FigureArea
    shown: FigureArea
    occupation: str
    skill: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    period: str
    unknown: str
    why: str
    masked: int
    rule: str
    method: str
    says_not: str
    rows: list[FigureRow]
    sources: list[FigureSource]


@router.get(
    "/observatory/figures",
    auth=Key(scopes.REFERENCE),
    response={200: MarketFigure, **REFUSALS},
    operation_id="get_figure",
    summary="Read a figure of the labour market",
)
def get_figure(
    request: HttpRequest,
    name: FigureName,
    occupation: Annotated[str, Query(max_length=5, description="ROME code.")] = "",
    area: Annotated[
        str, Query(max_length=30, description="`commune-06088`, `basin-9304`, `region-93`, `country-FR`.")
    ] = FRANCE.token,
    skill: Annotated[str, Query(max_length=7, description="OGR code.")] = "",
) -> MarketFigure:
    """By occupation, skill and area. What is not known for the area is given for a larger one, and it is said."""
    query = queries()[name]
    if "occupation" in query.about and not occupation:
        raise invalid(_("This figure is about one occupation: give its ROME code."), where="query.occupation")
    if "skill" in query.about and not skill:
        raise invalid(_("This figure is about one skill: give its OGR code."), where="query.skill")
    figure = observatory().figure(
        name,
        occupation=occupation_for(occupation) if "occupation" in query.about else None,
        area=area_for(area),
        skill=skill_for(skill) if "skill" in query.about else None,
    )
    return _told(figure)


def _told(figure: Figure) -> MarketFigure:
    said = wording.words(figure.name)
    return MarketFigure(
        name=figure.name,
        title=said.title,
        unit=said.unit,
        unit_of_n=said.unit_of_n,
        asked=FigureArea(level=figure.asked.level.value, code=figure.asked.code, name=figure.asked.name),
        shown=FigureArea(level=figure.shown.level.value, code=figure.shown.code, name=figure.shown.name),
        occupation=figure.occupation.code if figure.occupation else "",
        skill=figure.skill.code if figure.skill else "",
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        period=figure.period,
        unknown=figure.unknown.reason.value if figure.unknown else "",
        why=wording.why_unknown(figure),
        masked=figure.masked,
        rule=said.rule,
        method=said.method,
        says_not=said.says_not,
        rows=[
            FigureRow(
                code=row.code,
                label=wording.row_label(figure, row),
                value=row.value,
                k=row.k,
                n=row.n,
                low=row.low,
                high=row.high,
                masked=row.masked,
                note=row.note,
            )
            for row in figure.rows
        ],
        sources=[
            FigureSource(
                dataset=one.dataset,
                version=one.version,
                title=one.title,
                producer=one.producer,
                licence=one.licence,
                published=one.published,
                edition=one.edition,
                imported=one.imported,
                address=one.address,
            )
            for one in figure.sources
        ],
    )
