"""The communes of France: the official geographic code (COG) of INSEE, ``v_commune_<year>.csv``.

Layout of 2019 and later: four kinds of commune in one file, told apart by TYPECOM. A delegated or associated
commune may bear the code of the commune that it belongs to, so a code alone is no key; it has no department of its
own, only a parent. The region, department and arrondissement of ARM rows (Paris, Lyon, Marseille) are filled in.
Files before 2019 (TAB, Latin-1, ``ACTUAL``…) are another format and are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT, INSEE_CODE, year_in
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Table

KINDS: Final = {
    "COM": "commune",
    "ARM": "municipal arrondissement (Paris, Lyon, Marseille)",
    "COMA": "associated commune",
    "COMD": "delegated commune",
}

COMMUNES: Final = Table(
    "communes",
    (
        Column(
            "kind",
            source=("TYPECOM",),
            required=True,
            choices=tuple(KINDS),
            description="; ".join(f"{code}: {words}" for code, words in KINDS.items()),
        ),
        Column("insee_code", source=("COM",), required=True, pattern=INSEE_CODE),
        Column("region", source=("REG",), pattern="[0-9]{2}"),
        Column("department", source=("DEP",), pattern=DEPARTMENT),
        Column("collectivity", source=("CTCD",), description="Authority with the powers of a department"),
        Column("district", source=("ARR",), description="Arrondissement of the department"),
        Column(
            "article", source=("TNCC",), description="Which article goes before the name, as INSEE codes it"
        ),
        Column("name_upper", source=("NCC",), description="Name in capitals, without article or accents"),
        Column("name_plain", source=("NCCENR",), description="Name without its article"),
        Column("name", source=("LIBELLE",), required=True),
        Column("canton", source=("CAN",)),
        Column(
            "parent_code",
            source=("COMPARENT",),
            pattern=INSEE_CODE,
            description="Commune to which an arrondissement, associated or delegated commune belongs",
        ),
    ),
    description="Communes and their parts on the first of January",
    key=("kind", "insee_code"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``, or of the communes in the producer's zip."""
    source = opened(path, "v_commune_20*.csv", "commune20*.csv", "communes*.csv")
    reading.edition = year_in(source.name, path.name)
    yield from delimited(
        source, COMMUNES, reading, delimiter=delimiter_of(source, ",", ";"), encodings=("utf-8", "cp1252")
    )


CONNECTOR: Final = Connector(
    kind="communes",
    version="1",
    title="Code officiel géographique : communes",
    producer="Insee",
    licence="etalab-2.0",
    homepage="https://www.insee.fr/fr/information/2560452",
    tables=(COMMUNES,),
    read=read,
)
