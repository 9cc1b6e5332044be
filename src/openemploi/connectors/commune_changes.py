"""What happened to communes since 1943: the movements of the official geographic code, ``v_mvt_commune_<year>.csv``.

One row per commune before and commune after of each event; a merger of three communes is several rows. Rows of
associated and delegated communes tell what became of the old name, not where the territory went: see
:mod:`openemploi.territory.succession`, which follows them. Dates are ISO since 2020, day first before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import INSEE_CODE, year_in
from openemploi.connectors.communes import KINDS
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Kind, Table

EVENTS: Final = {
    "10": "change of name",
    "20": "creation",
    "21": "restored",
    "30": "suppressed",
    "31": "simple merger",
    "32": "new commune created",
    "33": "merger with association",
    "34": "association turned into a simple merger",
    "35": "delegated commune suppressed",
    "41": "change of code with the department",
    "50": "change of code with the chief place",
    "70": "associated commune turned into a delegated one",
    "71": "delegated commune restored",
    "72": "delegated commune created",
}

CHANGES: Final = Table(
    "commune_changes",
    (
        Column(
            "event",
            source=("MOD",),
            required=True,
            pattern="[0-9]{2}",
            description="; ".join(f"{code}: {words}" for code, words in EVENTS.items()),
        ),
        Column("date", Kind.DATE, source=("DATE_EFF",), required=True, formats=("%Y-%m-%d", "%d/%m/%Y")),
        Column("kind_before", source=("TYPECOM_AV",), choices=tuple(KINDS)),
        Column("code_before", source=("COM_AV",), pattern=INSEE_CODE),
        Column("name_before", source=("LIBELLE_AV",)),
        Column("kind_after", source=("TYPECOM_AP",), choices=tuple(KINDS)),
        Column("code_after", source=("COM_AP",), pattern=INSEE_CODE),
        Column("name_after", source=("LIBELLE_AP",)),
    ),
    description="One row per commune before and commune after of an event",
    left_out=("TNCC_AV", "NCC_AV", "NCCENR_AV", "TNCC_AP", "NCC_AP", "NCCENR_AP"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``, or of the movements in the producer's zip."""
    source = opened(path, "*mvt*commune*.csv")
    reading.edition = year_in(source.name, path.name)
    yield from delimited(
        source, CHANGES, reading, delimiter=delimiter_of(source, ",", ";"), encodings=("utf-8", "cp1252")
    )


CONNECTOR: Final = Connector(
    kind="commune_changes",
    version="1",
    title="Code officiel géographique : événements survenus aux communes depuis 1943",
    producer="Insee",
    licence="etalab-2.0",
    homepage="https://www.insee.fr/fr/information/2560452",
    tables=(CHANGES,),
    read=read,
)
