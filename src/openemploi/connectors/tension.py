"""Tension by occupation (ROME 3) and basin: the indicator of France Travail and its causes, each from 1 to 5.

One row per year, occupation and basin where there were enough offers and jobseekers to compute it. Numbers have
decimal commas. An indicator of cause is empty when it could not be computed. 5 means most: most tension, most
intense hiring, least workforce, hardest conditions, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import first_value
from openemploi.connectors.schema import Column, Kind, Table


def grade(name: str, source: str, description: str) -> Column:
    """A column of grades from 1 to 5, as tensions and their causes are published."""
    return Column(
        name, Kind.INTEGER, source=(source,), minimum=1, maximum=5, unit="1–5", description=description
    )


TENSION: Final = Table(
    "tension",
    (
        Column("year", Kind.INTEGER, source=("annee",), required=True, minimum=2010, maximum=2100),
        Column("rome_code", source=("ROME",), required=True, pattern="[A-N][0-9]{4}"),
        Column("basin_code", source=("cbassin",), required=True, width=4, pattern="[0-9][0-9AB][0-9A-Z]{2}"),
        Column(
            "offers",
            Kind.NUMBER,
            source=("oee",),
            decimal=",",
            minimum=0,
            description="Offers in the year, an estimate with a fraction",
        ),
        Column(
            "jobseekers",
            Kind.NUMBER,
            source=("defm_abc",),
            decimal=",",
            minimum=0,
            description="Jobseekers of categories A, B and C at the end of the month, mean of the year",
        ),
        grade("tension", "ind_tension_d", "Difficulty to recruit as a whole"),
        grade("hiring_intensity", "ind_int_emb_d", "Intensity of hiring"),
        grade("workforce_shortage", "ind_main_oeuvre_d", "Lack of available workforce"),
        grade("non_durable_jobs", "ind_dur_empl_d", "Jobs that do not last"),
        grade("working_conditions", "ind_cond_travail_d", "Demanding working conditions"),
        grade("geographic_mismatch", "ind_mismatch_geo_d", "Jobseekers live elsewhere than the jobs are"),
        grade("training_link", "ind_specif_form_empl_d", "The job asks for a specific training"),
    ),
    description="One row per year, occupation and basin",
    key=("year", "rome_code", "basin_code"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``."""
    source = opened(path, "*tension*.csv", "*.csv")
    for raw in delimited(
        source, TENSION, reading, delimiter=delimiter_of(source, ";", ","), encodings=("utf-8", "cp1252")
    ):
        reading.edition = reading.edition or first_value(raw, "annee")
        yield raw


CONNECTOR: Final = Connector(
    kind="tension",
    version="1",
    title="Tensions sur le marché du travail par métier (ROME) et bassin d’emploi",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.francetravail.org/opendata/",
    tables=(TENSION,),
    read=read,
)
